"""What puts right each thing that is recorded on a case, or why nothing does.

Every topic of a case has a row: a new one without fails a test, and the page
`docs/corrections.md` is made of it.  What a person records, and may record by mistake,
is taken back by a command; what a later record replaces names that; the rest says why
not (`what_stays.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from asbreview.domain.contact.adjustments import AdjustmentAskedFor
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.facts import PromiseKept
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews import CaseReviews
from asbreview.reviews.what_stays import STAYS, Stays


class TakenBack(NamedTuple):
    """It is recorded in error by a command, from its line in the history or a list."""

    by: str


class RecordedAnew(NamedTuple):
    """What is recorded later takes its place, by a command."""

    by: str


class Along(NamedTuple):
    """It is taken back along with what it was recorded with, by its topic."""

    of: str


PutsRight = TakenBack | RecordedAnew | Along | Stays


def _of(row: PutsRight, topics: Iterable[str]) -> dict[str, PutsRight]:
    return {str(topic): row for topic in topics}


def _by(command: Callable[..., object]) -> str:
    return command.__name__


ALONG: Final[dict[str, PutsRight]] = {
    TriggerFact.ACKNOWLEDGED: Along(LetterFact.POSTED),
    TriggerFact.TOLD: Along(LetterFact.POSTED),
    OutcomeFact.TOLD: Along(LetterFact.POSTED),
    RightsFact.TOLD: Along(LetterFact.POSTED),
    RightsFact.LIFTING_TOLD: Along(LetterFact.POSTED),
    "contact.moved-days-told": Along(LetterFact.POSTED),
    ContactFact.CAME_BACK: Along(LetterFact.RETURNED),
    PanelFact.PLACE: Along(PanelFact.POSTPONED),
    "panel.put-on-agenda": Along(PanelFact.POSTPONED),
    "panel.chair-checked": Along(PanelFact.CONVENED),
    "panel.chair-from-outside": Along(PanelFact.CONVENED),
    "outcome.addressee-named": Along("outcome.recommendation-made"),
    "outcome.view-considered": Along(OutcomeFact.FOUND),
    "evidence.answer-came": Along("evidence.information-answered"),
    "evidence.attendee-named": Along("evidence.information-answered"),
    "evidence.complaints-imported": Along("evidence.complaint-logged"),
    "evidence.tells-of-said": Along("evidence.information-answered"),
    "evidence.search-named": Along(EvidenceFact.REQUESTED),
    "contact.victim-put-right": Along("trigger.victim-corrected"),
}
FACTS: Final = (TriggerFact, EvidenceFact, PanelFact, OutcomeFact, RightsFact)
OF_LETTERS: Final = (LetterFact, AskingFact, ContactFact)
ALONE: Final = (PromiseKept.TOPIC, AdjustmentAskedFor.TOPIC)
IN_ERROR: Final[dict[str, PutsRight]] = {
    **_of(TakenBack(_by(CaseReviews.correct_fact)), ALONE),
    **{
        str(topic): TakenBack(_by(CaseReviews.correct_fact))
        for kind in (*FACTS, *OF_LETTERS)
        for topic in kind
        if topic not in ALONG
    },
    **_of(
        TakenBack(_by(CaseReviews.correct_evidence)),
        (
            "evidence.complaint-logged",
            "evidence.information-answered",
            "evidence.risk-assessed",
            "evidence.file-received",
        ),
    ),
    **_of(
        TakenBack(_by(CaseReviews.correct_outcome)),
        (
            "outcome.recommendation-made",
            "outcome.action-added",
            "outcome.challenge-received",
        ),
    ),
    "trigger.threshold-decided": TakenBack(_by(CaseReviews.correct_threshold)),
    "contact.contact-made": TakenBack(_by(CaseReviews.correct_contact)),
    "past.case-imported": TakenBack(_by(CaseReviews.take_back_past)),
}
ANEW: Final[dict[str, Callable[..., object]]] = {
    "trigger.application-received": CaseReviews.correct_application,
    "trigger.application-corrected": CaseReviews.correct_application,
    "trigger.victim-corrected": CaseReviews.correct_victim,
    "trigger.caseworker-assigned": CaseReviews.assign,
    "trigger.account-let-in": CaseReviews.let_in,
    "trigger.account-shut-out": CaseReviews.let_in,
    "trigger.case-restricted": CaseReviews.lift_restriction,
    "trigger.restriction-lifted": CaseReviews.restrict_case,
    "trigger.conflict-declared": CaseReviews.end_conflict,
    "trigger.conflict-ended": CaseReviews.declare_conflict,
    "trigger.opened-in-emergency": CaseReviews.end_emergency,
    "trigger.emergency-ended": CaseReviews.open_in_emergency,
    "trigger.item-kept-to-some": CaseReviews.show_to_all,
    "trigger.item-shown-to-all": CaseReviews.keep_to_some,
    "panel.attendance-corrected": CaseReviews.correct_attendance,
    "panel.participation-corrected": CaseReviews.correct_participation,
    "contact.file-opened": CaseReviews.change_contact_details,
    "contact.details-changed": CaseReviews.change_contact_details,
    "contact.circumstances-recorded": CaseReviews.record_circumstances,
    "contact.status-code-replaced": CaseReviews.replace_status_code,
    "contact.adjustment-answered": CaseReviews.answer_adjustment,
    "contact.progress-reported": CaseReviews.write_progress,
    "contact.representative-named": CaseReviews.end_representative,
    "contact.representative-ended": CaseReviews.name_representative,
    "contact.updates-promised": CaseReviews.end_updates,
    "contact.updates-ended": CaseReviews.promise_updates,
    "contact.address-looked-at": CaseReviews.letter_came_back,
    "asking.reminders-held": CaseReviews.resume_reminders,
    "asking.reminders-resumed": CaseReviews.hold_reminders,
    "letter.letter-held-back": CaseReviews.redraw_letter,
    "letter.letter-redrawn": CaseReviews.redraw_letter,
    "letter.letter-approved": CaseReviews.keep_letter_back,
    "letter.letter-sent-back": CaseReviews.redraw_letter,
    "letter.own-words-written": CaseReviews.write_in_letter,
    "keeping.hold-placed": CaseReviews.release_hold,
    "keeping.hold-released": CaseReviews.place_hold,
    "keeping.hold-reviewed": CaseReviews.review_hold,
    "erasures.case-erasure-proposed": CaseReviews.return_case_erasure,
    "erasures.erasure-proposed": CaseReviews.return_erasure,
    "erasures.texts-erasure-proposed": CaseReviews.return_texts_erasure,
    "erasures.case-erasure-returned": CaseReviews.propose_case_erasure,
    "erasures.erasure-returned": CaseReviews.propose_erasure,
    "erasures.texts-erasure-returned": CaseReviews.propose_texts_erasure,
    "past.case-imported-anew": CaseReviews.take_back_past,
    "past.case-in-error": CaseReviews.import_past,
    "pack.pack-asked-for": CaseReviews.ask_for_pack,
    "pack.pack-made": CaseReviews.ask_for_pack,
    "pack.pack-not-made": CaseReviews.ask_for_pack,
    "asking.link-made": CaseReviews.make_answer_link,
    "asking.notice-found-sent": CaseReviews.send_notice,
    "inviting.email-found-sent": CaseReviews.tell_bodies,
}

PUTS_RIGHT: Final[Mapping[str, PutsRight]] = {
    **IN_ERROR,
    **{topic: RecordedAnew(_by(command)) for topic, command in ANEW.items()},
    **ALONG,
    **STAYS,
}
"""What puts right what is recorded under each topic of a case."""
