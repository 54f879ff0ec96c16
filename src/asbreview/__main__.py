"""The `asbreview` command."""

import os
from importlib import import_module
from typing import Any, Final

import click

from asbreview.collecting import not_collected
from asbreview.refusal import CannotStart

# Each is in a module of its name, which is read when the command is given: no other
# waits until the pages, the database and the letters are loaded.
COMMANDS: Final = (
    "serve",
    "work",
    "demo",
    "migrate",
    "copy",
    "backup",
    "restore",
    "accounts",
    "rebuild",
    "threshold",
    "timetable",
    "procedures",
    "history",
    "report",
    "export",
    "import",
    "verify",
    "calendar",
    "letters",
    "pack",
)

MODULES: Final = {"import": "importing"}  # where the name is a word of Python


class Refusing(click.Group):
    """Commands whose refusal to start is a sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, as the help lists them."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Read the module of a command that is given; nothing for any other word."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = MODULES.get(cmd_name, cmd_name)
        with not_collected():
            module = import_module(f"asbreview.commands.{name}")
        command: click.Command = getattr(module, name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Give the command; tell why it cannot start."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except CannotStart as why:
            raise click.ClickException(str(why)) from why
        except Exception as why:
            from asbreview.commands.failing import told  # noqa: PLC0415  see COMMANDS

            if says := told(why):
                raise click.ClickException(says) from why
            raise


@click.group(cls=Refusing)
@click.version_option(package_name="asbreview")
def main() -> None:
    """Case management for ASB case reviews (s.104 of the 2014 Act)."""
    os.umask(0o077)  # what is kept is for its owner alone, whatever folder it is in


if __name__ == "__main__":
    main()
