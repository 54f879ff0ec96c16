"""Whether the threshold for a review is met: a finding, with its working shown.

The statute's own test always runs, and each complaint counts in it.  The local rules
run beside it and can only add a way to meet the threshold; caveats are advice and can
take none away.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

from asbreview.domain.local_rules import LocalRule, RuleKind, suffices
from asbreview.domain.model import Value
from asbreview.domain.qualifying import (
    Because,
    Complaint,
    ComplaintFinding,
    Window,
    missed_windows,
    why_not,
)
from asbreview.domain.statute import (
    QUALIFYING_COMPLAINT,
    THRESHOLD_BY_NUMBER,
    THRESHOLD_BY_PROCEDURES,
    WHICH_COMPLAINTS_COUNT,
    implements,
)

__all__ = [
    "Because",
    "Caveat",
    "Complaint",
    "ComplaintFinding",
    "Consideration",
    "LocalRule",
    "ThresholdDuty",
    "ThresholdFinding",
    "ThresholdRules",
    "Window",
    "find_threshold",
    "missed_windows",
    "why_not",
]


class Caveat(Value):
    """Something a procedure asks besides; it is shown, and decides nothing.

    It is noted when the fact it asks after, a question answered by yes or no, is
    `noted_when`; `says` is the advice then given.
    """

    caveat_id: str
    asks: str
    noted_when: bool
    says: str


class Consideration(Value):
    """What the bodies look at when the number alone does not settle the question."""

    consideration_id: str
    asks: str


class ThresholdRules(Value):
    """What the review procedures set about the threshold.

    Which of several complaints count may be set by the procedure (s.104(12)): one
    of each incident, or one of each date of behaviour.  Each does unless it is.
    """

    complaints_needed: int = 3
    one_incident_counts_once: bool = False
    one_date_counts_once: bool = False
    decided_by: str = ""
    any_of: tuple[LocalRule, ...] = ()
    considerations: tuple[Consideration, ...] = ()
    caveats: tuple[Caveat, ...] = ()


class ThresholdDuty(StrEnum):
    """What the Act leaves the relevant bodies to decide."""

    MUST_BE_MET = "must_be_met"
    FOR_THE_BODIES = "for_the_bodies"


class ThresholdFinding(Value):
    """What the rules say of an application, and every step of the reasoning.

    `qualifying` is the procedure's count; `counted_each` the statute's own, in which
    every qualifying complaint counts.  They differ only where the procedure counts
    one incident once.  `rule` is "s.104(4)", a local rule's id, or "s.104(5)".
    """

    duty: ThresholdDuty
    rule: str
    provision: str
    qualifying: int
    counted_each: int
    needed: int
    complaints: tuple[ComplaintFinding, ...]
    advice: tuple[str, ...]


@implements(THRESHOLD_BY_NUMBER, THRESHOLD_BY_PROCEDURES)
def find_threshold(
    complaints: Sequence[Complaint],
    *,
    applied_on: date,
    rules: ThresholdRules,
    caveats_noted: AbstractSet[str] = frozenset(),
    besides: Sequence[str] = (),
) -> ThresholdFinding:
    """Say whether the rules settle the question, by which rule, and why.

    At "at least three (or, if a different number is specified in the review
    procedures, at least that number of) qualifying complaints" the bodies *must*
    decide the threshold is met.  "In any other situation" they decide it in
    accordance with the review procedures, which may themselves leave no choice.
    The complaints are found on in the order they were made.  What the bodies should
    have before them besides is noted as advice.
    """
    made = sorted(complaints, key=lambda c: (c.made_on, c.complaint_id))
    each = tuple(_each(made, applied_on=applied_on))
    found = tuple(_once(made, each, rules))
    counted_each = sum(finding.qualifies for finding in each)
    duty, rule, provision = _settled_by(made, counted_each, applied_on, rules)
    return ThresholdFinding(
        duty=duty,
        rule=rule,
        provision=provision,
        qualifying=sum(finding.qualifies for finding in found),
        counted_each=counted_each,
        needed=rules.complaints_needed,
        complaints=found,
        advice=(
            *_advice(duty, each, found, rules, caveats_noted),
            *(asked for r in rules.any_of if r.rule_id == rule for asked in r.requires),
            *besides,
        ),
    )


def _settled_by(
    complaints: Sequence[Complaint],
    counted_each: int,
    applied_on: date,
    rules: ThresholdRules,
) -> tuple[ThresholdDuty, str, str]:
    by_number = THRESHOLD_BY_NUMBER.pinpoint
    by_procedures = THRESHOLD_BY_PROCEDURES.pinpoint
    if counted_each >= rules.complaints_needed:
        return ThresholdDuty.MUST_BE_MET, by_number, by_number
    for rule in rules.any_of:
        if suffices(rule, complaints, applied_on=applied_on):
            return ThresholdDuty.MUST_BE_MET, rule.rule_id, by_procedures
    return ThresholdDuty.FOR_THE_BODIES, by_procedures, by_procedures


def _each(
    complaints: Iterable[Complaint], *, applied_on: date
) -> Iterator[ComplaintFinding]:
    """Find on each complaint by itself, as the statute does."""
    for complaint in complaints:
        because = tuple(missed_windows(complaint, applied_on=applied_on))
        yield ComplaintFinding(
            complaint_id=complaint.complaint_id,
            qualifies=not because,
            because=because,
            provision=QUALIFYING_COMPLAINT.pinpoint,
        )


@implements(WHICH_COMPLAINTS_COUNT)
def _once(
    complaints: Iterable[Complaint],
    findings: Iterable[ComplaintFinding],
    rules: ThresholdRules,
) -> Iterator[ComplaintFinding]:
    """Count the first qualifying complaint about an incident or a date, and no other.

    One that does not qualify leaves its incident to be counted by the next.
    """
    counted: dict[tuple[Window, str | date], date] = {}
    for complaint, finding in zip(complaints, findings, strict=True):
        same = tuple(_counted_once(complaint, rules)) if finding.qualifies else ()
        again = [
            Because(window=key[0], on=complaint.made_on, against=counted[key])
            for key in same
            if key in counted
        ]
        if not again:
            counted |= dict.fromkeys(same, complaint.made_on)
            yield finding
        else:
            yield ComplaintFinding(
                complaint_id=complaint.complaint_id,
                qualifies=False,
                because=tuple(again),
                provision=WHICH_COMPLAINTS_COUNT.pinpoint,
            )


def _counted_once(
    complaint: Complaint, rules: ThresholdRules
) -> Iterator[tuple[Window, str | date]]:
    """Yield what another complaint must not share if both are to be counted."""
    if rules.one_incident_counts_once and complaint.incident is not None:
        yield Window.COUNTED_ONCE, complaint.incident
    if rules.one_date_counts_once:
        yield Window.DATE_COUNTED_ONCE, complaint.behaviour_on


def _advice(
    duty: ThresholdDuty,
    each: Sequence[ComplaintFinding],
    found: Sequence[ComplaintFinding],
    rules: ThresholdRules,
    caveats_noted: AbstractSet[str],
) -> Iterator[str]:
    """Say what the bodies should have before them besides; it decides nothing."""
    if each != found:
        once = "one date" if rules.one_date_counts_once else "one incident"
        yield (
            f"The procedure counts {once} once. Counting each complaint, as "
            f"{THRESHOLD_BY_NUMBER.pinpoint} does, "
            f"{sum(finding.qualifies for finding in each)} qualify."
        )
    if duty is ThresholdDuty.FOR_THE_BODIES:
        yield from (consideration.asks for consideration in rules.considerations)
        yield from (r.says for r in rules.any_of if r.kind is RuleKind.DISCRETION)
    yield from (c.says for c in rules.caveats if c.caveat_id in caveats_noted)
