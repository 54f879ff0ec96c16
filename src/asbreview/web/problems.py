"""How a problem is told that has no form to show again."""

import sqlite3
from typing import Any, Final

from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import InterfaceError as LogBroken
from eventsourcing.persistence import OperationalError as LogAway
from litestar.connection import Request
from litestar.exceptions import (
    ClientException,
    HTTPException,
    NotAuthorizedException,
    PermissionDeniedException,
)
from litestar.response import Response
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from asbreview.access.drafts import TooManyDrafts
from asbreview.domain.errors import NoSuchThing
from asbreview.web.answering_lapsed import not_answering
from asbreview.web.answering_who import NotAnswering
from asbreview.web.applicants import FloodedBy, NothingBegun
from asbreview.web.apply_ended import flooded, has_ended, not_following
from asbreview.web.as_of import NothingThen
from asbreview.web.carried import own_address
from asbreview.web.following import NotFollowing
from asbreview.web.headers import NOT_OUR_NAME
from asbreview.web.logs import fault_id
from asbreview.web.page import Page
from asbreview.web.proof import ProofNeeded, proof_needed
from asbreview.web.public import STATUS, is_for_bodies, is_public
from asbreview.web.second_factor import second_factor_first
from asbreview.web.sessions import (
    ANSWERING_COOKIE,
    APPLICANT_COOKIE,
    COOKIE,
    FOLLOWING_COOKIE,
    SAFE,
    SecondFactorFirst,
    Visitor,
    note_refusal,
)
from asbreview.web.signing_in import session_ended, sign_in_first
from asbreview.web.typed import Fields

Asked = Request[Any, Any, Any]

FAILED: Final = 500
AWAY: Final = 503
TOLD: Final = {
    400: ("That address cannot be read", "Check it, or start from the queue."),
    404: (
        "There is no such page or case",
        "Check the address or the reference, or look for the case.",
    ),
    405: (
        "Nothing can be sent to this page",
        "Go back, and use the button of the page you came from.",
    ),
    410: (
        "There is no such letter any more",
        "What told of its addressee has been destroyed, or it cannot be made.",
    ),
    413: (
        "That is too much to send at once",
        "Nothing was recorded. Each box of a form takes 10,000 characters.",
    ),
}

TOLD_TO_THE_PUBLIC: Final = {
    400: ("That address cannot be read", "Check it, or start from the first page."),
    404: ("There is no such page", "Check the address, or start from the first page."),
    413: (
        "That is too much to send at once",
        "Go back, and make the text shorter: each box takes 10,000 characters.",
    ),
}

NOTHING_MORE: Final = (
    "Nothing more was recorded than the last page said. Try again in a minute."
)
# A save may have been done though its answer never came: only sending again tells.
NOTHING_IS_LOST: Final = (
    "It is not known whether what you sent was recorded. Nothing that you typed is "
    "lost: it is kept on this page. Wait a moment, and send it again from here. It is "
    "recorded once, however often it is sent."
)
NOTHING_THEN: Final = (
    "Nothing was recorded of this case then",
    "The case was opened later. Choose a later day, or look at it as it is now.",
)


def problems() -> ExceptionHandlersMap:
    """Return how each kind of problem is told."""
    return {
        HTTPException: _told,
        ClientException: _told,
        NothingThen: _nothing_then,
        AggregateNotFoundError: _no_such_case,
        NoSuchThing: _no_such_case,
        LogAway: _away,
        LogBroken: _away,
        OperationalError: _away,
        sqlite3.OperationalError: _away,
        NoConnectionFree: _away,
        PermissionDeniedException: _refused,
        NotAuthorizedException: _not_signed_in,
        SecondFactorFirst: second_factor_first,
        ProofNeeded: proof_needed,
        NothingBegun: has_ended,
        FloodedBy: flooded,
        NotFollowing: not_following,
        NotAnswering: not_answering,
        TooManyDrafts: flooded,
        Exception: _failed,
    }


def _told(request: Asked, why: HTTPException) -> Page:
    if why.status_code >= FAILED:
        return _failed(request, why)
    if not request.app.state.hosts.allows(request):
        why = ClientException(NOT_OUR_NAME)
    _remember_who_asks(request)
    told = {**TOLD, **TOLD_TO_THE_PUBLIC} if _is_public(request) else TOLD
    title, says = told.get(why.status_code, told[400])
    own_words = type(why) is ClientException and why.detail
    return _problem(why.status_code, title, str(own_words) if own_words else says)


def _nothing_then(_: Asked, __: NothingThen) -> Page:
    return _problem(404, *NOTHING_THEN)


def _no_such_case(request: Asked, _: AggregateNotFoundError | NoSuchThing) -> Page:
    _remember_who_asks(request)
    return _problem(404, *TOLD[404])


def _refused(request: Asked, why: PermissionDeniedException) -> Response[Any]:
    if request.scope["path"].startswith(STATUS):
        return not_following(request, NotFollowing())
    if is_for_bodies(request.scope["path"]):
        return not_answering(request, NotAnswering())
    if _is_public(request):  # the cookie of the form is gone, and all that it opened
        return has_ended(request, NothingBegun())
    visitor = request.state.get("visitor")
    if visitor and visitor.account:
        note_refusal(request, visitor.account)
    return _problem(403, "You cannot do that", why.detail)


def _not_signed_in(request: Asked, _: NotAuthorizedException) -> Response[Any]:
    return sign_in_first(request) if request.method in SAFE else session_ended(request)


def _failed(request: Asked, _: Exception) -> Page:
    kept = _sent(request)
    says = (
        f"{NOTHING_IS_LOST if kept else NOTHING_MORE} If it happens again, tell "
        "whoever looks after this system, "
        f"and give them this number: {fault_id(request.scope)}."
    )
    return _problem(FAILED, "Something went wrong", says, **kept)


def _away(request: Asked, _: Exception) -> Page:
    kept = _sent(request)
    says = (
        "The database cannot be reached, or cannot be written to, just now. "
        f"{NOTHING_IS_LOST if kept else 'Ask for the page again in a moment.'} "
        "If it lasts, tell whoever looks after this system, "
        f"and give them this number: {fault_id(request.scope)}."
    )
    page = _problem(AWAY, "The database is away", says, **kept)
    page.headers["Retry-After"] = "5"
    return page


def _sent(request: Asked) -> dict[str, Any]:
    """Return the form that was sent, to be sent again from the page of the problem.

    No page is kept by the browser, so that going back would show an empty form, with a
    command of its own.  Only what was shown to this session is given back to it.
    """
    fields: Fields = request.state.get("fields", {})
    path = request.scope["path"]
    cookie = FOLLOWING_COOKIE if path.startswith(STATUS) else APPLICANT_COOKIE
    cookie = ANSWERING_COOKIE if is_for_bodies(path) else cookie
    cookie = cookie if _is_public(request) else COOKIE
    if not request.app.state.forms.fits(fields, request.cookies.get(cookie, "")):
        return {}
    return {"address": own_address(request.url.path), "kept": fields}


def _problem(status: int, title: str, says: str, **sent: Any) -> Page:
    told = {"title": title, "says": says, "kept": {}, **sent}
    return Page("layout/problem.html.jinja", status_code=status, **told)


def _is_public(request: Asked) -> bool:
    return is_public(request.scope["path"])


def _remember_who_asks(request: Asked) -> None:
    """Find out who asks for an address no page has: no guard has done it."""
    if _is_public(request):
        request.state.visitor = Visitor()
    if "visitor" not in request.state:
        request.state.visitor = request.app.state.visitors.visitor(request)
