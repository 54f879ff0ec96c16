"""Which events start a timer or meet one, and which let one that ran be seen."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from asbreview.domain.contact.facts import ContactDetailsChanged
from asbreview.domain.days import local_day
from asbreview.domain.erasure_of_case import CaseErasureDecided, CaseErasureOrdered
from asbreview.domain.evidence.facts import EvidenceRecordedInError
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.approving import LetterApproved, LetterSentBack
from asbreview.domain.letter.facts import (
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterPrepared,
    LetterRedrawn,
)
from asbreview.domain.letter.sending import (
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterUncertain,
)
from asbreview.domain.letter.wording import OwnWordsWritten
from asbreview.domain.model import Event
from asbreview.domain.trigger.earlier import EarlierCasesCompared
from asbreview.domain.trigger.facts import (
    CaseworkerAssigned,
    ClockPaused,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.domain.trigger.joint import CaseMadeJoint
from asbreview.domain.trigger.who_sees import (
    AccountLetIn,
    AccountShutOut,
    CaseOpenedInEmergency,
    CaseRestricted,
    ConflictDeclared,
    ConflictEnded,
    EmergencyEnded,
    RestrictionLifted,
)
from projections.case.taking import (
    what_happens,
)

TIMELESS: Final = (
    CaseworkerAssigned,
    ContactDetailsChanged,
    LetterDrafted,
    LetterHeldBack,
    LetterRedrawn,
    LetterApproved,
    LetterSentBack,
    OwnWordsWritten,
    LetterPrepared,
    LetterHandedOver,
    LetterCancelled,
    LetterRefusedForNow,
    LetterUncertain,
    LetterFoundUnsent,
    CaseRestricted,
    RestrictionLifted,
    ConflictDeclared,
    ConflictEnded,
    AccountLetIn,
    AccountShutOut,
    CaseMadeJoint,
    EarlierCasesCompared,
    CaseOpenedInEmergency,
    EmergencyEnded,
    CaseErasureDecided,
    CaseErasureOrdered,
)
"""What starts no timer and meets none."""


@cache  # it is asked of every event
def may_move_a_timer(kind: type[Event]) -> bool:
    """Say whether an event of a kind may start a timer, meet it or end it."""
    return what_happens(kind) is not None and not issubclass(kind, TIMELESS)


CORRECTIONS: Final = (
    FactRecordedInError,
    ApplicationCorrected,
    ThresholdRecordedInError,
    EvidenceRecordedInError,
)


def corrected_on(events: Sequence[Event]) -> date | None:
    """Return the day of the correction among what was saved together, if there is."""
    corrected = [event for event in events if isinstance(event, CORRECTIONS)]
    return local_day(corrected[0].timestamp) if corrected else None


def paused_on(events: Sequence[Event]) -> date | None:
    """Return the day on which it was recorded that the clock stands still, if it was.

    What was overdue on that day keeps the day it was due on view, as by a correction.
    """
    paused = [event for event in events if isinstance(event, ClockPaused)]
    return local_day(paused[0].timestamp) if paused else None
