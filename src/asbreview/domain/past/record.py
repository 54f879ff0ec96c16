"""A case of the past: facts, and nothing that goes on.

It is none of the records of a case that goes on: no clock runs for it, no letter is
written, and all that can be done is to say that it was brought in wrongly.
"""

from datetime import date, datetime
from typing import Self
from uuid import UUID, uuid5

from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.past.checking import bare, wrong_in
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
    PastFacts,
    PastPerson,
)
from asbreview.domain.people import OfPerson
from asbreview.domain.sealed import Sealed

NAMESPACE = UUID("6b1de7a3-52a5-5c0a-8ed3-90c4b6a1f0d7")


class PastCase(CaseAggregate):
    """What was brought in of one case of the past."""

    TOPIC = "past"

    def __init__(  # noqa: PLR0913, PLR0917  what is known of it
        self,
        case_id: UUID,
        area_id: str,
        facts: PastFacts,
        person: PastPerson,
        line: int,
        timestamp: datetime,
    ) -> None:
        super().__init__(case_id)
        self.brought_in_on = local_day(timestamp)
        self.area_id, self.facts, self.person = area_id, facts, person
        self.line, self.in_error = line, False
        self.because: Sealed[str] | None = None

    @staticmethod
    def case_id_for(area_id: str, reference: str) -> UUID:
        """Return the id of the one case of the past of a reference in an area."""
        return uuid5(NAMESPACE, f"{area_id} {bare(reference)}")

    @classmethod
    def bring_in(
        cls,
        area_id: str,
        facts: PastFacts,
        person: PastPerson,
        *,
        line: int,
        signed: Signed,
    ) -> Self:
        """Record what is known of a case (`Misrecorded` if it cannot be true)."""
        _must_be_possible(facts, signed.on)
        case_id = cls.case_id_for(area_id, facts.reference)
        return cls._open_on(
            case_id,
            PastCaseImported,
            signed,
            area_id=area_id,
            facts=facts,
            person=person,
            line=line,
        )

    def bring_in_again(
        self, facts: PastFacts, person: PastPerson, *, line: int, signed: Signed
    ) -> None:
        """Record it again, after it was recorded in error; else it is `AlreadyDone`."""
        _must_be_possible(facts, signed.on)
        if not self.in_error:
            raise AlreadyDone(f"The case {facts.reference} has been brought in already")
        self._record(
            PastCaseImportedAnew,
            signed,
            area_id=self.area_id,
            facts=facts,
            person=person,
            line=line,
        )

    def take_back(self, reason: str, *, signed: Signed) -> None:
        """Record that there was no such case, or that it was not so."""
        if self.in_error:
            raise AlreadyDone("It is on record already that this was in error")
        person_id = self.person.person_id
        self._record(
            PastCaseInError,
            signed,
            area_id=self.area_id,
            reason=OfPerson(person_id=person_id, words=Sealed.of(reason)),
        )


def _must_be_possible(facts: PastFacts, on: date) -> None:
    for wrong in wrong_in(facts, on=on):
        says = f"{wrong.says[0].upper()}{wrong.says[1:]}"
        raise Misrecorded(says, field=wrong.field)
