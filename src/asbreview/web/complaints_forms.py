"""What is asked about a complaint, and about what was recorded in error."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import ClassVar, Final

from asbreview.domain.errors import NoSuchThing
from asbreview.reviews.told import ComplaintTold
from asbreview.web.forms import Day, Form, Line, Says, Text

ANOTHER: Final = "another"


class MadeTo(StrEnum):
    """To whom a complaint is made."""

    COUNCIL = "council"
    POLICE = "police"
    HOUSING = "housing"
    HEALTH = "health"
    OTHER = "other"


class ComplaintForm(Form):
    """A complaint that the victim had made."""

    SAYS: ClassVar = {
        "behaviour_on": Says.enter("the date of the behaviour"),
        "made_on": Says.enter("the date of the complaint"),
        "made_to": Says.select("to whom the complaint was made"),
        "their_reference": Says.enter("their reference"),
        "incident": Says.select("which incident it is about"),
        "account": Says.enter("what the complaint was about"),
        "hate": Says.select("whether it was about a hate incident"),
    }

    behaviour_on: Day
    made_on: Day
    made_to: MadeTo
    their_reference: Line = ""
    incident: Line = ANOTHER
    account: Text
    hate: bool

    def told(self, known: AbstractSet[str]) -> ComplaintTold:
        """Return the complaint as a command is told of it.

        Its incident is one of those *known* (`NoSuchThing` for any other), or a new
        one, under a name that says nothing of it.
        """
        if self.incident not in {ANOTHER, *known}:
            raise NoSuchThing(self.SAYS["incident"].missing, field="incident")
        new = f"incident-{self.command_id.hex[:8]}"
        return ComplaintTold(
            behaviour_on=self.behaviour_on,
            made_on=self.made_on,
            made_to=self.made_to.value,
            account=self.account,
            their_reference=self.their_reference,
            incident=new if self.incident == ANOTHER else self.incident,
            hate=self.hate,
        )


class InErrorForm(Form):
    """Why something was recorded in error."""

    SAYS: ClassVar = {"reason": Says.enter("what was wrong")}

    reason: Text
