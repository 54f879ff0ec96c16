"""What the owner of actions is asked on the page for reporting on them."""

from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from asbreview.reviews.owners import OwnersReport
from asbreview.reviews.plans import Became
from asbreview.web.forms import Form, Group, Says, Text


class HowFar(StrEnum):
    """How far an action is, as its owner may say: none of them cancels it."""

    PROGRESSED = Became.PROGRESSED.value
    HELD_UP = Became.HELD_UP.value
    DONE = Became.DONE.value


class Told(StrEnum):
    """Whether the applicant may be told the owner's own words."""

    WORDS = "these words"
    ONLY_DONE = "only that it is done"


class OwnersGroup(Group):
    """How far one action is; without an answer there is nothing to report."""

    TITLE = "Action"
    NOT_FILLED_IN = frozenset({"action_id"})
    SAYS: ClassVar = {
        "action_id": Says.select("the action"),
        "became": Says.select("how far it is"),
        "says": Says("Enter what was done, or why it is not done yet", "What was done"),
        "told": Says.select("what the applicant may be told"),
    }

    action_id: UUID
    became: HowFar
    says: Text
    told: Told = Told.ONLY_DONE

    @property
    def report(self) -> OwnersReport:
        """What the command is told."""
        return OwnersReport(
            action_id=self.action_id,
            became=Became(self.became.value),
            says=self.says,
            may_be_told=self.told is Told.WORDS,
        )


class OwnersForm(Form):
    """How far the actions of a body are."""

    SAYS: ClassVar = {"reports": Says("Say how far an action is", "The report")}

    reports: tuple[OwnersGroup, ...] = ()


SAID: Final = {
    HowFar.PROGRESSED: "There is progress",
    HowFar.HELD_UP: "It is not done yet, for a reason",
    HowFar.DONE: "It is done",
}
