"""Why a step is due on its day, in sentences to be read out: counted by hand."""

from datetime import date

import pytest

from asbreview.domain.ledger_spoken import spoken
from asbreview.domain.procedure import DayZero, Origin, Timer
from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import Anchor, Binds, Unit, WaitingFor
from asbreview.domain.timetable import explain
from asbreview.domain.working_days import WorkingCalendar
from journey import EASTER_2026

CALENDAR = WorkingCalendar.of(EASTER_2026, known_until=date(2028, 12, 31))
WAIT = Standstill(
    waiting_for=WaitingFor.CONSENT,
    paused_on=date(2026, 4, 9),
    resumed_on=date(2026, 4, 15),
)


def said(length, unit, started_on, counted_on, *, waits=(), **how):
    timer = Timer(
        timer_id="a-step",
        says="A step",
        starts=Anchor.RECEIPT,
        length=length,
        unit=unit,
        binds=Binds.PARTNERSHIP,
        origin=Origin.OWN_CHOICE,
        reference="A test's own",
        pauses_for=(WaitingFor.CONSENT,),
        **how,
    )
    days = explain(
        timer,
        started_on=started_on,
        calendar=CALENDAR,
        day_zero=DayZero.NEXT_WORKING_DAY,
        standstills=waits,
    )
    return " ".join(spoken(timer, "the application", days, counted_on))


EASTER = (
    "We do not count weekends, Good Friday (Friday 3 April 2026) and Easter Monday"
    " (Monday 6 April 2026). "
)
SAID = {
    "two holidays and a wait: 20 working days, and four that count as none": (
        said(20, Unit.WORKING_DAYS, date(2026, 3, 26), date(2026, 5, 1), waits=(WAIT,)),
        "We count 20 working days from the application, Thursday 26 March 2026. "
        + EASTER
        + "From Friday 10 April 2026 to Wednesday 15 April 2026 the time stood still:"
        " we were waiting for consent. That comes to Friday 1 May 2026.",
    ),
    "received on Good Friday: counted from Tuesday, the next working day": (
        said(2, Unit.WORKING_DAYS, date(2026, 4, 3), date(2026, 4, 9)),
        "We count 2 working days from the application, Friday 3 April 2026. Nobody"
        " works on that day, so the count begins after Tuesday 7 April 2026. "
        + EASTER
        + "That comes to Thursday 9 April 2026.",
    ),
    "days count whatever day they are": (
        said(28, Unit.DAYS, date(2026, 3, 9), date(2026, 4, 6)),
        (
            "We count 28 days from the application, Monday 9 March 2026. That comes to"
            " Monday 6 April 2026."
        ),
    ),
    "counted back": (
        said(2, Unit.WORKING_DAYS, date(2026, 4, 1), date(2026, 3, 30), before=True),
        (
            "We count 2 working days back from the application, Wednesday 1 April 2026."
            " That comes to Monday 30 March 2026."
        ),
    ),
    "the month's last day": (
        said(1, Unit.MONTHS, date(2026, 1, 31), date(2026, 2, 28)),
        (
            "We count 1 month from the application, Saturday 31 January 2026. That"
            " comes to Saturday 28 February 2026."
        ),
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_day_is_explained_in_sentences(case):
    told, words = SAID[case]
    assert told == words


def test_what_has_no_days_to_tell_says_nothing():
    timer_days = ()
    assert list(spoken(None, "", timer_days, None)) == []
