"""What a decision rests on, kept with it so that it is read and not reconstructed."""

from uuid import UUID

from asbreview.domain.model import CaseAggregate, Value


class ReliedOn(Value):
    """A record, as it stood when a decision was taken on it."""

    record_id: UUID
    version: int


class Ground(Value):
    """What was before the deciders: procedure, records, and how far the log had got."""

    procedure_id: str
    procedure_version: int
    relied_on: tuple[ReliedOn, ...]
    log_position: int


def as_they_stand(*records: CaseAggregate) -> tuple[ReliedOn, ...]:
    """Note how records stand, before anything is added to them."""
    return tuple(
        ReliedOn(record_id=record.id, version=record.version) for record in records
    )
