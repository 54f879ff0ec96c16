"""`asbreview migrate`: make the tables on a server, or bring them up to date."""

import click

from asbreview.installation import opened
from asbreview.settings import Settings


@click.command()
def migrate() -> None:
    """Make the tables in the databases, or bring them up to this release's form.

    To be run once before the first server is started, and before those of a later
    release are.  What was recorded is never changed by it.
    """
    settings = Settings.read()
    if settings.database:
        from asbreview import stores_on_server  # noqa: PLC0415  its driver is an extra

        stores_on_server.migrate(settings)
    else:
        with opened(settings):
            pass
    click.echo("The tables are there, in the form of this release.")
