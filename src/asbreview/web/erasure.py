"""Forgetting a person of a case: what is destroyed, what remains, and each text."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Signed
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.erasure_elsewhere import elsewhere
from asbreview.web.erasure_forms import ASKED_OF, CONFIRM, EraseForm, FinishForm
from asbreview.web.erasure_told import (
    decided_of,
    officer_of,
    proposal_shown,
    returned_of,
    role_of,
    texts_to_decide,
    to_forget,
    waiting_of,
)
from asbreview.web.forgetting import destroyed
from asbreview.web.held_told import held_told
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown

ERASES: Final = {NEEDS: Action.ERASE, ASKS_AGAIN: True}
REMAINS: Final = (
    "Dates, decisions, codes and references; who recorded each and when; what was "
    "written and kept; the figures."
)
ADDED: Final = (
    "A text that tells of this person was recorded meanwhile. It is shown below: "
    "decide about it too."
)
DONE: Final = {
    "forgotten": "The person is forgotten. What told of them is destroyed.",
    "begun": "It is decided to forget the person. The destruction is not finished yet.",
    "proposed": "It is proposed to forget the person. Another officer has to approve it"
    " before anything is destroyed.",
    "returned": "It is returned. Nothing is destroyed.",
}


class ErasurePages(Controller):
    """Forgetting a person."""

    path = "/cases/{reference:str}/people/{person_id:uuid}/erase"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Say what would be destroyed, and ask about every text."""
        return page(desk, person_id, desk.blank_at_any_time())

    @post(opt=ERASES, sync_to_thread=True)
    def erase(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Propose to forget the person; one officer alone decides and destroys."""
        role_of(desk, person_id)

        def record(form: EraseForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            officer = officer_of(desk, None)
            if officer.names:
                position = _say(desk.reviews.propose_erasure, desk, person_id, form)
                return desk.recorded(position, _at(person_id), "proposed")
            officer.must_be_alone()
            position = _say(desk.reviews.decide_erasure, desk, person_id, form)
            return finished(desk, person_id, position, signed)

        return desk.answer(
            EraseForm,
            record=record,
            page=lambda shown, _: page(desk, person_id, shown),
        )

    @post("/finish", opt=ERASES, sync_to_thread=True)
    def finish(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Destroy what was decided to be destroyed and could not be then."""
        role_of(desk, person_id)

        def record(form: FinishForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            return finished(desk, person_id, desk.reviews.end_of_log(), signed)

        return desk.answer(
            FinishForm,
            record=record,
            page=lambda shown, _: page(desk, person_id, shown),
        )


def _say(
    command: Callable[..., int], desk: Desk, person_id: UUID, form: EraseForm
) -> int:
    """Propose or decide it, if every text there is was decided about."""
    signed = desk.signed.by_command(form.command_id)
    if desk.reviews.recorder.position_of(signed.command_id) is None:
        if decided_of(desk, person_id):
            raise AlreadyDone("It has been decided to forget this person")
        found = texts_to_decide(desk, person_id)
        there = {text.written.prose.text_id for text in found}
        if there - {text.text_id for text in form.texts}:
            raise AlreadyDone(ADDED, field="texts")
    return command(
        desk.view.case.case_id,
        person_id,
        basis=form.basis,
        texts=[text.text_id for text in form.texts],
        instead=form.instead(),
        remains=REMAINS,
        signed=signed,
    )


def finished(desk: Desk, person_id: UUID, position: int, signed: Signed) -> Redirect:
    """Destroy the keys; if a reader keeps their bytes, it is left to be finished."""
    case_id = desk.view.case.case_id
    end = destroyed(
        desk.given, person_id, case_id=case_id, people=[person_id], signed=signed
    )
    done = "begun" if end is None else "forgotten"
    at = position if end is None else end
    return desk.recorded(at, _at(person_id), done)


def page(desk: Desk, person_id: UUID, shown: Shown) -> Page:
    """Show what is to be decided of a person, what was proposed, or what was done."""
    decided = decided_of(desk, person_id)
    if decided is not None:
        return _after(desk, decided, shown)
    if waiting_of(desk, person_id) is not None:
        return _waiting(desk, person_id, shown)
    return _before(desk, person_id, shown)


def _before(desk: Desk, person_id: UUID, shown: Shown) -> Page:
    return Page(
        "erasure/ask.html.jinja",
        view=desk.view,
        shown=shown,
        person=to_forget(desk, person_id),
        held=held_told(desk, desk.reviews.held_by(desk.view.case, person_id)),
        officer=officer_of(desk, None),
        returned=returned_of(desk, person_id),
        remains=REMAINS,
        elsewhere=elsewhere(desk, person_id),
        done=DONE.get(desk.done, ""),
        **ASKED_OF,
    )


def _waiting(desk: Desk, person_id: UUID, shown: Shown) -> Page:
    proposed = waiting_of(desk, person_id)
    assert proposed is not None  # noqa: S101  or it is another page
    person = to_forget(desk, person_id)
    return Page(
        "erasure/proposed.html.jinja",
        view=desk.view,
        shown=shown,
        person=person,
        held=held_told(desk, desk.reviews.held_by(desk.view.case, person_id)),
        told=proposal_shown(desk, proposed, person.texts),
        confirm=CONFIRM,
        elsewhere=elsewhere(desk, person_id),
        done=DONE.get(desk.done, ""),
    )


def _after(desk: Desk, decided: Erasure, shown: Shown) -> Page:
    return Page(
        "erasure/decided.html.jinja",
        view=desk.view,
        shown=shown,
        erasure=decided,
        role=role_of(desk, decided.person_id),
        decided_by=desk.view.name_of(decided.decided_by),
        proposed_by=desk.view.name_of(decided.proposed_by),
        elsewhere=elsewhere(desk, decided.person_id),
        done=DONE.get(desk.done, ""),
    )


def _at(person_id: UUID) -> str:
    return f"/people/{person_id}/erase"
