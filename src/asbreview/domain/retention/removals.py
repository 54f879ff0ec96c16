"""What went by itself when its time was over, as nobody looks at it one by one."""

from datetime import date, datetime
from typing import ClassVar, NamedTuple

from asbreview.domain.model import Aggregate, Event, Signed
from asbreview.domain.retention.rules import RetentionRule


class RecordsRemoved(Event):
    """What nobody looks at one by one was removed, because its time was over.

    All of the class up to a day, but what belongs to the cases that something holds.
    """

    TOPIC: ClassVar[str] = "removals.records-removed"

    rule: RetentionRule
    up_to: date
    number: int
    cases_held: int

    def apply(self, aggregate: "Removals") -> None:
        """Remember what went, and when."""
        aggregate.removed.append(
            Removed(self.rule, self.up_to, self.number, self.cases_held, self.timestamp)
        )


class Removed(NamedTuple):
    """How many records of a class went, by which rule, up to which day of theirs."""

    rule: RetentionRule
    up_to: date
    number: int
    cases_held: int
    at: datetime


class Removals(Aggregate):
    """What was removed: the part of `Disposals` that keeps it."""

    TOPIC = "removals"

    removed: list[Removed]

    def remove(
        self,
        rule: RetentionRule,
        *,
        up_to: date,
        number: int,
        cases_held: int,
        signed: Signed,
    ) -> None:
        """Record that records of a class are removed whose time is over."""
        self._record(
            RecordsRemoved,
            signed,
            rule=rule,
            up_to=up_to,
            number=number,
            cases_held=cases_held,
        )
