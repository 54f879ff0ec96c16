"""A letter as it is looked at: what became of it, and what can be done."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from asbreview.domain.days import local_day
from asbreview.domain.letter import record
from asbreview.domain.letter.carried import CAME_BACK_FROM
from asbreview.domain.letter.facts import (
    NOTHING_TO_TELL,
    HeldBecause,
    LetterKind,
    LetterPrepared,
    Status,
)
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Event
from asbreview.letters.holding import why_held
from asbreview.letters.ways.choosing import Chosen
from asbreview.letters.wording import template_id
from asbreview.reviews import Case
from asbreview.reviews.drafting import TO_THE_VICTIM
from asbreview.web.as_of import AsOf
from asbreview.web.given import Installation
from asbreview.web.letters_held import MAY_PASS, REASON_HAS_GONE, WHAT_TO_DO
from asbreview.web.letters_steps import Step, step_of
from asbreview.web.letters_way import way_chosen, way_in_words, what_to_check

BEING_WRITTEN: Final = frozenset(
    {
        HeldBecause.WORDS,
        HeldBecause.APPROVAL,
        HeldBecause.SENT_BACK,
        HeldBecause.UNREAD,
    }
)


def title_of(kind: LetterKind) -> str:
    """Return what a kind of letter is called: "Threshold not met"."""
    return kind.capitalize()


@dataclass(frozen=True)
class LetterRead:
    """A letter of a case, as it stands or stood."""

    letter_id: UUID
    letter: Letter
    steps: tuple[Step, ...]
    made_with: tuple[str, ...]
    pages: int
    held_now: HeldBecause | None = None
    worded_as: str = ""
    is_out_of_date: bool = False
    chosen: Chosen | None = None
    drawn: Case | None = None
    """The case as the letter is drawn from it, where that was asked already."""

    @property
    def title(self) -> str:
        """What the letter is called."""
        return title_of(self.letter.kind)

    @property
    def is_to_the_victim(self) -> bool:
        """Is it written to the victim?  Whoever applied may have a copy."""
        return self.letter.kind in TO_THE_VICTIM

    @property
    def is_made(self) -> bool:
        """Is there a sealed copy, as it goes out?"""
        return self.letter.status is not Status.DRAFTED and bool(self.letter.sha256)

    @property
    def is_worded_otherwise(self) -> bool:
        """Has the wording of such letters changed since this one was made?"""
        return self.is_made and f"text {self.worded_as}" not in self.made_with

    @property
    def what_to_do(self) -> str:
        """Say what a person has to do about a letter that is held back."""
        held = self.letter.held_because
        if held is None or self.letter.status is not Status.HELD:
            return ""
        if self.has_reason_gone:
            return REASON_HAS_GONE
        return WHAT_TO_DO[self.held_now or held]

    @property
    def way(self) -> str:
        """Say by which way it goes and why, or went."""
        return way_in_words(self.letter, self.chosen)

    @property
    def what_to_check(self) -> str:
        """Say how a person finds out whether it went, where nobody can say."""
        return what_to_check(self.letter)

    @property
    def can_go_by_post(self) -> bool:
        """May it be set to go by post, having failed?"""
        failed = self.letter.held_because is HeldBecause.NOT_TAKEN
        return failed and not self.letter.is_set_to_post

    @property
    def can_have_come_back(self) -> bool:
        """Has it gone, so that it may come back?"""
        return self.letter.status in CAME_BACK_FROM

    @property
    def has_reason_gone(self) -> bool:
        """Does what it was held back for hold no more?  Then a person lets it go."""
        held = self.letter.status is Status.HELD
        may_go = self.letter.held_because in MAY_PASS and self.held_now is None
        return held and may_go

    @property
    def can_be_told_otherwise(self) -> bool:
        """May what it says be told in another way?"""
        is_being_sent = self.letter.status is Status.SENDING
        still = self.letter.is_open and not is_being_sent
        return still and not self._has_nobody_to_tell

    @property
    def can_be_drawn_again(self) -> bool:
        """May it be drawn again from the case as it stands?"""
        if self._has_nobody_to_tell or not self.letter.can_be_stopped:
            return False
        return self.letter.status is Status.HELD or self.is_out_of_date

    @property
    def is_being_written(self) -> bool:
        """Does it wait for words or for approval, and for nothing else?"""
        return self.letter.held_because in BEING_WRITTEN

    @property
    def to_draw_again(self) -> str:
        """What it means to draw it again, as a button says it."""
        if self.letter.held_because in {HeldBecause.WORDS, HeldBecause.UNREAD}:
            return "Let it go as it is"
        return "Draw the letter again"

    @property
    def is_best_drawn_again(self) -> bool:
        """Is drawing it again what most likely lets it go?"""
        helped = {
            HeldBecause.ADDRESS_CHANGED,
            HeldBecause.FAILED,
            HeldBecause.NOT_TAKEN,
            HeldBecause.SENT_BACK,
            HeldBecause.UNREAD,
        }
        because = self.letter.held_because
        return self.can_be_drawn_again and (
            because in helped or self.has_reason_gone or self.is_out_of_date
        )

    @property
    def can_be_cancelled(self) -> bool:
        """May it be left unsent?  A decision that stands has to be told."""
        tells = self.letter.kind in record.TELLS_A_DECISION
        may_be_left = not tells or self._has_nobody_to_tell
        return self.letter.can_be_stopped and may_be_left

    @property
    def why_not_sent(self) -> str:
        """The reason that is known already why it is not sent; nothing if none is."""
        because = self.letter.held_because
        if because is None or not self.letter.holds_no_more:
            return ""
        return f"{because[:1].upper()}{because[1:]}."

    @property
    def _has_nobody_to_tell(self) -> bool:
        return self.letter.held_because in NOTHING_TO_TELL


def letter_read(
    given: Installation, letter_id: UUID, at: AsOf, *, seen: Case | None = None
) -> LetterRead:
    """Return a letter, now or as it was; `NoSuchThing` if there was none.

    `seen` is a case as it stood then: it is read once more for a letter of another.
    """
    letter = given.reviews.letter(letter_id, as_of=at.position)
    case = seen if seen is not None and seen.case_id == letter.case_id else None
    case = case or given.reviews.case(letter.case_id, as_of=at.position)
    drawn = drawn_from(given, letter) if letter.can_be_stopped else None
    events = list(given.reviews.events.get(letter_id, lte=letter.version))
    made = [event for event in events if isinstance(event, LetterPrepared)]
    on = local_day(given.now()) if at.is_now else at.on
    chosen = way_chosen(given, letter, case)
    return LetterRead(
        letter_id=letter_id,
        letter=letter,
        steps=tuple(step_of(e) for e in reversed(events) if isinstance(e, Event)),
        made_with=made[-1].made_with if made else (),
        pages=made[-1].pages if made else 0,
        worded_as=template_id(letter.kind, case.procedure.letters),
        held_now=_held_now(given, letter, case, chosen),
        is_out_of_date=given.reviews.is_out_of_date(letter, on, drawn=drawn),
        chosen=chosen,
        drawn=drawn,
    )


def drawn_from(given: Installation, letter: Letter) -> Case:
    """Return the case as it stood when a letter was drawn."""
    return given.reviews.case_as(letter.case_id, letter.drawn_from)


def _held_now(
    given: Installation, letter: Letter, case: Case, chosen: Chosen | None
) -> HeldBecause | None:
    """Return why a letter that is held back may not go yet; none if it may."""
    if letter.held_because not in MAY_PASS:
        return letter.held_because
    return why_held(
        letter,
        now=case,
        then=drawn_from(given, letter),
        reveal=given.keyring.reveal,
        by_email=chosen is not None and chosen.way.is_email,
    )
