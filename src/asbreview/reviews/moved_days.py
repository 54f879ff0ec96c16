"""Telling people of a day that moved with the working calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.contact.record import Contact
from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.people import Channel
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft_to

NOTHING_OWED: Final = "They have been told, or there is nothing to tell them now"


@dataclass(frozen=True)
class MovedOnCase:
    """What a change of the working calendar moves on a case.

    `moved` is every open step whose day moves; `named`, by person, what the letters
    that have gone to them had named.
    """

    case_id: UUID
    moved: tuple[DayMoved, ...]
    named: Mapping[UUID, tuple[DayMoved, ...]] = field(default_factory=dict)


class MovedDaysCommands(Commands):
    """Who knows a day that moved is owed the new one, until they have been told."""

    def owing(
        self,
        moved: Sequence[MovedOnCase],
        days_off: tuple[date, ...],
        *,
        added: bool,
        signed: Signed,
    ) -> Iterator[Aggregate]:
        """Yield the contact files on which somebody is owed a new day, or no more is.

        They are saved with the change of the calendar itself (`docs/decisions/0036`).
        """
        ids = {Contact.id_for(each.case_id): each for each in moved}
        histories = self.recorder.histories([*ids], up_to=self.end_of_log())
        for record_id, history in histories.items():
            contact, each = self._replayed(history), ids[record_id]
            people = {*each.named, *(t.person_id for t in contact.tellings.values())}
            people |= {told.person_id for told in contact.moved_told.values()}
            for person_id in sorted(people & {*contact.people}):
                contact.owe_telling(
                    uuid5(signed.command_id, f"telling/{each.case_id}/{person_id}"),
                    person_id,
                    named=each.named.get(person_id, ()),
                    moved=each.moved,
                    days_off=days_off,
                    added=added,
                    signed=signed,
                )
            if contact.pending_events:
                yield contact

    @once
    def tell_moved_days(  # noqa: PLR0913  what a caseworker notes of a call
        self,
        case_id: UUID,
        telling_id: UUID,
        *,
        channel: Channel,
        told_on: date,
        said: str,
        signed: Signed,
    ) -> Changed:
        """Record a contact, on a London date, in which a person was told the new days.

        Refused (`AlreadyDone`) where they have been told, or are owed nothing now.
        """
        case = self.case(case_id)
        must_say(said, asks="Enter what you told them", field="said")
        owed = case.contact.tellings.get(telling_id)
        if owed is None:
            raise AlreadyDone(NOTHING_OWED)
        has_happened(told_on, what="The day", field="told_on", signed=signed)
        contact_id = uuid5(signed.command_id, "contact")
        case.contact.make(
            contact_id,
            person_id=owed.person_id,
            channel=channel,
            direction=Direction.FROM_US,
            made_on=told_on,
            said=case.prose(said, "said", signed=signed),
            promise=None,
            signed=signed,
        )
        case.contact.tell_moved_days(
            telling_id, told_on=told_on, contact_id=contact_id, signed=signed
        )
        return (case.contact,)

    @once
    def write_of_moved_days(
        self, case_id: UUID, telling_id: UUID, *, signed: Signed
    ) -> Changed:
        """Draft the letter that tells a person the new days; posted, it has told them.

        Refused (`AlreadyDone`) where they are owed nothing, or a letter that tells it
        is on its way already.
        """
        case = self.case(case_id)
        owed = case.contact.tellings.get(telling_id)
        if owed is None:
            raise AlreadyDone(NOTHING_OWED)
        if any(letter.is_open for letter in self._letters_that_tell(case, telling_id)):
            raise AlreadyDone("A letter that tells them is drafted: send that one")
        case.contact.rely("letter", signed=signed)
        kind = LetterKind.DAYS_MOVED
        letter = draft_to(case, kind, owed.person_id, signed=signed)
        return case.contact, letter

    def _letters_that_tell(self, case: Case, telling_id: UUID) -> Iterator[Letter]:
        """Yield the letters drafted since it was owed: each relied on the file."""
        owed = case.contact.tellings[telling_id]
        since = self.events.get(
            case.contact.id, gt=owed.originator_version, lte=case.contact.version
        )
        for event in since:
            command = getattr(event, "command_id", None)
            if command is not None:
                yield from self.caused_by(command, LetterKind.DAYS_MOVED)
