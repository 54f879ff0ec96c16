"""The work queue, the first page: what to do next, on which case, by when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Redirect
from sqlalchemy import Connection

from asbreview.access.accounts import Account, account_names
from asbreview.access.policy import Action, may
from asbreview.web import queue_filters
from asbreview.web.as_of import AsOf
from asbreview.web.countdown import countdown
from asbreview.web.emergency_told import openings_told_to
from asbreview.web.given import AsOfAsked, Given, OfficeGiven, Seen, Today, Views, Who
from asbreview.web.page import Page, home_of
from asbreview.web.part_shown import ways
from asbreview.web.queue_filters import TABS, Filters
from asbreview.web.sessions import NEEDS
from asbreview.web.telling import Tell
from asbreview.web.what_first import what_first
from asbreview.web.words import counted
from projections import queue
from projections.case.stages import Stage, WaitsFor
from projections.ringing import to_ring
from projections.scope import Scope

OTHERS = (WaitsFor.US, WaitsFor.APPLICANT, WaitsFor.MEETING)


class Looker(NamedTuple):
    """Who looks at the queue, and which cases they see."""

    who: Account
    seen: Scope


class Queue(Controller):
    """The work queue."""

    @get("/", opt={NEEDS: Action.STAY}, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what a list of cases is made of
        self,
        request: Request[Any, Any, Any],
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        views: Views,
        office: OfficeGiven,
        seen: Seen,
        tell: Tell,
        installation: Given,
    ) -> Page | Redirect:
        """Show the cases asked for, what is due next first.

        Whoever reads no cases begins elsewhere.
        """
        if not may(who, Action.READ_CASES):
            return Redirect(home_of(who), status_code=303)
        filters = Filters.read(request.query_params, who)
        on = as_of.on if as_of.instant else today
        with views.connect() as db:
            told = _told(db, filters, Looker(who, seen), as_of, on)
        tell.expect(*(row.applicant_name for row in told["found"].rows))
        names = account_names(office)
        told["openings"] = openings_told_to(installation, who)
        return Page("queue/show.html.jinja", tell=tell, names=names, at=as_of, **told)


def _told(
    db: Connection, filters: Filters, looker: Looker, as_of: AsOf, on: date
) -> dict[str, Any]:
    position = as_of.position
    asked, seen = filters.asked(*looker, on), looker.seen
    lists = {w: replace(filters, whose=w).asked(*looker, on) for w in TABS}
    counted = queue.counts(db, list(lists.values()), as_of=position)
    totals = dict(zip(lists, counted, strict=True))
    found = queue.queue(
        db, asked, page=filters.number, as_of=position, total=totals[filters.whose]
    )
    bodies = {
        str(id_): name
        for id_, name in queue.bodies_waited_for(db, seen, as_of=position)
    }
    shown = queue.Asked(seen=seen, ended=asked.ended)
    places = queue.places(db, shown, as_of=position)
    goes_on = [row.case_id for row in found.rows if not row.ended]
    return {
        "filters": filters,
        "found": found,
        "led_elsewhere": seen.joint,
        "to_ring": to_ring(db, goes_on, as_of=position),
        "due": countdown(db, today=on, as_of=position),
        "what_first": what_first,
        "tabs": _tabs(filters, totals),
        "chips": filters.chips(bodies),
        "result": _result(found.total, filters, bodies),
        "choices": _choices(filters, bodies, places),
        "pages": _pages(filters, found),
    }


def _tabs(filters: Filters, totals: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the three lists, each with how many cases it has under the filters."""
    return [
        {
            "text": f"{text} ({totals[whose]:,})",
            "href": filters.address(whose=whose),
            "active": filters.whose == whose,
        }
        for whose, text in TABS.items()
    ]


def _result(total: int, filters: Filters, bodies: Mapping[str, str]) -> str:
    """Say how many there are, and for what: 2 results for "Ely"."""
    chips = filters.chips(bodies)
    if not chips:
        return counted(total, "case")
    wanted = ", ".join(
        f"\N{LEFT SINGLE QUOTATION MARK}{chip.text}\N{RIGHT SINGLE QUOTATION MARK}"
        for chip in chips
    )
    return f"{counted(total, 'result')} for {wanted}"


def _choices(
    filters: Filters, bodies: dict[str, str], places: list[str]
) -> dict[str, Any]:
    whom = {str(word): word.capitalize() for word in OTHERS} | bodies
    stages = {str(stage): stage.capitalize() for stage in Stage}
    chosen = queue_filters.options
    return {
        "place": chosen(_offered(places, filters), filters.place, "All places"),
        "stage": chosen(stages, filters.stage, "All stages"),
        "waits_for": chosen(whom, filters.waits_for, "Anybody"),
    }


def _offered(places: list[str], filters: Filters) -> dict[str, str]:
    """Return the places there are, and the one asked for, though there is none."""
    asked_for = {filters.place} if filters.place else set()
    return {place: place for place in sorted({*places, *asked_for})}


def _pages(filters: Filters, found: queue.Page) -> dict[str, Any] | None:
    """Return what leads to the other pages of the list, if there are any."""
    if found.pages == 1:
        return None

    return ways(
        found.number,
        found.pages,
        lambda number: filters.address(page=str(number)),
        label="Pages of the queue",
    )
