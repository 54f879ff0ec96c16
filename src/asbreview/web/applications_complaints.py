"""What is asked of each complaint that somebody who applies has made."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from asbreview.reviews.told import ComplaintTold
from asbreview.web.forms import Day, Group, Line, Says, Text


class MadeTo(StrEnum):
    """To whom a complaint was made."""

    COUNCIL = "council"
    POLICE = "police"
    HOUSING = "housing"
    HEALTH = "health"
    OTHER = "other"


def parts_of(account: str, besides: Mapping[str, str]) -> str:
    """Return one text: what was told first, and under its name what was told besides.

    Of each part as much as is typed is kept; a part that is empty has no name either.
    """
    named = (f"{name}: {told}" for name, told in besides.items() if told)
    return "\n\n".join(filter(None, (account, *named)))


class ComplaintGroup(Group):
    """A complaint, as the caller tells of it."""

    TITLE: ClassVar = "Complaint"
    NOT_FILLED_IN: ClassVar = frozenset({"hate"})
    SAYS: ClassVar = {
        "behaviour_on": Says.enter("the date of the behaviour"),
        "made_on": Says.enter("the date of the complaint"),
        "made_to": Says.select("to whom the complaint was made"),
        "account": Says("Enter what happened", "What happened"),
        "their_reference": Says.enter("their reference"),
        "response": Says.enter("what came of it"),
        "hate": Says.select("whether it was a hate incident"),
    }

    behaviour_on: Day
    made_on: Day
    made_to: MadeTo
    account: Text
    their_reference: Line = ""
    response: Text = ""
    hate: bool = False

    @property
    def told(self) -> ComplaintTold:
        """Return the complaint as a command is told of it."""
        return ComplaintTold(
            behaviour_on=self.behaviour_on,
            made_on=self.made_on,
            made_to=self.made_to.value,
            account=parts_of(self.account, {"What came of it": self.response}),
            their_reference=self.their_reference,
            hate=self.hate,
        )
