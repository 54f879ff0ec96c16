"""The retention schedule of an area: dated rules, each with its source."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.dates import is_within_a_year
from asbreview.domain.days import in_words
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed
from asbreview.domain.retention.rules import (
    COUNTED,
    MOST_YEARS,
    RecordKind,
    RetentionRule,
)

NAMESPACE = UUID("7b0f6a1d-52a4-5d37-8f6a-8d1c9a1c0e85")


class ScheduleOpened(OpeningEvent):
    """The first retention rule of an area was about to be recorded."""

    TOPIC: ClassVar[str] = "retention.schedule-opened"

    area_id: str


class RuleSet(Event):
    """It was laid down how long a class of records is kept, from a day on."""

    TOPIC: ClassVar[str] = "retention.rule-set"

    rule: RetentionRule

    def apply(self, aggregate: "RetentionSchedule") -> None:
        """Put it among the rules of its class, in the place of one of the same day."""
        of = self.rule.of
        others = [r for r in aggregate.rules[of] if r.from_on != self.rule.from_on]
        aggregate.rules[of] = [*others, self.rule]
        aggregate.since[of] = self.originator_version


class RuleEnded(Event):
    """A class of records has no rule from a day on: nothing of it falls due."""

    TOPIC: ClassVar[str] = "retention.rule-ended"

    of: RecordKind
    from_on: date
    reason: str

    def apply(self, aggregate: "RetentionSchedule") -> None:
        """Remember from when there is none."""
        rules = aggregate.rules[self.of]
        aggregate.rules[self.of] = [r for r in rules if r.from_on < self.from_on]
        aggregate.ended[self.of].append(self.from_on)
        aggregate.since[self.of] = self.originator_version


class RetentionSchedule(Aggregate):
    """How long an area keeps each class of its records, now and as it was laid down."""

    TOPIC = "retention"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.rules: dict[RecordKind, list[RetentionRule]] = {k: [] for k in RecordKind}
        self.ended: dict[RecordKind, list[date]] = {k: [] for k in RecordKind}
        self.since = dict.fromkeys(RecordKind, 0)  # our version when each was changed

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the schedule of an area."""
        return uuid5(NAMESPACE, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the schedule; it is opened with the first rule."""
        return cls._open(ScheduleOpened, cls.id_for(area_id), signed, area_id=area_id)

    def rule_for(self, of: RecordKind, *, on: date) -> RetentionRule | None:
        """Return the rule in force on a London day, if there is one."""
        begun = (rule for rule in self.rules[of] if rule.from_on <= on)
        last = max(begun, key=lambda rule: rule.from_on, default=None)
        if last is None or any(last.from_on < day <= on for day in self.ended[of]):
            return None
        return last

    def to_come(self, of: RecordKind, *, on: date) -> list[RetentionRule]:
        """Return the rules that apply from a later day on, the first of them first."""
        later = (rule for rule in self.rules[of] if rule.from_on > on)
        return sorted(later, key=lambda rule: rule.from_on)

    def set_rule(self, rule: RetentionRule, *, signed: Signed) -> None:
        """Lay down how long a class of records is kept, from today or later.

        Refused (`Misrecorded`): from a day that is past, which would say that it had
        been in force then; a number of years that is none; a day to count from that
        records of the class do not have.
        """
        _may_begin(rule.from_on, signed=signed)
        if not 1 <= rule.years <= MOST_YEARS:
            raise Misrecorded(
                f"Enter a number of years from 1 to {MOST_YEARS}", field="years"
            )
        if rule.counted_from not in COUNTED[rule.of]:
            days = " or ".join(COUNTED[rule.of])
            raise Misrecorded(
                f"The years of this class are counted from {days}", field="counted_from"
            )
        self._record(RuleSet, signed, rule=rule)

    def end_rule(
        self, of: RecordKind, *, from_on: date, reason: str, signed: Signed
    ) -> None:
        """Record that a class has no rule from a day on, today or later.

        `NoSuchThing` if it has none then anyway.
        """
        _may_begin(from_on, signed=signed)
        if self.rule_for(of, on=from_on) is None:
            raise NoSuchThing("This class of records has no rule then", field="of")
        self._record(RuleEnded, signed, of=of, from_on=from_on, reason=reason)


def _may_begin(day: date, *, signed: Signed) -> None:
    if day < signed.on:
        raise Misrecorded(
            f"It can apply from today, {in_words(signed.on)}, or a later day",
            field="from_on",
        )
    what = "The day from which it applies"
    is_within_a_year(day, what=what, field="from_on", signed=signed)
