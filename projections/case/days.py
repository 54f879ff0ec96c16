"""The day on which a thing happened, which may be before it was recorded."""

from datetime import date
from functools import cache
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
    "chased_on",
    "assessed_on",
    "chosen_on",
    "declined_on",
    "refused_on",
    "held_on",
    "sent_on",
    "made_on",
    "reported_on",
    "done_on",
    "cancelled_on",
    "closed_on",
    "kept_on",
    "posted_on",
    "returned_on",
    "received_on",
    "proposed_on",
    "given_on",
    "considered_on",
    "named_on",
    "ended_on",
)


WITHIN: Final = (ApplicationReceived, ConsentRecorded)
"""Kinds of event whose day stands within a value that they hold."""


def happened_on(event: Event) -> date:
    """Return the day it happened: the one it names, else the day it was recorded."""
    if isinstance(event, ApplicationReceived):
        return event.came.on if event.came else event.application.applied_on
    if isinstance(event, ConsentRecorded):
        return event.consent.given_on
    field = day_field_of(type(event))
    return getattr(event, field) if field else local_day(event.timestamp)


@cache
def day_field_of(kind: type[Event]) -> str | None:
    """Return which field of most kinds of event names the day it happened."""
    return next((field for field in FIELDS if field in kind.model_fields), None)
