"""The steps of a case as a task list: done, to be done, or not possible yet."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.consent import ConsentStands, what_follows
from asbreview.domain.days import in_words
from asbreview.domain.panel.facts import Participation
from asbreview.reviews import Case
from asbreview.web.words import counted


class Status(StrEnum):
    """How far a step is."""

    NOT_STARTED = "Not yet started"
    IN_PROGRESS = "In progress"
    CANNOT_START = "Cannot start yet"
    COMPLETED = "Completed"
    NOT_DONE = "Not done"


class Task(NamedTuple):
    """A step, its verb first; `says` tells why it cannot start, or how it went.

    `page` is where it is taken or read; one that cannot start has none.
    """

    verb: str
    status: Status
    says: str = ""
    page: str | None = None


TAKES_PART: Final = {
    Participation.CHOSEN: "They chose to take part",
    Participation.DECLINED: "They chose not to take part",
    Participation.NOT_INVITED: "They are not invited, and are told why",
}
NO_THRESHOLD: Final = "Decide first that the threshold is met"


def tasks_of(
    case: Case, first: Iterable[Task] = (), last: Iterable[Task] = ()
) -> list[Task]:
    """Return the steps of a case; those of a review only where there may be one.

    *first* are what comes before them: letters to put right, bodies to ring; *last*
    what keeps nobody waiting.
    """
    decided = case.trigger.threshold
    not_met = decided is not None and not decided.met
    review = () if not_met else _of_the_review(case)
    return [
        *_answer_calls(case),
        *_decide_challenges(case),
        *_tell(case),
        *_answer_adjustments(case),
        *first,
        *_as_it_ended(case, (*_before_threshold(case), _threshold(case), *review)),
        *last,
        _close(case),
    ]


def _as_it_ended(case: Case, steps: Iterable[Task]) -> Iterator[Task]:
    """Yield the steps; of a case that has ended none is to be taken any more."""
    to_come = {Status.NOT_STARTED, Status.CANNOT_START}
    for step in steps:
        is_over = case.ended_as is not None and step.status in to_come
        yield Task(step.verb, Status.NOT_DONE) if is_over else step


def _decide_challenges(case: Case) -> Iterator[Task]:
    """Yield the challenges to be decided: also of a case that has ended."""
    for each in case.outcome.undecided:
        says = f"Of {in_words(each.received_on)}"
        yield Task("Deal with the challenge", Status.IN_PROGRESS, says, "/outcome")


def _tell(case: Case) -> Iterator[Task]:
    """Yield whom to tell that a date moved: it comes before all else, and is short."""
    for owed in case.still_to_tell:
        days = ", ".join(in_words(day.told) for day in owed.moved)
        page = f"/contacts/tellings/{owed.telling_id}"
        says = f"They were told {days}"
        yield Task("Tell them the new date", Status.NOT_STARTED, says, page)


def _answer_calls(case: Case) -> Iterator[Task]:
    """Yield the calls for help: they come before all else."""
    for call in case.contact.calls.values():
        verb = "Get in touch" if call.not_safe else "Answer their call for help"
        unsafe = "They do not feel safe. " if call.not_safe else ""
        says = f"{unsafe}By {in_words(call.answer_by)}"
        page = f"/contacts/help/{call.help_id}"
        yield Task(verb, Status.NOT_STARTED, says, page)


def _answer_adjustments(case: Case) -> Iterator[Task]:
    """Yield what was asked to be done differently, and is not answered."""
    if case.ended_as is not None:
        return
    for asked in case.contact.adjustments_open:
        says = f"Asked for on {in_words(asked.asked_on)}"
        page = f"/contacts/adjustments/{asked.adjustment_id}"
        verb = "Answer the adjustment that was asked for"
        yield Task(verb, Status.NOT_STARTED, says, page)


def _before_threshold(case: Case) -> Iterator[Task]:
    trigger = case.trigger
    yield _pass_on(case)
    if trigger.victim_id != trigger.applicant_id:
        yield _ask_victim(case)
    verb = "Acknowledge the application"
    yield _done_or_not(verb, trigger.acknowledged_on, "/letters", says="Told on {}")
    yield _ask(case)


def _of_the_review(case: Case) -> Iterator[Task]:
    yield _assess(case)
    yield _convene(case)
    yield _take_part(case)
    yield _hold(case)
    yield _consult(case)
    yield _outcome(case)
    yield _plan(case)


def _pass_on(case: Case) -> Task:
    trigger = case.trigger
    verb = "Pass the application on to every relevant body"
    came_on = trigger.clock_from
    untold = bodies_not_told(case.procedure, came_on, trigger.passed_to.keys())
    if not untold:
        last = max(trigger.passed_to.values(), default=came_on)
        return Task(verb, Status.COMPLETED, f"On {in_words(last)}", "/pass-on")
    status = Status.IN_PROGRESS if trigger.passed_to else Status.NOT_STARTED
    names = ", ".join(body.short_name for body in untold)
    return Task(verb, status, f"Still to be told: {names}", "/pass-on")


def _ask_victim(case: Case) -> Task:
    verb, trigger = "Record whether the victim agrees", case.trigger
    if trigger.consent:
        says = f"Given on {in_words(trigger.consent.given_on)}"
        return Task(verb, Status.COMPLETED, says, "/consent")
    if missing := what_follows(trigger.consent_stands):
        unknown = missing.stands is ConsentStands.UNKNOWN
        status = Status.NOT_STARTED if unknown else Status.COMPLETED
        return Task(verb, status, "" if unknown else missing.says, "/consent")
    return Task(verb, Status.COMPLETED, page="/consent")


def _ask(case: Case) -> Task:
    verb, evidence = "Ask the relevant bodies for information", case.evidence
    asked, waiting = len(evidence.requests), len(evidence.unanswered)
    if not asked:
        return Task(verb, Status.NOT_STARTED, page="/partners/ask")
    still = Status.IN_PROGRESS if case.ended_as is None else Status.NOT_DONE
    status = still if waiting else Status.COMPLETED
    answered = f"{asked - waiting} of {counted(asked, 'request')} answered"
    return Task(verb, status, answered, "/partners")


def _threshold(case: Case) -> Task:
    verb, trigger = "Decide whether the threshold is met", case.trigger
    if decided := trigger.threshold:
        result = "met" if decided.met else "not met"
        says = f"Decided on {in_words(decided.decided_on)}: {result}"
        return Task(verb, Status.COMPLETED, says, "/threshold")
    if _pass_on(case).status is not Status.COMPLETED:
        why = "Pass the application on to every relevant body first"
        return Task(verb, Status.CANNOT_START, why)
    return Task(verb, Status.NOT_STARTED, page="/threshold")


def _assess(case: Case) -> Task:
    verb = "Assess the risk"
    days = [a.assessed_on for a in case.evidence.assessments.values()]
    last = max(days, default=None)
    page = "/risk" if last else "/risk/new"
    return _done_or_not(verb, last, page, says="Last assessed on {}")


def _convene(case: Case) -> Task:
    verb, panel = "Convene the panel", case.panel
    if panel.convened:
        return Task(verb, Status.COMPLETED, page="/panel")
    if not case.trigger.threshold:
        return Task(verb, Status.CANNOT_START, NO_THRESHOLD)
    return Task(verb, Status.NOT_STARTED, page="/panel/convene")


def _take_part(case: Case) -> Task:
    verb, panel = "Record how the victim takes part", case.panel
    if panel.participation:
        return Task(verb, Status.COMPLETED, TAKES_PART[panel.participation], "/panel")
    if not panel.convened:
        return Task(verb, Status.CANNOT_START, "Convene the panel first")
    return Task(verb, Status.NOT_STARTED, page="/panel/participation")


def _hold(case: Case) -> Task:
    verb, panel = "Hold the panel", case.panel
    if panel.held:
        on = f"On {in_words(panel.held.held_on)}"
        return Task(verb, Status.COMPLETED, on, "/panel")
    if not panel.participation:
        why = "Record how the victim takes part first"
        return Task(verb, Status.CANNOT_START, why)
    return Task(verb, Status.NOT_STARTED, page="/panel/held")


def _consult(case: Case) -> Task:
    verb, outcome = "Consult the victim on the plan", case.outcome
    if outcome.consulted:
        says = outcome.consulted.value
        return Task(verb, Status.COMPLETED, says[:1].upper() + says[1:], "/outcome")
    if outcome.findings is not None:
        says = "There were no actions to consult on"
        return Task(verb, Status.COMPLETED, says, "/outcome")
    if not case.panel.held:
        return Task(verb, Status.CANNOT_START, "Hold the panel first")
    if proposed := outcome.proposal:
        says = f"To be answered by {in_words(proposed.answer_by)}"
        return Task(verb, Status.IN_PROGRESS, says, "/outcome/consult/view")
    return Task(verb, Status.NOT_STARTED, page="/outcome/consult/propose")


def _outcome(case: Case) -> Task:
    verb, outcome = "Record the outcome", case.outcome
    if outcome.findings is None:
        if not case.panel.held:
            return Task(verb, Status.CANNOT_START, "Hold the panel first")
        return Task(verb, Status.NOT_STARTED, page="/outcome/decide")
    if outcome.told_on is None:
        says = "Recorded. The applicant is not told yet: send the outcome letter"
        return Task(verb, Status.IN_PROGRESS, says, "/letters")
    says = f"The applicant was told on {in_words(outcome.told_on)}"
    return Task(verb, Status.COMPLETED, says, "/outcome")


def _plan(case: Case) -> Task:
    verb, outcome = "Follow the plan of actions", case.outcome
    if outcome.findings is None:
        return Task(verb, Status.CANNOT_START, "Record the outcome first")
    still = len(outcome.open_actions)
    if still:
        says = f"{still} of {counted(len(outcome.actions), 'action')} still open"
        return Task(verb, Status.IN_PROGRESS, says, "/outcome")
    return Task(verb, Status.COMPLETED, page="/outcome")


def _close(case: Case) -> Task:
    verb = "Close the case"
    if case.ended_as is not None:
        return Task(verb, Status.COMPLETED, f"It was {case.ended_as}", "/outcome")
    if why := _not_closed_because(case):
        return Task(verb, Status.CANNOT_START, why)
    return Task(verb, Status.NOT_STARTED, page="/close")


def _not_closed_because(case: Case) -> str | None:
    decided = case.trigger.threshold
    if decided is None:
        return "Decide the threshold first"
    if case.trigger.threshold_told_on is None:
        return "Tell the applicant the decision on the threshold first"
    if not decided.met:
        return None
    if case.outcome.told_on is None:
        return "Tell the applicant the outcome first"
    if still := len(case.outcome.open_actions):
        return f"{counted(still, 'action')} still open"
    return None


def _done_or_not(verb: str, on: date | None, page: str, *, says: str) -> Task:
    if on is None:
        return Task(verb, Status.NOT_STARTED, page=page)
    return Task(verb, Status.COMPLETED, says.format(in_words(on)), page)
