"""Drafting a letter with the decision it tells, and the days it prints."""

from typing import Final
from uuid import UUID

from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.days_printed import Drawn, days_printed
from asbreview.reviews.editions import edition_of_texts

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
    letter_id = Letter.id_for(kind, signed)
    letter = Letter.draft(
        case.case_id,
        kind=kind,
        to=to,
        is_copy=is_copy,
        template=edition_of_texts(case.procedure),
        drawn_from=case.as_it_stands(),
        days=days_printed(Drawn(case, kind, signed.on, to, letter_id)),
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
        days=days_printed(Drawn.of(letter, case, signed.on)),
        signed=signed,
    )
