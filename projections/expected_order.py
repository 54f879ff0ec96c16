"""Which step of a case comes before which, as its procedure has it."""

from collections.abc import Sequence
from typing import Final

from asbreview.domain.procedure import Binds, Procedure
from asbreview.domain.timers import ALONG_WITH, BRINGS_ABOUT

Order = Sequence[tuple[str, str]]
BEFORE: Final = (
    ("ask-partners", "decide-threshold"),
    ("partner-answer", "decide-threshold"),
    ("decide-threshold", "hold-panel"),
    ("hold-panel", "tell-outcome"),
    ("tell-outcome", "whole-review"),
)
"""Which step has to be taken before which, whatever a procedure's times are."""


def pairs_of(procedure: Procedure) -> list[tuple[str, str]]:
    """Return which step comes before which, as the procedure's timers have it."""
    by_anchor = {anchor: step for step, anchor in BRINGS_ABOUT.items()}
    pairs = list(BEFORE)
    for timer in procedure.timers:
        started_by = by_anchor.get(ALONG_WITH.get(timer.starts, timer.starts))
        if started_by in {None, timer.timer_id} or timer.binds is Binds.APPLICANT:
            continue
        assert started_by is not None  # noqa: S101  see above
        pair = started_by, timer.timer_id
        pairs.append(pair[::-1] if timer.before else pair)
    there = {timer.timer_id for timer in procedure.timers}
    return [pair for pair in dict.fromkeys(pairs) if there.issuperset(pair)]
