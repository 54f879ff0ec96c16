"""Transferring an application to the area it belongs to, and cases of two areas."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.procedure import Procedure
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.cross_border import TransferTold
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.handing_over import beside_it, due_there, goes_by_itself
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

ELSEWHERE: Final = ""


class TransferForm(Form):
    """That the application belongs to another area, and what goes there."""

    SAYS: ClassVar = {
        "ended_on": Says.enter("the date of the transfer"),
        "to_procedure": Says.select("the area it belongs to"),
        "to_area": Says.enter("the area it belongs to"),
        "reason": Says("Enter why it belongs there", "The reason"),
        "to_whom": Says.enter("to whom there it was handed over"),
        "items": Says.select("from what is on file"),
        "handed_over": Says.enter("what is handed over"),
        "stays_joint": Says.select("whether it stays yours, too"),
    }

    ended_on: Day
    to_procedure: Line = ELSEWHERE
    to_area: Line = ""
    reason: Text
    to_whom: Line
    items: tuple[UUID, ...] = ()
    handed_over: Text
    stays_joint: bool = False

    @property
    def told(self) -> TransferTold:
        """What the command is told."""
        return TransferTold(
            transferred_on=self.ended_on,
            to_procedure=self.to_procedure,
            to_area=self.to_area,
            reason=self.reason,
            to_whom=self.to_whom,
            handed_over=self.handed_over,
            items=self.items,
            stays_joint=self.stays_joint,
        )


class JointForm(Form):
    """That a case is another area's, too."""

    SAYS: ClassVar = {
        "with_area": Says.select("the other area"),
        "since": Says.enter("the date from which it is joint"),
        "reason": Says.enter("why it is both areas\u2019"),
    }

    with_area: Line
    since: Day
    reason: Text


class CrossBorderPages(Controller):
    """What is somebody else's case, or somebody else's too."""

    path = "/cases/{reference:str}"
    dependencies = DESK

    @get("/transfer", sync_to_thread=True)
    def ask_transfer(self, desk: OnDesk) -> Page:
        """Ask where the application belongs: it ends the case here."""
        today = filled_day("ended_on", desk.view.today)
        return _page("transfer", desk, desk.blank(**today))

    @post("/transfer", sync_to_thread=True)
    def transfer(self, desk: OnDesk) -> Response[Any]:
        """Record that the application went to the area it belongs to."""

        def record(form: TransferForm) -> Redirect:
            case, reveal = desk.view.case, desk.given.keyring.reveal
            position = desk.reviews.transfer(
                case.case_id,
                form.told,
                carried=carried_over(case, reveal) if form.to_procedure else None,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "transferred")

        return desk.answer(
            TransferForm,
            record=record,
            page=lambda shown, _: _page("transfer", desk, shown),
            offered={"to_procedure": {ELSEWHERE, *_others(desk)}},
        )

    @get("/joint", sync_to_thread=True)
    def ask_joint(self, desk: OnDesk) -> Page:
        """Ask which other area the case is of, too."""
        today = filled_day("since", desk.view.today)
        return _page("joint", desk, desk.blank(**today))

    @post("/joint", sync_to_thread=True)
    def make_joint(self, desk: OnDesk) -> Response[Any]:
        """Record that it is both areas', and let the other read it."""

        def record(form: JointForm) -> Redirect:
            position = desk.reviews.make_joint(
                desk.view.case.case_id,
                with_area=form.with_area,
                since=form.since,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "joint")

        return desk.answer(
            JointForm,
            record=record,
            page=lambda shown, _: _page("joint", desk, shown),
            offered={"with_area": _others(desk)},
        )


def _others(desk: Desk) -> dict[str, str]:
    """Return the other areas that are here, by the ids of their procedures.

    Those that the installation is set up for, and those of whoever asks.
    """
    return {each.procedure_id: each.area for each in _their_procedures(desk)}


def _their_procedures(desk: Desk) -> list[Procedure]:
    view, here = desk.view, desk.given.settings.areas
    in_force = {
        record.procedure.procedure_id: record.procedure
        for area_id in dict.fromkeys((*here, *sorted(view.who.areas)))
        for record in desk.reviews.procedure_versions(area_id)
        if record.is_in_force_on(view.today)
    }
    in_force.pop(view.case.procedure.procedure_id, None)
    return list(in_force.values())


def _page(which: str, desk: Desk, shown: Shown) -> Page:
    others = [{"value": id_, "text": name} for id_, name in _others(desk).items()]
    elsewhere = {
        "value": ELSEWHERE,
        "text": "Another area, which is not in this system",
    }
    return Page(
        f"after_receipt/{which}.html.jinja",
        view=desk.view,
        shown=shown,
        others=others,
        areas=[*others, elsewhere],
        goes=list(goes_by_itself(desk.view)),
        beside=beside_it(desk.view),
        due=list(due_there(desk.view, _their_procedures(desk))),
    )
