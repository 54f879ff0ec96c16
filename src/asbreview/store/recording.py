"""What the log of events promises, on whatever database it is kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Protocol, runtime_checkable
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

FORMAT: Final = 4
"""The form of the log's tables.

1   as first made
2   what was recorded is guarded against being edited or deleted; the log has an id
3   every kind of erasure is found by an index
4   the index is over whatever else two officers decide to destroy
"""
LAST: Final = 2**63 - 1
"""A position that no log reaches."""

Clock = Callable[[], datetime]


class OtherFormat(Exception):
    """The log has a form that this release does not work with; it is left so."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"The log is of format {found}, and this release works with format {FORMAT}"
        )
        self.found = found


class NewerFormat(OtherFormat):
    """The log was written by a later release than this."""


class OlderFormat(OtherFormat):
    """The log was written by an earlier release, and is to be brought up to date."""


class NotMade(Exception):
    """There is no log yet where one was to be opened."""


class Line(NamedTuple):
    """A line of the log as it is stored: where, when, and what."""

    position: int
    recorded_at: datetime
    stored: StoredEvent


class Row(NamedTuple):
    """A line of the log as its bytes lie in the database, whatever they are.

    Nothing is taken for what it should be: what was tampered with need not be an id,
    a number or an instant.  Of a log that nobody changed, `stream` is 32 hexadecimal
    digits, `version` a number, `recorded_at` an instant: 2026-03-02T09:30:00.000Z.
    """

    position: int
    stream: bytes
    version: bytes
    topic: bytes
    recorded_at: bytes
    state: bytes


@runtime_checkable
class KeepsTime(Protocol):
    """What makes a log that can be told which clock stamps what it records."""

    def keep_time_by(self, clock: Clock) -> None:
        """Stamp what is recorded with this clock's instants: a demonstration's past."""


class LogRecorder(ApplicationRecorder, ABC):
    """Keeps the log in order: positions, instants and commands agree.

    Positions rise, have gaps, and are never used again.  All events of a save share one
    instant, stamped under the write lock, as the later of now and the last save's.
    """

    @abstractmethod
    def position_of(self, command_id: UUID) -> int | None:
        """Return where a command's events end in the log, if it was ever done."""

    @abstractmethod
    def version_as_of(self, record_id: UUID, position: int) -> int:
        """Return the version a record had when the log had reached a position."""

    @abstractmethod
    def histories(
        self, record_ids: Sequence[UUID], *, up_to: int
    ) -> dict[UUID, list[StoredEvent]]:
        """Return what some records had recorded when the log had reached a position.

        In one reading, so that no save comes between them.  A record that had nothing
        recorded then is not among them.
        """

    @abstractmethod
    def erasures(self) -> list[UUID]:
        """Return the ids of the records of every erasure that was decided."""

    @abstractmethod
    def log_id(self) -> str:
        """Return the id of this log and its copies: the keys are kept for it."""

    @abstractmethod
    def epoch(self) -> str:
        """Return the store's epoch; it changes when an older log is restored."""

    @abstractmethod
    def new_epoch(self) -> str:
        """Begin a new epoch, as a restore must: what follows is another history."""

    @abstractmethod
    def position_as_of(self, instant: datetime) -> int:
        """Return the position the log had reached at an instant."""

    @abstractmethod
    def lines(self, after: int, *, up_to: int | None = None, limit: int) -> list[Line]:
        """Return the next lines after a position, up to another if there is one."""

    @abstractmethod
    def rows(self, after: int, *, up_to: int, limit: int) -> list[Row]:
        """Return the next lines after a position as they lie there, read or not."""

    @abstractmethod
    def number_up_to(self, position: int) -> int:
        """Return how many lines there are up to a position."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Return what the database itself finds broken in how it keeps the log."""

    @abstractmethod
    def upgrade(self) -> None:
        """Make the tables, or bring them up to this release's form.

        A log of a later form is `NewerFormat`, and is left as it is.
        """


def by_record(events: Iterable[StoredEvent]) -> dict[UUID, list[StoredEvent]]:
    """Return events, in the order they have, by the record they belong to."""
    histories: dict[UUID, list[StoredEvent]] = {}
    for event in events:
        record_id = event.originator_id
        assert isinstance(record_id, UUID)  # noqa: S101
        histories.setdefault(record_id, []).append(event)
    return histories


def must_be_of_this_format(found: int | None) -> None:
    """Refuse a log that is not there (`NotMade`), or not of this release's form."""
    if found is None:
        raise NotMade
    if found > FORMAT:
        raise NewerFormat(found)
    if found < FORMAT:
        raise OlderFormat(found)
