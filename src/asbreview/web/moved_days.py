"""Telling a person a date that moved: what to say, how it was said, or a letter."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.contact.moved_days import TellingOwed
from asbreview.domain.days import in_words
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.people import Channel
from asbreview.domain.procedure import Binds
from asbreview.letters.about_review import STEPS
from asbreview.reviews import CaseReviews
from asbreview.web.case_view import CaseView
from asbreview.web.contacts_view import people_of
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.letter_preview import preview_of
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

CONTACTS: Final = "/contacts"


class Moved(NamedTuple):
    """A step whose day moved, as a person would be told it."""

    says: str
    told: date
    now: date | None
    yours: bool


class ToldForm(Form):
    """How a person was told the new dates, when, and in what words."""

    SAYS: ClassVar = {
        "channel": Says.select("how you told them"),
        "told_on": Says.enter("the day on which you told them"),
        "said": Says("Enter what you told them", "What you told them"),
    }

    channel: Channel
    told_on: Day
    said: Text


class LetterForm(Form):
    """Whether the letter that tells the new dates is to be drafted."""

    SAYS: ClassVar = {}


class MovedDays(Controller):
    """The task of telling a person the new dates.  A case that ended may have it."""

    path = "/cases/{reference:str}/contacts/tellings/{telling_id:uuid}"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, telling_id: FromPath[UUID]) -> Page:
        """Show what to say, and ask how they were told; today is filled in."""
        owed = _owed(desk.view, telling_id)
        known = filled_day("told_on", desk.view.today)
        said = " ".join(_script(desk.view, owed))
        return _page(desk, desk.blank_at_any_time(said=said, **known), owed)

    @post(sync_to_thread=True)
    def tell(self, desk: OnDesk, telling_id: FromPath[UUID]) -> Response[Any]:
        """Record the contact in which they were told."""
        owed = _owed(desk.view, telling_id)

        def record(form: ToldForm) -> Redirect:
            position = desk.reviews.tell_moved_days(
                desk.view.case.case_id,
                telling_id,
                channel=form.channel,
                told_on=form.told_on,
                said=form.said,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "moved-told")

        return desk.answer(
            ToldForm, record=record, page=lambda shown, _: _page(desk, shown, owed)
        )

    @get("/letter", sync_to_thread=True)
    def ask_letter(self, desk: OnDesk, telling_id: FromPath[UUID]) -> Page:
        """Show the letter that would be drafted."""
        return _letter_page(desk, telling_id, desk.blank_at_any_time())

    @post("/letter", sync_to_thread=True)
    def write(self, desk: OnDesk, telling_id: FromPath[UUID]) -> Response[Any]:
        """Draft the letter; they have been told when it is posted."""

        def record(form: LetterForm) -> Redirect:
            position = desk.reviews.write_of_moved_days(
                desk.view.case.case_id,
                telling_id,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "moved-letter")

        return desk.answer(
            LetterForm,
            record=record,
            page=lambda shown, _: _letter_page(desk, telling_id, shown),
        )


def _owed(view: CaseView, telling_id: UUID) -> TellingOwed:
    """Return what is owed, or was: a form may come again once it is told."""
    contact = view.case.contact
    owed = contact.tellings.get(telling_id) or contact.moved_told.get(telling_id)
    if owed is None:
        raise NotFoundException
    return owed


def moved_in(view: CaseView, owed: TellingOwed) -> list[Moved]:
    """Return the steps whose days are to be told, in the words of the letters."""
    found = []
    for day in owed.moved:
        timer = view.case.procedure.timer(day.timer_id)
        says = STEPS.get(day.timer_id) or (timer.says if timer else day.timer_id)
        yours = timer is not None and timer.binds is Binds.APPLICANT
        found.append(Moved(says, day.told, day.now, yours))
    return found


def _script(view: CaseView, owed: TellingOwed) -> Iterator[str]:
    """Yield what could be said over the telephone."""
    for moved in moved_in(view, owed):
        now = in_words(moved.now) if moved.now else "a day that we do not know yet"
        yield f"{moved.says}: we had told you {in_words(moved.told)}. It is now {now}."
    names = view.case.calendar.holidays
    days = ", ".join(
        f"{in_words(day)} ({names[day]})" if day in names else in_words(day)
        for day in owed.days_off
    )
    count = "do not count" if owed.added else "count after all"
    yield f"The reason: these days {count} as working days: {days}."


def _page(desk: Desk, shown: Shown, owed: TellingOwed) -> Page:
    view = desk.view
    return Page(
        "contacts/telling.html.jinja",
        view=view,
        shown=shown,
        owed=owed,
        is_owed=owed.telling_id in view.case.contact.tellings,
        moved=moved_in(view, owed),
        each=next(p for p in people_of(view) if p.person.person_id == owed.person_id),
    )


def _letter_page(desk: Desk, telling_id: UUID, shown: Shown) -> Page:
    view, owed = desk.view, _owed(desk.view, telling_id)
    return Page(
        "contacts/telling_letter.html.jinja",
        view=view,
        shown=shown,
        owed=owed,
        letter=_preview(desk, telling_id) if not shown.faults else NOTHING,
    )


def _preview(desk: Desk, telling_id: UUID) -> Markup:
    """Return the letter that would be drafted; nothing if none would be any more."""
    try:
        changed = desk.reviews.would_change(
            CaseReviews.write_of_moved_days,
            desk.view.case.case_id,
            telling_id,
            signed=desk.signed.by_command(UUID(int=0)),
        )
    except AlreadyDone:
        return NOTHING
    return preview_of(desk.view, desk.given, changed)
