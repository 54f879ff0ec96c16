"""Disposing of cases that are due: one officer proposes it, another approves it."""

from typing import Any, Final
from uuid import UUID, uuid5

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.web.disposals_offered import Offer
from asbreview.web.disposals_told import (
    DisposalShown,
    disposal_shown,
    sealing_of,
    subject_of,
)
from asbreview.web.forgetting import destroyed
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Signing,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.retention_forms import (
    CONFIRM,
    ApproveForm,
    FinishForm,
    ProposeForm,
    ReturnForm,
)
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted

PROPOSES: Final = {NEEDS: Action.ERASE}
APPROVES: Final = {NEEDS: Action.APPROVE_DISPOSAL}
ONE: Final = "/disposals/{disposal_id:uuid}"
NOT_NOW: Final = "Nothing is disposed of as of a day that was."
NOT_SEEN: Final = (
    "This proposal has a case that you may not see. Somebody who may see all of them"
    " has to approve it"
)
SAME_NAME: Final = (
    "Somebody of your name proposed this: an officer of another name has to approve it"
)
DONE: Final = {
    "approved": "It is approved. What these cases told is destroyed.",
    "begun": "It is approved. The destruction is not finished yet.",
    "returned": "It is returned. The cases stay as they are.",
}


class DisposalPages(Controller):
    """Proposing, approving and returning the disposal of cases."""

    path = "/retention"

    @get("/dispose", opt=PROPOSES, sync_to_thread=True)
    def ask(  # noqa: PLR0913, PLR0917  of which class of whose cases
        self,
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        area: FromQuery[str] = "",
        of: FromQuery[str] = "",
    ) -> Page:
        """Show the cases of a class that are due, to be proposed."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        offer = Offer(installation, who, seen, today)
        cases = [str(case.case_id) for case in offer.cases(area, of)]
        return offer.page(Shown.first(form_fields, area=area, of=of, cases=cases))

    @post("/dispose", opt=PROPOSES, sync_to_thread=True)
    def propose(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
    ) -> Response[Any]:
        """Propose to dispose of cases."""
        offer = Offer(installation, signed.account, seen, signed.on)

        def do(form: ProposeForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.propose_disposal(
                    form.area,
                    form.of,
                    cases=form.cases,
                    signed=signed.by_command(form.command_id),
                )
            return _to("/retention", installation, position, "proposed")

        return submitted(
            ProposeForm,
            typed,
            do=do,
            show_again=offer.page,
            do_not_fit=offer.not_theirs,
        )

    @get(ONE, opt={NEEDS: Action.READ_DUE}, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  which of them, to whom
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        as_of: AsOfAsked,
        form_fields: FormFields,
        disposal_id: FromPath[UUID],
        done: FromQuery[str] = "",
    ) -> Page:
        """Show a proposal, what keeps any of its cases, and what became of it."""
        told = _told(installation, seen, signed, disposal_id, as_of.position)
        shown = Shown.first(form_fields)
        return _page(told, shown, signed, is_now=as_of.is_now, done=done)

    @post(f"{ONE}/approve", opt={**APPROVES, ASKS_AGAIN: True}, sync_to_thread=True)
    def approve(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        disposal_id: FromPath[UUID],
    ) -> Response[Any]:
        """Approve a proposal, and destroy what its cases tell."""
        told = _told(installation, seen, signed, disposal_id)

        def do(form: ApproveForm) -> Redirect:
            if told.hidden:
                raise NotPermittedYet(NOT_SEEN)
            if not told.is_own(signed.account) and told.is_of_same_name(signed.account):
                raise NotPermittedYet(SAME_NAME)
            by = signed.by_command(form.command_id)
            with sent_once(installation, form.command_id, typed):
                installation.reviews.approve_disposal(
                    told.area_id,
                    disposal_id,
                    sealing=sealing_of(installation, told.disposal),
                    signed=by,
                )
            return _finished(installation, told, by)

        return submitted(
            ApproveForm,
            typed,
            do=do,
            show_again=lambda shown: _page(told, shown, signed),
        )

    @post(f"{ONE}/return", opt=APPROVES, sync_to_thread=True)
    def give_back(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        disposal_id: FromPath[UUID],
    ) -> Response[Any]:
        """Return a proposal, and say why."""
        told = _told(installation, seen, signed, disposal_id)

        def do(form: ReturnForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.return_disposal(
                    told.area_id,
                    disposal_id,
                    reason=form.reason,
                    signed=signed.by_command(form.command_id),
                )
            return _to(_at(disposal_id), installation, position, "returned")

        return submitted(
            ReturnForm,
            typed,
            do=do,
            show_again=lambda shown: _page(told, shown, signed),
        )

    @post(f"{ONE}/finish", opt={**APPROVES, ASKS_AGAIN: True}, sync_to_thread=True)
    def finish(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        disposal_id: FromPath[UUID],
    ) -> Response[Any]:
        """Destroy what was approved and could not be destroyed then."""
        told = _told(installation, seen, signed, disposal_id)

        def do(form: FinishForm) -> Redirect:
            return _finished(installation, told, signed.by_command(form.command_id))

        return submitted(
            FinishForm,
            typed,
            do=do,
            show_again=lambda shown: _page(told, shown, signed),
        )


def _told(
    given: Installation,
    seen: Seen,
    signed: Signing,
    disposal_id: UUID,
    as_of: int | None = None,
) -> DisposalShown:
    by = signed.by_command(disposal_id)  # to look on a day: it records nothing
    return disposal_shown(
        given, signed.account, disposal_id, seen=seen, signed=by, as_of=as_of
    )


def _finished(given: Installation, told: DisposalShown, signed: Signed) -> Redirect:
    """Destroy the keys of each case; what a reader holds up is left to be finished."""
    disposals = given.reviews.disposals(told.area_id)
    assert disposals is not None  # noqa: S101  it was just approved
    disposal = disposals.disposals[told.disposal.disposal_id]
    ends = []
    for case_id in disposal.approved:
        own = signed.model_copy(
            update={"command_id": uuid5(signed.command_id, case_id.hex)}
        )
        subject_id = subject_of(given, disposal.rule.of, case_id)
        people = (
            [subject_id]
            if disposal.rule.of.is_of_past
            else given.reviews.case(case_id).contact.everyone
        )
        ends.append(
            destroyed(given, subject_id, case_id=case_id, people=people, signed=own)
        )
    done = "begun" if None in ends else "approved"
    end = given.reviews.end_of_log()
    return _to(_at(disposal.disposal_id), given, end, done)


def _to(page: str, given: Installation, position: int, done: str) -> Redirect:
    given.projector.wait_for(position)
    return Redirect(f"{page}?done={done}", status_code=303)


def _at(disposal_id: UUID) -> str:
    return f"/retention/disposals/{disposal_id}"


def _page(
    told: DisposalShown,
    shown: Shown,
    signed: Signing,
    *,
    is_now: bool = True,
    done: str = "",
) -> Page:
    decides = is_now and may(signed.account, Action.APPROVE_DISPOSAL)
    return Page(
        "retention/disposal.html.jinja",
        told=told,
        shown=shown,
        decides=decides,
        own=told.is_own(signed.account),
        same_name=told.is_of_same_name(signed.account),
        confirm=CONFIRM,
        done=DONE.get(done, ""),
    )
