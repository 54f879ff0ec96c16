"""What goes with a case to another area, what stays, and what they have to do."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.errors import StandsStill
from asbreview.domain.procedure import Procedure
from asbreview.domain.timers import Anchor, Binds
from asbreview.domain.timetable import due_on
from asbreview.domain.trigger.came import HandedOver, OnFile
from asbreview.reviews.handed_over import on_file
from asbreview.web.case_view import CaseView
from asbreview.web.words import counted

COUNTED: Final = {
    OnFile.FILE: "file",
    OnFile.ANSWER: "answer",
    OnFile.STATEMENT: "statement",
    OnFile.RISK: "risk assessment",
}


class DueThere(NamedTuple):
    """A step of another area's procedures, and by when, if it came there today."""

    area: str
    says: str
    due_on: date | None


def goes_by_itself(view: CaseView) -> Iterator[str]:
    """Yield what a case that is opened in another area of this system begins with."""
    case, trigger = view.case, view.case.trigger
    applied_on = in_words(trigger.application.applied_on)
    yield f"The application, with the day on which it was made: {applied_on}"
    is_another = case.contact.victim_id != case.contact.applicant_id
    yield "Who applied, and the victim" if is_another else "Who applied"
    yield "How to reach them, and whether that is safe"
    if is_another and trigger.consent:
        given_on = in_words(trigger.consent.given_on)
        yield f"That the victim agreed on {given_on}, {trigger.consent.how.value}"
    elif is_another:
        yield "That the victim has not agreed yet: they are to be asked there"
    yield "What they told of what happens, and of their circumstances"
    contact = case.contact
    if contact.representing:
        yield "Who speaks for the victim, and what they may be told"
    if contact.adjustments:
        yield "What they asked to be done differently: it is answered there anew"
    if contact.updates:
        yield "How often they are to be told how it goes, counted from then"
    yield counted(len(case.evidence.logged), "complaint").capitalize()
    if trigger.restriction:
        yield "That the case is restricted"


def beside_it(view: CaseView) -> list[dict[str, str]]:
    """Return what is on file and can be handed over, one by one, to be ticked."""
    return [
        {"value": str(id_), "text": _told(view, id_, what)}
        for id_, what in on_file(view.case).items()
    ]


def told_as(handed: Iterable[HandedOver]) -> str:
    """Say how much was handed over: "2 files, 1 answer"."""
    return ", ".join(counted(each.number, COUNTED[each.what]) for each in handed)


def due_there(view: CaseView, procedures: Iterable[Procedure]) -> Iterator[DueThere]:
    """Yield what other areas have to do first of what comes to them today."""
    for procedure in procedures:
        for timer in procedure.timers_from(Anchor.RECEIPT):
            if timer.binds is not Binds.PARTNERSHIP:
                continue
            try:
                day = due_on(
                    timer,
                    started_on=view.today,
                    calendar=view.case.calendar,
                    day_zero=procedure.day_zero,
                )
            except StandsStill:
                day = None
            yield DueThere(procedure.area, timer.says, day)


def _told(view: CaseView, id_: UUID, what: OnFile) -> str:
    evidence = view.case.evidence
    match what:
        case OnFile.FILE:
            file = evidence.files[id_]
            name = view.tell(file.name.text) or "A file"
            return f"{name}, received on {in_words(file.received_on)}"
        case OnFile.ANSWER:
            answer, asked = evidence.answers[id_], evidence.requests[id_]
            body, on = view.body_name(asked.body_id), in_words(answer.answered_on)
            return f"The answer of {body}, of {on}"
        case OnFile.STATEMENT:
            said = evidence.statements[id_]
            name = view.tell(view.case.contact.people[said.person_id].name)
            return f"A statement of {name}"
        case OnFile.RISK:
            on = in_words(evidence.assessments[id_].assessed_on)
            return f"The risk assessment of {on}"
