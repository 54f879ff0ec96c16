"""The questions an auditor asks across cases: what each means, and what answers it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.procedure import Procedure
from asbreview.reviews import CaseReviews
from projections import questions
from projections.corrections import corrections
from projections.questions import Found, Within

Ask = Callable[[Connection, Within], list[Found]]
Look = Callable[[Found, Within, CaseReviews], list[Found]]
ON_FILE: Final = 3  # complaints: the number in s.104(4) unless procedures set a lower


class Question(NamedTuple):
    """A question: its title, what it counts, and the heads of its columns.

    `on` is the head of the day, `days` that of the number of days, if it has one; it
    asks for a number of days where `asks_days`.
    """

    title: str
    definition: str
    ask: Ask
    on: str
    days: str = ""
    asks_days: bool = False


QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType(
    {
        "told-late": Question(
            "Decisions told late",
            "The applicant was told the threshold decision, or the outcome, in the"
            " period and after the day on which that was due. More time that was given"
            " only after that day undoes no lateness.",
            questions.told_late,
            "Told on",
            "Days late",
        ),
        "steps-late": Question(
            "Steps taken late",
            "A step that binds us or a body was taken in the period and after its day,"
            " as the procedure of the case counts it.",
            questions.steps_late,
            "Taken on",
            "Days late",
        ),
        "never-taken": Question(
            "Panels held without a step",
            "The panel was held in the period, and a step that had to come before it"
            " had not been taken: so it never was.",
            questions.never_taken,
            "Held on",
        ),
        "held-unanswered": Question(
            "Panels held without an answer from a body",
            "The panel was held in the period, and a body that had been asked for"
            " information (Sch.4 para 7) had not answered by that day.",
            questions.held_without_an_answer,
            "Held on",
        ),
        "never-asked": Question(
            "Panels held with a body never asked",
            "The panel was held in the period, and a relevant body of that day, other"
            " than the one that keeps the case, had not been asked for information"
            " (Sch.4 para 7) by that day. What was recorded in error is no request.",
            questions.panels_held,
            "Held on",
        ),
        "not-met-three": Question(
            "Threshold not met with three complaints",
            "The threshold was decided in the period not to be met, with three or more"
            " complaints before the deciders, whether each of them counted or not.",
            questions.not_met,
            "Decided on",
        ),
        "no-contact": Question(
            "Cases without contact for a number of days",
            "The case was open on the last day of the period, and for so many days up"
            " to it no contact with anybody of the case was recorded and no letter"
            " went.",
            questions.without_contact,
            "Last on",
            "Days without",
            asks_days=True,
        ),
        "corrections": Question(
            "Corrections",
            "It was recorded in the period that something had been recorded in error.",
            corrections,
            "Corrected on",
            "Days it had stood",
        ),
        "annotated": Question(
            "Texts that somebody says are wrong",
            "What somebody says is inaccurate or incomplete in a text was put beside it"
            " in the period, with what was decided (UK GDPR, Art. 16).",
            questions.annotated,
            "Decided on",
        ),
        "recorded-late": Question(
            "Recorded a number of days after it happened",
            "It was recorded in the period, at least so many days after the day on"
            " which it happened. What was recorded in error is left out.",
            questions.recorded_late,
            "Happened on",
            "Days later",
            asks_days=True,
        ),
        "more-time": Question(
            "Steps given more time",
            "A step of the case was given more time in the period.",
            questions.given_more_time,
            "Given on",
        ),
    }
)


def answers(
    db: Connection,
    question_id: str,
    asked: Within,
    reviews: CaseReviews,
    procedure: Procedure,
) -> list[Found]:
    """Return what answers a question, in words."""
    found = QUESTIONS[question_id].ask(db, asked)
    if looks := LOOKS_AT_THE_CASE.get(question_id):
        return [each for one in found for each in looks(one, asked, reviews)]
    names = {body.body_id: body.name for body in procedure.relevant_bodies}
    return [each._replace(what=_named(each, names)) for each in found]


def _on_file(found: Found, asked: Within, reviews: CaseReviews) -> list[Found]:
    """Say how many complaints were before the deciders, where they were enough."""
    threshold = reviews.case(found.case_id, as_of=asked.as_of).trigger.threshold
    if threshold is None or len(threshold.finding.complaints) < ON_FILE:
        return []
    counted, there = threshold.finding.qualifying, len(threshold.finding.complaints)
    return [found._replace(what=f"{there} complaints, of which {counted} qualified")]


def _never_asked(found: Found, asked: Within, reviews: CaseReviews) -> list[Found]:
    """Name the bodies that were never asked before the panel met, if there are any."""
    case, on = reviews.case(found.case_id, as_of=asked.as_of), found.on
    requests = case.evidence.requests.values()
    put_to = {each.body_id for each in requests if each.requested_on <= on}
    bodies = (*case.procedure.bodies_on(on), *case.joint_bodies)
    keeps = case.procedure.lead_body.body_id
    silent = [b.name for b in bodies if b.body_id not in {keeps, *put_to}]
    return [found._replace(what=", ".join(silent))] if silent else []


def _named(found: Found, names: Mapping[UUID, str]) -> str:
    if not found.bodies:
        return found.what
    bodies = ", ".join(names.get(body_id, "another body") for body_id in found.bodies)
    return f"{found.what}: {bodies}" if found.what else bodies


LOOKS_AT_THE_CASE: Final[Mapping[str, Look]] = MappingProxyType(
    {"not-met-three": _on_file, "never-asked": _never_asked}
)
"""What is answered by looking at each case that was found."""
