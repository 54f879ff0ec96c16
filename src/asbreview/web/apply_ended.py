"""What is said on the public pages where an application cannot go on as it was."""

from contextlib import suppress
from typing import Any, Final

from litestar.response import Redirect, Response

from asbreview.access.drafts import Drafts, DraftTooLarge, TooManyDrafts
from asbreview.access.flooding import TO_BEGIN
from asbreview.domain.days import local_day
from asbreview.web.applicants import (
    FloodedBy,
    NothingBegun,
    begin,
    not_too_often,
    with_cookie,
)
from asbreview.web.apply import area_chosen, keep_step, procedure_of
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_steps import APPLY, BY_NAME
from asbreview.web.following import NotFollowing
from asbreview.web.given import Asked, given_of
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sessions import APPLICANT_COOKIE, FOLLOWING_COOKIE

GONE: Final = 410
TOO_MANY: Final = 429
IN_SECONDS: Final = "600"


def has_ended(request: Asked, _: NothingBegun) -> Response[Any]:
    """Say that what was begun is kept no longer, and how to go on.

    What was typed on the page that was sent last is kept in a new application, if it
    was shown to this browser.
    """
    given = given_of(request)
    kept = _carried_on(request)
    page = Page(
        "apply/ended.html.jinja",
        status_code=GONE,
        goes_on=f"{APPLY}/exit-this-page" if kept is None else f"{APPLY}/who",
        is_kept=kept is not None,
        procedure=procedure_of(given, local_day(given.now())),
    )
    return page if kept is None else with_cookie(page, kept, given)


def _carried_on(request: Asked) -> str | None:
    """Keep what was typed last in an application of its own; return what opens it."""
    fields = request.state.get("fields", {})
    cookie = request.cookies.get(APPLICANT_COOKIE, "")
    name = request.scope["path"].removeprefix(f"{APPLY}/")
    if name not in BY_NAME or not request.app.state.forms.fits(fields, cookie):
        return None
    given = given_of(request)
    area = area_chosen(given, next(iter(fields.get("area", ())), ""))
    if not area:
        return None
    asked = BY_NAME[name].questions
    typed = {
        n: list(v)
        for n, v in fields.items()
        if any(n == q.name or n.startswith(f"{q.name}-") for q in asked)
    }
    with suppress(TooManyDrafts, DraftTooLarge, FloodedBy):
        not_too_often(request, given, TO_BEGIN)
        token = begin(request, given, area)
        content = Drafts(given.office).read(token, at=given.now())
        if content is not None:
            keep_step(given, Begun(token, content), name, typed)
            return token
    return None


def not_following(request: Asked, _: NotFollowing) -> Response[Any]:
    """Ask for the reference and the code again; a statement that was typed is shown."""
    fields = request.state.get("fields", {})
    cookie = request.cookies.get(FOLLOWING_COOKIE, "")
    typed = next(iter(fields.get("statement", ())), "")
    if not typed or not request.app.state.forms.fits(fields, cookie):
        return Redirect(STATUS, status_code=303)
    return Page("status/ended.html.jinja", status_code=GONE, typed=typed)


def flooded(request: Asked, _: FloodedBy | TooManyDrafts) -> Page:
    """Ask whoever asks too much to wait or to apply otherwise; nothing is lost."""
    given = given_of(request)
    page = Page(
        "apply/flooded.html.jinja",
        status_code=TOO_MANY,
        procedure=procedure_of(given, local_day(given.now())),
    )
    page.headers["Retry-After"] = IN_SECONDS
    return page
