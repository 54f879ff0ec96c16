"""Laying down how long the records of an area are kept."""

from datetime import date

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.rules import RecordKind, RetentionRule
from asbreview.domain.retention.schedule import RetentionSchedule
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.procedures import ProcedureCommands

SOURCE = "Enter where this is laid down, or for an own choice why it was chosen"


class RetentionCommands(ProcedureCommands, Commands):
    """The retention schedule of each area: dated rules, each with its source."""

    @once
    def set_retention_rule(
        self, area_id: str, rule: RetentionRule, *, signed: Signed
    ) -> Changed:
        """Lay down how long a class of records is kept, from today or later.

        Refused (`Misrecorded`): without a source, from a day that is past, for no whole
        number of years from 1 to 100; `NoSuchThing` for an area without procedures.
        """
        must_say(rule.source, asks=SOURCE, field="source")
        if not self.procedure_versions(area_id):
            raise NoSuchThing("Select the area", field="area")
        schedule = self.retention_schedule(area_id)
        if schedule is None:
            schedule = RetentionSchedule.open_for(area_id, signed=signed)
        stated = rule.model_copy(update={"source": rule.source.strip()})
        if schedule.rule_for(rule.of, on=rule.from_on) == stated:
            raise Misrecorded("This is the rule already", field="years")
        schedule.set_rule(stated, signed=signed)
        return (schedule,)

    @once
    def end_retention_rule(
        self,
        area_id: str,
        of: RecordKind,
        *,
        from_on: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record that a class of records has no rule from a day on, and why.

        Nothing of it falls due from then.  `NoSuchThing` if it has none then anyway.
        """
        must_say(reason, asks="Enter why there is no rule any more", field="reason")
        schedule = self.retention_schedule(area_id)
        if schedule is None:
            raise NoSuchThing("The area has laid down nothing yet", field="of")
        schedule.end_rule(of, from_on=from_on, reason=reason.strip(), signed=signed)
        return (schedule,)

    def retention_schedule(
        self, area_id: str, *, as_of: int | None = None
    ) -> RetentionSchedule | None:
        """Return what an area has laid down; nothing if it has laid down nothing."""
        record_id = RetentionSchedule.id_for(area_id)
        return self.as_it_stood(RetentionSchedule, record_id, as_of)
