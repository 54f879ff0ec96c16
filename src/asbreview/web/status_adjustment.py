"""Asking for something to be done differently, while following an application."""

from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.people import HeardBy
from asbreview.signing import signed_by_applicant
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import Asked, Given, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done, not_too_often
from asbreview.web.submitted import Shown, submitted


class AdjustmentForm(Form):
    """What somebody needs done differently."""

    SAYS: ClassVar = {"asked": Says("Enter what you need", "What you need")}

    asked: Text


class StatusAdjustment(Controller):
    """What is to be done differently for whoever follows a case."""

    path = f"{STATUS}/adjustment"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, followed: ByFollower) -> Page:
        """Ask what they need."""
        return _page(followed, Shown.first(binding(request, followed)))

    @post(sync_to_thread=True)
    def send(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Record what they need: somebody has to answer."""
        not_too_often(followed, installation)

        def asked(form: AdjustmentForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.ask_for_adjustment(
                    followed.case.case_id,
                    person_id=followed.case.contact.applicant_id,
                    asked=form.asked,
                    how=HeardBy.ONLINE,
                    asked_on=today,
                    signed=signed,
                )
            return done(installation, position, "adjustment")

        return submitted(
            AdjustmentForm,
            typed,
            do=asked,
            show_again=lambda shown: _page(followed, shown),
        )


def _page(followed: Following, shown: Shown) -> Page:
    case = followed.case
    return Page(
        "status/adjustment.html.jinja",
        shown=shown,
        is_over=case.ended_as is not None,
        partnership=case.procedure.partnership,
        back=CASE,
    )
