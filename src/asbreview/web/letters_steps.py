"""What happened to a letter, step by step, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from asbreview.domain.letter import approving, facts, sending
from asbreview.domain.letter.in_error import LetterFactInError
from asbreview.domain.letter.put_right import LetterLeftAsItIs
from asbreview.domain.letter.wording import OwnWordsWritten
from asbreview.domain.model import Event
from asbreview.domain.people import Prose
from asbreview.web.words import day

HAPPENED: Final[dict[type[Event], str]] = {
    facts.LetterDrafted: "Drafted",
    facts.LetterHeldBack: "Held back",
    facts.LetterRedrawn: "Drawn again",
    OwnWordsWritten: "Own words written",
    approving.LetterApproved: "Approved by a second officer",
    approving.LetterSentBack: "Sent back by a second officer",
    facts.LetterPrepared: "Made as it goes out",
    facts.LetterHandedOver: "Handed over",
    facts.LetterPosted: "Marked as posted",
    facts.LetterToldOtherwise: "Told in another way",
    LetterFactInError: "Recorded in error",
    facts.LetterCancelled: "Not to be sent",
    LetterLeftAsItIs: "No other letter is needed",
    sending.LetterRefusedForNow: "Not taken yet, to be tried again",
    sending.LetterAccepted: "Sent",
    sending.LetterForwarded: "Passed on by GOV.UK Notify",
    sending.LetterUncertain: "Perhaps sent",
    sending.LetterFoundSent: "Found to have been sent",
    sending.LetterFoundUnsent: "Found not to have been sent",
    sending.LetterFailed: "Could not be sent",
    sending.LetterReturned: "Came back",
    sending.LetterSetToPost: "To go by post",
}

NO_PROOF: Final[dict[type[Event], str]] = {
    sending.LetterAccepted: (
        "The server took it. That is no proof that it was received, or read."
    ),
    sending.LetterForwarded: (
        "It was delivered to the email provider, or printed and posted. That is no"
        " proof that it was read."
    ),
}


@dataclass(frozen=True)
class Step:
    """Something that happened to a letter, and the words that were given with it."""

    title: str
    at: datetime
    by: UUID
    says: str
    words: Prose | None


def step_of(event: Event) -> Step:
    """Return a step of a letter, from the event that recorded it."""
    says, words = NO_PROOF.get(type(event), ""), None
    match event:
        case facts.LetterHeldBack():
            says = f"{event.because[:1].upper()}{event.because[1:]}."
        case OwnWordsWritten():
            where = " and ".join(each.place for each in event.own_words)
            says = f"{where[:1].upper()}{where[1:]}." if where else "None."
        case facts.LetterPosted():
            says = f"Posted on {day(event.posted_on)}."
        case facts.LetterToldOtherwise():
            says = f"Told on {day(event.told_on)}: {event.channel}."
            words = event.how
        case LetterFactInError():
            says, words = _was_not_so(event), event.reason
        case facts.LetterCancelled() | approving.LetterSentBack() | LetterLeftAsItIs():
            words = event.reason
        case facts.LetterHandedOver():
            says = f"Way: {event.way}, because {event.chosen_because}."
        case sending.LetterReturned():
            says, words = f"On {day(event.returned_on)}.", event.how
        case (
            sending.LetterRefusedForNow()
            | sending.LetterUncertain()
            | sending.LetterFailed()
        ):
            says = f"Way: {event.way}. {event.because[:1].upper()}{event.because[1:]}."
    title = HAPPENED[type(event)]
    return Step(title, event.timestamp, event.recorded_by, says, words)


def _was_not_so(event: LetterFactInError) -> str:
    if event.went_on is not None:
        return f"It had not come back: it went on {day(event.went_on)}."
    because = event.because(before=None)
    return f"{because[:1].upper()}{because[1:]}."
