"""`asbreview history`: what happened on a case, in order."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import click

from asbreview.access.accounts import account_names
from asbreview.commands.asking import as_of_option, asked, position_of
from asbreview.domain.days import local_day
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.reference import as_written
from asbreview.installation import Installation
from asbreview.signing import A_BODY, APPLICANT, BY_APPLICANT, BY_BODY, SENDER, SYSTEM
from asbreview.web.words import moment
from projections.timeline import Happened, timeline_of

NameOf = Callable[[UUID], str]


@click.command()
@click.argument("reference")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def history(reference: str, instant: datetime | None, *, as_json: bool) -> None:
    """Tell what happened on the case REFERENCE, the oldest first.

    What people wrote in their own words, and the people's names, are left out: they
    are shown on the pages, where it is noted who reads them.
    """
    with asked() as installation:
        lines = _lines(installation, reference, instant)
        names = _names(installation)
    if as_json:
        told = {
            "reference": as_written(reference),
            "as_of": instant.isoformat() if instant else None,
            "events": [_as_json(line, names) for line in lines],
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for sentence in (s for line in lines for s in _in_words(line, names)):
        click.echo(sentence)


def _lines(
    installation: Installation, reference: str, instant: datetime | None
) -> list[Happened]:
    try:
        case_id = installation.reviews.case_id_of(as_written(reference))
    except NoSuchThing as none:
        raise click.ClickException(str(none)) from none
    position = position_of(installation, instant)
    with installation.views.connect() as db:
        lines = timeline_of(db, case_id, as_of=position)
    if not lines:
        raise click.ClickException("There was no such case then")
    return lines[::-1]


def _names(installation: Installation) -> NameOf:
    names = account_names(installation.office)
    names |= dict.fromkeys((SYSTEM, SENDER), "asbreview")
    names |= {APPLICANT: BY_APPLICANT, A_BODY: BY_BODY}
    return lambda account_id: names.get(account_id, "somebody who has left")


def _in_words(line: Happened, name_of: NameOf) -> Iterator[str]:
    error = " (recorded in error)" if line.in_error else ""
    yield f"{moment(line.said_at)}  {line.title}{error}, by {name_of(line.recorded_by)}"
    if line.happened_on != local_day(line.said_at):
        yield f"    Happened on {line.happened_on.isoformat()}"
    for name, fact in line.details:
        yield f"    {name}: {fact}"


def _as_json(line: Happened, name_of: NameOf) -> dict[str, Any]:
    return {
        "position": line.position,
        "topic": line.topic,
        "title": line.title,
        "happened_on": line.happened_on.isoformat(),
        "said_at": line.said_at.isoformat(),
        "recorded_at": line.recorded_at.isoformat(),
        "recorded_by": name_of(line.recorded_by),
        "recorded_for": str(line.recorded_for),
        "details": dict(line.details),
        "in_error": line.in_error,
    }
