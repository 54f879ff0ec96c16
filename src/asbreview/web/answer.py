"""Answering a request without an account: the link, and the code that goes with it.

To fetch a link changes and uses up nothing: mail scanners fetch.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Final

from anyio import sleep
from litestar import Controller, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.asking.facts import About
from asbreview.web.answer_opened import (
    Opened,
    ask_for_new_link,
    must_be_code,
    opened_by,
    send_code,
)
from asbreview.web.answering_who import begin_answering, is_answering
from asbreview.web.applicants import fresh_token
from asbreview.web.apply import procedure_of
from asbreview.web.forms import Asked as AskedOf
from asbreview.web.forms import Line, Says
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import ANSWER, ANSWERING, REPORTING
from asbreview.web.sessions import ANSWERING_COOKIE, FOR_APPLICANTS, kept_cookie
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

OF_BODIES: Final = {FOR_APPLICANTS: ANSWERING_COOKIE}
AT_LEAST: Final = 0.25  # seconds that an answer takes, whatever there is to look up
LARGEST: Final = 10_000  # bytes


class SendStep(AskedOf):
    """That a code, or a new link, is to be sent."""

    SAYS: ClassVar = {}


class CodeStep(AskedOf):
    """The code that came by email, or was told by telephone."""

    SAYS: ClassVar = {"code": Says.enter("the code")}

    code: Line


class Answer(Controller):
    """The way in to one request."""

    path = ANSWER
    opt: dict[str, Any] | None = OF_BODIES
    request_max_body_size = LARGEST

    @get("/{token:str}", sync_to_thread=True)
    def show(
        self, request: Asked, installation: Given, today: Today, token: FromPath[str]
    ) -> Response[Any]:
        """Say what the link is for, with a button; or that it opens nothing."""
        opened = opened_by(installation, token)
        if opened is None or not opened.holds:
            return _ended(request, installation, today, token)
        if is_answering(request, installation, opened.asking.request_id):
            return Redirect(_leads_to(opened), status_code=303)
        name = "by_hand" if opened.is_by_hand else "start"
        return _page(request, installation, opened, token, name, Shown())

    @get("/{token:str}/code", sync_to_thread=True)
    def ask_code(
        self, request: Asked, installation: Given, today: Today, token: FromPath[str]
    ) -> Response[Any]:
        """Ask for the code that was sent."""
        opened = opened_by(installation, token)
        if opened is None or not opened.holds:
            return _ended(request, installation, today, token)
        return _page(request, installation, opened, token, _asks(opened), Shown())

    @post("/{token:str}/send-code", sync_to_thread=True)
    def send(
        self,
        request: Asked,
        installation: Given,
        today: Today,
        typed: TypedFields,
        token: FromPath[str],
    ) -> Response[Any]:
        """Send a code to the body's own mailbox."""

        def sent(opened: Opened) -> Callable[[SendStep], Response[Any]]:
            def send(_: SendStep) -> Response[Any]:
                send_code(request, installation, opened)
                return Redirect(f"{ANSWER}/{token}/code", status_code=303)

            return send

        return _with(
            request, installation, today, token, typed, SendStep, sent, "start"
        )

    @post("/{token:str}/code", sync_to_thread=True)
    def open(
        self,
        request: Asked,
        installation: Given,
        today: Today,
        typed: TypedFields,
        token: FromPath[str],
    ) -> Response[Any]:
        """Open the request to whoever has the code."""

        def let_in(opened: Opened) -> Callable[[CodeStep], Response[Any]]:
            def enter(form: CodeStep) -> Response[Any]:
                must_be_code(request, installation, opened, form.code)
                answer = Redirect(_leads_to(opened), status_code=303)
                own = begin_answering(
                    request, installation, opened.asking, opened.number
                )
                answer.set_cookie(kept_cookie(ANSWERING_COOKIE, own))
                return answer

            return enter

        return _with(request, installation, today, token, typed, CodeStep, let_in, "")

    @post("/{token:str}/new-link")
    async def renew(
        self, request: Asked, installation: Given, today: Today, token: FromPath[str]
    ) -> Response[Any]:
        """Send a new link to the mailbox the old one went to; it is not said whether.

        Any link is answered alike, and as slowly.
        """
        begun = monotonic()
        await sync_to_thread(ask_for_new_link, request, installation, token)
        page = await sync_to_thread(_frame, installation, today, "renewed")
        await sleep(max(0, AT_LEAST - (monotonic() - begun)))
        return page


def _leads_to(opened: Opened) -> str:
    """Return the page that a link is for."""
    return REPORTING if opened.asking.about is About.ACTIONS else ANSWERING


def _asks(opened: Opened) -> str:
    """Return the page that asks for a link's code."""
    return "by_hand" if opened.is_by_hand else "code"


def _with(  # noqa: PLR0913, PLR0917  what the form of a link is answered with
    request: Asked,
    given: Installation,
    today: Today,
    token: str,
    typed: Fields,
    form: type[AskedOf],
    do: Callable[[Opened], Callable[[Any], Response[Any]]],
    again: str,
) -> Response[Any]:
    """Do what the form asks for a link that holds; any other is answered alike."""
    opened = opened_by(given, token)
    if opened is None or not opened.holds:
        return _ended(request, given, today, token)
    own = {name: list(v) for name, v in typed.items() if name != "csrf_token"}
    name = again or _asks(opened)
    return submitted(
        form,
        own,
        do=do(opened),
        show_again=lambda shown: _page(request, given, opened, token, name, shown),
    )


def _page(  # noqa: PLR0913, PLR0917  what a page of a link is made of
    request: Asked,
    given: Installation,
    opened: Opened,
    token: str,
    name: str,
    shown: Shown,
) -> Page:
    case = given.reviews.case(opened.asking.case_id)
    page = Page(
        f"answer/{name}.html.jinja",
        shown=shown,
        at=f"{ANSWER}/{token}",
        reference=case.trigger.reference,
        of_actions=opened.asking.about is About.ACTIONS,
        body=body.name if (body := case.body(opened.asking.body_id)) else "",
        partnership=case.procedure.partnership,
        token=_bound(request),
    )
    return _with_cookie(request, page)


def _ended(request: Asked, given: Installation, today: Today, token: str) -> Page:
    """Say that a link opens nothing, and offer a new one; whatever the link."""
    page = _frame(given, today, "ended", at=f"{ANSWER}/{token}", status_code=404)
    page = _with_cookie(request, page)
    page.context["token"] = _bound(request)
    return page


def _frame(given: Installation, today: Today, name: str, **more: Any) -> Page:
    partnership = procedure_of(given, today).partnership
    sends = given.mail is not None
    return Page(
        f"answer/{name}.html.jinja", partnership=partnership, sends=sends, **more
    )


def _bound(request: Asked) -> str:
    """Return the token of the forms shown to this browser."""
    cookie = request.state.setdefault(
        "answering", request.cookies.get(ANSWERING_COOKIE) or fresh_token()
    )
    token: str = request.app.state.forms.token(cookie)
    return token


def _with_cookie(request: Asked, page: Page) -> Page:
    """Bind the forms of a page to a cookie that opens nothing by itself."""
    _bound(request)
    page.set_cookie(kept_cookie(ANSWERING_COOKIE, request.state["answering"]))
    return page
