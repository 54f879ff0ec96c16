"""What may be typed about the panel."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final, Literal
from uuid import UUID, uuid5

from asbreview.domain.application import Wish
from asbreview.domain.days import LONDON
from asbreview.domain.errors import Misrecorded
from asbreview.domain.panel.facts import Participation, TakesPart
from asbreview.reviews.told import OfficialTold, PanelTold, PartTold
from asbreview.web.body_items import OUTSIDE
from asbreview.web.case_view import CaseView
from asbreview.web.chair_touched import accounts_named
from asbreview.web.clock import Clock
from asbreview.web.forms import (
    Day,
    Line,
    PlanningForm,
    RestingForm,
    Says,
    Text,
)
from asbreview.web.group_forms import CHOOSE_ONE, Chosen, MeetingChoice


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
    "meeting": Says(CHOOSE_ONE, "The meeting"),
    "meets_on": Says.enter("the date of the meeting"),
    "meets_at": Says("Enter the time of the meeting", "The time of the meeting"),
}
PART: Final = {
    "participation": Says.select("how the victim takes part"),
    "not_invited_because": Says(
        "Enter why the victim is not invited", "The reasons for not inviting the victim"
    ),
}

SAY_WHERE_FROM: Final = (
    "Enter the organisation the chair comes from, or that they act for none"
)
NOT_BOTH: Final = (
    "Leave this empty, or choose that the chair comes from none of the bodies"
)


class ConveneForm(PlanningForm):
    """A panel at a meeting of the group, and the victim's part where that is known."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {
        **MEETING,
        **PART,
        "place": Says("Enter where the panel meets", "The place"),
        "bodies": Says.select("the bodies invited"),
        "chair_name": Says("Enter the name of the chair", "The name of the chair"),
        "chair_body": Says.select("the body the chair comes from"),
        "chair_from": Says.enter("the organisation the chair comes from"),
        "chair_was_involved": Says.select(
            "whether the chair has had any part in this case"
        ),
        "independence": Says("Enter why the chair is independent", "The reasons"),
        "chair_is_another": Says.select("whether it was somebody else"),
        "chair_although": Says.enter("why this is the chair all the same"),
        "by_email": Says.select("whether the bodies are invited by email"),
    }

    meeting: MeetingChoice = ""
    meets_on: Day | None = None
    meets_at: Clock | None = None
    place: Line = ""
    bodies: tuple[UUID, ...]
    chair_name: Line
    chair_body: UUID
    chair_from: Line = ""
    chair_was_involved: bool
    chair_is_another: bool = False
    chair_although: Text = ""
    independence: Text
    participation: Part | None = None
    not_invited_because: Text = ""
    by_email: Literal["yes"] | None = None

    def told(self, names: Mapping[UUID, str]) -> dict[str, Any]:
        """Return what the command is told; *names* are those of the accounts."""
        panel = PanelTold(
            **when_and_where(self),
            bodies=self.bodies,
            chair=OfficialTold(name=self.chair_name, body_id=self._chairs_body),
            chair_from=self.chair_from,
            chair_was_involved=self.chair_was_involved,
            independence=self.independence,
            chair_accounts=accounts_named(self.chair_name, names),
            chair_is_another=self.chair_is_another,
            chair_although=self.chair_although,
        )
        known, because = self.participation, self.not_invited_because
        return {"panel": panel, "part": known.told(because) if known else None}

    @property
    def _chairs_body(self) -> UUID:
        """The body of the chair, a new id for one outside the relevant bodies.

        Refused (`Misrecorded`) unless it is clear which is meant.
        """
        is_outside, is_named = self.chair_body == OUTSIDE, bool(self.chair_from.strip())
        if is_outside and not is_named:
            raise Misrecorded(SAY_WHERE_FROM, field="chair_from")
        if is_named and not is_outside:
            raise Misrecorded(NOT_BOTH, field="chair_from")
        return uuid5(self.command_id, "chair/body") if is_outside else self.chair_body


class ConveneOnADayForm(ConveneForm):
    """A panel on a day of its own, and not at a meeting of the group."""

    meets_on: Day
    meets_at: Clock
    place: Line


class AnotherTimeForm(PlanningForm):
    """When and where the panel meets instead, and why."""

    PLANS = ("meets_on",)
    SAYS: ClassVar = {
        **MEETING,
        "place": Says("Enter where the panel meets", "The place"),
        "reason": Says.enter("why the meeting is put off"),
    }

    meeting: MeetingChoice = ""
    meets_on: Day | None = None
    meets_at: Clock | None = None
    place: Line = ""
    reason: Text

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        return {**when_and_where(self), "reason": self.reason}


class PostponeForm(AnotherTimeForm, RestingForm):
    """Another meeting of the group, which says when and where."""


class PostponeToADayForm(PostponeForm):
    """Another time that is the panel's own, and not a meeting of the group."""

    meets_on: Day
    meets_at: Clock


class ParticipationForm(RestingForm):
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


def when_and_where(form: ConveneForm | AnotherTimeForm) -> dict[str, Any]:
    """Return when and where, of a meeting of the group the time it was seen to be.

    Refused (`Misrecorded`) where both are given: it would not be known which is meant.
    """
    if not form.meeting:
        assert form.meets_on is not None  # noqa: S101  else the form was refused
        assert form.meets_at is not None  # noqa: S101
        at = datetime.combine(form.meets_on, form.meets_at, LONDON)
        return {"meets_at": at, "place": form.place, "meeting_id": None}
    if form.meets_on is not None:
        raise Misrecorded(
            "Choose a meeting of the group or enter a date, not both", field="meets_on"
        )
    chosen = Chosen.read(form.meeting)
    at, id_ = chosen.meets_at, chosen.meeting_id
    return {"meets_at": at, "place": "", "meeting_id": id_}


def part_known(view: CaseView) -> str:
    """Return how the victim takes part: as recorded, else as wished on applying."""
    panel = view.case.panel
    if panel.participation is not None:
        return (panel.takes_part or panel.participation).value
    wished = WISHED.get(view.case.trigger.application.wish)
    return wished.value if wished else ""
