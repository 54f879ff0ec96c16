"""Whether single cases lie elsewhere than before a change, by the rule of a shift."""

from collections.abc import Sequence

from projections.process_charts import IN_A_ROW, Lately, Phase


def since_changed(phases: Sequence[Phase]) -> Lately:
    """Say whether values are higher, or lower, than before they were reckoned anew.

    The limits of one time say nothing of the other.  As the rules have it of a shift,
    the latest 7 have to lie on one side of the mean of before; both times have to have
    enough values.  As usual, if they do not.
    """
    if len(phases) < 2 or any(each.is_on_trial for each in phases[-2:]):  # noqa: PLR2004
        return Lately.TOO_FEW
    before, last = phases[-2].limits, phases[-1].points[-IN_A_ROW:]
    if before is None:
        return Lately.TOO_FEW
    values = [point.observed.value for point in last]
    if min(values) > before.mean:
        return Lately.HIGHER
    return Lately.LOWER if max(values) < before.mean else Lately.AS_USUAL
