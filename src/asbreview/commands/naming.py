"""How a procedure is named on the command line."""

from typing import Any

import click

from asbreview.domain.procedure import Procedure
from asbreview.procedures import (
    NoSuchProcedure,
    UnreadableProcedure,
    read_procedure,
)


class ProcedureName(click.ParamType[Procedure]):
    """The name of a shipped procedure, or the path of a TOML file."""

    name = "procedure"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Procedure:
        """Return the procedure; wrong usage where there is none."""
        if isinstance(value, Procedure):
            return value
        try:
            return read_procedure(value)
        except NoSuchProcedure as error:
            self.fail(str(error), param, ctx)
        except UnreadableProcedure as error:
            self.fail(in_lines(error), param, ctx)


def in_lines(unreadable: UnreadableProcedure) -> str:
    """Tell what is wrong with a file, a line for each problem."""
    problems = [f"  {problem}" for problem in unreadable.problems]
    return "\n".join([f"{unreadable.where} is not a procedure:", *problems])


procedure_option = click.option(
    "--procedure",
    type=ProcedureName(),
    required=True,
    metavar="NAME",
    help="A shipped procedure, or the path of a TOML file.",
)
