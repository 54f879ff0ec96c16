"""The day on which a thing happened, which may be before it was recorded."""

from datetime import date
from typing import Final

from asbreview.domain.days import local_day
from asbreview.domain.model import Event
from asbreview.domain.trigger.facts import ApplicationReceived, ConsentRecorded

FIELDS: Final = (
    "passed_on",
    "acknowledged_on",
    "decided_on",
    "told_on",
    "withdrawn_on",
    "transferred_on",
    "requested_on",
    "answered_on",
    "assessed_on",
    "chosen_on",
    "declined_on",
    "held_on",
    "made_on",
    "reported_on",
    "done_on",
    "cancelled_on",
    "closed_on",
    "kept_on",
    "posted_on",
)


def happened_on(event: Event) -> date:
    """Return the day it happened: the one it names, else the day it was recorded."""
    if isinstance(event, ApplicationReceived):
        return event.application.applied_on
    if isinstance(event, ConsentRecorded):
        return event.consent.given_on
    for field in FIELDS:
        day = getattr(event, field, None)
        if day is not None:
            return day  # type: ignore[no-any-return]
    return local_day(event.timestamp)
