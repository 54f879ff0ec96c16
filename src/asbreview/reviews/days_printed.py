"""The days that a letter prints, under the names that its text has for them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, NamedTuple, Self
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.letter.facts import LetterKind, NamedDay
from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import Anchor
from asbreview.reviews.case import Case
from asbreview.reviews.falling_due import falls_due
from asbreview.reviews.further_ways import FurtherWay, further_ways, way_of
from asbreview.reviews.waits import (
    moved_by_the_wait,
    standing_still_now,
    wait_told_by,
)

Days = dict[str, date | None]
WAS: Final = "was-"
"""Before the name of a step: the day it had, or the day that was told."""
BEGINS: Final = {
    LetterKind.ACKNOWLEDGEMENT: Anchor.ACKNOWLEDGEMENT,
    LetterKind.LINKED_REVIEW: Anchor.ACKNOWLEDGEMENT,
    LetterKind.THRESHOLD_MET: Anchor.THRESHOLD_LETTER,
    LetterKind.THRESHOLD_NOT_MET: Anchor.THRESHOLD_LETTER,
    LetterKind.OUTCOME: Anchor.OUTCOME_LETTER,
}
"""What a letter starts by itself: a time that is counted from the day it goes."""


class Drawn(NamedTuple):
    """A letter as it is drawn: from which case, of which kind and day, and to whom."""

    case: Case
    kind: LetterKind
    on: date
    to: UUID
    letter_id: UUID

    @classmethod
    def of(cls, letter: Letter, case: Case, on: date) -> Self:
        """Return a letter as it is drawn on a London date, from a case."""
        return cls(case, letter.kind, on, letter.to, letter.id)

    def due(self, timer_id: str) -> date | None:
        """Return the day on which a step is due; from this letter on, if it starts it.

        It goes out on the day from which it is counted, or it is drawn again.
        """
        begins = BEGINS.get(self.kind)
        return falls_due(self.case, timer_id, begun={begins: self.on} if begins else {})

    def told_by_it(self, facts: Iterable[Any]) -> Any:
        """Return the fact, of several of a kind, whose command caused the letter."""
        caused_by, kind, id_ = Letter.caused_by, self.kind, self.letter_id
        return next((f for f in facts if caused_by(f.command_id, kind) == id_), None)


def days_printed(letter: Drawn) -> tuple[NamedDay, ...]:
    """Return the days that a letter prints, under its text's names.

    A day that the procedure does not set, or that nobody can know yet, is left out;
    the letter does without.
    """
    days = DAYS[letter.kind](letter).items()
    return tuple(NamedDay(name=name, on=day) for name, day in days if day is not None)


def _acknowledgement(letter: Drawn) -> Days:
    return {
        "decide-threshold": letter.due("decide-threshold"),
        "tell-outcome": letter.due("whole-review"),
    }


def _linked_review(letter: Drawn) -> Days:
    """Print the day of what comes next: the panel, where the threshold stands."""
    if letter.case.trigger.threshold is None:
        return {"decide-threshold": letter.due("decide-threshold")}
    return {
        "tell-outcome": letter.due("whole-review"),
        "hold-panel": letter.due("hold-panel"),
    }


def _no_days(_: Drawn) -> Days:
    return {}


def _met(letter: Drawn) -> Days:
    challenge_by = _challenge_by(letter, Challenged.APPLICATION)
    return {"hold-panel": letter.due("hold-panel"), "challenge-by": challenge_by}


def _challenge_by(letter: Drawn, of: Challenged) -> date | None:
    return letter.case.challenge_by(of, letter.on)


def further_by(way: FurtherWay) -> str:
    """Return the name, among the days of a letter, of the last day of a further way."""
    return f"further-{way.tier.tier_id}"


def _further(letter: Drawn, of: Challenged, told_on: date) -> Days:
    case = letter.case
    ways = further_ways(case, of, letter.on, told_then=True)
    return {further_by(way): way.last_day(case, told_on) for way in ways}


def _not_met(letter: Drawn) -> Days:
    of = Challenged.APPLICATION
    further = _further(letter, of, letter.on)
    return {"challenge-by": _challenge_by(letter, of), **further}


def _invitation(letter: Drawn) -> Days:
    """Print the day to answer by while it is still to come: a meeting may be near."""
    meets_at = letter.case.panel.meets_at
    if meets_at is None:
        return {}
    papers_on = letter.due("send-papers")
    return {
        "meets-on": local_day(meets_at),
        "send-papers": papers_on if papers_on and papers_on > letter.on else None,
        "tell-outcome": letter.due("tell-outcome"),
    }


def _not_invited(letter: Drawn) -> Days:
    """Print a day to challenge by: the window of the review, counted from this letter.

    The review as a whole can still be challenged from its outcome letter on.
    """
    challenge_by = _challenge_by(letter, Challenged.REVIEW)
    return {**_invitation(letter), "challenge-by": challenge_by}


def _delay(letter: Drawn) -> Days:
    delay = letter.told_by_it(letter.case.trigger.more_time.values())
    if delay is None:
        return {}
    return {"was-due": delay.told_due_on, "now-due": delay.due_on}


def _days_moved(letter: Drawn) -> Days:
    """Print each day they had been told and the new one; those of windows too."""
    owed = letter.case.contact.owed_to(letter.to)
    moved = [day for each in owed for day in each.moved]
    told: Days = {f"{WAS}{day.timer_id}": day.told for day in moved}
    return told | {day.timer_id: day.now for day in moved}


def _clock_stopped(letter: Drawn) -> Days:
    """Print the days that the steps had which now stand still."""
    return {
        f"{WAS}{step.timer.timer_id}": step.was_due_on
        for step in standing_still_now(letter.case)
    }


def _clock_started(letter: Drawn) -> Days:
    """Print the new days, and those that the steps had before the wait."""
    steps = moved_by_the_wait(letter.case, wait_told_by(letter.case, letter.letter_id))
    was: Days = {f"{WAS}{step.timer.timer_id}": step.was_due_on for step in steps}
    return was | {step.timer.timer_id: step.due_on for step in steps}


def _plan_consultation(letter: Drawn) -> Days:
    proposed = letter.case.outcome.proposal
    return {"answer-by": proposed.answer_by if proposed else None}


def _progress(letter: Drawn) -> Days:
    """Print the day of what comes next; that it has passed, if it has."""
    case, on = letter.case, letter.on
    if case.trigger.threshold is None:
        return _next(letter, "decide-threshold")
    if case.panel.held is not None and case.outcome.findings is None:
        return _next(letter, "tell-outcome")
    if case.panel.held is None and case.panel.meets_at is not None:
        meets_on = local_day(case.panel.meets_at)
        return {"meets-on": meets_on if meets_on > on else None}
    return {}


def _next(letter: Drawn, timer_id: str) -> Days:
    day = letter.due(timer_id)
    return {timer_id if day is None or day >= letter.on else "was-due": day}


def _request(letter: Drawn) -> Days:
    """Print the day to answer by, while it is still to come."""
    asked = letter.case.contact.unanswered
    is_to_come = asked is not None and asked.answer_by > letter.on
    return {"answer-by": asked.answer_by if asked and is_to_come else None}


def _outcome(letter: Drawn) -> Days:
    of = Challenged.REVIEW
    further = _further(letter, of, letter.on)
    return {"challenge-by": _challenge_by(letter, of), **further}


def _closing(letter: Drawn) -> Days:
    """Print the last day to challenge again, or that it has passed.

    An application that was withdrawn or transferred is challenged from this letter on.
    """
    case, on = letter.case, letter.on
    if case.outcome.closed_on is None:
        return {"challenge-by": _challenge_by(letter, Challenged.APPLICATION)}
    told = (
        (Challenged.REVIEW, case.outcome.told_on),
        (Challenged.APPLICATION, case.trigger.threshold_told_on),
    )
    of, told_on = next(((of, day) for of, day in told if day), (None, on))
    last = case.challenge_by(of, told_on) if of else None
    name = "challenge-by" if last and last >= on else "challenge-ended"
    return {name: last, **(_further(letter, of, told_on) if of else {})}


def _challenge_received(letter: Drawn) -> Days:
    """Print the day by which the challenge that it is about is to be decided."""
    outcome = letter.case.outcome
    challenge = letter.told_by_it(outcome.challenges.values())
    return _decide_challenge(letter.case, challenge) if challenge else {}


def _challenge_hearing(letter: Drawn) -> Days:
    """Print the day by which the challenge that is heard is to be decided."""
    outcome = letter.case.outcome
    hearing = letter.told_by_it(outcome.hearings.values())
    heard = outcome.challenges.get(hearing.challenge_id) if hearing else None
    return _decide_challenge(letter.case, heard) if heard else {}


def _challenge_decided(letter: Drawn) -> Days:
    """Print the last day to go on to the procedure's next tier, where it sets one."""
    case, on = letter.case, letter.on
    decided = letter.told_by_it(case.outcome.decided.values())
    challenge = case.outcome.challenges.get(decided.challenge_id) if decided else None
    if challenge is None:
        return {}
    gone = case.outcome.tiers_gone(challenge.of)
    ways = further_ways(case, challenge.of, on)
    way = next((each for each in ways if each.tier.tier_id not in gone), None)
    return {"challenge-by": way.last_day(case, on) if way else None}


def _decide_challenge(case: Case, challenge: ChallengeReceived) -> Days:
    if way := way_of(case, challenge):
        return {"decide-challenge": way.decide_by(case, challenge.received_on)}
    timer_id = case.procedure.decide_by(challenge.of)
    return {"decide-challenge": case.due_or_later(timer_id, challenge.received_on)}


DAYS: Final[dict[LetterKind, Callable[[Drawn], Days]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.CONSENT: _no_days,
    LetterKind.THRESHOLD_MET: _met,
    LetterKind.THRESHOLD_NOT_MET: _not_met,
    LetterKind.INVITATION: _invitation,
    LetterKind.NOT_INVITED: _not_invited,
    LetterKind.DELAY: _delay,
    LetterKind.CLOCK_STOPPED: _clock_stopped,
    LetterKind.CLOCK_STARTED: _clock_started,
    LetterKind.DAYS_MOVED: _days_moved,
    LetterKind.PLAN_CONSULTATION: _plan_consultation,
    LetterKind.PROGRESS: _progress,
    LetterKind.REQUEST: _request,
    LetterKind.OUTCOME: _outcome,
    LetterKind.PLAN_UPDATE: _no_days,
    LetterKind.CLOSING: _closing,
    LetterKind.CHALLENGE_RECEIVED: _challenge_received,
    LetterKind.CHALLENGE_HEARING: _challenge_hearing,
    LetterKind.CHALLENGE_DECIDED: _challenge_decided,
    LetterKind.LINKED_REVIEW: _linked_review,
    LetterKind.JOINT_CASE: _no_days,
    LetterKind.DATA_REQUEST_RECEIVED: _no_days,  # those of the request it is about
    LetterKind.DATA_REQUEST_LONGER: _no_days,
    LetterKind.DATA_REQUEST_ANSWERED: _no_days,
    LetterKind.RESTRICTION_LIFTED: _no_days,
}
