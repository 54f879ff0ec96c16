"""Saying how it was, once a case is closed, on the pages for following it."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.outcome.satisfaction import Answer
from asbreview.domain.people import HeardBy
from asbreview.signing import signed_by_applicant
from asbreview.web.apply_questions import Kind, Question, capital
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form
from asbreview.web.given import Asked, Given, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.satisfaction import SatisfactionAsked
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done, not_too_often
from asbreview.web.submitted import Shown, submitted

CHOICES: Final = capital(Answer) | {
    Answer.NOT_ANSWERED.value: "I would rather not say",
}
QUESTIONS: Final = (
    Question(
        "process",
        "How satisfied are you with how we dealt with your case?",
        Kind.ONE_OF,
        choices=CHOICES,
    ),
    Question(
        "outcome",
        "How satisfied are you with what came of it?",
        Kind.ONE_OF,
        choices=CHOICES,
    ),
    Question(
        "informed",
        "How satisfied are you with how we kept you informed?",
        Kind.ONE_OF,
        choices=CHOICES,
    ),
    Question("said", "Is there something you would like to add? (optional)", Kind.TEXT),
)


class SatisfactionForm(Form, SatisfactionAsked):
    """How somebody found it; any of it may be left open."""


class StatusSatisfaction(Controller):
    """How it was, asked once a case is closed."""

    path = f"{STATUS}/how-it-was"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, followed: ByFollower) -> Page:
        """Ask how it was; nothing is chosen."""
        return _page(followed, Shown.first(binding(request, followed)))

    @post(sync_to_thread=True)
    def say(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Record what they answered."""
        not_too_often(followed, installation)

        def said(form: SatisfactionForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.say_how_it_was(
                    followed.case.case_id,
                    person_id=followed.case.contact.applicant_id,
                    told_on=today,
                    how=HeardBy.ONLINE,
                    answers=form.answers,
                    said=form.said,
                    signed=signed,
                )
            return done(installation, position, "satisfaction")

        return submitted(
            SatisfactionForm,
            typed,
            do=said,
            show_again=lambda shown: _page(followed, shown),
        )


def _page(followed: Following, shown: Shown) -> Page:
    outcome = followed.case.outcome
    applicant_id = followed.case.contact.applicant_id
    return Page(
        "status/how_it_was.html.jinja",
        shown=shown,
        questions=QUESTIONS,
        is_closed=outcome.closed_on is not None,
        has_said=outcome.has_said_how_it_was(applicant_id) and not shown.faults,
        partnership=followed.case.procedure.partnership,
        back=CASE,
    )
