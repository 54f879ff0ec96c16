"""Writing into a letter, in words of one's own, before it goes."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup
from pydantic import AfterValidator

from asbreview.domain.errors import Misrecorded
from asbreview.domain.letter.wording import Place
from asbreview.letters.composing import places_for
from asbreview.letters.own_words import FIELDS
from asbreview.reviews import CaseReviews
from asbreview.reviews.commanding import Changed
from asbreview.web.case_letters import letter_on, letter_shown
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.finding import Index
from asbreview.web.forms import Form, RestingForm, Says, Text, no_longer_than
from asbreview.web.letter_preview import must_be_printable
from asbreview.web.letters_read import LetterRead
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

LONGEST: Final = 2_000
WORDS: Final = "words"
NOT_ANY_MORE: Final = "Nobody can write in this letter any more."
NO_PLACE: Final = "This letter has no place for such words"


def _short(text: str) -> str:
    no_longer_than(LONGEST, text)
    return text


Words = Annotated[Text, AfterValidator(_short)]


class Then(StrEnum):
    """What becomes of a letter once it is written in."""

    GOES = "goes"
    STAYS = "stays"


class WordsForm(RestingForm):
    """What somebody wants to say in a letter, and whether it may go then."""

    SAYS: ClassVar = {
        "after_reasons": Says.enter("what is to stand after the reasons"),
        "at_the_end": Says.enter("what is to stand at the end"),
        "then": Says.select("whether the letter may go"),
    }

    after_reasons: Words = ""
    at_the_end: Words = ""
    then: Then

    @property
    def written(self) -> dict[Place, str]:
        """What was written, by where."""
        return {place: getattr(self, name) for place, name in FIELDS.items()}


class KeepBackForm(Form):
    """Keeping a letter back asks nothing."""


class LettersWords(Controller):
    """A letter of a case, and what somebody adds to it."""

    path = "/cases/{reference:str}/letters/{letter_id:uuid}"
    dependencies = DESK

    @post("/keep-back", sync_to_thread=True)
    def keep_back(
        self, desk: OnDesk, letter_id: FromPath[UUID], index: Index
    ) -> Response[Any]:
        """Keep the letter from going, and ask what is to be added."""
        read = letter_on(desk, letter_id)

        def record(form: KeepBackForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.keep_letter_back(read.letter_id, signed=signed)
            return desk.recorded(position, f"/letters/{letter_id}/words", "kept")

        return desk.answer(
            KeepBackForm,
            record=record,
            page=lambda shown, _: letter_shown(desk, letter_id, shown, index),
        )

    @get("/words", sync_to_thread=True)
    def ask(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Page:
        """Ask what is to be added; what stands there already is filled in."""
        read = letter_on(desk, letter_id)
        if not read.letter.can_be_written_in:
            raise PermissionDeniedException(NOT_ANY_MORE)
        stands = {
            FIELDS[each.place]: desk.view.tell(each.words)
            for each in read.letter.own_words
        }
        shown = desk.blank_at_any_time(then=Then.GOES.value, **stands)
        return _page(desk, read, shown)

    @post("/words", sync_to_thread=True)
    def write(self, desk: OnDesk, letter_id: FromPath[UUID]) -> Response[Any]:
        """Write it into the letter, or show how the letter would read."""
        read = letter_on(desk, letter_id)

        def record(form: WordsForm) -> Redirect:
            # Whether others were written since, the command itself says: once.
            _must_fit(desk, read, form.model_copy(update={"since": None}))
            position = desk.reviews.write_in_letter(
                letter_id, **_told(desk, form, goes=form.then is Then.GOES)
            )
            done = "worded" if form.then is Then.GOES else "kept"
            return desk.recorded(position, f"/letters/{letter_id}", done)

        return desk.answer(
            WordsForm,
            record=record,
            page=lambda shown, letter: _page(desk, read, shown, letter),
            would=lambda form: _must_fit(desk, read, form),
        )


def _told(desk: Desk, form: WordsForm, *, goes: bool) -> dict[str, Any]:
    signed = desk.signed.by_command(form.command_id)
    told = {"written": form.written, "goes": goes, "signed": signed}
    return told | {"since": form.since}


def _must_fit(desk: Desk, read: LetterRead, form: WordsForm) -> Changed:
    """Refuse (`Misrecorded`) words that the letter has no room for; return the letter.

    It is measured as it would go out today, if it was let go.
    """
    there = {FIELDS[place] for place in _places(desk, read)}
    for name, words in zip(FIELDS.values(), form.written.values(), strict=True):
        if words and name not in there:
            raise Misrecorded(NO_PLACE, field=name)
    write: Callable[..., int] = CaseReviews.write_in_letter
    told = _told(desk, form, goes=True)
    changed = desk.reviews.would_change(write, read.letter_id, **told)
    if any(form.written.values()):
        must_be_printable(desk.view, desk.given, changed)
    return changed


def _places(desk: Desk, read: LetterRead) -> tuple[Place, ...]:
    return places_for(desk.view.case, read.letter, desk.given.keyring.reveal)


def _page(desk: Desk, read: LetterRead, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "letters/words.html.jinja",
        view=desk.view,
        read=read,
        shown=shown,
        letter=letter,
        places=[FIELDS[place] for place in _places(desk, read)],
        longest=LONGEST,
        done=desk.done,
    )
