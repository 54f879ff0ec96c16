"""The difference between two instants of a case, in words."""

from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from litestar import Controller, get
from litestar.exceptions import ClientException
from litestar.response import Redirect, Response

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.web.as_of import AsOf, NothingThen, as_of
from asbreview.web.between_told import between
from asbreview.web.case_view import CaseView, ViewOfCase
from asbreview.web.clock import Clock
from asbreview.web.forms import Asked, Day, Says
from asbreview.web.given import Given, Installation
from asbreview.web.history_then import named_in_address
from asbreview.web.history_told import expect
from asbreview.web.moving_along import when_seen
from asbreview.web.page import Page
from asbreview.web.part_shown import Asked as Asks
from asbreview.web.part_shown import begins
from asbreview.web.submitted import Shown, submitted
from projections.along import along

ASKED: Final = ("from_on", "from_at", "to_on", "to_at")
Ends = tuple[AsOf, AsOf]
ENDS_FIRST: Final = "The second day must be after the first"
NOT_IN_ORDER: Final = "The address asks for two instants that are not in order."
WHICH_TO: Final = "Enter the second day, or leave out its time"
NO_CASE_YET: Final = "The case had not been opened by the second day: choose a later"


class BetweenAsked(Asked):
    """Two days, or times of them in London; no second one means now."""

    SAYS: ClassVar = {
        "from_on": Says.enter("the first day to compare"),
        "from_at": Says.enter("the time of the first day"),
        "to_on": Says.enter("the second day to compare"),
        "to_at": Says.enter("the time of the second day"),
    }

    from_on: Day
    from_at: Clock | None = None
    to_on: Day | None = None
    to_at: Clock | None = None


class Between(Controller):
    """What differed in a case between two instants."""

    path = "/cases/{reference:str}/history/between"

    @get(sync_to_thread=True)
    def show(
        self, request: Asks, view: ViewOfCase, installation: Given
    ) -> Response[Any]:
        """Compare two instants; or ask which."""
        params = request.query_params
        now = view.as_of.instant or installation.now()
        if "from" in params:
            ends = params["from"], params.get("to", "")
            return _compared(request, view, installation, ends, now)
        typed = {n: params.getall(n) for n in params if n.startswith(ASKED)}
        if not typed:
            return _form(view, Shown())
        return submitted(
            BetweenAsked,
            typed,
            do=lambda asked: _to(asked, view, installation, now),
            show_again=lambda shown: _form(view, shown),
        )


def _compared(
    request: Asks,
    view: CaseView,
    given: Installation,
    asked: tuple[str, str],
    now: datetime,
) -> Page:
    """Show what differed; 400 for an address whose instants cannot be compared."""
    ends = _ends(given, asked, now)
    if not _are_in_order(ends):
        raise ClientException(NOT_IN_ORDER)
    try:
        found = between(view, given, *ends)
    except NoSuchThing:
        raise NothingThen from None
    first, second = (when_seen(end) for end in ends)
    recorded = begins(found.recorded, request)
    expect(view, [*recorded.lines, *found.taken_back])
    return Page(
        "history/between.html.jinja",
        view=view,
        found=found,
        recorded_between=recorded,
        first=first,
        second=second,
        seen_at=now,
    )


def _to(
    asked: BetweenAsked, view: CaseView, given: Installation, now: datetime
) -> Redirect:
    """Go to the comparison; what is yet to come, or not in order, is refused."""
    if asked.to_on is None and asked.to_at is not None:
        raise Misrecorded(WHICH_TO, field="to_on")
    first = named_in_address(asked.from_on, asked.from_at, now, ask="from")
    second = ""
    if asked.to_on is not None:
        second = named_in_address(asked.to_on, asked.to_at, now, ask="to")
    ends = _ends(given, (first, second), now)
    if not _are_in_order(ends):
        raise Misrecorded(ENDS_FIRST, field="to_on" if second else "from_on")
    if ends[1].position is not None and not _was_open(view, given, ends[1].position):
        raise Misrecorded(NO_CASE_YET, field="to_on")
    named = {"from": first, "to": second, "as_of": _seen_from(view)}
    asked_for = urlencode({name: value for name, value in named.items() if value})
    address = f"/cases/{view.reference}/history/between?{asked_for}"
    return Redirect(address, status_code=303)


def _ends(given: Installation, asked: tuple[str, str], now: datetime) -> Ends:
    """Read both ends of an address; the second is now, where it is left out."""
    first, second = (
        as_of(each or now.isoformat(), now=now, position_as_of=given.position_as_of)
        for each in asked
    )
    return first, second


def _are_in_order(ends: Ends) -> bool:
    first, second = (end.instant for end in ends)
    return first is not None and second is not None and first < second


def _was_open(view: CaseView, given: Installation, position: int) -> bool:
    with given.views.connect() as db:
        return along(db, view.case.case_id, as_of=position).last is not None


def _seen_from(view: CaseView) -> str:
    return view.as_of.instant.isoformat() if view.as_of.instant else ""


def _form(view: CaseView, shown: Shown) -> Page:
    return Page("history/compare.html.jinja", view=view, shown=shown)
