"""What may be typed while a panel sits, part by part."""

from typing import ClassVar
from uuid import UUID

from asbreview.domain.panel.facts import Disposal, VictimCame
from asbreview.web.clock import Clock
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.panel_forms import AnotherTimeForm
from asbreview.web.panel_held_forms import CAME, AttendedGroup


class BeginForm(Form):
    """The day on which the panel began to meet, or goes on."""

    SAYS: ClassVar = {"held_on": Says.enter("the date of the meeting")}

    held_on: Day


class CameForm(Form):
    """Who came."""

    SAYS: ClassVar = {"attended": Says("Enter who attended", "Who attended")}

    attended: tuple[AttendedGroup, ...] = ()


class InterestForm(Form):
    """An interest that somebody declared."""

    SAYS: ClassVar = {
        "official_id": Says.select("who declared it"),
        "interest": Says.enter("what the interest is"),
        "left": Says.select("whether they stayed or left"),
    }

    official_id: UUID
    interest: Text
    left: bool


class IssueForm(Form):
    """An issue, what the panel did with it, and why."""

    SAYS: ClassVar = {
        "issue": Says("Enter what the issue was", "The issue"),
        "disposal": Says.select("what the panel found"),
        "reasons": Says("Enter why the panel found so", "The reasons"),
    }

    issue: Text
    disposal: Disposal
    reasons: Text


class OptionForm(Form):
    """An option that the panel weighed."""

    SAYS: ClassVar = {
        "option": Says("Enter the option considered", "The option"),
        "chosen": Says.select("whether the panel is for it"),
        "reasons": Says("Enter why it was, or was not, chosen", "The reasons"),
    }

    option: Line
    chosen: bool
    reasons: Text


class AdjournForm(AnotherTimeForm):
    """When and where the meeting goes on, and why it could not be finished."""

    SAYS: ClassVar = {
        **AnotherTimeForm.SAYS,
        "reason": Says.enter("why the meeting is adjourned"),
    }


class AdjournToADayForm(AdjournForm):
    """As `AdjournForm`, to a time of its own, and not to a meeting of the group."""

    meets_on: Day
    meets_at: Clock


class EndForm(Form):
    """The end of the meeting."""

    SAYS: ClassVar = {
        "victim_came": CAME,
        "went_on_because": Says.enter("why the meeting went on"),
    }

    victim_came: VictimCame
    went_on_because: Text = ""
