"""Forgetting a case before its time is over: proposed, approved or returned."""

from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.proposed_case_erasures import ProposedCaseErasure
from asbreview.reviews.disposing import REMAINS
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.disposals_told import sealing_of_case
from asbreview.web.erasure_forms import (
    CONFIRM,
    ApproveErasureForm,
    FinishForm,
    ReturnErasureForm,
)
from asbreview.web.erasure_told import officer_of
from asbreview.web.forgetting import destroyed
from asbreview.web.forms import Form, Says, Text
from asbreview.web.held_told import held_told
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown

HERE: Final = "/keeping/erase"
ERASES: Final = {NEEDS: Action.ERASE, ASKS_AGAIN: True}
RETURNS: Final = {NEEDS: Action.ERASE}
DONE: Final = {
    "proposed": "It is proposed. Another officer has to approve it before anything is"
    " destroyed.",
    "returned": "It is returned. Nothing is destroyed.",
    "forgotten": "The case is forgotten. What it told is destroyed.",
    "begun": "It is decided to forget the case. The destruction is not finished yet.",
}


class ProposeCaseForm(Form):
    """Why a case is forgotten before its time is over."""

    SAYS: ClassVar = {
        "because": Says.select("why the case is forgotten"),
        "reason": Says.enter("who ordered or asked it, and when"),
        "confirmation": Says(f"Type {CONFIRM} to confirm", "The word to confirm"),
    }

    because: CaseErasureGround
    reason: Text = ""
    confirmation: Literal["ERASE"]


class CaseErasurePages(Controller):
    """Forgetting one case that is not due."""

    path = "/cases/{reference:str}/keeping/erase"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Say what would be destroyed, what keeps it, and what was proposed."""
        if desk.view.disposed is not None:
            return _page(desk, Shown.first(desk.form_fields))
        return _page(desk, desk.blank_at_any_time())

    @post(opt=ERASES, sync_to_thread=True)
    def propose(self, desk: OnDesk) -> Response[Any]:
        """Propose it."""

        def record(form: ProposeCaseForm) -> Redirect:
            position = desk.reviews.propose_case_erasure(
                desk.view.case.case_id,
                because=form.because,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, HERE, "proposed")

        return desk.answer(
            ProposeCaseForm, record=record, page=lambda shown, _: _page(desk, shown)
        )

    @post("/approve", opt=ERASES, sync_to_thread=True)
    def approve(self, desk: OnDesk) -> Response[Any]:
        """Approve it, and destroy what the case tells."""

        def record(form: ApproveErasureForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            case_id = desk.view.case.case_id
            if desk.reviews.recorder.position_of(signed.command_id) is None:
                _must_be_second(desk, form.proposal_id)
            position = desk.reviews.approve_case_erasure(
                case_id,
                form.proposal_id,
                sealing=sealing_of_case(desk.given, case_id),
                signed=signed,
            )
            return _finished(desk, position, signed)

        return desk.answer(
            ApproveErasureForm, record=record, page=lambda shown, _: _page(desk, shown)
        )

    @post("/return", opt=RETURNS, sync_to_thread=True)
    def give_back(self, desk: OnDesk) -> Response[Any]:
        """Return it, and say why; whoever proposed it may so take it back."""

        def record(form: ReturnErasureForm) -> Redirect:
            position = desk.reviews.return_case_erasure(
                desk.view.case.case_id,
                form.proposal_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, HERE, "returned")

        return desk.answer(
            ReturnErasureForm, record=record, page=lambda shown, _: _page(desk, shown)
        )

    @post("/finish", opt=ERASES, sync_to_thread=True)
    def finish(self, desk: OnDesk) -> Response[Any]:
        """Destroy what was decided to be destroyed and could not be then."""

        def record(form: FinishForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            return _finished(desk, desk.reviews.end_of_log(), signed)

        return desk.answer(
            FinishForm, record=record, page=lambda shown, _: _page(desk, shown)
        )


def _finished(desk: Desk, position: int, signed: Signed) -> Redirect:
    case = desk.view.case
    end = destroyed(
        desk.given,
        case.case_id,
        case_id=case.case_id,
        people=case.contact.everyone,
        signed=signed,
    )
    done = "begun" if end is None else "forgotten"
    return desk.recorded(position if end is None else end, HERE, done)


def _must_be_second(desk: Desk, proposal_id: UUID) -> None:
    """Refuse (`NotPermittedYet`) whoever may not approve the proposal that waits."""
    waiting = _waiting(desk)
    if waiting is None or waiting.proposal_id != proposal_id:
        return  # the command says so
    officer_of(desk, waiting).must_be_second()


def _ever(desk: Desk) -> list[ProposedCaseErasure]:
    case = desk.view.case
    record = desk.reviews.disposals(case.procedure.procedure_id)
    return record.case_erasures_of(case.case_id) if record else []


def _waiting(desk: Desk) -> ProposedCaseErasure | None:
    return next((each for each in _ever(desk) if each.is_waiting), None)


def _page(desk: Desk, shown: Shown) -> Page:
    ever, waiting, view = _ever(desk), _waiting(desk), desk.view
    returned = ever[-1].returned_because if ever else None
    keeps = [] if view.disposed else desk.reviews.keeps_from_erasure(view.case)
    officer = officer_of(desk, waiting)
    return Page(
        "keeping/erase.html.jinja",
        view=view,
        shown=shown,
        keeps=held_told(desk, keeps),
        waiting=waiting,
        by=view.name_of(officer.proposed_by),
        reason=view.tell(waiting.reason) if waiting else "",
        returned=view.tell(returned) if returned else "",
        officer=officer,
        is_done=_is_done(desk),
        remains=REMAINS,
        grounds=GROUNDS,
        confirm=CONFIRM,
        done=DONE.get(desk.done, ""),
    )


def _is_done(desk: Desk) -> bool:
    try:
        return desk.reviews.erasure_of(desk.view.case.case_id).is_done
    except NoSuchThing:
        return False


GROUNDS: Final = [
    {"value": ground.value, "text": ground.value[:1].upper() + ground.value[1:]}
    for ground in CaseErasureGround
]
