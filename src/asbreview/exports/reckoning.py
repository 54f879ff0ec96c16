"""What days are reckoned by: the calendar, and the times that the procedures set.

Whoever has an export needs nothing beside it to count working days, as of any instant
of the log.  No name of a day is in it: somebody may have typed it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from asbreview.domain.calendar import (
    CalendarExtended,
    CalendarSet,
    ClosureAdded,
    ClosureRecordedInError,
    HolidayProclaimed,
)
from asbreview.domain.model import Event
from asbreview.domain.procedure import Procedure
from asbreview.domain.timers import Timer
from asbreview.exports.things import Things

CALENDAR: Final = "calendar"
PROCEDURE_VERSION: Final = "procedure version"
COUNTED_BY: Final = "counted by"
UNDER: Final = "under"
WEEKEND: Final = "Saturday, Sunday"
ATTRIBUTES: Final = {
    CALENDAR: {
        "weekend": "string",
        "days_off": "string",
        "closures": "string",
        "known_until": "string",
    },
    PROCEDURE_VERSION: {
        "area": "string",
        "version": "string",
        "effective_from": "string",
        "day_zero": "string",
        "times": "string",
    },
}


class Learned(NamedTuple):
    """What was learned of an object from an instant on."""

    at: datetime
    told: dict[str, str]


class Reckoning:
    """What events told that days are reckoned by, for what has not been shown yet.

    An object that no event of a case has to do with is none of the export: others'
    tools leave such out.  So the calendar and a version are shown with the first
    application that was counted by them, and all that became known of them till then.
    """

    def __init__(self, things: Things) -> None:
        self._things = things
        self._waiting: dict[str, list[Learned]] = {}
        self._shown: set[str] = set()
        self._days_off: set[date] = set()
        self._closures: set[date] = set()

    def learn(self, event: Event) -> None:
        """Take in what an event of the calendar tells; nothing of any other."""
        match event:
            case CalendarSet() | CalendarExtended():
                self._days_off.update(holiday.on for holiday in event.holidays)
            case HolidayProclaimed():
                self._days_off.add(event.holiday.on)
            case ClosureAdded():
                self._days_off.add(event.holiday.on)
                self._closures.add(event.holiday.on)
            case ClosureRecordedInError():
                self._days_off.discard(event.on)
                self._closures.discard(event.on)
            case _:
                return
        self._take(CALENDAR, Learned(event.timestamp, self._calendar(event)))

    def learn_version(self, version: str, procedure: Procedure, at: datetime) -> None:
        """Take in a version of the procedures, by what stands for it."""
        self._take(version, Learned(at, _told(procedure)))

    def show(self, version: str) -> dict[str, str]:
        """Show what a case is counted by; return how its application has to do with it.

        An application of before there was a calendar is counted by none.
        """
        has_calendar = CALENDAR in self._shown or CALENDAR in self._waiting
        self._show(PROCEDURE_VERSION, version)
        if not has_calendar:
            return {version: UNDER}
        self._show(CALENDAR, CALENDAR)
        self._things.relate(version, CALENDAR, COUNTED_BY)
        return {version: UNDER, CALENDAR: COUNTED_BY}

    def _calendar(self, event: Event) -> dict[str, str]:
        told = {
            "days_off": _days(self._days_off),
            "closures": _days(self._closures),
        }
        if isinstance(event, CalendarSet):
            told["weekend"] = WEEKEND
        if isinstance(event, CalendarSet | CalendarExtended):
            told["known_until"] = event.known_until.isoformat()
        return told

    def _take(self, object_id: str, learned: Learned) -> None:
        if object_id in self._shown:
            self._know(object_id, learned)
        else:
            self._waiting.setdefault(object_id, []).append(learned)

    def _show(self, kind: str, object_id: str) -> None:
        self._things.see(object_id, kind)
        if object_id not in self._shown:
            self._shown.add(object_id)
            for learned in self._waiting.pop(object_id, []):
                self._know(object_id, learned)

    def _know(self, object_id: str, learned: Learned) -> None:
        for name, value in learned.told.items():
            self._things.know(object_id, name, learned.at, value)


def version_of(procedure_id: str, version: int) -> str:
    """Return what a version of the procedures is named after."""
    return f"{procedure_id} {version}"


def _days(days: Iterable[date]) -> str:
    return " ".join(day.isoformat() for day in sorted(days)) or "none"


def _told(procedure: Procedure) -> dict[str, str]:
    times = (f"{timer.timer_id}: {_time(timer)}" for timer in procedure.timers)
    return {
        "area": procedure.procedure_id,
        "version": str(procedure.version),
        "effective_from": procedure.effective_from.isoformat(),
        "day_zero": str(procedure.day_zero),
        "times": "; ".join(times),
    }


def _time(timer: Timer) -> str:
    """Say how long a time is: "10 working days after receipt"."""
    return f"{timer.in_words} {'before' if timer.before else 'after'} {timer.starts}"
