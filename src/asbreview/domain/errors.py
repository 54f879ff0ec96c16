"""Why a command is refused.

CaseReviewRefused
├── NotPermittedYet     something else has to happen first
├── AlreadyDone         it has been done, and is done once
├── ContraryToLaw       a provision forbids it; the refusal cites it
├── Misrecorded         what was given cannot be so: a day, a name, a number
│   └── UnknownDay      the day lies beyond the bank holidays that are known
│       └── StandsStill the clock stands still: no day can be counted yet
├── NoSuchThing         what was named is not on this case
└── PersonErased        what told of this person has been destroyed

Every refusal is told to the person who gave the command in its own words: it says
what to do, and holds nothing personal.
"""

from asbreview.domain.statute import Provision


class CaseReviewRefused(Exception):
    """A command is refused; the reason is for the person who gave it.

    `field` names the thing given that was wrong, where one thing was.
    """

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


class NotPermittedYet(CaseReviewRefused):
    """Something else has to happen first."""


class AlreadyDone(CaseReviewRefused):
    """It has been done, and is done once."""


class ContraryToLaw(CaseReviewRefused):
    """A provision forbids it."""

    def __init__(
        self, reason: str, provision: Provision, *, field: str | None = None
    ) -> None:
        super().__init__(f"{reason} ({provision.pinpoint})", field=field)
        self.provision = provision


class Misrecorded(CaseReviewRefused):
    """What was given cannot be so: a day, a name, a number."""


class UnknownDay(Misrecorded):
    """The day lies beyond the bank holidays that are known."""


class StandsStill(UnknownDay):
    """The clock of a step stands still: the day it is due is not known yet."""


class NoSuchThing(CaseReviewRefused):
    """What was named is not on this case."""


class PersonErased(CaseReviewRefused):
    """What told of this person has been destroyed."""
