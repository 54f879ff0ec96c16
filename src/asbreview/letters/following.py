"""Following the log for letters that are to go, so that none is forgotten."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from asbreview.domain.asking.facts import NoticeDrafted
from asbreview.domain.inviting.facts import (
    InvitationAccepted,
    InvitationDrafted,
    InvitationFoundSent,
    InvitationFoundUnsent,
    InvitationHeldBack,
    InvitationUncertain,
)
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.letter.facts import LetterDrafted, LetterRedrawn
from asbreview.domain.letter.in_error import LetterFactInError
from asbreview.domain.letter.sending import LetterFailed, LetterReturned
from asbreview.domain.model import Aggregate
from asbreview.domain.outcome.facts import CaseClosed
from asbreview.domain.outcome.in_error import OutcomeFactInError
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.panel.facts import PanelPostponed, PlaceChanged
from asbreview.domain.panel.in_error import PanelFactInError
from asbreview.domain.panel.record import Panel
from asbreview.domain.panel.sitting_facts import SittingAdjourned
from asbreview.domain.trigger.facts import (
    ApplicationTransferred,
    ApplicationWithdrawn,
)
from asbreview.domain.trigger.in_error import TriggerFactInError
from asbreview.domain.trigger.record import Trigger
from asbreview.letters.outbox import Outbox
from asbreview.reviews import CaseReviews

AT_ONCE: Final = 500
LETTERS: Final = (
    LetterDrafted.TOPIC,
    LetterFactInError.TOPIC,
    LetterRedrawn.TOPIC,
    LetterFailed.TOPIC,
    LetterReturned.TOPIC,
)
"""After these a letter has to go, perhaps once more."""
MEETINGS: Final[Mapping[str, type[Aggregate]]] = {
    PanelPostponed.TOPIC: Panel,
    PlaceChanged.TOPIC: Panel,
    SittingAdjourned.TOPIC: Panel,
    PanelFactInError.TOPIC: Panel,
    ApplicationWithdrawn.TOPIC: Trigger,
    ApplicationTransferred.TOPIC: Trigger,
    TriggerFactInError.TOPIC: Trigger,
    CaseClosed.TOPIC: Outcome,
    OutcomeFactInError.TOPIC: Outcome,
    InvitationAccepted.TOPIC: Invitation,
    InvitationUncertain.TOPIC: Invitation,
    InvitationHeldBack.TOPIC: Invitation,
    InvitationFoundSent.TOPIC: Invitation,
    InvitationFoundUnsent.TOPIC: Invitation,
}
"""After these a body may know a meeting otherwise than it is; with what they are on."""
TO_GO: Final = (*LETTERS, *MEETINGS, NoticeDrafted.TOPIC, InvitationDrafted.TOPIC)


def follow_log(reviews: CaseReviews, outbox: Outbox) -> None:
    """Follow the log; one that is shorter than it was is followed afresh."""
    end, position = reviews.end_of_log(), outbox.position()
    start = position if position <= end else 0
    while start < end:
        stop = min(start + AT_ONCE, end)
        found = reviews.recorder.select_notifications(
            start + 1, AT_ONCE, stop=stop, topics=TO_GO
        )
        by_topic: dict[str, dict[UUID, None]] = {}
        for each in found:
            by_topic.setdefault(each.topic, {})[_as_uuid(each.originator_id)] = None
        letters = (id_ for topic in LETTERS for id_ in by_topic.get(topic, ()))
        outbox.follow(
            letters,
            position=stop,
            asking_ids=by_topic.get(NoticeDrafted.TOPIC, ()),
            invitation_ids=by_topic.get(InvitationDrafted.TOPIC, ()),
            case_ids=_of_meetings(reviews, by_topic),
        )
        start = stop


def _of_meetings(
    reviews: CaseReviews, by_topic: Mapping[str, Mapping[UUID, None]]
) -> set[UUID]:
    """Return the cases to whose meeting something happened."""
    records: dict[UUID, type[Aggregate]] = {
        id_: kind for topic, kind in MEETINGS.items() for id_ in by_topic.get(topic, ())
    }
    found: list[Any] = [reviews.get(kind, id_) for id_, kind in records.items()]
    return {record.case_id for record in found}


def _as_uuid(id_: UUID | str) -> UUID:
    return id_ if isinstance(id_, UUID) else UUID(id_)
