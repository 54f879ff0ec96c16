"""A fact recorded in error: it is left out of account, and stays on the case.

What did happen is recorded afresh, as if for the first time (`docs/decisions/0013`).
"""

from collections.abc import Container, Mapping
from typing import Final
from uuid import UUID

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import CaseAggregate, CaseEvent, Signed
from asbreview.domain.people import Prose


class FactRecordedInError(CaseEvent):
    """Something was recorded that did not happen, or not so.

    Each record has its own, whose `fact` is the topic under which the thing in error
    was recorded.  `item_id` says which of several: its own id, or the command that
    recorded it where it has none; it is the case's where there is only one.
    """

    item_id: UUID
    reason: Prose

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        raise NotImplementedError


OF_NO_RECORD: Final[type[FactRecordedInError]] = FactRecordedInError


class CorrectedRecord(CaseAggregate):
    """A record that knows which of its facts may turn out to be in error."""

    in_error_as = OF_NO_RECORD

    def take_back(
        self, fact: str, item_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that something was recorded in error; `NoSuchThing` if it is not on.

        *fact* is the topic it was recorded under.  What rests on it is asked of by the
        command, which knows the other records.
        """
        if item_id not in self.facts_on_record.get(fact, ()):
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(
            self.in_error_as, signed, fact=fact, item_id=item_id, reason=reason
        )

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        raise NotImplementedError

    def _its_own(self, *, there: bool) -> Container[UUID]:
        """Return the case's id, for what a case has once, if that is there."""
        return (self.case_id,) if there else ()
