"""What may be typed about how long records are kept."""

from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

from pydantic import Field

from asbreview.domain.retention.rules import (
    MOST_YEARS,
    CountedFrom,
    RecordKind,
    RetentionRule,
)
from asbreview.domain.terms import Origin
from asbreview.web.forms import Day, Form, Line, RestingForm, Says, Text

CONFIRM: Final = "DISPOSE"
Years = Annotated[int, Field(ge=1, le=MOST_YEARS)]
ORIGINS: Final = {
    Origin.PUBLISHED: "A schedule that is published",
    Origin.STATUTE: "An enactment",
    Origin.OWN_CHOICE: "The area\u2019s own choice",
}


class RuleForm(RestingForm):
    """How long a class of records is kept, from which day on, and who says so."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "of": Says.select("the class of records"),
        "years": Says(
            f"Enter a number of years from 1 to {MOST_YEARS}", "The number of years"
        ),
        "counted_from": Says.select("from which day the years are counted"),
        "origin": Says.select("where this comes from"),
        "source": Says.enter("where it is laid down, or why it was chosen"),
        "from_on": Says.enter("the day from which it applies"),
    }

    area: Line
    of: RecordKind
    years: Years
    counted_from: CountedFrom
    origin: Origin
    source: Text = ""
    from_on: Day

    @property
    def rule(self) -> RetentionRule:
        """The rule that was typed."""
        return RetentionRule(
            of=self.of,
            years=self.years,
            counted_from=self.counted_from,
            origin=self.origin,
            source=self.source,
            from_on=self.from_on,
        )


class NoRuleForm(RestingForm):
    """That a class of records has no rule from a day on, and why."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "of": Says.select("the class of records"),
        "from_on": Says.enter("the day from which there is no rule"),
        "reason": Says.enter("why there is no rule any more"),
    }

    area: Line
    of: RecordKind
    from_on: Day
    reason: Text = ""


def _choices(words: Any) -> list[dict[str, str]]:
    return [{"value": w.value, "text": w[:1].upper() + w[1:]} for w in words]


ASKED_OF: Final[dict[str, Any]] = {
    "kinds": _choices(RecordKind),
    "counted": _choices(CountedFrom),
    "origins": [{"value": o.value, "text": text} for o, text in ORIGINS.items()],
}


class ProposeForm(Form):
    """Which of the cases that are due it is proposed to dispose of."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "of": Says.select("the class of records"),
        "cases": Says.select("at least one case"),
    }

    area: Line
    of: RecordKind
    cases: tuple[UUID, ...]


class ApproveForm(Form):
    """That what another officer proposed is disposed of."""

    SAYS: ClassVar = {
        "confirmation": Says(f"Type {CONFIRM} to confirm", "The word to confirm"),
    }

    confirmation: Literal["DISPOSE"]


class ReturnForm(Form):
    """Why what was proposed is returned."""

    SAYS: ClassVar = {"reason": Says.enter("why it is returned")}

    reason: Text = ""


class FinishForm(Form):
    """To finish what was approved asks nothing."""
