"""Moving along the time line of a case, page by page: to just before, and just after.

A case is looked at just before something was recorded, or as it was recorded: between
two such instants nothing of it changes but the day.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar.connection import Request

from asbreview.domain.days import LONDON
from asbreview.web.as_of import THE_INSTANT_BEFORE, AsOf
from asbreview.web.words import counted, day, moment
from projections.along import Along, Instant

Asked = Request[Any, Any, Any]


class Move(NamedTuple):
    """A way along the time line: its name, where it leads, and past what.

    `href` is nothing at an end of the time line.
    """

    name: str
    says: str
    href: str | None
    rel: str = ""


def moves(request: Asked, seen_from: AsOf, beside: Along) -> list[Move]:
    """Return the ways from an instant along a case's time line, on the same page."""
    return list(_moves(request, seen_from, beside))


def _moves(request: Asked, seen_from: AsOf, beside: Along) -> Iterator[Move]:
    first, last, following = beside
    if first is not None and last is not None and not _is_at(seen_from, first):
        yield Move("First", _after(first), as_of(request, first.recorded_at))
    if first is None or last is None or last == first:
        yield Move("Earlier", "nothing of the case was recorded before this", None)
    else:
        yield Move("Earlier", _before(last), as_of(request, just_before(last)), "prev")
    if following is None:
        yield Move("Later", "nothing was recorded after this", None)
    else:
        at = as_of(request, following.recorded_at)
        yield Move("Later", _after(following), at, "next")


def as_of(request: Asked, instant: datetime | None) -> str:
    """Return the address of the page asked for, as of another instant or now."""
    given = request.query_params.multi_items()
    asked = [(name, value) for name, value in given if name not in {"as_of", "done"}]
    if instant is not None:
        asked.append(("as_of", instant.isoformat()))
    path = str(request.scope["path"])
    return f"{path}?{urlencode(asked)}" if asked else path


def just_before(what: Instant) -> datetime:
    """Return the last instant at which it was not recorded yet."""
    return what.recorded_at - THE_INSTANT_BEFORE


def when_seen(seen_from: AsOf) -> str:
    """Say from when a page is looked at: a day, where it is the end of it."""
    instant = seen_from.instant
    if instant is None:
        return "now"
    ends = (instant + THE_INSTANT_BEFORE).astimezone(LONDON)
    if ends.time() == datetime.min.time():
        return day(seen_from.on)
    said = moment(instant)
    return f"{day(seen_from.on)} {said[said.index('at ') :]}"


def what_it_was(what: Instant) -> str:
    """Say what was recorded at an instant: its first line, and how many more."""
    more = f", and {counted(what.others, 'more line')}" if what.others else ""
    return f"“{what.title}”{more}, {moment(what.recorded_at)}"


def _before(what: Instant) -> str:
    return f"just before {what_it_was(what)}"


def _after(what: Instant) -> str:
    return f"just after {what_it_was(what)}"


def _is_at(seen_from: AsOf, what: Instant) -> bool:
    return seen_from.instant == what.recorded_at
