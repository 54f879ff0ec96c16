"""`asbreview work`: letters and views, in a process without pages."""

import click

from asbreview.settings import Settings
from asbreview.working import work as work_on


@click.command()
def work() -> None:
    """Make the letters and keep the views level, until told to stop.

    For an installation on PostgreSQL, beside its servers: these serve the pages and
    send no letters.  In a folder, `asbreview serve` does both.
    """
    says = "Working: letters and views. Stop it with Ctrl-C."
    work_on(Settings.read(), begun=lambda: click.echo(says))
