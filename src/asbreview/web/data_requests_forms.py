"""What is typed about a request of somebody about their own data."""

from dataclasses import replace
from typing import Any, ClassVar, Literal
from uuid import UUID

from asbreview.domain.people import HeardBy
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, LongerBecause, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.web.erasure_forms import TextFate, instead_of
from asbreview.web.forms import Day, Form, Says, Text


class DataRequestForm(Form):
    """What somebody asks about their data."""

    SAYS: ClassVar = {
        "person_id": Says.select("whose data it is about"),
        "right": Says.select("what they ask"),
        "asked": Says.enter("what they ask, in their own words"),
        "received_on": Says.enter("the date on which it was received"),
        "heard_by": Says.select("how they asked"),
        "identity": Says.select("how it was made sure who they are"),
    }

    person_id: UUID
    right: Right
    asked: Text
    received_on: Day
    heard_by: HeardBy
    identity: Identity


class IdentityForm(Form):
    """How they showed who they are, and when."""

    SAYS: ClassVar = {
        "identity": Says.select("how they showed who they are"),
        "shown_on": Says.enter("the date on which they showed who they are"),
    }

    identity: Identity
    shown_on: Day


class LongerForm(Form):
    """Why it takes longer than a month."""

    SAYS: ClassVar = {
        "because": Says.select("for what it takes longer"),
        "reason": Says("Enter why it takes longer: they are told", "The reason"),
    }

    because: LongerBecause
    reason: Text


class WithdrawnForm(Form):
    """That they do not ask it any more."""

    SAYS: ClassVar = {
        "withdrawn_on": Says.enter("the date on which they withdrew it"),
        "said": Says.enter("what they said"),
    }

    withdrawn_on: Day
    said: Text


class AnswerForm(Form):
    """What is answered, on what ground, and why."""

    SAYS: ClassVar = {
        "granted": Says.select("how far it is granted"),
        "grounds": Says.select("on what ground it is refused"),
        "done": Says.enter("what is done"),
        "not_done": Says.enter("what is not done"),
        "reasons": Says.enter("the reasons"),
        "decided_on": Says.enter("the date on which it was decided"),
    }

    granted: Granted
    grounds: tuple[RefusalGround, ...] = ()
    done: Text = ""
    not_done: Text = ""
    reasons: Text = ""
    decided_on: Day

    @property
    def told(self) -> AnswerGiven:
        """What is answered."""
        return AnswerGiven(
            granted=self.granted,
            decided_on=self.decided_on,
            grounds=self.grounds,
            done=self.done,
            not_done=self.not_done,
            reasons=self.reasons,
        )


class EraseAnswerForm(AnswerForm):
    """What is answered to a request to erase, and what is erased."""

    SAYS: ClassVar = AnswerForm.SAYS | {
        "texts": Says.select("what becomes of each text"),
        "forgets": Says.select("whether the person is forgotten"),
        "sure": Says.select("that what is chosen is destroyed"),
    }

    texts: tuple[TextFate, ...] = ()
    forgets: Literal["yes", ""] = ""
    sure: Literal["yes"]

    @property
    def told(self) -> AnswerGiven:
        """What is answered, and what is erased by it."""
        return replace(
            super().told,
            instead=instead_of(self.texts),
            forgets=bool(self.forgets),
        )


class RestrictForm(Form):
    """What is restricted, of whom, and why."""

    SAYS: ClassVar = {
        "person_id": Says.select("whose data it is about"),
        "because": Says.select("for what it is restricted"),
        "texts": Says.select("what is restricted"),
        "reason": Says.enter("why it is restricted"),
    }

    person_id: UUID
    because: RestrictedBecause
    texts: tuple[UUID, ...]
    reason: Text


class LiftForm(Form):
    """Why a restriction is lifted."""

    SAYS: ClassVar = {"reason": Says("Enter why it is lifted: they are told", "Why")}

    reason: Text


class LiftedForm(Form):
    """To lift what they were told is lifted asks nothing."""


def choices(kind: Any, *, without: tuple[Any, ...] = ()) -> list[dict[str, str]]:
    """Return the words of a list as choices of a question."""
    return [
        {"value": word.value, "text": word[:1].upper() + word[1:]}
        for word in kind
        if word not in without
    ]
