"""The figures of the last reporting year, as some of the areas published them."""

from collections.abc import Sequence
from typing import Final

from asbreview.demonstration.play import Play
from asbreview.domain.days import DAY, local_day
from asbreview.domain.reporting_period import reporting_period
from asbreview.installation import Installation
from asbreview.reviews.returns import ReturnTold
from asbreview.web.returns_told import counted_of, may_be_published
from projections.reporting import statutory

WHERE: Final = "https://{}.example/asb-case-reviews (invented)"
NOT_PUBLISHED: Final = frozenset({"peterborough", "huntingdonshire"})
"""Whoever reads the county's report has to be told that an area has not, too."""


def publish_figures(installation: Installation, plays: Sequence[Play]) -> None:
    """Record that the areas published the figures of the last year that is over.

    Each by whoever has a case there.  What is counted are views level with the log.
    """
    first = {play.plan.area: play for play in reversed(plays)}
    for area_id in sorted(first.keys() - NOT_PUBLISHED):
        _publish(installation, area_id, first[area_id])


def _publish(installation: Installation, area_id: str, play: Play) -> None:
    signed = play.signed()
    today = local_day(signed.at)
    reporting = installation.reviews.procedure_in_force(area_id, today).reporting
    current = reporting_period(reporting, today)
    period = reporting_period(reporting, current.from_ - DAY)
    with installation.views.connect() as db:
        figures = statutory(db, area_id=area_id, from_=period.from_, to=period.to)
    told = ReturnTold(
        period=period,
        counted_as_of=signed.at,
        figures=counted_of(figures),
        broken_down=may_be_published(figures),
        published_on=today,
        published_at=WHERE.format(area_id),
    )
    installation.reviews.publish_return(area_id, told=told, signed=signed)
