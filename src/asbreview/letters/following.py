"""Following the log for letters that are to go, so that none is forgotten."""

from typing import Final
from uuid import UUID

from asbreview.domain.asking.facts import NoticeDrafted
from asbreview.domain.letter.facts import LetterDrafted, LetterRedrawn
from asbreview.domain.letter.in_error import LetterFactInError
from asbreview.domain.letter.sending import LetterFailed, LetterReturned
from asbreview.letters.outbox import Outbox
from asbreview.reviews import CaseReviews

AT_ONCE: Final = 500
TO_GO: Final = (
    LetterDrafted.TOPIC,
    LetterFactInError.TOPIC,
    LetterRedrawn.TOPIC,
    LetterFailed.TOPIC,
    LetterReturned.TOPIC,
    NoticeDrafted.TOPIC,
)
"""After these a letter has to go, perhaps once more, or a notice to a body."""


def follow_log(reviews: CaseReviews, outbox: Outbox) -> None:
    """Follow the log; one that is shorter than it was is followed afresh."""
    end, position = reviews.end_of_log(), outbox.position()
    start = position if position <= end else 0
    while start < end:
        stop = min(start + AT_ONCE, end)
        found = reviews.recorder.select_notifications(
            start + 1, AT_ONCE, stop=stop, topics=TO_GO
        )
        letters, notices = list[UUID](), list[UUID]()
        for each in found:
            into = notices if each.topic == NoticeDrafted.TOPIC else letters
            into.append(_as_uuid(each.originator_id))
        outbox.follow(letters, position=stop, asking_ids=notices)
        start = stop


def _as_uuid(id_: UUID | str) -> UUID:
    return id_ if isinstance(id_, UUID) else UUID(id_)
