"""What is asked of whoever proposes, consults on, adopts or drops a procedure."""

from hashlib import sha256
from typing import Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import Consultee
from asbreview.procedures import UnreadableProcedure, parse_procedure
from asbreview.web.forms import (
    Day,
    Form,
    Group,
    Line,
    RestingForm,
    Says,
    Text,
    clean,
    no_longer_than,
)

LONGEST_FILE: Final = 100_000
MOST_TOLD: Final = 5  # mistakes of a file; the others are found when these are gone
WHY_CHANGED: Final = Says.enter("why it is changed")


def _a_file(text: str) -> str:
    no_longer_than(LONGEST_FILE, text)
    return text


def _readable(text: str) -> str:
    """Refuse what is no procedure, with what has to be put right."""
    try:
        parse_procedure(text, where="The file")
    except UnreadableProcedure as unreadable:
        problems = unreadable.problems
        told = "; ".join(problems[:MOST_TOLD])
        more = len(problems) - MOST_TOLD
        how = f"cannot be read: {told}" + (f"; and {more} more" if more > 0 else "")
        raise PydanticCustomError("typed_text", "{how}", {"how": how}) from unreadable
    return text


ProcedureFile = Annotated[
    str, BeforeValidator(clean), AfterValidator(_a_file), AfterValidator(_readable)
]


class ProposalForm(Form):
    """The whole of a procedure, and why; `confirmed` names the file agreed to."""

    SAYS: ClassVar = {
        "reason": WHY_CHANGED,
        "content": Says.enter("the procedure"),
        "confirmed": Says.select("whether to propose it"),
    }

    reason: Text
    content: ProcedureFile
    confirmed: Line = ""

    @property
    def procedure(self) -> Procedure:
        """What the file describes."""
        return parse_procedure(self.content, where="The file")

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told besides the procedure."""
        return {"reason": self.reason}

    @property
    def agrees_to(self) -> str:
        """What `confirmed` says once just this file has been checked and agreed to."""
        return sha256(self.content.encode()).hexdigest()[:16]


class RevisionForm(ProposalForm, RestingForm):
    """The whole of a procedure that is proposed already, changed, and why."""

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told besides the procedure."""
        return {"reason": self.reason, "since": self.since}


class ConsultationForm(Form):
    """Whom the bodies consulted, when, and what they said."""

    SAYS: ClassVar = {
        "consultee": Says.select("who was consulted"),
        "name": Says.enter("the name of the office or the organisation"),
        "consulted_on": Says.enter("the day they were consulted"),
        "said": Says.enter("what they said"),
    }

    consultee: Consultee
    name: Line
    consulted_on: Day
    said: Text


class WarningAccepted(Group):
    """A warning, and why the version is adopted all the same."""

    TITLE: ClassVar[str] = "Warning"
    SAYS: ClassVar = {
        "finding": Says.enter("the warning"),
        "reason": Says.enter("why it is adopted all the same"),
    }

    finding: Text
    reason: Text


class AdoptionForm(Form):
    """The decision to adopt a version."""

    SAYS: ClassVar = {
        "adopted_on": Says.enter("the day it was adopted"),
        "adopted_by": Says.enter("who adopted it"),
        "no_housing_because": Says.enter("why none is appropriate"),
        "accepted": Says.enter("the reasons"),
    }

    adopted_on: Day
    adopted_by: Line
    no_housing_because: Text = ""
    accepted: tuple[WarningAccepted, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Why each warning is no bar, by what it says."""
        return {each.finding: each.reason for each in self.accepted}


class DropForm(Form):
    """Why a proposal will not be adopted."""

    SAYS: ClassVar = {"reason": Says.enter("why it is dropped")}

    reason: Text
