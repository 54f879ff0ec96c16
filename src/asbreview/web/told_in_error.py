"""Who was told what was recorded in error, and that they are told what is right."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.people import Channel
from asbreview.domain.rights.annotating import RecipientNotTold, RecipientTold
from asbreview.recipients import Recipient
from asbreview.told_in_error import ToldInError, told_in_error
from asbreview.web.case_view import CaseView
from asbreview.web.data_annotated_forms import RecipientForm, Settled
from asbreview.web.data_recipients import settled
from asbreview.web.data_recipients_told import by_email, name_of
from asbreview.web.data_requests_forms import choices
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.given import Installation
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from asbreview.web.task_list import Status, Task

PAGE = "/told-in-error"
DONE = {"settled": "It is recorded."}


class ToTell(NamedTuple):
    """Somebody who was told what was in error, and whether they know by now."""

    wrong: ToldInError
    had: Recipient
    name: str
    told: RecipientTold | None
    left: RecipientNotTold | None
    email: str

    @property
    def is_owed(self) -> bool:
        """Have they still to be told what is right?"""
        return self.told is None and self.left is None


class ToldInErrorPages(Controller):
    """Who was told what was recorded in error, otherwise than by letter (Art. 19)."""

    path = "/cases/{reference:str}/told-in-error"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show what was told to whom, and who of them knows."""
        return Page(
            "history/told_in_error.html.jinja",
            view=desk.view,
            told=to_tell(desk.view, desk.given),
            done=DONE.get(desk.done, ""),
        )

    @get("/{item_id:uuid}/{recipient_id:uuid}", sync_to_thread=True)
    def ask(
        self, desk: OnDesk, item_id: FromPath[UUID], recipient_id: FromPath[UUID]
    ) -> Page:
        """Ask whether somebody was told what is right."""
        known = filled_day("told_on", desk.view.today)
        shown = desk.blank_at_any_time(**known)
        return _page(desk, item_id, recipient_id, shown)

    @post("/{item_id:uuid}/{recipient_id:uuid}", sync_to_thread=True)
    def settle(
        self, desk: OnDesk, item_id: FromPath[UUID], recipient_id: FromPath[UUID]
    ) -> Response[Any]:
        """Record that they were told, or why they are not."""
        _found(desk, item_id, recipient_id)

        def record(form: RecipientForm) -> Redirect:
            position = settled(desk, item_id, recipient_id, form)
            return desk.recorded(position, PAGE, "settled")

        return desk.answer(
            RecipientForm,
            record=record,
            page=lambda shown, _: _page(desk, item_id, recipient_id, shown),
        )


def to_tell(view: CaseView, given: Installation) -> list[ToTell]:
    """Return who was told what was in error, and whether they know, as it was then."""
    rights = view.case.rights
    told = rights.recipients_told if rights else {}
    left = rights.recipients_left if rights else {}
    wrong = told_in_error(given.reviews, given.views, view.case, as_of=view.position)
    return [
        ToTell(
            each,
            had,
            name_of(view, had),
            told.get((each.about_id, had.recipient_id)),
            left.get((each.about_id, had.recipient_id)),
            by_email(view, given.reviews, (each.about_id, had.recipient_id)),
        )
        for each in wrong
        for had in each.recipients
    ]


def tasks_of_told_in_error(view: CaseView, given: Installation) -> Iterator[Task]:
    """Yield what was recorded in error of which somebody has still to be told."""
    owed: dict[UUID, list[ToTell]] = {}
    for each in to_tell(view, given):
        if each.is_owed:
            owed.setdefault(each.wrong.about_id, []).append(each)
    for still in owed.values():
        what = f"{still[0].wrong.what}: recorded in error, and told to {len(still)}"
        yield Task("Tell who was told", Status.NOT_STARTED, what, PAGE)


def _found(desk: Desk, item_id: UUID, recipient_id: UUID) -> ToTell:
    for each in to_tell(desk.view, desk.given):
        if (each.wrong.about_id, each.had.recipient_id) == (item_id, recipient_id):
            return each
    raise NotFoundException


def _page(desk: Desk, item_id: UUID, recipient_id: UUID, shown: Shown) -> Page:
    return Page(
        "history/told_in_error_settled.html.jinja",
        view=desk.view,
        shown=shown,
        told=_found(desk, item_id, recipient_id),
        settled=choices(Settled),
        ways=choices(Channel),
    )
