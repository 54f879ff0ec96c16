"""What whoever follows an application may tell us: a statement, how to be reached."""

from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.flooding import TO_TELL, Bucket, take
from asbreview.domain.people import Channel, Safety
from asbreview.signing import signed_by_applicant
from asbreview.web.applicants import FloodedBy
from asbreview.web.applications_forms import SafeTo
from asbreview.web.apply_people import SafeStep
from asbreview.web.apply_questions import Kind, Question
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import SentBefore, sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

STOP: Final = {
    SafeTo.WRITE: "Writing a letter to me",
    SafeTo.EMAIL: "Emailing me",
    SafeTo.RING: "Ringing me",
    SafeTo.LEAVE_A_MESSAGE: "Leaving me a message",
}


class StatementForm(Form):
    """What somebody wants the panel to know."""

    SAYS: ClassVar = {"statement": Says("Enter your statement", "Your statement")}

    statement: Text


class PreferenceForm(Form):
    """How somebody would like to be reached, and what is safe no longer."""

    SAYS: ClassVar = {
        "prefers": SafeStep.SAYS["prefers"],
        "stop": Says.select("what is not safe any longer"),
    }

    prefers: Channel
    stop: tuple[SafeTo, ...] = ()


class StatusChanges(Controller):
    """What can be told on the pages for following an application."""

    path = STATUS
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get("/statement", sync_to_thread=True)
    def ask_for_statement(self, request: Asked, followed: ByFollower) -> Page:
        """Ask what the panel is to know."""
        return _statement(followed, Shown.first(binding(request, followed)))

    @post("/statement", sync_to_thread=True)
    def receive_statement(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Put a statement on file."""
        not_too_often(followed, installation)

        def received(form: StatementForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.receive_statement(
                    followed.case.case_id,
                    person_id=followed.case.contact.applicant_id,
                    received_on=today,
                    statement=form.statement,
                    signed=signed,
                )
            return done(installation, position, "statement")

        return submitted(
            StatementForm,
            typed,
            do=received,
            show_again=lambda shown: _statement(followed, shown),
        )

    @get("/reaching-me", sync_to_thread=True)
    def ask_how(self, request: Asked, followed: ByFollower) -> Page:
        """Ask how they would like to be reached; never how they are reached."""
        prefers = followed.case.contact.applicant.prefers.value
        shown = Shown.first(binding(request, followed), prefers=prefers)
        return _reaching(followed, shown)

    @post("/reaching-me", sync_to_thread=True)
    def change_how(
        self, followed: ByFollower, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Record what they prefer, and what is safe no longer."""
        not_too_often(followed, installation)

        def changed(form: PreferenceForm) -> Redirect:
            position = _told_once(installation, followed, form, typed)
            installation.settle_letters()  # one that may not go is held back at once
            return done(installation, position, "reaching")

        return submitted(
            PreferenceForm,
            typed,
            do=changed,
            show_again=lambda shown: _reaching(followed, shown),
        )


def not_too_often(
    followed: Following, given: Installation, bucket: Bucket = TO_TELL
) -> None:
    """Refuse (`FloodedBy`) more on one case than anybody has to tell.

    Whoever applied may be anybody, and what is told here stays on record.
    """
    case_id = str(followed.case.case_id)
    if not take(given.office, bucket, case_id, at=given.now()):
        raise FloodedBy


def _told_once(
    given: Installation, followed: Following, form: PreferenceForm, typed: Fields
) -> int:
    """Record what a form says, once.

    One that comes again with other words is refused (`SentBefore`), but not where it
    says that a way is not safe: that stops at once, as a command of its own.
    """

    def told(command_id: UUID) -> int:
        return given.reviews.say_how_to_reach(
            followed.case.case_id,
            followed.case.contact.applicant_id,
            prefers=form.prefers,
            at_most=_safe_still(form),
            signed=signed_by_applicant(given.now(), command_id=command_id),
        )

    try:
        with sent_once(given, form.command_id, typed):
            return told(form.command_id)
    except SentBefore:
        if not form.stop:
            raise
        return told(uuid4())


def _safe_still(form: PreferenceForm) -> Safety:
    """Return the ways that may stay as safe as they are: none becomes safe here.

    Whoever has the code may be somebody else: they may keep us from writing, not lead
    us to.
    """
    return Safety(
        to_write=SafeTo.WRITE not in form.stop,
        to_email=SafeTo.EMAIL not in form.stop,
        to_ring=SafeTo.RING not in form.stop,
        to_leave_a_message=SafeTo.LEAVE_A_MESSAGE not in form.stop,
    )


def binding(request: Asked, followed: Following) -> dict[str, str]:
    """Return what binds a form to whoever it is shown to, and to one command."""
    return {
        "csrf_token": request.app.state.forms.token(followed.token),
        "command_id": str(uuid4()),
    }


def done(given: Installation, position: int, what: str) -> Redirect:
    """Show the case again, with what was done, once readers can see it."""
    given.projector.wait_for(position)
    return Redirect(f"{CASE}?{urlencode({'done': what})}", status_code=303)


def _statement(followed: Following, shown: Shown) -> Page:
    return Page(
        "status/statement.html.jinja",
        shown=shown,
        is_over=followed.case.ended_as is not None,
        is_late=followed.case.panel.held is not None,
        partnership=followed.case.procedure.partnership,
        back=CASE,
    )


def _reaching(followed: Following, shown: Shown) -> Page:
    (prefers,) = (q for q in SafeStep.QUESTIONS if q.name == "prefers")
    stop = Question(
        "stop",
        "Is any of these not safe any longer?",
        Kind.ANY_OF,
        hint="We stop at once. Leave it empty if nothing has changed.",
        choices={way.value: words for way, words in STOP.items()},
    )
    return Page(
        "status/reaching.html.jinja",
        shown=shown,
        questions=(prefers, stop),
        partnership=followed.case.procedure.partnership,
        back=CASE,
    )
