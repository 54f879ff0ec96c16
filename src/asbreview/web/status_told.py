"""What whoever applied is shown of their case: how far it is, nothing of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from asbreview.domain.days import local_day
from asbreview.domain.letter.facts import LetterKind, Status
from asbreview.domain.terms import Challenged
from asbreview.restricted_texts import restricted_for
from asbreview.reviews import Case
from asbreview.web.given import Installation
from projections.case.runs import UPDATES
from projections.deadlines import deadlines_of
from projections.letters import letters_of

JUST_NOW: Final = timedelta(minutes=5)
GONE: Final = (Status.ACCEPTED, Status.POSTED, Status.TOLD_OTHERWISE)
LETTERS: Final = {
    LetterKind.ACKNOWLEDGEMENT: "your application, which we received",
    LetterKind.CONSENT: "the question whether the victim agrees",
    LetterKind.THRESHOLD_MET: "the decision whether there is a review",
    LetterKind.THRESHOLD_NOT_MET: "the decision whether there is a review",
    LetterKind.INVITATION: "the meeting, and how to take part",
    LetterKind.NOT_INVITED: "the meeting, and why there is no invitation",
    LetterKind.DELAY: "a step that needs more time, and why",
    LetterKind.CLOCK_STOPPED: "why the time stands still, and what we wait for",
    LetterKind.CLOCK_STARTED: "the time that goes on, and the new days",
    LetterKind.DAYS_MOVED: "days that have moved",
    LetterKind.PLAN_CONSULTATION: "what is proposed, and what you think of it",
    LetterKind.PROGRESS: "how your case is going",
    LetterKind.REQUEST: "something that we need to know from you",
    LetterKind.OUTCOME: "the outcome of the review",
    LetterKind.PLAN_UPDATE: "what became of actions in the plan",
    LetterKind.CLOSING: "the end of your case",
    LetterKind.CHALLENGE_RECEIVED: "your challenge, which we received",
    LetterKind.CHALLENGE_HEARING: "when your challenge is heard, and by whom",
    LetterKind.CHALLENGE_DECIDED: "what was decided on your challenge",
    LetterKind.JOINT_CASE: "another area that looks at your case, too",
    LetterKind.DATA_REQUEST_RECEIVED: "what you asked about your data",
    LetterKind.DATA_REQUEST_LONGER: "why the answer about your data takes longer",
    LetterKind.DATA_REQUEST_ANSWERED: "our answer about your data",
    LetterKind.RESTRICTION_LIFTED: "that we use your data again",
    LetterKind.LINKED_REVIEW: "your case, which is looked at again",
}
NEXT: Final = {  # of the timers, those that whoever applied waits for, in their order
    "acknowledge": "We confirm that we received your application",
    "decide-threshold": "The agencies decide whether there is a review",
    "tell-threshold": "You hear whether there is a review",
    "hold-panel": "The agencies meet",
    "tell-outcome": "You hear the outcome of the review",
    "whole-review": "You hear the outcome of the review",
    "decide-challenge": "You hear what came of your challenge",
}


ENDED: Final = {  # the last stage, of a case that ended otherwise than by its closing
    "withdrawn": "Withdrawn",
    "transferred": "Handed over to another area",
}
CHALLENGED: Final = {
    Challenged.APPLICATION: "how we dealt with your application",
    Challenged.REVIEW: "how the review was carried out",
}


class Reached(StrEnum):
    """Whether a stage was reached."""

    DONE = "Done"
    NOW = "Now"
    LATER = "Later"
    NOT_DONE = "Not done"


class Stage(NamedTuple):
    """A stage of every case, whether it was reached, and since when."""

    says: str
    reached: Reached
    on: date | None


class Sent(NamedTuple):
    """A letter that has gone to whoever applied: about what, and on which day."""

    about: str
    on: date


class Challenge(NamedTuple):
    """How something can be challenged, and by which day."""

    of: str
    how: str
    to_whom: str
    by: date | None


class Made(NamedTuple):
    """A challenge that whoever applied made, and how far it is.

    `decide_by` is nothing once it is decided: what was decided a letter tells.
    """

    of: str
    received_on: date
    heard_on: date | None
    is_decided: bool
    decide_by: date | None


@dataclass(frozen=True)
class Told:
    """All that is shown of a case to whoever has its code."""

    reference: str
    stages: tuple[Stage, ...]
    ended: str
    next_says: str
    next_on: date | None
    is_late: bool
    stands_still: bool
    letters: tuple[Sent, ...]
    challenges: tuple[Challenge, ...]
    made: tuple[Made, ...]
    may_challenge: bool
    view_by: date | None
    may_say_how_it_was: bool
    told_again_by: date | None
    restricted_since: date | None


def told_of(given: Installation, case: Case, today: date) -> Told:
    """Return what whoever applied is shown of a case today."""
    says, on, still = _next(given, case)
    told = tuple(_may_be_challenged(given, case, today))
    return Told(
        reference=case.trigger.reference,
        stages=tuple(_stages(case)),
        ended=case.ended_as or "",
        next_says=says,
        next_on=on,
        is_late=on is not None and on < today,
        stands_still=still,
        letters=tuple(_letters(given, case)),
        challenges=tuple(each for each in told if not each.by or each.by >= today),
        made=tuple(_made(given, case)),
        may_challenge=bool(told),
        view_by=_view_by(case),
        told_again_by=_told_again_by(given, case),
        restricted_since=restricted_for(case.rights, case.contact.applicant_id),
        may_say_how_it_was=case.outcome.closed_on is not None
        and not case.outcome.has_said_how_it_was(case.contact.applicant_id),
    )


def is_asked_about_plan(case: Case) -> bool:
    """Was whoever applied asked what they think of a plan, for themselves or others?

    Not for a victim who has not agreed to their applying.
    """
    trigger = case.trigger
    is_theirs = trigger.applicant_id == trigger.victim_id or trigger.consent is not None
    return case.outcome.proposal is not None and is_theirs


def _told_again_by(given: Installation, case: Case) -> date | None:
    """Return the day by which whoever applied hears from us, if that is promised."""
    if case.contact.updates_to(case.contact.applicant_id) is None:
        return None
    with given.views.connect() as db:
        rows = deadlines_of(db, case.case_id)
    days = [row.due_on for row in rows if row.timer_id == UPDATES and row.is_open]
    return next((day for day in days if day), None)


def _view_by(case: Case) -> date | None:
    """Return the day to say by what they think of the plan, while that is open."""
    asked = case.outcome.waits_for_view
    if asked is None or case.ended_as is not None or not is_asked_about_plan(case):
        return None
    return asked.answer_by


def answered_by(given: Installation, case: Case) -> date | None:
    """Return the day by which whoever asked just now is answered; none a little later.

    So somebody else who opens the page with the code does not read that they asked.
    """
    called = list(case.contact.calls.values())
    if not called or given.now() - called[-1].timestamp > JUST_NOW:
        return None
    return called[-1].answer_by


def _stages(case: Case) -> Iterator[Stage]:
    """Yield the stages, the same of every case; a decision only once it was told.

    Of a case that ended nothing comes later: what was not done is said to be so.
    """
    trigger, outcome = case.trigger, case.outcome
    passed_on = max(trigger.passed_to.values(), default=None)
    held = case.panel.held
    on = (
        ("Application received", trigger.application.applied_on),
        ("Passed on to the agencies", passed_on),
        ("Told whether there is a review", trigger.threshold_told_on),
        ("Agencies met to review", held.held_on if held else None),
        ("Told the outcome", outcome.told_on),
        (ENDED.get(case.ended_as or "", "Closed"), case.ended_on),
    )
    to_come = Reached.NOT_DONE if case.ended_as is not None else Reached.LATER
    current = next((number for number, (_, day) in enumerate(on) if not day), len(on))
    for number, (says, day) in enumerate(on):
        is_now = number == current and to_come is Reached.LATER
        later = Reached.NOW if is_now else to_come
        yield Stage(says, Reached.DONE if day else later, day)


def _next(given: Installation, case: Case) -> tuple[str, date | None, bool]:
    """Return what happens next, by which day, and whether the clock stands still."""
    with given.views.connect() as db:
        rows = [row for row in deadlines_of(db, case.case_id) if row.is_open]
    if case.ended_as is not None:
        rows = [row for row in rows if row.item_id in case.outcome.challenges]
    due = {row.timer_id: row for row in rows}
    for timer_id, says in NEXT.items():
        if timer_id in due:
            row = due[timer_id]
            return says, row.due_on, row.stands_still is not None
    return "", None, False


def _letters(given: Installation, case: Case) -> Iterator[Sent]:
    with given.views.connect() as db:
        rows = letters_of(db, case.case_id)
    for row in rows:
        to_them = row.to == case.contact.applicant_id
        if to_them and row.status in GONE and row.posted_on:
            yield Sent(LETTERS[row.kind], row.posted_on)


def _made(given: Installation, case: Case) -> Iterator[Made]:
    """Yield the challenges that whoever applied made: of others' nothing is told."""
    outcome, own = case.outcome, case.contact.applicant_id
    with given.views.connect() as db:
        rows = {row.item_id: row for row in deadlines_of(db, case.case_id)}
    for id_, challenge in outcome.challenges.items():
        if challenge.made_by == own:
            hearing, row = outcome.hearing_of(id_), rows.get(id_)
            is_decided = id_ in outcome.decided
            yield Made(
                CHALLENGED[challenge.of],
                challenge.received_on,
                local_day(hearing.heard_at) if hearing else None,
                is_decided,
                row.due_on if row and not is_decided else None,
            )


def _may_be_challenged(
    given: Installation, case: Case, today: date
) -> Iterator[Challenge]:
    """Yield what was told and can be challenged, until it is found late."""
    for of, says in (
        (Challenged.APPLICATION, "How we dealt with your application"),
        (Challenged.REVIEW, "How the review was carried out"),
    ):
        route = case.procedure.challenge_of(of)
        window = given.reviews.window_of(case, of, on=today)
        if route is not None and window.opened_on is not None:
            yield Challenge(says, route.how, route.to_whom, window.last_day)
