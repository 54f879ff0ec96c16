"""Stopping the clock of a case while we have to wait, and starting it again."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.facts import ClockPaused
from asbreview.reviews import CaseReviews
from asbreview.reviews.standing_still import ASKS, waits_allowed
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

DEADLINES: Final = "/deadlines"


class StopForm(Form):
    """For what the clock stops, after which day, and why."""

    SAYS: ClassVar = {
        "waiting_for": Says.select("what you are waiting for"),
        "paused_on": Says.enter("the day you began to wait"),
        "reason": Says(ASKS, "What was asked"),
    }

    waiting_for: WaitingFor
    paused_on: Day
    reason: Text


class StartForm(Form):
    """The day on which the wait was over."""

    SAYS: ClassVar = {"resumed_on": Says.enter("the day the wait was over")}

    resumed_on: Day


class Clock(Controller):
    """The clock of a case: it stops only for what the procedure says."""

    path = "/cases/{reference:str}/clock"
    dependencies = DESK

    @get("/stop", sync_to_thread=True)
    def ask_to_stop(self, desk: OnDesk) -> Page:
        """Ask what is waited for, since when, and what was asked."""
        waits = waits_left(desk.view)
        known = {"waiting_for": waits[0].value} if len(waits) == 1 else {}
        today = filled_day("paused_on", desk.view.today)
        return _stop_page(desk, desk.blank(**known, **today))

    @post("/stop", sync_to_thread=True)
    def stop(self, desk: OnDesk) -> Response[Any]:
        """Stop the clock."""
        case_id = desk.view.case.case_id

        def told(form: StopForm) -> dict[str, Any]:
            return {
                "waiting_for": form.waiting_for,
                "paused_on": form.paused_on,
                "reason": form.reason,
                "signed": desk.signed.by_command(form.command_id),
            }

        def record(form: StopForm) -> Redirect:
            position = desk.reviews.pause_clock(case_id, **told(form))
            return desk.recorded(position, DEADLINES, "stopped")

        return desk.answer(
            StopForm,
            record=record,
            page=lambda shown, letter: _stop_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.pause_clock, case_id, **told(form)
            ),
        )

    @get("/{pause_id:uuid}/start", sync_to_thread=True)
    def ask_to_start(self, desk: OnDesk, pause_id: FromPath[UUID]) -> Page:
        """Ask for the day on which the wait was over."""
        today = filled_day("resumed_on", desk.view.today)
        return _start_page(desk, pause_id, desk.blank(**today))

    @post("/{pause_id:uuid}/start", sync_to_thread=True)
    def start(self, desk: OnDesk, pause_id: FromPath[UUID]) -> Response[Any]:
        """Start the clock again."""
        case_id = desk.view.case.case_id

        def told(form: StartForm) -> dict[str, Any]:
            signed = desk.signed.by_command(form.command_id)
            return {"resumed_on": form.resumed_on, "signed": signed}

        def record(form: StartForm) -> Redirect:
            position = desk.reviews.resume_clock(case_id, pause_id, **told(form))
            return desk.recorded(position, DEADLINES, "started")

        return desk.answer(
            StartForm,
            record=record,
            page=lambda shown, letter: _start_page(desk, pause_id, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.resume_clock, case_id, pause_id, **told(form)
            ),
        )


def waits_left(view: CaseView) -> list[WaitingFor]:
    """Return what the clock may be stopped for, and does not stand still for yet."""
    going_on = {pause.waiting_for for pause in view.case.trigger.paused.values()}
    return [w for w in waits_allowed(view.case.procedure) if w not in going_on]


def _stop_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    view = desk.view
    allowed = waits_allowed(view.case.procedure)
    if not allowed:
        raise NotFoundException
    steps = [
        timer.says
        for timer in view.case.procedure.timers
        if timer.pauses_for and not timer.before
    ]
    return Page(
        "deadlines/stop.html.jinja",
        view=view,
        shown=shown,
        letter=letter,
        waits=[{"value": wait.value, "text": wait.capitalize()} for wait in allowed],
        steps=steps,
    )


def _start_page(
    desk: Desk, pause_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    pause: ClockPaused | None = desk.view.case.trigger.pauses.get(pause_id)
    if pause is None:
        raise NotFoundException
    return Page(
        "deadlines/start.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        pause=pause,
    )
