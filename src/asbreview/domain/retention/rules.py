"""What an area has laid down of how long a class of records is kept.

No statute sets the years: they are an area's own, or come from a schedule of its
council.  The UK GDPR says only that personal data are kept no longer than they are
needed (Art. 5(1)(e)), and that there are limits for it (Art. 13(2)(a)).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from asbreview.domain.days import add_months
from asbreview.domain.model import Value
from asbreview.domain.terms import Origin

MOST_YEARS: Final = 100


class RecordKind(StrEnum):
    """A class of records: how a case ended says which it is of."""

    WITH_OUTCOME = "a case that was reviewed, with its outcome"
    NOT_MET = "a case whose threshold was not met"
    WITHDRAWN = "an application that was withdrawn"
    TRANSFERRED = "an application that was transferred to another area"
    PAST = "an earlier case that was brought in from a list"
    READS = "who read which case"
    ACCOUNTS = "the accounts that were disabled"

    @property
    def is_of_cases(self) -> bool:
        """Is it a class of cases, that two officers dispose of?

        What is not has nothing in it to be looked at one by one, and goes by itself
        when its time is over (`docs/decisions/0109`).
        """
        return self not in {RecordKind.READS, RecordKind.ACCOUNTS}

    @property
    def is_of_past(self) -> bool:
        """Is it of cases that were over before they were kept here?"""
        return self is RecordKind.PAST


class CountedFrom(StrEnum):
    """The day from which the years are counted."""

    ENDED = "the day the case ended"
    TOLD = "the day the applicant was told the decision"
    BROUGHT_IN = "the day it was brought in from the list"
    READ = "the day the case was read"
    DISABLED = "the day the account was disabled"


COUNTED: Final[Mapping[RecordKind, tuple[CountedFrom, ...]]] = {
    kind: (CountedFrom.ENDED, CountedFrom.TOLD)
    for kind in RecordKind
    if kind.is_of_cases
} | {
    RecordKind.PAST: (CountedFrom.ENDED, CountedFrom.BROUGHT_IN),
    RecordKind.READS: (CountedFrom.READ,),
    RecordKind.ACCOUNTS: (CountedFrom.DISABLED,),
}


class RetentionRule(Value):
    """For how many years a class of records is kept, counted from which day.

    It applies from `from_on` on to all records of the class, those that were made
    before it, too.  `source` says where it is laid down, or why it was chosen.
    """

    of: RecordKind
    years: int
    counted_from: CountedFrom
    origin: Origin
    source: str
    from_on: date

    def over_up_to(self, on: date) -> date:
        """Return the last day from which the years are over on a London day.

        Of a class that goes by itself; for a case ask `due_on`.
        """
        return add_months(on, -12 * self.years)

    def due_on(self, *, ended_on: date, told_on: date | None) -> date | None:
        """Return the first day on which a record is kept no longer.

        Nothing where the day from which it is counted is not known: such a record is
        kept.  What is counted from a 29 February ends on a 1 March.
        """
        ends = self.counted_from is CountedFrom.ENDED
        return self.over_from(ended_on if ends else told_on)

    def past_due_on(self, *, ended_on: date | None, brought_in_on: date) -> date | None:
        """Return the first day on which an earlier case is kept no longer.

        Nothing where it is counted from its end, and the list did not say when that
        was.
        """
        ends = self.counted_from is CountedFrom.ENDED
        return self.over_from(ended_on if ends else brought_in_on)

    def over_from(self, start: date | None) -> date | None:
        """Return the first day after the years that begin on a day, if it is known."""
        if start is None:
            return None
        end = add_months(start, 12 * self.years)
        leap = (start.month, start.day) == (2, 29) != (end.month, end.day)
        return date(end.year, 3, 1) if leap else end


def kind_of(ended_as: str, *, not_met: bool) -> RecordKind:
    """Return the class that a case is of, by how it ended.

    A case that was closed without a decision that the threshold is not met was
    reviewed: nothing else lets a case be closed.
    """
    match ended_as:
        case "withdrawn":
            return RecordKind.WITHDRAWN
        case "transferred":
            return RecordKind.TRANSFERRED
    return RecordKind.NOT_MET if not_met else RecordKind.WITH_OUTCOME
