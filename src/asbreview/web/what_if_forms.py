"""What a question to the past is asked with, in an address or a form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from asbreview.domain.counterfactual.facts import (
    ASSUMED,
    Answering,
    ChangedProcedure,
    GroupMeets,
    WayAdded,
    WhatIf,
)
from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.web.forms import Form, Group, Line, Says, Text
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.words import counted

WEEKS: Final = {"1": "First", "2": "Second", "3": "Third", "4": "Fourth"}
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
BOTH: Final = "Select both the week and the day on which the group meets, or neither"
ALL_THREE: Final = "Enter all three numbers of the other way, or none"
OF_WAY: Final = ("way_complaints", "way_report_months", "way_apply_months")
Length = Annotated[int, Field(ge=1, le=366)]
Complaints = Annotated[int, Field(ge=1, le=20)]
Months = Annotated[int, Field(ge=1, le=36)]
Week = Annotated[int, Field(ge=1, le=4)]
Weekday = Annotated[int, Field(ge=0, le=4)]


class TimerChanged(Group):
    """One time of the procedures, and what it would be."""

    TITLE: ClassVar = "Time"
    NOT_FILLED_IN: ClassVar = frozenset({"timer_id"})
    SAYS: ClassVar = {
        "timer_id": Says.select("the time"),
        "length": Says("Enter a whole number from 1 to 366", "The length"),
    }

    timer_id: Line
    length: Length


_SAYS: Final = {
    **PeriodAsked.SAYS,
    "which": Says.select("which cases"),
    "timers": Says.enter("the changed times"),
    "complaints_needed": Says("Enter a whole number from 1 to 20", "The number"),
    "way_complaints": Says("Enter a whole number from 1 to 20", "The number"),
    "way_report_months": Says("Enter whole months from 1 to 36", "The months"),
    "way_apply_months": Says("Enter whole months from 1 to 36", "The months"),
    "in_parallel": Says.select("whether all bodies are asked at once"),
    "group_week": Says.select("the week in which the group meets"),
    "group_day": Says.select("the day on which the group meets"),
    "answering": Says.select("how bodies would answer"),
}


class WhatIfAsked(PeriodAsked):
    """Which cases, what is changed, and what is assumed."""

    SAYS: ClassVar[Mapping[str, Says]] = _SAYS

    which: Literal["all", "closed"]
    timers: tuple[TimerChanged, ...] = ()
    complaints_needed: Complaints | None = None
    way_complaints: Complaints | None = None
    way_report_months: Months | None = None
    way_apply_months: Months | None = None
    in_parallel: Literal["yes"] | None = None
    group_week: Week | None = None
    group_day: Weekday | None = None
    answering: Answering

    @property
    def meets(self) -> GroupMeets | None:
        """When a group meets; half a day of it is refused (`Misrecorded`)."""
        week, day = self.group_week, self.group_day
        if week is not None and day is not None:
            return GroupMeets(week=week, weekday=day)
        if week is not day:
            raise Misrecorded(BOTH, field="group_week")
        return None

    @property
    def way_added(self) -> WayAdded | None:
        """The way that is added; a part of one is refused (`Misrecorded`)."""
        given = {name: getattr(self, name) for name in OF_WAY}
        if None not in given.values():
            return WayAdded(
                **{name.removeprefix("way_"): each for name, each in given.items()}
            )
        if any(given.values()):
            left_out = next(name for name, each in given.items() if each is None)
            raise Misrecorded(ALL_THREE, field=left_out)
        return None

    @property
    def question(self) -> WhatIf:
        """The question; a part of a group's day, or of a way, is refused."""
        return WhatIf(
            area_id=self.area,
            from_on=self.from_on,
            to_on=self.to_on,
            closed_only=self.which == "closed",
            changed=ChangedProcedure(
                lengths=tuple((each.timer_id, each.length) for each in self.timers),
                complaints_needed=self.complaints_needed,
                in_parallel=self.in_parallel is not None,
                group_meets=self.meets,
                way_added=self.way_added,
            ),
            answering=self.answering,
        )


class KeepForm(Form, WhatIfAsked):
    """Keep a question under a name, as of the instant that it was looked at."""

    SAYS: ClassVar[Mapping[str, Says]] = _SAYS | {
        "counted_as_of": Says.enter("as of when it was asked"),
        "name": Says.enter("a name for it, such as what is changed"),
    }

    counted_as_of: Line
    name: Line


class LetGoForm(Form):
    """That a kept question is not to be shown any more."""

    SAYS: ClassVar = {"reason": Says.enter("why it is not to be shown")}

    reason: Text = ""


def filled_what_if(asked: WhatIf) -> dict[str, list[str]]:
    """Return what asks a question, as if it had been typed."""
    period = Period(asked.from_on, asked.to_on)
    besides = {name: [value] for name, value in _filled(asked)}
    return filled(asked.area_id, period) | besides


def _filled(asked: WhatIf) -> Iterator[tuple[str, str]]:
    changed = asked.changed
    yield "which", "closed" if asked.closed_only else "all"
    for number, (timer_id, length) in enumerate(changed.lengths):
        yield f"timers-{number}-timer_id", timer_id
        yield f"timers-{number}-length", str(length)
    if changed.complaints_needed is not None:
        yield "complaints_needed", str(changed.complaints_needed)
    if (way := changed.way_added) is not None:
        yield "way_complaints", str(way.complaints)
        yield "way_report_months", str(way.report_months)
        yield "way_apply_months", str(way.apply_months)
    if changed.in_parallel:
        yield "in_parallel", "yes"
    if changed.group_meets is not None:
        yield "group_week", str(changed.group_meets.week)
        yield "group_day", str(changed.group_meets.weekday)
    yield "answering", str(asked.answering)


def in_words(asked: WhatIf, procedure: Procedure) -> list[str]:
    """Say what a question changes, in words, one change each."""
    return list(_changes(asked.changed, procedure))


def _changes(changed: ChangedProcedure, procedure: Procedure) -> Iterator[str]:
    for timer_id, length in changed.lengths:
        timer = procedure.timer(timer_id)
        if timer is None:
            yield f"{timer_id}: {length}, where a case\u2019s procedures have it"
        else:
            new = timer.model_copy(update={"length": length})
            yield f"{timer.says}: {new.in_words} (now {timer.in_words})"
    if changed.complaints_needed is not None:
        now = procedure.threshold.complaints_needed
        yield f"Qualifying complaints needed: {changed.complaints_needed} (now {now})"
    if (way := changed.way_added) is not None:
        yield (
            f"Also met by {counted(way.complaints, 'complaint')}: each reported within"
            f" {counted(way.report_months, 'month')} of the behaviour, and applied for"
            f" within {counted(way.apply_months, 'month')} of the report"
        )
    if changed.in_parallel:
        yield "All bodies are asked on the day that the first is asked"
    if (meets := changed.group_meets) is not None:
        week, day = WEEKS[str(meets.week)].lower(), WEEKDAYS[meets.weekday]
        yield f"A standing group meets on the {week} {day} of each month"


def choices(procedure: Procedure) -> dict[str, Sequence[dict[str, str]]]:
    """Return what the form offers."""
    weeks = [{"value": number, "text": week} for number, week in WEEKS.items()]
    days = [{"value": str(n), "text": day} for n, day in enumerate(WEEKDAYS)]
    none = {"value": "", "text": "As it was"}
    return {
        "which": [
            {"value": "all", "text": "All of them"},
            {"value": "closed", "text": "Those that have ended"},
        ],
        "weeks": [none, *weeks],
        "days": [none, *days],
        "answering": [
            {"value": str(each), "text": says[:1].upper() + says[1:]}
            for each, says in ASSUMED.items()
        ],
        "timers": [
            {"value": t.timer_id, "text": t.says, "hint": t.in_words, "unit": t.unit}
            for t in procedure.timers
        ],
    }
