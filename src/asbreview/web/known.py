"""A case on a day: what was known then, against what is known now to have been true."""

from datetime import date
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Redirect, Response

from asbreview.web.as_of import as_of
from asbreview.web.case_view import CaseView, ViewOfCase
from asbreview.web.forms import Asked, Day, Says
from asbreview.web.given import Given, Installation
from asbreview.web.history_then import named_in_address
from asbreview.web.known_told import known
from asbreview.web.page import Page
from asbreview.web.submitted import Shown, submitted

PREFIX: Final = "known_"


class KnownAsked(Asked):
    """A day in the past."""

    SAYS: ClassVar = {"known_on": Says.enter("the day to look at")}

    known_on: Day


class KnownThen(Controller):
    """What was on record on a day, and what is known to have been so."""

    path = "/cases/{reference:str}/history/known"

    @get(sync_to_thread=True)
    def show(
        self, request: Request[Any, Any, Any], view: ViewOfCase, installation: Given
    ) -> Response[Any]:
        """Show both, side by side; or ask of which day."""
        params = request.query_params
        if "on" in params:
            return _side_by_side(view, installation, params["on"])
        typed = {n: params.getall(n) for n in params if n.startswith(PREFIX)}
        if not typed:
            return _form(view, Shown())
        return submitted(
            KnownAsked,
            typed,
            do=lambda asked: _to(asked.known_on, view, installation),
            show_again=lambda shown: _form(view, shown),
        )


def _side_by_side(view: CaseView, given: Installation, asked: str) -> Page:
    now = view.as_of.instant or given.now()
    then = as_of(asked or now.isoformat(), now=now, position_as_of=given.position_as_of)
    return Page(
        "history/known.html.jinja",
        view=view,
        found=known(view, given, then),
        seen_at=now,
    )


def _to(on: date, view: CaseView, given: Installation) -> Redirect:
    now = view.as_of.instant or given.now()
    named = {"on": named_in_address(on, None, now, ask="known")}
    if view.as_of.instant is not None:
        named["as_of"] = view.as_of.instant.isoformat()
    address = f"/cases/{view.reference}/history/known?{urlencode(named)}"
    return Redirect(address, status_code=303)


def _form(view: CaseView, shown: Shown) -> Page:
    return Page("history/known_on.html.jinja", view=view, shown=shown)
