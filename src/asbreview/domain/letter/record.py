"""The record of a letter."""

from datetime import date
from typing import Final, Self
from uuid import UUID, uuid5

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import in_words
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.ground import ReliedOn
from asbreview.domain.letter.approving import CheckedLetter
from asbreview.domain.letter.facts import (
    NOTHING_TO_TELL,
    HeldBecause,
    LetterCancelled,
    LetterDrafted,
    LetterKind,
    LetterPosted,
    LetterPrepared,
    LetterRedrawn,
    LetterToldOtherwise,
    NamedDay,
    Status,
)
from asbreview.domain.letter.in_error import STANDS_AS, LetterFact, LetterFactInError
from asbreview.domain.letter.written import holds_no_more
from asbreview.domain.model import Event, Signed
from asbreview.domain.people import Channel, Prose
from asbreview.domain.statute import (
    ANSWERED_IN_A_MONTH,
    CHALLENGE,
    REASONS_FOR_REFUSING,
    TOLD_OUTCOME,
    TOLD_THRESHOLD,
    implements,
)

TELLS_A_DECISION: Final = {
    LetterKind.THRESHOLD_MET: TOLD_THRESHOLD,
    LetterKind.THRESHOLD_NOT_MET: TOLD_THRESHOLD,
    LetterKind.NOT_INVITED: CHALLENGE,
    LetterKind.OUTCOME: TOLD_OUTCOME,
    LetterKind.CLOSING: CHALLENGE,
    LetterKind.CHALLENGE_DECIDED: CHALLENGE,
    LetterKind.DATA_REQUEST_LONGER: ANSWERED_IN_A_MONTH,
    LetterKind.DATA_REQUEST_ANSWERED: REASONS_FOR_REFUSING,
}


class Letter(CheckedLetter):
    """A letter to a person of a case, from its draft until it has gone."""

    TOPIC = "letter"

    def __init__(  # noqa: PLR0913, PLR0917  what a letter is drawn from
        self,
        case_id: UUID,
        kind: LetterKind,
        to: UUID,
        dated: date,
        template: str,
        drawn_from: tuple[ReliedOn, ...],
        days: tuple[NamedDay, ...],
        mentions: tuple[UUID, ...],
        needs_approval: bool,  # noqa: FBT001  as every other fact of it
        recorded_by: UUID,
    ) -> None:
        super().__init__()
        self.needs_approval, self.authors = needs_approval, frozenset({recorded_by})
        self.case_id = case_id
        self.kind, self.to, self.dated = kind, to, dated
        self.template = template
        self.drawn_from, self.days, self.mentions = drawn_from, days, mentions
        self.sha256 = ""

    @property
    def holds_no_more(self) -> bool:
        """Is it only to be recorded that it is not sent, and why?"""
        return holds_no_more(self.kind, self.status, self.held_because)

    @staticmethod
    def id_for(kind: LetterKind, signed: Signed) -> UUID:
        """Return the id of the letter of a kind that a command causes."""
        return Letter.caused_by(signed.command_id, kind)

    @staticmethod
    def caused_by(command_id: UUID, kind: LetterKind) -> UUID:
        """Return the id of the letter of a kind that some command caused."""
        return uuid5(command_id, f"letter/{kind}")

    @staticmethod
    def all_caused_by(command_id: UUID, kind: LetterKind) -> tuple[UUID, UUID]:
        """Return the ids of the letter that a command caused, and of its copy."""
        letter_id = Letter.caused_by(command_id, kind)
        return letter_id, uuid5(command_id, f"letter/{kind}/copy")

    @staticmethod
    def id_of_copy(kind: LetterKind, signed: Signed) -> UUID:
        """Return the id of the copy, for somebody else, of a letter that is caused."""
        return Letter.all_caused_by(signed.command_id, kind)[1]

    @classmethod
    def draft(  # noqa: PLR0913  what a letter is drawn from
        cls,
        case_id: UUID,
        *,
        kind: LetterKind,
        to: UUID,
        template: str,
        drawn_from: tuple[ReliedOn, ...],
        days: tuple[NamedDay, ...],
        mentions: tuple[UUID, ...],
        needs_approval: bool = False,
        is_copy: bool = False,
        signed: Signed,
    ) -> Self:
        """Draft a letter, dated today in London, to a person of the case.

        A copy is for somebody else on the case, of a letter that the command causes.
        """
        return cls._open(
            LetterDrafted,
            (cls.id_of_copy if is_copy else cls.id_for)(kind, signed),
            signed,
            case_id=case_id,
            kind=kind,
            to=to,
            dated=signed.on,
            template=template,
            drawn_from=drawn_from,
            days=days,
            mentions=mentions,
            needs_approval=needs_approval,
        )

    def redraw(
        self,
        *,
        drawn_from: tuple[ReliedOn, ...],
        days: tuple[NamedDay, ...],
        signed: Signed,
    ) -> None:
        """Draw a letter again, from what is on record today.

        Refused (`NotPermittedYet`) unless it was held back, or has days in it that are
        others when they are counted from today.  It does not go yet while somebody
        still writes in it, or where what it tells has changed since somebody did; nor
        before a second officer approved what is drawn, if it needs that.
        """
        self._must_be_open()
        self._must_be_true()
        self.must_be_known()
        if self.status is not Status.HELD and days == self.days:
            raise NotPermittedYet(
                "Only a letter that is held back, or that prints days which no longer"
                " hold, is drawn again"
            )
        tells_otherwise = self.held_because is HeldBecause.CHANGED
        self._record(
            LetterRedrawn, signed, dated=signed.on, drawn_from=drawn_from, days=days
        )
        if self.awaits_words or (tells_otherwise and self.own_words):
            self.hold_back(HeldBecause.WORDS, signed=signed)
        elif self.lacks_approval:
            self.hold_back(HeldBecause.APPROVAL, signed=signed)

    def prepare(
        self, *, sha256: str, pages: int, made_with: tuple[str, ...], signed: Signed
    ) -> None:
        """Record that the letter is made and its copy kept; from a draft only."""
        if self.status is not Status.DRAFTED:
            raise AlreadyDone("The letter is not a draft any more")
        self._must_be_approved()
        self._record(
            LetterPrepared, signed, sha256=sha256, pages=pages, made_with=made_with
        )

    @implements(CHALLENGE)
    def post(
        self, *, posted_on: date, days: tuple[NamedDay, ...], signed: Signed
    ) -> None:
        """Record that the letter was posted, on a London date not in the future.

        *days* are those that it prints if they are counted from the posting.  A letter
        that prints others tells a wrong day: it is refused (`NotPermittedYet`).
        """
        if self.status is not Status.HANDED_OVER:
            raise NotPermittedYet("The letter is not ready to post, or has gone")
        has_happened(posted_on, what="The posting", field="posted_on", signed=signed)
        is_not_before(posted_on, self.dated, what="The posting", field="posted_on")
        if days != self.days:
            raise NotPermittedYet(
                f"{_what_moved(self.days, days)}: draw the letter again, and post what"
                " is drawn then, even if this one has gone",
                field="letters",
            )
        self._record(LetterPosted, signed, posted_on=posted_on)

    def take_back(self, fact: LetterFact, *, reason: Prose, signed: Signed) -> None:
        """Record that it was not posted, not told, or is to be sent after all.

        It is held, to be drawn again; one that had nothing to tell before it was
        cancelled has nothing to tell still.
        """
        was_found = fact is LetterFact.FOUND_SENT
        if self.status is not STANDS_AS[fact] or (
            was_found and self.found_sent != self.drawing
        ):
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(
            LetterFactInError, signed, fact=fact, item_id=self.id, reason=reason
        )

    def tell_otherwise(
        self, *, told_on: date, channel: Channel, how: Prose, signed: Signed
    ) -> None:
        """Record that what the letter says was told in another way."""
        self._must_be_open()
        self._must_be_true()
        if self.status is Status.SENDING:
            self.must_be_known()
        has_happened(told_on, what="The day", field="told_on", signed=signed)
        is_not_before(told_on, self.dated, what="The day", field="told_on")
        self._record(
            LetterToldOtherwise, signed, told_on=told_on, channel=channel, how=how
        )

    @implements(TOLD_THRESHOLD, TOLD_OUTCOME, CHALLENGE)
    def cancel(self, *, reason: Prose, signed: Signed) -> None:
        """Record that a letter is not to go out; it may tell no decision that stands.

        That one is refused (`ContraryToLaw`): where it cannot be written, the decision
        is told in another way.
        """
        self._must_be_open()
        self.must_be_known()
        provision = TELLS_A_DECISION.get(self.kind)
        if provision and self.held_because not in NOTHING_TO_TELL:
            raise ContraryToLaw(
                "They must be told this decision, and how to challenge it: send the"
                " letter, or record how they were told in another way",
                provision,
            )
        self._record(LetterCancelled, signed, reason=reason)

    def _record(self, kind: type[Event], signed: Signed, /, **details: object) -> None:
        super()._record(kind, signed, case_id=self.case_id, **details)


def _what_moved(printed: tuple[NamedDay, ...], counted: tuple[NamedDay, ...]) -> str:
    """Say the first day that a letter prints and its posting does not give."""
    holds = {day.name: day.on for day in counted}
    moved = next((day for day in printed if holds.get(day.name) != day.on), None)
    if moved is None:
        return "The letter leaves out a day that it would print now"
    if moved.name not in holds:
        return f"The letter prints {in_words(moved.on)}, which would have passed"
    return (
        f"The letter prints {in_words(moved.on)}, and counted from the posting it is"
        f" {in_words(holds[moved.name])}"
    )
