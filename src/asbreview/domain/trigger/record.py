"""The record of an application: what set the case going, and whether it goes on."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from uuid import UUID

from asbreview.domain.application import Application, Capacity, names_a_place
from asbreview.domain.dates import has_happened, is_not_before, is_within_a_year
from asbreview.domain.days import in_words
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.ground import Ground
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.statute import THRESHOLD_BY_NUMBER, THRESHOLD_BY_PROCEDURES
from asbreview.domain.threshold import ThresholdDuty, ThresholdFinding
from asbreview.domain.trigger.earlier import ComparedOnFile
from asbreview.domain.trigger.facts import (
    DeadlineExtended,
    ThresholdDecided,
    ThresholdRecordedInError,
    ThresholdTold,
    TriggerReliedOn,
)
from asbreview.domain.trigger.in_error import (
    SAID_OF_CONSENT,
    ApplicationCorrected,
    TriggerFact,
    TriggerFactInError,
    VictimCorrected,
)
from asbreview.domain.trigger.joint import JointOnFile
from asbreview.domain.trigger.kept_on_file import KeptOnFile


class Trigger(JointOnFile, KeptOnFile, ComparedOnFile):
    """What set the case going, and whether it goes on to a review."""

    TOPIC = "trigger"
    relied_on_as = TriggerReliedOn
    in_error_as = TriggerFactInError

    def decide_threshold(  # noqa: PLR0913  a decision and its whole ground
        self,
        decision_id: UUID,
        *,
        met: bool,
        decided_on: date,
        decided_by: tuple[UUID, ...],
        finding: ThresholdFinding,
        ground: Ground,
        reasons: Prose,
        signed: Signed,
    ) -> None:
        """Record the relevant bodies' decision, with its ground."""
        self._may_decide_threshold(decided_on, signed=signed)
        _must_follow(finding, met=met)
        self._record(
            ThresholdDecided,
            signed,
            decision_id=decision_id,
            met=met,
            decided_on=decided_on,
            decided_by=decided_by,
            finding=finding,
            ground=ground,
            reasons=reasons,
        )

    def tell_threshold(self, *, told_on: date, signed: Signed) -> None:
        """Record that the applicant was told the decision; a repeat adds nothing."""
        if self.threshold_told_on is None and self.threshold is not None:
            decided_on = self.threshold.decided_on
            is_not_before(told_on, decided_on, what="The telling", field="posted_on")
            self._record(ThresholdTold, signed, told_on=told_on)

    def extend(  # noqa: PLR0913  a delay is all of these
        self,
        extension_id: UUID,
        timer_id: str,
        *,
        was_due_on: date,
        told_due_on: date | None = None,
        due_on: date,
        reason: Prose,
        ground: Ground,
        signed: Signed,
    ) -> None:
        """Give a step more time, to a later day; the day it was due stays.

        *told_due_on* is the day that was last told, where it is not the day it was due.
        """
        self.must_be_open()
        if due_on <= max(was_due_on, signed.on):
            raise Misrecorded(
                "The new day must be after today and after the day it was due",
                field="due_on",
            )
        is_within_a_year(due_on, what="The new day", field="due_on", signed=signed)
        self._record(
            DeadlineExtended,
            signed,
            extension_id=extension_id,
            timer_id=timer_id,
            was_due_on=was_due_on,
            told_due_on=told_due_on or was_due_on,
            due_on=due_on,
            reason=reason,
            ground=ground,
        )

    def record_in_error(
        self,
        item_id: UUID,
        *,
        reason: Prose,
        though_told: bool = False,
        signed: Signed,
    ) -> None:
        """Record that the decision was recorded in error.

        Once the applicant has been told it, it can only be decided anew on a
        challenge (`NotPermittedYet`), or where the law leaves no choice.
        """
        if self.threshold is None or self.threshold.decision_id != item_id:
            raise NoSuchThing("There is no such decision, or it is corrected already")
        if self.threshold_told_on is not None and not though_told:
            raise NotPermittedYet("The applicant has been told this decision")
        self._record(ThresholdRecordedInError, signed, item_id=item_id, reason=reason)

    def correct_application(
        self, application: Application, *, reason: Prose, signed: Signed
    ) -> None:
        """Put right what the application says.

        Refused (`Misrecorded`) where nothing differs, and for a day on which it cannot
        have been made: in the future, or after what followed it.
        """
        self.must_be_open()
        if application == self.application:
            raise Misrecorded("Change what was recorded wrongly")
        names_a_place(application.place, field="place")
        day, field = application.applied_on, "applied_on"
        has_happened(day, what="The application", field=field, signed=signed)
        for what, followed in self._followed():
            if day > followed:
                raise Misrecorded(
                    f"The application cannot be after {what}: {in_words(followed)}",
                    field=field,
                )
        self._record(
            ApplicationCorrected,
            signed,
            was=self.application,
            application=application,
            reason=reason,
        )

    def correct_victim(
        self, victim_id: UUID, capacity: Capacity, *, reason: Prose, signed: Signed
    ) -> None:
        """Put right who the victim is; `Misrecorded` if it is who it was."""
        self.must_be_open()
        if (victim_id, capacity) == (self.victim_id, self.application.capacity):
            raise Misrecorded("Change what was recorded wrongly", field="capacity")
        self._record(
            VictimCorrected,
            signed,
            was=self.victim_id,
            victim_id=victim_id,
            capacity=capacity,
            reason=reason,
        )

    @property
    def facts_on_record(self) -> Mapping[str, Container[UUID]]:
        """What is on record and may turn out to be in error: ids, by their topic."""
        return {
            **{fact: self._said_as(fact) for fact in SAID_OF_CONSENT},
            TriggerFact.PASSED_ON: self.passed_to,
            TriggerFact.JOINT: self._its_own(there=self.joint is not None),
            TriggerFact.COMPARED: self.compared,
            TriggerFact.ACKNOWLEDGED: self._its_own(
                there=self.acknowledged_on is not None
            ),
            TriggerFact.TOLD: self._its_own(there=self.threshold_told_on is not None),
            TriggerFact.MORE_TIME: self.more_time,
            TriggerFact.PAUSED: self.pauses,
            TriggerFact.RESUMED: self.resumed,
            **({self.ended.TOPIC: self._its_own(there=True)} if self.ended else {}),
        }

    def _followed(self) -> Iterator[tuple[str, date]]:
        """Yield what followed the application, and when: it was made no later."""
        for passed_on in self.passed_to.values():
            yield "it was passed on", passed_on
        if self.acknowledged_on:
            yield "it was acknowledged", self.acknowledged_on
        if self.threshold:
            yield "the threshold was decided", self.threshold.decided_on

    def _may_decide_threshold(self, day: date, *, signed: Signed) -> None:
        """Refuse a second decision; a missing consent is no bar to the first."""
        self.must_be_open()
        if self.threshold is not None:
            raise AlreadyDone("The threshold has been decided")
        self.dated(day, what="The decision", field="decided_on", signed=signed)


def _must_follow(finding: ThresholdFinding, *, met: bool) -> None:
    """Refuse "not met" where the finding leaves no choice (s.104(4) or (5))."""
    if finding.duty is ThresholdDuty.MUST_BE_MET and not met:
        raise _no_choice(finding)


def _no_choice(finding: ThresholdFinding) -> ContraryToLaw:
    if finding.provision == THRESHOLD_BY_NUMBER.pinpoint:
        return ContraryToLaw(
            f"The threshold must be met: {finding.counted_each} complaints qualify",
            THRESHOLD_BY_NUMBER,
            field="met",
        )
    return ContraryToLaw(
        f"The threshold must be met under the review procedures' rule {finding.rule}",
        THRESHOLD_BY_PROCEDURES,
        field="met",
    )
