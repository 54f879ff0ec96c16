"""A decision, what was before whoever took it, and what came after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent
from asbreview.reviews import CaseReviews
from asbreview.web.as_of import THE_INSTANT_BEFORE
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.history_told import Entry, entries, expect
from asbreview.web.known_told import Late, TakenBack, came_late, taken_back
from asbreview.web.part_shown import Asked, Part, begins

RECORDS: Final = (
    "The application",
    "The evidence",
    "The panel",
    "The outcome",
    "The contacts",
)
LOOKED_AT: Final = (
    ("The overview", ""),
    ("Complaints", "/complaints"),
    ("Partners and their answers", "/partners"),
    ("Risk", "/risk"),
    ("Panel", "/panel"),
    ("Documents", "/documents"),
    ("Deadlines", "/deadlines"),
)


@dataclass(frozen=True)
class Decision:
    """A decision that was taken with its ground kept beside it."""

    command_id: UUID
    ground: Ground
    entry: Entry

    @property
    def on(self) -> date:
        """The day on which it was taken."""
        return self.entry.line.happened_on


@dataclass(frozen=True)
class Before:
    """What was before the deciders of a decision, and what was not.

    `late` had happened and was not on record; `taken_back` was on record, and is known
    now to have been in error; `after` is what was recorded since and happened since.
    Of a long list the beginning is told, unless all is asked for.
    """

    decision: Decision
    rests_on: list[str]
    looked_at: list[tuple[str, str]]
    there: Part[Entry]
    late: Part[Late]
    taken_back: list[TakenBack]
    after: Part[Entry]
    since: str


def decisions_of(view: CaseView, given: Installation) -> list[Decision]:
    """Return the decisions of a case that have a ground, the latest first."""
    return list(_decisions(view, given, entries(view, given, in_detail=True)))


def before(
    request: Asked, view: CaseView, given: Installation, command_id: UUID
) -> Before:
    """Say what was before whoever took a decision; 404 if there was none such."""
    lines = entries(view, given, in_detail=True)
    found = _decisions(view, given, lines)
    decision = next((each for each in found if each.command_id == command_id), None)
    if decision is None:
        raise NotFoundException
    then, line = decision.ground.log_position, decision.entry.line
    its_own = {e.line.position for e in lines if e.line.recorded_at == line.recorded_at}
    others = [entry for entry in lines if entry.line.position not in its_own]
    late = came_late(others, view, decision.on, then)
    not_after = {each.entry.line.position for each in late}
    there = [e for e in others if e.line.position <= then and not _gone(e, then)]
    later = [entry for entry in others if entry.line.position > then]
    after = [entry for entry in later if entry.line.position not in not_after]
    found_before = Before(
        decision=decision,
        rests_on=list(rests_on(view, decision.ground)),
        looked_at=_looked_at(view, line.recorded_at),
        there=begins(there, request),
        late=begins(late, request),
        taken_back=taken_back(others, then),
        after=begins(after, request),
        since=urlencode(_since(view, line.recorded_at)),
    )
    expect(view, [*found_before.there.lines, *found_before.after.lines])
    return found_before


def _looked_at(view: CaseView, recorded_at: datetime) -> list[tuple[str, str]]:
    """Return the pages as they were just before a decision, and where they are."""
    asked = urlencode({"as_of": (recorded_at - THE_INSTANT_BEFORE).isoformat()})
    return [
        (says, f"/cases/{view.reference}{page}?{asked}") for says, page in LOOKED_AT
    ]


def _since(view: CaseView, recorded_at: datetime) -> dict[str, str]:
    asked = {"from": recorded_at.isoformat()}
    if view.as_of.instant is not None:
        asked["as_of"] = view.as_of.instant.isoformat()
    return asked


def _gone(entry: Entry, then: int) -> bool:
    """Had it been taken back by then?"""
    since = entry.line.in_error_from
    return since is not None and since <= then


def _decisions(
    view: CaseView, given: Installation, lines: list[Entry]
) -> Iterator[Decision]:
    """Yield each decision with its line, the latest first."""
    grounds = {
        (event.TOPIC, event.timestamp, event.recorded_by): event
        for event in _with_ground(view, given.reviews)
    }
    for entry in lines:
        line = entry.line
        event = grounds.get((line.topic, line.said_at, line.recorded_by))
        if event is not None:
            yield Decision(event.command_id, event.ground, entry)


def _with_ground(view: CaseView, reviews: CaseReviews) -> Iterator[Any]:
    for record in view.case.records:
        for event in reviews.events.get(record.id, lte=record.version):
            if isinstance(event, CaseEvent) and "ground" in type(event).model_fields:
                yield event


def rests_on(view: CaseView, ground: Ground) -> Iterator[str]:
    """Name the records that were before the deciders, and how far each had got."""
    names = {r.id: name for r, name in zip(view.case.records, RECORDS, strict=True)}
    for relied in ground.relied_on:
        yield f"{names[relied.record_id]}, up to its entry {relied.version}"
