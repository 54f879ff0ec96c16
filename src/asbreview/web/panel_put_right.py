"""Putting right what was recorded of a meeting that was held: who, and the victim."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from asbreview.web.body_items import attending_choices
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.panel_forms import PartPutRightForm, part_known
from asbreview.web.panel_held_forms import AttendanceForm, attended
from asbreview.web.panel_stands import how_they_take_part, who_came
from asbreview.web.submitted import Shown
from projections.case.days import happened_on

PANEL: Final = "/panel"


class PanelPutRightPages(Controller):
    """The meeting stays; both forms record in one step what is right instead."""

    path = "/cases/{reference:str}/panel"
    dependencies = DESK

    @get("/attendance/put-right", sync_to_thread=True)
    def ask_attendance(self, desk: OnDesk) -> Page:
        """Ask who was there; whoever was recorded is filled in."""
        return _attendance_page(desk, desk.blank(**attended(desk.view)))

    @post("/attendance/put-right", sync_to_thread=True)
    def put_attendance_right(self, desk: OnDesk) -> Response[Any]:
        """Record who was there."""

        def record(form: AttendanceForm) -> Redirect:
            position = desk.reviews.correct_attendance(
                desk.view.case.case_id,
                [person.told for person in form.attended],
                went_on_because=form.went_on_because,
                victim_came=form.victim_came,
                reason=form.reason,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PANEL, "attendance")

        return desk.answer(
            AttendanceForm,
            record=record,
            page=lambda shown, _: _attendance_page(desk, shown),
        )

    @get("/participation/put-right", sync_to_thread=True)
    def ask_participation(self, desk: OnDesk) -> Page:
        """Ask how the victim took part; what was recorded is filled in."""
        part = desk.view.case.panel.part
        known = filled_day("decided_on", happened_on(part)) if part else {}
        shown = desk.blank(participation=part_known(desk.view), **known)
        return _participation_page(desk, shown)

    @post("/participation/put-right", sync_to_thread=True)
    def put_participation_right(self, desk: OnDesk) -> Response[Any]:
        """Record how the victim took part."""

        def record(form: PartPutRightForm) -> Redirect:
            position = desk.reviews.correct_participation(
                desk.view.case.case_id,
                form.told,
                decided_on=form.decided_on,
                reason=form.reason,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PANEL, "part-put-right")

        return desk.answer(
            PartPutRightForm,
            record=record,
            page=lambda shown, _: _participation_page(desk, shown),
        )


def _attendance_page(desk: Desk, shown: Shown) -> Page:
    _must_be_held(desk)
    return Page(
        "panel/attendance_put_right.html.jinja",
        view=desk.view,
        shown=shown,
        body_choices=attending_choices(desk.view),
        stands=list(who_came(desk.view)),
    )


def _participation_page(desk: Desk, shown: Shown) -> Page:
    _must_be_held(desk)
    return Page(
        "panel/participation_put_right.html.jinja",
        view=desk.view,
        shown=shown,
        stands=list(how_they_take_part(desk.view)),
    )


def _must_be_held(desk: Desk) -> None:
    if desk.view.case.panel.held is None:
        raise NotFoundException
