"""Drafting a letter with the decision it tells, and the days it prints."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.letter.facts import HeldBecause, LetterKind, NamedDay
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import Anchor
from asbreview.reviews.case import Case
from asbreview.reviews.editions import edition_of_texts
from asbreview.reviews.further_ways import FurtherWay, further_ways, way_of
from asbreview.reviews.waits import moved_by_the_wait, standing_still_now

Days = dict[str, date | None]
WAS: Final = "was-"
"""Before the name of a step: the day it had, or the day that was told."""
TO_THE_VICTIM: Final = frozenset(
    {
        LetterKind.CONSENT,
        LetterKind.INVITATION,
        LetterKind.NOT_INVITED,
        LetterKind.PLAN_CONSULTATION,
    }
)


def draft(case: Case, kind: LetterKind, *, signed: Signed) -> Letter:
    """Draft a letter, drawn from the case as it now stands, to whom it is for.

    To whoever applied, who has to be told what is decided (s.104(6), (8)).  Of a
    meeting, consent and a plan that is proposed it is the victim who is written to.
    """
    contact = case.contact
    to = contact.victim_id if kind in TO_THE_VICTIM else contact.applicant_id
    return draft_to(case, kind, to, signed=signed)


def copies(case: Case, kind: LetterKind, *, signed: Signed) -> tuple[Letter, ...]:
    """Draft a copy, for whoever applied, of a letter to the victim.

    None without the victim's consent on record, or where the victim applied.
    """
    contact = case.contact
    if contact.applicant_id == contact.victim_id or case.trigger.consent is None:
        return ()
    return (draft_to(case, kind, contact.applicant_id, is_copy=True, signed=signed),)


def draft_to(
    case: Case, kind: LetterKind, to: UUID, *, is_copy: bool = False, signed: Signed
) -> Letter:
    """Draft a letter to a person of the case, drawn from the case as it now stands.

    It is kept back in the same save if whoever signs wants to write in it first, or a
    second officer has to approve it: the sender would have it on its way before that.
    """
    letter = Letter.draft(
        case.case_id,
        kind=kind,
        to=to,
        is_copy=is_copy,
        template=edition_of_texts(case.procedure),
        drawn_from=case.as_it_stands(),
        days=days_printed(case, kind, signed.on, to=to),
        mentions=case.contact.everyone,
        needs_approval=kind in case.procedure.letters.second_officer,
        signed=signed,
    )
    if signed.writes_first:
        letter.wait_for_words(signed=signed)
    elif letter.lacks_approval:
        letter.hold_back(HeldBecause.APPROVAL, signed=signed)
    return letter


def redraw(letter: Letter, case: Case, *, signed: Signed) -> None:
    """Draw a letter again, its days counted from today."""
    letter.redraw(
        drawn_from=case.as_it_stands(),
        days=days_printed(case, letter.kind, signed.on, to=letter.to),
        signed=signed,
    )


def days_printed(
    case: Case, kind: LetterKind, on: date, *, to: UUID
) -> tuple[NamedDay, ...]:
    """Return the days that a letter dated *on* prints, under its text's names.

    A day that the procedure does not set is left out; the letter does without.
    """
    moved = kind is LetterKind.DAYS_MOVED
    days = (_days_moved(case, to) if moved else DAYS[kind](case, on)).items()
    return tuple(NamedDay(name=name, on=day) for name, day in days if day is not None)


def _acknowledgement(case: Case, _: date) -> Days:
    applied_on = case.trigger.clock_from
    return {
        "decide-threshold": case.due_on("decide-threshold", applied_on),
        "tell-outcome": case.due_on("whole-review", applied_on),
    }


def _linked_review(case: Case, on: date) -> Days:
    """Print the day of what comes next: the panel, where the threshold stands."""
    days, trigger = _acknowledgement(case, on), case.trigger
    if trigger.threshold is None:
        return {"decide-threshold": days["decide-threshold"]}
    panel = case.due_on("hold-panel", trigger.clock_from)
    return {**days, "decide-threshold": None, "hold-panel": panel}


def _no_days(_: Case, __: date) -> Days:
    return {}


def _met(case: Case, on: date) -> Days:
    challenge_by = case.challenge_by(Challenged.APPLICATION, on)
    return {"hold-panel": case.due_on("hold-panel", on), "challenge-by": challenge_by}


def further_by(way: FurtherWay) -> str:
    """Return the name, among the days of a letter, of the last day of a further way."""
    return f"further-{way.tier.tier_id}"


def _further(case: Case, of: Challenged, on: date, told_on: date) -> Days:
    ways = further_ways(case, of, on, told_then=True)
    return {further_by(way): way.last_day(case, told_on) for way in ways}


def _not_met(case: Case, on: date) -> Days:
    of = Challenged.APPLICATION
    return {"challenge-by": case.challenge_by(of, on), **_further(case, of, on, on)}


def _invitation(case: Case, on: date) -> Days:
    """Print the day to answer by while it is still to come: a meeting may be near."""
    if case.panel.meets_at is None:
        return {}
    meets_on = local_day(case.panel.meets_at)
    papers_on = case.due_on("send-papers", meets_on)
    return {
        "meets-on": meets_on,
        "send-papers": papers_on if papers_on and papers_on > on else None,
        "tell-outcome": case.due_on("tell-outcome", meets_on),
    }


def _not_invited(case: Case, on: date) -> Days:
    """Print a day to challenge by: the window of the review, counted from this letter.

    The review as a whole can still be challenged from its outcome letter on.
    """
    challenge_by = case.challenge_by(Challenged.REVIEW, on)
    return {**_invitation(case, on), "challenge-by": challenge_by}


def _delay(case: Case, _: date) -> Days:
    delay = case.trigger.delay
    if delay is None:
        return {}
    return {"was-due": delay.told_due_on, "now-due": delay.due_on}


def _days_moved(case: Case, to: UUID) -> Days:
    """Print each day they had been told and the new one; those of windows too."""
    moved = [day for owed in case.contact.owed_to(to) for day in owed.moved]
    told: Days = {f"{WAS}{day.timer_id}": day.told for day in moved}
    return told | {day.timer_id: day.now for day in moved}


def _clock_stopped(case: Case, _: date) -> Days:
    """Print the days that the steps had which now stand still."""
    return {
        f"{WAS}{step.timer.timer_id}": step.was_due_on
        for step in standing_still_now(case)
    }


def _clock_started(case: Case, _: date) -> Days:
    """Print the new days, and those that the steps had before the wait."""
    steps = moved_by_the_wait(case)
    was: Days = {f"{WAS}{step.timer.timer_id}": step.was_due_on for step in steps}
    return was | {step.timer.timer_id: step.due_on for step in steps}


def _plan_consultation(case: Case, _: date) -> Days:
    proposed = case.outcome.proposal
    return {"answer-by": proposed.answer_by if proposed else None}


def _progress(case: Case, on: date) -> Days:
    """Print the day of what comes next; that it has passed, if it has."""
    if case.trigger.threshold is None:
        return _next("decide-threshold", _decide_by(case), on)
    if case.panel.held is not None and case.outcome.findings is None:
        tell_by = case.due_on("tell-outcome", case.panel.held.held_on)
        return _next("tell-outcome", tell_by, on)
    if case.panel.held is None and case.panel.meets_at is not None:
        meets_on = local_day(case.panel.meets_at)
        return {"meets-on": meets_on if meets_on > on else None}
    return {}


def _decide_by(case: Case) -> date | None:
    """Return until when the threshold is to be decided, if its time runs from receipt.

    Or from a day that it was given since.
    """
    timer = case.procedure.timer("decide-threshold")
    given = [
        more.due_on
        for more in case.trigger.more_time.values()
        if more.timer_id == "decide-threshold"
    ]
    if given:
        return given[-1]
    if timer is None or timer.starts is not Anchor.RECEIPT:
        return None
    return case.due_on(timer.timer_id, case.trigger.clock_from)


def _request(case: Case, on: date) -> Days:
    """Print the day to answer by, while it is still to come."""
    asked = case.contact.unanswered
    return {"answer-by": asked.answer_by if asked and asked.answer_by > on else None}


def _next(name: str, day: date | None, on: date) -> Days:
    return {name if day is None or day >= on else "was-due": day}


def _outcome(case: Case, on: date) -> Days:
    of = Challenged.REVIEW
    return {"challenge-by": case.challenge_by(of, on), **_further(case, of, on, on)}


def _closing(case: Case, on: date) -> Days:
    """Print the last day to challenge again, or that it has passed.

    An application that was withdrawn or transferred is challenged from this letter on.
    """
    if case.outcome.closed_on is None:
        return {"challenge-by": case.challenge_by(Challenged.APPLICATION, on)}
    told = (
        (Challenged.REVIEW, case.outcome.told_on),
        (Challenged.APPLICATION, case.trigger.threshold_told_on),
    )
    of, told_on = next(((of, day) for of, day in told if day), (None, on))
    last = case.challenge_by(of, told_on) if of else None
    name = "challenge-by" if last and last >= on else "challenge-ended"
    return {name: last, **(_further(case, of, on, told_on) if of else {})}


def _challenge_received(case: Case, _: date) -> Days:
    """Print the day by which the challenge that came last is to be decided."""
    last = list(case.outcome.challenges.values())[-1:]
    return _decide_challenge(case, last[0]) if last else {}


def _challenge_hearing(case: Case, _: date) -> Days:
    """Print the day by which the challenge that is heard is to be decided."""
    last = list(case.outcome.hearings.values())[-1:]
    heard = case.outcome.challenges.get(last[0].challenge_id) if last else None
    return _decide_challenge(case, heard) if heard else {}


def _challenge_decided(case: Case, on: date) -> Days:
    """Print the last day to go on to the procedure's next tier, where it sets one."""
    last = list(case.outcome.decided.values())[-1:]
    challenge = case.outcome.challenges.get(last[0].challenge_id) if last else None
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
    longer = case.trigger.extended.get(timer_id)
    return {"decide-challenge": longer or case.due_on(timer_id, challenge.received_on)}


DAYS: Final[dict[LetterKind, Callable[[Case, date], Days]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.CONSENT: _no_days,
    LetterKind.THRESHOLD_MET: _met,
    LetterKind.THRESHOLD_NOT_MET: _not_met,
    LetterKind.INVITATION: _invitation,
    LetterKind.NOT_INVITED: _not_invited,
    LetterKind.DELAY: _delay,
    LetterKind.CLOCK_STOPPED: _clock_stopped,
    LetterKind.CLOCK_STARTED: _clock_started,
    LetterKind.DAYS_MOVED: _no_days,  # they are those of whom it is to
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
