"""What a review procedure's own rules count; each can only add a way to the threshold.

Every rule is one that a further complaint can help and never harm: a window that moves
with the reports is tried from each of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from asbreview.domain.days import DAY, last_day
from asbreview.domain.model import Value
from asbreview.domain.qualifying import Complaint


class SpanUnit(StrEnum):
    """What the length of a window is counted in."""

    DAYS = "days"
    MONTHS = "months"


class Span(Value):
    """A length of time "beginning with" a day, which is counted."""

    length: int
    unit: SpanUnit

    def ends(self, start: date) -> date:
        """Return the last day of the span beginning with *start*."""
        if self.unit is SpanUnit.MONTHS:
            return last_day(start, months=self.length)
        return start + (self.length - 1) * DAY


class RuleKind(StrEnum):
    """What a local rule is about.

    A senior officer's discretion is never found by counting: that it is open to
    them is told as advice.
    """

    COMPLAINTS = "one person's complaints"
    PEOPLE = "several people"
    LOCATION = "a location"
    HATE = "hate"
    DISCRETION = "a senior officer's discretion"


class Counted(StrEnum):
    """What a local rule counts; `DAYS` is behaviour on so many separate dates."""

    COMPLAINTS = "complaints"
    INCIDENTS = "incidents"
    DAYS = "days"
    PEOPLE = "people"


class Same(StrEnum):
    """What the complaints counted together have in common."""

    NOTHING = "nothing"
    PERSON = "person"
    LOCATION = "location"


class WindowFrom(StrEnum):
    """How the window lies in which complaints are counted.

    From each complaint to the application (the statute's way), the behaviour of so
    long before the application, from the first incident on, or ending with the
    latest report.
    """

    COMPLAINT = "each complaint"
    APPLICATION = "application"
    FIRST_INCIDENT = "first incident"
    LATEST_REPORT = "latest report"


class LocalRule(Value):
    """A way of meeting the threshold that the review procedures add.

    `latest_report_within` is how old the latest report may be at the application.
    `requires` is what the procedure asks for besides and counting cannot show, as
    the names of five people; it is told as advice where the rule suffices.
    """

    rule_id: str
    says: str
    count: int = 1
    kind: RuleKind = RuleKind.COMPLAINTS
    of: Counted = Counted.COMPLAINTS
    within: Span = Span(length=6, unit=SpanUnit.MONTHS)
    window: WindowFrom = WindowFrom.COMPLAINT
    reported_within: Span | None = None
    latest_report_within: Span | None = None
    same: Same = Same.NOTHING
    fewest_people: int = 1
    hate_only: bool = False
    sources_not_counted: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    decided_by: str = ""


def suffices(
    rule: LocalRule, complaints: Iterable[Complaint], *, applied_on: date
) -> bool:
    """Do enough complaints meet *rule* for the threshold to be met?"""
    if rule.kind is RuleKind.DISCRETION:
        return False
    counted = [c for c in complaints if _is_counted(c, rule, applied_on)]
    return any(
        _count(rule, inside) >= rule.count
        and len({c.made_by for c in inside}) >= rule.fewest_people
        and _is_recent(rule, inside, applied_on)
        for group in _groups(rule, counted)
        for inside in _windows(rule, group, applied_on)
    )


def _is_counted(complaint: Complaint, rule: LocalRule, applied_on: date) -> bool:
    limit = rule.reported_within
    return (
        complaint.behaviour_on <= complaint.made_on <= applied_on
        and (limit is None or complaint.made_on <= limit.ends(complaint.behaviour_on))
        and (complaint.hate or not rule.hate_only)
        and complaint.source not in rule.sources_not_counted
    )


def _is_recent(
    rule: LocalRule, complaints: Iterable[Complaint], applied_on: date
) -> bool:
    limit = rule.latest_report_within
    return limit is None or any(
        applied_on <= limit.ends(complaint.made_on) for complaint in complaints
    )


def _groups(
    rule: LocalRule, complaints: Sequence[Complaint]
) -> Iterator[Sequence[Complaint]]:
    """Yield the complaints that are counted together."""
    match rule.same:
        case Same.NOTHING:
            yield complaints
        case Same.PERSON:
            for person in {c.made_by for c in complaints}:
                yield [c for c in complaints if c.made_by == person]
        case Same.LOCATION:
            for place in {c.location for c in complaints} - {None}:
                yield [c for c in complaints if c.location == place]


def _windows(
    rule: LocalRule, complaints: Sequence[Complaint], applied_on: date
) -> Iterator[Sequence[Complaint]]:
    """Yield what lies in each window of the rule."""
    match rule.window:
        case WindowFrom.COMPLAINT:
            yield [c for c in complaints if applied_on <= rule.within.ends(c.made_on)]
        case WindowFrom.APPLICATION:
            yield [
                c for c in complaints if applied_on <= rule.within.ends(c.behaviour_on)
            ]
        case WindowFrom.FIRST_INCIDENT:
            for first in complaints:
                end = rule.within.ends(first.behaviour_on)
                yield [
                    c for c in complaints if first.behaviour_on <= c.behaviour_on <= end
                ]
        case WindowFrom.LATEST_REPORT:
            for latest in complaints:
                yield [
                    c
                    for c in complaints
                    if c.made_on <= latest.made_on <= rule.within.ends(c.made_on)
                ]


def _count(rule: LocalRule, complaints: Iterable[Complaint]) -> int:
    match rule.of:
        case Counted.COMPLAINTS:
            return sum(1 for _ in complaints)
        case Counted.INCIDENTS:
            return len({c.incident or str(c.complaint_id) for c in complaints})
        case Counted.DAYS:
            return len({c.behaviour_on for c in complaints})
        case Counted.PEOPLE:
            return len({c.made_by for c in complaints})
