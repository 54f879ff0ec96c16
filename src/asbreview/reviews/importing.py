"""Putting complaints on file from a list that a body keeps of its incidents."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from asbreview.domain.errors import Misrecorded
from asbreview.domain.incidents import Columns, IncidentColumns
from asbreview.domain.model import Signed
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.complaints import ComplaintCommands, log_told
from asbreview.reviews.told import ComplaintTold


class ImportCommands(ComplaintCommands):
    """Whole lists, in one save each."""

    @once
    def import_complaints(  # noqa: PLR0913  what a list is
        self,
        case_id: UUID,
        *,
        body_id: UUID,
        complaints: Mapping[int, ComplaintTold],
        lines_read: int,
        headings: tuple[str, ...],
        columns: Columns,
        signed: Signed,
    ) -> Changed:
        """Put complaints on file, each by the number of its line in a body's list.

        All of them or none.  Which column of such a list is what is kept for the next.
        Each has an incident of its own: a list has one line for each.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.must_know([body_id], field="body_id")
        if not complaints:
            raise Misrecorded("Select the lines to put on file", field="take")
        lines = {
            log_told(case, told, f"complaint/{line}", signed=signed): line
            for line, told in complaints.items()
        }
        case.evidence.import_complaints(
            uuid5(signed.command_id, "import"),
            body_id=body_id,
            lines=lines,
            lines_read=lines_read,
            signed=signed,
        )
        kept = self.incident_columns(body_id, headings)
        if kept is None:
            mapped = IncidentColumns.map_for(body_id, headings, columns, signed=signed)
            return case.evidence, mapped
        kept.map_anew(columns, signed=signed)
        return case.evidence, kept

    def incident_columns(
        self, body_id: UUID, headings: tuple[str, ...]
    ) -> IncidentColumns | None:
        """Return which column is what of a body's list; nothing if never said."""
        record_id = IncidentColumns.id_for(body_id, headings)
        return self.as_it_stood(IncidentColumns, record_id)
