"""What is said of a letter's way: which it takes, and how far it is known to be."""

from typing import Final

from asbreview.domain.letter.carried import NOT_SAID_YET
from asbreview.domain.letter.facts import Status, Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.sealed import ERASED
from asbreview.letters.ways.carrying import reference_of
from asbreview.letters.ways.choosing import Chosen, choose
from asbreview.reviews.case import Case
from asbreview.web.given import Installation
from asbreview.web.words import moment

CHECK: Final = {
    Way.SMTP: (
        "Ask whoever looks after the mail server whether it took a message whose"
        " Message-ID begins with {reference}, {when}. If it is safe to ring, you can"
        " also ask the person whether it came."
    ),
    Way.NOTIFY_EMAIL: (
        "Sign in to GOV.UK Notify and look for an email with the reference"
        " {reference}, {when}. asbreview asks Notify for it too, every ten minutes."
    ),
    Way.NOTIFY_LETTER: (
        "Sign in to GOV.UK Notify and look for a letter with the reference"
        " {reference}, {when}. asbreview asks Notify for it too, every ten minutes."
    ),
}
GOES: Final = {
    Way.PRINT_QUEUE: "to the print queue, for somebody to post",
    Way.SMTP: "by email, in plain text, with nothing attached",
    Way.NOTIFY_EMAIL: "by email through GOV.UK Notify, in plain text",
    Way.NOTIFY_LETTER: "to GOV.UK Notify, which prints and posts it",
}
WENT: Final = {
    Way.PRINT_QUEUE: "It was put in the print queue",
    Way.SMTP: "It was handed to the mail server",
    Way.NOTIFY_EMAIL: "It was handed to GOV.UK Notify, to be sent by email",
    Way.NOTIFY_LETTER: "It was handed to GOV.UK Notify, to be printed and posted",
}
NO_PROOF: Final = "That is no proof that it was received, or read."
STILL_TO_GO: Final = frozenset({Status.DRAFTED, Status.PREPARED, Status.HELD})


def what_to_check(letter: Letter) -> str:
    """Say how a person finds out whether a letter went; nothing if that is known."""
    if letter.status is not Status.UNKNOWN or letter.way not in CHECK:
        return ""
    assert letter.handed_over_at is not None  # noqa: S101
    return CHECK[letter.way].format(
        reference=reference_of(letter.id, letter.drawing),
        when=f"handed over on {moment(letter.handed_over_at)}",
    )


def way_in_words(letter: Letter, chosen: Chosen | None) -> str:
    """Say by which way a letter goes and why, or went; nothing if it does not go."""
    if chosen is not None:
        goes = "would go" if letter.status is Status.HELD else "goes"
        return f"It {goes} {GOES[chosen.way]}, because {chosen.because}."
    if letter.way is None or letter.handed_over_at is None:
        return ""
    said = f"{WENT[letter.way]} on {moment(letter.handed_over_at)}."
    if letter.status in NOT_SAID_YET:
        return f"{said} Whether that took it is not known."
    return said if letter.way is Way.PRINT_QUEUE else f"{said} {NO_PROOF}"


def way_chosen(given: Installation, letter: Letter, case: Case) -> Chosen | None:
    """Return the way that a letter takes by what is on record; none once it took it.

    Nor is there one to somebody who was forgotten.
    """
    reveal = given.keyring.reveal
    if letter.status not in STILL_TO_GO or letter.awaits_answer:
        return None
    if reveal(case.contact.people[letter.to].name) is ERASED:
        return None
    chosen = choose(letter, case.contact, given.settings.ways, reveal)
    return given.looks_first(case, letter.to, chosen)
