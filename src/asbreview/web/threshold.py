"""Deciding the threshold, with what the rules find beside it."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.bodies import must_decide
from asbreview.domain.days import in_words
from asbreview.domain.errors import Misrecorded
from asbreview.domain.statute import REVIEW_ON_APPLICATION
from asbreview.reviews.commanding import Changed
from asbreview.reviews.thresholds import finding_on, is_contrary
from asbreview.web.correcting import Corrected, ask_what_was_wrong, correct
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.evidence_file import evidence_file
from asbreview.web.page import Page
from asbreview.web.partners_asked import partners
from asbreview.web.submitted import Shown
from asbreview.web.threshold_decided import Decided, decisions
from asbreview.web.threshold_forms import (
    DecisionForm,
    caveats_asked,
    noted,
    skeleton,
    unanswered,
)
from asbreview.web.threshold_found import Found, found

THRESHOLD: Final = "/threshold"
DONE: Final = {
    "decided": "The decision is recorded. The letter that tells it is drafted.",
    "in-error": "It is recorded that the decision was recorded in error. "
    "Its letter is held back.",
}


class Hindrance(NamedTuple):
    """Something to be done first, and the page on which it is done."""

    says: str
    page: str
    link: str


class ThresholdPages(Controller):
    """The threshold of a case."""

    path = "/cases/{reference:str}/threshold"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show the decision and its ground; or ask for it, where it is still to come.

        Whoever may not decide is shown what the decision will rest on.
        """
        view, now = desk.view, _found(desk)
        shown = Shown.first(
            desk.form_fields,
            decided_by=[str(body.body_id) for body in _deciders(desk)],
            reasons=skeleton(now.considerations),
            **filled_day("decided_on", view.today),
        )
        return _page(desk, shown)

    @post(sync_to_thread=True)
    def decide(self, desk: OnDesk) -> Response[Any]:
        """Record the relevant bodies' decision, or show the letter it would cause."""

        def record(form: DecisionForm) -> Redirect:
            position = desk.reviews.decide_threshold(
                desk.view.case.case_id, **_decision(desk, form)
            )
            return desk.recorded(position, THRESHOLD, "decided")

        def would(form: DecisionForm) -> Changed:
            return desk.reviews.would_change(
                type(desk.reviews).decide_threshold,
                desk.view.case.case_id,
                **_decision(desk, form),
            )

        return desk.answer(
            DecisionForm,
            record=record,
            would=would,
            page=lambda shown, letter: _page(desk, shown, letter),
        )

    @get("/{decision_id:uuid}/in-error", sync_to_thread=True)
    def ask_what_was_wrong(self, desk: OnDesk, decision_id: FromPath[UUID]) -> Page:
        """Ask why the decision was recorded in error."""
        return ask_what_was_wrong(desk, _corrected(desk, decision_id))

    @post("/{decision_id:uuid}/in-error", sync_to_thread=True)
    def correct(self, desk: OnDesk, decision_id: FromPath[UUID]) -> Response[Any]:
        """Record that the decision was recorded in error; its letter is held back."""
        corrected = _corrected(desk, decision_id)
        return correct(desk, corrected, desk.reviews.correct_threshold)


def _found(desk: Desk) -> Found:
    """Return what the rules find now."""
    case = desk.view.case
    file = evidence_file(desk.reviews, case)
    return found(finding_on(case), case.procedure, file)


def _deciders(desk: Desk) -> tuple[Any, ...]:
    return must_decide(desk.view.case.procedure, desk.view.today)


def _decision(desk: Desk, form: DecisionForm) -> dict[str, Any]:
    """Return what the command is told, once each question of s.104(5) is answered.

    The letter says that they were asked: so each has its reasons, under its heading.
    """
    caveats = desk.view.case.procedure.threshold.caveats
    if unanswered(form.reasons, _found(desk).considerations):
        raise Misrecorded("Enter the reasons under each heading", field="reasons")
    return {
        "met": form.met,
        "decided_on": form.decided_on,
        "decided_by": form.decided_by,
        "reasons": form.reasons,
        "caveats_noted": noted(form.caveats, caveats),
        "signed": desk.signed.by_command(form.command_id),
    }


def _hindrances(not_told: list[str]) -> Iterator[Hindrance]:
    """Say what has to be done before the threshold can be decided."""
    if not_told:
        names = ", ".join(not_told)
        says = f"The application has not been passed on to {names} (s.104(3))"
        yield Hindrance(says, "/pass-on", "Pass it on")


def _corrected(desk: Desk, decision_id: UUID) -> Corrected:
    for decided in decisions(desk):
        if decided.fact.decision_id == decision_id:
            return Corrected(
                what="decision",
                page=THRESHOLD,
                section="Overview",
                item_id=decision_id,
                in_error=decided.in_error,
                facts={
                    "Decision": decided.says,
                    "Decided": in_words(decided.fact.decided_on),
                    "By": ", ".join(decided.deciders),
                },
                says=decided.fact.reasons,
            )
    raise NotFoundException


def _page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    view = desk.view
    asked = partners(view, evidence_file(desk.reviews, view.case), desk.given)
    made = decisions(desk)
    stands = next((decided for decided in made if not decided.in_error), None)
    return Page(
        _template(stands, shown, letter),
        view=view,
        shown=shown,
        letter=letter,
        decided=stands,
        in_error=[decided for decided in made if decided.in_error],
        may_correct=_may_correct(desk),
        is_contrary=is_contrary(view.case),
        taken_back=_taken_back(desk, stands),
        found=_found(desk),
        partners=asked,
        hindrances=list(_hindrances(asked.not_told)),
        caveats=caveats_asked(view.case.procedure.threshold.caveats),
        bodies=[
            {"value": str(body.body_id), "text": body.name} for body in _deciders(desk)
        ],
        together=REVIEW_ON_APPLICATION,
        done=DONE.get(desk.done, ""),
    )


def _template(stands: Decided | None, shown: Shown, letter: Markup) -> str:
    """Return the page of a decision that stands; what was typed is not lost to it."""
    if stands and not shown.faults and not letter:
        return "threshold/decided.html.jinja"
    return "threshold/decide.html.jinja"


def _may_correct(desk: Desk) -> bool:
    """May the decision be recorded as in error?  Not once the applicant was told.

    But so it may where the law now leaves no choice.
    """
    case = desk.view.case
    stays = case.trigger.threshold_told_on is not None and not is_contrary(case)
    return desk.view.may_go_on and not stays and case.panel.convened is None


def _taken_back(desk: Desk, stands: Decided | None) -> int:
    """Count the complaints a decision counted that are in error by now."""
    if stands is None:
        return 0
    on_file = desk.view.case.evidence.logged
    counted = (c for c in stands.fact.finding.complaints if c.qualifies)
    return sum(found.complaint_id not in on_file for found in counted)
