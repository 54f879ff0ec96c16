"""What pages of the review procedures work with: the versions, and who reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_changes import Changed, changes
from asbreview.domain.procedure_lint import LintFinding, lint
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.reviews import CaseReviews
from asbreview.web.areas import own_area
from asbreview.web.as_of import AsOf
from asbreview.web.back_test import MOST_ON_A_PAGE, BackTest, Decisions, WouldBeFound
from asbreview.web.forms import Form
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    Signing,
)
from asbreview.web.page import Page
from asbreview.web.procedures_told import Version
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from projections.back_test import OpenDates, WouldBeDue
from projections.scope import scope_of, seen_among

D = TypeVar("D", WouldBeDue, WouldBeFound)
F = TypeVar("F", bound=Form)
HERE: Final = "/procedures"
NOT_NOW: Final = "The procedures cannot be changed here."


class Checked(NamedTuple):
    """What is shown of a proposal before it is recorded."""

    findings: tuple[LintFinding, ...]
    changes: tuple[Changed, ...]
    dates: OpenDates
    decisions: Decisions


@dataclass(frozen=True)
class Shelf:
    """The versions there are, whoever reads them, and when they are looked at from."""

    given: Installation
    signed: Signing
    as_of: AsOf
    typed: Fields
    form_fields: dict[str, str]

    @property
    def reviews(self) -> CaseReviews:
        """The commands."""
        return self.given.reviews

    @property
    def procedure_id(self) -> str:
        """The procedures of the area that whoever reads them begins with."""
        return own_area(self.given, self.signed.account)

    @property
    def today(self) -> date:
        """The day it is, in England and Wales."""
        return self.signed.on

    def versions(self) -> list[Version]:
        """Return every version, the latest first."""
        on = self.as_of.on if self.as_of.instant else self.today
        position = self.as_of.position
        records = self.reviews.procedure_versions(self.procedure_id, as_of=position)
        return [Version(record, on) for record in records[::-1]]

    def version(self, number: int) -> Version:
        """Return a version; 404 where there is none, or was none then."""
        for version in self.versions():
            if version.number == number:
                return version
        raise NotFoundException

    def changed_since(self, number: int) -> int:
        """Return at which version of its record one was changed; 0 if there is none."""
        found = (v.record for v in self.versions() if v.number == number)
        return next((record.procedure_since for record in found), 0)

    def in_force(self) -> Procedure:
        """Return what is in force today."""
        return self.reviews.procedure_in_force(self.procedure_id, self.today)

    def proposal(self, number: int) -> ReviewProcedure:
        """Return a version that can still be changed, by whoever may change it."""
        self.must_record()
        version = self.version(number)
        if not version.record.is_proposed:
            raise PermissionDeniedException(
                f"Version {number} is {version.state.lower()}: nothing more can be "
                "recorded about it."
            )
        return version.record

    def must_record(self) -> None:
        """Refuse (403) whoever only reads, and whoever looks at a day that was."""
        if not (self.as_of.is_now and may(self.signed.account, Action.WRITE)):
            raise PermissionDeniedException(NOT_NOW)

    def check(self, procedure: Procedure) -> Checked:
        """Say what a procedure changes, and would have meant."""
        test = BackTest(self.reviews, self.given.views, procedure)
        dates = test.dates(most=MOST_ON_A_PAGE)
        decisions = test.decisions(most=MOST_ON_A_PAGE)
        return Checked(
            findings=lint(procedure),
            changes=changes(self.in_force(), procedure),
            dates=dates._replace(differ=self._seen(dates.differ)),
            decisions=decisions._replace(differ=self._seen(decisions.differ)),
        )

    def _seen(self, differ: list[D]) -> list[D]:
        """Return what is told of cases that whoever asks may see."""
        cases = {
            each.reference: self.given.find_case(each.reference) for each in differ
        }
        known = [case_id for case_id in cases.values() if case_id]
        with self.given.views.connect() as db:
            seen = seen_among(db, known, scope_of(db, self.signed.account))
        return [each for each in differ if cases[each.reference] in seen]

    def first_shown(self, **known: str) -> Shown:
        """Show a form for the first time."""
        return Shown.first(self.form_fields, **known)

    def answer(
        self,
        form_type: type[F],
        *,
        record: Callable[[F], int],
        page: Callable[[Shown], Page],
        then: Callable[[F], str],
        done: str,
    ) -> Response[Any]:
        """Record what a form says, once; or show it again."""

        def do(form: F) -> Redirect:
            with sent_once(self.given, form.command_id, self.typed):
                self.given.projector.wait_for(record(form))
            return Redirect(f"{HERE}/{then(form)}?done={done}", status_code=303)

        return submitted(form_type, self.typed, do=do, show_again=page)


def shelf(
    request: Request[Any, Any, Any],
    installation: Given,
    signed: Signature,
    as_of: AsOfAsked,
    form_fields: FormFields,
) -> Shelf:
    """Lay out what pages of the procedures work with."""
    return Shelf(
        given=installation,
        signed=signed,
        as_of=as_of,
        typed=request.state.get("fields", {}),
        form_fields=form_fields,
    )


SHELF: Final = {"shelf": Provide(shelf, sync_to_thread=False)}
OnShelf = NamedDependency[Shelf]
