"""What may be typed about the panel."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import UUID

from asbreview.domain.application import Wish
from asbreview.domain.days import LONDON, local_day
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart
from asbreview.reviews.told import IssueTold, OfficialTold, PanelTold, PartTold
from asbreview.web.case_view import CaseView
from asbreview.web.clock import Clock
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Form, Group, Line, PlanningForm, Says, Text


class Part(StrEnum):
    """How the victim takes part, or not: one choice on a form."""

    ATTENDS = TakesPart.ATTENDS.value
    PART = TakesPart.PART.value
    REPRESENTED = TakesPart.REPRESENTED.value
    STATEMENT = TakesPart.STATEMENT.value
    MEETS_BEFORE = TakesPart.MEETS_BEFORE.value
    DECLINED = Participation.DECLINED.value
    NOT_INVITED = Participation.NOT_INVITED.value

    def told(self, because: str) -> PartTold:
        """Return what a command is told: *because* is why they are not invited."""
        if self in {Part.DECLINED, Part.NOT_INVITED}:
            how = Participation(self.value)
            return PartTold(participation=how, not_invited_because=because)
        return PartTold(
            participation=Participation.CHOSEN, takes_part=TakesPart(self.value)
        )


WISHED: Final = {
    Wish.ATTEND: Part.ATTENDS,
    Wish.REPRESENTED: Part.REPRESENTED,
    Wish.STATEMENT: Part.STATEMENT,
    Wish.NOT: Part.DECLINED,
}
MEETING: Final = {
    "meets_on": Says.enter("the date of the meeting"),
    "meets_at": Says("Enter the time of the meeting", "The time of the meeting"),
}
PART: Final = {
    "participation": Says.select("how the victim takes part"),
    "not_invited_because": Says(
        "Enter why the victim is not invited", "The reasons for not inviting the victim"
    ),
}


class ConveneForm(PlanningForm):
    """A panel, and the victim's part in it where that is known."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {
        **MEETING,
        **PART,
        "place": Says("Enter where the panel meets", "The place"),
        "bodies": Says.select("the bodies invited"),
        "chair_name": Says("Enter the name of the chair", "The name of the chair"),
        "chair_body": Says.select("the body the chair comes from"),
        "chair_was_involved": Says.select(
            "whether the chair has had any part in this case"
        ),
        "independence": Says("Enter why the chair is independent", "The reasons"),
    }

    meets_on: Day
    meets_at: Clock
    place: Line
    bodies: tuple[UUID, ...]
    chair_name: Line
    chair_body: UUID
    chair_was_involved: bool
    independence: Text
    participation: Part | None = None
    not_invited_because: Text = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        panel = PanelTold(
            meets_at=datetime.combine(self.meets_on, self.meets_at, LONDON),
            place=self.place,
            bodies=self.bodies,
            chair=OfficialTold(name=self.chair_name, body_id=self.chair_body),
            chair_was_involved=self.chair_was_involved,
            independence=self.independence,
        )
        known, because = self.participation, self.not_invited_because
        return {"panel": panel, "part": known.told(because) if known else None}


class PostponeForm(PlanningForm):
    """Another time for the meeting."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {**MEETING, "reason": Says.enter("why the meeting is put off")}

    meets_on: Day
    meets_at: Clock
    reason: Text

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        meets_at = datetime.combine(self.meets_on, self.meets_at, LONDON)
        return {"meets_at": meets_at, "reason": self.reason}


class ParticipationForm(Form):
    """The victim's choice, or the decision not to invite them."""

    SAYS: ClassVar = {
        **PART,
        "decided_on": Says(
            "Enter the day they chose, or it was decided", "The day of the choice"
        ),
    }

    participation: Part
    not_invited_because: Text = ""
    decided_on: Day

    @property
    def told(self) -> PartTold:
        """What the command is told."""
        return self.participation.told(self.not_invited_because)


class PartPutRightForm(ParticipationForm):
    """How the victim took part, where something else had been recorded."""

    SAYS: ClassVar = {
        **ParticipationForm.SAYS,
        "reason": Says.enter("what was wrong"),
    }

    reason: Text


class AttendedGroup(Group):
    """Somebody who was at the meeting, for a body."""

    TITLE = "Person"
    NOT_FILLED_IN = frozenset({"body_id"})
    SAYS: ClassVar = {
        "name": Says("Enter their name", "Their name"),
        "body_id": Says.select("the body they came from"),
    }

    name: Line
    body_id: UUID

    @property
    def told(self) -> OfficialTold:
        """What the command is told."""
        return OfficialTold(name=self.name, body_id=self.body_id)


class IssueGroup(Group):
    """An issue, and what the panel did with it."""

    TITLE = "Issue"
    SAYS: ClassVar = {
        "issue": Says("Enter what the issue was", "The issue"),
        "disposal": Says.select("what the panel found"),
    }

    issue: Text
    disposal: Disposal

    @property
    def told(self) -> IssueTold:
        """What the command is told."""
        return IssueTold(issue=self.issue, disposal=self.disposal)


class HeldForm(Form):
    """The meeting: who was there, and each issue disposed of."""

    SAYS: ClassVar = {
        "held_on": Says.enter("the date of the meeting"),
        "attended": Says("Enter who attended", "Who attended"),
        "issues": Says("Enter each issue considered", "The issues"),
        "went_on_because": Says.enter("why the meeting went on"),
    }

    held_on: Day
    attended: tuple[AttendedGroup, ...] = ()
    went_on_because: Text = ""
    issues: tuple[IssueGroup, ...] = ()


class AttendanceForm(Form):
    """Who was at a meeting that was held, where others had been recorded."""

    SAYS: ClassVar = {
        "attended": Says("Enter who attended", "Who attended"),
        "went_on_because": Says.enter("why the meeting went on"),
        "reason": Says.enter("what was wrong"),
    }

    attended: tuple[AttendedGroup, ...] = ()
    went_on_because: Text = ""
    reason: Text


def part_known(view: CaseView) -> str:
    """Return how the victim takes part: as recorded, else as wished on applying."""
    panel = view.case.panel
    if panel.participation is not None:
        return (panel.takes_part or panel.participation).value
    wished = WISHED.get(view.case.trigger.application.wish)
    return wished.value if wished else ""


def attended(view: CaseView) -> dict[str, str | list[str]]:
    """Return who is recorded as having been at the meeting."""
    held = view.case.panel.held
    if held is None:
        return {}
    found: dict[str, str | list[str]] = {}
    for number, person in enumerate(held.attended):
        found[f"attended-{number}-name"] = view.tell(person.name)
        found[f"attended-{number}-body_id"] = str(person.body_id)
    because = held.went_on_because
    return {**found, "went_on_because": view.tell(because) if because else ""}


def expected(view: CaseView) -> dict[str, str | list[str]]:
    """Return who was expected at the meeting, and on which day."""
    convened, meets_at = view.case.panel.convened, view.case.panel.meets_at
    if convened is None or meets_at is None:
        return {}
    chair = convened.chair
    bodies = [chair.body_id, *(b for b in convened.bodies if b != chair.body_id)]
    return {
        **filled_day("held_on", min(local_day(meets_at), view.today)),
        **{f"attended-{n}-body_id": str(body) for n, body in enumerate(bodies)},
        "attended-0-name": view.tell(chair.name),
    }
