"""Complaints that were put on file from a list that a body keeps of its incidents."""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent

if TYPE_CHECKING:
    from asbreview.domain.evidence.record import Evidence


class ComplaintsImported(CaseEvent):
    """Complaints were put on file from a body's list of incidents, all at once.

    `lines` are the numbers of their lines in that list, in the same order.  Each was
    put on file by itself (`evidence.complaint-logged`), in the same save.
    """

    TOPIC: ClassVar[str] = "evidence.complaints-imported"

    import_id: UUID
    body_id: UUID
    complaint_ids: tuple[UUID, ...]
    lines: tuple[int, ...]
    lines_read: int

    def apply(self, aggregate: "Evidence") -> None:
        """Remember from which list each came, and from which line of it."""
        for complaint_id, line in zip(self.complaint_ids, self.lines, strict=True):
            aggregate.imported[complaint_id] = (self.body_id, line)
