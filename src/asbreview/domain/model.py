"""What every record is made of."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, Final, Self
from uuid import UUID, uuid5

from eventsourcing.domain import BaseAggregate, CanInitAggregate, CanMutateAggregate
from eventsourcing.utils import get_topic, register_topic
from pydantic import AwareDatetime, BaseModel, ConfigDict

from asbreview.domain.days import local_day
from asbreview.domain.sealed import Sealed, types_in


class Value(BaseModel):
    """Something immutable, equal to whatever holds the same.

    `KEY_OWNER` names the field that says under whose key the sealed fields here,
    and in the values held here, are kept.  A value that names none is sealed under
    the key of whatever holds it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    KEY_OWNER: ClassVar[str] = ""
    HOLDS_SEALED: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Find, once, the fields that are sealed or hold something sealed."""
        cls.HOLDS_SEALED = tuple(
            name
            for name, field in cls.model_fields.items()
            if any(_is_sealed(kind) for kind in types_in(field.annotation))
        )

    @classmethod
    def key_owners(cls, owner: str = "", path: str = "") -> Iterator[tuple[str, str]]:
        """Yield each sealed field and whose key seals it; `docs/events.md` says so."""
        owner = f"{path}{cls.KEY_OWNER}" if cls.KEY_OWNER else owner
        for name in cls.HOLDS_SEALED:
            for kind in types_in(cls.model_fields[name].annotation):
                if issubclass(kind, Sealed):
                    yield f"{path}{name}", owner
                elif issubclass(kind, Value):
                    yield from kind.key_owners(owner, f"{path}{name}.")


def _is_sealed(kind: type) -> bool:
    return issubclass(kind, Sealed) or (
        issubclass(kind, Value) and bool(kind.HOLDS_SEALED)
    )


@lru_cache(10_000)
def _id_of_record(case_id: UUID, topic: str) -> UUID:
    return uuid5(case_id, topic)


class Signed(Value):
    """Who is recording a thing, for which body, when, and by which command.

    Letters that the command causes go by themselves, unless whoever records it wants to
    write in them first (`writes_first`).
    """

    by: UUID
    for_body: UUID
    at: AwareDatetime
    command_id: UUID
    writes_first: bool = False

    @property
    def on(self) -> date:
        """The day it is, in England and Wales."""
        return local_day(self.at)

    @property
    def new_case_id(self) -> UUID:
        """The id of the case this command opens, however often it is given."""
        return uuid5(self.command_id, "case")

    def envelope(self) -> dict[str, Any]:
        """Return what every event recorded by this command says of it."""
        return {
            "timestamp": self.at,
            "recorded_by": self.by,
            "recorded_for": self.for_body,
            "command_id": self.command_id,
        }


class Event(Value, CanMutateAggregate[UUID]):
    """Something that happened, kept for ever.

    `TOPIC` is the name it is stored under.  A class may be renamed or moved; a
    topic, once stored, never changes its meaning.
    """

    TOPIC: ClassVar[str]

    originator_id: UUID
    originator_version: int
    timestamp: AwareDatetime
    recorded_by: UUID
    recorded_for: UUID
    command_id: UUID

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Let the store find the event by its topic, and seal what it must."""
        super().__pydantic_init_subclass__()
        if "TOPIC" not in cls.__dict__:
            return
        register_topic(cls.TOPIC, cls)
        if unowned := [path for path, owner in cls.key_owners() if not owner]:
            raise TypeError(f"Whose key seals {unowned} in {cls.TOPIC}?")


class OpeningEvent(Event, CanInitAggregate[UUID]):
    """The first event of an aggregate."""

    originator_topic: str


class CaseEvent(Event):
    """Something that happened on a case; what it seals is sealed under the case."""

    KEY_OWNER: ClassVar[str] = "case_id"

    case_id: UUID


ENVELOPE: Final = frozenset(OpeningEvent.model_fields) | {"case_id"}


class ReliedUpon(CaseEvent):
    """A decision was taken that rests on this record as it stood."""

    decision: str

    def apply(self, aggregate: Any) -> None:
        """Change nothing: to have been relied on is the whole fact."""


class Aggregate(BaseAggregate[UUID]):
    """A record with a history of its own."""

    @classmethod
    def _open(
        cls, kind: type[OpeningEvent], id_: UUID, signed: Signed, /, **details: Any
    ) -> Self:
        return cls._create(kind, id=id_, **signed.envelope(), **details)

    def _record(self, kind: type[Event], signed: Signed, /, **details: Any) -> None:
        self.trigger_event(kind, **signed.envelope(), **details)


class CaseAggregate(Aggregate):
    """One of the four records kept on a case.

    Its id is derived from the case's, so that to know a case is to know where
    everything about it is written.
    """

    def __init__(self, case_id: UUID) -> None:
        self.case_id = case_id

    # Lower case, or the library redefines the class; without an annotation, or it
    # makes the record a dataclass, and writes over `__init__`.
    relied_on_as = ReliedUpon

    @classmethod
    def id_for(cls, case_id: UUID) -> UUID:
        """Return the id of this record on the given case."""
        return _id_of_record(case_id, get_topic(cls))

    @classmethod
    def _open_on(
        cls, case_id: UUID, kind: type[OpeningEvent], signed: Signed, /, **details: Any
    ) -> Self:
        id_ = cls.id_for(case_id)
        return cls._open(kind, id_, signed, case_id=case_id, **details)

    def _record(self, kind: type[Event], signed: Signed, /, **details: Any) -> None:
        super()._record(kind, signed, case_id=self.case_id, **details)

    def rely(self, decision: str, *, signed: Signed) -> None:
        """Note that a decision rests on this record as it stands.

        Whatever is added to the record meanwhile makes the save of that decision
        fail, and not mislead.
        """
        self._record(self.relied_on_as, signed, decision=decision)
