"""Laying down how long the records of an area are kept."""

from datetime import date

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.retention.rules import RecordKind, RetentionRule
from asbreview.domain.retention.schedule import RetentionSchedule
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.procedures import ProcedureCommands

RULED_OTHERWISE = overtaken("How long these records are kept was laid down")
SOURCE = "Enter where this is laid down, or for an own choice why it was chosen"


class RetentionCommands(ProcedureCommands, Commands):
    """The retention schedule of each area: dated rules, each with its source."""

    @once
    def set_retention_rule(
        self,
        area_id: str,
        rule: RetentionRule,
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Lay down how long a class of records is kept, from today or later.

        Refused (`Misrecorded`): without a source, from a day that is past, for no whole
        number of years from 1 to 100; `NoSuchThing` for an area without procedures;
        `AlreadyDone` where another was laid down for the class *since* a position of
        the log.
        """
        self._must_stand(area_id, rule.of, since)
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
    def end_retention_rule(  # noqa: PLR0913  from when, why, and of which state
        self,
        area_id: str,
        of: RecordKind,
        *,
        from_on: date,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record that a class of records has no rule from a day on, and why.

        Nothing of it falls due from then.  `NoSuchThing` if it has none then anyway;
        `AlreadyDone` where one was laid down *since* a position of the log.
        """
        self._must_stand(area_id, of, since)
        must_say(reason, asks="Enter why there is no rule any more", field="reason")
        schedule = self.retention_schedule(area_id)
        if schedule is None:
            raise NoSuchThing("The area has laid down nothing yet", field="of")
        schedule.end_rule(of, from_on=from_on, reason=reason.strip(), signed=signed)
        return (schedule,)

    def _must_stand(self, area_id: str, of: RecordKind, since: int | None) -> None:
        """Refuse (`AlreadyDone`) a rule where another was laid down since a position.

        A version of the schedule would not do: the form itself asks of which area.
        """
        if since is None:
            return
        seen_up_to = min(max(since, 0), self.end_of_log())
        then = self.retention_schedule(area_id, as_of=seen_up_to)
        now = self.retention_schedule(area_id)
        stood = then.since[of] if then else 0
        must_stand(stood, now.since[of] if now else 0, says=RULED_OTHERWISE)

    def retention_schedule(
        self, area_id: str, *, as_of: int | None = None
    ) -> RetentionSchedule | None:
        """Return what an area has laid down; nothing if it has laid down nothing."""
        record_id = RetentionSchedule.id_for(area_id)
        return self.as_it_stood(RetentionSchedule, record_id, as_of)
