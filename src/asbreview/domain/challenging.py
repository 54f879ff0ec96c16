"""What an applicant who is dissatisfied may do: here first, then elsewhere.

Bodies come and go (policing bodies are to be abolished, councils reorganised), so who
hears a challenge is dated data, never a word in code.
"""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from asbreview.domain.model import Value
from asbreview.domain.terms import BodyKind, Challenged, Origin


class ChallengeRoute(Value):
    """What an applicant who is dissatisfied may do first.

    `window` is the id of the timer within which to do it, `decide` that of the timer
    within which it is decided.  `consent` says what agreement is needed to pass data.
    """

    of: Challenged
    to_whom: str
    how: str
    grounds: tuple[str, ...]
    window: str
    escalation: str
    origin: Origin
    reference: str
    exclusions: tuple[str, ...] = ()
    consent: str = ""
    results: tuple[str, ...] = ()
    decide: str = "decide-challenge"


class Ombudsman(Value):
    """An ombudsman, and whose handling they look into."""

    kind: BodyKind
    name: str
    looks_into: str
    contact: str


class EscalationBody(Value):
    """Who can be turned to after the partnership, from one day to another if known."""

    slug: str
    name: str
    contact: str = ""
    from_day: date | None = None
    to_day: date | None = None

    def hears_on(self, day: date) -> bool:
        """Can it be turned to on that day?"""
        return (self.from_day or date.min) <= day <= (self.to_day or date.max)


class Limb(StrEnum):
    """What of a case a tier of escalation looks at."""

    THRESHOLD = "threshold"
    CONDUCT = "conduct"
    PLAN = "plan"


MAY_BE_OF: Final = {
    Challenged.APPLICATION: frozenset({Limb.THRESHOLD}),
    Challenged.REVIEW: frozenset({Limb.CONDUCT, Limb.PLAN}),
}
"""What a tier has to look at, for each of the two things that the Act names."""


class EscalationTier(Value):
    """A further way to challenge, after the partnership's own.

    `body` is the slug of an escalation body; `window` and `decide` are ids of timers,
    empty where no time is set.  `consent` says what agreement is needed to pass
    data on, `pack` what is sent.
    """

    tier_id: str
    body: str
    says: str
    may_challenge: tuple[Limb, ...]
    origin: Origin
    reference: str
    grounds: tuple[str, ...] = ()
    window: str = ""
    exclusions: tuple[str, ...] = ()
    consent: str = ""
    pack: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    decide: str = ""
    of_policing_body_review: bool = False


class OfWhichDay(StrEnum):
    """What has to have happened on the day of the switch, or later.

    A change of the law may reach back to what was applied for, or decided, before it,
    or not: which it is stands in the provisions that bring it into force.
    """

    CHALLENGE = "challenge"
    DECISION = "decision"
    APPLICATION = "application"


class DaysOfChallenge(NamedTuple):
    """The days of a case that a switch may go by, for something that is challenged.

    What is challenged was told on `told_on`; nothing where it has not been told.
    """

    challenged_on: date
    told_on: date | None
    applied_on: date

    def day_of(self, what: OfWhichDay) -> date | None:
        """Return the day that a switch goes by, if there is one yet."""
        match what:
            case OfWhichDay.CHALLENGE:
                return self.challenged_on
            case OfWhichDay.DECISION:
                return self.told_on
            case OfWhichDay.APPLICATION:
                return self.applied_on


class PolicingBodyReview(Value):
    """The switch for reviews by the local policing body (Crime and Policing Act 2026).

    Off until a partnership sets the day.  Whether those sections are in force, and for
    which cases, is for it to establish: nothing here is law until then, and nothing is
    printed as law.  `goes_by` says what has to be of that day or later.
    """

    from_day: date | None = None
    goes_by: OfWhichDay = OfWhichDay.CHALLENGE
    checked: str = ""

    def is_on(self, day: date) -> bool:
        """Has the partnership set it to apply on that day?"""
        return self.from_day is not None and self.from_day <= day

    def reaches(self, days: DaysOfChallenge) -> bool:
        """Is what it goes by of its day or later, for something that is challenged?"""
        day = days.day_of(self.goes_by)
        return day is not None and self.is_on(day) and self.is_on(days.challenged_on)
