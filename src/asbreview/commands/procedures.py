"""`asbreview procedures`: what procedures there are, what they set, what the Act says.

A procedure is data: an area that is not shipped needs a file, never code.
"""

import json
import sys
from collections.abc import Iterator

import click

from asbreview.commands.naming import ProcedureName
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_lint import lint
from asbreview.procedures import (
    NoSuchProcedure,
    UnreadableProcedure,
    read_procedure,
    shipped,
)

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
    """Show what a procedure sets, and where each part of it comes from."""
    if as_json:
        told = procedure.model_dump(mode="json")
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_words(procedure)))


@procedures.command("lint")
@click.argument("file", metavar="FILE")
@as_json_option
def lint_file(file: str, *, as_json: bool) -> None:
    """Say what the Act has to say of a procedure; findings end with status 1."""
    try:
        findings = lint(read_procedure(file))
    except NoSuchProcedure as error:
        raise click.BadParameter(str(error), param_hint="FILE") from error
    except UnreadableProcedure as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        told = {"findings": [finding.model_dump(mode="json") for finding in findings]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.severity}: {finding.says} ({finding.provision})")
        if not findings:
            click.echo("Nothing found.")
    sys.exit(1 if findings else 0)


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


def _words(procedure: Procedure) -> Iterator[str]:
    yield f"{procedure.name}, version {procedure.version}"
    yield f"Area: {procedure.area}"
    yield f"In force from {procedure.effective_from}. {procedure.adopted}."
    yield f"Published at {procedure.published_at or 'no address'}"
    yield ""
    yield f"Qualifying complaints needed: {procedure.threshold.complaints_needed}"
    yield from (f"Or {rule.says}" for rule in procedure.threshold.any_of)
    yield from (f"Considered: {c.asks}" for c in procedure.threshold.considerations)
    yield from (f"Advice only: {c.asks}" for c in procedure.threshold.caveats)
    yield ""
    yield from (f"Relevant body: {body.name}" for body in procedure.relevant_bodies)
    yield ""
    for timer in procedure.timers:
        direction = "before" if timer.before else "after"
        length = f"{timer.length} {timer.unit} {direction} {timer.starts}"
        yield f"{timer.timer_id}: {length} ({timer.origin}: {timer.reference})"
    yield ""
    for source in procedure.sources:
        yield f"{source.about}: {source.origin} ({source.reference})"
