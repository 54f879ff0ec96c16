"""The letters of a case: what was sent, what waits, and what becomes of each."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.letter.facts import HeldBecause
from asbreview.domain.people import Channel
from asbreview.web.desk import DESK, WRITES_FIRST, Desk, OnDesk, filled_day
from asbreview.web.finding import Index
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.letters_as_read import as_html, as_pdf, lacks_the_code
from asbreview.web.letters_authors import is_author
from asbreview.web.letters_read import LetterRead, letter_read
from asbreview.web.letters_wrong import WrongSeen, wrong_seen
from asbreview.web.page import Page
from asbreview.web.safety_elsewhere import (
    MarkElsewhere,
    Met,
    unsafe_elsewhere,
)
from asbreview.web.search_index import SearchIndex
from asbreview.web.submitted import Shown
from projections.letters import letters_of

DONE: Final = {
    "told": "What the letter says is recorded as told. The letter is not sent.",
    "cancelled": "The letter is not sent.",
    "drawn": "The letter is drawn again. It is made ready in a few seconds.",
    "approved": "The letter is approved. It is made ready in a few seconds.",
    "sent-back": "The letter is sent back. It is a task on the case to put it right.",
    "worded": "Your words are in the letter. It is drawn again, dated today.",
    "kept": "What you wrote is kept, and the letter is kept back. Let it go when it is"
    " ready.",
    "went": "The letter is recorded as sent. What it says counts as told that day.",
    "unsent": "The letter is drawn again, and sent again in a few seconds.",
    "by-post": "The letter is drawn again, and made ready to post in a few seconds.",
    "left": "It is recorded why no other letter is needed.",
    "came-back": "The letter is recorded as come back. What it says is not told.",
}
SANDBOX: Final = "sandbox; default-src 'none'"
WRITE_FIRST: Final = (
    "It is recorded, and the letter is kept back. Open it here to add your words."
)
NO_LETTER: Final = "It is recorded. It has no letter to write in."
WAYS: Final = [
    {"value": Channel.PHONE.value, "text": "By telephone"},
    {"value": Channel.IN_PERSON.value, "text": "In person"},
    {"value": Channel.EMAIL.value, "text": "By email"},
    {"value": Channel.LETTER.value, "text": "By a letter that we wrote ourselves"},
]


class ToldForm(Form):
    """How what a letter says was told otherwise."""

    SAYS: ClassVar = {
        "told_on": Says.enter("the date on which they were told"),
        "channel": Says.select("how they were told"),
        "how": Says.enter("what was said, and to whom"),
    }

    told_on: Day
    channel: Channel
    how: Text


class CancelForm(Form):
    """Why a letter is not to go out."""

    SAYS: ClassVar = {"reason": Says.enter("why the letter is not to be sent")}

    reason: Text


class DrawAgainForm(Form):
    """Drawing a letter again asks nothing."""


class CaseLetters(Controller):
    """The letters of a case."""

    path = "/cases/{reference:str}/letters"
    dependencies = DESK

    @get(sync_to_thread=True)
    def listed(self, desk: OnDesk) -> Page:
        """List the letters, the latest first."""
        view = desk.view
        with desk.given.views.connect() as db:
            rows = letters_of(db, view.case.case_id, as_of=view.position)
        awaits_words = any(row.held_because is HeldBecause.WORDS for row in rows)
        done = WRITE_FIRST if awaits_words else NO_LETTER
        return Page(
            "letters/listed.html.jinja",
            view=view,
            letters=rows,
            wrong=_by_letter(wrong_seen(view, desk.given)),
            done=done if desk.done == WRITES_FIRST else "",
        )

    @get("/{letter_id:uuid}", sync_to_thread=True)
    def show(self, desk: OnDesk, letter_id: FromPath[UUID], index: Index) -> Page:
        """Show a letter as its receiver reads it."""
        return letter_shown(desk, letter_id, Shown.first(desk.form_fields), index)

    @get("/{letter_id:uuid}/letter.pdf", sync_to_thread=True)
    def pdf(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[bytes]:
        """Give the letter as it goes out; its name tells nothing of anybody."""
        read = letter_on(desk, letter_id)
        name = f"{desk.view.reference}-{read.letter.dated}-{letter_id.hex[:8]}.pdf"
        return Response(
            as_pdf(desk.view, desk.given, read),
            media_type="application/pdf",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Content-Security-Policy": SANDBOX,
            },
        )

    @get("/{letter_id:uuid}/told", sync_to_thread=True)
    def ask_told(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask how what the letter says was told."""
        known = filled_day("told_on", desk.signed.on)
        shown = desk.blank_at_any_time(channel=Channel.PHONE.value, **known)
        return _form("told", desk, letter_id, shown)

    @post("/{letter_id:uuid}/told", sync_to_thread=True)
    def told(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Record that it was told in another way."""
        read = letter_on(desk, letter_id)

        def record(form: ToldForm) -> Redirect:
            position = desk.reviews.tell_otherwise(
                read.letter_id,
                told_on=form.told_on,
                channel=form.channel,
                how=form.how,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, f"/letters/{letter_id}", "told")

        return desk.answer(
            ToldForm,
            record=record,
            page=lambda shown, _: _form("told", desk, letter_id, shown),
        )

    @get("/{letter_id:uuid}/cancel", sync_to_thread=True)
    def ask_cancel(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask why the letter is not to be sent; what is known of that is filled in."""
        known = letter_on(desk, letter_id).why_not_sent
        shown = desk.blank_at_any_time(reason=known)
        return _form("cancel", desk, letter_id, shown)

    @post("/{letter_id:uuid}/cancel", sync_to_thread=True)
    def cancel(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Record that the letter is not to be sent."""
        read = letter_on(desk, letter_id)

        def record(form: CancelForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.cancel_letter(
                read.letter_id, reason=form.reason, signed=signed
            )
            return desk.recorded(position, f"/letters/{letter_id}", "cancelled")

        return desk.answer(
            CancelForm,
            record=record,
            page=lambda shown, _: _form("cancel", desk, letter_id, shown),
        )

    @post("/{letter_id:uuid}/draw-again", sync_to_thread=True)
    def draw_again(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Draw a letter again, from the case as it stands."""
        read = letter_on(desk, letter_id)

        def record(form: DrawAgainForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.redraw_letter(read.letter_id, signed=signed)
            return desk.recorded(position, f"/letters/{letter_id}", "drawn")

        return desk.answer(
            DrawAgainForm,
            record=record,
            page=lambda shown, _: letter_shown(desk, letter_id, shown, index),
        )


def letter_on(desk: Desk, letter_id: UUID) -> LetterRead:
    """Return a letter of this case; 404 for one of another."""
    seen = desk.view
    read = letter_read(desk.given, letter_id, seen.as_of, seen=seen.case)
    if read.letter.case_id != desk.view.case.case_id:
        raise NotFoundException
    return read


def letter_shown(desk: Desk, letter_id: UUID, shown: Shown, index: SearchIndex) -> Page:
    """Show a letter as its receiver reads it, where it stands, and what can be done."""
    read = letter_on(desk, letter_id)
    return Page(
        "letters/show.html.jinja",
        view=desk.view,
        read=read,
        shown=shown,
        is_author=is_author(desk.view, read.letter),
        done=DONE.get(desk.done, ""),
        unsafe=_unsafe_elsewhere(desk, read, index),
        wrong=_by_letter(wrong_seen(desk.view, desk.given)).get(letter_id, []),
        as_read=as_html(desk.view, desk.given, read),
        lacks_the_code=lacks_the_code(desk.view, read.letter),
    )


def _by_letter(seen: list[WrongSeen]) -> dict[UUID, list[WrongSeen]]:
    found: dict[UUID, list[WrongSeen]] = {}
    for each in seen:
        found.setdefault(each.letter.letter_id, []).append(each)
    return found


def _unsafe_elsewhere(
    desk: Desk, read: LetterRead, index: SearchIndex
) -> list[MarkElsewhere]:
    """Return where else it is not safe to write to the addressee of an open letter."""
    if not read.letter.is_open or not desk.view.may_record:
        return []
    person, tell = desk.view.case.contact.people[read.letter.to], desk.view.tell
    met = Met(desk.view.case.case_id, tell(person.name), tell(person.address))
    return unsafe_elsewhere(desk.given, index, [met])[met]


def _form(name: str, desk: Desk, letter_id: UUID, shown: Shown) -> Page:
    read = letter_on(desk, letter_id)
    template = f"letters/{name}.html.jinja"
    safe = desk.view.case.contact.people[read.letter.to].safe.to_write
    ways = [way for way in WAYS if safe or way["value"] != Channel.LETTER.value]
    return Page(template, view=desk.view, read=read, shown=shown, ways=ways)
