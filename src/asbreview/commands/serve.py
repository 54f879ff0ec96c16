"""`asbreview serve`: serve the pages of an installation."""

import click

from asbreview.serving import serve as serve_pages
from asbreview.settings import Settings
from asbreview.settings_named import SETTINGS

SAYS = "\n\n".join(f"{s.variable} ({s.default}): {s.says}" for s in SETTINGS)


@click.command(help=f"Serve the pages of an installation.\n\nSettings:\n\n{SAYS}")
def serve() -> None:
    """Serve the pages until told to stop."""
    settings = Settings.read()
    where = f"http://{settings.address}:{settings.port}"
    serve_pages(settings, begun=lambda: click.echo(f"Serving on {where}"))
