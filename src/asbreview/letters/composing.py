"""Making a letter's words from the case as it stood when the letter was drafted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.corresponding import ENGLISH, LettersIn
from asbreview.domain.errors import PersonErased
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.wording import Place
from asbreview.domain.sealed import ERASED
from asbreview.letters.about_challenge import (
    challenge_decided,
    challenge_hearing,
    challenge_received,
    linked_review,
)
from asbreview.letters.about_dates import clock_started, clock_stopped, days_moved
from asbreview.letters.about_plan import plan_consultation, plan_update
from asbreview.letters.about_progress import progress, request
from asbreview.letters.about_review import (
    closing,
    delay,
    invitation,
    joint_case,
    not_invited,
    outcome,
)
from asbreview.letters.about_rights import (
    answered,
    longer,
    request_received,
    restriction_lifted,
)
from asbreview.letters.about_threshold import acknowledgement, consent, threshold
from asbreview.letters.addresses import lines_of
from asbreview.letters.counting import how_counted
from asbreview.letters.document import Document, Labels, Layout, Letterhead
from asbreview.letters.languages import Speech, language_for, marked, speech_in
from asbreview.letters.layouts import laid_out, layout_for
from asbreview.letters.own_words import own_words, places_in
from asbreview.letters.saying import (
    NOT_ONLINE,
    CannotBeComposed,
    Drafted,
    Follow,
    Reveal,
    Telling,
    reveal_or_clear,
)
from asbreview.letters.wording import Texts, has_text, texts_in
from asbreview.reviews.case import Case

__all__ = ["CannotBeComposed", "Drafted", "Reveal", "compose", "reveal_or_clear"]

SAYS: Final[dict[LetterKind, Callable[[Telling], dict[str, Any]]]] = {
    LetterKind.ACKNOWLEDGEMENT: acknowledgement,
    LetterKind.CONSENT: consent,
    LetterKind.THRESHOLD_MET: threshold,
    LetterKind.THRESHOLD_NOT_MET: threshold,
    LetterKind.INVITATION: invitation,
    LetterKind.NOT_INVITED: not_invited,
    LetterKind.DELAY: delay,
    LetterKind.CLOCK_STOPPED: clock_stopped,
    LetterKind.CLOCK_STARTED: clock_started,
    LetterKind.DAYS_MOVED: days_moved,
    LetterKind.PLAN_CONSULTATION: plan_consultation,
    LetterKind.PROGRESS: progress,
    LetterKind.REQUEST: request,
    LetterKind.OUTCOME: outcome,
    LetterKind.PLAN_UPDATE: plan_update,
    LetterKind.CLOSING: closing,
    LetterKind.CHALLENGE_RECEIVED: challenge_received,
    LetterKind.CHALLENGE_HEARING: challenge_hearing,
    LetterKind.CHALLENGE_DECIDED: challenge_decided,
    LetterKind.LINKED_REVIEW: linked_review,
    LetterKind.JOINT_CASE: joint_case,
    LetterKind.DATA_REQUEST_RECEIVED: request_received,
    LetterKind.DATA_REQUEST_LONGER: longer,
    LetterKind.DATA_REQUEST_ANSWERED: answered,
    LetterKind.RESTRICTION_LIFTED: restriction_lifted,
}


def compose(
    case: Case,
    letter: Drafted,
    reveal: Reveal,
    *,
    contact_name: str = "",
    follow: Follow = NOT_ONLINE,
) -> Document:
    """Return a letter, drawn from *case* as it stood when the letter was drafted.

    *contact_name* is the caseworker to ask for; without one the letter is the
    partnership's.  *follow* is how the applicant follows the case online.
    `PersonErased` if the addressee has been forgotten,
    `CannotBeComposed` if the case lacks what the letter has to say.
    """
    reveal = reveal_or_clear(reveal)
    layout = layout_for(case.contact, letter.to, reveal)
    language = _written_in(case, letter, reveal, layout)
    texts = texts_in(language, layout, case.procedure.letters)
    speech = speech_in(language, case.procedure.letters)
    telling = Telling(case, letter, reveal, layout, follow)
    name, *address = _reached(telling, letter)
    us = case.procedure.partnership
    values = _values(telling, texts, contact_name)
    values = marked(values) if speech.supplied else values
    title, body = texts.fill_in(letter.kind, values, speech.say)
    written = Document(
        language=language,
        title=title,
        dated=letter.dated,
        reference=case.trigger.reference,
        letterhead=Letterhead(us.name, us.address, us.phone, us.email),
        address=(name, *address),
        greeting=f"Dear {name}",
        body=body,
        signed_by=contact_name,
        formats=us.formats,
        labels=Labels(),
    )
    return laid_out(_supplied(written, speech, name), layout)


def _values(telling: Telling, texts: Texts, contact_name: str) -> dict[str, Any]:
    """Return what the blanks of a letter are filled with, whichever its kind has."""
    case, letter = telling.case, telling.letter
    us = case.procedure.partnership
    contact = Said(name=contact_name, phone=us.phone, email=us.email)
    return {
        **telling.every_letter(contact, case.contact.people[letter.to]),
        "counted": how_counted(telling),
        "own": own_words(telling, texts),
        **SAYS[letter.kind](telling),
    }


def _supplied(written: Document, speech: Speech, name: str) -> Document:
    """Say what stands around a letter in its own language, where that was supplied."""
    says = speech.supplied
    if not says:
        return written
    return replace(
        written,
        greeting=says.greeting.replace("{name}", name),
        formats=says.formats,
        labels=_labels(says, written.dated),
    )


def _reached(telling: Telling, letter: Drafted) -> tuple[str, ...]:
    """Return the name of whom a letter is to, and the lines of their address."""
    person = telling.case.contact.people[letter.to]
    name, address = telling.reveal(person.name), telling.reveal(person.address)
    if name is ERASED or address is ERASED:
        raise PersonErased("What told of this person has been destroyed")
    return name, *lines_of(address)


def places_for(case: Case, letter: Drafted, reveal: Reveal) -> tuple[Place, ...]:
    """Return where there is room for somebody's own words in a letter to its reader."""
    layout = layout_for(case.contact, letter.to, reveal)
    language = _written_in(case, letter, reveal, layout)
    texts = texts_in(language, layout, case.procedure.letters)
    return places_in(letter.kind, texts)


def _written_in(case: Case, letter: Drafted, reveal: Reveal, layout: Layout) -> str:
    """Return its language; English where there is no text, and it is held back."""
    language = language_for(case.contact, letter.to, reveal, case.procedure)
    there = has_text(letter.kind, language, layout, case.procedure.letters)
    return language if there else ENGLISH


def _labels(says: LettersIn, dated: date) -> Labels:
    return Labels(
        dated=says.say(dated),
        close=says.close,
        our_reference=says.our_reference,
        telephone=says.telephone,
        page=says.page,
        of_several=says.of_several,
        in_this_order=says.in_this_order,
        another_format=says.another_format,
        months=says.months,
    )
