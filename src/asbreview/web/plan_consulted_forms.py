"""What may be typed about consulting the victim on the plan."""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.people import Channel, HeardBy
from asbreview.reviews.told import ProposedTold
from asbreview.web.forms import Day, Form, Group, PlanningForm, Says, Text
from asbreview.web.outcome_forms import OWNER


class Came(StrEnum):
    """What came of asking the victim about the plan."""

    HEARD = "heard"
    DECLINED = "declined"
    NOT_ASKED = "not asked"


class ProposedGroup(Group):
    """An action as it is proposed, and the body that would do it."""

    TITLE = "Action"
    SAYS: ClassVar = {
        "action": Says("Enter what is proposed", "The action"),
        "body_id": OWNER,
    }

    action: Text
    body_id: UUID

    @property
    def told(self) -> ProposedTold:
        """What the command is told."""
        return ProposedTold(body_id=self.body_id, action=self.action)


class ProposalForm(PlanningForm):
    """The actions that are proposed to the victim, how, and by when they answer."""

    PLANS = ("answer_by",)
    SAYS: ClassVar = {
        "actions": Says("Enter the actions that are proposed", "The actions"),
        "how": Says.select("how the victim is asked"),
        "proposed_on": Says("Enter the day on which they were asked", "The day"),
        "answer_by": Says("Enter the day to answer by", "The day to answer by"),
    }

    actions: tuple[ProposedGroup, ...] = ()
    how: Channel
    proposed_on: Day
    answer_by: Day

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        return {
            "actions": [action.told for action in self.actions],
            "how": self.how,
            "proposed_on": self.proposed_on,
            "answer_by": self.answer_by,
        }


class ViewForm(Form):
    """What the victim thinks of the plan, or why it is not on record."""

    SAYS: ClassVar = {
        "came": Says.select("what came of asking them"),
        "person_id": Says.select("who said it"),
        "how": Says.select("how they said it"),
        "given_on": Says.enter("the day"),
        "view": Says("Enter what they said, or why they were not asked", "The words"),
    }

    came: Came
    person_id: UUID
    how: HeardBy | None = None
    given_on: Day
    view: Text = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told of a view (`Misrecorded` if not how it came)."""
        if self.how is None:
            raise Misrecorded(self.SAYS["how"].missing, field="how")
        return {
            "person_id": self.person_id,
            "how": self.how,
            "given_on": self.given_on,
            "view": self.view,
        }
