"""`asbreview import`: earlier cases from a list, looked at first, then brought in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid5

import click

from asbreview.commands.asking import asked
from asbreview.commands.calendar import signed_by, told_in_a_sentence
from asbreview.domain.past.columns import PastColumns
from asbreview.incident_lists.reading import IncidentList, UnreadableList, read_list
from asbreview.installation import Installation
from asbreview.past_lists.understanding import (
    UnderstoodPast,
    guessed,
    understood_past,
)
from asbreview.reviews.past import PastTold
from asbreview.web.words import counted


@click.group("import")
def importing() -> None:
    """Bring in what was kept before, from a list."""


@importing.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--area", required=True, help="The id of the area whose cases they are.")
@click.option(
    "--column",
    "said",
    multiple=True,
    metavar="FACT=HEADING",
    help="Which column is what, where it was not said before: applied_on=Received.",
)
@click.option(
    "--by", required=True, metavar="EMAIL", help="The caseworker who records it."
)
@click.option("--yes", "agreed", is_flag=True, help="Record it without asking again.")
def past(
    file: Path, area: str, said: tuple[str, ...], by: str, *, agreed: bool
) -> None:
    """Bring in the earlier cases of FILE, a CSV with a line for each.

    Each line is told first: new, on record already, or wrong and why.  Those that are
    new are brought in, all of them or none; what is wrong is left out.
    """
    with asked() as installation, told_in_a_sentence():
        signed = signed_by(installation, by)
        if not installation.reviews.procedure_versions(area):
            raise click.BadParameter("there is no such area", param_hint="--area")
        given = _read(file)
        columns = _columns(installation, area, given, said)
        lines = understood_past(
            given,
            columns,
            on=signed.on,
            there_already=lambda ref: installation.reviews.past_there(area, ref),
        )
        for line in _told(given, columns, lines):
            click.echo(line)
        new = {x.line: PastTold(*x.case) for x in lines if x.case and x.is_new}
        if not new:
            raise click.ClickException("No line is new: nothing was recorded.")
        if not agreed:
            click.confirm(f"Bring in {counted(len(new), 'line')}?", abort=True)
        installation.reviews.import_past(
            area,
            cases=new,
            headings=given.headings,
            columns=columns,
            signed=signed.model_copy(
                update={"command_id": uuid5(signed.command_id, "import past")}
            ),
        )
        installation.projector.catch_up()
    click.echo(f"{counted(len(new), 'earlier case')} brought in.")


def _read(file: Path) -> IncidentList:
    try:
        return read_list(file.read_bytes())
    except UnreadableList as unreadable:
        raise click.ClickException(str(unreadable)) from unreadable


def _columns(
    installation: Installation, area: str, given: IncidentList, said: tuple[str, ...]
) -> PastColumns:
    """Return which column is what: as was said before, or guessed, or as said now."""
    kept = installation.reviews.columns_of_past(area, given.headings)
    places: dict[str, Any] = dict(kept.columns) if kept else guessed(given.headings)
    called = [heading.casefold() for heading in given.headings]
    for each in said:
        fact, _, heading = each.partition("=")
        if fact not in PastColumns.model_fields:
            facts = ", ".join(PastColumns.model_fields)
            raise click.BadParameter(
                f"“{fact}” is none of: {facts}", param_hint="--column"
            )
        if heading.casefold() not in called:
            raise click.BadParameter(
                f"no column is called “{heading}”", param_hint="--column"
            )
        places[fact] = called.index(heading.casefold())
    if places.get("reference") is None:
        raise click.BadParameter(
            "say which column has the reference: --column reference=HEADING",
            param_hint="--column",
        )
    return PastColumns(**places)


def _told(
    given: IncidentList, columns: PastColumns, lines: tuple[UnderstoodPast, ...]
) -> Iterator[str]:
    """Say how the columns are understood, and each line; nobody's name is printed."""
    for fact, at in columns:
        if at is not None:
            yield f"{fact}: the column “{given.headings[at]}”"
    for line in lines:
        if line.case is None:
            yield f"Line {line.line} is wrong: {'; '.join(line.wrong)}."
        elif line.same_as:
            reference = line.case.facts.reference
            yield f"Line {line.line}, {reference}: the same as {line.same_as}."
        else:
            yield f"Line {line.line}, {line.case.facts.reference}: new."
