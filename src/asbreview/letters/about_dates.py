"""What letters say of dates: that the time stands still, goes on, or has moved."""

from datetime import date
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.procedure import Binds, Challenged
from asbreview.domain.timers import WaitingFor
from asbreview.letters.about_review import STEPS
from asbreview.letters.saying import CannotBeComposed, Telling
from asbreview.reviews.days_printed import WAS
from asbreview.reviews.waits import wait_told_by

WAITS: Final = {
    WaitingFor.CONSENT: "to hear whether the victim agrees to the application",
    WaitingFor.APPLICANT: "for information that we asked you for",
    WaitingFor.PARTNER: "for information that we asked another agency for",
}


def clock_stopped(telling: Telling) -> dict[str, Any]:
    """Say for what the time stands still, since when, and what that puts off."""
    waits = _waits_going_on(telling)
    if not waits:
        raise CannotBeComposed("The clock does not stand still")
    return {
        "waits": waits,
        "steps": _steps(telling),
        "victim": telling.victim(),
        "challenge": _challenge(telling),
        "ombudsmen": telling.ombudsmen(),
    }


def clock_started(telling: Telling) -> dict[str, Any]:
    """Say from when to when the time stood still, and the new dates."""
    trigger = telling.case.trigger
    pause_id = wait_told_by(telling.case, telling.letter.id)
    if pause_id is None:
        raise CannotBeComposed("The clock was not started again")
    pause = trigger.pauses[pause_id]
    return {
        "wait": Said(
            **_kind(pause.waiting_for),
            after=pause.paused_on,
            until=trigger.resumed[pause_id],
        ),
        "waits": _waits_going_on(telling),
        "steps": _steps(telling),
        "challenge": _challenge(telling),
        "ombudsmen": telling.ombudsmen(),
    }


def days_moved(telling: Telling) -> dict[str, Any]:
    """Say which dates that were told have changed, to which, and why."""
    owed = telling.case.contact.owed_to(telling.letter.to)
    if not owed:
        raise CannotBeComposed("No date that they were told has changed")
    names = telling.case.calendar.holidays
    return {
        "steps": _steps(telling),
        "change": Said(
            added=owed[-1].added,
            days_off=[
                Said(on=day, name=names.get(day, "")) for day in owed[-1].days_off
            ],
        ),
    }


def _waits_going_on(telling: Telling) -> list[Said]:
    return [
        Said(
            **_kind(pause.waiting_for),
            since=pause.paused_on,
            asked=telling.prose(pause.reason),
        )
        for pause in telling.case.trigger.paused.values()
    ]


def _kind(waiting_for: WaitingFor) -> dict[str, Any]:
    return {
        "what": WAITS[waiting_for],
        "is_consent": waiting_for is WaitingFor.CONSENT,
        "is_yours": waiting_for is WaitingFor.APPLICANT,
    }


def _steps(telling: Telling) -> list[Said]:
    """Say each step whose day the letter prints: the day it had, and has now."""
    on: dict[str, date] = {day.name: day.on for day in telling.letter.days}
    return [
        Said(
            says=_says(telling, name.removeprefix(WAS)),
            was=day,
            now=on.get(name.removeprefix(WAS)),
            yours=_is_yours(telling, name.removeprefix(WAS)),
        )
        for name, day in on.items()
        if name.startswith(WAS)
    ]


def _says(telling: Telling, timer_id: str) -> str:
    timer = telling.case.procedure.timer(timer_id)
    return STEPS.get(timer_id) or (timer.says if timer else timer_id)


def _is_yours(telling: Telling, timer_id: str) -> bool:
    timer = telling.case.procedure.timer(timer_id)
    return timer is not None and timer.binds is Binds.APPLICANT


def _challenge(telling: Telling) -> Said:
    """Return how to challenge what has been done so far: no day ends it yet."""
    decided = telling.case.trigger.threshold is not None
    challenged = Challenged.REVIEW if decided else Challenged.APPLICATION
    return telling.challenge(challenged, must_have_day=False)
