"""Following an application on the public pages: how far it is, and nothing else."""

from time import monotonic
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from anyio import sleep
from litestar import Controller, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect, Response

from asbreview.access.drafts import Drafts
from asbreview.domain.days import in_words
from asbreview.reviews import Case
from asbreview.web.applicants import fresh_token
from asbreview.web.apply import procedure_of
from asbreview.web.following import (
    FOLLOWER,
    ByFollower,
    begin_following,
    case_followed,
    must_not_guess,
)
from asbreview.web.forms import Asked as AskedOf
from asbreview.web.forms import Line, Says
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sessions import (
    FOLLOWING_COOKIE,
    FOR_APPLICANTS,
    ended_cookie,
    kept_cookie,
)
from asbreview.web.status_meeting import was_told_of_meeting
from asbreview.web.status_told import answered_by, told_of
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

CASE: Final = f"{STATUS}/case"
OF_FOLLOWERS: Final = {FOR_APPLICANTS: FOLLOWING_COOKIE}
TOLD_OF_EXIT: Final = "__Host-told-of-exit"
AT_LEAST: Final = 0.25  # seconds that an answer takes, whatever there is to look up
DONE: Final = {
    "statement": "Your statement is on file.",
    "file": "Your file is on record.",
    "reaching": "It is recorded how to reach you.",
    "help": "We know that you need help.",
    "adjustment": "What you need is recorded. We answer within five working days.",
    "satisfaction": "Thank you. What you said is recorded.",
    "challenge": (
        "Your challenge is recorded. We write to tell you that it has come, and by when"
        " it is decided."
    ),
    "plan": "What you think of the plan is on record. The agencies will read it.",
}
LARGEST: Final = 200_000  # bytes: a statement, each letter written as %C3%A9


class FollowStep(AskedOf):
    """The reference and the code of a case."""

    SAYS: ClassVar = {
        "reference": Says("Enter your reference, such as EC-26-7K3MQ", "The reference"),
        "code": Says("Enter the code from our letter", "The code"),
    }

    reference: Line
    code: Line


class Status(Controller):
    """The way in to following an application, and what is then shown."""

    path = STATUS
    opt: dict[str, Any] | None = OF_FOLLOWERS
    request_max_body_size = LARGEST

    @get("/exit-this-page", sync_to_thread=False)
    def tell_of_exit(self, request: Asked) -> Response[Any]:
        """Say, once, what the button does and that it erases no history."""
        page = Page("status/exit.html.jinja", goes_on=_address(request))
        page.set_cookie(kept_cookie(TOLD_OF_EXIT, "yes"))
        return page

    @get(sync_to_thread=True)
    def ask(self, request: Asked, installation: Given, today: Today) -> Response[Any]:
        """Ask for the reference and the code; to be asked takes nothing away."""
        if TOLD_OF_EXIT not in request.cookies:
            told = _address(request).replace(STATUS, f"{STATUS}/exit-this-page", 1)
            return Redirect(told, status_code=303)
        reference = request.query_params.get("reference", "")
        return _form(request, installation, today, Shown({"reference": [reference]}))

    @post()
    async def follow(
        self, request: Asked, typed: TypedFields, installation: Given, today: Today
    ) -> Response[Any]:
        """Let whoever has the code in; any other answer is the same, and as slow."""
        begun = monotonic()
        answer: Response[Any] = await sync_to_thread(
            _let_in, request, typed, installation, today
        )
        await sleep(max(0, AT_LEAST - (monotonic() - begun)))
        return answer

    @get("/case", sync_to_thread=True, dependencies=FOLLOWER)
    def show(
        self, request: Asked, followed: ByFollower, installation: Given, today: Today
    ) -> Page:
        """Show how far the case is."""
        return Page(
            "status/show.html.jinja",
            told=told_of(installation, followed.case, today),
            has_meeting=was_told_of_meeting(installation, followed.case),
            partnership=followed.case.procedure.partnership,
            csrf_token=request.app.state.forms.token(followed.token),
            done=_done(request, followed.case, installation),
        )

    @post("/end", sync_to_thread=True)
    def end(self, request: Asked, installation: Given) -> Redirect:
        """Stop following in this browser."""
        Drafts(installation.office).end(request.cookies.get(FOLLOWING_COOKIE, ""))
        answer = Redirect(STATUS, status_code=303)
        answer.set_cookie(ended_cookie(FOLLOWING_COOKIE))
        return answer


def _let_in(
    request: Asked, typed: Fields, given: Installation, today: Today
) -> Response[Any]:
    def let_in(form: FollowStep) -> Redirect:
        forget = must_not_guess(request, given, form.reference)
        case = case_followed(given, form.reference, form.code)
        forget()
        old = request.cookies.get(FOLLOWING_COOKIE, "")
        answer = Redirect(CASE, status_code=303)
        token = begin_following(given, case, instead_of=old)
        answer.set_cookie(kept_cookie(FOLLOWING_COOKIE, token))
        return answer

    own = {name: list(v) for name, v in typed.items() if name != "csrf_token"}
    return submitted(
        FollowStep,
        own,
        do=let_in,
        show_again=lambda shown: _form(request, given, today, shown),
    )


def _done(request: Asked, case: Case, given: Installation) -> str:
    """Say what was done; by when they are helped only to whoever asked just now."""
    what = request.query_params.get("done", "")
    by = answered_by(given, case) if what == "help" else None
    if by is not None:
        return (
            f"We know that you need help. We get in touch by {in_words(by)}."
            " If you are in danger before then, ring 999."
        )
    return DONE.get(what, "")


def _address(request: Asked) -> str:
    """Return the address of the form, with the reference that a link named."""
    reference = request.query_params.get("reference")
    asked = f"?{urlencode({'reference': reference})}" if reference else ""
    return f"{STATUS}{asked}"


def _form(request: Asked, given: Installation, today: Today, shown: Shown) -> Page:
    """Show the form, bound to a cookie that opens nothing yet."""
    cookie = request.cookies.get(FOLLOWING_COOKIE) or fresh_token()
    page = Page(
        "status/ask.html.jinja",
        shown=shown,
        token=request.app.state.forms.token(cookie),
        partnership=procedure_of(given, today).partnership,
    )
    page.set_cookie(kept_cookie(FOLLOWING_COOKIE, cookie))
    return page
