"""The `asbreview` command."""

import os
import sqlite3
from typing import Any, Final

import click
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from asbreview.commands import procedures, threshold, timetable
from asbreview.commands.accounts import accounts
from asbreview.commands.demo import demo
from asbreview.commands.history import history
from asbreview.commands.migrate import migrate
from asbreview.commands.rebuild import rebuild
from asbreview.commands.report import report
from asbreview.commands.serve import serve
from asbreview.commands.work import work
from asbreview.procedures.reading import NoSuchProcedure, UnreadableProcedure
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


DAMAGED: Final = (sqlite3.DatabaseError, DBAPIError, PersistenceError)


def _cause(why: Exception) -> str:
    """Return what the database said, without what it was asked."""
    said = str(getattr(why, "orig", None) or why)
    return said.splitlines()[0] if said else type(why).__name__


class Refusing(click.Group):
    """Commands whose refusal to start is a sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Give the command; tell why it cannot start."""
        try:
            return super().invoke(ctx)
        except CannotStart as why:
            raise click.ClickException(str(why)) from why
        except (NoSuchProcedure, UnreadableProcedure) as why:
            raise click.ClickException(
                f"The procedure of ASBREVIEW_PROCEDURE cannot be used: {why}"
            ) from why
        except DAMAGED as why:
            raise click.ClickException(
                f"A database cannot be read or written: {_cause(why)}. Look whether the"
                " disk is full, and whether the folder may be written to; a damaged"
                " views.sqlite can be deleted, any other is to be restored."
            ) from why
        except OSError as why:
            name = f" {why.filename}" if why.filename else ""
            raise click.ClickException(f"{why.strerror}:{name}") from why


@click.group(cls=Refusing)
@click.version_option(package_name="asbreview")
def main() -> None:
    """Case management for ASB case reviews (s.104 of the 2014 Act)."""
    os.umask(0o077)  # what is kept is for its owner alone, whatever folder it is in


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
