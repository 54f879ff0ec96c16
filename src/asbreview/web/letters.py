"""The print queue of all cases: what is ready to post, and what needs a person."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action
from asbreview.domain.letter.facts import Status
from asbreview.web.desk import filled_day
from asbreview.web.finding import Index
from asbreview.web.forms import Day, Form, Says
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Seen,
    Signature,
    TypedFields,
)
from asbreview.web.letters_waiting import PrintQueue, Waiting
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted

DONE: Final = {
    "posted": (
        "The letters are marked as posted. What they say counts as told that day."
    ),
    "drawn": (
        "The letters are drawn again, dated today. Each is made ready in a few seconds:"
        " open this page again, then print and post them today."
    ),
}
NOT_NOW: Final = "Nothing is drawn again as of a day that was."
ALL: Final = "all"


class PostForm(Form):
    """Which letters were posted, and when."""

    SAYS: ClassVar = {
        "letters": Says.select("the letters that were posted"),
        "posted_on": Says.enter("the date on which they were posted"),
    }

    letters: tuple[UUID, ...] = ()
    posted_on: Day


class DrawAgainForm(Form):
    """Which letters to draw again: the page says which."""

    SAYS: ClassVar = {"letters": Says.select("the letters to draw again")}

    letters: tuple[UUID, ...] = ()


def print_queue(
    installation: Given, as_of: AsOfAsked, index: Index, seen: Seen
) -> PrintQueue:
    """Gather the letters that have not gone, of the cases that are seen.

    Those of a joint case are for the area that leads on it to post (`decisions/0075`).
    """
    return PrintQueue(installation, as_of, index, seen.own)


QUEUED: Final = {"queue": Provide(print_queue, sync_to_thread=False)}
Queued = NamedDependency[PrintQueue]


class Letters(Controller):
    """The letters of all cases."""

    path = "/letters"
    dependencies = QUEUED

    @get(sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        queue: Queued,
        signed: Signature,
        form_fields: FormFields,
    ) -> Page:
        """Show what needs a person, then what is ready to post.

        Nothing is ticked unless all is asked for; never a letter to be drawn again, or
        to somebody whom it is not safe to write to on another case.
        """
        stand = queue.waiting()
        ready = [w for w in stand[Status.HANDED_OVER] if w.may_go]
        is_all = request.query_params.get("select") == ALL
        ticked = [str(w.letter.letter_id) for w in ready if is_all]
        known = filled_day("posted_on", signed.on)
        shown = Shown.first(form_fields, letters=ticked, **known)
        done = DONE.get(request.query_params.get("done", ""), "")
        return _page(stand, shown, done)

    @post(sync_to_thread=True)
    def mark_as_posted(
        self, queue: Queued, typed: TypedFields, signed: Signature
    ) -> Response[Any]:
        """Record that the letters that are ticked were posted."""
        given = queue.given

        def record(form: PostForm) -> Redirect:
            with sent_once(given, form.command_id, typed):
                queue.must_see(form.letters)
                position = given.reviews.post_letters(
                    form.letters,
                    posted_on=form.posted_on,
                    signed=signed.by_command(form.command_id),
                )
            given.projector.wait_for(position)
            return Redirect("/letters?done=posted", status_code=303)

        return submitted(
            PostForm,
            typed,
            do=record,
            show_again=lambda shown: _page(queue.waiting(), shown),
            what_happened=lambda: list(queue.gone_meanwhile(typed)),
        )

    @get("/draw-again", opt={NEEDS: Action.WRITE}, sync_to_thread=True)
    def ask_draw_again(self, queue: Queued, form_fields: FormFields) -> Page:
        """Show which letters print days that have moved on."""
        if not queue.as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        return _to_draw_again(queue, Shown.first(form_fields))

    @post("/draw-again", sync_to_thread=True)
    def draw_again(
        self, queue: Queued, typed: TypedFields, signed: Signature
    ) -> Response[Any]:
        """Draw again the letters whose days have moved on since they were drawn."""
        given = queue.given

        def record(form: DrawAgainForm) -> Redirect:
            with sent_once(given, form.command_id, typed):
                queue.must_see(form.letters)
                position = given.reviews.redraw_out_of_date(
                    form.letters, signed=signed.by_command(form.command_id)
                )
            given.projector.wait_for(position)
            return Redirect("/letters?done=drawn", status_code=303)

        return submitted(
            DrawAgainForm,
            typed,
            do=record,
            show_again=lambda shown: _to_draw_again(queue, shown),
            what_happened=lambda: list(queue.gone_meanwhile(typed)),
        )


def _to_draw_again(queue: PrintQueue, shown: Shown) -> Page:
    ready = queue.waiting()[Status.HANDED_OVER]
    return Page(
        "letters/draw_again.html.jinja",
        shown=shown,
        out_of_date=[letter for letter in ready if letter.is_out_of_date],
    )


def _page(stand: dict[Status, list[Waiting]], shown: Shown, done: str = "") -> Page:
    return Page(
        "letters/queue.html.jinja",
        shown=shown,
        done=done,
        uncertain=stand[Status.UNKNOWN],
        held=stand[Status.HELD],
        ready=stand[Status.HANDED_OVER],
        out_of_date=[w for w in stand[Status.HANDED_OVER] if w.is_out_of_date],
        being_made=stand[Status.DRAFTED]
        + stand[Status.PREPARED]
        + stand[Status.SENDING],
    )
