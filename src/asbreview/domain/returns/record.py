"""The returns that an area has published."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.area_record import AreaRecord
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import DAY, in_words, local_day
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import (
    BrokenDown,
    Return,
    ReturnInError,
    ReturnPublished,
    ReturnReplaced,
    ReturnsFileOpened,
)
from asbreview.domain.statute import PUBLISHED_FIGURES, implements

FEWEST_APART: Final = 5
"""Cases that two breakdowns may differ by: below five nothing is told of them."""


class PublishedReturns(AreaRecord[Return]):
    """What one area has published under s.104(9), period by period."""

    TOPIC = "returns"

    namespace = UUID("2f4a3e0c-6d0b-5b0e-9a51-0f7a55c4d1e9")
    opened_as = ReturnsFileOpened
    in_error_as = ReturnInError
    named_in = "return_id"
    none_stands = "There is no such return, or another has taken its place"

    def __init__(self, area_id: str) -> None:
        super().__init__(area_id)
        self.replaced_by: dict[UUID, UUID] = {}
        self.reasons: dict[UUID, str] = {}

    def stands(self, item_id: UUID) -> bool:
        """Say whether a return stands: the latest of its period, if not in error."""
        return super().stands(item_id) and item_id not in self.replaced_by

    @property
    def standing(self) -> list[Return]:
        """The returns that stand, those of the latest period first."""
        return sorted(self._standing(), key=lambda each: each.from_on, reverse=True)

    def of_period(self, period: Period) -> Return | None:
        """Return what stands of a period, if it was published."""
        found = (r for r in self.standing if (r.from_on, r.to_on) == period)
        return next(found, None)

    def earlier_of(self, period: Period, besides: Return | None) -> list[Return]:
        """Return what else was published of a period, the latest first."""
        every = self.on_record.values()
        of_it = [r for r in every if (r.from_on, r.to_on) == period and r != besides]
        return of_it[::-1]

    def may_break_down(
        self,
        period: Period,
        applications: Collection[UUID],
        broken_down: Collection[BrokenDown],
    ) -> bool:
        """Say whether these applications of a period may be told broken down like this.

        Not where others of any of its days were, or the same in other parts, though it
        was taken back since: who read it has it still, and takes the one from the
        other.  One case put right in between would be told of by what it moved.  Nor
        where they are nearly those of another period, whose days were put right.
        """
        cases, parts = set(applications), set(broken_down)
        return all(
            parts == set(each.broken_down)
            if cases == set(each.figures.applications)
            else not _overlap(each, period) and _are_others(each, cases)
            for each in self._ever_broken_down()
        )

    def first_told(self, period: Period) -> Return | None:
        """Return the first that ever told of a period broken down, if it stands or not.

        Nothing where it was of another period that has some of the same days: what
        people said is told as of then for ever, or two tables would differ by one.
        """
        ever = self._ever_broken_down()
        first = next((each for each in ever if _overlap(each, period)), None)
        is_of_it = first is not None and (first.from_on, first.to_on) == period
        return first if is_of_it else None

    def _ever_broken_down(self) -> Iterator[Return]:
        return (each for each in self.on_record.values() if each.broken_down)

    @implements(PUBLISHED_FIGURES)
    def publish(self, published: Return, *, signed: Signed) -> None:
        """Record that the figures of a reporting period were published.

        Refused (`Misrecorded`): before the period is over, and for one that overlaps
        another already published, which would tell of some cases by difference; a
        period that was published is `AlreadyDone`.
        """
        period = Period(published.from_on, published.to_on)
        _may_be_published(published, signed=signed)
        if self.of_period(period):
            raise AlreadyDone("The figures of this period have been published")
        self._must_not_overlap(period)
        cases, parts = published.figures.applications, published.broken_down
        if parts and not self.may_break_down(period, cases, parts):
            raise Misrecorded(
                "Other cases of this period, nearly the same cases, or the same in"
                " other parts, were told broken down before: tell the totals alone"
            )
        self._record(ReturnPublished, signed, published=published)

    def replace(self, published: Return, *, reason: str, signed: Signed) -> None:
        """Record that the figures of a period were published again, and why.

        They are not broken down again: two breakdowns of nearly the same cases would
        tell of those that are in one alone.  `NoSuchThing` if they never were.
        """
        period = Period(published.from_on, published.to_on)
        _may_be_published(published, signed=signed)
        was = self.of_period(period)
        if was is None:
            raise NoSuchThing("The figures of this period have not been published")
        is_not_before(
            published.published_on,
            was.published_on,
            what="The day it was published again",
            field="published_on",
        )
        if published.broken_down:
            raise Misrecorded("What is published again is not broken down again")
        self._record(
            ReturnReplaced,
            signed,
            replaces=was.return_id,
            published=published,
            reason=reason,
        )

    def _must_not_overlap(self, period: Period) -> None:
        for each in self.standing:
            if _overlap(each, period):
                raise Misrecorded(
                    f"Some of these days, {in_words(each.from_on)} to"
                    f" {in_words(each.to_on)}, have been published already",
                    field="from_on",
                )


def _overlap(published: Return, period: Period) -> bool:
    return published.from_on <= period.to and period.from_ <= published.to_on


def _are_others(published: Return, cases: set[UUID]) -> bool:
    """Say whether cases are others than were told of: none, or enough on either side.

    Taken from each other, the two tell of those that are in one alone.
    """
    told = set(published.figures.applications)
    alone = min(len(told - cases), len(cases - told))
    return not told & cases or alone >= FEWEST_APART


def _may_be_published(published: Return, *, signed: Signed) -> None:
    what, field = "The day it was published", "published_on"
    has_happened(published.published_on, what=what, field=field, signed=signed)
    counted_on = local_day(published.counted_as_of)
    _must_be_over(published.to_on, counted_on)
    is_not_before(published.published_on, counted_on, what=what, field=field)
    if published.counted_as_of > signed.at:
        raise Misrecorded("The figures cannot be as of an instant yet to come")


def _must_be_over(to: date, counted_on: date) -> None:
    if counted_on <= to:
        raise Misrecorded(
            "The figures of this period can be published from"
            f" {in_words(to + DAY)} on, when it is over",
            field="to_on",
        )
