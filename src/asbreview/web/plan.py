"""The plan of actions: added to, and reported on until nothing of it is open."""

from typing import Any

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.reviews import CaseReviews
from asbreview.web.body_items import body_choices
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.outcome_view import actions_of, recommendations_of
from asbreview.web.page import Page
from asbreview.web.plan_forms import ActionForm, ReportsForm
from asbreview.web.submitted import Shown


class PlanPages(Controller):
    """The actions on a case."""

    path = "/cases/{reference:str}/outcome/actions"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask_reports(self, desk: OnDesk) -> Page:
        """Ask what became of each open action; nothing to report is filled in."""
        known: dict[str, str | list[str]] = {}
        for number, action in enumerate(_still_open(desk)):
            known |= {f"reports-{number}-action_id": str(action.id)}
            known |= filled_day(f"reports-{number}-on", desk.view.today)
        return _reports_page(desk, desk.blank(**known))

    @post(sync_to_thread=True)
    def report(self, desk: OnDesk) -> Response[Any]:
        """Record what became of actions."""
        case_id = desk.view.case.case_id

        def record(form: ReportsForm) -> Redirect:
            position = desk.reviews.report_actions(
                case_id,
                [report.told for report in form.reports],
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/outcome", "reported")

        return desk.answer(
            ReportsForm,
            record=record,
            page=lambda shown, letter: _reports_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.report_actions,
                case_id,
                [report.told for report in form.reports],
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/new", sync_to_thread=True)
    def ask_action(self, desk: OnDesk) -> Page:
        """Ask for an action."""
        return _action_page(desk, desk.blank())

    @post("/new", sync_to_thread=True)
    def add(self, desk: OnDesk) -> Response[Any]:
        """Add an action to the plan."""

        def record(form: ActionForm) -> Redirect:
            position = desk.reviews.add_action(
                desk.view.case.case_id,
                form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/outcome", "added")

        return desk.answer(
            ActionForm, record=record, page=lambda shown, _: _action_page(desk, shown)
        )


def _still_open(desk: Desk) -> list[Any]:
    return [a for a in actions_of(desk.view) if a.is_open]


def _reports_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    planned = {str(a.id): a for a in actions_of(desk.view)}
    asked = {
        number: planned.get(shown.value(f"reports-{number}-action_id"))
        for number in shown.groups("reports", at_least=0)
    }
    return Page(
        "outcome/actions.html.jinja",
        view=desk.view,
        shown=shown,
        asked=asked,
        letter=letter,
    )


def _action_page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    for_which = [{"value": "0", "text": "None in particular"}]
    for_which += [
        {"value": str(r.number), "text": f"Recommendation {r.number}, to {r.body}"}
        for r in recommendations_of(view)
    ]
    return Page(
        "outcome/action.html.jinja",
        view=view,
        shown=shown,
        body_choices=body_choices(view),
        for_which=for_which,
        recommendations=recommendations_of(view),
    )
