"""Days that are planned for though nobody works on them: asked about, not refused.

A panel may meet on a Saturday, and an action be due on a bank holiday; but mostly it is
a slip, which the invitation or the plan would tell.
"""

from collections.abc import Iterator

from asbreview.domain.errors import UnknownDay
from asbreview.domain.working_days import WorkingCalendar
from asbreview.web.forms import Form, PlanningForm
from asbreview.web.submitted import DayOff


def days_off_not_meant(form: Form, calendar: WorkingCalendar) -> tuple[DayOff, ...]:
    """Return the days off that a form plans for; none if all were said to be meant.

    A day beyond the bank holidays known is not asked about.
    """
    if not isinstance(form, PlanningForm):
        return ()
    found = tuple(dict.fromkeys(_days_off(form, calendar)))
    return found if any(day.value not in form.meant for day in found) else ()


def _days_off(form: PlanningForm, calendar: WorkingCalendar) -> Iterator[DayOff]:
    for day in form.planned():
        try:
            why = calendar.why_not(day)
        except UnknownDay:
            continue
        if why:
            yield DayOff(day, why)
