"""Putting a slip right: from the line of the history that tells it."""

from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.reviews.putting_right import AFTER_THE_END, ENDS
from asbreview.web.complaints_forms import InErrorForm
from asbreview.web.desk import DESK, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Line, RestingForm, Says, Text
from asbreview.web.history_told import Entry, told_at
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from projections.telling.in_error import MAY_BE_IN_ERROR

HISTORY: Final = "/history"


class ApplicationForm(RestingForm):
    """What an application says, and what was wrong with what was recorded."""

    SAYS: ClassVar = {
        "applied_on": Says.enter("the date on which they applied"),
        "how": Says.select("how they applied"),
        "capacity": Says.select("who applies"),
        "category": Says.select("what it is mostly about"),
        "place": Says("Enter where it happens", "The place"),
        "wish": Says.select("how they would take part"),
        "reason": Says.enter("what was wrong"),
    }

    applied_on: Day
    how: HowApplied
    capacity: Capacity
    category: Category
    place: Line
    wish: Wish
    reason: Text

    @property
    def told(self) -> Application:
        """What the application says."""
        return Application(
            applied_on=self.applied_on,
            how=self.how,
            capacity=self.capacity,
            category=self.category,
            place=self.place,
            wish=self.wish,
        )


class PuttingRightPages(Controller):
    """A correction is a line of its own; what it corrects stays."""

    path = "/cases/{reference:str}"
    dependencies = DESK

    @get("/history/{position:int}/in-error", sync_to_thread=True)
    def ask(self, desk: OnDesk, position: FromPath[int]) -> Page:
        """Ask why a fact was recorded in error."""
        entry = _entry(desk, position)
        is_after = entry.line.topic in AFTER_THE_END
        blank = desk.blank_at_any_time if is_after else desk.blank
        return _fact_page(desk, entry, blank())

    @post("/history/{position:int}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, position: FromPath[int]) -> Response[Any]:
        """Record that it was in error; the history shows both."""
        entry = _entry(desk, position)
        topic, item_id = entry.line.topic, entry.line.item_id
        assert item_id is not None  # noqa: S101  `_entry` asked

        def record(form: InErrorForm) -> Redirect:
            recorded = desk.reviews.correct_fact(
                desk.view.case.case_id,
                topic,
                item_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(recorded, HISTORY, "in-error")

        return desk.answer(
            InErrorForm,
            record=record,
            page=lambda shown, _: _fact_page(desk, entry, shown),
        )

    @get("/application/put-right", sync_to_thread=True)
    def ask_application(self, desk: OnDesk) -> Page:
        """Ask what the application says; what was recorded is filled in."""
        said = desk.view.case.trigger.application
        shown = desk.blank(
            **filled_day("applied_on", said.applied_on),
            how=said.how.value,
            capacity=said.capacity.value,
            category=said.category.value,
            place=said.place,
            wish=said.wish.value,
        )
        return _application_page(desk, shown)

    @post("/application/put-right", sync_to_thread=True)
    def put_application_right(self, desk: OnDesk) -> Response[Any]:
        """Put right what the application says."""

        def record(form: ApplicationForm) -> Redirect:
            position = desk.reviews.correct_application(
                desk.view.case.case_id,
                form.told,
                reason=form.reason,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, HISTORY, "put-right")

        return desk.answer(
            ApplicationForm,
            record=record,
            page=lambda shown, _: _application_page(desk, shown),
        )


def _entry(desk: Desk, position: int) -> Entry:
    """Return a line of this case's history that may be in error; 404 if none is."""
    entry = told_at(desk.view, desk.given, position)
    if entry is None or entry.line.topic not in MAY_BE_IN_ERROR:
        raise NotFoundException
    if entry.line.item_id is None:
        raise NotFoundException
    return entry


def _fact_page(desk: Desk, entry: Entry, shown: Shown) -> Page:
    what, _ = MAY_BE_IN_ERROR[entry.line.topic]
    return Page(
        "history/in_error.html.jinja",
        view=desk.view,
        shown=shown,
        entry=entry,
        what=what,
        reopens=entry.line.topic in ENDS,
    )


def _application_page(desk: Desk, shown: Shown) -> Page:
    asked = {"how": HowApplied, "capacity": Capacity, "category": Category}
    choices = {
        name: [{"value": w.value, "text": w[0].upper() + w[1:]} for w in words]
        for name, words in {**asked, "wish": Wish}.items()
    }
    return Page(
        "history/application.html.jinja", view=desk.view, shown=shown, choices=choices
    )
