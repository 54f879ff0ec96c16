"""The deadlines of a case, each with its explanation; and giving a step more time."""

from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.timers import Anchor
from asbreview.reviews import CaseReviews
from asbreview.web.countdown import countdown
from asbreview.web.deadlines_told import Told, all_told, told
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.forms import Day, PlanningForm, RestingForm, Says, Text
from asbreview.web.page import Page
from asbreview.web.standing_still import waits_left
from asbreview.web.submitted import Shown
from projections.case.runs import UPDATES
from projections.deadlines import Deadline, deadlines_of

DEADLINES: Final = "/deadlines"
DONE: Final = {
    "stopped": "The clock stands still. A letter that says so is drafted.",
    "started": "The clock goes on. A letter with the new dates is drafted.",
    "extended": "The step has more time. A letter about the delay is drafted.",
}


class ExtendForm(PlanningForm, RestingForm):
    """More time for a step, and why."""

    PLANS = ("due_on",)
    SAYS: ClassVar = {
        "due_on": Says.enter("the new date"),
        "reason": Says("Enter the reason: the applicant is told", "The reason"),
    }

    due_on: Day
    reason: Text


class Deadlines(Controller):
    """What falls due on a case, or did, and why on that day."""

    path = "/cases/{reference:str}/deadlines"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show every deadline; each opens to how its day was counted."""
        view = desk.view
        with desk.given.views.connect() as db:
            due = countdown(db, today=view.today, as_of=view.position)
            found = deadlines_of(db, view.case.case_id, as_of=view.position)
            holidays = desk.reviews.public_holidays()
            rows = all_told(db, found, view, due, holidays=holidays)
        return Page(
            "deadlines/show.html.jinja",
            view=view,
            due=due,
            may_stop=bool(waits_left(view)),
            still_open=[row for row in rows if row.deadline.is_open],
            settled=[row for row in rows if _is_told_of(row)],
            done=DONE.get(desk.done, ""),
        )

    @get("/{timer_id:str}/extend", sync_to_thread=True)
    def ask(self, desk: OnDesk, timer_id: FromPath[str]) -> Page:
        """Ask for the new day, and the reason that the applicant is told."""
        return _extend_page(desk, timer_id, desk.blank())

    @post("/{timer_id:str}/extend", sync_to_thread=True)
    def extend(self, desk: OnDesk, timer_id: FromPath[str]) -> Response[Any]:
        """Give the step more time, or show the letter that would be drafted."""
        deadline = _extendable(desk, timer_id)

        def given(form: ExtendForm) -> dict[str, Any]:
            return {
                "was_due_on": deadline.due_on,
                "due_on": form.due_on,
                "reason": form.reason,
                "since": form.since,
                "signed": desk.signed.by_command(form.command_id),
            }

        case_id = desk.view.case.case_id

        def record(form: ExtendForm) -> Redirect:
            position = desk.reviews.extend_deadline(case_id, timer_id, **given(form))
            return desk.recorded(position, DEADLINES, "extended")

        return desk.answer(
            ExtendForm,
            record=record,
            page=lambda shown, letter: _extend_page(desk, timer_id, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.extend_deadline, case_id, timer_id, **given(form)
            ),
        )


def _is_told_of(row: Told) -> bool:
    """Is it settled, and more than one of the many contacts that were made in time?"""
    deadline = row.deadline
    in_time = deadline.met_on is not None and not deadline.was_met_late
    of_many = deadline.starts is Anchor.CONTACT or deadline.timer_id == UPDATES
    return not deadline.is_open and not (of_many and in_time)


def _extendable(desk: Desk, timer_id: str) -> Deadline:
    """Return the open deadline of a step that may have more time; 404 if none is."""
    view = desk.view
    timer = view.case.procedure.timer(timer_id)
    extendable = timer is not None and timer.extendable
    with desk.given.views.connect() as db:
        rows = deadlines_of(db, view.case.case_id)
    for row in rows:
        if row.timer_id == timer_id and row.is_open and row.due_on and extendable:
            return row
    raise NotFoundException


def _extend_page(
    desk: Desk, timer_id: str, shown: Shown, letter: Markup = NOTHING
) -> Page:
    view, deadline = desk.view, _extendable(desk, timer_id)
    with desk.given.views.connect() as db:
        due = countdown(db, today=view.today, as_of=None)
        row = told(db, deadline, view, due)
    return Page(
        "deadlines/extend.html.jinja",
        view=view,
        shown=shown,
        letter=letter,
        row=row,
        due=due,
        since=view.case.trigger.extended_since(timer_id),
    )
