"""What may be typed about the outcome of a review."""

from typing import ClassVar, Final
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.outcome.facts import Response
from asbreview.reviews.told import (
    ActionTold,
    FindingsTold,
    OptionTold,
    RecommendationTold,
    ResponseTold,
)
from asbreview.web.body_items import OUTSIDE
from asbreview.web.forms import Day, Form, Group, Line, PlanningForm, Says, Text
from asbreview.web.typed import Fields, nested

OWNER: Final = Says("Select the body that is to do it", "The body")


class OptionGroup(Group):
    """Something the panel could have done, and why it did or did not."""

    TITLE = "Option"
    SAYS: ClassVar = {
        "option": Says("Enter the option considered", "The option"),
        "chosen": Says.select("whether it was chosen"),
        "reasons": Says("Enter why it was, or was not, chosen", "The reasons"),
    }

    option: Line
    chosen: bool
    reasons: Text

    @property
    def told(self) -> OptionTold:
        """What the command is told."""
        return OptionTold(option=self.option, chosen=self.chosen, reasons=self.reasons)


class RecommendationGroup(Group):
    """A recommendation, and the body it is made to."""

    TITLE = "Recommendation"
    SAYS: ClassVar = {
        "body_id": Says("Select the body it is made to", "The body"),
        "to_outside": Says.enter("who it is made to"),
        "recommendation": Says("Enter what is recommended", "The recommendation"),
    }

    body_id: UUID
    to_outside: Line = ""
    recommendation: Text

    @property
    def told(self) -> RecommendationTold:
        """What the command is told."""
        return RecommendationTold(
            body_id=None if self.body_id == OUTSIDE else self.body_id,
            to_outside=self.to_outside,
            recommendation=self.recommendation,
        )


class ActionGroup(Group):
    """An action; `recommendation` is the number of the one it is for, 0 for none."""

    TITLE = "Action"
    NOT_FILLED_IN = frozenset({"recommendation"})
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

    def told(self, recommendation: int) -> ActionTold:
        """Return what the command is told."""
        return ActionTold(
            body_id=self.body_id,
            due_on=self.due_on,
            action=self.action,
            recommendation=recommendation,
        )


class OutcomeForm(PlanningForm):
    """Findings with their reasons, and what is to be done about them."""

    PLANS = ("actions.due_on",)
    SAYS: ClassVar = {
        "made_on": Says.enter("the date of the decision"),
        "decided_by": Says.select("the bodies that decided"),
        "findings": Says("Enter the findings, with reasons", "The findings"),
        "options": Says("Enter each option considered", "The options"),
        "recommendations": Says("Enter the recommendations", "The recommendations"),
        "actions": Says("Enter the actions", "The actions"),
        "not_consulted_because": Says(
            "Enter why the victim was not consulted", "The reasons"
        ),
        "became_of_view": Says(
            "Enter what was changed because of what the victim said, or why not",
            "What became of it",
        ),
    }

    made_on: Day
    decided_by: tuple[UUID, ...]
    findings: Text
    options: tuple[OptionGroup, ...] = ()
    recommendations: tuple[RecommendationGroup, ...] = ()
    actions: tuple[ActionGroup, ...] = ()
    not_consulted_because: Text = ""
    became_of_view: Text = ""

    def told(self, typed: Fields) -> dict[str, object]:
        """Return what the command is told.

        A row may be left empty: an action names its recommendation by the number
        beside it on the page, and the command counts those that were filled in.
        """
        rows = nested(OutcomeForm, typed).groups.get("recommendations", [])
        return {
            "found": FindingsTold(
                made_on=self.made_on,
                made_by=self.decided_by,
                findings=self.findings,
                options=[option.told for option in self.options],
                not_consulted_because=self.not_consulted_because,
                became_of_view=self.became_of_view,
            ),
            "recommendations": [each.told for each in self.recommendations],
            "actions": [
                action.told(_counted(action.recommendation, rows, number))
                for number, action in enumerate(self.actions)
            ],
        }


def _counted(named: int, rows: list[int], number: int) -> int:
    """Return which of the rows that were filled in is meant."""
    if not named:
        return 0
    if named - 1 not in rows:
        raise Misrecorded(
            f"Recommendation {named} is empty: enter it, or choose another",
            field=f"actions-{number}-recommendation",
        )
    return rows.index(named - 1) + 1


class AnswerGroup(Group):
    """A body's answer to a recommendation."""

    TITLE = "Recommendation"
    NOT_FILLED_IN = frozenset({"recommendation_id", "answered_on"})
    SAYS: ClassVar = {
        "recommendation_id": Says.select("the recommendation"),
        "response": Says.select("how the body answered"),
        "answered_on": Says("Enter the day of the answer", "The day of the answer"),
        "reasons": Says("Enter the body's reasons", "The reasons"),
    }

    recommendation_id: UUID
    response: Response
    answered_on: Day
    reasons: Text = ""

    @property
    def told(self) -> ResponseTold:
        """What the command is told."""
        return ResponseTold(
            recommendation_id=self.recommendation_id,
            response=self.response,
            answered_on=self.answered_on,
            reasons=self.reasons,
        )


class AnswersForm(Form):
    """The answers that have come in; those left empty have not."""

    SAYS: ClassVar = {"answers": Says("Enter at least one answer", "The answers")}

    answers: tuple[AnswerGroup, ...] = ()


class OutcomeInErrorForm(Form):
    """Why a recommendation or an action should not be on record."""

    SAYS: ClassVar = {"reason": Says("Enter what was wrong", "What was wrong")}

    reason: Text
