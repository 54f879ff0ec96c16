"""What people are owed on a case since a day that they had been told moved."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from asbreview.domain.contact.help import CallsForHelp
from asbreview.domain.contact.moved_days import (
    DayMoved,
    MovedDaysTold,
    MovedDaysToldInError,
    TellingLapsed,
    TellingOwed,
    still_owed,
)
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose


class TellingsOnFile(CallsForHelp):
    """Who is to be told a new day, and who has been."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.tellings: dict[UUID, TellingOwed] = {}
        self.moved_told: dict[UUID, TellingOwed] = {}
        self.moved_told_by: dict[UUID, UUID] = {}  # the contact, or a letter's command

    def owed_to(self, person_id: UUID) -> list[TellingOwed]:
        """Return what a person is to be told of days that moved; the oldest first."""
        return [owed for owed in self.tellings.values() if owed.person_id == person_id]

    def owe_again(self, telling_id: UUID) -> None:
        """Hold that a person was not told of days that moved, as had been recorded."""
        if told := self.moved_told.pop(telling_id, None):
            del self.moved_told_by[telling_id]
            self.tellings[telling_id] = told

    def owe_telling(  # noqa: PLR0913  what moved, why, and what they know
        self,
        telling_id: UUID,
        person_id: UUID,
        *,
        named: Iterable[DayMoved],
        moved: tuple[DayMoved, ...],
        days_off: tuple[date, ...],
        added: bool,
        signed: Signed,
    ) -> None:
        """Record that a person is to be told days that moved, if they are.

        *named* are those that letters told them, *moved* all that move on the case:
        whatever of these a person was told in another way counts too.  Where the days
        are again those they know, what they were to be told lapses.
        """
        was_owed = self.owed_to(person_id)
        told = [d for t in self.moved_told.values() for d in _told_in(t, person_id)]
        known = [
            day
            for day in moved
            if (day.timer_id, day.told) in {(d.timer_id, d.now) for d in told}
        ]
        before = [day for owed in was_owed for day in owed.moved]
        owed_now = still_owed(before, (*named, *known), moved)
        if owed_now and owed_now != tuple(before):
            self._record(
                TellingOwed,
                signed,
                telling_id=telling_id,
                person_id=person_id,
                days_off=days_off,
                added=added,
                moved=owed_now,
            )
        elif not owed_now:
            for owed in was_owed:
                self._record(TellingLapsed, signed, telling_id=owed.telling_id)

    def tell_moved_days(
        self,
        telling_id: UUID,
        *,
        told_on: date,
        contact_id: UUID | None = None,
        signed: Signed,
    ) -> None:
        """Record that a person was told the days that moved, on a London date.

        Refused: nothing is owed any more (`AlreadyDone`).  In what contact it was, is
        told; none where a letter told them.
        """
        if telling_id not in self.tellings:
            raise AlreadyDone("They have been told, or there is nothing to tell now")
        self._record(
            MovedDaysTold,
            signed,
            telling_id=telling_id,
            told_on=told_on,
            contact_id=contact_id,
        )

    def told_by_letter(self, person_id: UUID, command_id: UUID | None) -> list[UUID]:
        """Return what a command that posted letters told a person, or told by them."""
        return [
            telling_id
            for telling_id, told in self.moved_told.items()
            if told.person_id == person_id
            and self.moved_told_by[telling_id] == command_id
        ]

    def take_back_telling(
        self, telling_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that a person was not told by a letter: they are owed it still."""
        if telling_id not in self.moved_told:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(MovedDaysToldInError, signed, item_id=telling_id, reason=reason)


def _told_in(telling: TellingOwed, person_id: UUID) -> tuple[DayMoved, ...]:
    return telling.moved if telling.person_id == person_id else ()
