"""The `asbreview` command."""

import os
from typing import Any, Final

import click

from asbreview.commands import procedures, threshold, timetable
from asbreview.commands.accounts import accounts
from asbreview.commands.demo import demo
from asbreview.commands.history import history
from asbreview.commands.migrate import migrate
from asbreview.commands.rebuild import rebuild
from asbreview.commands.report import report
from asbreview.commands.serve import serve
from asbreview.commands.work import work
from asbreview.refusal import CannotStart

COMMANDS: Final[tuple[click.Command, ...]] = (
    serve,
    work,
    demo,
    migrate,
    accounts,
    rebuild,
    threshold,
    timetable,
    procedures,
    history,
    report,
)


class Refusing(click.Group):
    """Commands whose refusal to start is a sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Give the command; tell why it cannot start."""
        try:
            return super().invoke(ctx)
        except CannotStart as why:
            raise click.ClickException(str(why)) from why


@click.group(cls=Refusing)
@click.version_option(package_name="asbreview")
def main() -> None:
    """Case management for ASB case reviews (s.104 of the 2014 Act)."""
    os.umask(0o077)  # what is kept is for its owner alone, whatever folder it is in


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
