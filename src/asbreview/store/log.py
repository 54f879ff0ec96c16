"""The log of events, as projections see it: line after line, each read once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent

from asbreview.domain.model import Event
from asbreview.store.mapper import EventMapper
from asbreview.store.recording import Line, LogRecorder


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: where it stands, since when, whose case it is.

    `read` gives the event, or raises what kept it from being read.
    """

    position: int
    recorded_at: datetime
    case_id: UUID | None
    read: Callable[[], Event]


class EventLog:
    """The log of events of one store."""

    def __init__(self, application: Application[UUID]) -> None:
        recorder, mapper = application.recorder, application.mapper
        assert isinstance(recorder, LogRecorder)  # noqa: S101
        assert isinstance(mapper, EventMapper)  # noqa: S101
        self._recorder, self._mapper = recorder, mapper

    def epoch(self) -> str:
        """Return what tells this log from any other, older copies of it included."""
        return self._recorder.epoch()

    def end(self) -> int:
        """Return the position of the last event."""
        return self._recorder.max_notification_id() or 0

    def position_as_of(self, instant: datetime) -> int:
        """Return the position the log had reached at an instant."""
        return self._recorder.position_as_of(instant)

    def after(
        self, position: int, limit: int, *, up_to: int | None = None
    ) -> list[Entry]:
        """Return the next entries after a position, up to another if there is one."""
        lines = self._recorder.lines(position, up_to=up_to, limit=limit)
        return [self._entry(line) for line in lines]

    def _entry(self, line: Line) -> Entry:
        """Read an event at once; of one that cannot be read, keep the error."""
        try:
            event = self._mapper.to_domain_event(line.stored)
        except Exception as unreadable:  # noqa: BLE001  any event may be poison
            case_id = _case_of(line.stored)
            return Entry(*line[:2], case_id, partial(_raise, unreadable))
        case_id = getattr(event, "case_id", None)
        return Entry(*line[:2], case_id, partial(_same, event))


def _case_of(stored: StoredEvent) -> UUID | None:
    """Find the case in what a broken event's clear skeleton still says."""
    try:
        state: Any = json.loads(stored.state)
        return UUID(str(state["case_id"]))
    except (ValueError, TypeError, KeyError):
        return None


def _same(event: Event) -> Event:
    return event


def _raise(unreadable: Exception) -> NoReturn:
    raise unreadable
