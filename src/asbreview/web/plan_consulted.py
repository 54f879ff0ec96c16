"""Consulting the victim on the plan: what is proposed, and what they think of it."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import DAY
from asbreview.domain.errors import UnknownDay
from asbreview.reviews import CaseReviews
from asbreview.web.body_items import body_choices
from asbreview.web.contacts_view import people_of
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.plan_consulted_forms import Came, ProposalForm, ViewForm
from asbreview.web.submitted import Shown

OUTCOME: Final = "/outcome"
CONSULT: Final = f"{OUTCOME}/consult"
# No published procedure says how long they have: our own choice, and can be changed.
WORKING_DAYS_TO_ANSWER: Final = 10


class PlanConsultedPages(Controller):
    """The victim is asked about the plan before it is final."""

    path = "/cases/{reference:str}/outcome/consult"
    dependencies = DESK

    @get("/propose", sync_to_thread=True)
    def ask_proposal(self, desk: OnDesk) -> Page:
        """Ask for the actions that are proposed; those of the last proposal are in."""
        known = filled_day("proposed_on", desk.view.today)
        return _proposal_page(
            desk, desk.blank(**known, **_answer_by(desk), **as_proposed(desk))
        )

    @post("/propose", sync_to_thread=True)
    def propose(self, desk: OnDesk) -> Response[Any]:
        """Record what is proposed, or show the letter that would be drafted."""
        case_id = desk.view.case.case_id

        def record(form: ProposalForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.propose_plan(case_id, **form.told, signed=signed)
            return desk.recorded(position, OUTCOME, "proposed")

        return desk.answer(
            ProposalForm,
            record=record,
            page=lambda shown, letter: _proposal_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.propose_plan,
                case_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/view", sync_to_thread=True)
    def ask_view(self, desk: OnDesk) -> Page:
        """Ask what they think of the plan; the victim and today are filled in."""
        contact = desk.view.case.contact
        known = filled_day("given_on", desk.view.today)
        return _view_page(desk, desk.blank(person_id=str(contact.victim_id), **known))

    @post("/view", sync_to_thread=True)
    def give_view(self, desk: OnDesk) -> Response[Any]:
        """Record their view, that they give none, or why they were not asked."""

        def record(form: ViewForm) -> Redirect:
            return desk.recorded(_recorded(desk, form), OUTCOME, "consulted")

        return desk.answer(
            ViewForm, record=record, page=lambda shown, _: _view_page(desk, shown)
        )


def as_proposed(desk: Desk) -> dict[str, str | list[str]]:
    """Return the actions that were proposed, as a form holds them: to be changed."""
    proposed = desk.view.case.outcome.proposal
    known: dict[str, str | list[str]] = {}
    for number, each in enumerate(proposed.actions if proposed else ()):
        known[f"actions-{number}-action"] = desk.view.tell(each.action)
        known[f"actions-{number}-body_id"] = str(each.body_id)
    return known


def _recorded(desk: Desk, form: ViewForm) -> int:
    reviews, case_id = desk.reviews, desk.view.case.case_id
    signed = desk.signed.by_command(form.command_id)
    match form.came:
        case Came.HEARD:
            return reviews.give_plan_view(case_id, **form.told, signed=signed)
        case Came.DECLINED:
            return reviews.decline_consultation(
                case_id, declined_on=form.given_on, signed=signed
            )
        case Came.NOT_ASKED:
            return reviews.not_consult(
                case_id, decided_on=form.given_on, reasons=form.view, signed=signed
            )


def _answer_by(desk: Desk) -> dict[str, str | list[str]]:
    """Return the day to answer by, as its fields hold it; none if it is not known."""
    view = desk.view
    try:
        by = view.case.calendar.working_day_after(
            view.today - DAY, WORKING_DAYS_TO_ANSWER + 1
        )
    except UnknownDay:
        return {}
    return filled_day("answer_by", by)


def _proposal_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "outcome/propose.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        body_choices=body_choices(desk.view),
    )


def _view_page(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    whom = [
        {
            "value": str(each.person.person_id),
            "text": view.tell(each.person.name)
            + (" (the victim)" if each.is_victim else ""),
        }
        for each in people_of(view)
    ]
    return Page("outcome/view.html.jinja", view=view, shown=shown, whom=whom)
