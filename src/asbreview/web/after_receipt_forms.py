"""What may be typed about what becomes of an application.

The fields are named as the commands' refusals name them.
"""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.application import HowConsented
from asbreview.web.forms import Day, Form, RestingForm, Says, Text


class AssignForm(RestingForm):
    """Whose the case is to be."""

    SAYS: ClassVar = {"caseworker_id": Says.select("the caseworker")}

    caseworker_id: UUID


class PassOnForm(Form):
    """When the application went to the relevant bodies."""

    SAYS: ClassVar = {"passed_on": Says.enter("the date it was passed on")}

    passed_on: Day


class VictimSays(StrEnum):
    """What the victim says of an application that somebody makes for them."""

    AGREES = "agrees"
    REFUSES = "does not agree"
    WITHDRAWS = "withdraws their consent"


class ConsentForm(Form):
    """Whether the victim agrees."""

    SAYS: ClassVar = {
        "victim": Says.select("whether the victim agrees"),
        "given_on": Says.enter("the date on which the victim said so"),
        "how": Says.select("how the victim said so"),
        "said": Says.enter("what the victim said"),
    }

    victim: VictimSays
    how: HowConsented
    given_on: Day
    said: Text = ""


class WithdrawForm(Form):
    """That the applicant withdrew, and what they said."""

    SAYS: ClassVar = {
        "ended_on": Says.enter("the date of the withdrawal"),
        "reason": Says("Enter why the applicant withdraws", "The reason"),
    }

    ended_on: Day
    reason: Text
