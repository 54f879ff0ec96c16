"""The meeting recorded as it happens: each part by itself, and on record at once."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.panel.facts import Disposal
from asbreview.web.body_items import attending_choices
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.on_file import before_the_panel
from asbreview.web.page import Page
from asbreview.web.panel_held_forms import there_so_far
from asbreview.web.panel_sitting_forms import (
    BeginForm,
    CameForm,
    InterestForm,
    IssueForm,
    OptionForm,
)
from asbreview.web.submitted import Shown

SITTING: Final = "/panel/sitting"
DONE: Final = {
    "begun": "The meeting has begun. Record each part as it happens.",
    "came": "It is recorded who came.",
    "interest": "The interest is recorded.",
    "issue": "The issue is recorded.",
    "option": "The option is recorded.",
}
DISPOSALS: Final = [
    {"value": each.value, "text": each.value.capitalize()} for each in Disposal
]


class PanelSittingPages(Controller):
    """What is recorded while a panel sits."""

    path = "/cases/{reference:str}/panel/sitting"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show what is recorded of the meeting so far, and what can be next."""
        return Page(
            "panel/sitting/show.html.jinja",
            view=desk.view,
            done=DONE.get(desk.done, ""),
            file=before_the_panel(desk.view, desk.reviews),
        )

    @get("/begin", sync_to_thread=True)
    def ask_begin(self, desk: OnDesk) -> Page:
        """Ask on which day the meeting begins, or goes on; today is filled in."""
        known = filled_day("held_on", desk.view.today)
        return _page("begin", desk, desk.blank(**known))

    @post("/begin", sync_to_thread=True)
    def begin(self, desk: OnDesk) -> Response[Any]:
        """Record that it begins, or goes on."""

        def record(form: BeginForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.begin_sitting(
                desk.view.case.case_id, held_on=form.held_on, signed=signed
            )
            return desk.recorded(position, SITTING, "begun")

        return desk.answer(
            BeginForm, record=record, page=lambda s, _: _page("begin", desk, s)
        )

    @get("/came", sync_to_thread=True)
    def ask_came(self, desk: OnDesk) -> Page:
        """Ask who came; of those invited, whoever is not down yet is filled in."""
        return _page("came", desk, desk.blank(**there_so_far(desk.view)))

    @post("/came", sync_to_thread=True)
    def came(self, desk: OnDesk) -> Response[Any]:
        """Record who came."""

        def record(form: CameForm) -> Redirect:
            position = desk.reviews.note_coming(
                desk.view.case.case_id,
                [person.told for person in form.attended],
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, SITTING, "came")

        return desk.answer(
            CameForm, record=record, page=lambda s, _: _page("came", desk, s)
        )

    @get("/interest", sync_to_thread=True)
    def ask_interest(self, desk: OnDesk) -> Page:
        """Ask who declared what, and whether they stayed."""
        return _page("interest", desk, desk.blank())

    @post("/interest", sync_to_thread=True)
    def interest(self, desk: OnDesk) -> Response[Any]:
        """Record an interest that was declared."""

        def record(form: InterestForm) -> Redirect:
            position = desk.reviews.note_interest(
                desk.view.case.case_id,
                form.official_id,
                interest=form.interest,
                left=form.left,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, SITTING, "interest")

        return desk.answer(
            InterestForm, record=record, page=lambda s, _: _page("interest", desk, s)
        )

    @get("/issue", sync_to_thread=True)
    def ask_issue(self, desk: OnDesk) -> Page:
        """Ask for an issue and what became of it."""
        return _page("issue", desk, desk.blank())

    @post("/issue", sync_to_thread=True)
    def issue(self, desk: OnDesk) -> Response[Any]:
        """Record an issue that was considered."""

        def record(form: IssueForm) -> Redirect:
            position = desk.reviews.consider_issue(
                desk.view.case.case_id,
                form.issue,
                disposal=form.disposal,
                reasons=form.reasons,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, SITTING, "issue")

        return desk.answer(
            IssueForm, record=record, page=lambda s, _: _page("issue", desk, s)
        )

    @get("/option", sync_to_thread=True)
    def ask_option(self, desk: OnDesk) -> Page:
        """Ask for an option and what speaks for or against it."""
        return _page("option", desk, desk.blank())

    @post("/option", sync_to_thread=True)
    def option(self, desk: OnDesk) -> Response[Any]:
        """Record an option that was weighed."""

        def record(form: OptionForm) -> Redirect:
            position = desk.reviews.weigh_option(
                desk.view.case.case_id,
                form.option,
                chosen=form.chosen,
                reasons=form.reasons,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, SITTING, "option")

        return desk.answer(
            OptionForm, record=record, page=lambda s, _: _page("option", desk, s)
        )


def _page(name: str, desk: Desk, shown: Shown) -> Page:
    view = desk.view
    return Page(
        f"panel/sitting/{name}.html.jinja",
        view=view,
        shown=shown,
        body_choices=attending_choices(view),
        disposals=DISPOSALS,
        there=[
            {
                "value": str(person.official_id),
                "text": f"{view.tell(person.name)}, {view.body_name(person.body_id)}",
            }
            for person in view.case.panel.there
        ],
    )
