"""Which letters do not go by themselves, since somebody has to look at them first.

A letter that a person posts is warned of where it is ticked (`web.safety_elsewhere`).
Nobody sees one that goes by email, or that somebody else prints and posts.
"""

from typing import Final
from uuid import UUID

from asbreview.domain.letter.facts import ChosenBecause, Way
from asbreview.domain.people import Person
from asbreview.domain.sealed import ERASED
from asbreview.installation import Installation
from asbreview.letters.ways.choosing import Chosen
from asbreview.reviews.case import Case
from asbreview.web.safety_elsewhere import Met, cases_alike, unsafe_elsewhere
from asbreview.web.search_index import SearchIndex
from asbreview.web.seen_index import AreaIndex

TO_A_PERSON: Final = Chosen(Way.PRINT_QUEUE, ChosenBecause.LOOK_FIRST)


class LooksFirst:
    """Has a letter lie in the print queue where its addressee may not be safe."""

    def __init__(self, installation: Installation) -> None:
        self._given = installation
        self._index = SearchIndex(installation.keyring, installation.views)

    def __call__(self, case: Case, to: UUID, chosen: Chosen) -> Chosen:
        """Return the way that a letter to somebody of a case takes, after all.

        By post not where somebody of the name or the address is not marked as safe to
        write to on another case of the area; by email not where the same email address
        is not marked as safe there.  It says of no case that there is one.
        """
        if chosen.way is Way.PRINT_QUEUE:
            return chosen
        person, reveal = case.contact.people[to], self._given.keyring.reveal
        name, address = reveal(person.name), reveal(person.address)
        if name is ERASED or address is ERASED:
            return chosen
        met = Met(case.case_id, str(name), str(address))
        index = AreaIndex(self._index, self._given.views, case.procedure.procedure_id)
        if chosen.way.is_email:
            is_unsafe = self._is_email_unsafe(person, met, index)
        else:
            is_unsafe = bool(unsafe_elsewhere(self._given, index, [met])[met])
        return TO_A_PERSON if is_unsafe else chosen

    def _is_email_unsafe(self, person: Person, met: Met, index: SearchIndex) -> bool:
        email = self._email(person)
        others = (
            other
            for case in cases_alike(self._given, index, [met])
            if case.case_id != met.case_id
            for other in case.contact.people.values()
        )
        return any(o for o in others if not o.safe.to_email and self._email(o) == email)

    def _email(self, person: Person) -> str:
        return str(self._given.keyring.reveal(person.email)).strip().casefold()
