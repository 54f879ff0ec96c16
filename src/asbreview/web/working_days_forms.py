"""What is asked of a closure, of a bank holiday proclaimed late, and of a mistake."""

from datetime import date
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator

from asbreview.web.forms import Day, Form, Line, Says

CONFIRMED: Final = Says.select("whether to record it")


def _a_listed_day(chosen: str) -> str:
    return date.fromisoformat(chosen).isoformat()


class ClosureForm(Form):
    """The days of a closure; `confirmed` names those that were shown and agreed to."""

    SAYS: ClassVar = {
        "first_on": Says.enter("the first day of the closure"),
        "last_on": Says.enter("the last day of the closure"),
        "reason": Says.enter("why the offices are closed"),
        "confirmed": CONFIRMED,
    }

    first_on: Day
    last_on: Day | None = None
    reason: Line
    confirmed: Line = ""

    @property
    def last(self) -> date:
        """The last day: the first, where one day is meant."""
        return self.last_on or self.first_on

    @property
    def agrees_to(self) -> str:
        """What `confirmed` says once these days have been shown and agreed to."""
        return f"{self.first_on}/{self.last}"


class ProclaimedForm(Form):
    """A bank holiday that was proclaimed after the list was made."""

    SAYS: ClassVar = {
        "on": Says.enter("the day of the bank holiday"),
        "name": Says.enter("what the bank holiday is called"),
        "source": Says.enter("where it was announced"),
        "confirmed": CONFIRMED,
    }

    on: Day
    name: Line
    source: Line
    confirmed: Line = ""

    @property
    def agrees_to(self) -> str:
        """What `confirmed` says once this day has been shown and agreed to."""
        return f"{self.on}"


class ClosureInErrorForm(Form):
    """Which closure was recorded in error, and what was wrong."""

    SAYS: ClassVar = {
        "on": Says.select("the closure that was recorded in error"),
        "reason": Says.enter("what was wrong"),
        "confirmed": CONFIRMED,
    }

    on: Annotated[str, AfterValidator(_a_listed_day)]
    reason: Line
    confirmed: Line = ""

    @property
    def day(self) -> date:
        """The day of the closure."""
        return date.fromisoformat(self.on)

    @property
    def agrees_to(self) -> str:
        """What `confirmed` says once this day has been shown and agreed to."""
        return self.on
