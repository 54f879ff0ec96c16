"""Recording what was decided on a challenge, with the letter that tells it."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.statute import CHALLENGE
from asbreview.reviews import CaseReviews
from asbreview.reviews.carrying_over import CarriedOver, carried_over
from asbreview.web.challenges_forms import ChallengeDecidedForm
from asbreview.web.challenges_told import Told, challenge_told
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

RESULTS: Final = {
    Upheld.UPHELD: "Upheld",
    Upheld.IN_PART: "Upheld in part",
    Upheld.NOT_UPHELD: "Not upheld: it was dealt with properly",
    Upheld.NOT_HEARD: "Not heard: it came too late, or the procedure excludes it",
}


class ChallengeDecidedPages(Controller):
    """The decision on a challenge."""

    path = "/cases/{reference:str}/challenges/{challenge_id:uuid}/decide"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Page:
        """Ask what was decided; a case that has ended is asked too."""
        shown = desk.blank_at_any_time(**filled_day("decided_on", desk.view.today))
        return _page(desk, challenge_id, shown)

    @post(sync_to_thread=True)
    def record(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Response[Any]:
        """Record the decision, or show the letter that would be drafted."""
        case_id = desk.view.case.case_id

        def told(form: ChallengeDecidedForm) -> dict[str, Any]:
            return {
                **form.told,
                "carried": _carried(desk) if form.referred_back else None,
            }

        def record(form: ChallengeDecidedForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.decide_challenge(
                case_id, challenge_id, **told(form), signed=signed
            )
            done = "referred-back" if form.referred_back else "challenge-decided"
            return desk.recorded(position, "/outcome", done)

        return desk.answer(
            ChallengeDecidedForm,
            record=record,
            page=lambda shown, letter: _page(desk, challenge_id, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.decide_challenge,
                case_id,
                challenge_id,
                **told(form),
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def _page(
    desk: Desk, challenge_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    told = challenge_told(desk.view, challenge_id)
    return Page(
        "outcome/challenge_decided.html.jinja",
        view=desk.view,
        shown=shown,
        told=told,
        fact=told.fact,
        results=_results(told),
        challenge=CHALLENGE,
        letter=letter,
    )


def _carried(desk: Desk) -> CarriedOver:
    return carried_over(desk.view.case, desk.given.keyring.reveal)


def _results(told: Told) -> list[dict[str, str]]:
    """Return what may be decided: that it is not heard only where it need not be."""
    may_go_unheard = told.fact.has_to_be_taken_on
    return [
        {"value": str(result), "text": says}
        for result, says in RESULTS.items()
        if may_go_unheard or result is not Upheld.NOT_HEARD
    ]
