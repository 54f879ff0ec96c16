"""What can be proposed to be disposed of: cases of a class that are due, and free."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from litestar.exceptions import NotFoundException

from asbreview.access.accounts import Account
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.domain.retention.rules import RecordKind
from asbreview.web.areas import own_areas
from asbreview.web.given import Installation
from asbreview.web.page import Page
from asbreview.web.sent import was_given
from asbreview.web.submitted import Shown
from projections.due_for_disposal import Due, due
from projections.scope import Scope

AT_ONCE: Final = 50  # cases, in one proposal


class Offer:
    """The cases of a class that are due, offered to somebody to be proposed."""

    def __init__(
        self, given: Installation, who: Account, seen: Scope, on: date
    ) -> None:
        self._given, self._seen, self._on = given, seen, on
        self._areas = own_areas(given, who)

    def cases(self, area_id: str, of: str) -> list[Due]:
        """Return those that can be proposed, the longest due first; 404 without one."""
        if area_id not in self._areas or of not in set(RecordKind):
            raise NotFoundException
        if not RecordKind(of).is_of_cases:
            raise NotFoundException
        schedule = self._given.reviews.retention_schedule(area_id)
        rule = schedule.rule_for(RecordKind(of), on=self._on) if schedule else None
        if rule is None:
            raise NotFoundException
        disposals = self._given.reviews.disposals(area_id)
        waiting = disposals.disposals.waiting if disposals else []
        proposed = {case.case_id for each in waiting for case in each.cases}
        with self._given.views.connect() as db:
            found = due(db, area_id, rule, seen=self._seen, on=self._on)
        free = (c for c in found.cases if not c.is_open and c.case_id not in proposed)
        return list(free)[:AT_ONCE]

    def page(self, shown: Shown) -> Page:
        """Show the form."""
        area, of = shown.value("area"), shown.value("of")
        choices = [
            {
                "value": str(case.case_id),
                "text": f"{case.reference}",
                "hint": {"text": _ended(case)},
            }
            for case in self.cases(area, of)
        ]
        return Page(
            "retention/dispose.html.jinja",
            shown=shown,
            area=self._areas[area],
            of=of,
            choices=choices,
        )

    def not_theirs(self, typed: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
        """Refuse whatever was not offered; not a form whose command was given."""
        if was_given(self._given, typed.get("command_id")):
            return
        area, of = str(typed.get("area")), str(typed.get("of"))
        offered = {str(case.case_id) for case in self.cases(area, of)}
        if not set(typed.get("cases") or ()) <= offered:
            yield NoSuchThing("Select from the cases that are due", field="cases")


def _ended(case: Due) -> str:
    """Say when a case ended; of an earlier one that may not be known."""
    if case.ended_on is None:
        return "It is not known when it ended"
    return f"Ended {case.ended_on:%-d %B %Y}"
