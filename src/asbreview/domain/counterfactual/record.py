"""What an area asked of its past, and kept: each can be asked again as of its day."""

from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime

from asbreview.domain.counterfactual.facts import WhatIf
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE = UUID("d3c1b7f4-5a0e-5d6b-8a43-3e0b9f6c2a71")


class KeptWhatIf(Value):
    """A question to the past under its name, and the instant its log was asked at.

    Asked again as of that instant, the answer is the same.
    """

    what_if_id: UUID
    name: str
    asked: WhatIf
    as_of: AwareDatetime

    @staticmethod
    def id_of(command_id: UUID) -> UUID:
        """Return the id of what a command keeps."""
        return uuid5(command_id, "what-if")


class WhatIfsFileOpened(OpeningEvent):
    """The first question of an area to its past was about to be kept."""

    TOPIC: ClassVar[str] = "counterfactual.file-opened"

    area_id: str


class WhatIfKept(Event):
    """Somebody asked what a changed procedure would have meant, and kept it."""

    TOPIC: ClassVar[str] = "counterfactual.question-kept"

    kept: KeptWhatIf

    def apply(self, aggregate: "KeptWhatIfs") -> None:
        """Keep it under its name."""
        aggregate.kept[self.kept.what_if_id] = self.kept


class WhatIfLetGo(Event):
    """A question that was kept is not shown any more, and why."""

    TOPIC: ClassVar[str] = "counterfactual.question-let-go"

    what_if_id: UUID
    reason: str

    def apply(self, aggregate: "KeptWhatIfs") -> None:
        """List it no longer."""
        aggregate.let_go[self.what_if_id] = self.reason


class KeptWhatIfs(Aggregate):
    """The questions to its past that an area has kept."""

    TOPIC = "counterfactual"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.kept: dict[UUID, KeptWhatIf] = {}
        self.let_go: dict[UUID, str] = {}

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the record of an area's questions."""
        return uuid5(NAMESPACE, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the record of an area's questions."""
        id_ = cls.id_for(area_id)
        return cls._open(WhatIfsFileOpened, id_, signed, area_id=area_id)

    @property
    def standing(self) -> "Mapping[UUID, KeptWhatIf]":
        """Those that are shown, the latest first."""
        shown = (x for x in self.kept.values() if x.what_if_id not in self.let_go)
        latest_first = sorted(shown, key=lambda x: x.as_of, reverse=True)
        return {x.what_if_id: x for x in latest_first}

    def keep(self, kept: KeptWhatIf, *, signed: Signed) -> None:
        """Keep a question under a name.

        Refused (`Misrecorded`): one that changes nothing, a name that another has, and
        an instant yet to come.
        """
        if not kept.asked.changed.is_any:
            raise Misrecorded("Nothing of the procedures is changed: change something")
        if kept.name.casefold() in {x.name.casefold() for x in self.standing.values()}:
            raise Misrecorded("Another is kept under this name", field="name")
        if kept.as_of > signed.at:
            raise Misrecorded("It cannot be as of an instant yet to come")
        self._record(WhatIfKept, signed, kept=kept)

    def let_go_of(self, what_if_id: UUID, *, reason: str, signed: Signed) -> None:
        """Show it no longer (`NoSuchThing` if it is not shown)."""
        if what_if_id not in self.standing:
            raise NoSuchThing("It is not kept, or not any more")
        self._record(WhatIfLetGo, signed, what_if_id=what_if_id, reason=reason)
