"""The print queue of all cases: what is ready to post, and what needs a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect, Response
from sqlalchemy import Connection

from asbreview.access.accounts import all_accounts
from asbreview.domain.letter.facts import Status
from asbreview.web.as_of import AsOf
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Form, Says
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    TypedFields,
)
from asbreview.web.letters_read import WHAT_TO_DO, letter_read, title_of
from asbreview.web.meanwhile import ago
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Telling
from asbreview.web.typed import Fields
from projections.letters import LetterRow, letters_that_are
from projections.people import people_of
from projections.queue import case_rows

DONE: Final = {
    "posted": "The letters are marked as posted. What they say counts as told that day."
}
STILL_HERE: Final = (Status.HELD, Status.HANDED_OVER, Status.DRAFTED, Status.PREPARED)


class PostForm(Form):
    """Which letters were posted, and when."""

    SAYS: ClassVar = {
        "letters": Says.select("the letters that were posted"),
        "posted_on": Says.enter("the date on which they were posted"),
    }

    letters: tuple[UUID, ...] = ()
    posted_on: Day


class Waiting(NamedTuple):
    """A letter that has not gone yet, and the case it belongs to."""

    letter: LetterRow
    reference: str
    to: str

    @property
    def address(self) -> str:
        """Where the letter is looked at."""
        return f"/cases/{self.reference}/letters/{self.letter.letter_id}"

    @property
    def title(self) -> str:
        """What the letter is called."""
        return title_of(self.letter.kind)

    @property
    def what_to_do(self) -> str:
        """Say what a person has to do about it."""
        held = self.letter.held_because
        return WHAT_TO_DO[held] if held else ""


@dataclass(frozen=True)
class PrintQueue:
    """The letters of all cases that have not gone, as of an instant."""

    given: Installation
    as_of: AsOf

    def waiting(self) -> dict[Status, list[Waiting]]:
        """Return the letters that have not gone, by how they stand."""
        stand: dict[Status, list[Waiting]] = {status: [] for status in STILL_HERE}
        with self.given.views.connect() as db:
            for waiting in self._found(db):
                stand[waiting.letter.status].append(waiting)
        return stand

    def gone_meanwhile(self, typed: Fields) -> Iterator[str]:
        """Tell which of the letters that were ticked went otherwise, and by whom."""
        names = {a.account_id: a.name for a in all_accounts(self.given.office)}
        for letter_id in typed.get("letters", ()):
            read = letter_read(self.given, UUID(letter_id), None)
            if read.letter.status is not Status.HANDED_OVER:
                last = read.steps[0]
                who = names.get(last.by, "asbreview")
                when = ago(last.at, self.given.now())
                yield f"{read.title} letter: {last.title.lower()} by {who} {when}."

    def _found(self, db: Connection) -> Iterator[Waiting]:
        position = self.as_of.position
        letters = letters_that_are(db, *STILL_HERE, as_of=position)
        cases = list({letter.case_id for letter in letters})
        references = {
            row.case_id: row.reference for row in case_rows(db, cases, as_of=position)
        }
        names = {
            person.person_id: person.name
            for case_id in cases
            for person in people_of(db, case_id, as_of=position)
        }
        tell = Telling(self.given.keyring, self.given.views)
        for letter in letters:
            name = tell(names[letter.to]) if letter.to in names else "[removed]"
            yield Waiting(letter, references[letter.case_id], name)


def print_queue(installation: Given, as_of: AsOfAsked) -> PrintQueue:
    """Gather the letters that have not gone."""
    return PrintQueue(installation, as_of)


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
        """Show what needs a person, then what is ready to post, all of it ticked."""
        stand = queue.waiting()
        ready = [str(w.letter.letter_id) for w in stand[Status.HANDED_OVER]]
        known = filled_day("posted_on", signed.on)
        shown = Shown.first(form_fields, letters=ready, **known)
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


def _page(stand: dict[Status, list[Waiting]], shown: Shown, done: str = "") -> Page:
    return Page(
        "letters/queue.html.jinja",
        shown=shown,
        done=done,
        held=stand[Status.HELD],
        ready=stand[Status.HANDED_OVER],
        being_made=stand[Status.DRAFTED] + stand[Status.PREPARED],
    )
