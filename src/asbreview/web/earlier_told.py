"""Which earlier cases may be of the same person, and what was said of them.

Whoever looks is shown only cases that they may see, and none whose people, or our own,
have been forgotten: that another case is of the same person would tell who it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.people import Person
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.domain.trigger.came import Came
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.search_index import SearchIndex
from projections.queue import CaseRow, case_rows
from projections.repeats import latest_before, linked_among
from projections.scope import Scope, past_seen
from projections.walking import portions

MOST: Final = 20  # of the same name or address, the latest: others by their reference


class EarlierShown(NamedTuple):
    """An earlier case as it is shown: what it is called, where it is, and when.

    `whose` is nothing where nobody has said.  Of a case of the past, the day on which
    it was applied for may not be known.
    """

    case_id: UUID
    reference: str
    address: str
    applied_on: date | None
    place: str
    is_past: bool
    whose: SamePerson | None

    @property
    def says(self) -> str:
        """When it was applied for, and where it happened, as far as is known."""
        when = "Applied for on an unknown day"
        if self.applied_on:
            when = f"Applied for on {in_words(self.applied_on)}"
        return ", ".join(filter(None, (when, self.place)))


@dataclass(frozen=True)
class Earlier:
    """The earlier cases of a case that whoever looks may see."""

    shown: list[EarlierShown]

    def said(self, whose: SamePerson) -> list[EarlierShown]:
        """Return those of which this was said."""
        return [each for each in self.shown if each.whose is whose]

    @property
    def same(self) -> list[EarlierShown]:
        """Those that are said to be of the same person."""
        return self.said(SamePerson.YES)

    @property
    def not_known(self) -> list[EarlierShown]:
        """Those of which nobody knew."""
        return self.said(SamePerson.NOT_KNOWN)

    @property
    def another(self) -> list[EarlierShown]:
        """Those that are said to be of somebody else."""
        return self.said(SamePerson.NO)

    @property
    def unsaid(self) -> list[EarlierShown]:
        """Those of the same name or address of which nobody has said anything."""
        return [each for each in self.shown if each.whose is None]


@dataclass(frozen=True)
class Looking:
    """Who looks at earlier cases of a case, and in what they are looked for."""

    view: CaseView
    given: Installation
    index: SearchIndex
    seen: Scope

    def earlier(self) -> Earlier:
        """Return the cases of which something was said, and those not yet.

        Nothing is looked for by whoever may not say it, nor as of another day.
        """
        if self._is_linked or not all(map(self._is_known, self._people)):
            return Earlier([])
        said = self.view.case.trigger.earlier
        shown = self.shown(said.keys())
        if self.view.may_record:
            shown += self._unsaid(self._alike() - said.keys())
        return Earlier(sorted(shown, key=_latest_first))

    def shown(self, cases: Iterable[UUID]) -> list[EarlierShown]:
        """Return those of some cases that may be shown, the latest first."""
        ids = [id_ for id_ in cases if id_ != self.view.case.case_id]
        if not ids:
            return []
        with self.given.views.connect() as db:
            rows = case_rows(db, ids, self.seen)
            linked = linked_among(db, [row.case_id for row in rows])
            past = past_seen(db, ids, self.seen)
        told = [
            *(self._of(row) for row in rows if self._may_be_shown(row, linked)),
            *(
                self._shown(row.case_id, row.reference, row.facts.applied_on)._replace(
                    address=f"/past/{row.case_id}",
                    place=row.facts.place,
                    is_past=True,
                )
                for row in past
                if row.forgotten_on is None and self._is_before(row.facts.applied_on)
            ),
        ]
        return sorted(told, key=_latest_first)

    def _unsaid(self, alike: set[UUID]) -> list[EarlierShown]:
        """Return the latest that may be shown, and ask of no more than it takes."""
        with self.given.views.connect() as db:
            latest = latest_before(db, alike, self._applied_on)
        unsaid: list[EarlierShown] = []
        for some in portions(latest, MOST):
            unsaid += self.shown(some)
            if len(unsaid) >= MOST:
                break
        return unsaid[:MOST]

    @property
    def _applied_on(self) -> date:
        return self.view.case.trigger.application.applied_on

    @property
    def _is_linked(self) -> bool:
        came = self.view.case.trigger.came
        return came is not None and came.how is Came.REFERRED_BACK

    @property
    def _people(self) -> tuple[Person, ...]:
        return self.view.case.contact.present

    def _alike(self) -> set[UUID]:
        pairs = list(self._names_and_addresses())
        return {entry.case_id for entry in self.index.alike_to_any(pairs)}

    def _names_and_addresses(self) -> Iterator[tuple[str, str]]:
        reveal = self.given.keyring.reveal
        for person in self._people:
            name, address = reveal(person.name), reveal(person.address)
            if name is not ERASED and address is not ERASED:
                yield name, address

    def _is_known(self, person: Person) -> bool:
        return self.given.keyring.reveal(person.name) is not ERASED

    def _may_be_shown(self, row: CaseRow, linked: set[UUID]) -> bool:
        came = self.view.case.trigger.came
        itself = came is not None and came.case_id == row.case_id
        if itself or row.case_id in linked or not self._is_before(row.applied_on):
            return False
        name = row.applicant_name
        return name is not None and (
            self.given.keyring.reveal(Sealed[str](name)) is not ERASED
        )

    def _is_before(self, applied_on: date | None) -> bool:
        return applied_on is None or applied_on <= self._applied_on

    def _of(self, row: CaseRow) -> EarlierShown:
        shown = self._shown(row.case_id, row.reference, row.applied_on)
        return shown._replace(place=row.place)

    def _shown(
        self, case_id: UUID, reference: str, applied_on: date | None
    ) -> EarlierShown:
        said = self.view.case.trigger.earlier.get(case_id)
        address = f"/cases/{reference}"
        whose = said.whose if said else None
        return EarlierShown(case_id, reference, address, applied_on, "", False, whose)  # noqa: FBT003


def _latest_first(shown: EarlierShown) -> tuple[int, str]:
    on = shown.applied_on or date.min
    return -on.toordinal(), shown.reference
