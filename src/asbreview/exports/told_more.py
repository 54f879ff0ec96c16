"""What an export says of some events besides when, by whom, and what they name."""

from functools import cache
from typing import Final

from eventsourcing.utils import resolve_topic

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
    match event:
        case ThresholdDecided():
            return {"result": "met" if event.met else "not met"}
        case ApplicationReceived():
            return {"applied_on": happened_on(event).isoformat()}
        case ApplicationCorrected():
            return {"applied_on": event.application.applied_on.isoformat()}
        case ThresholdRecordedInError():
            return {"takes_back": ThresholdDecided.TOPIC}
        case FactRecordedInError():
            return {"takes_back": event.corrects}
    return {}
