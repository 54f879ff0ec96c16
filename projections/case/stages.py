"""The stages of a case in a caseworker's words, and whom it may wait for."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Stage(StrEnum):
    """How far a case has come, in a caseworker's words."""

    RECEIVED = "received"
    CONSENT = "waiting for consent"
    INFORMATION = "information being gathered"
    THRESHOLD = "threshold to be decided"
    TO_CONVENE = "threshold met, panel to be convened"
    CONVENED = "panel convened"
    HELD = "panel held, outcome to be decided"
    OUTCOME = "outcome to be told"
    MONITORED = "plan monitored"
    NOT_MET = "threshold not met"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


class WaitsFor(StrEnum):
    """What kind of party a case waits for."""

    US = "us"
    BODY = "a body"
    APPLICANT = "the applicant"
    MEETING = "a meeting date"
    NOBODY = "nobody"


class Standing(NamedTuple):
    """Where a case stands; the body is named where it waits for one.

    `meets` are the timers that the next step meets, or leads to: its day is theirs.
    """

    stage: Stage
    waits_for: WaitsFor
    next_step: str
    body_id: UUID | None = None
    meets: tuple[str, ...] = ()
