"""When the panel is to meet, and which letters told that of it."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel


class Arranged(NamedTuple):
    """A time that a record gives a meeting: by which version, in force since which.

    One that is in force again, since what put it off was in error, is the same time.
    """

    record_id: UUID
    by: int
    since: int


class Arrangements(BaseModel):
    """The times that a meeting was given, each in force until the next."""

    times: list[Arranged] = []
    before: dict[UUID, Arranged] = {}  # by what put the meeting off

    def arrange(self, record_id: UUID, version: int) -> None:
        """Give the meeting a time."""
        self.times.append(Arranged(record_id, version, version))

    def put_off(self, record_id: UUID, version: int, *, by: UUID) -> None:
        """Give it another; what puts it off may be in error."""
        if self.times:
            self.before[by] = self.times[-1]
        self.arrange(record_id, version)

    def as_before(self, version: int, *, by: UUID) -> None:
        """Give it the time that it had, since it was not put off."""
        if was := self.before.pop(by, None):
            self.times.append(was._replace(since=version))

    def told_by(self, drawn_from: Mapping[UUID, int]) -> bool:
        """Say whether what is drawn from versions of records tells when it meets."""
        if not self.times:
            return False
        now = self.times[-1]
        drawn = drawn_from.get(now.record_id, 0)
        own = (t for t in reversed(self.times) if t.record_id == now.record_id)
        told = next((t for t in own if t.since <= drawn), None)
        return told is not None and told.by == now.by
