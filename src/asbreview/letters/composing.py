"""Making a letter's words from the case as it stood when the letter was drafted."""

from collections.abc import Callable
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.errors import PersonErased
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.sealed import ERASED
from asbreview.letters.about_challenge import challenge_decided, challenge_received
from asbreview.letters.about_dates import clock_started, clock_stopped, days_moved
from asbreview.letters.about_review import (
    closing,
    delay,
    invitation,
    not_invited,
    outcome,
    plan_update,
)
from asbreview.letters.about_threshold import acknowledgement, consent, threshold
from asbreview.letters.addresses import lines_of
from asbreview.letters.counting import how_counted
from asbreview.letters.document import Document, Letterhead
from asbreview.letters.layouts import laid_out, layout_for
from asbreview.letters.own_words import own_words
from asbreview.letters.saying import (
    NOT_ONLINE,
    CannotBeComposed,
    Drafted,
    Follow,
    Reveal,
    Telling,
    reveal_or_clear,
)
from asbreview.letters.wording import texts
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
    LetterKind.OUTCOME: outcome,
    LetterKind.PLAN_UPDATE: plan_update,
    LetterKind.CLOSING: closing,
    LetterKind.CHALLENGE_RECEIVED: challenge_received,
    LetterKind.CHALLENGE_DECIDED: challenge_decided,
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
    telling = Telling(case, letter, reveal, layout, follow)
    person = case.contact.people[letter.to]
    name, address = telling.reveal(person.name), telling.reveal(person.address)
    if name is ERASED or address is ERASED:
        raise PersonErased("What told of this person has been destroyed")
    us = case.procedure.partnership
    contact = Said(name=contact_name, phone=us.phone, email=us.email)
    values = {
        **telling.every_letter(contact, person),
        "counted": how_counted(telling),
        "own": own_words(telling),
        **SAYS[letter.kind](telling),
    }
    title, body = texts(layout).fill_in(letter.kind, values)
    written = Document(
        language=letter.language,
        title=title,
        dated=letter.dated,
        reference=case.trigger.reference,
        letterhead=Letterhead(us.name, us.address, us.phone, us.email),
        address=(name, *lines_of(address)),
        greeting=f"Dear {name}",
        body=body,
        signed_by=contact_name,
        formats=us.formats,
    )
    return laid_out(written, layout)
