"""Erasing what somebody asked to have erased: proposed, approved or returned."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.people import Prose
from asbreview.domain.sealed import ERASED
from asbreview.web.data_requests import REQUESTS, told_request
from asbreview.web.data_requests_answered import (
    GRANTS,
    answer_page,
    blank,
    given,
    grounds_of,
    would,
)
from asbreview.web.data_requests_erased_shown import erase_page
from asbreview.web.data_requests_forms import EraseAnswerForm
from asbreview.web.data_requests_told import RequestTold, erasure_waiting
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.erasure import ERASES
from asbreview.web.erasure_forms import (
    ApproveErasureForm,
    FinishForm,
    ReturnErasureForm,
)
from asbreview.web.erasure_proposals import RETURNS
from asbreview.web.erasure_told import (
    officer_of,
    texts_to_decide,
)
from asbreview.web.forgetting import destroyed
from asbreview.web.page import Page

GONE = "The words that were proposed are destroyed: return it, and propose it again"


class TextsErasurePages(Controller):
    """What is granted to be erased, and how that is answered."""

    path = "/cases/{reference:str}/data-requests/{data_request_id:uuid}/erase"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask_erase(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask what is erased, and what is not and why; today is filled in."""
        return erase_page(desk, data_request_id, blank(desk))

    @post(opt=ERASES, sync_to_thread=True)
    def erase(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Propose the answer and what it erases, or show the letter.

        Where nobody else could approve it, one officer answers and erases alone.
        """
        about = told_request(desk, data_request_id)

        def record(form: EraseAnswerForm) -> Redirect:
            _must_be_of_this_case(desk, about, form)
            officer = officer_of(desk, None)
            if form.told.instead and officer.names:
                position = _proposed(desk, data_request_id, form)
                return desk.recorded(position, REQUESTS, "proposed")
            if form.told.instead:
                officer.must_be_alone()
            position = given(desk, data_request_id, form.told, form.command_id)
            if not form.told.instead:
                return desk.recorded(position, REQUESTS, "answered")
            return finished(desk, data_request_id, position, form.command_id)

        return desk.answer(
            EraseAnswerForm,
            record=record,
            page=lambda shown, letter: erase_page(desk, data_request_id, shown, letter),
            would=lambda form: would(desk, data_request_id, form),
            offered={
                "granted": {each.value for each in GRANTS},
                "grounds": grounds_of(about),
            },
        )

    @post("/finish", opt=ERASES, sync_to_thread=True)
    def finish(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Destroy what was granted to be erased and could not be then."""
        if desk.reviews.erased_on(data_request_id) is None:
            raise NotFoundException
        told_request(desk, data_request_id)

        def record(form: FinishForm) -> Redirect:
            end = desk.reviews.end_of_log()
            return finished(desk, data_request_id, end, form.command_id)

        return desk.answer(
            FinishForm,
            record=record,
            page=lambda shown, _: answer_page(desk, data_request_id, shown),
        )

    @post("/approve", opt=ERASES, sync_to_thread=True)
    def approve(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Approve it: the request is answered, and what it grants is destroyed."""
        told_request(desk, data_request_id)

        def record(form: ApproveErasureForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.approve_texts_erasure(
                desk.view.case.case_id,
                form.proposal_id,
                words=_words(desk, data_request_id, form),
                signed=signed,
            )
            return finished(desk, data_request_id, position, form.command_id)

        return desk.answer(
            ApproveErasureForm,
            record=record,
            page=lambda shown, _: erase_page(desk, data_request_id, shown),
        )

    @post("/return", opt=RETURNS, sync_to_thread=True)
    def give_back(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Return it, and say why; whoever proposed it may so take it back."""
        told_request(desk, data_request_id)

        def record(form: ReturnErasureForm) -> Redirect:
            position = desk.reviews.return_texts_erasure(
                desk.view.case.case_id,
                form.proposal_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "returned")

        return desk.answer(
            ReturnErasureForm,
            record=record,
            page=lambda shown, _: erase_page(desk, data_request_id, shown),
        )


def _must_be_of_this_case(
    desk: Desk, about: RequestTold, form: EraseAnswerForm
) -> None:
    """Refuse (`NoSuchThing`) a text that was not shown: it may be of another case.

    A form that comes again shows what it has erased no more, and has its first answer.
    """
    if desk.reviews.recorder.position_of(form.command_id) is not None:
        return
    there = texts_to_decide(desk, about.asked.person_id)
    shown = {text.written.prose.text_id for text in there}
    if {text.text_id for text in form.texts} - shown:
        raise NoSuchThing("Select what becomes of the texts below", field="texts")


def _proposed(desk: Desk, request_id: UUID, form: EraseAnswerForm) -> int:
    return desk.reviews.propose_texts_erasure(
        desk.view.case.case_id,
        request_id,
        form.told,
        signed=desk.signed.by_command(form.command_id),
    )


def finished(desk: Desk, request_id: UUID, position: int, command_id: UUID) -> Redirect:
    """Destroy the keys; if a reader keeps their bytes, it is left to be finished."""
    end = destroyed(
        desk.given,
        request_id,
        case_id=desk.view.case.case_id,
        people=(),
        signed=desk.signed.by_command(command_id),
    )
    done = "begun" if end is None else "erased"
    return desk.recorded(position if end is None else end, REQUESTS, done)


def _words(desk: Desk, request_id: UUID, form: ApproveErasureForm) -> dict[UUID, str]:
    """Return the words that were proposed, if whoever asks may approve them."""
    waiting = erasure_waiting(desk.view, desk.reviews, request_id)
    if waiting is None or waiting.proposal_id != form.proposal_id:
        return {}  # the command says so, or answers what comes again
    officer_of(desk, waiting).must_be_second()
    found = {text.text_id: _revealed(desk, text) for text in waiting.words}
    words = {text_id: each for text_id, each in found.items() if each is not None}
    if words.keys() == found.keys():
        return words
    if desk.reviews.recorder.position_of(form.command_id) is None:
        raise AlreadyDone(GONE)
    return {}  # the same form, sent twice at once: the other has destroyed them


def _revealed(desk: Desk, text: Prose) -> str | None:
    """Return the words of a text; nothing once they are destroyed."""
    words = desk.given.keyring.reveal(text.text)
    return None if words is ERASED else str(words)
