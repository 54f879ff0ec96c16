"""Recording what was decided on a challenge, with the letter that tells it."""

from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.statute import CHALLENGE
from asbreview.reviews import CaseReviews
from asbreview.web.challenges import LIMBS
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class ChallengeDecidedForm(Form):
    """What was decided on a challenge, by whom and why."""

    SAYS: ClassVar = {
        "upheld": Says.select("what was decided"),
        "decided_on": Says.enter("the date of the decision"),
        "decided_by": Says.enter("who decided"),
        "reasons": Says.enter("the reasons"),
        "follows": Says.enter("what happens now"),
    }

    upheld: Upheld
    decided_by: Text
    decided_on: Day
    reasons: Text
    follows: Text = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the command is told."""
        names = ("upheld", "decided_on", "decided_by", "reasons", "follows")
        return {name: getattr(self, name) for name in names}


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

        def record(form: ChallengeDecidedForm) -> Redirect:
            signed = desk.signed.by_command(form.command_id)
            position = desk.reviews.decide_challenge(
                case_id, challenge_id, **form.told, signed=signed
            )
            return desk.recorded(position, "/outcome", "challenge-decided")

        return desk.answer(
            ChallengeDecidedForm,
            record=record,
            page=lambda shown, letter: _page(desk, challenge_id, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.decide_challenge,
                case_id,
                challenge_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            ),
        )


def _page(
    desk: Desk, challenge_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    challenge = desk.view.case.outcome.challenges.get(challenge_id)
    if challenge is None:
        raise NotFoundException
    return Page(
        "outcome/challenge_decided.html.jinja",
        view=desk.view,
        shown=shown,
        fact=challenge,
        limb=LIMBS[challenge.of],
        route=desk.view.case.procedure.challenge_of(challenge.of),
        results=[{"value": str(x), "text": str(x).capitalize()} for x in Upheld],
        challenge=CHALLENGE,
        letter=letter,
    )
