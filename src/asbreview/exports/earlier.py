"""Which cases are of the same person, as it stands when the log has been read."""

from collections.abc import Iterator
from uuid import UUID

from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import Event
from asbreview.domain.trigger.earlier import (
    EarlierCase,
    EarlierCasesCompared,
    SamePerson,
    said_last,
)
from asbreview.domain.trigger.in_error import TriggerFact


class SaidOfEarlier:
    """What was said of earlier cases, and not taken back: few cases have any.

    Those brought in from a list are no objects of an export, and are left out.
    """

    def __init__(self) -> None:
        self._compared: dict[UUID, dict[UUID, tuple[EarlierCase, ...]]] = {}

    def take(self, event: Event) -> None:
        """Take in what was said, or that it was in error."""
        match event:
            case EarlierCasesCompared():
                said = self._compared.setdefault(event.case_id, {})
                said[event.command_id] = event.earlier
            case FactRecordedInError() if event.corrects == TriggerFact.COMPARED:
                self._compared.get(event.case_id, {}).pop(event.item_id, None)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each case, and an earlier one of the same person."""
        for case_id, compared in self._compared.items():
            for each in said_last(compared.values()):
                if each.whose is SamePerson.YES and not each.is_past:
                    yield str(case_id), str(each.case_id)
