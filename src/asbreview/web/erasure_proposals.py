"""What one officer proposed of a person: another approves it or returns it."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.erasure import ERASES, finished, page
from asbreview.web.erasure_forms import ApproveErasureForm, ReturnErasureForm
from asbreview.web.erasure_told import (
    officer_of,
    role_of,
    texts_to_decide,
)
from asbreview.web.sessions import NEEDS

RETURNS: Final = {NEEDS: Action.ERASE}
ADDED: Final = (
    "A text that tells of this person was recorded after it was proposed. Return it: it"
    " has to be decided about, too"
)


class ErasureProposalPages(Controller):
    """Approving and returning the proposal to forget a person."""

    path = "/cases/{reference:str}/people/{person_id:uuid}/erase"
    dependencies = DESK

    @post("/approve", opt=ERASES, sync_to_thread=True)
    def approve(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Approve it, and destroy what tells of the person."""
        role_of(desk, person_id)

        def record(form: ApproveErasureForm) -> Redirect:
            proposed = _proposed(desk, person_id, form.proposal_id)
            signed = desk.signed.by_command(form.command_id)
            if desk.reviews.recorder.position_of(signed.command_id) is None:
                _must_be_approvable(desk, proposed)
            position = desk.reviews.approve_erasure(
                desk.view.case.case_id,
                form.proposal_id,
                instead=_words(desk, proposed),
                signed=signed,
            )
            return finished(desk, person_id, position, signed)

        return desk.answer(
            ApproveErasureForm,
            record=record,
            page=lambda shown, _: page(desk, person_id, shown),
        )

    @post("/return", opt=RETURNS, sync_to_thread=True)
    def give_back(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Return it, and say why; whoever proposed it may so take it back."""
        role_of(desk, person_id)

        def record(form: ReturnErasureForm) -> Redirect:
            _proposed(desk, person_id, form.proposal_id)
            position = desk.reviews.return_erasure(
                desk.view.case.case_id,
                form.proposal_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, f"/people/{person_id}/erase", "returned")

        return desk.answer(
            ReturnErasureForm,
            record=record,
            page=lambda shown, _: page(desk, person_id, shown),
        )


def _proposed(desk: Desk, person_id: UUID, proposal_id: UUID) -> ProposedErasure:
    """Return a proposal of this person (`NoSuchThing` for one of anybody else)."""
    for each in desk.reviews.erasures_proposed(desk.view.case, person_id):
        if each.proposal_id == proposal_id:
            return each
    raise NoSuchThing("There is no such proposal to forget this person")


def _must_be_approvable(desk: Desk, proposed: ProposedErasure) -> None:
    """Refuse whoever is not the second officer, and a proposal that is overtaken."""
    officer_of(desk, proposed).must_be_second()
    there = texts_to_decide(desk, proposed.person_id)
    if {text.written.prose.text_id for text in there} - set(proposed.texts):
        raise AlreadyDone(ADDED)


def _words(desk: Desk, proposed: ProposedErasure) -> dict[UUID, str]:
    """Return what was proposed to stand instead of each text that does not stay."""
    reveal = desk.given.keyring.reveal
    return {
        each.text_id: str(reveal(each.instead.text)) for each in proposed.redactions
    }
