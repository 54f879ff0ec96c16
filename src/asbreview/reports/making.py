"""Making a report of an installation's record, as of an instant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection, Engine

from asbreview.domain.dates import OLDEST
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import Return
from asbreview.reports.committee import committee_report
from asbreview.reports.county import county_report, last_period
from asbreview.reports.county_tables import OfArea
from asbreview.reports.document import Report
from asbreview.reports.effectiveness import Assessed, effectiveness_report
from asbreview.reports.gathering import Facts, gathered
from asbreview.reports.periods import must_have_begun
from asbreview.reports.versions_compared import Version
from asbreview.reviews import CaseReviews
from projections.efforts import efforts_of
from projections.flow import in_progress
from projections.happening import any_recorded
from projections.process_charts import Rebased
from projections.promises import due_between
from projections.remembered import Remembered
from projections.waits import told_between

FACTS: Final = Remembered(most=2)  # each holds all that fell due in a period
OF_NO_MATTER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Making:
    """What a report is made from: the record and its views, as of an instant.

    `position` is that of the log at the instant `counted_at`, or nothing for now; `on`
    is the day of it, in London; `position_as_of` gives the position at any instant.
    """

    reviews: CaseReviews
    views: Engine
    position_as_of: Callable[[datetime], int]
    counted_at: datetime
    on: date
    position: int | None

    def committee(self, area_id: str, period: Period) -> Report:
        """Make the report to the scrutiny committee on an area's period.

        A period that has not begun is refused (`Misrecorded`).
        """
        facts = self.facts(area_id, period)
        return committee_report(facts, counted_at=self.counted_at)

    def county(self, area_ids: Iterable[str], period: Period) -> Report:
        """Make the report to the local policing body on a period of some areas."""
        areas = [self._of_area(area_id, period) for area_id in area_ids]
        return county_report(areas, counted_at=self.counted_at)

    def _of_area(self, area_id: str, period: Period) -> OfArea:
        facts = self.facts(area_id, period)
        last = last_period(facts)
        returns = self.reviews.published_returns(area_id, as_of=self.position)
        made = returns.of_period(last) if returns else None
        with self.views.connect() as db:
            known = any_recorded(db, area_id, as_of=self.position)
        return OfArea(facts, last, made, has_records=known)

    def effectiveness(self, area_id: str, period: Period) -> Report:
        """Make the assessment of an area's procedures over a period (Sch.4 para 4)."""
        facts = self.facts(area_id, period)
        made = self.reviews.assessments_of(area_id, as_of=self.position)
        with self.views.connect() as db:
            told = {life.case_id: life.outcome_told_on for life in facts.told}
            efforts = efforts_of(db, told, told_on=told, as_of=self.position)
            assessed = Assessed(
                facts,
                list(efforts.values()),
                list(self._versions(db, area_id, facts.until, facts.looked_at)),
                made.of_period(*period) if made else None,
            )
        return effectiveness_report(assessed, counted_at=self.counted_at)

    def _versions(
        self, db: Connection, area_id: str, until: date, before: date
    ) -> Iterator[Version]:
        """Yield the versions that had come into force by a day, with their cases."""
        ever = {"area_id": area_id, "from_": OLDEST, "to": until}
        told = told_between(db, **ever, as_of=self.position)  # type: ignore[arg-type]
        due = due_between(db, **ever, before=before, as_of=self.position)  # type: ignore[arg-type]
        open_ = {"area_id": area_id, "on": until, "as_of": self.position}
        still = in_progress(db, **open_)  # type: ignore[arg-type]
        every = self.reviews.procedure_versions(area_id, as_of=self.position)
        for each in every:
            number, from_ = each.procedure.version, each.in_force_from
            if from_ is not None and from_ <= until:
                yield Version(
                    each.procedure,
                    from_,
                    [life for life in told if life.version == number],
                    [step for step in due if step.version == number],
                    sum(life.version == number for life in still),
                )

    def facts(self, area_id: str, period: Period) -> Facts:
        """Gather the facts of an area's period; one to come is refused.

        Whoever reads a report saves it next: its facts are used again until anything
        more is recorded.
        """
        must_have_begun(period, on=self.on)
        asked = {
            "making": replace(self, counted_at=OF_NO_MATTER),
            "area_id": area_id,
            "period": period,
            "recorded": self.reviews.end_of_log(),
        }
        with self.views.connect() as db:
            return FACTS.answer(_facts_of, db, asked)

    def gathered(self, db: Connection, area_id: str, period: Period) -> Facts:
        """Gather them from the views."""
        until = min(period.to, self.on)
        published = self._published(area_id, until)
        first = self._first_told(area_id, published) if published else None
        return gathered(
            db,
            self.procedure(area_id, until),
            period=period,
            on=self.on,
            as_of=self.position,
            published=published,
            published_from=self.position_as_of(first.counted_as_of) if first else None,
            position_as_of=self.position_as_of,
            in_force=self.reviews.in_force_from(area_id, as_of=self.position),
            changes=[
                Rebased(each.on, each.says)
                for each in self.reviews.dated_changes(area_id, as_of=self.position)
            ],
        )

    def procedure(self, area_id: str, on: date) -> Procedure:
        """Return the procedures that were in force in an area on a day.

        Before the first of them, those that were when it is looked at from
        (`NoSuchThing` if none were then).
        """
        try:
            return self.reviews.procedure_in_force(area_id, on)
        except NoSuchThing:
            return self.reviews.procedure_in_force(area_id, self.on)

    def _first_told(self, area_id: str, published: Return) -> Return | None:
        returns = self.reviews.published_returns(area_id, as_of=self.position)
        period = Period(published.from_on, published.to_on)
        return returns.first_told(period) if returns else None

    def _published(self, area_id: str, until: date) -> Return | None:
        """Return the last return up to a day that was broken down, if there is one."""
        returns = self.reviews.published_returns(area_id, as_of=self.position)
        broken_down = (r for r in returns.standing if r.broken_down) if returns else ()
        return next((r for r in broken_down if r.to_on <= until), None)


def _facts_of(
    db: Connection, *, making: Making, area_id: str, period: Period, recorded: int
) -> Facts:
    del recorded  # returns and procedures are read from the log, not from the views
    return making.gathered(db, area_id, period)
