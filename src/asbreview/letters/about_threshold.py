"""What letters say of an application and of the decision on the threshold."""

from collections.abc import Iterator
from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.days import in_words
from asbreview.domain.procedure import Challenged
from asbreview.domain.qualifying import Because, Window
from asbreview.domain.statute import THRESHOLD_BY_NUMBER
from asbreview.domain.threshold import (
    ComplaintFinding,
    ThresholdDuty,
    ThresholdFinding,
    why_not,
)
from asbreview.letters.saying import CannotBeComposed, Telling, counted

AGENCIES: Final = {
    "council": "the council",
    "police": "the police",
    "housing": "the housing provider",
    "health": "the NHS",
}


def acknowledgement(telling: Telling) -> dict[str, Any]:
    """Say what an acknowledgement says."""
    case = telling.case
    trigger = case.trigger
    bodies, came = case.procedure.bodies_on(trigger.clock_from), trigger.came
    return {
        "bodies": [body.name for body in bodies],
        "came": Said(area=came.area if came else "", on=came.on if came else None),
        "test": _test(telling, case.procedure.threshold.complaints_needed),
        "victim": telling.victim(),
        "days": telling.days(),
        "status": Said(at=telling.follow.at, code=telling.follow.code),
    }


def consent(telling: Telling) -> dict[str, Any]:
    """Say who applied for a victim who is asked whether they agree."""
    return {"applicant": Said(name=telling.text(telling.case.contact.applicant.name))}


def threshold(telling: Telling) -> dict[str, Any]:
    """Say what a letter about the threshold says, met or not."""
    decided = telling.case.trigger.threshold
    if decided is None:
        raise CannotBeComposed("The threshold has not been decided")
    finding = decided.finding
    return {
        "bodies": telling.bodies(decided.decided_by),
        "test": _test(telling, finding.needed),
        "complaints": list(_complaints(telling, finding.complaints)),
        "decision": Said(
            made_on=decided.decided_on,
            reasons=telling.prose(decided.reasons),
            told_of=counted(len(finding.complaints), "complaint"),
            qualifying=counted(finding.counted_each, "qualifying complaint"),
            by_procedure=_by_procedure(finding),
            counts_once=_counts_once(telling),
            by_number=_is_by_number(finding),
            by_local_rule=_local_rule(telling, finding),
        ),
        "challenge": telling.challenge(Challenged.APPLICATION, further=not decided.met),
        "ombudsmen": telling.ombudsmen(),
        "days": telling.days(),
    }


def _by_procedure(finding: ThresholdFinding) -> str | None:
    """Say how many count by the procedure, where it counts not each."""
    if finding.qualifying == finding.counted_each:
        return None
    return counted(finding.qualifying, "qualifying complaint")


def _counts_once(telling: Telling) -> str:
    """Say of what the procedure counts one complaint and no more, if of anything."""
    rules = telling.case.procedure.threshold
    return "one date" if rules.one_date_counts_once else "one incident"


def _test(telling: Telling, needed: int) -> Said:
    rules = telling.case.procedure.threshold
    return Said(
        needed=needed,
        needed_complaints=counted(needed, "qualifying complaint"),
        considerations=[each.asks for each in rules.considerations],
        local_rules=[rule.says for rule in rules.any_of],
    )


def _complaints(
    telling: Telling, findings: tuple[ComplaintFinding, ...]
) -> Iterator[Said]:
    logged = telling.case.evidence.ever_logged  # a decision was taken on all of it
    brief = telling.layout.is_brief(len(findings))
    says, says_in_short = (_in_brief, _in_brief) if brief else (why_not, _in_short)
    for finding in findings:
        complaint = logged[finding.complaint_id].complaint
        yield Said(
            made_on=complaint.made_on,
            made_to=AGENCIES.get(complaint.made_to, "another agency"),
            behaviour_on=complaint.behaviour_on,
            qualifies=finding.qualifies,
            why_not="; and ".join(map(says, finding.because)),
            in_short=" ".join(map(says_in_short, finding.because)),
        )


def _in_brief(because: Because) -> str:
    """Say why a complaint does not count in a few words, where there are many."""
    late = counted(because.days_over, "day")
    return {
        Window.TO_COMPLAIN: f"made {late} too late",
        Window.TO_APPLY: f"we were asked {late} too late",
        Window.AFTER_BEHAVIOUR: "made before the behaviour",
        Window.BEFORE_APPLICATION: "made after we were asked",
        Window.COUNTED_ONCE: "counted once already",
        Window.DATE_COUNTED_ONCE: "that day is counted already",
    }[because.window]


def _in_short(because: Because) -> str:
    """Say why a complaint does not count in short sentences, one thing in each."""
    last = in_words(because.against)
    late = counted(because.days_over, "day")
    match because.window:
        case Window.TO_COMPLAIN:
            return f"It was made {late} too late. The last day was {last}."
        case Window.TO_APPLY:
            return f"We were asked for the review {late} late. The last day was {last}."
        case Window.AFTER_BEHAVIOUR:
            return "It was made before the day it happened. That cannot be right."
        case Window.BEFORE_APPLICATION:
            return "It was made after we were asked for the review."
        case Window.COUNTED_ONCE:
            return f"It is about one event, which we counted once, on {last}."
        case Window.DATE_COUNTED_ONCE:
            return f"It is about one day, which we counted once, on {last}."


def _is_by_number(finding: ThresholdFinding) -> bool:
    return (
        finding.duty is ThresholdDuty.MUST_BE_MET
        and finding.provision == THRESHOLD_BY_NUMBER.pinpoint
    )


def _local_rule(telling: Telling, finding: ThresholdFinding) -> str:
    """Return the words of the local rule that settled it, if one did."""
    rules = telling.case.procedure.threshold.any_of
    return next((rule.says for rule in rules if rule.rule_id == finding.rule), "")
