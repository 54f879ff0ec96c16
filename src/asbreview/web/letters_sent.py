"""What a person says of a letter that went, or may have gone, or came back."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.web.case_letters import letter_on, letter_shown
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.finding import Index
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.search_index import SearchIndex
from asbreview.web.submitted import Shown


class AnswerForm(Form):
    """An answer to whether a letter went asks nothing more."""


class CameBackForm(Form):
    """When a letter came back, and what is known of it."""

    SAYS: ClassVar = {
        "returned_on": Says.enter("the date on which it came back"),
        "how": Says.enter("what came back, and what it says"),
    }

    returned_on: Day
    how: Text


class SentLetters(Controller):
    """The letters of a case that went, or may have gone."""

    path = "/cases/{reference:str}/letters/{letter_id:uuid}"
    dependencies = DESK

    @post("/went", sync_to_thread=True)
    def went(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Record that a letter was found to have gone."""
        return _said(desk, letter_id, index, desk.reviews.letter_went, "went")

    @post("/did-not-go", sync_to_thread=True)
    def did_not_go(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Record that a letter was found not to have gone: it goes again."""
        return _said(desk, letter_id, index, desk.reviews.letter_did_not_go, "unsent")

    @post("/by-post", sync_to_thread=True)
    def by_post(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Let a letter that could not be sent go by post."""
        return _said(desk, letter_id, index, desk.reviews.send_by_post, "by-post")

    @get("/came-back", sync_to_thread=True)
    def ask_came_back(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask what came back, and when; today is filled in."""
        known = filled_day("returned_on", desk.signed.on)
        return _came_back(desk, letter_id, desk.blank_at_any_time(**known))

    @post("/came-back", sync_to_thread=True)
    def came_back(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Record that a letter came back."""
        read = letter_on(desk, letter_id)

        def record(form: CameBackForm) -> Redirect:
            position = desk.reviews.letter_came_back(
                read.letter_id,
                returned_on=form.returned_on,
                how=form.how,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, f"/letters/{letter_id}", "came-back")

        return desk.answer(
            CameBackForm,
            record=record,
            page=lambda shown, _: _came_back(desk, letter_id, shown),
        )


def _said(
    desk: Desk,
    letter_id: UUID,
    index: SearchIndex,
    command: Callable[..., int],
    done: str,
) -> Response[Any]:
    """Record an answer, and show the letter as it then stands."""
    read = letter_on(desk, letter_id)

    def record(form: AnswerForm) -> Redirect:
        signed = desk.signed.by_command(form.command_id)
        position = command(read.letter_id, signed=signed)
        return desk.recorded(position, f"/letters/{letter_id}", done)

    return desk.answer(
        AnswerForm,
        record=record,
        page=lambda shown, _: letter_shown(desk, letter_id, shown, index),
    )


def _came_back(desk: Desk, letter_id: UUID, shown: Shown) -> Page:
    read = letter_on(desk, letter_id)
    template = "letters/came_back.html.jinja"
    return Page(template, view=desk.view, read=read, shown=shown)
