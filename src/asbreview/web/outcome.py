"""The outcome: decided, shown, answered by the bodies, corrected."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.reviews import CaseReviews
from asbreview.web.body_items import addressee_choices, body_choices, body_ticks
from asbreview.web.challenges_told import challenges_of
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.on_file import before_the_panel, on_file, steps_of_panel
from asbreview.web.outcome_forms import AnswersForm, OutcomeForm, OutcomeInErrorForm
from asbreview.web.outcome_view import actions_of, recommendations_of
from asbreview.web.owners_asked import owners_of
from asbreview.web.page import Page
from asbreview.web.panel_held_forms import as_weighed
from asbreview.web.plan_consulted import as_proposed
from asbreview.web.submitted import Shown

OUTCOME: Final = "/outcome"
DONE: Final = {
    "decided": "The outcome is recorded. The letter that tells it is drafted.",
    "proposed": "What is proposed to the victim is recorded.",
    "consulted": "What came of asking the victim is recorded.",
    "answered": "The answers are recorded.",
    "written-to": "It is recorded that the letter was sent.",
    "reported": "What became of the actions is recorded.",
    "added": "The action is added to the plan.",
    "in-error": "It is recorded that this was recorded in error.",
    "challenged": (
        "The challenge is recorded. The time to decide it runs, and the letter that it"
        " has come is drafted."
    ),
    "taken-on": "It is recorded. Arrange who hears the challenge.",
    "hearing": (
        "It is recorded who hears the challenge, and the letter that tells it is"
        " drafted."
    ),
    "challenge-decided": (
        "The decision on the challenge is recorded, and the letter that tells it is"
        " drafted."
    ),
    "referred-back": (
        "The decision is recorded, and a linked review is open: it waits for a"
        " caseworker. The letters that tell both are drafted."
    ),
    "satisfaction": "What they answered is recorded.",
    "closed": "The case is closed. The closing letter is drafted.",
}


class OutcomePages(Controller):
    """What came of the review of a case."""

    path = "/cases/{reference:str}/outcome"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show findings, options, recommendations with answers, and the plan."""
        view = desk.view
        return Page(
            "outcome/show.html.jinja",
            view=view,
            done=DONE.get(desk.done, ""),
            recommendations=recommendations_of(view),
            actions=actions_of(view),
            owners=list(owners_of(view, desk.given)),
            unanswered=_unanswered(desk),
            steps=steps_of_panel(view, desk.given),
            challenges=list(challenges_of(view)),
        )

    @get("/decide", sync_to_thread=True)
    def ask_decide(self, desk: OnDesk) -> Page:
        """Ask for the outcome; all the bodies are ticked, today is filled in."""
        shown = desk.blank(
            decided_by=[str(body.body_id) for body in desk.view.bodies],
            **filled_day("made_on", desk.view.today),
            **as_proposed(desk),
            **as_weighed(desk.view),
        )
        return _decide_page(desk, shown)

    @post("/decide", sync_to_thread=True)
    def decide(self, desk: OnDesk) -> Response[Any]:
        """Record the outcome, or show the letter that would be drafted."""
        case_id = desk.view.case.case_id

        def record(form: OutcomeForm) -> Redirect:
            told: dict[str, Any] = form.told(desk.typed)
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.decide_outcome(case_id, **told, signed=signed)
            return desk.recorded(position, OUTCOME, "decided")

        return desk.answer(
            OutcomeForm,
            record=record,
            page=lambda shown, letter: _decide_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.decide_outcome,
                case_id,
                **form.told(desk.typed),
                signed=desk.signed.by_command(form.command_id),
            ),
        )

    @get("/answers", sync_to_thread=True)
    def ask_answers(self, desk: OnDesk) -> Page:
        """Ask for the answers to every recommendation that has none."""
        known: dict[str, str | list[str]] = {}
        for number, id_ in enumerate(_unanswered(desk)):
            known |= {f"answers-{number}-recommendation_id": str(id_)}
            known |= filled_day(f"answers-{number}-answered_on", desk.view.today)
        return _answers_page(desk, desk.blank(**known))

    @post("/answers", sync_to_thread=True)
    def answer(self, desk: OnDesk) -> Response[Any]:
        """Record the answers that came in."""

        def record(form: AnswersForm) -> Redirect:
            position = desk.reviews.answer_recommendations(
                desk.view.case.case_id,
                [answer.told for answer in form.answers],
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, OUTCOME, "answered")

        return desk.answer(
            AnswersForm,
            record=record,
            page=lambda shown, _: _answers_page(desk, shown),
        )

    @get("/{item_id:uuid}/in-error", sync_to_thread=True)
    def ask_in_error(self, desk: OnDesk, item_id: FromPath[UUID]) -> Page:
        """Ask what was wrong; a challenge may come, in error too, after the end."""
        at_any_time = item_id in desk.view.case.outcome.challenges
        shown = desk.blank_at_any_time() if at_any_time else desk.blank()
        return _in_error_page(desk, shown, item_id)

    @post("/{item_id:uuid}/in-error", sync_to_thread=True)
    def record_in_error(self, desk: OnDesk, item_id: FromPath[UUID]) -> Response[Any]:
        """Record that a recommendation, an action or a challenge was in error."""

        def record(form: OutcomeInErrorForm) -> Redirect:
            position = desk.reviews.correct_outcome(
                desk.view.case.case_id,
                item_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, OUTCOME, "in-error")

        return desk.answer(
            OutcomeInErrorForm,
            record=record,
            page=lambda shown, _: _in_error_page(desk, shown, item_id),
        )


def _unanswered(desk: Desk) -> list[UUID]:
    outcome = desk.view.case.outcome
    return [id_ for id_ in outcome.recommendations if id_ not in outcome.responses]


def _decide_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    view = desk.view
    rows = shown.groups("recommendations", at_least=2)
    for_which = [{"value": "0", "text": "None in particular"}]
    for_which += [
        {"value": str(n + 1), "text": f"Recommendation {n + 1}"} for n in rows
    ]
    return Page(
        "outcome/decide.html.jinja",
        view=view,
        shown=shown,
        letter=letter,
        body_ticks=body_ticks(view),
        body_choices=body_choices(view),
        addressees=addressee_choices(view),
        for_which=for_which,
        file=on_file(view, view.case.evidence, on=view.today),
        before=before_the_panel(view, desk.reviews),
    )


def _answers_page(desk: Desk, shown: Shown) -> Page:
    made = {str(r.id): r for r in recommendations_of(desk.view)}
    asked = {
        number: made.get(shown.value(f"answers-{number}-recommendation_id"))
        for number in shown.groups("answers", at_least=0)
    }
    return Page("outcome/answers.html.jinja", view=desk.view, shown=shown, asked=asked)


def _in_error_page(desk: Desk, shown: Shown, item_id: UUID) -> Page:
    outcome = desk.view.case.outcome
    recommended = outcome.recommendations.get(item_id)
    action = outcome.actions.get(item_id)
    challenge = outcome.challenges.get(item_id)
    if recommended is None and action is None and challenge is None:
        raise NotFoundException
    return Page(
        "outcome/in_error.html.jinja",
        view=desk.view,
        shown=shown,
        recommended=recommended,
        action=action,
        challenge=challenge,
    )
