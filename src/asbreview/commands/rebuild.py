"""`asbreview rebuild`: make the views anew from the log."""

import click

from asbreview.installation import opened
from asbreview.settings import Settings


@click.command()
def rebuild() -> None:
    """Make every view anew beside the one in use, then change over.

    The server must not be running: the folder is this command's while it works.
    """
    with opened(Settings.read()) as installation:
        end = installation.reviews.end_of_log()
        with click.progressbar(length=end, label="Events") as bar:

            def show(reached: int, _: int) -> None:
                bar.update(reached - bar.pos)

            installation.projector.rebuild(show)
    click.echo(f"The views are made anew, up to event {end}.")
