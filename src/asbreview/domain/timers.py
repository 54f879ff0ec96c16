"""The timers of a procedure: a step, so long after what starts it, or so long before.

A timer's length is counted as `timetable` does: the day that starts it is not counted.
"""

from enum import StrEnum
from typing import Final

from asbreview.domain.model import Value
from asbreview.domain.terms import Origin

PARTNER_ANSWER: Final = "partner-answer"
"""The timer of a body's answer to a request."""


class Anchor(StrEnum):
    """What starts a timer."""

    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    REQUEST = "request"
    INFORMATION_COMPLETE = "information-complete"
    THRESHOLD_DECISION = "threshold-decision"
    THRESHOLD_LETTER = "threshold-letter"
    ACCEPTANCE = "acceptance"
    PANEL = "panel"
    OUTCOME_LETTER = "outcome-letter"
    RECOMMENDATION = "recommendation"
    """A recommendation to a body, which must have regard to it: each is answered."""
    CHALLENGE = "challenge"
    CONTACT = "contact"
    """The last contact with a person of the case, or letter to one; at first, receipt.

    Each starts the timer again, and meets it as it ran until then.
    """


class Unit(StrEnum):
    """What the length of a timer is counted in."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Binds(StrEnum):
    """Whom a timer binds."""

    PARTNERSHIP = "partnership"
    PARTNER = "partner"
    APPLICANT = "applicant"


class DayZero(StrEnum):
    """Where working days are counted from when a timer starts on a day nobody works."""

    NEXT_WORKING_DAY = "next working day"
    DAY_ITSELF = "day itself"


class WaitingFor(StrEnum):
    """What a timer may stand still for, where the procedure says so."""

    CONSENT = "consent"
    APPLICANT = "information from the applicant"
    PARTNER = "information from a partner"


class Timer(Value):
    """A promise: a step, so long after what starts it, or so long before.

    A due date on a day when nobody works stays there, unless the procedure moves it.
    One that is `extendable` is put off with a reason and a new date, one that
    `pauses_for` something stands still meanwhile, with a reason; `notice` says what
    the applicant is then told.
    """

    timer_id: str
    says: str
    starts: Anchor
    length: int
    unit: Unit
    binds: Binds
    origin: Origin
    reference: str
    before: bool = False
    extendable: bool = False
    moves_to_working_day: bool = False
    pauses_for: tuple[WaitingFor, ...] = ()
    notice: str = ""

    @property
    def in_words(self) -> str:
        """Its length: "10 working days", "1 week"."""
        unit = self.unit.removesuffix("s") if self.length == 1 else self.unit
        return f"{self.length} {unit}"


BRINGS_ABOUT: Final = {
    "acknowledge": Anchor.ACKNOWLEDGEMENT,
    "ask-partners": Anchor.REQUEST,
    "partner-answer": Anchor.INFORMATION_COMPLETE,
    "decide-threshold": Anchor.THRESHOLD_DECISION,
    "tell-threshold": Anchor.THRESHOLD_LETTER,
    "hold-panel": Anchor.PANEL,
    "tell-outcome": Anchor.OUTCOME_LETTER,
}
"""What happens when a step is taken, and so what it starts."""

ALONG_WITH: Final = {Anchor.ACCEPTANCE: Anchor.THRESHOLD_DECISION}
"""What happens on the day of something else: acceptance, when the threshold is met."""


def circle(timers: tuple[Timer, ...]) -> tuple[Timer, ...]:
    """Return timers that wait for one another in a circle, in order; or none.

    Each is started by what the one before it brings about, so none can ever start.
    """
    for timer in timers:
        if found := _waits(timer, (timer,), timers):
            return found
    return ()


def _waits(
    first: Timer, chain: tuple[Timer, ...], timers: tuple[Timer, ...]
) -> tuple[Timer, ...]:
    """Follow what the last of the chain starts, until it comes back to the first."""
    brought = BRINGS_ABOUT.get(chain[-1].timer_id)
    for timer in timers:
        if brought is None or ALONG_WITH.get(timer.starts, timer.starts) is not brought:
            continue
        if timer == first:
            return chain
        if timer not in chain and (found := _waits(first, (*chain, timer), timers)):
            return found
    return ()
