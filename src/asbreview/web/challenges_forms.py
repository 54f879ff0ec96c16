"""What may be typed about a challenge: how it came, who hears it, what was decided."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from asbreview.domain.days import LONDON
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.hearing import HowHeard
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews.told import ChallengeTold, HearerTold, HearingTold
from asbreview.web.clock import Clock
from asbreview.web.forms import (
    Day,
    Form,
    Group,
    Line,
    PlanningForm,
    RestingForm,
    Says,
    Text,
)


class ChallengeForm(Form):
    """What somebody is dissatisfied with, and how they said so."""

    SAYS: ClassVar = {
        "of": Says.select("what they challenge"),
        "tier": Says.select("to whom it goes"),
        "made_by": Says.select("who challenges it"),
        "received_on": Says.enter("the date on which it came"),
        "channel": Says.select("how it came"),
        "on_grounds": Says.select("the grounds from the list"),
        "grounds": Says.enter("what they are dissatisfied with"),
        "excluded_by": Says.select("what the procedure excludes"),
        "agrees": Says.select("whether they agree"),
    }

    of: Challenged
    tier: Line = ""
    made_by: UUID
    channel: HeardBy
    received_on: Day
    on_grounds: tuple[Line, ...] = ()
    grounds: Text
    excluded_by: tuple[Line, ...] = ()
    agrees: bool = False

    @property
    def told(self) -> ChallengeTold:
        """What the command is told."""
        names = ChallengeTold.__dataclass_fields__
        return ChallengeTold(**{name: getattr(self, name) for name in names})


class TakeOnForm(Form):
    """What a challenge still needs before it is heard."""

    SAYS: ClassVar = {
        "because": Says.enter("why it is heard all the same"),
        "agreed_by": Says.select("how they agreed"),
        "on": Says.enter("the date"),
    }

    because: Text = ""
    agreed_by: HeardBy | None = None
    on: Day

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        return {"because": self.because, "agreed_by": self.agreed_by, "on": self.on}


class HearerGroup(Group):
    """Somebody who hears a challenge."""

    TITLE = "Person"
    SAYS: ClassVar = {
        "name": Says("Enter their name", "Their name"),
        "of": Says("Enter which body or partnership they are of", "Their body"),
    }

    name: Line
    of: Line


class HearingForm(PlanningForm, RestingForm):
    """Who hears a challenge, and when and where."""

    PLANS = ("heard_on",)
    SAYS: ClassVar = {
        "hearers": Says("Enter who hears it", "Who hears it"),
        "took_part": Says.select("whether any of them had a part in it"),
        "independence": Says("Enter why they are independent", "The reasons"),
        "how": Says.select("how it is heard"),
        "heard_on": Says.enter("the date of the hearing"),
        "heard_at": Says("Enter the time of the hearing", "The time of the hearing"),
        "place": Says("Enter where they meet", "The place"),
        "accounts": Says.select("who of them has an account here"),
    }

    hearers: tuple[HearerGroup, ...] = ()
    took_part: bool
    independence: Text
    how: HowHeard
    heard_on: Day
    heard_at: Clock
    place: Line = ""
    accounts: tuple[UUID, ...] = ()

    @property
    def told(self) -> HearingTold:
        """What the command is told."""
        return HearingTold(
            hearers=[HearerTold(name=each.name, of=each.of) for each in self.hearers],
            took_part=self.took_part,
            independence=self.independence,
            how=self.how,
            heard_at=datetime.combine(self.heard_on, self.heard_at, LONDON),
            place=self.place,
            accounts=self.accounts,
        )


class ChallengeDecidedForm(Form):
    """What was decided on a challenge, and why."""

    SAYS: ClassVar = {
        "upheld": Says.select("what was decided"),
        "decided_on": Says.enter("the date of the decision"),
        "reasons": Says.enter("the reasons"),
        "follows": Says.enter("what happens now"),
        "referred_back": Says.select("whether it is referred back"),
    }

    upheld: Upheld
    decided_on: Day
    reasons: Text
    referred_back: bool = False
    follows: Text = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        names = ("upheld", "decided_on", "reasons", "follows")
        return {name: getattr(self, name) for name in names}
