"""What areas made of the last year: its figures published, its procedures assessed."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from asbreview.demonstration.play import Play
from asbreview.domain.days import DAY, local_day
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.installation import Installation
from asbreview.reviews.effectiveness import AssessmentTold
from asbreview.reviews.returns import ReturnTold
from asbreview.web.returns_told import counted_of, may_be_published
from projections.reporting import statutory

WHERE: Final = "https://{}.example/asb-case-reviews (invented)"
FOUND: Final = (
    "Most steps were taken in their time. Where a review was late, a body had answered"
    " late, or a day for the panel was hard to find. Papers were sent, and nobody"
    " recorded when."
)
TO_REVISE: Final = (
    "The times stay as they are. All bodies are asked on the same day, and whoever"
    " sends the papers records it."
)
NOT_PUBLISHED: Final = frozenset({"peterborough", "huntingdonshire"})
"""Whoever reads the county's report has to be told that an area has not, too."""


def publish_figures(installation: Installation, plays: Sequence[Play]) -> None:
    """Record that the areas published the figures of the last year that is over.

    Each by whoever has a case there.  What is counted are views level with the log.
    """
    first = {play.plan.area: play for play in reversed(plays)}
    for area_id in sorted(first.keys() - NOT_PUBLISHED):
        _publish(installation, area_id, first[area_id])


def assess_procedures(installation: Installation, play: Play) -> None:
    """Record what the area of a case finds of its procedures, of the last year."""
    signed = play.signed()
    today = local_day(signed.at)
    told = AssessmentTold(
        period=_last_year(installation, play.plan.area, today),
        counted_as_of=signed.at,
        assessed_on=today,
        found=FOUND,
        to_revise=TO_REVISE,
    )
    installation.reviews.assess_effectiveness(play.plan.area, told=told, signed=signed)


def _last_year(installation: Installation, area_id: str, today: date) -> Period:
    """Return the last reporting period of an area that is over."""
    reporting = installation.reviews.procedure_in_force(area_id, today).reporting
    current = reporting_period(reporting, today)
    return reporting_period(reporting, current.from_ - DAY)


def _publish(installation: Installation, area_id: str, play: Play) -> None:
    signed = play.signed()
    today = local_day(signed.at)
    period = _last_year(installation, area_id, today)
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
