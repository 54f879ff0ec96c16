"""Saying what they think of the plan, on the pages for following an application.

What is proposed stands in the letter and is not shown here: it may tell of others, and
whoever has the code may be somebody else.
"""

from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from asbreview.domain.people import HeardBy
from asbreview.reviews import Case
from asbreview.signing import signed_by_applicant
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import Asked, Given, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done, not_too_often
from asbreview.web.status_told import is_asked_about_plan
from asbreview.web.submitted import Shown, submitted


class PlanViewForm(Form):
    """What somebody thinks of the plan."""

    SAYS: ClassVar = {"view": Says("Enter what you think of the plan", "Your view")}

    view: Text


class StatusPlan(Controller):
    """What they think of the plan, as long as it is not final."""

    path = f"{STATUS}/plan"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, followed: ByFollower) -> Page:
        """Ask what they think; 404 where no plan was proposed to them."""
        return _page(followed, Shown.first(binding(request, followed)))

    @post(sync_to_thread=True)
    def give(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Put what they think on record, in their words."""
        not_too_often(followed, installation)
        _must_be_asked(followed.case)

        def given(form: PlanViewForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.give_plan_view(
                    followed.case.case_id,
                    person_id=followed.case.contact.applicant_id,
                    given_on=today,
                    how=HeardBy.ONLINE,
                    view=form.view,
                    signed=signed,
                )
            return done(installation, position, "plan")

        return submitted(
            PlanViewForm,
            typed,
            do=given,
            show_again=lambda shown: _page(followed, shown),
        )


def _must_be_asked(case: Case) -> None:
    """Refuse (404) whoever was never asked; who comes too late is told so."""
    if not is_asked_about_plan(case):
        raise NotFoundException


def _page(followed: Following, shown: Shown) -> Page:
    case = followed.case
    _must_be_asked(case)
    return Page(
        "status/plan.html.jinja",
        shown=shown,
        is_final=case.outcome.findings is not None or case.ended_as is not None,
        for_victim=case.trigger.victim_id != case.trigger.applicant_id,
        proposed=case.outcome.proposal,
        partnership=case.procedure.partnership,
        back=CASE,
    )
