"""What may be typed about the plan of actions."""

from typing import ClassVar
from uuid import UUID

from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import ActionTold
from asbreview.web.forms import Day, Form, Group, PlanningForm, Says, Text
from asbreview.web.outcome_forms import OWNER


class ReportGroup(Group):
    """What became of one action; without an answer there is nothing to report."""

    TITLE = "Action"
    NOT_FILLED_IN = frozenset({"action_id", "on"})
    SAYS: ClassVar = {
        "action_id": Says.select("the action"),
        "became": Says.select("what became of it"),
        "on": Says("Enter the day", "The day"),
        "says": Says("Enter what was done, or why it is cancelled", "What was done"),
    }

    action_id: UUID
    became: Became
    on: Day
    says: Text = ""

    @property
    def told(self) -> ActionReport:
        """What the command is told."""
        return ActionReport(
            action_id=self.action_id, became=self.became, on=self.on, says=self.says
        )


class ReportsForm(Form):
    """What became of the open actions."""

    SAYS: ClassVar = {"reports": Says("Say what became of an action", "The reports")}

    reports: tuple[ReportGroup, ...] = ()


class ActionForm(PlanningForm):
    """An action that is added to the plan."""

    PLANS = ("due_on",)
    SAYS: ClassVar = {
        "body_id": OWNER,
        "due_on": Says("Enter the day it is due", "The day it is due"),
        "action": Says("Enter what is to be done", "The action"),
        "recommendation": Says.select("the recommendation it is for"),
    }

    body_id: UUID
    due_on: Day
    action: Text
    recommendation: int = 0

    @property
    def told(self) -> ActionTold:
        """What the command is told."""
        return ActionTold(
            body_id=self.body_id,
            due_on=self.due_on,
            action=self.action,
            recommendation=self.recommendation,
        )
