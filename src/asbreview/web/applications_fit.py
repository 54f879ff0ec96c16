"""Whether what was typed of an application fits together, all of it at once.

The command refuses the same, in the same words, but one thing at a time: whoever is on
the telephone has to be told everything that is missing while the caller is still there.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from asbreview.domain.application import Capacity, names_a_place
from asbreview.domain.dates import has_happened_by, is_not_before
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.reviews.applying import people_must_fit
from asbreview.web.applications_forms import ApplicationForm
from asbreview.web.forms import Day

Given = Mapping[str, Any]
Check = Callable[[], None]

OF_THE_VICTIM: Final = ("victim_address", "victim_phone", "victim_safe")
DAYS: Final = {
    "applied_on": "The application",
    "came_on": "The day it came",
    "given_on": "The consent",
}
_DAY: Final = TypeAdapter(Day)


def do_not_fit(given: Given, *, today: date) -> Iterator[CaseReviewRefused]:
    """Yield each refusal that the command would give; what cannot be read is left."""
    for check in _checks(given, today):
        try:
            check()
        except CaseReviewRefused as refused:
            yield refused


def _checks(given: Given, today: date) -> Iterator[Check]:
    yield lambda: _people(given)
    yield lambda: consent_is_whole(given)
    yield lambda: _came_whole(given)
    yield lambda: names_a_place(str(given.get("place", "")), field="place")
    for field, what in DAYS.items():
        yield from have_happened(given, field, what, today, at=field)
    applied, came = _day(given, "applied_on"), _day(given, "came_on")
    if applied and came:
        what, field = DAYS["came_on"], "came_on"
        yield lambda: is_not_before(came, applied, what=what, field=field)
    for number, complaint in enumerate(given.get("complaints", ())):
        yield from days_of_complaint(complaint, f"complaints-{number}-", today)


def _people(given: Given) -> None:
    told = any(given.get(name) for name in OF_THE_VICTIM)
    people_must_fit(
        _capacity(given),
        names_a_victim=bool(given.get("victim_name")),
        consents=told or bool(given.get("consent_how")),
    )


def _capacity(given: Given) -> Capacity | None:
    try:
        return Capacity(str(given.get("capacity")))
    except ValueError:
        return None


def consent_is_whole(given: Given) -> None:
    """Refuse (`Misrecorded`) a consent without its day, or a day without a consent."""
    how, on = given.get("consent_how"), given.get("given_on")
    for field, missing in (
        ("given_on", how and not on),
        ("consent_how", on and not how),
    ):
        if missing:
            raise Misrecorded(ApplicationForm.SAYS[field].missing, field=field)


def _came_whole(given: Given) -> None:
    """Refuse (`Misrecorded`) an area without the day it came, or a day without one."""
    area, on = given.get("came_from"), given.get("came_on")
    if (area or given.get("came_reference")) and not on:
        raise Misrecorded(ApplicationForm.SAYS["came_on"].missing, field="came_on")
    if on and not area:
        raise Misrecorded(ApplicationForm.SAYS["came_from"].missing, field="came_from")


def days_of_complaint(complaint: Given, at: str, today: date) -> Iterator[Check]:
    """Yield what is asked of the days of a complaint; *at* begins its fields' names."""
    behaviour, made = _day(complaint, "behaviour_on"), _day(complaint, "made_on")
    for field, what in (
        ("behaviour_on", "The behaviour"),
        ("made_on", "The complaint"),
    ):
        yield from have_happened(complaint, field, what, today, at=f"{at}{field}")
    if behaviour and made:
        field = f"{at}made_on"
        yield lambda: is_not_before(made, behaviour, what="The complaint", field=field)


def have_happened(
    given: Given, name: str, what: str, today: date, *, at: str
) -> Iterator[Check]:
    """Yield whether a day, if it can be read, is not yet to come."""
    if (day := _day(given, name)) is not None:
        yield lambda: has_happened_by(today, day, what=what, field=at)


def _day(given: Given, name: str) -> date | None:
    try:
        return _DAY.validate_python(given[name])
    except (KeyError, ValidationError):
        return None
