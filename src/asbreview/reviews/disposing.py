"""Disposing of cases that are due: proposed by one officer, approved by another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from asbreview.domain.erasure import Basis
from asbreview.domain.erasure_of_case import CaseErasure
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.disposals import (
    CaseDue,
    Disposal,
    LeftOut,
)
from asbreview.domain.retention.rules import RecordKind, RetentionRule, kind_of
from asbreview.domain.sealed import Sealed
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.past_forgotten import PastForgettingCommands, past_due_on
from asbreview.reviews.two_officers import why_returned

REMAINS: Final = (
    "Dates, decisions, codes and references; who recorded each and when; the figures."
)


class Sealing(NamedTuple):
    """Whose keys seal what was recorded of a case, when the log was at a position."""

    owners: tuple[UUID, ...]
    at_position: int


class KeptUntil(NamedTuple):
    """Of which class a case is that ended, its rule, and when it falls due.

    Without a rule, or where the day to count from is not on record, it never does.
    """

    of: RecordKind
    rule: RetentionRule | None
    due_on: date | None


class DisposalCommands(PastForgettingCommands):
    """A case that is due is forgotten when two officers say so; none by itself."""

    @once
    def propose_disposal(
        self, area_id: str, of: RecordKind, *, cases: Sequence[UUID], signed: Signed
    ) -> Changed:
        """Propose to dispose of cases that are due today by the rule of their class.

        Refused (`Misrecorded`) where one of them is not due, or something keeps it;
        `AlreadyDone` where one is proposed already.
        """
        rule = self._rule_in_force(area_id, of, signed=signed)
        due = tuple(self._due(case_id, area_id, rule, signed) for case_id in cases)
        disposals = self.disposals_to_add_to(area_id, signed=signed)
        disposal_id = uuid5(signed.command_id, "disposal")
        disposals.propose(disposal_id, rule=rule, cases=due, signed=signed)
        return (disposals,)

    @once
    def approve_disposal(
        self,
        area_id: str,
        disposal_id: UUID,
        *,
        sealing: Mapping[UUID, Sealing],
        signed: Signed,
    ) -> Changed:
        """Approve that cases are disposed of: never by whoever proposed it.

        *sealing* says of each whose keys go.  What is kept after all (it is held, was
        disposed of, or something was recorded on it meanwhile) is left out, and the
        approval says why; where that is every one of them it is refused
        (`NotPermittedYet`).  `finish_erasure` of each case does the rest.
        """
        disposals = self.disposals_proposed_on(area_id)
        disposal = disposals.disposals.of_another(disposal_id, signed=signed)
        kept = self.kept_of(area_id, disposal, sealing=sealing, signed=signed)
        left_out = tuple(LeftOut(case_id=k, because=why) for k, why in kept.items())
        going = [due for due in disposal.cases if due.case_id not in kept]
        disposals.approve(
            disposal_id,
            cases=tuple(due.case_id for due in going),
            left_out=left_out,
            signed=signed,
        )
        changed: list[Changed] = [
            self._forgotten(disposal, due, sealing, signed=signed) for due in going
        ]
        return (disposals, *(each for some in changed for each in some))

    @once
    def return_disposal(
        self, area_id: str, disposal_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Return a proposal, and say why: its cases stay as they are."""
        sealed = Sealed.of(why_returned(reason))
        disposals = self.disposals_proposed_on(area_id)
        disposals.give_back(disposal_id, reason=sealed, signed=signed)
        return (disposals,)

    def kept_of(
        self,
        area_id: str,
        disposal: Disposal,
        *,
        sealing: Mapping[UUID, Sealing],
        signed: Signed,
    ) -> dict[UUID, str]:
        """Return the cases of a proposal that have to be kept, and what keeps each."""
        kept = {}
        for due in disposal.cases:
            why = self._keeps_of(due.case_id, area_id, disposal.rule.of, signed.on)
            of_case = not disposal.rule.of.is_of_past
            if not why and of_case and due.case_id in sealing:
                why = self.has_changed(due.case_id, sealing[due.case_id].at_position)
            if why:
                kept[due.case_id] = why
        return kept

    def case_erasure(
        self, case_id: UUID, *, as_of: int | None = None
    ) -> CaseErasure | None:
        """Return what was decided when a whole case was forgotten, if it was."""
        return self.as_it_stood(CaseErasure, CaseErasure.id_for(case_id), as_of)

    def kept_until(
        self, case: Case, *, on: date, as_of: int | None = None
    ) -> KeptUntil | None:
        """Return how long a case is kept, by the rule of a day; nothing if it goes on.

        What holds it is for `held_by` to say.
        """
        if case.ended_as is None:
            return None
        of = _class_of(case)
        schedule = self.retention_schedule(case.procedure.procedure_id, as_of=as_of)
        rule = schedule.rule_for(of, on=on) if schedule else None
        return KeptUntil(of, rule, _due_on(case, rule) if rule else None)

    def _keeps_of(self, case_id: UUID, area_id: str, of: RecordKind, on: date) -> str:
        if not of.is_of_past:
            return self._keeps(case_id, of, on)
        schedule = self.retention_schedule(area_id)
        rule = schedule.rule_for(of, on=on) if schedule else None
        return self.keeps_past(case_id, area_id, rule, on=on)

    def _keeps(self, case_id: UUID, of: RecordKind, on: date) -> str:
        """Say what keeps a case; nothing if it is due today, and nothing does.

        By the rule as it is now: years that were added since it was proposed count.
        """
        if self.case_erasure(case_id):
            return "It was disposed of already."
        case = self.case(case_id)
        until = self.kept_until(case, on=on)
        if until is None or until.of is not of:
            return f"It is no longer {of}."
        if until.due_on is None or until.due_on > on:
            return "It is not due for disposal."
        if case.is_still_to_tell_a_decision:
            return "A decision on it has not been told."
        return next(iter(self.held_by(case)), "")

    def has_changed(self, case_id: UUID, since: int) -> str:
        """Say that something was recorded on a case since a position, if it was."""
        version_as_of = self.recorder.version_as_of
        records = self.case(case_id).every_record
        if any(version_as_of(record.id, since) != record.version for record in records):
            return "Something was recorded on it meanwhile."
        return ""

    def _due(
        self, case_id: UUID, area_id: str, rule: RetentionRule, signed: Signed
    ) -> CaseDue:
        if rule.of.is_of_past:
            return self._past_due(case_id, area_id, rule, signed)
        case = self.case(case_id)
        if case.procedure.procedure_id != area_id:
            raise NoSuchThing("Select from the cases that are due", field="cases")
        if why := self._keeps(case_id, rule.of, signed.on):
            raise Misrecorded(f"{case.trigger.reference}: {why}", field="cases")
        due_on = _due_on(case, rule)
        assert due_on is not None  # noqa: S101  else something kept it
        return CaseDue(case_id=case_id, due_on=due_on)

    def _past_due(
        self, case_id: UUID, area_id: str, rule: RetentionRule, signed: Signed
    ) -> CaseDue:
        if why := self.keeps_past(case_id, area_id, rule, on=signed.on):
            reference = self.past_case(case_id).facts.reference
            raise Misrecorded(f"{reference}: {why}", field="cases")
        due_on = past_due_on(self.past_case(case_id), rule)
        assert due_on is not None  # noqa: S101  else something kept it
        return CaseDue(case_id=case_id, due_on=due_on)

    def _forgotten(
        self,
        disposal: Disposal,
        due: CaseDue,
        sealing: Mapping[UUID, Sealing],
        *,
        signed: Signed,
    ) -> Changed:
        proposed_by = disposal.proposed_by
        if disposal.rule.of.is_of_past:
            past, basis = self.past_case(due.case_id), Basis.RETENTION
            return (
                self.past_forgotten(
                    past, basis=basis, proposed_by=proposed_by, signed=signed
                ),
            )
        case = self.case(due.case_id)
        erasure = CaseErasure.decide(
            due.case_id,
            disposal_id=disposal.disposal_id,
            rule=disposal.rule,
            due_on=due.due_on,
            proposed_by=proposed_by,
            owners=tuple(dict.fromkeys((*sealing[due.case_id].owners, due.case_id))),
            remains=REMAINS,
            signed=signed,
        )
        rely(case.records, "disposal", signed=signed)
        held = self.rely_on_no_hold(case, "disposal", signed=signed)
        return erasure, *case.records, *held

    def _rule_in_force(
        self, area_id: str, of: RecordKind, *, signed: Signed
    ) -> RetentionRule:
        schedule = self.retention_schedule(area_id)
        rule = schedule.rule_for(of, on=signed.on) if schedule else None
        if rule is None:
            raise NoSuchThing("No rule is laid down for this class of records")
        return rule


def _class_of(case: Case) -> RecordKind:
    threshold = case.trigger.threshold
    not_met = threshold is not None and not threshold.met
    return kind_of(case.ended_as or "", not_met=not_met)


def _due_on(case: Case, rule: RetentionRule) -> date | None:
    ended_on = case.outcome.closed_on or case.trigger.ended_on
    told_on = case.outcome.told_on or case.trigger.threshold_told_on
    if ended_on is None:
        return None
    return rule.due_on(ended_on=ended_on, told_on=told_on)
