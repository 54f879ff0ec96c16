"""What the applicant is told on the way, and asked for."""

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.contact.owed import TellingsOnFile
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class ProgressReported(CaseEvent):
    """How the case is going was written down, for the letter that tells it."""

    TOPIC: ClassVar[str] = "contact.progress-reported"

    report_id: UUID
    person_id: UUID
    progress: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember what the letter tells; that it was told, the letter knows."""
        aggregate.progress[self.report_id] = self


class InTouchOnFile(TellingsOnFile):
    """What was written to the applicant on the way."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.progress: dict[UUID, ProgressReported] = {}

    def report_progress(
        self, report_id: UUID, *, person_id: UUID, progress: Prose, signed: Signed
    ) -> None:
        """Record how the case is going, to be told to a person of it."""
        self._record(
            ProgressReported,
            signed,
            report_id=report_id,
            person_id=person_id,
            progress=progress,
        )
