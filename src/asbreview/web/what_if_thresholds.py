"""On how many applications another threshold would have left no choice."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from asbreview.domain.counterfactual.facts import ChangedProcedure, WhatIf
from asbreview.domain.procedure import Procedure
from asbreview.domain.statute import THRESHOLD_BY_NUMBER
from asbreview.domain.threshold import ThresholdDuty, ThresholdRules, find_threshold
from asbreview.reviews.what_ifs import ThresholdThen
from asbreview.web.what_if_compared import Behind, Compared
from projections.waits import Life


class Then(NamedTuple):
    """A threshold as it was decided, and whether it had to be met, then and so."""

    life: Life
    met: bool
    was: bool
    would: bool

    @property
    def behind(self) -> Behind:
        """The case, and what the rules left of it: as it was, and as it would be."""
        return Behind(self.life, _duty(self.was, self.met), _duty(self.would, self.met))


def of_thresholds(
    asked: WhatIf,
    thresholds: Sequence[tuple[Life, ThresholdThen]],
    procedure_of: Callable[[str, int], Procedure],
) -> Iterator[Compared]:
    """Yield on how many applications the rules would have left no choice."""
    changed = asked.changed
    if not changed.is_of_threshold:
        return
    found = [_then(life, then, procedure_of, changed) for life, then in thresholds]
    yield _compared(
        "must-be-met",
        "Thresholds that must be decided to be met",
        f"{_by(changed)}: on the complaints that were before the bodies when they"
        " decided. In any other situation it is for them to decide.",
        "thresholds decided",
        found,
    )
    yield _compared(
        "could-not-be-refused",
        "Decided not to be met, where there would have been no choice",
        "What the bodies would have decided where there is a choice is not known.",
        "thresholds decided not to be met",
        [each for each in found if not each.met],
    )


def _by(changed: ChangedProcedure) -> str:
    needed = changed.complaints_needed
    number = str(needed) if needed else "the procedures\u2019 own number of"
    besides = ", the added one among them" if changed.way_added else ""
    return (
        f"At {number} qualifying complaints ({THRESHOLD_BY_NUMBER.pinpoint}), or by a"
        f" local rule{besides}"
    )


def _then(
    life: Life,
    then: ThresholdThen,
    procedure_of: Callable[[str, int], Procedure],
    changed: ChangedProcedure,
) -> Then:
    decided = then.trigger.threshold
    assert decided is not None  # noqa: S101  thresholds_then() yields no other
    ground = decided.ground
    procedure = procedure_of(ground.procedure_id, ground.procedure_version)
    would = must_be_met(then, changed.threshold(procedure.threshold))
    was = decided.finding.duty is ThresholdDuty.MUST_BE_MET
    return Then(life, decided.met, was, would)


def _compared(
    id_: str, title: str, says: str, of_what: str, found: Sequence[Then]
) -> Compared:
    return Compared(
        id_,
        title,
        says,
        of_what,
        len(found),
        sum(each.was for each in found),
        sum(each.would for each in found),
        [each.behind for each in found if each.was != each.would],
    )


def must_be_met(then: ThresholdThen, rules: ThresholdRules) -> bool:
    """Would these rules have left no choice?"""
    applied_on = then.trigger.application.applied_on
    finding = find_threshold(then.complaints, applied_on=applied_on, rules=rules)
    return finding.duty is ThresholdDuty.MUST_BE_MET


def _duty(must: bool, met: bool) -> str:  # noqa: FBT001
    duty = "must be met" if must else "for the bodies to decide"
    return f"{duty} (decided {'met' if met else 'not met'})"
