"""The part of the evidence that is files."""

from datetime import date
from uuid import UUID

from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.evidence.files import Contents
from asbreview.domain.in_error import CorrectedRecord
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose


class HoldsFiles(CorrectedRecord):
    """A record to which files are given."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.files: dict[UUID, FileReceived] = {}
        self.ever_received: dict[UUID, FileReceived] = {}  # in error since, or not

    @property
    def bytes_received(self) -> int:
        """How many bytes all files have; those recorded in error are kept too."""
        return sum(file.contents.size for file in self.ever_received.values())

    def receive_file(  # noqa: PLR0913  what is known of a file
        self,
        contents: Contents,
        *,
        giver_id: UUID,
        received_on: date,
        name: Prose,
        description: Prose,
        signed: Signed,
    ) -> None:
        """Put a file on record, received on a London date that is not in the future.

        A file is put on record once (`AlreadyDone`).
        """
        what, field = "The file", "received_on"
        has_happened(received_on, what=what, field=field, signed=signed)
        if contents.file_id in self.ever_received:
            raise AlreadyDone("This file is on record already", field="file")
        self._record(
            FileReceived,
            signed,
            contents=contents,
            giver_id=giver_id,
            received_on=received_on,
            name=name,
            description=description,
        )
