"""The log of events, as projections see it: save after save, each event read once."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent

from asbreview.domain.model import Event
from asbreview.store.mapper import EventMapper
from asbreview.store.recording import Line, LogRecorder

# As every event's own class writes them; the envelope stands before all else.
COMMAND: Final = re.compile(rb'"command_id":"([0-9a-f-]{36})"')
CASE: Final = re.compile(rb'"case_id":"([0-9a-f-]{36})"')
REST_OF_A_SAVE: Final = 100
"""So many lines more are fetched than are asked for: most saves have fewer."""


class Entry(NamedTuple):
    """One line of the log: where it stands, since when, whose case it is.

    `ends_save` says that it is the last of its save: what was saved together happened
    together.
    """

    position: int
    recorded_at: datetime
    case_id: UUID | None
    told: Event | Exception
    ends_save: bool

    def read(self) -> Event:
        """Return the event, or raise what kept it from being read."""
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


class Portion:
    """Some whole saves of the log; each event is read when its turn comes.

    `cases` are those that they are about, as far as can be told before reading.
    """

    def __init__(self, mapper: EventMapper, lines: Sequence[Line]) -> None:
        self._mapper, self._lines = mapper, lines

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self._lines)

    @property
    def end(self) -> int:
        """The position of the last of them."""
        return self._lines[-1].position

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they are stored, none of them read."""
        return self._lines

    def read(self, line: Line) -> Event:
        """Return the event of a line, or raise what keeps it from being read."""
        return self._mapper.to_domain_event(line.stored)

    @property
    def cases(self) -> set[UUID]:
        """The case whose id stands first in each."""
        found = (CASE.search(line.stored.state) for line in self._lines)
        return {UUID(id_.decode()) for id_ in {case[1] for case in found if case}}

    def __iter__(self) -> Iterator[Entry]:
        """Read each event; of one that cannot be read, give what kept it from that."""
        commands = [_command_of(line) for line in self._lines]
        following = chain(commands[1:], (None,))
        for line, command, then in zip(self._lines, commands, following, strict=True):
            yield self._entry(line, ends_save=command is None or command != then)

    def _entry(self, line: Line, *, ends_save: bool) -> Entry:
        told: Event | Exception
        try:
            told = self._mapper.to_domain_event(line.stored)
            case_id = getattr(told, "case_id", None)
        except Exception as unreadable:  # noqa: BLE001  any event may be poison
            told, case_id = unreadable, _case_of(line.stored)
        return Entry(line.position, line.recorded_at, case_id, told, ends_save)


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
        self, position: int, at_least: int, *, up_to: int | None = None
    ) -> Portion:
        """Return the next saves after a position, up to another if there is one.

        They have as many events as are asked for, or a few more: no save is cut.
        """
        wanted = at_least + REST_OF_A_SAVE
        while True:
            lines = self._recorder.lines(position, up_to=up_to, limit=wanted)
            whole = _whole_saves(lines, at_least)
            if whole or len(lines) < wanted:
                return Portion(self._mapper, lines[: whole or len(lines)])
            wanted *= 2


def _whole_saves(lines: Sequence[Line], at_least: int) -> int:
    """Return how many lines end with a save; none if no save ends after so many."""
    for number in range(at_least, len(lines)):
        command = _command_of(lines[number])
        if command is None or command != _command_of(lines[number - 1]):
            return number
    return 0


def _command_of(line: Line) -> bytes | None:
    """Return the command that saved a line: it has one save, and no other has it."""
    found = COMMAND.search(line.stored.state)
    return found[1] if found else None


def _case_of(stored: StoredEvent) -> UUID | None:
    """Find the case in what a broken event's clear skeleton still says."""
    try:
        state: Any = json.loads(stored.state)
        return UUID(str(state["case_id"]))
    except (ValueError, TypeError, KeyError):
        return None
