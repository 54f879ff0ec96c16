"""What was on record on a day, against what is known now to have been so by then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words, local_day
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.outcome.record import Outcome
from asbreview.reviews import Case
from asbreview.web.as_of import AsOf
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.history_told import Entry, entries, expect
from asbreview.web.words import counted

NOBODY: Final = "Nobody"
NOT_BY_THEN: Final = "Not by then"
NOT_ON_RECORD: Final = "Nothing of the case was on record"


class Late(NamedTuple):
    """Something that happened on a day, and was recorded so many days after it."""

    entry: Entry
    happened_on: date

    @property
    def days(self) -> int:
        """How many days after it happened it was recorded."""
        return (local_day(self.entry.line.said_at) - self.happened_on).days

    @property
    def says(self) -> str:
        """Say how late it came, counted from the day on which it happened."""
        return f"{counted(self.days, 'day')} after it happened"


class TakenBack(NamedTuple):
    """Something that was on record, and what took it back."""

    entry: Entry
    by: Entry | None


class So(NamedTuple):
    """A fact with a day of its own: as it was on record, and as it is known now."""

    what: str
    knew: str
    true: str

    @property
    def differs(self) -> bool:
        """Was it otherwise than the record said?"""
        return self.knew != self.true


@dataclass(frozen=True)
class Known:
    """A case on a day: as it was recorded by then, and as it is known to have been.

    `late` had happened by then and was recorded later; `taken_back` was on record and
    is known now to have been recorded in error; `known` was on record, and stands.
    """

    on: date
    so: list[So]
    late: list[Late]
    taken_back: list[TakenBack]
    known: list[Entry]
    at: str

    @property
    def is_the_same(self) -> bool:
        """Was all on record that had happened, and does it stand?"""
        differs = any(each.differs for each in self.so)
        return not (differs or self.late or self.taken_back)


def known(view: CaseView, given: Installation, then: AsOf) -> Known:
    """Compare the record at the end of a day with what is known where *view* looks."""
    lines = entries(view, given, in_detail=False)
    expect(view, lines)
    by_then = then.position or 0
    return Known(
        on=then.on,
        so=_so(view, _case_then(view, given, by_then), then.on),
        late=came_late(lines, view, then.on, by_then),
        taken_back=taken_back(lines, by_then),
        known=[e for e in lines if e.line.position <= by_then and not e.line.in_error],
        at=then.instant.isoformat() if then.instant else "",
    )


def came_late(lines: list[Entry], view: CaseView, on: date, by_then: int) -> list[Late]:
    """Return what had happened by a day and was recorded after a position.

    What has no day of its own happened when it was recorded, so it never came late.
    A complaint happened when it was made, whenever it was logged here.
    """
    complaints = view.case.evidence.complaints
    made_on: dict[UUID | None, date] = {c.complaint_id: c.made_on for c in complaints}
    found = (
        Late(entry, made_on.get(entry.line.item_id, entry.line.happened_on))
        for entry in lines
        if entry.line.position > by_then and not entry.line.in_error
    )
    return [late for late in found if late.days > 0 and late.happened_on <= on]


def taken_back(lines: list[Entry], by_then: int) -> list[TakenBack]:
    """Return what stood at a position, and was taken back later."""
    by_position = {entry.line.position: entry for entry in lines}
    return [
        TakenBack(entry, by_position.get(since))
        for entry in lines
        if entry.line.position <= by_then
        and (since := entry.line.in_error_from) is not None
        and since > by_then
    ]


def _case_then(view: CaseView, given: Installation, position: int) -> Case | None:
    try:
        return given.reviews.case(view.case.case_id, as_of=position)
    except NoSuchThing:
        return None


def _so(view: CaseView, then: Case | None, on: date) -> list[So]:
    true = so_by(view.case, view, on)
    knew: Mapping[str, str] = so_by(then, view, on) if then else {}
    return [So(what, knew.get(what, NOT_ON_RECORD), so) for what, so in true.items()]


def so_by(case: Case, view: CaseView, on: date) -> dict[str, str]:
    """Say of each fact that has a day of its own how it stood at the end of a day."""
    return dict(_so_by(case, view, on))


def _so_by(case: Case, view: CaseView, on: date) -> Iterator[tuple[str, str]]:
    trigger, panel = case.trigger, case.panel
    yield "The application was made", _on(trigger.application.applied_on, on)
    passed = [body_id for body_id, day in trigger.passed_to.items() if day <= on]
    yield "It was passed on to", _named(map(view.body_name, passed))
    yield "It was acknowledged", _on(trigger.acknowledged_on, on)
    yield from _on_file(case.evidence, view, on)
    threshold = trigger.threshold
    if threshold is None or threshold.decided_on > on:
        yield "The threshold was decided", NOT_BY_THEN
    else:
        met = "met" if threshold.met else "not met"
        yield "The threshold was decided", f"{in_words(threshold.decided_on)}: {met}"
    yield "The applicant was told that", _on(trigger.threshold_told_on, on)
    yield "The panel had its papers", _on(panel.papers_sent_on, on)
    yield "The panel met", _on(panel.held.held_on if panel.held else None, on)
    yield from _came_of_it(case.outcome, on)


def _on_file(evidence: Evidence, view: CaseView, on: date) -> Iterator[tuple[str, str]]:
    made = [each for each in evidence.complaints if each.made_on <= on]
    yield "Complaints that had been made", str(len(made))
    asked = [each for each in evidence.requests.values() if each.requested_on <= on]
    bodies = dict.fromkeys(view.body_name(each.body_id) for each in asked)
    yield "Bodies that had been asked", _named(bodies)
    yield "Bodies that had answered", _named(_answered(evidence, view, on))
    risks = [each for each in evidence.assessments.values() if each.assessed_on <= on]
    last = max(risks, key=lambda each: each.assessed_on, default=None)
    said = f"{in_words(last.assessed_on)}: {last.band}" if last else NOT_BY_THEN
    yield "The risk was assessed", said


def _answered(evidence: Evidence, view: CaseView, on: date) -> dict[str, None]:
    answers: Mapping[UUID, date] = {
        request_id: answer.answered_on
        for request_id, answer in evidence.answers.items()
        if answer.answered_on <= on
    }
    return dict.fromkeys(
        f"{view.body_name(evidence.requests[id_].body_id)} ({in_words(day)})"
        for id_, day in answers.items()
        if id_ in evidence.requests
    )


def _came_of_it(outcome: Outcome, on: date) -> Iterator[tuple[str, str]]:
    found = outcome.findings
    yield "The outcome was decided", _on(found.made_on if found else None, on)
    yield "The applicant was told that outcome", _on(outcome.told_on, on)
    done = [each for each in outcome.done.values() if each.done_on <= on]
    yield "Actions of the plan that were done", str(len(done))
    came = [each for each in outcome.challenges.values() if each.received_on <= on]
    yield "Challenges that had come", str(len(came))
    decided = [each for each in outcome.decided.values() if each.decided_on <= on]
    yield "Challenges that were decided", str(len(decided))
    yield "The case was closed", _on(outcome.closed_on, on)


def _named(bodies: Iterable[str]) -> str:
    return ", ".join(bodies) or NOBODY


def _on(day: date | None, by: date) -> str:
    return in_words(day) if day and day <= by else NOT_BY_THEN
