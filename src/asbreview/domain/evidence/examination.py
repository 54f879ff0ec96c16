"""What was found of a file when it was looked at, and each time after.

It is a record of its own for each file: what a scanner says of one is no evidence, and
must not come between a decision and what it rests on.
"""

from typing import ClassVar, Self
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.files import Scan
from asbreview.domain.model import Aggregate, CaseEvent, OpeningEvent, Signed


class FileExamined(CaseEvent, OpeningEvent):
    """A file was looked at before it was put on record: it is what it seems to be.

    `why_not` says why it was not scanned; `has_copy` whether a viewing copy was made.
    """

    TOPIC: ClassVar[str] = "examination.file-examined"

    found: Scan
    why_not: str
    has_copy: bool


class FileScanned(CaseEvent):
    """A file that was on record was scanned for what is harmful, or could not be."""

    TOPIC: ClassVar[str] = "examination.file-scanned"

    found: Scan
    why_not: str

    def apply(self, aggregate: "Examination") -> None:
        """Remember what was said; that nothing was said unsays nothing."""
        if self.found is not Scan.NOT_SCANNED or aggregate.found is self.found:
            aggregate.found, aggregate.why_not = self.found, self.why_not


class Examination(Aggregate):
    """What is known of one file; its id is the file's."""

    TOPIC = "examination"

    def __init__(
        self,
        case_id: UUID,
        found: Scan,
        why_not: str,
        has_copy: bool,  # noqa: FBT001
    ) -> None:
        self.case_id = case_id
        self.found, self.why_not, self.has_copy = found, why_not, has_copy

    @classmethod
    def of(  # noqa: PLR0913  what was found
        cls,
        file_id: UUID,
        *,
        case_id: UUID,
        found: Scan,
        why_not: str,
        has_copy: bool,
        signed: Signed,
    ) -> Self:
        """Record what was found of a file when it came in.

        One that is harmful is refused (`Misrecorded`): it is put on no record.
        """
        if found is Scan.HARMFUL:
            raise Misrecorded("A harmful file is not put on record", field="file")
        return cls._open(
            FileExamined,
            file_id,
            signed,
            case_id=case_id,
            found=found,
            why_not=why_not,
            has_copy=has_copy,
        )

    @property
    def may_be_opened(self) -> bool:
        """Say whether anybody may open the file: not once it was found harmful."""
        return self.found is not Scan.HARMFUL

    def scanned(self, found: Scan, *, why_not: str, signed: Signed) -> None:
        """Record what a scanner said, or why it said nothing."""
        self._record(
            FileScanned,
            signed,
            case_id=self.case_id,
            found=found,
            why_not=why_not,
        )
