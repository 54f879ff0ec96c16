"""Asking for help on the pages for following an application.

Emergencies come first on the page.  What was asked is not shown there again: whoever
has the code may be somebody else.
"""

from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.flooding import TO_ASK_FOR_HELP
from asbreview.domain.contact.help import Need
from asbreview.signing import signed_by_applicant
from asbreview.web.apply_questions import Kind, Question
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import Asked, Given, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done, not_too_often
from asbreview.web.submitted import Shown, submitted

NEEDS: Final = Question(
    "needs",
    "What do you need?",
    Kind.ANY_OF,
    choices={
        Need.SAFETY.value: "I do not feel safe",
        Need.ADJUSTMENT.value: "I need something done differently, because of a "
        "disability, an illness or for another reason",
        Need.LETTER.value: "I do not understand a letter",
        Need.CALL.value: "Please ring me (we ring only if you have told us that it is "
        "safe)",
    },
    hint="Select all that apply",
)


class HelpForm(Form):
    """What somebody needs; either a choice or a few words will do."""

    SAYS: ClassVar = {
        "needs": Says.select("what you need"),
        "said": Says("Enter what you need", "What you write"),
    }

    needs: tuple[Need, ...] = ()
    said: Text = ""


class StatusHelp(Controller):
    """Asking for help; a case that ended has it still."""

    path = f"{STATUS}/help"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(self, request: Asked, followed: ByFollower) -> Page:
        """Say whom to ring in danger, and ask what they need."""
        return _page(followed, Shown.first(binding(request, followed)))

    @post(sync_to_thread=True)
    def send(
        self, followed: ByFollower, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Record that they need help: somebody has to answer by a day."""
        not_too_often(followed, installation, TO_ASK_FOR_HELP)

        def asked(form: HelpForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.ask_for_help(
                    followed.case.case_id,
                    person_id=followed.case.contact.applicant_id,
                    needs=form.needs,
                    said=form.said,
                    signed=signed,
                )
            return done(installation, position, "help")

        return submitted(
            HelpForm, typed, do=asked, show_again=lambda shown: _page(followed, shown)
        )


def _page(followed: Following, shown: Shown) -> Page:
    return Page(
        "status/help.html.jinja",
        shown=shown,
        needs=NEEDS,
        partnership=followed.case.procedure.partnership,
        back=CASE,
    )
