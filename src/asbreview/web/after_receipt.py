"""What becomes of an application: assigned, passed on, ended early."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.accounts import all_accounts
from asbreview.access.policy import Action, may
from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.errors import Misrecorded
from asbreview.web.after_receipt_forms import (
    AssignForm,
    PassOnForm,
    WithdrawForm,
)
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class AfterReceipt(Controller):
    """The small steps of an application, each on a page of its own."""

    path = "/cases/{reference:str}"
    dependencies = DESK

    @get("/assign", sync_to_thread=True)
    def ask_assign(self, desk: OnDesk) -> Page:
        """Ask whose the case is to be."""
        whose = desk.view.case.trigger.caseworker_id
        return _assign_page(desk, desk.blank(caseworker_id=str(whose or "")))

    @post("/assign", sync_to_thread=True)
    def assign(self, desk: OnDesk) -> Response[Any]:
        """Give the case to a caseworker."""

        def record(form: AssignForm) -> Redirect:
            _must_be_caseworker(desk, form.caseworker_id)
            position = desk.reviews.assign(
                desk.view.case.case_id,
                form.caseworker_id,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "assigned")

        return desk.answer(
            AssignForm, record=record, page=lambda shown, _: _assign_page(desk, shown)
        )

    @get("/pass-on", sync_to_thread=True)
    def ask_pass_on(self, desk: OnDesk) -> Page:
        """Show who was told when, and ask when the others were."""
        today = filled_day("passed_on", desk.view.today)
        return _pass_on_page(desk, Shown.first(desk.form_fields, **today))

    @post("/pass-on", sync_to_thread=True)
    def pass_on(self, desk: OnDesk) -> Response[Any]:
        """Record that the application went to every body not yet told."""

        def record(form: PassOnForm) -> Redirect:
            position = desk.reviews.pass_on(
                desk.view.case.case_id,
                passed_on=form.passed_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "passed-on")

        return desk.answer(
            PassOnForm, record=record, page=lambda shown, _: _pass_on_page(desk, shown)
        )

    @get("/withdraw", sync_to_thread=True)
    def ask_withdraw(self, desk: OnDesk) -> Page:
        """Ask when and why the applicant withdrew: it ends the case."""
        today = filled_day("ended_on", desk.view.today)
        return _end_page("withdraw", desk, desk.blank(**today))

    @post("/withdraw", sync_to_thread=True)
    def withdraw(self, desk: OnDesk) -> Response[Any]:
        """Record that the applicant withdrew."""

        def record(form: WithdrawForm) -> Redirect:
            position = desk.reviews.withdraw(
                desk.view.case.case_id,
                withdrawn_on=form.ended_on,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "withdrawn")

        return desk.answer(
            WithdrawForm,
            record=record,
            page=lambda shown, _: _end_page("withdraw", desk, shown),
        )


def _must_be_caseworker(desk: Desk, account_id: UUID) -> None:
    """Refuse an account that does not exist, or records nothing."""
    if str(account_id) not in {each["value"] for each in _caseworkers(desk)}:
        raise Misrecorded("Select one of the caseworkers", field="caseworker_id")


def _caseworkers(desk: Desk) -> list[dict[str, str]]:
    """Return who would record on the case, were it theirs."""
    known = desk.view.case.known
    return [
        {"value": str(account.account_id), "text": account.name}
        for account in all_accounts(desk.given.office)
        if may(account, Action.WRITE, known._replace(caseworker_id=account.account_id))
    ]


def _assign_page(desk: Desk, shown: Shown) -> Page:
    return Page(
        "after_receipt/assign.html.jinja",
        view=desk.view,
        shown=shown,
        caseworkers=_caseworkers(desk),
    )


def _pass_on_page(desk: Desk, shown: Shown) -> Page:
    case = desk.view.case
    came_on, passed_to = case.trigger.clock_from, case.trigger.passed_to
    return Page(
        "after_receipt/pass_on.html.jinja",
        view=desk.view,
        shown=shown,
        bodies=case.procedure.bodies_on(came_on),
        untold=bodies_not_told(case.procedure, came_on, passed_to.keys()),
    )


def _end_page(which: str, desk: Desk, shown: Shown) -> Page:
    return Page(f"after_receipt/{which}.html.jinja", view=desk.view, shown=shown)
