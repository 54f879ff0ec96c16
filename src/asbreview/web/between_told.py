"""What differed in a case between two instants, in words: only what is not the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.letter.facts import Status
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.record import Panel
from asbreview.reviews import Case
from asbreview.web.as_of import AsOf
from asbreview.web.case_view import CaseView
from asbreview.web.countdown import countdown
from asbreview.web.deadlines_told import Told, all_told
from asbreview.web.given import Installation
from asbreview.web.history_told import Entry, entries
from asbreview.web.letters_read import title_of
from asbreview.web.words import counted, moment
from projections.deadlines import deadlines_of
from projections.letters import LetterRow, letters_of
from projections.queue import case_row

NO_CASE: Final = "The case had not been opened"
NOT_YET: Final = "Not yet"
NOTHING_DUE: Final = "It had not begun to run"
NO_LETTER: Final = "There was none"


class Differs(NamedTuple):
    """Something the case said of itself: what it said then, and what later."""

    what: str
    then: str
    later: str
    why: str = ""


@dataclass(frozen=True)
class Side:
    """A case as it stood at one of the two instants."""

    view: CaseView
    due: dict[tuple[str, UUID], Told]
    letters: dict[UUID, LetterRow]


@dataclass(frozen=True)
class Between:
    """What differed between two instants; `began` if the case was opened between them.

    `recorded` is what the log took in, newest first; `taken_back` what was recorded
    before the first instant, and between them recorded to have been in error.
    """

    at_first: str
    at_second: str
    began: bool
    recorded: list[Entry]
    taken_back: list[Entry]
    stands: list[Differs]
    due: list[Differs]
    letters: list[Differs]

    @property
    def is_the_same(self) -> bool:
        """Did nothing differ at all?"""
        found = (self.recorded, self.taken_back, self.stands, self.due, self.letters)
        return not any(found)


def between(view: CaseView, given: Installation, then: AsOf, later: AsOf) -> Between:
    """Compare a case at two instants; `NoSuchThing` if it was opened after both."""
    after, before = side(view, given, later), _side_or_none(view, given, then)
    lines = entries(after.view, given, in_detail=False)
    known = {entry.line.position: entry for entry in _lines(before, given)}
    return Between(
        at_first=before.view.at() if before else "",
        at_second=after.view.at(),
        began=before is None,
        recorded=[entry for entry in lines if entry.line.position not in known],
        taken_back=[
            entry
            for entry in lines
            if entry.line.in_error
            and (was := known.get(entry.line.position))
            and not was.line.in_error
        ],
        stands=_stands(before, after),
        due=_due(before, after),
        letters=_letters(before, after),
    )


def side(view: CaseView, given: Installation, at: AsOf) -> Side:
    """Return the case at an instant; `NoSuchThing` if it had not been opened."""
    case_id = view.case.case_id
    case = given.reviews.case(case_id, as_of=at.position)
    with given.views.connect() as db:
        row = case_row(db, case_id, as_of=at.position)
        seen = replace(view, case=case, row=row, as_of=at, today=at.on)
        days = countdown(db, today=at.on, as_of=at.position)
        found = deadlines_of(db, case_id, as_of=at.position)
        told = all_told(db, found, seen, days)
        rows = letters_of(db, case_id, as_of=at.position)
    due = {(each.deadline.timer_id, each.deadline.item_id): each for each in told}
    return Side(seen, due, {row.letter_id: row for row in rows})


def _side_or_none(view: CaseView, given: Installation, at: AsOf) -> Side | None:
    try:
        return side(view, given, at)
    except NoSuchThing:
        return None


def _lines(found: Side | None, given: Installation) -> list[Entry]:
    return entries(found.view, given, in_detail=False) if found else []


def _stands(then: Side | None, later: Side) -> list[Differs]:
    """Tell what the case said of itself, row by row: only those that differ."""
    said_later = dict(stands(later.view))
    said_then = dict(stands(then.view)) if then else {}
    rows = (
        Differs(what, said_then.get(what, NO_CASE), said)
        for what, said in said_later.items()
    )
    if then is None:
        return [row for row in rows if row.later not in {NOT_YET, ""}]
    return [row for row in rows if row.then != row.later]


def stands(view: CaseView) -> Iterator[tuple[str, str]]:
    """Yield what a case says of itself: the stage, the owner, and what was decided."""
    case, trigger = view.case, view.case.trigger
    yield "Stage", str(view.row.stage).capitalize() if view.row else ""
    yield "Waits for", view.row.waits_for_whom if view.row else ""
    yield "Next step", view.row.next_step if view.row else ""
    yield "Next due", _next_due(view)
    yield "Caseworker", view.name_of(trigger.caseworker_id)
    yield "Made on", in_words(trigger.application.applied_on)
    yield "Who applies", str(trigger.application.capacity)
    yield "About", str(trigger.application.category)
    yield "Place", trigger.application.place
    yield "Acknowledged", _on(trigger.acknowledged_on)
    yield "The victim\u2019s consent", str(trigger.consent_stands)
    yield "Who sees it", "Restricted" if trigger.restriction else "Not restricted"
    yield from _decided(view)
    yield from _asked(case)
    yield from _panel(case.panel)
    yield from _outcome(case.outcome)
    yield "How it ended", (case.ended_as or NOT_YET).capitalize()


def _next_due(view: CaseView) -> str:
    if view.row is None or view.row.next_due_on is None:
        return "Nothing that has a day"
    return f"{view.row.next_due_says}: {in_words(view.row.next_due_on)}"


def _decided(view: CaseView) -> Iterator[tuple[str, str]]:
    trigger = view.case.trigger
    threshold = trigger.threshold
    if threshold is None:
        yield "Threshold", NOT_YET
    else:
        met = "Met" if threshold.met else "Not met"
        by = ", ".join(view.body_name(body_id) for body_id in threshold.decided_by)
        yield "Threshold", f"{met}, decided on {in_words(threshold.decided_on)} by {by}"
    yield "The applicant was told of the threshold", _on(trigger.threshold_told_on)


def _asked(case: Case) -> Iterator[tuple[str, str]]:
    evidence = case.evidence
    yield "Complaints that count as evidence", str(len(evidence.complaints))
    asked, answered = len(evidence.requests), len(evidence.answers)
    told = f"{counted(asked, 'request')}, of which {answered} answered"
    yield "Information from bodies", told if asked else "Nobody had been asked"
    assessed = list(evidence.assessments.values())
    last = max(assessed, key=lambda each: each.assessed_on, default=None)
    if last is None:
        yield "Risk to the victim", NOT_YET
    else:
        band = str(last.band).capitalize()
        yield "Risk to the victim", f"{band}, on {in_words(last.assessed_on)}"


def _panel(panel: Panel) -> Iterator[tuple[str, str]]:
    if panel.held:
        yield "Panel", f"Met on {in_words(panel.held.held_on)}"
    elif panel.meets_at:
        yield "Panel", f"To meet on {moment(panel.meets_at)}"
    else:
        yield "Panel", NOT_YET
    yield "Papers sent to the panel", _on(panel.papers_sent_on)


def _outcome(outcome: Outcome) -> Iterator[tuple[str, str]]:
    found = outcome.findings
    yield "Outcome", f"Decided on {in_words(found.made_on)}" if found else NOT_YET
    yield "The applicant was told of the outcome", _on(outcome.told_on)
    of_plan = len(outcome.actions)
    still = f"{counted(of_plan, 'action')}, of which {len(outcome.open_actions)} open"
    yield "Action plan", still if of_plan else NOT_YET
    came, decided = len(outcome.challenges), len(outcome.decided)
    challenged = f"{counted(came, 'challenge')}, of which {decided} decided"
    yield "Challenges", challenged if came else "None"


def _due(then: Side | None, later: Side) -> list[Differs]:
    before = then.due if then else {}
    keys = dict.fromkeys((*later.due, *before))
    rows = (_due_differs(before.get(key), later.due.get(key)) for key in keys)
    return [row for row in rows if row is not None]


def _due_differs(then: Told | None, later: Told | None) -> Differs | None:
    told = later or then
    said, now = _due_says(then), _due_says(later)
    if told is None or said == now:
        return None
    about = f" ({told.about.title})" if told.about else ""
    return Differs(f"{told.deadline.says}{about}", said, now, told.rule)


def _due_says(told: Told | None) -> str:
    """Say when a step is due and how it stands: "Wednesday 4 March 2026: due"."""
    if told is None:
        return NOTHING_DUE
    deadline = told.deadline
    day = in_words(deadline.due_on) if deadline.due_on else "No day is known"
    met = f" on {in_words(deadline.met_on)}" if deadline.met_on else ""
    more = (
        f" (was {in_words(deadline.was_due_on)}, before more time was given)"
        if deadline.was_due_on
        else ""
    )
    return f"{day}{more}: {told.state.lower()}{met}"


def _letters(then: Side | None, later: Side) -> list[Differs]:
    before = then.letters if then else {}
    rows: list[Differs] = []
    for letter_id, letter in later.letters.items():
        said, now = _letter_says(before.get(letter_id)), _letter_says(letter)
        if said != now:
            to = later.view.tell(later.view.case.contact.people[letter.to].name)
            rows.append(Differs(f"{title_of(letter.kind)}, to {to}", said, now))
    return rows


def _letter_says(letter: LetterRow | None) -> str:
    if letter is None:
        return NO_LETTER
    said = str(letter.status).capitalize()
    if letter.status is Status.HELD and letter.held_because:
        return f"{said}: {letter.held_because}"
    return f"{said} on {in_words(letter.posted_on)}" if letter.posted_on else said


def _on(day: date | None) -> str:
    return in_words(day) if day else NOT_YET
