"""What is kept how long, what is due by it and what is held, as it is shown."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.days import in_words
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.retention.disposals import Disposal
from asbreview.domain.retention.proposed_case_erasures import ProposedCaseErasure
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.domain.retention.proposed_texts_erasures import ProposedTextsErasure
from asbreview.domain.retention.removals import Removed
from asbreview.domain.retention.rules import RecordKind, RetentionRule
from asbreview.domain.retention.schedule import RetentionSchedule
from asbreview.web.given import Installation
from asbreview.web.retention_forms import ORIGINS
from asbreview.web.words import counted
from projections.due_for_disposal import OfClass, due, ended_of
from projections.holds import HoldRow, holds_in
from projections.scope import Scope, seen_among

ONE, WHOLE = "to forget one person", "to forget the whole case"
SOME_TEXTS = "to erase texts that somebody asked to have erased"


class ClassShown(NamedTuple):
    """A class of records: its rule, those to come, and what is due by it.

    `ended` is how many cases of the class are kept, whether due or not.  Of a class
    that goes by itself nothing is ever due: `gone` is what went, the latest first.
    """

    of: RecordKind
    rule: RetentionRule | None
    origin: str
    to_come: list[RetentionRule]
    due: OfClass | None
    ended: int
    gone: list[Removed]


class PersonShown(NamedTuple):
    """A person, some texts or a case that it was proposed to forget, and the page."""

    reference: str
    address: str
    what: str
    because: str
    proposed: ProposedErasure | ProposedTextsErasure | ProposedCaseErasure


class AreaShown(NamedTuple):
    """An area, and each class of its records."""

    area_id: str
    name: str
    classes: list[ClassShown]
    waiting: list[Disposal]
    people: list[PersonShown]
    decided: list[Disposal]
    holds: list[HoldRow]


class Asked(NamedTuple):
    """Of which day the list is asked, and how far the log is read for it."""

    given: Installation
    on: date
    position: int | None

    def area(self, area_id: str, name: str, seen: Scope) -> AreaShown:
        """Return all there is to show of an area."""
        waiting, decided = self.disposals(area_id)
        people = self.people(area_id, seen)
        classes, holds = self.classes(area_id, seen), self.holds(area_id, seen)
        return AreaShown(area_id, name, classes, waiting, people, decided, holds)

    def classes(self, area_id: str, seen: Scope) -> list[ClassShown]:
        """Return each class of records of an area, and what of it is due."""
        schedule = self.given.reviews.retention_schedule(area_id, as_of=self.position)
        disposals = self.given.reviews.disposals(area_id, as_of=self.position)
        removed = disposals.removed[::-1] if disposals else []
        shown = []
        with self.given.views.connect() as db:
            for of in RecordKind:
                rule = schedule.rule_for(of, on=self.on) if schedule else None
                shown.append(
                    ClassShown(
                        of,
                        rule,
                        ORIGINS[rule.origin] if rule else "",
                        schedule.to_come(of, on=self.on) if schedule else [],
                        self._due(db, area_id, rule, seen)
                        if rule and of.is_of_cases
                        else None,
                        ended_of(db, area_id, of, seen=seen, as_of=self.position),
                        [gone for gone in removed if gone.rule.of is of],
                    )
                )
        return shown

    def disposals(self, area_id: str) -> tuple[list[Disposal], list[Disposal]]:
        """Return the proposals that wait, and those that were decided, latest first."""
        record = self.given.reviews.disposals(area_id, as_of=self.position)
        if record is None:
            return [], []
        decided = [each for each in record.disposals.values() if not each.is_waiting]
        return record.disposals.waiting, decided[::-1]

    def people(self, area_id: str, seen: Scope) -> list[PersonShown]:
        """Return who, or what, waits to be forgotten, of cases that are seen."""
        record = self.given.reviews.disposals(area_id, as_of=self.position)
        waiting = record.erasures.waiting if record else []
        texts = record.texts_erasures.waiting if record else []
        cases = record.case_erasures.waiting if record else []
        asked = [each.case_id for each in (*waiting, *texts, *cases)]
        with self.given.views.connect() as db:
            visible = seen_among(db, asked, seen)
        visible = {id_ for id_ in visible if not self._is_disposed_of(id_)}
        return [
            *(self._person(each) for each in waiting if each.case_id in visible),
            *(self._texts(each) for each in texts if each.case_id in visible),
            *(self._case(each) for each in cases if each.case_id in visible),
        ]

    def _person(self, proposed: ProposedErasure) -> PersonShown:
        case_id, reviews = proposed.case_id, self.given.reviews
        try:
            past = reviews.past_case(case_id)
        except NoSuchThing:
            reference = reviews.case(case_id).trigger.reference
            at = f"/cases/{reference}/people/{proposed.person_id}/erase"
            return PersonShown(reference, at, ONE, proposed.basis, proposed)
        at = f"/past/{case_id}/forget"
        return PersonShown(past.facts.reference, at, ONE, proposed.basis, proposed)

    def _texts(self, proposed: ProposedTextsErasure) -> PersonShown:
        reference = self.given.reviews.case(proposed.case_id).trigger.reference
        at = f"/cases/{reference}/data-requests/{proposed.request_id}/erase"
        because = f"they asked, and it would be {proposed.answer.granted}"
        return PersonShown(reference, at, SOME_TEXTS, because, proposed)

    def _case(self, proposed: ProposedCaseErasure) -> PersonShown:
        reference = self.given.reviews.case(proposed.case_id).trigger.reference
        at = f"/cases/{reference}/keeping/erase"
        return PersonShown(reference, at, WHOLE, proposed.because, proposed)

    def _is_disposed_of(self, case_id: UUID) -> bool:
        erased = self.given.reviews.case_erasure(case_id, as_of=self.position)
        return erased is not None

    def holds(self, area_id: str, seen: Scope) -> list[HoldRow]:
        """Return what is held in an area, the first to be looked at first."""
        with self.given.views.connect() as db:
            return holds_in(db, area_id, seen=seen, as_of=self.position)

    def _due(
        self, db: Connection, area_id: str, rule: RetentionRule, seen: Scope
    ) -> OfClass:
        return due(db, area_id, rule, seen=seen, on=self.on, as_of=self.position)


def laid_down(schedule: RetentionSchedule | None, of: str) -> Iterator[tuple[str, str]]:
    """Yield what is laid down for a class of records: from when, and what."""
    if schedule is None or of not in set(RecordKind):
        return
    kind = RecordKind(of)
    said = [
        (rule.from_on, f"{counted(rule.years, 'year')} from {rule.counted_from}")
        for rule in schedule.rules[kind]
    ]
    ended = [(day, "No rule") for day in schedule.ended[kind]]
    for day, what in sorted(said + ended):
        yield f"From {in_words(day)}", what
