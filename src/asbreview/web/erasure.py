"""Forgetting a person of a case: what is destroyed, what remains, and each text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.model import Signed
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.erasure_forms import ASKED_OF, EraseForm, FinishForm
from asbreview.web.forgetting import destroyed
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown
from projections.letters import letters_of
from projections.texts import Written, texts_about
from projections.timeline import timeline_of

ERASES: Final = {NEEDS: Action.ERASE, ASKS_AGAIN: True}
REMAINS: Final = (
    "Dates, decisions, codes and references; who recorded each and when; what was "
    "written and kept; the figures."
)
ADDED: Final = (
    "A text that tells of this person was recorded meanwhile. It is shown below: "
    "decide about it too."
)
NAME_OF_FILE: Final = (
    "File received: what the file was called. To remove this or to write it again "
    "destroys the file with it"
)
DONE: Final = {
    "forgotten": "The person is forgotten. What told of them is destroyed.",
    "begun": "It is decided to forget the person. The destruction is not finished yet.",
}


class TextToDecide(NamedTuple):
    """A text that tells of the person, its words, and where it stands."""

    written: Written
    words: str
    where: str
    said_at: datetime | None


@dataclass(frozen=True)
class ToForget:
    """A person of a case, and what tells of them."""

    person_id: UUID
    role: str
    texts: list[TextToDecide]
    letters_to: int
    letters_to_others: int


class ErasurePages(Controller):
    """Forgetting a person."""

    path = "/cases/{reference:str}/people/{person_id:uuid}/erase"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Say what would be destroyed, and ask about every text."""
        return _page(desk, person_id, desk.blank_at_any_time())

    @post(opt=ERASES, sync_to_thread=True)
    def erase(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Decide to forget the person, and destroy what tells of them."""
        _role(desk, person_id)

        def record(form: EraseForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = _decide(desk, person_id, form, signed)
            return _finish(desk, person_id, position, signed)

        return desk.answer(
            EraseForm,
            record=record,
            page=lambda shown, _: _page(desk, person_id, shown),
        )

    @post("/finish", opt=ERASES, sync_to_thread=True)
    def finish(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Destroy what was decided to be destroyed and could not be then."""
        _role(desk, person_id)

        def record(form: FinishForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            return _finish(desk, person_id, desk.reviews.end_of_log(), signed)

        return desk.answer(
            FinishForm,
            record=record,
            page=lambda shown, _: _page(desk, person_id, shown),
        )


def _decide(desk: Desk, person_id: UUID, form: EraseForm, signed: Signed) -> int:
    """Record the decision, if every text there is was decided about."""
    if desk.reviews.recorder.position_of(signed.command_id) is None:
        if _decided(desk, person_id):
            raise AlreadyDone("It has been decided to forget this person")
        there = {text.written.prose.text_id for text in _texts(desk, person_id)}
        if there - {text.text_id for text in form.texts}:
            raise AlreadyDone(ADDED, field="texts")
    return desk.reviews.decide_erasure(
        desk.view.case.case_id,
        person_id,
        basis=form.basis,
        texts=[text.text_id for text in form.texts],
        instead=form.instead(),
        remains=REMAINS,
        signed=signed,
    )


def _finish(desk: Desk, person_id: UUID, position: int, signed: Signed) -> Redirect:
    """Destroy the keys; if a reader keeps their bytes, it is left to be finished."""
    case_id = desk.view.case.case_id
    end = destroyed(
        desk.given, person_id, case_id=case_id, people=[person_id], signed=signed
    )
    done = "begun" if end is None else "forgotten"
    at = position if end is None else end
    return desk.recorded(at, f"/people/{person_id}/erase", done)


def _page(desk: Desk, person_id: UUID, shown: Shown) -> Page:
    decided = _decided(desk, person_id)
    if decided is None:
        return _before(desk, person_id, shown)
    return _after(desk, decided, shown)


def _before(desk: Desk, person_id: UUID, shown: Shown) -> Page:
    return Page(
        "erasure/ask.html.jinja",
        view=desk.view,
        shown=shown,
        person=_to_forget(desk, person_id),
        held=desk.reviews.held_by(desk.view.case, person_id),
        remains=REMAINS,
        **ASKED_OF,
    )


def _after(desk: Desk, decided: Erasure, shown: Shown) -> Page:
    return Page(
        "erasure/decided.html.jinja",
        view=desk.view,
        shown=shown,
        erasure=decided,
        role=_role(desk, decided.person_id),
        done=DONE.get(desk.done, ""),
    )


def _decided(desk: Desk, person_id: UUID) -> Erasure | None:
    """Return what was decided about a person of this case, if it was."""
    _role(desk, person_id)
    try:
        return desk.reviews.get(Erasure, Erasure.id_for(person_id))
    except NoSuchThing:
        return None


def _to_forget(desk: Desk, person_id: UUID) -> ToForget:
    role, texts = _role(desk, person_id), _texts(desk, person_id)
    with desk.given.views.connect() as db:
        letters = letters_of(db, desk.view.case.case_id)
    to = sum(letter.to == person_id for letter in letters)
    return ToForget(person_id, role, texts, to, len(letters) - to)


def _texts(desk: Desk, person_id: UUID) -> list[TextToDecide]:
    """Return every text that tells of the person, up to the end of the log."""
    desk.given.projector.wait_for(desk.reviews.end_of_log())
    with desk.given.views.connect() as db:
        found = texts_about(db, person_id)
        lines = timeline_of(db, desk.view.case.case_id)
    said_at = {line.position: line.said_at for line in lines}
    return [
        TextToDecide(
            written,
            desk.view.tell(written.prose),
            _where(written),
            said_at.get(written.position),
        )
        for written in found
    ]


def _where(written: Written) -> str:
    """Say where a text stands: "Threshold decided: reasons"."""
    if (written.topic, written.path) == (FileReceived.TOPIC, "name"):
        return NAME_OF_FILE
    happened = written.topic.rpartition(".")[2].replace("-", " ")
    name = next(p for p in reversed(written.path.split("/")) if not p.isdecimal())
    return f"{happened.capitalize()}: {name.replace('_', ' ')}"


def _role(desk: Desk, person_id: UUID) -> str:
    """Say who a person is on this case; 404 for one who is not on it."""
    contact = desk.view.case.contact
    roles = dict.fromkeys(contact.everyone, "who was recorded as the victim in error")
    speaks = contact.representatives
    roles |= dict.fromkeys(speaks, "who speaks for the victim")
    roles |= {contact.victim_id: "the victim", contact.applicant_id: "the applicant"}
    if person_id not in roles:
        raise NotFoundException
    return roles[person_id]
