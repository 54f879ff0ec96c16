"""The risk to the victim: assessed by the matrix, and by who knows the case."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import RiskAssessed
from asbreview.domain.risk import EXAMPLE_MATRIX, Band, Question
from asbreview.reviews.case import must_say
from asbreview.reviews.outcomes import UP_TO_DATE
from asbreview.reviews.told import OfficialTold
from asbreview.web.correcting import Corrected, ask_what_was_wrong, correct
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.evidence_file import Filed, evidence_file
from asbreview.web.page import Page
from asbreview.web.risk_forms import BY_POINTS, Assessed, AssessmentForm, name_of
from asbreview.web.submitted import Shown
from asbreview.web.words import counted

RISK: Final = "/risk"
DONE: Final = {
    "assessed": "The assessment is on record.",
    "in-error": "It is recorded that the assessment was put on file in error.",
}
REASON: Final = "Enter why the band is not the one the points say"


class Answered(NamedTuple):
    """A question of the matrix, and what was answered."""

    asks: str
    says: str


class RiskPages(Controller):
    """The risk assessments of a case."""

    path = "/cases/{reference:str}/risk"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show each assessment, the last first."""
        view = desk.view
        file = evidence_file(desk.reviews, view.case)
        last = view.case.evidence.last_assessment(by=view.today)
        return Page(
            "risk/show.html.jinja",
            view=view,
            assessments=_newest_first(file.assessments),
            last=last,
            too_old=_too_old(last, view.today),
            days_allowed=UP_TO_DATE.days,
            answered=lambda fact: list(_answered(desk, fact)),
            done=DONE.get(desk.done, ""),
        )

    @get("/new", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask the questions of the matrix."""
        shown = desk.blank(
            assessor_name=desk.view.who.name,
            assessor_body=str(desk.view.who.body_id),
            band=BY_POINTS,
            **filled_day("assessed_on", desk.view.today),
        )
        return _form(desk, shown)

    @post("/new", sync_to_thread=True)
    def assess(self, desk: OnDesk) -> Response[Any]:
        """Record an assessment."""

        def record(form: Assessed) -> Redirect:
            must_say(form.remarks or _unneeded(form), asks=REASON, field="remarks")
            position = desk.reviews.assess_risk(
                desk.view.case.case_id,
                assessed_on=form.assessed_on,
                assessor=OfficialTold(
                    name=form.assessor_name, body_id=form.assessor_body
                ),
                answers=form.answers,
                remarks=form.remarks,
                band=form.chosen,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, RISK, "assessed")

        return desk.answer(
            AssessmentForm, record=record, page=lambda shown, _: _form(desk, shown)
        )

    @get("/{assessment_id:uuid}/in-error", sync_to_thread=True)
    def ask_what_was_wrong(self, desk: OnDesk, assessment_id: FromPath[UUID]) -> Page:
        """Ask why an assessment was recorded in error."""
        return ask_what_was_wrong(desk, _corrected(desk, assessment_id))

    @post("/{assessment_id:uuid}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, assessment_id: FromPath[UUID]) -> Response[Any]:
        """Record that an assessment was recorded in error."""
        corrected = _corrected(desk, assessment_id)
        return correct(desk, corrected, desk.reviews.correct_evidence)


def _unneeded(form: Assessed) -> str:
    """Return something for a reason where none is needed: the band is the points'."""
    weighed = EXAMPLE_MATRIX.band(EXAMPLE_MATRIX.points(form.answers))
    return weighed.value if form.chosen in {None, weighed} else ""


def _newest_first(
    assessments: tuple[Filed[RiskAssessed], ...],
) -> list[Filed[RiskAssessed]]:
    return sorted(
        assessments,
        key=lambda each: (each.fact.assessed_on, each.fact.originator_version),
        reverse=True,
    )


def _too_old(last: RiskAssessed | None, today: date) -> str:
    """Say how old the last assessment is, once an outcome cannot rest on it."""
    if last is None or today - last.assessed_on <= UP_TO_DATE:
        return ""
    return counted((today - last.assessed_on).days, "day")


def _answered(desk: Desk, fact: RiskAssessed) -> Iterator[Answered]:
    """Tell the answers, while the key is there; of another matrix, none."""
    told = desk.view.tell(fact.answers.words)
    known = told.startswith("{") and fact.matrix == EXAMPLE_MATRIX.version
    answers = json.loads(told) if known else {}
    for question in EXAMPLE_MATRIX.questions:
        says = {choice.choice_id: choice.says for choice in question.choices}
        if question.question_id in answers:
            yield Answered(question.asks, says[answers[question.question_id]])


def _corrected(desk: Desk, assessment_id: UUID) -> Corrected:
    filed = evidence_file(desk.reviews, desk.view.case).assessment(assessment_id)
    return Corrected(
        what="risk assessment",
        page=RISK,
        section="Overview",
        item_id=assessment_id,
        in_error=filed.in_error,
        facts={
            "Assessed": in_words(filed.fact.assessed_on),
            "By": desk.view.tell(filed.fact.assessor.name),
            "Band": filed.fact.band.value,
        },
        says=filed.fact.remarks,
    )


def _form(desk: Desk, shown: Shown, _: Markup = NOTHING) -> Page:
    return Page(
        "risk/new.html.jinja",
        view=desk.view,
        shown=shown,
        matrix=EXAMPLE_MATRIX,
        questions=[
            (name_of(q.question_id), q.asks, _choices(q))
            for q in EXAMPLE_MATRIX.questions
        ],
        bodies=[{"value": str(b.body_id), "text": b.name} for b in desk.view.bodies],
        bands=[
            {"value": BY_POINTS, "text": "The one the points say"},
            *({"value": b.value, "text": b.value.capitalize()} for b in Band),
        ],
    )


def _choices(question: Question) -> list[dict[str, str]]:
    return [{"value": c.choice_id, "text": c.says} for c in question.choices]
