"""Forgetting whoever applied in an earlier case: proposed, approved, returned."""

from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from asbreview.access.accounts import account_names, all_accounts
from asbreview.access.policy import Action, CaseKnown
from asbreview.access.second_officer import second_officers
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.reviews.past_forgotten import PAST_REMAINS
from asbreview.web.erasure_forms import (
    ASKED_OF,
    ApproveErasureForm,
    FinishForm,
    ReturnErasureForm,
)
from asbreview.web.forgetting import destroyed
from asbreview.web.given import (
    Asked,
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Signing,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.past import NOT_NOW, note_past_read, past_row
from asbreview.web.past_forms import ForgetPastForm
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.second_officer import SecondOfficer
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from projections.past import PastRow

SOMEBODY: Final = "somebody who has left"
ERASES: Final = {NEEDS: Action.ERASE, ASKS_AGAIN: True}
ASKS: Final = {NEEDS: Action.ERASE}
DONE: Final = {
    "forgotten": "Whoever applied is forgotten. What told of them is destroyed.",
    "begun": "It is decided to forget them. The destruction is not finished yet.",
    "proposed": "It is proposed. Another officer has to approve it before anything is"
    " destroyed.",
    "returned": "It is returned. Nothing is destroyed.",
}


class Standing(NamedTuple):
    """How far it has come: proposed, returned or decided; and who may say so."""

    waiting: ProposedErasure | None
    by: str
    returned: str
    is_decided: bool
    is_done: bool
    officer: SecondOfficer


class PastForgetting(Controller):
    """Forgetting whoever applied in one earlier case."""

    path = "/past/{past_id:uuid}/forget"

    @get(opt=ASKS, sync_to_thread=True)
    def ask(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        request: Asked,
        who: Who,
        installation: Given,
        seen: Seen,
        signed: Signature,
        as_of: AsOfAsked,
        form_fields: FormFields,
        past_id: FromPath[UUID],
        done: FromQuery[str] = "",
    ) -> Page:
        """Say what would be destroyed, what was proposed, or what was decided."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        at = _At(installation, seen, signed, past_id)
        note_past_read(request, installation, who, past_id)
        return at.page(Shown.first(form_fields), done)

    @post(opt=ERASES, sync_to_thread=True)
    def propose(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        past_id: FromPath[UUID],
    ) -> Response[Any]:
        """Propose it; one officer alone decides it."""
        at = _At(installation, seen, signed, past_id)

        def do(form: ForgetPastForm) -> Redirect:
            by, reviews = signed.by_command(form.command_id), installation.reviews
            with sent_once(installation, form.command_id, typed):
                if at.officer_of(None).names:
                    reviews.propose_past_erasure(past_id, basis=form.basis, signed=by)
                    return at.recorded("proposed")
                reviews.forget_past_person(past_id, basis=form.basis, signed=by)
            return at.finished(by)

        return submitted(ForgetPastForm, typed, do=do, show_again=at.page)

    @post("/approve", opt=ERASES, sync_to_thread=True)
    def approve(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        past_id: FromPath[UUID],
    ) -> Response[Any]:
        """Approve it, and destroy what tells of them."""
        at = _At(installation, seen, signed, past_id)

        def do(form: ApproveErasureForm) -> Redirect:
            by = signed.by_command(form.command_id)
            at.must_be_second(form.proposal_id)
            with sent_once(installation, form.command_id, typed):
                installation.reviews.approve_past_erasure(
                    past_id, form.proposal_id, signed=by
                )
            return at.finished(by)

        return submitted(ApproveErasureForm, typed, do=do, show_again=at.page)

    @post("/return", opt=ASKS, sync_to_thread=True)
    def give_back(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        past_id: FromPath[UUID],
    ) -> Response[Any]:
        """Return it, and say why."""
        at = _At(installation, seen, signed, past_id)

        def do(form: ReturnErasureForm) -> Redirect:
            by = signed.by_command(form.command_id)
            with sent_once(installation, form.command_id, typed):
                installation.reviews.return_past_erasure(
                    past_id, form.proposal_id, reason=form.reason, signed=by
                )
            return at.recorded("returned")

        return submitted(ReturnErasureForm, typed, do=do, show_again=at.page)

    @post("/finish", opt=ERASES, sync_to_thread=True)
    def finish(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
        past_id: FromPath[UUID],
    ) -> Response[Any]:
        """Destroy what was decided to be destroyed and could not be then."""
        at = _At(installation, seen, signed, past_id)

        def do(form: FinishForm) -> Redirect:
            return at.finished(signed.by_command(form.command_id))

        return submitted(FinishForm, typed, do=do, show_again=at.page)


class _At:
    """An earlier case, and whoever looks at it; 404 for one that they do not see."""

    def __init__(
        self, given: Installation, seen: Seen, signed: Signing, past_id: UUID
    ) -> None:
        self._given, self._signed = given, signed
        self._row: PastRow = past_row(given, seen, past_id)
        self._past = given.reviews.past_case(past_id)
        self._names = account_names(given.office)

    def officer_of(self, proposed: ProposedErasure | None) -> SecondOfficer:
        """Return who decides about a proposal; before one, who would propose it."""
        who = self._signed.account.account_id
        proposed_by = proposed.proposed_by if proposed else who
        found = second_officers(
            all_accounts(self._given.office),
            CaseKnown(self._past.case_id, self._past.area_id),
            beside=proposed_by,
            named=self._names.get(proposed_by, ""),
        )
        return SecondOfficer(
            who, proposed_by, {account.account_id: account.name for account in found}
        )

    def must_be_second(self, proposal_id: UUID) -> None:
        """Refuse (`NotPermittedYet`) whoever may not approve a proposal that waits."""
        for proposed in self._proposed():
            if proposed.proposal_id != proposal_id or not proposed.is_waiting:
                continue
            self.officer_of(proposed).must_be_second()

    def finished(self, signed: Signed) -> Redirect:
        """Destroy the key; what a reader holds up is left to be finished."""
        person_id = self._past.person.person_id
        end = destroyed(
            self._given,
            person_id,
            case_id=self._past.case_id,
            people=[person_id],
            signed=signed,
        )
        return self.recorded("begun" if end is None else "forgotten")

    def recorded(self, done: str) -> Redirect:
        """Show what was recorded, once readers can see it."""
        self._given.projector.wait_for(self._given.reviews.end_of_log())
        here = f"/past/{self._past.case_id}/forget"
        return Redirect(f"{here}?done={done}", status_code=303)

    def page(self, shown: Shown, done: str = "") -> Page:
        """Show the page as it stands."""
        return Page(
            "past/forget.html.jinja",
            row=self._row,
            shown=shown,
            stands=self._standing(),
            remains=PAST_REMAINS,
            done=DONE.get(done, ""),
            **ASKED_OF,
        )

    def _proposed(self) -> list[ProposedErasure]:
        record = self._given.reviews.disposals(self._past.area_id)
        return record.erasures_of(self._past.person.person_id) if record else []

    def _standing(self) -> Standing:
        ever = self._proposed()
        latest = ever[-1] if ever else None
        waiting = latest if latest and latest.is_waiting else None
        reason = latest.returned_because if latest else None
        officer = self.officer_of(waiting)
        return Standing(
            waiting,
            self._names.get(officer.proposed_by, SOMEBODY),
            str(self._given.keyring.reveal(reason.text)) if reason else "",
            self._given.reviews.is_past_forgotten(self._past),
            self._is_done(),
            officer,
        )

    def _is_done(self) -> bool:
        try:
            return self._given.reviews.erasure_of(self._past.person.person_id).is_done
        except NoSuchThing:
            return False
