"""What may happen to the panel of a case."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon, Value
from asbreview.domain.people import Official, Prose

if TYPE_CHECKING:
    from asbreview.domain.panel.record import Panel


class TakesPart(StrEnum):
    """How the victim takes part in the meeting."""

    ATTENDS = "attends the meeting"
    PART = "attends part of the meeting"
    REPRESENTED = "is represented"
    STATEMENT = "sends a statement"
    MEETS_BEFORE = "meets the chair beforehand"


class Participation(StrEnum):
    """What was decided about the victim's part, of whatever manner."""

    CHOSEN = "chosen"
    DECLINED = "declined"
    NOT_INVITED = "not invited"


class VictimCame(StrEnum):
    """Whether the victim was at the meeting; by video or telephone counts as coming."""

    CAME = "came to the meeting"
    PART = "came to part of the meeting"
    REPRESENTED = "did not come, and somebody came for them"
    NEITHER = "did not come, and nobody came for them"


class Disposal(StrEnum):
    """What the panel did with an issue."""

    UPHELD = "more should have been done"
    NOT_UPHELD = "the response was adequate"
    DEFERRED = "to be looked into further"
    OUTSIDE = "outside the review"


class Issue(Value):
    """An issue before the panel, and how it was disposed of."""

    issue: Prose
    disposal: Disposal


class PanelFileOpened(CaseEvent, OpeningEvent):
    """A file was opened for the panel on a case."""

    TOPIC: ClassVar[str] = "panel.file-opened"


class PanelConvened(CaseEvent):
    """A panel was convened to carry out the review, under a chair not involved."""

    TOPIC: ClassVar[str] = "panel.panel-convened"

    panel_id: UUID
    meets_at: AwareDatetime
    place: Prose
    bodies: tuple[UUID, ...]
    chair: Official
    independence: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember the panel, and whom it was to bring together, whatever comes."""
        aggregate.convened = self
        aggregate.meets_at = self.meets_at
        aggregate.ever_invited[self.panel_id] = self.bodies


class PanelPostponed(CaseEvent):
    """The panel's meeting was put off to another time."""

    TOPIC: ClassVar[str] = "panel.panel-postponed"

    meets_at: AwareDatetime
    reason: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember the new time, and why: the invitation tells it."""
        aggregate.move(self.command_id, self.meets_at)
        aggregate.postponements[self.command_id] = self


class PanelPutOnAgenda(CaseEvent):
    """The case was put on the agenda of a meeting of the area's standing group."""

    TOPIC: ClassVar[str] = "panel.put-on-agenda"

    meeting_id: UUID

    def apply(self, aggregate: "Panel") -> None:
        """Remember at which meeting it is."""
        aggregate.meeting_id = self.meeting_id


class PlaceChanged(CaseEvent):
    """The panel was to meet in another place."""

    TOPIC: ClassVar[str] = "panel.place-changed"

    place: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember where it meets now; the rest of the panel stays as it was."""
        aggregate.change_place_to(self)


class PapersSent(CaseEvent):
    """The papers for the meeting were sent to the bodies on the panel."""

    TOPIC: ClassVar[str] = "panel.papers-sent"

    sent_on: date

    def apply(self, aggregate: "Panel") -> None:
        """Remember the day."""
        aggregate.papers_sent_on = self.sent_on


class ParticipationChosen(CaseEvent):
    """The victim chose how to take part in the review."""

    TOPIC: ClassVar[str] = "panel.participation-chosen"

    takes_part: TakesPart
    chosen_on: date

    def apply(self, aggregate: "Panel") -> None:
        """Remember the choice."""
        aggregate.parts[self.command_id] = self

    @property
    def participation(self) -> Participation:
        """What this comes to."""
        return Participation.CHOSEN


class ParticipationDeclined(CaseEvent):
    """The victim chose not to take part in the review."""

    TOPIC: ClassVar[str] = "panel.participation-declined"

    declined_on: date

    def apply(self, aggregate: "Panel") -> None:
        """Remember the choice."""
        aggregate.parts[self.command_id] = self

    @property
    def participation(self) -> Participation:
        """What this comes to."""
        return Participation.DECLINED


class VictimNotInvited(CaseEvent):
    """It was decided, with reasons, not to invite the victim to the meeting."""

    TOPIC: ClassVar[str] = "panel.victim-not-invited"

    decided_on: date
    reasons: Prose
    ground: Ground

    def apply(self, aggregate: "Panel") -> None:
        """Remember the decision."""
        aggregate.parts[self.command_id] = self

    @property
    def participation(self) -> Participation:
        """What this comes to."""
        return Participation.NOT_INVITED


class ParticipationCorrected(CaseEvent):
    """How the victim took part in a meeting had been recorded wrongly.

    It takes the place of the choice on record; no way is that they declined.
    """

    TOPIC: ClassVar[str] = "panel.participation-corrected"

    takes_part: TakesPart | None
    decided_on: date
    reason: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember the choice."""
        aggregate.parts[self.command_id] = self

    @property
    def participation(self) -> Participation:
        """What this comes to."""
        return Participation.CHOSEN if self.takes_part else Participation.DECLINED


Part = (
    ParticipationChosen
    | ParticipationDeclined
    | VictimNotInvited
    | ParticipationCorrected
)


class PanelHeld(CaseEvent):
    """The panel met and considered the issues, with what was then on file.

    `went_on_because` says why fewer bodies met than the procedure asks for;
    `victim_came` is nothing where that was not recorded.
    """

    TOPIC: ClassVar[str] = "panel.panel-held"

    held_on: date
    attended: tuple[Official, ...]
    issues: tuple[Issue, ...]
    went_on_because: Prose | None = None
    victim_came: VictimCame | None = None
    ground: Ground

    def apply(self, aggregate: "Panel") -> None:
        """Remember the meeting."""
        aggregate.held = self


class AttendanceCorrected(CaseEvent):
    """Who was at a meeting had been recorded wrongly, and was put right."""

    TOPIC: ClassVar[str] = "panel.attendance-corrected"

    attended: tuple[Official, ...]
    went_on_because: Prose | None
    victim_came: VictimCame | None = None
    reason: Prose

    def apply(self, aggregate: "Panel") -> None:
        """Remember who was there; the rest of the meeting stays as it was."""
        aggregate.attendance_corrected = self
        if aggregate.held is not None:
            now = {
                "attended": self.attended,
                "went_on_because": self.went_on_because,
                "victim_came": self.victim_came or aggregate.held.victim_came,
            }
            aggregate.held = aggregate.held.model_copy(update=now)


class PanelReliedOn(ReliedUpon):
    """A decision was taken that rests on the panel's record as it stood."""

    TOPIC: ClassVar[str] = "panel.relied-on"
