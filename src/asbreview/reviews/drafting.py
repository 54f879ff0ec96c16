"""Drafting a letter with the decision it tells, and the days it prints."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.letter.facts import LetterKind, NamedDay
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.terms import Challenged
from asbreview.reviews.case import Case

Days = dict[str, date | None]
STANDARD: Final = "standard"
TO_THE_VICTIM: Final = frozenset(
    {LetterKind.CONSENT, LetterKind.INVITATION, LetterKind.NOT_INVITED}
)


def draft(case: Case, kind: LetterKind, *, signed: Signed) -> Letter:
    """Draft a letter, drawn from the case as it now stands, to whom it is for.

    To whoever applied, who has to be told what is decided (s.104(6), (8)).  Of a
    meeting, and of consent, it is the victim who is written to.
    """
    contact = case.contact
    to = contact.victim_id if kind in TO_THE_VICTIM else contact.applicant_id
    return _drafted(case, kind, to, signed=signed)


def copies(case: Case, kind: LetterKind, *, signed: Signed) -> tuple[Letter, ...]:
    """Draft a copy, for whoever applied, of a letter to the victim.

    None without the victim's consent on record, or where the victim applied.
    """
    contact = case.contact
    if contact.applicant_id == contact.victim_id or case.trigger.consent is None:
        return ()
    return (_drafted(case, kind, contact.applicant_id, is_copy=True, signed=signed),)


def _drafted(
    case: Case, kind: LetterKind, to: UUID, *, is_copy: bool = False, signed: Signed
) -> Letter:
    return Letter.draft(
        case.case_id,
        kind=kind,
        to=to,
        is_copy=is_copy,
        template=STANDARD,
        drawn_from=case.as_it_stands(),
        days=days_printed(case, kind, signed.on),
        mentions=case.contact.everyone,
        signed=signed,
    )


def redraw(letter: Letter, case: Case, *, signed: Signed) -> None:
    """Draw a letter again, its days counted from today."""
    letter.redraw(
        drawn_from=case.as_it_stands(),
        days=days_printed(case, letter.kind, signed.on),
        signed=signed,
    )


def days_printed(case: Case, kind: LetterKind, on: date) -> tuple[NamedDay, ...]:
    """Return the days that a letter dated *on* prints, under its text's names.

    A day that the procedure does not set is left out; the letter does without.
    """
    days = DAYS[kind](case, on).items()
    return tuple(NamedDay(name=name, on=day) for name, day in days if day is not None)


def _acknowledgement(case: Case, _: date) -> Days:
    applied_on = case.trigger.application.applied_on
    return {
        "decide-threshold": case.due_on("decide-threshold", applied_on),
        "tell-outcome": case.due_on("whole-review", applied_on),
    }


def _no_days(_: Case, __: date) -> Days:
    return {}


def _met(case: Case, on: date) -> Days:
    return {"hold-panel": case.due_on("hold-panel", on), **_not_met(case, on)}


def _not_met(case: Case, on: date) -> Days:
    return {"challenge-by": case.challenge_by(Challenged.APPLICATION, on)}


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


def _outcome(case: Case, on: date) -> Days:
    return {"challenge-by": case.challenge_by(Challenged.REVIEW, on)}


def _closing(case: Case, on: date) -> Days:
    """Print the last day to challenge again, or that it has passed.

    An application that was withdrawn or transferred is challenged from this letter on.
    """
    if case.outcome.closed_on is None:
        return _not_met(case, on)
    told = (
        (Challenged.REVIEW, case.outcome.told_on),
        (Challenged.APPLICATION, case.trigger.threshold_told_on),
    )
    last = next((case.challenge_by(of, day) for of, day in told if day), None)
    name = "challenge-by" if last and last >= on else "challenge-ended"
    return {name: last}


DAYS: Final[dict[LetterKind, Callable[[Case, date], Days]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.CONSENT: _no_days,
    LetterKind.THRESHOLD_MET: _met,
    LetterKind.THRESHOLD_NOT_MET: _not_met,
    LetterKind.INVITATION: _invitation,
    LetterKind.NOT_INVITED: _not_invited,
    LetterKind.DELAY: _delay,
    LetterKind.OUTCOME: _outcome,
    LetterKind.CLOSING: _closing,
}
