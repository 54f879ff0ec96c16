"""`asbreview procedures`: what procedures there are, what they set, what the Act says.

A procedure is data: an area that is not shipped needs a file, never code.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import click

from asbreview.commands.naming import ProcedureName, in_lines
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_lint import LintFinding, lint
from asbreview.procedures import (
    NoSuchProcedure,
    UnreadableProcedure,
    read_procedure,
    shipped,
)
from asbreview.procedures.leaflet_printed import printed

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def procedures() -> None:
    """List, show and check review procedures."""


@procedures.command("list")
@as_json_option
def list_shipped(*, as_json: bool) -> None:
    """List the procedures that come with the program."""
    named = [(name, read_procedure(name)) for name in shipped()]
    if as_json:
        told = [
            {"id": name, "version": p.version, "area": p.area, "name": p.name}
            for name, p in named
        ]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for name, procedure in named:
            click.echo(f"{name}: {procedure.name}, version {procedure.version}")


@procedures.command()
@click.argument("procedure", metavar="NAME", type=ProcedureName())
@as_json_option
def show(procedure: Procedure, *, as_json: bool) -> None:
    """Show a procedure as a leaflet, and where each part of it comes from."""
    if as_json:
        told = procedure.model_dump(mode="json")
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(printed(procedure)))


@procedures.command("lint")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@as_json_option
def lint_files(files: tuple[str, ...], *, as_json: bool) -> None:
    """Say what the Act has to say of procedures; findings end with status 1.

    FILE is the path of a TOML file, or the name of a shipped procedure.
    """
    checked = [Checked.of(file) for file in files]
    if as_json:
        click.echo(json.dumps(_findings(checked), indent=2, ensure_ascii=False))
    else:
        for each in checked:
            if len(checked) > 1:
                click.echo(f"{each.file}:")
            click.echo("\n".join(each.lines))
    for each in checked:
        if each.unreadable:
            click.echo(each.unreadable, err=True)
    sys.exit(1 if any(each.found for each in checked) else 0)


@procedures.command("back-test")
@click.argument("procedure", metavar="FILE", type=ProcedureName())
@as_json_option
def back_test(procedure: Procedure, *, as_json: bool) -> None:
    """Say which open dates and decided thresholds a changed procedure would change.

    Nothing is recorded: a case keeps the version of its receipt.
    """
    # Asking an installation loads the pages and the database; the others need neither.
    from asbreview.commands import back_testing  # noqa: PLC0415

    found = back_testing.tried(procedure)
    if as_json:
        told = back_testing.as_json(*found)
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(back_testing.in_lines(*found)))


@dataclass(frozen=True)
class Checked:
    """A file, and what was found on it; one that cannot be read has no findings."""

    file: str
    findings: tuple[LintFinding, ...] = ()
    unreadable: str = ""

    @classmethod
    def of(cls, file: str) -> Self:
        """Check a file; wrong usage where there is none."""
        try:
            return cls(file, findings=lint(read_procedure(file)))
        except NoSuchProcedure as error:
            raise click.BadParameter(str(error), param_hint="FILE") from error
        except UnreadableProcedure as error:
            return cls(file, unreadable=in_lines(error))

    @property
    def found(self) -> bool:
        """Is anything wrong with it?"""
        return bool(self.findings or self.unreadable)

    @property
    def lines(self) -> list[str]:
        """Each finding in words."""
        if self.unreadable:
            return ["It cannot be read as a procedure."]
        told = [f"{f.severity}: {f.says} ({f.provision})" for f in self.findings]
        return told or ["Nothing found."]

    @property
    def as_json(self) -> dict[str, Any]:
        """What others script against."""
        told = [finding.model_dump(mode="json") for finding in self.findings]
        return {"findings": told} | (
            {"unreadable": self.unreadable} if self.unreadable else {}
        )


def _findings(checked: Sequence[Checked]) -> dict[str, Any]:
    """Return the findings on one file, or those on each of several."""
    if len(checked) == 1:
        return checked[0].as_json
    return {"procedures": [{"file": each.file} | each.as_json for each in checked]}
