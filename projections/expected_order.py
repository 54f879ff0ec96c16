"""Which step of a case comes before which, as its procedure has it."""

from collections.abc import Sequence

from asbreview.domain.procedure import Binds, Procedure
from asbreview.domain.timers import ALONG_WITH, BRINGS_ABOUT
from projections.replaying import BEFORE, ProcedureOf
from projections.waits import Life

Order = Sequence[tuple[str, str]]


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


class Orders:
    """Which step comes before which, read once from each version of procedures."""

    def __init__(self, procedure_of: ProcedureOf) -> None:
        self._procedure_of = procedure_of
        self._known: dict[tuple[str, int], Order] = {}

    def of(self, life: Life) -> Order:
        """Return the order of the procedures that a case is under."""
        version = life.area_id, life.version
        if version not in self._known:
            self._known[version] = pairs_of(self._procedure_of(*version))
        return self._known[version]
