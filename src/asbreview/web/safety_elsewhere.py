"""Who is not marked as safe to write to on another case, by name or by address.

A person's id is theirs on one case only, and the cases of one person are not joined:
so what is known on the other case is asked, and a person decides what it means here.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol
from uuid import UUID

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.sealed import ERASED
from asbreview.reviews import Case, CaseReviews
from asbreview.store.keys import KeyRing
from asbreview.web.search_index import SearchIndex
from asbreview.web.search_words import plain


class Kept(Protocol):
    """An installation, for its pages or for what goes from it by itself."""

    @property
    def reviews(self) -> CaseReviews:
        """Return its cases."""

    @property
    def keyring(self) -> KeyRing:
        """Return the keys to what tells of a person."""


class Met(NamedTuple):
    """Somebody as they are met on a case, in the clear."""

    case_id: UUID | None
    name: str
    address: str


class MarkElsewhere(NamedTuple):
    """A case on which somebody of the name or address is not safe to write to.

    Without its reference where it is kept from whoever asks: it is named to nobody, nor
    is it said that there is one (`docs/decisions/0143`).
    """

    case_id: UUID
    reference: str


def unsafe_elsewhere(
    given: Kept, index: SearchIndex, met: Iterable[Met]
) -> dict[Met, list[MarkElsewhere]]:
    """Return where else each of them is not marked as safe to write to; many at once.

    Cases that have ended are looked at too: what was not safe may still not be.  Those
    brought in from before this program do not say what is safe.  A case of their areas
    that is kept from whoever asks counts, and is not named.
    """
    everybody = list(met)
    kept = index.alike_but_kept([(m.name, m.address) for m in everybody])
    unsafe = _Unsafe(given)
    for case in cases_alike(given, index, everybody):
        unsafe.add(case, is_named=case.case_id not in kept)
    return {one: unsafe.marks_of(one) for one in everybody}


def cases_alike(given: Kept, index: SearchIndex, met: Iterable[Met]) -> Iterator[Case]:
    """Yield the cases on which somebody has the name, or the address, of any of them.

    Those of this program, and not of the past.
    """
    people = [(m.name, m.address) for m in met]
    seen = {entry.case_id for entry in index.alike_to_any(people)}
    for case_id in seen | index.alike_but_kept(people):
        try:
            yield given.reviews.case(case_id)
        except NoSuchThing:
            continue


class _Unsafe:
    """The cases on which somebody is not safe to write to, by name and by address."""

    def __init__(self, given: Kept) -> None:
        self._reveal = given.keyring.reveal
        self._named: dict[str, set[MarkElsewhere]] = {}
        self._addressed: dict[str, set[MarkElsewhere]] = {}

    def add(self, case: Case, *, is_named: bool) -> None:
        """Add whoever is not safe to write to on a case, and is not forgotten."""
        reference = case.trigger.reference if is_named else ""
        mark = MarkElsewhere(case.case_id, reference)
        for person in case.contact.people.values():
            name, address = self._reveal(person.name), self._reveal(person.address)
            if person.safe.to_write or name is ERASED or address is ERASED:
                continue
            self._named.setdefault(plain(name), set()).add(mark)
            if where := plain(address):
                self._addressed.setdefault(where, set()).add(mark)

    def marks_of(self, one: Met) -> list[MarkElsewhere]:
        """Return the cases but their own, by reference."""
        alike = self._named.get(plain(one.name), set())
        alike = alike | self._addressed.get(plain(one.address), set())
        others = (mark for mark in alike if mark.case_id != one.case_id)
        return sorted(others, key=lambda mark: mark.reference)
