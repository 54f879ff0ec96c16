"""What an area puts on record of a day: each stands until it is taken back.

Nothing goes from it: what was in error stays on record, and what was wrong with it.
"""

from typing import Final, Generic, Self, TypeVar
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value

T = TypeVar("T", bound=Value)
OF_NO_KIND: Final[type[OpeningEvent]] = OpeningEvent
NEVER: Final[type[Event]] = Event


class AreaRecord(Aggregate, Generic[T]):
    """What one area put on record, all of one kind.

    Each kind says as what it is opened and taken back, and in which field of that event
    the thing is named.
    """

    # Lower case and not annotated, as in `CaseAggregate`.
    namespace = UUID(int=0)
    opened_as = OF_NO_KIND
    in_error_as = NEVER
    named_in = ""
    none_stands = ""

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.on_record: dict[UUID, T] = {}
        self.in_error: dict[UUID, str] = {}

    @classmethod
    def id_for(cls, area_id: str) -> UUID:
        """Return the id of this record of an area."""
        return uuid5(cls.namespace, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open this record of an area."""
        return cls._open(cls.opened_as, cls.id_for(area_id), signed, area_id=area_id)

    def stands(self, item_id: UUID) -> bool:
        """Say whether something is on record, and was not taken back."""
        return item_id in self.on_record and item_id not in self.in_error

    def take_back(self, item_id: UUID, *, reason: str, signed: Signed) -> None:
        """Record that it was not so (`NoSuchThing` if it does not stand)."""
        if not self.stands(item_id):
            raise NoSuchThing(self.none_stands)
        named = {self.named_in: item_id}
        self._record(self.in_error_as, signed, **named, reason=reason)

    def _standing(self) -> list[T]:
        return [each for id_, each in self.on_record.items() if self.stands(id_)]
