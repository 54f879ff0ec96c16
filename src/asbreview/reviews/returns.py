"""Publishing the figures of s.104(9): what was published stays as it was."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import uuid5

from asbreview.domain.days import in_words
from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.domain.returns.facts import BrokenDown, FiguresCounted, Return
from asbreview.domain.returns.record import PublishedReturns
from asbreview.reviews.area_records import AreaRecordCommands
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.procedures import ProcedureCommands

WHERE = "Enter where they were published, such as the address of the page"


class ReturnTold(NamedTuple):
    """What was published: the figures of a period, counted as of an instant, and where.

    `published_on` is a London date.
    """

    period: Period
    counted_as_of: datetime
    figures: FiguresCounted
    broken_down: tuple[BrokenDown, ...]
    published_on: date
    published_at: str


class ReturnCommands(ProcedureCommands, AreaRecordCommands):
    """What is published of an area's figures."""

    @once
    def publish_return(
        self, area_id: str, *, told: ReturnTold, signed: Signed
    ) -> Changed:
        """Record that the figures of a reporting period were published.

        Refused (`Misrecorded`): what is no reporting period of the procedures, one that
        is not over or overlaps another published; `AlreadyDone` if it was published.
        """
        returns = self.area_record_to_add_to(PublishedReturns, area_id, signed=signed)
        returns.publish(self._as_published(area_id, told, signed), signed=signed)
        return (returns,)

    @once
    def replace_return(
        self, area_id: str, *, told: ReturnTold, reason: str, signed: Signed
    ) -> Changed:
        """Record that the figures of a period were published again, and why.

        `NoSuchThing` if they never were; broken down again, they are `Misrecorded`.
        """
        must_say(reason, asks="Enter why they were published again", field="reason")
        returns = self.area_record_to_add_to(PublishedReturns, area_id, signed=signed)
        published = self._as_published(area_id, told, signed)
        returns.replace(published, reason=reason.strip(), signed=signed)
        return (returns,)

    def published_returns(
        self, area_id: str, *, as_of: int | None = None
    ) -> PublishedReturns | None:
        """Return what an area has published; nothing if it has published nothing."""
        return self.area_record(PublishedReturns, area_id, as_of=as_of)

    def _as_published(self, area_id: str, told: ReturnTold, signed: Signed) -> Return:
        must_say(told.published_at, asks=WHERE, field="published_at")
        procedure = self.procedure_in_force(area_id, told.period.to)
        own = reporting_period(procedure.reporting, told.period.to)
        if told.period != own:
            raise Misrecorded(
                "These days are not a reporting period of the procedures: theirs is"
                f" {in_words(own.from_)} to {in_words(own.to)}",
                field="from_on",
            )
        return Return(
            return_id=uuid5(signed.command_id, "return"),
            area=procedure.area,
            from_on=told.period.from_,
            to_on=told.period.to,
            counted_as_of=told.counted_as_of,
            figures=told.figures,
            broken_down=told.broken_down,
            published_on=told.published_on,
            published_at=told.published_at.strip(),
        )
