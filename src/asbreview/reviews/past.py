"""Bringing in cases of the past from a list, and taking one back."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.past.columns import ColumnsOfPast, PastColumns
from asbreview.domain.past.facts import PastFacts, PastPerson
from asbreview.domain.past.record import PastCase
from asbreview.domain.reference import Reference
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import FAR, Changed, Commands, once, within


class PastTold(NamedTuple):
    """What a line says of a case; a text that is empty is not known."""

    facts: PastFacts
    name: str = ""
    address: str = ""
    phone: str = ""
    recommendations: str = ""


class PastCommands(Commands):
    """Whole lists of earlier cases, in one save each."""

    @once
    def import_past(
        self,
        area_id: str,
        *,
        cases: Mapping[int, PastTold],
        headings: tuple[str, ...],
        columns: PastColumns,
        signed: Signed,
    ) -> Changed:
        """Bring in cases of the past, each by the number of its line in a list.

        All of them or none: one that cannot be true is `Misrecorded`, one that is there
        is `AlreadyDone`.  Which column of such a list is what is kept for the next.
        """
        if not cases:
            raise Misrecorded("Select the lines to bring in", field="take")
        brought: dict[UUID, PastCase] = {}
        for line, told in cases.items():
            with within(f"line-{line}"):
                case = self._brought_in(area_id, told, line, signed)
            if case.case_id in brought:
                raise AlreadyDone(f"Line {line} is of a reference that is above it")
            brought[case.case_id] = case
        mapped = self.columns_of_past(area_id, headings)
        if mapped is None:
            mapped = ColumnsOfPast.map_for(area_id, headings, columns, signed=signed)
        else:
            mapped.map_anew(columns, signed=signed)
        return (*brought.values(), mapped)

    @once
    def take_back_past(self, case_id: UUID, *, reason: str, signed: Signed) -> Changed:
        """Record that a case of the past was brought in wrongly, and why."""
        must_say(reason, asks="Enter what was wrong", field="reason")
        case = self.past_case(case_id)
        case.take_back(reason.strip(), signed=signed)
        return (case,)

    def past_case(self, case_id: UUID, *, as_of: int | None = None) -> PastCase:
        """Return a case of the past (`NoSuchThing` if there is none)."""
        case = self.as_it_stood(PastCase, PastCase.id_for(case_id), as_of)
        if case is None:
            raise NoSuchThing("There is no such case of the past")
        return case

    def past_there(self, area_id: str, reference: str) -> str:
        """Say what a case of a reference is called that is on record; else nothing.

        Of a case that is kept for another area nothing is told: not that there is one.
        """
        case_id = PastCase.case_id_for(area_id, reference)
        if self.recorder.version_as_of(PastCase.id_for(case_id), FAR):
            case = self.past_case(case_id)
            if not case.in_error:
                return f"{case.facts.reference}, brought in already"
        own = reference.strip().upper()
        if self.recorder.version_as_of(Reference.id_for(own), FAR):
            trigger = Trigger.id_for(self.case_id_of(own))
            if self.get(Trigger, trigger).procedure_id == area_id:
                return f"the case {own} that is kept here"
        return ""

    def columns_of_past(
        self, area_id: str, headings: tuple[str, ...]
    ) -> ColumnsOfPast | None:
        """Return which column is what of an area's list; nothing if never said."""
        record_id = ColumnsOfPast.id_for(area_id, headings)
        return self.as_it_stood(ColumnsOfPast, record_id)

    def _brought_in(
        self, area_id: str, told: PastTold, line: int, signed: Signed
    ) -> PastCase:
        case_id = PastCase.case_id_for(area_id, told.facts.reference)
        person = PastPerson.of(
            case_id,
            name=told.name,
            address=told.address,
            phone=told.phone,
            recommendations=told.recommendations,
        )
        if self.recorder.version_as_of(Erasure.id_for(person.person_id), FAR):
            raise AlreadyDone("Whoever applied has been forgotten: leave it out")
        if there := self.past_there(area_id, told.facts.reference):
            raise AlreadyDone(f"Line {line}: {there}")
        if self.recorder.version_as_of(PastCase.id_for(case_id), FAR):
            case = self.past_case(case_id)
            case.bring_in_again(told.facts, person, line=line, signed=signed)
            return case
        return PastCase.bring_in(area_id, told.facts, person, line=line, signed=signed)
