"""What letters say of a review: the meeting, a delay, the outcome and the end."""

from datetime import datetime
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.contact.adjustments import Made
from asbreview.domain.days import LONDON, local_day
from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.facts import (
    OptionConsidered,
    RecommendationMade,
)
from asbreview.domain.panel.facts import Participation, TakesPart
from asbreview.domain.procedure import Binds, Challenged
from asbreview.domain.trigger.came import OnFile
from asbreview.domain.trigger.facts import ApplicationTransferred
from asbreview.letters.about_plan import actions, consulted
from asbreview.letters.document import InOwnWords
from asbreview.letters.saying import CannotBeComposed, Telling, number_of
from asbreview.reviews.handed_over import counted

CHOSE: Final = {
    TakesPart.ATTENDS: "come to the meeting",
    TakesPart.PART: "come to part of the meeting",
    TakesPart.REPRESENTED: "have somebody speak for you",
    TakesPart.STATEMENT: "send a statement",
    TakesPart.MEETS_BEFORE: "meet the chair beforehand",
}
# Said to whoever waits for it; another timer is named as the procedure names it.
STEPS: Final = {
    "acknowledge": "Telling you that we have the application",
    "pass-on": "Passing the application on to all the relevant bodies",
    "ask-partners": "Asking the agencies what they know, and what they did",
    "partner-answer": "Getting the information that we asked an agency for",
    "decide-threshold": "Deciding whether there will be a review",
    "tell-threshold": "Telling you whether there will be a review",
    "hold-panel": "Holding the meeting that reviews the case",
    "tell-outcome": "Telling you the outcome and the recommendations",
    "whole-review": "Finishing the whole review",
    "challenge-threshold-window": "Challenging how the application was dealt with",
    "challenge-window": "Challenging how the review was carried out",
    "decide-challenge": "Deciding your challenge",
}
HANDED_OVER: Final = {  # one, and several
    OnFile.FILE: ("file given as evidence", "files given as evidence"),
    OnFile.ANSWER: ("answer of an agency", "answers of agencies"),
    OnFile.STATEMENT: ("statement", "statements"),
    OnFile.RISK: ("assessment of the risk", "assessments of the risk"),
}
NOON: Final = 12


def invitation(telling: Telling) -> dict[str, Any]:
    """Say when and where the panel meets, and how to take part."""
    panel = telling.case.panel
    return {
        "days": telling.days(),
        "meeting": _meeting(telling),
        "victim": telling.victim(),
        "adjustments": _adjustments(telling),
        "invited": Said(
            declined=panel.participation is Participation.DECLINED,
            takes_part=CHOSE[panel.takes_part] if panel.takes_part else "",
        ),
    }


def _adjustments(telling: Telling) -> list[Said]:
    """Say what whoever is written to asked to be done differently, and the answer.

    Never what another asked for: a copy of the letter goes without it.
    """
    contact = telling.case.contact
    found = []
    for asked in contact.adjustments_of(telling.letter.to):
        answered = contact.adjustments_answered.get(asked.adjustment_id)
        found.append(
            Said(
                asked=InOwnWords(telling.text(asked.asked.words)),
                answer=InOwnWords(telling.text(answered.arranged.words))
                if answered
                else "",
                is_made=answered is not None and answered.made is not Made.NOT_MADE,
            )
        )
    return found


def not_invited(telling: Telling) -> dict[str, Any]:
    """Say why they are not invited, how to be heard, and how to challenge it."""
    because = telling.case.panel.not_invited_because
    if because is None:
        raise CannotBeComposed("It was not decided not to invite them")
    return {
        "days": telling.days(),
        "meeting": _meeting(telling),
        "victim": telling.victim(),
        "invited": Said(reasons=telling.prose(because)),
        "challenge": telling.challenge(Challenged.REVIEW),
        "ombudsmen": telling.ombudsmen(),
    }


def delay(telling: Telling) -> dict[str, Any]:
    """Say which step is late, why, and the new day."""
    days, kind = telling.days(), telling.letter.kind
    given = telling.case.trigger.more_time.values()
    caused = (
        x for x in given if Letter.caused_by(x.command_id, kind) == telling.letter.id
    )
    extended = next(caused, None)
    if extended is None or days.was_due is None or days.now_due is None:
        raise CannotBeComposed("A letter about a delay needs the step and both days")
    timer = telling.case.procedure.timer(extended.timer_id)
    return {
        "delay": Said(
            step=STEPS.get(extended.timer_id) or (timer.says if timer else ""),
            yours=timer is not None and timer.binds is Binds.APPLICANT,
            was_due=days.was_due,
            now_due=days.now_due,
            reasons=telling.prose(extended.reason),
        )
    }


def outcome(telling: Telling) -> dict[str, Any]:
    """Say what was found, recommended and planned."""
    case = telling.case
    found = case.outcome.findings
    if found is None:
        raise CannotBeComposed("The findings have not been made")
    held = case.panel.held
    return {
        "bodies": telling.bodies(found.made_by),
        "meeting": Said(held_on=held.held_on if held else None),
        "issues": [
            Said(
                issue=telling.prose(each.issue),
                disposal=each.disposal.value.capitalize(),
            )
            for each in (held.issues if held else ())
        ],
        "findings": Said(made_on=found.made_on, text=telling.prose(found.findings)),
        "options": [_option(telling, each) for each in found.options],
        "recommendations": [
            Said(
                recommendation=telling.prose(each.recommendation),
                body=telling.body(each.body_id),
            )
            for each in case.outcome.recommendations.values()
        ],
        "actions": actions(telling),
        "consulted": consulted(telling),
        "challenge": telling.challenge(Challenged.REVIEW, further=True),
        "ombudsmen": telling.ombudsmen(),
    }


def _option(telling: Telling, considered: OptionConsidered) -> Said:
    return Said(
        option=telling.prose(considered.option),
        chosen=considered.chosen,
        reasons=telling.prose(considered.reasons),
    )


def closing(telling: Telling) -> dict[str, Any]:
    """Say why the case is closed and what became of each action."""
    case = telling.case
    ended_on = case.outcome.closed_on or case.trigger.ended_on
    if ended_on is None:
        raise CannotBeComposed("The case has not ended")
    reviewed = case.outcome.closed_on is not None and case.outcome.findings is not None
    challenged = Challenged.REVIEW if reviewed else Challenged.APPLICATION
    decided = case.outcome.closed_on is not None  # it ends by nobody's decision else
    return {
        "closing": Said(
            on=ended_on,
            reviewed=reviewed,
            withdrawn=case.trigger.ended_as == "withdrawn",
            transferred_to=case.trigger.transferred_to or "",
            reference_there=case.trigger.reference_there,
            handed_over=_handed_over(telling),
        ),
        "recommendations": [
            _answered(telling, each) for each in case.outcome.recommendations.values()
        ],
        "actions": actions(telling),
        "challenge": telling.challenge(
            challenged, must_have_day=False, further=decided
        ),
        "ombudsmen": telling.ombudsmen(),
    }


def _handed_over(telling: Telling) -> list[str]:
    """Say how much of each kind on file was handed over with an application."""
    ended = telling.case.trigger.ended
    items = ended.items if isinstance(ended, ApplicationTransferred) else ()
    return [
        f"{number_of(each.number)} {HANDED_OVER[each.what][each.number > 1]}"
        for each in counted(telling.case, items)
    ]


def joint_case(telling: Telling) -> dict[str, Any]:
    """Say which other area reads the case, since when and why."""
    joint = telling.case.trigger.joint
    if joint is None:
        raise CannotBeComposed("The case is not joint with another area")
    reason = telling.prose(joint.reason)
    return {"joint": Said(area=joint.area, since=joint.since, reason=reason)}


def _answered(telling: Telling, made: RecommendationMade) -> Said:
    """Say a recommendation and what the body answered, if it has."""
    answer = telling.case.outcome.responses.get(made.recommendation_id)
    return Said(
        recommendation=telling.prose(made.recommendation),
        body=telling.body(made.body_id),
        answer=answer.response.value.capitalize() if answer else "",
        answered_on=answer.answered_on if answer else None,
        reasons=telling.prose(answer.reasons) if answer else "",
    )


def _meeting(telling: Telling) -> Said:
    """Say when, where and under whom the panel meets, and whether it was put off."""
    case = telling.case
    panel, convened = case.panel, case.panel.convened
    if convened is None or panel.meets_at is None:
        raise CannotBeComposed("No panel has been convened")
    put_off, last = panel.postponed, panel.last_sitting
    return Said(
        on=telling.days().meets_on or local_day(panel.meets_at),
        at=clock_time(panel.meets_at),
        place=telling.prose(convened.place),
        chair=telling.official(convened.chair),
        chair_of=telling.body(convened.chair.body_id),
        independence=case.procedure.panel.chair,
        ways=case.procedure.panel.ways_to_take_part,
        put_off_because=telling.prose(put_off.reason) if put_off else "",
        began_on=last.held_on if last and panel.last_adjourned else None,
        adjourned_because=telling.prose(panel.last_adjourned.reason)
        if panel.last_adjourned
        else "",
        is_elsewhere=panel.place_changed is not None,
    )


def clock_time(instant: datetime) -> str:
    """Say a time of day in London as letters and pages do: "10:30am"."""
    at = instant.astimezone(LONDON)
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < NOON else 'pm'}"
