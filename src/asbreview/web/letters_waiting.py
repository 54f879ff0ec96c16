"""The letters of all cases that have not gone: what waits for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asbreview.access.accounts import account_names
from asbreview.domain.days import local_day
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.letter.facts import Status
from asbreview.web.as_of import AsOf
from asbreview.web.given import Installation
from asbreview.web.letters_read import letter_read, title_of
from asbreview.web.meanwhile import ago
from asbreview.web.safety_elsewhere import MarkElsewhere, Met, unsafe_elsewhere
from asbreview.web.search_index import SearchIndex
from asbreview.web.telling import Telling
from asbreview.web.typed import Fields
from projections.letters import LetterRow, letters_that_are
from projections.people import people_of
from projections.queue import case_rows
from projections.scope import Scope, seen_among

NO_SUCH_LETTER: Final = "There is no such case"  # as of a letter that there is not
STILL_HERE: Final = (
    Status.UNKNOWN,
    Status.HELD,
    Status.HANDED_OVER,
    Status.DRAFTED,
    Status.PREPARED,
    Status.SENDING,
)


class Waiting(NamedTuple):
    """A letter that has not gone yet, and the case it belongs to."""

    letter: LetterRow
    reference: str
    to: str
    is_out_of_date: bool
    unsafe: list[MarkElsewhere]
    what_to_do: str

    @property
    def address(self) -> str:
        """Where the letter is looked at."""
        return f"/cases/{self.reference}/letters/{self.letter.letter_id}"

    @property
    def title(self) -> str:
        """What the letter is called."""
        return title_of(self.letter.kind)

    @property
    def may_go(self) -> bool:
        """May it be posted today, for all that is known?"""
        return not self.is_out_of_date and not self.unsafe


@dataclass(frozen=True)
class PrintQueue:
    """The letters of all cases that have not gone, as of an instant."""

    given: Installation
    as_of: AsOf
    index: SearchIndex
    seen: Scope

    def must_see(self, letters: Iterable[UUID]) -> None:
        """Refuse (`NoSuchThing`) letters of a case that is not theirs, as if of none.

        A letter that waits is of a case that the caseload has.
        """
        asked = set(letters)
        cases = {self.given.reviews.letter(letter_id).case_id for letter_id in asked}
        with self.given.views.connect() as db:
            if seen_among(db, cases, self.seen) != cases:
                raise NoSuchThing(NO_SUCH_LETTER)

    def waiting(self) -> dict[Status, list[Waiting]]:
        """Return the letters that have not gone, by how they stand.

        The oldest first, and those of one case together.
        """
        stand: dict[Status, list[Waiting]] = {status: [] for status in STILL_HERE}
        with self.given.views.connect() as db:
            found = list(self._found(db))
        first: dict[str, date] = {}
        for waiting in found:
            first.setdefault(waiting.reference, waiting.letter.dated)
        for waiting in sorted(found, key=lambda w: (first[w.reference], w.reference)):
            stand[waiting.letter.status].append(waiting)
        return stand

    def _is_out_of_date(self, letter: LetterRow) -> bool:
        """Say whether a letter that is ready prints days that hold no more today."""
        today = local_day(self.given.now()) if self.as_of.is_now else self.as_of.on
        if letter.status is not Status.HANDED_OVER or letter.dated >= today:
            return False
        reviews = self.given.reviews
        drawn = reviews.letter(letter.letter_id, as_of=self.as_of.position)
        return reviews.is_out_of_date(drawn, today)

    def gone_meanwhile(self, typed: Fields) -> Iterator[str]:
        """Tell which of the letters that were ticked went otherwise, and by whom."""
        names = account_names(self.given.office)
        for letter_id in typed.get("letters", ()):
            self.must_see([UUID(letter_id)])
            read = letter_read(self.given, UUID(letter_id), self.as_of)
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
            row.case_id: row.reference
            for row in case_rows(db, cases, self.seen, as_of=position)
        }
        letters = [letter for letter in letters if letter.case_id in references]
        cases = list(references)
        people = {
            person.person_id: person
            for case_id in cases
            for person in people_of(db, case_id, as_of=position)
        }
        tell = Telling(self.given.keyring, self.given.views)
        tell.expect(*(token for p in people.values() for token in (p.name, p.address)))
        met = {
            id_: Met(person.case_id, tell(person.name), tell(person.address))
            for id_, person in people.items()
        }
        unsafe = unsafe_elsewhere(self.given, self.index, met.values())
        for letter in letters:
            who = met.get(letter.to)
            yield Waiting(
                letter=letter,
                reference=references[letter.case_id],
                to=who.name if who else "[removed]",
                is_out_of_date=self._is_out_of_date(letter),
                unsafe=unsafe[who] if who else [],
                what_to_do=self._what_to_do(letter),
            )

    def _what_to_do(self, letter: LetterRow) -> str:
        """Say what a person has to do about a letter that waits for one."""
        if letter.status not in {Status.HELD, Status.UNKNOWN}:
            return ""
        read = letter_read(self.given, letter.letter_id, self.as_of)
        return read.what_to_check or read.what_to_do
