"""Who is not marked as safe to write to on another case, by name or by address.

A person's id is theirs on one case only, and the cases of one person are not joined:
so what is known on the other case is asked, and a person decides what it means here.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.sealed import ERASED
from asbreview.web.given import Installation
from asbreview.web.search_index import SearchIndex
from asbreview.web.search_words import plain


class Met(NamedTuple):
    """Somebody as they are met on a case, in the clear."""

    case_id: UUID | None
    name: str
    address: str


class MarkElsewhere(NamedTuple):
    """A case on which somebody of the name or address is not safe to write to."""

    case_id: UUID
    reference: str


def unsafe_elsewhere(
    given: Installation, index: SearchIndex, met: Iterable[Met]
) -> dict[Met, list[MarkElsewhere]]:
    """Return where else each of them is not marked as safe to write to; many at once.

    Cases that have ended are looked at too: what was not safe may still not be.
    """
    everybody = list(met)
    found = index.alike_to_any((m.name, m.address) for m in everybody)
    marks = {id_: _marks(given, id_) for id_ in {e.case_id for e in found}}
    return {
        one: [mark for mark, who in marks.values() if _is_told_of(one, mark, who)]
        for one in everybody
    }


Unsafe = list[tuple[str, str]]


def _marks(given: Installation, case_id: UUID) -> tuple[MarkElsewhere, Unsafe]:
    """Return a case, and the name and address of whoever is not safe there."""
    case, reveal = given.reviews.case(case_id), given.keyring.reveal
    unsafe: Unsafe = []
    for person in case.contact.people.values():
        name, address = reveal(person.name), reveal(person.address)
        if not person.safe.to_write and name is not ERASED and address is not ERASED:
            unsafe.append((plain(name), plain(address)))
    return MarkElsewhere(case_id, case.trigger.reference), unsafe


def _is_told_of(one: Met, mark: MarkElsewhere, unsafe: Unsafe) -> bool:
    name, address = plain(one.name), plain(one.address)
    return mark.case_id != one.case_id and any(
        name == their_name or (address and address == their_address)
        for their_name, their_address in unsafe
    )
