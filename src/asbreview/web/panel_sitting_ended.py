"""The end of a sitting: the meeting is adjourned to another day, or has ended."""

from typing import Any

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.reviews import CaseReviews
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.group_choices import at_a_meeting, meeting_choices
from asbreview.web.page import Page
from asbreview.web.panel_held_forms import victim_expected
from asbreview.web.panel_sitting_forms import AdjournForm, AdjournToADayForm, EndForm
from asbreview.web.submitted import Shown


class PanelSittingEnded(Controller):
    """What ends a sitting."""

    path = "/cases/{reference:str}/panel/sitting"
    dependencies = DESK

    @get("/adjourn", sync_to_thread=True)
    def ask_adjourn(self, desk: OnDesk) -> Page:
        """Ask when the meeting goes on, and why it could not be finished."""
        return _adjourn_page(desk, desk.blank())

    @post("/adjourn", sync_to_thread=True)
    def adjourn(self, desk: OnDesk) -> Response[Any]:
        """Adjourn the meeting, or show the letter that tells it."""
        case_id = desk.view.case.case_id

        def record(form: AdjournForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.adjourn_sitting(case_id, **form.told, signed=signed)
            return desk.recorded(position, "/panel", "adjourned")

        return desk.answer(
            AdjournForm if at_a_meeting(desk.typed) else AdjournToADayForm,
            record=record,
            page=lambda shown, letter: _adjourn_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.adjourn_sitting,
                case_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/end", sync_to_thread=True)
    def ask_end(self, desk: OnDesk) -> Page:
        """Ask whether that was all, with what is on record of the meeting beside it."""
        return _end_page(desk, desk.blank(**victim_expected(desk.view)))

    @post("/end", sync_to_thread=True)
    def end(self, desk: OnDesk) -> Response[Any]:
        """Record that the meeting has ended."""

        def record(form: EndForm) -> Redirect:
            position = desk.reviews.end_sitting(
                desk.view.case.case_id,
                went_on_because=form.went_on_because,
                victim_came=form.victim_came,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/panel", "held")

        return desk.answer(
            EndForm, record=record, page=lambda shown, _: _end_page(desk, shown)
        )


def _adjourn_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "panel/sitting/adjourn.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        meetings=meeting_choices(desk),
    )


def _end_page(desk: Desk, shown: Shown) -> Page:
    return Page("panel/sitting/end.html.jinja", view=desk.view, shown=shown)
