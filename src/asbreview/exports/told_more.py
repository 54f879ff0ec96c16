"""What an export says of some events besides when, by whom, and what they name."""

from functools import cache
from typing import Final

from eventsourcing.utils import resolve_topic

from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.model import Event
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from asbreview.domain.trigger.earlier import EarlierCasesCompared
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.store.mapper import UPCASTS
from projections.case.days import happened_on

OF_PAST: Final = (PastCaseImported, PastCaseImportedAnew, PastCaseInError)
"""No events of the day they were recorded on: only the tables tell these cases."""
TELL_MORE: Final = (
    ContactMade,
    *OF_PAST,
    ApplicationReceived,
    ApplicationCorrected,
    ThresholdDecided,
    ThresholdRecordedInError,
    FactRecordedInError,
    EarlierCasesCompared,
    LetterDrafted,
)
"""Of these an export says more than when, by whom, and what they name."""


@cache
def tells_more(topic: str) -> bool:
    """Tell whether an event of a topic has to be made, for what else it says."""
    return topic not in UPCASTS and issubclass(resolve_topic(topic), TELL_MORE)


def own_attributes(event: Event) -> dict[str, str]:
    """Return what the figures of a case need to be told of some events."""
    own: dict[str, str] = {}
    match event:
        case ContactMade() if event.was_for:
            own = {"was_for": str(event.was_for)}
        case ThresholdDecided():
            own = {"result": "met" if event.met else "not met"}
        case ApplicationReceived():
            own = {"applied_on": happened_on(event).isoformat()}
        case ApplicationCorrected():
            own = {"applied_on": event.application.applied_on.isoformat()}
        case ThresholdRecordedInError():
            own = {"takes_back": ThresholdDecided.TOPIC}
        case FactRecordedInError():
            own = {"takes_back": event.corrects}
    return own
