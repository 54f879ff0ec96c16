"""Keeping what an answer, a contact or a file says to those who need to know it."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.access.accounts import Role
from asbreview.access.policy import (
    ALLOWED,
    Action,
    may_say_who_knows,
)
from asbreview.domain.days import in_words
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.tells_of import NOT_SAID, Whom
from asbreview.reviews.need_to_know import must_be_item
from asbreview.web.body_items import named
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.documents_told import giver_of
from asbreview.web.need_to_know_forms import KeepForm, Shows
from asbreview.web.need_to_know_told import kept_as
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

NOT_YOURS: Final = (
    "What this says is kept to some, and you are none of them. A case review lead can"
    " change who is to know it."
)
READERS: Final = tuple(r for r in Role if Action.READ_CASE in ALLOWED[r].actions)

ROLES: Final = {
    Role.CASEWORKER: "Caseworkers",
    Role.LEAD: "Case review leads",
    Role.CHAIR: "The chair of the panel, once let in",
    Role.PARTNER: "Partners",
    Role.AUDITOR: "Auditors",
    Role.MANAGER: "Managers",
    Role.ADMINISTRATOR: "Administrators",
}


class NeedToKnowPages(Controller):
    """Who is to know what one item of a case says."""

    path = "/cases/{reference:str}/need-to-know/{kept_id:uuid}"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, kept_id: FromPath[UUID]) -> Page:
        """Ask who is to know it; who is already is ticked."""
        _must_be_said_by(desk, kept_id)
        kept = desk.view.case.trigger.kept_to_some.get(kept_id)
        known: dict[str, Any] = {"shows": Shows.SOME.value}
        known["bodies"] = [str(b) for b in kept.bodies] if kept else []
        known["roles"] = list(kept.roles) if kept else [Role.LEAD, Role.AUDITOR]
        return _page(desk, desk.blank_at_any_time(**known), kept_id)

    @post(sync_to_thread=True)
    def keep(self, desk: OnDesk, kept_id: FromPath[UUID]) -> Response[Any]:
        """Record who is to know it."""
        _must_be_said_by(desk, kept_id)

        def record(form: KeepForm) -> Redirect:
            case_id = desk.view.case.case_id
            told: dict[str, Any] = {
                "reason": form.reason,
                "since": form.since,
                "signed": desk.signed.by_command(form.command_id),
            }
            if form.shows is Shows.ALL:
                position = desk.reviews.show_to_all(case_id, kept_id, **told)
                return desk.recorded(position, _page_of(desk.view, kept_id), "shown")
            position = desk.reviews.keep_to_some(
                case_id,
                kept_id,
                bodies=form.bodies,
                roles=tuple(role.value for role in form.roles),
                **told,
            )
            return desk.recorded(position, _page_of(desk.view, kept_id), "kept-to-some")

        return desk.answer(
            KeepForm, record=record, page=lambda shown, _: _page(desk, shown, kept_id)
        )


def _must_be_said_by(desk: Desk, item_id: UUID) -> None:
    """Refuse what is no item of the case, and whoever may not say who knows it."""
    view = desk.view
    try:
        must_be_item(view.case, item_id)
    except NoSuchThing:
        raise NotFoundException from None
    kept = kept_as(view.kept.items.get(item_id))
    if not may_say_who_knows(view.who, kept, view.case.known):
        raise PermissionDeniedException(NOT_YOURS)


def _page(desk: Desk, shown: Shown, item_id: UUID, _: Markup = NOTHING) -> Page:
    view = desk.view
    return Page(
        "need_to_know/keep.html.jinja",
        view=view,
        shown=shown,
        what=_called(view, item_id),
        tells_of=_tells_of(view, item_id),
        kept=view.kept_to(item_id),
        since=view.case.trigger.kept_since(item_id),
        bodies=[
            {"value": str(body.body_id), "text": named(view, body)}
            for body in view.case.relevant_bodies
        ],
        roles=[{"value": r.value, "text": ROLES[r]} for r in READERS],
        back=view.at(_page_of(view, item_id)),
    )


def _page_of(view: CaseView, item_id: UUID) -> str:
    if item_id in view.case.evidence.requests:
        return "/partners"
    return "/contacts" if item_id in view.case.contact.contacts else "/documents"


def _tells_of(view: CaseView, item_id: UUID) -> tuple[Whom, ...]:
    """Return whom an answer tells of, for who may know what it says."""
    return view.case.evidence.tells_of(item_id) if view.may_know(item_id) else NOT_SAID


def _called(view: CaseView, item_id: UUID) -> str:
    """Say which item it is: by its source, its day and its kind."""
    evidence, contact = view.case.evidence, view.case.contact
    if request := evidence.requests.get(item_id):
        answer = evidence.answers.get(item_id)
        on = answer.answered_on if answer else request.requested_on
        what = "The answer" if answer else "What is asked for, and its answer"
        return f"{what} of {view.body_name(request.body_id)}, {in_words(on)}"
    if made := contact.contacts.get(item_id):
        return f"The contact by {made.channel} of {in_words(made.made_on)}"
    file = evidence.ever_received[item_id]
    giver = giver_of(view, file.giver_id)
    return f"The file from {giver}, received {in_words(file.received_on)}"
