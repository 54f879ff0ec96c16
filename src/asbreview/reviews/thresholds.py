"""Deciding the threshold, and putting right a decision recorded in error."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.bodies import bodies_not_told, missing_deciders
from asbreview.domain.consent import what_follows
from asbreview.domain.dates import is_not_before
from asbreview.domain.errors import ContraryToLaw, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.procedure import Body
from asbreview.domain.statute import (
    PASSED_ON,
    REVIEW_ON_APPLICATION,
    THRESHOLD_BY_NUMBER,
    implements,
)
from asbreview.domain.threshold import (
    ThresholdDuty,
    ThresholdFinding,
    find_threshold,
)
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft


class ThresholdCommands(Commands):
    """Whether the case goes on to a review."""

    @once
    def decide_threshold(  # noqa: PLR0913  a decision of several bodies
        self,
        case_id: UUID,
        *,
        met: bool,
        decided_on: date,
        decided_by: Sequence[UUID],
        reasons: str,
        caveats_noted: AbstractSet[str] = frozenset(),
        signed: Signed,
    ) -> Changed:
        """Record the relevant bodies' decision, and draft the letter that tells it.

        The decision rests on the complaints on file, so the file notes that it was
        relied on: a complaint logged meanwhile makes this save fail, not mislead.
        """
        case = self.case(case_id)
        _may_decide(case, decided_on, decided_by, reasons)
        _must_be_asked(case, caveats_noted)
        case.trigger.decide_threshold(
            uuid5(signed.command_id, "decision"),
            met=met,
            decided_on=decided_on,
            decided_by=tuple(dict.fromkeys(decided_by)),
            finding=finding_on(case, caveats_noted),
            ground=case.ground(case.trigger, case.evidence),
            reasons=case.prose(reasons, "reasons", signed=signed),
            signed=signed,
        )
        case.evidence.rely("threshold", signed=signed)
        return case.trigger, case.evidence, draft(case, _kind(met=met), signed=signed)

    @once
    def correct_threshold(
        self, case_id: UUID, item_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a decision was recorded in error; its letter is held back.

        One that the applicant was told stays (`NotPermittedYet`), unless with the
        complaints now on file the threshold must be met after all (s.104(4)).
        """
        case = self.case(case_id)
        case.must_be_open()
        decided = case.trigger.threshold
        if case.panel.convened is not None:
            raise NotPermittedYet("A panel has been convened on this decision")
        must_say(reason, asks="Enter what was wrong", field="reason")
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.record_in_error(
            item_id, reason=why, though_told=is_contrary(case), signed=signed
        )
        case.panel.rely("correction", signed=signed)
        if decided is None:
            raise NoSuchThing("There is no such decision")
        letter_id = uuid5(decided.command_id, f"letter/{_kind(met=decided.met)}")
        letter = self.letter(letter_id)
        if letter.is_open:
            letter.hold_back(HeldBecause.CORRECTED, signed=signed)
        return case.trigger, case.panel, letter


def _may_decide(case: Case, on: date, deciding: Sequence[UUID], reasons: str) -> None:
    """Refuse a decision without reasons, or before the application was passed on.

    Every relevant body has to have it, and to agree (s.104(1), (3)).
    """
    case.must_be_open()
    must_say(reasons, asks="Enter the reasons for the decision", field="reasons")
    must_be_passed_on(case)
    is_not_before(
        on,
        max(case.trigger.passed_to.values(), default=on),
        what="The decision, which follows the passing on,",
        field="decided_on",
    )
    must_all_decide(case, on, deciding)


def _must_be_asked(case: Case, caveats_noted: AbstractSet[str]) -> None:
    """Refuse (`NoSuchThing`) advice about what the procedure does not ask."""
    asked = {caveat.caveat_id for caveat in case.procedure.threshold.caveats}
    if unknown := sorted(caveats_noted - asked):
        raise NoSuchThing(
            f"The procedure does not ask about {', '.join(unknown)}: answer what"
            " it asks",
            field="caveats",
        )


def finding_on(
    case: Case, caveats_noted: AbstractSet[str] = frozenset()
) -> ThresholdFinding:
    """Return what the rules say of the complaints on a case's file."""
    return find_threshold(
        case.evidence.complaints,
        applied_on=case.trigger.application.applied_on,
        rules=case.procedure.threshold,
        caveats_noted=caveats_noted,
        besides=_consent_advice(case),
    )


def _consent_advice(case: Case) -> tuple[str, ...]:
    """Note a missing consent beside the decision, where it can defeat nothing."""
    follows = what_follows(case.trigger.consent_stands)
    return (f"{follows.says}. {follows.case} {follows.sharing}",) if follows else ()


@implements(REVIEW_ON_APPLICATION)
def must_all_decide(case: Case, on: date, deciding: Sequence[UUID]) -> None:
    """Refuse (`ContraryToLaw`) a decision that is not all the relevant bodies'.

    A body that is none of the procedure's decides nothing (`NoSuchThing`).
    """
    case.must_know(deciding, field="decided_by")
    if missing := missing_deciders(case.procedure, on, set(deciding)):
        raise ContraryToLaw(
            f"The relevant bodies decide together: still to agree, {_named(missing)}",
            REVIEW_ON_APPLICATION,
            field="decided_by",
        )


@implements(PASSED_ON)
def must_be_passed_on(case: Case) -> None:
    """Refuse (`ContraryToLaw`) a decision before every relevant body was told."""
    passed_to, came_on = case.trigger.passed_to.keys(), case.trigger.clock_from
    if untold := bodies_not_told(case.procedure, came_on, passed_to):
        raise ContraryToLaw(
            f"Pass the application on first to {_named(untold)}", PASSED_ON
        )


def _named(bodies: Sequence[Body]) -> str:
    return ", ".join(body.name for body in bodies)


def _kind(*, met: bool) -> LetterKind:
    return LetterKind.THRESHOLD_MET if met else LetterKind.THRESHOLD_NOT_MET


@implements(THRESHOLD_BY_NUMBER)
def must_still_stand(case: Case) -> None:
    """Refuse (`ContraryToLaw`) to end a case on "not met" if enough complaints qualify.

    They may have been put on file after the decision.
    """
    if is_contrary(case):
        raise ContraryToLaw(
            "With the complaints now on file the threshold must be met. Record that the"
            " decision was in error, and decide again",
            THRESHOLD_BY_NUMBER,
        )


def is_contrary(case: Case) -> bool:
    """Was it decided "not met", and do the complaints now on file leave no choice?"""
    decided = case.trigger.threshold
    duty = finding_on(case).duty
    return bool(decided and not decided.met and duty is ThresholdDuty.MUST_BE_MET)
