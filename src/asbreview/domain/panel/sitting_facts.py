"""What may happen while a panel sits, recorded part by part as it happens."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.model import CaseEvent
from asbreview.domain.panel.facts import Disposal
from asbreview.domain.people import Official, Prose

if TYPE_CHECKING:
    from asbreview.domain.panel.sitting import SittingPanel


class SittingBegun(CaseEvent):
    """The panel began to meet, or went on after it had adjourned."""

    TOPIC: ClassVar[str] = "panel.sitting-begun"

    sitting_id: UUID
    held_on: date

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember the day."""
        aggregate.sittings[self.sitting_id] = self


class PersonCame(CaseEvent):
    """Somebody came to the meeting, for a body."""

    TOPIC: ClassVar[str] = "panel.person-came"

    sitting_id: UUID
    person: Official

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember who."""
        aggregate.came[self.person.official_id] = self


class InterestDeclared(CaseEvent):
    """Somebody at the meeting declared an interest, and stayed or left."""

    TOPIC: ClassVar[str] = "panel.interest-declared"

    declaration_id: UUID
    official_id: UUID
    interest: Prose
    left: bool

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember what."""
        aggregate.interests[self.declaration_id] = self


class IssueConsidered(CaseEvent):
    """The panel considered an issue, and disposed of it, with reasons."""

    TOPIC: ClassVar[str] = "panel.issue-considered"

    issue_id: UUID
    issue: Prose
    disposal: Disposal
    reasons: Prose

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember what was done with it."""
        aggregate.issues[self.issue_id] = self


class OptionWeighed(CaseEvent):
    """The panel weighed something it could do: whether it is for it, and why."""

    TOPIC: ClassVar[str] = "panel.option-weighed"

    option_id: UUID
    option: Prose
    chosen: bool
    reasons: Prose

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember the option."""
        aggregate.options[self.option_id] = self


class SittingAdjourned(CaseEvent):
    """The meeting was adjourned: it goes on at another time, for reasons that are told.

    It has not been held until it has come to an end.
    """

    TOPIC: ClassVar[str] = "panel.sitting-adjourned"

    sitting_id: UUID
    meets_at: AwareDatetime
    reason: Prose

    def apply(self, aggregate: "SittingPanel") -> None:
        """Remember when it goes on."""
        aggregate.adjourned[self.sitting_id] = self
        aggregate.move(self.sitting_id, self.meets_at)
