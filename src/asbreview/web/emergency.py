"""Breaking the glass: a case is opened, to read, by somebody who reads none otherwise.

For a reason, for an hour, one case; told at once to whose case it is and to the leads.
"""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, Role, all_accounts
from asbreview.access.emergencies import LASTS, Opening, end_openings, note_opening
from asbreview.access.policy import Action, CaseKnown, may_open
from asbreview.domain.errors import Misrecorded
from asbreview.web.alerts import alert
from asbreview.web.case_known import NO_CASE
from asbreview.web.emergency_told import every_opening, openings_by
from asbreview.web.finding import as_reference
from asbreview.web.forms import Form, Line, Says, Text
from asbreview.web.given import (
    Asked,
    FormFields,
    Given,
    Installation,
    Signature,
    Signing,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.sent import was_given
from asbreview.web.sessions import NEEDS, note_refusal
from asbreview.web.submitted import Shown, submitted
from asbreview.web.words import moment

HERE: Final = "/emergency"
OPENS: Final = {NEEDS: Action.OPEN_IN_EMERGENCY}
NO_SUCH: Final = "There is no case of your areas with this reference"
DONE: Final = {"ended": "The case is open to you no longer."}
WHAT_THEN: Final = (
    "Why stands in the history of the case. If you do not know of any emergency, ask"
    " them, and tell your auditor."
)


class OpenForm(Form):
    """Which case, and why it has to be opened."""

    SAYS: ClassVar = {
        "reference": Says.enter("the reference of the case"),
        "reason": Says("Enter why it has to be opened", "The reason"),
    }

    reference: Line
    reason: Text


class EndForm(Form):
    """Which case is no longer to be open."""

    SAYS: ClassVar = {"reference": Says.enter("the reference of the case")}

    reference: Line


class EmergencyPages(Controller):
    """Opening a case in an emergency."""

    path = HERE

    @get(opt=OPENS, sync_to_thread=True)
    def ask(
        self, request: Asked, who: Who, installation: Given, form_fields: FormFields
    ) -> Page:
        """Ask which case, and why; show those that are open."""
        done = DONE.get(request.query_params.get("done", ""), "")
        return _page(installation, who, Shown.first(form_fields), done)

    @post(opt={**OPENS, ASKS_AGAIN: True}, sync_to_thread=True)
    def open(
        self, request: Asked, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Open the case, tell whom it concerns, and show it."""

        def record(form: OpenForm) -> Redirect:
            known = _case(request, installation, signed.account, form.reference)
            _open(installation, known, form, signed)
            return Redirect(_address(installation, known.case_id), status_code=303)

        return submitted(
            OpenForm,
            typed,
            do=record,
            show_again=lambda shown: _page(installation, signed.account, shown),
        )

    @post("/end", opt=OPENS, sync_to_thread=True)
    def end(
        self, request: Asked, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Close the case again, before the time is over."""

        def record(form: EndForm) -> Redirect:
            known = _case(request, installation, signed.account, form.reference)
            _end(installation, known, form, signed)
            return Redirect(f"{HERE}?done=ended", status_code=303)

        return submitted(
            EndForm,
            typed,
            do=record,
            show_again=lambda shown: _page(installation, signed.account, shown),
        )

    @get("/opened", opt={NEEDS: Action.READ_READS}, sync_to_thread=True)
    def show_all(self, who: Who, installation: Given) -> Page:
        """List for an auditor what was opened in a year."""
        openings = every_opening(installation, who)
        return Page("emergency/opened.html.jinja", openings=openings)


def _case(
    request: Asked, given: Installation, who: Account, reference: str
) -> CaseKnown:
    """Return the case of a reference (`Misrecorded` for another's, as for none)."""
    case_id = given.find_case(as_reference(reference) or "")
    known = given.case_known(case_id or NO_CASE)
    if known is None or not may_open(who, known):
        note_refusal(request, who, case_id)
        raise Misrecorded(NO_SUCH, field="reference")
    return known


def _open(
    given: Installation, known: CaseKnown, form: OpenForm, signed: Signing
) -> None:
    """Record that the case was opened; let them in; tell whom it concerns.

    In this order: what is not on the record of the case opens nothing.
    """
    who = signed.account
    position = given.reviews.open_in_emergency(
        known.case_id,
        until=signed.at + LASTS,
        reason=form.reason,
        signed=signed.by_command(form.command_id),
    )
    # As it was recorded: a form that is sent again, or late, opens it for no longer.
    fact = given.reviews.case(known.case_id).trigger.emergencies.get(who.account_id)
    if fact is not None:
        told = who.account_id, known.case_id, signed.at, fact.until
        happened = (
            f"{who.name}, {who.role}, opened the case"
            f" {_reference(given, known.case_id)} to read, in an emergency, until"
            f" {moment(fact.until)}."
        )
        concerned = _concerned(given, known)
        with given.office.together():  # who is let in is let in with everybody told
            is_new = note_opening(given.office, Opening(form.command_id, *told))
            for account in concerned if is_new else ():
                alert(given, account, happened, WHAT_THEN)
    given.projector.wait_for(position)


def _end(given: Installation, known: CaseKnown, form: EndForm, signed: Signing) -> None:
    """Let them in no longer, and record it.

    A form that comes again ends nothing that was opened since.
    """
    if not was_given(given, form.command_id):
        own = signed.account.account_id
        end_openings(given.office, own, known.case_id, at=signed.at)
    position = given.reviews.end_emergency(
        known.case_id, signed=signed.by_command(form.command_id)
    )
    given.projector.wait_for(position)


def _concerned(given: Installation, known: CaseKnown) -> list[Account]:
    """Return whose case it is, and the leads of its area."""
    return [
        each
        for each in all_accounts(given.office)
        if known.area in each.areas
        and each.account_id not in known.conflicted
        and (each.role is Role.LEAD or each.account_id == known.caseworker_id)
    ]


def _reference(given: Installation, case_id: UUID) -> str:
    return given.reviews.case(case_id).trigger.reference


def _address(given: Installation, case_id: UUID) -> str:
    return f"/cases/{_reference(given, case_id)}"


def _page(given: Installation, who: Account, shown: Shown, done: str = "") -> Page:
    openings = openings_by(given, who)
    return Page("emergency/ask.html.jinja", shown=shown, openings=openings, done=done)
