"""What nothing takes back, of all that is recorded on a case, and why."""

from typing import Final, NamedTuple


class Stays(NamedTuple):
    """It is not taken back, and why."""

    because: str


OPENS: Final = "It opens a record, or notes that one was relied on, and says no more"
BY_ITSELF: Final = "It is noted by itself, of what was done or how it was answered"
CORRECTS: Final = "It is itself a correction: what did happen is recorded afresh"
GOES_AGAIN: Final = "It goes again by itself: who had it already has it twice"
DESTROYED: Final = "What it told is destroyed, and by nothing brought back"
CALENDAR: Final = "It follows from the working calendar, where it is put right"


def _under(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in names)


EMAIL: Final = (
    "accepted",
    "drafted",
    "failed",
    "handed-over",
    "held-back",
    "refused-for-now",
    "uncertain",
)
LETTER: Final = (
    "accepted",
    "drafted",
    "failed",
    "forwarded",
    "handed-over",
    "prepared",
    "refused-for-now",
    "uncertain",
)
FALL_DUE: Final = (
    "owner-reminder-fell-due",
    "owner-to-be-told",
    "put-right-to-be-told",
    "reminder-fell-due",
    "ringing-asked-for",
)
WHY: Final[dict[str, tuple[str, ...]]] = {
    OPENS: (
        "asking.file-opened",
        "contact.relied-on",
        *_under("evidence.", "file-opened", "relied-on"),
        "inviting.file-opened",
        *_under("keeping.", "file-opened", "relied-on"),
        *_under("outcome.", "file-opened", "relied-on"),
        *_under("panel.", "file-opened", "relied-on"),
        *_under("rights.", "file-opened", "relied-on"),
        "trigger.relied-on",
        "reference.reference-given",
    ),
    BY_ITSELF: (
        *_under("asking.notice-", *EMAIL),
        *_under("inviting.email-", *EMAIL),
        *_under("letter.letter-", *LETTER),
        *_under("asking.", *FALL_DUE),
        *_under("examination.file-", "examined", "scanned"),
    ),
    CORRECTS: (
        *_under("contact.", "fact-in-error", "recorded-in-error"),
        *_under("contact.", "adjustment-in-error", "asking-in-error"),
        *_under("contact.", "moved-days-told-in-error", "promise-kept-in-error"),
        *_under("evidence.", "fact-in-error", "recorded-in-error"),
        "letter.fact-in-error",
        *_under("outcome.", "fact-in-error", "recorded-in-error"),
        *_under("panel.", "fact-in-error"),
        *_under("rights.", "fact-in-error"),
        *_under("trigger.", "fact-in-error", "recorded-in-error"),
    ),
    GOES_AGAIN: (
        "asking.notice-found-unsent",
        "inviting.email-found-unsent",
        "letter.letter-found-unsent",
    ),
    DESTROYED: (
        *_under("erasure.", "erasure-decided", "keys-destroyed"),
        *_under("erasure.case-erasure-", "decided", "ordered"),
        *_under("erasure.texts-erasure-", "agreed", "decided"),
        *_under("erasures.", "case-erasure-approved", "erasure-approved"),
        "erasures.texts-erasure-approved",
    ),
    CALENDAR: _under("contact.telling-", "lapsed", "owed"),
    "Somebody asked, in their own words: it is answered, whatever they meant": (
        "contact.help-asked-for",
    ),
    "It holds for what was in error until then: a letter that tells what is right can"
    " be written still": ("letter.letter-left-as-it-is",),
    "It chose the way of one letter that could not be sent, and of no other": (
        "letter.letter-set-to-post",
    ),
}
STAYS: Final[dict[str, Stays]] = {
    topic: Stays(because) for because, topics in WHY.items() for topic in topics
}
"""Why what is recorded under a topic of a case is not taken back."""
