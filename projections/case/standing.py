"""Where a case stands: its stage, whom it waits for, and what to do next.

At every moment a case waits for exactly one named party, so that its lead time is
the sum of its waits.  Of several bodies it is the first due that has not answered; when
that one answers, the next.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.days import in_words
from asbreview.domain.procedure import Anchor, Procedure
from projections.case.applied import Told
from projections.case.left_to_do import (
    after_the_end,
    met_after,
    of_challenge,
    to_tell,
    undecided_of,
)
from projections.case.letters_to_do import (
    MEETS,
    first_obsolete,
    first_to_go,
    to_do,
)
from projections.case.on_record import Written
from projections.case.runs import (
    ACTION,
    CONSULTATION,
    HELP,
    TELLING,
)
from projections.case.runs import (
    ASKED as ASKED_BY,
)
from projections.case.stages import Stage, Standing, WaitsFor
from projections.case.state import Case

NO_OTHERS: Final[Mapping[UUID, str]] = MappingProxyType({})
ENDED: Final = {
    "withdrawn": Stage.WITHDRAWN,
    "transferred": Stage.TRANSFERRED,
    "closed": Stage.CLOSED,
}
TELLS_OUTCOME: Final = ("tell-outcome", "whole-review")
CALLS: Final = {
    True: "Get in touch: they do not feel safe",
    False: "Answer their call for help",
}
CLOSE: Final = "Close the case"
ASKED: Final = "Get the applicant's answer, or go on without it"


def standing(case: Case, told: Told, procedure: Procedure) -> Standing:
    """Say where a case stands that has been received."""
    stage = _stage(case, told, procedure)
    if call := case.first_call:
        return Standing(stage, WaitsFor.US, CALLS[call.not_safe], meets=(HELP,))
    if letter := first_to_go(case.letters.values()):
        meets = MEETS.get(letter.kind, ())
        return Standing(stage, WaitsFor.US, _about(letter), meets=meets)
    if again := to_tell(case):
        return Standing(stage, WaitsFor.US, again, meets=(TELLING,))
    if case.ended_as is not None and (still := after_the_end(case)):
        return Standing(stage, WaitsFor.US, still, meets=met_after(case, procedure))
    if case.ended_as is None and case.awaits_applicant:
        return Standing(stage, WaitsFor.APPLICANT, ASKED, meets=(ASKED_BY,))
    now = WAITS[stage](case, told, procedure, stage)
    ends = now.waits_for is WaitsFor.NOBODY or now.next_step == CLOSE
    return _before_the_end(case, now, procedure) if ends else now


def _before_the_end(case: Case, now: Standing, procedure: Procedure) -> Standing:
    """Say what is to be done before a case is closed, or though it is."""
    if still := undecided_of(case):
        meets = met_after(case, procedure)
        return now._replace(
            waits_for=WaitsFor.US, next_step=of_challenge(still), meets=meets
        )
    if left := first_obsolete(case.letters.values()):
        return now._replace(waits_for=WaitsFor.US, next_step=_about(left))
    return now


def _about(letter: Written) -> str:
    return to_do(letter.kind, letter.status, letter.held_because)


def name_of(
    body_id: UUID, procedure: Procedure, of_joint: Mapping[UUID, str] = NO_OTHERS
) -> str:
    """Return what a body is called; one that is not a relevant body is not named.

    *of_joint* names those of the other area of a joint case.
    """
    for body in procedure.relevant_bodies:
        if body.body_id == body_id:
            return body.name
    return of_joint.get(body_id, "another body")


def _stage(case: Case, told: Told, procedure: Procedure) -> Stage:
    if case.ended_as is not None:
        return ENDED[case.ended_as]
    if case.threshold is None:
        return _before_threshold(case, told, procedure)
    if not case.threshold.met:
        return Stage.NOT_MET
    if case.meets_on is None and bodies_not_told(
        procedure, told.began_on, case.passed_to.keys()
    ):
        return Stage.RECEIVED  # a linked review, whose threshold stands
    for reached, stage in (
        (case.outcome_told_on, Stage.MONITORED),
        (case.found_on, Stage.OUTCOME),
        (case.held_on, Stage.HELD),
        (case.meets_on, Stage.CONVENED),
    ):
        if reached is not None:
            return stage
    return Stage.TO_CONVENE


def _before_threshold(case: Case, told: Told, procedure: Procedure) -> Stage:
    if bodies_not_told(procedure, told.began_on, case.passed_to.keys()):
        return Stage.RECEIVED
    if case.acknowledged_on is None:
        return Stage.RECEIVED
    if case.needs_consent:
        return Stage.CONSENT
    return Stage.INFORMATION if case.unanswered else Stage.THRESHOLD


def _received(case: Case, told: Told, procedure: Procedure, stage: Stage) -> Standing:
    missing = bodies_not_told(procedure, told.began_on, case.passed_to.keys())
    if missing:
        to_whom = missing[0].name if len(missing) == 1 else "every relevant body"
        words = f"Pass the application on to {to_whom}"
        return Standing(stage, WaitsFor.US, words, meets=("pass-on",))
    words = "Acknowledge the application"
    return Standing(stage, WaitsFor.US, words, meets=("acknowledge",))


def _consent(_: Case, __: Told, ___: Procedure, stage: Stage) -> Standing:
    words = "Ask whether the victim agrees, or decide the threshold"
    return Standing(stage, WaitsFor.APPLICANT, words, meets=("decide-threshold",))


def _information(case: Case, _: Told, procedure: Procedure, stage: Stage) -> Standing:
    order = [body.body_id for body in procedure.relevant_bodies]
    first = case.first_unanswered(order)
    if first is None:
        raise AssertionError
    words = f"Get the answer of {{}}{_first_of(len(case.unanswered))}"
    meets = _of_bodies(procedure, Anchor.REQUEST)
    return _body(stage, words, first.body_id, procedure, case, meets)


def _threshold(case: Case, _: Told, __: Procedure, stage: Stage) -> Standing:
    decides = ("decide-threshold",)
    if not case.requests:
        words = "Ask the bodies, or decide the threshold"
        meets = ("ask-partners", *decides)
        return Standing(stage, WaitsFor.US, words, meets=meets)
    return Standing(stage, WaitsFor.US, "Decide the threshold", meets=decides)


def _to_convene(case: Case, told: Told, procedure: Procedure, stage: Stage) -> Standing:
    if case.unanswered:
        return _information(case, told, procedure, stage)
    return Standing(stage, WaitsFor.US, "Convene the panel", meets=("hold-panel",))


def _convened(case: Case, _: Told, procedure: Procedure, stage: Stage) -> Standing:
    if case.participation is None:
        next_step, meets = "Record how the victim takes part", "refuse-invitation"
    elif case.papers_sent_on is None and procedure.timer("send-papers"):
        next_step, meets = "Send the papers to the panel", "send-papers"
    else:
        day = f" on {in_words(case.meets_on)}" if case.meets_on else ""
        next_step, meets = f"Hold the panel{day}", "hold-panel"
    return Standing(stage, WaitsFor.MEETING, next_step, meets=(meets,))


def _held(case: Case, _: Told, __: Procedure, stage: Stage) -> Standing:
    """Say that the plan waits for the victim's view, as long as nothing came of it."""
    if not case.consultations and case.proposal:
        by = in_words(case.proposal.answer_by)
        words = f"Get the victim\u2019s view of the plan by {by}"
        return Standing(stage, WaitsFor.APPLICANT, words, meets=(CONSULTATION,))
    if not case.consultations:
        words = "Consult the victim on the plan, then record the outcome"
        return Standing(stage, WaitsFor.US, words, meets=TELLS_OUTCOME)
    words = "Record the outcome"
    return Standing(stage, WaitsFor.US, words, meets=TELLS_OUTCOME)


def _outcome(_: Case, __: Told, ___: Procedure, stage: Stage) -> Standing:
    words = "Tell the applicant the outcome"
    return Standing(stage, WaitsFor.US, words, meets=TELLS_OUTCOME)


def _monitored(case: Case, _: Told, procedure: Procedure, stage: Stage) -> Standing:
    if case.open_actions:
        due, of_all = case.open_actions[0], _first_of(len(case.open_actions))
        words = f"Get news of the action of {{}}{of_all}"
        return _body(stage, words, due.body_id, procedure, case, (ACTION,))
    for made in case.recommendations.values():
        if made.answered_on is None:
            words = "Get the answer of {} to the recommendation"
            meets = _of_bodies(procedure, Anchor.RECOMMENDATION)
            return _body(stage, words, made.body_id, procedure, case, meets)
    return Standing(stage, WaitsFor.US, CLOSE)


def _not_met(case: Case, _: Told, __: Procedure, stage: Stage) -> Standing:
    if case.threshold_told_on is None:
        words = "Tell the applicant that the threshold is not met"
        return Standing(stage, WaitsFor.US, words, meets=("tell-threshold",))
    return Standing(stage, WaitsFor.US, CLOSE)


def _ended(_: Case, __: Told, ___: Procedure, stage: Stage) -> Standing:
    return Standing(stage, WaitsFor.NOBODY, "Nothing: the case has ended")


def _first_of(waiting: int) -> str:
    """Say that, of several, the first due is meant: a case waits for one at a time."""
    return f", the first due of {waiting}" if waiting > 1 else ""


def _of_bodies(procedure: Procedure, starts: Anchor) -> tuple[str, ...]:
    """Return the timers in which a body answers, once it was asked."""
    return tuple(t.timer_id for t in procedure.timers if t.starts is starts)


def _body(  # noqa: PLR0913, PLR0917  whom it waits for, and until when
    stage: Stage,
    words: str,
    body_id: UUID,
    procedure: Procedure,
    case: Case,
    meets: tuple[str, ...],
) -> Standing:
    name = name_of(body_id, procedure, case.joint_bodies)
    return Standing(stage, WaitsFor.BODY, words.format(name), body_id, meets)


WAITS: Final[dict[Stage, Callable[[Case, Told, Procedure, Stage], Standing]]] = {
    Stage.RECEIVED: _received,
    Stage.CONSENT: _consent,
    Stage.INFORMATION: _information,
    Stage.THRESHOLD: _threshold,
    Stage.TO_CONVENE: _to_convene,
    Stage.CONVENED: _convened,
    Stage.HELD: _held,
    Stage.OUTCOME: _outcome,
    Stage.MONITORED: _monitored,
    Stage.NOT_MET: _not_met,
    Stage.WITHDRAWN: _ended,
    Stage.TRANSFERRED: _ended,
    Stage.CLOSED: _ended,
}
