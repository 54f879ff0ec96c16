"""How a deadline is kept: what its row holds, and when its day is counted anew."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

from asbreview.domain.errors import UnknownDay
from asbreview.domain.procedure import Anchor, Binds, Procedure, Timer
from asbreview.domain.standstill import Standstill
from asbreview.domain.timetable import due_on
from asbreview.domain.working_days import WorkingCalendar
from projections.case.clocks import Extension
from projections.case.runs import Moot, Runs
from projections.held import Row
from projections.kinds import (
    Document,
    Id,
    Word,
    held,
    holding,
    index_of_held,
    index_of_some,
)
from projections.rows import Rows
from projections.working_days import calendar_now, calendars_in

meta: Final = MetaData()
deadlines: Final = Table(
    "deadlines",
    meta,
    Column("case_id", Id, primary_key=True),
    Column("timer_id", String, primary_key=True),
    Column("item_id", Id, primary_key=True),
    *holding(),
    Column("procedure_id", String, nullable=False),
    Column("procedure_version", Integer, nullable=False),
    Column("says", String, nullable=False),
    Column("binds", Word(Binds), nullable=False),
    Column("body_id", Id),
    Column("starts", Word(Anchor)),
    Column("started_on", Date, nullable=False),
    Column("counted_on", Date),
    Column("counted_at", Integer, nullable=False),
    Column(
        "standstills", Document(tuple[Standstill, ...], frozen=True), nullable=False
    ),
    Column("was_due_on", Date),
    Column("due_on", Date, index=True),
    Column("extended_late", Boolean, nullable=False),
    Column("met_on", Date),
    Column("corrected_on", Date),
    Column("recorded_due_on", Date),
    Column("recorded_met_on", Date),
    Column("moot", Word(Moot)),
    Column("moot_on", Date),
    Column("is_open", Boolean, nullable=False),
)
Index(None, deadlines.c.is_open, deadlines.c.to_position)
IS_OPEN: Final = held(deadlines, None) & deadlines.c.is_open
index_of_some(
    "deadlines_by_day",
    IS_OPEN,
    (deadlines.c.is_open, deadlines.c.to_position),
    deadlines.c.binds,
    deadlines.c.due_on,
)
index_of_held("deadlines_by_start", deadlines.c.starts, deadlines.c.started_on)
COUNTED: Final = ("counted_on", "counted_at", "standstills")
"""What stays as it is unless a due date is counted anew."""
calendars: Final = calendars_in(meta, "deadline_calendars")


def stands(run: Runs, row: Row) -> bool:
    """Say whether a timer's row holds still: most do, whatever happens on a case."""
    extension = _given(run, row["counted_on"])
    return (
        row["started_on"] == run.started_on
        and row["met_on"] == run.met_on
        and row["moot"] is run.moot
        and row["moot_on"] == run.moot_on
        and row["says"] == run.says
        and row["body_id"] == run.body_id
        and (row["standstills"] == run.standstills or not row["is_open"])
        and (
            row["was_due_on"] is None
            if extension is None
            else row["was_due_on"] == extension.was_due_on
            and row["due_on"] == extension.due_on
            and row["extended_late"] == extension.too_late
        )
    )


def settle(
    run: Runs,
    row: Row | None,
    procedure: Procedure,
    rows: Rows,
    *,
    corrected_on: date | None = None,
) -> dict[str, object]:
    """Say what a timer's row holds now, its due date counted only where it must be.

    One that is met or moot keeps the day it had; a day beyond the bank holidays known
    is not known yet.  *corrected_on* is the day of the correction that is taken in:
    what it changes of a deadline stays beside it.
    """
    values = _held_of(run, row, procedure, rows)
    return {**values, **_as_recorded(row, values, corrected_on)}


def _held_of(
    run: Runs, row: Row | None, procedure: Procedure, rows: Rows
) -> dict[str, object]:
    is_open = run.met_on is None and run.moot is None
    counted = _counted(run, row, procedure, rows, is_open=is_open)
    extension = _given(run, counted["counted_on"])
    return {
        "procedure_id": procedure.procedure_id,
        "procedure_version": procedure.version,
        "says": run.says,
        "binds": run.binds,
        "body_id": run.body_id,
        "starts": run.starts,
        "started_on": run.started_on,
        **counted,
        "was_due_on": extension.was_due_on if extension else None,
        "due_on": extension.due_on if extension else counted["counted_on"],
        "extended_late": extension is not None and extension.too_late,
        "met_on": run.met_on,
        "moot": run.moot,
        "moot_on": run.moot_on,
        "is_open": is_open,
    }


def _given(run: Runs, counted_on: date | None) -> Extension | None:
    """Return the time that a step was given; none that would take some from it.

    Each answer and challenge has a time of its own, and a window may open anew: what
    was given before is no later than the day that such a one is counted to.
    """
    given, timer = run.extension, run.timer
    ours = run.binds is Binds.PARTNERSHIP
    begins_again = not ours or (timer is not None and timer.starts is Anchor.CHALLENGE)
    takes_time = given is not None and counted_on and counted_on > given.due_on
    return None if begins_again and takes_time else given


def _as_recorded(
    row: Row | None, now: dict[str, object], corrected_on: date | None
) -> dict[str, object]:
    """Keep the days as they were first recorded: a correction undoes no lateness."""
    names = "corrected_on", "recorded_due_on", "recorded_met_on"
    kept = {name: row[name] if row else None for name in names}
    if row is None or corrected_on is None:
        return kept
    if (row["due_on"], row["met_on"]) == (now["due_on"], now["met_on"]):
        return kept
    return {
        "corrected_on": corrected_on,
        "recorded_due_on": kept["recorded_due_on"] or row["due_on"],
        "recorded_met_on": kept["recorded_met_on"] or row["met_on"],
    }


def _counted(
    run: Runs, row: Row | None, procedure: Procedure, rows: Rows, *, is_open: bool
) -> dict[str, Any]:
    """Return the day counted and the position at which; the row's, if that stands."""
    if row and row["started_on"] == run.started_on:
        reopened = is_open and not row["is_open"]
        waited = row["is_open"] and row["standstills"] != run.standstills
        if not (reopened or waited) or run.timer is None:
            return {name: row[name] for name in COUNTED}
    day = run.fixed_on
    if run.timer is not None:
        calendar = calendar_now(rows, calendars)
        day = count(run.timer, run.started_on, calendar, procedure, run.standstills)
    return dict(zip(COUNTED, (day, rows.position, run.standstills), strict=True))


def count(
    timer: Timer,
    started_on: date,
    calendar: WorkingCalendar,
    procedure: Procedure,
    standstills: Sequence[Standstill] = (),
) -> date | None:
    """Return the day a step is due, or nothing while that cannot be known.

    It cannot while a bank holiday may be unknown, or its clock stands still.
    """
    try:
        return due_on(
            timer,
            started_on=started_on,
            calendar=calendar,
            day_zero=procedure.day_zero,
            standstills=standstills,
        )
    except UnknownDay:
        return None


def counted_anew(
    row: Mapping[Any, Any], calendar: WorkingCalendar, procedure: Procedure
) -> date | None:
    """Return the day an open step is due by a calendar that changed.

    A day that people gave stays.  So does the last day that an applicant was told they
    have, where the calendar would take time from them.
    """
    told: date | None = row["counted_on"]
    timer = procedure.timer(row["timer_id"])
    if timer is None:
        return told
    day = count(timer, row["started_on"], calendar, procedure, row["standstills"])
    if row["binds"] is Binds.APPLICANT and told and day and day < told:
        return told
    return day
