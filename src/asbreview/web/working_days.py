"""The working calendar: the days on which nobody works, and recording more of them.

What moves is shown before it is recorded: a form comes back with the deadlines that
would move, and is confirmed for just the days that were shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.calendar import Calendar
from asbreview.domain.working_days import Holiday
from asbreview.reviews import CaseReviews
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Signing,
    Today,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from asbreview.web.working_days_changes import Change, Changing
from asbreview.web.working_days_forms import (
    ClosureForm,
    ClosureInErrorForm,
    ProclaimedForm,
)
from asbreview.web.working_days_told import calendar_told
from projections.moves import still_to_tell
from projections.scope import Scope

Recording = TypeVar("Recording", ClosureForm, ProclaimedForm, ClosureInErrorForm)
HERE: Final = "/working-days"
DONE: Final = {
    "closed": "The closure is recorded. What is open has moved; nothing else has.",
    "proclaimed": "The bank holiday is recorded. What is open has moved; nothing else"
    " has.",
    "in-error": "The closure counts no longer. It stays on the list, with the reason.",
}
NOT_NOW: Final = "The working days cannot be changed here."
NOT_FOR_YOU: Final = "Your account is not shown the working days."


@dataclass(frozen=True)
class Counter:
    """The calendar as it stands, whoever works on it, and what they typed."""

    given: Installation
    signed: Signing
    typed: Fields
    seen: Scope

    @property
    def reviews(self) -> CaseReviews:
        """The commands."""
        return self.given.reviews

    def changing(self, form: Recording) -> Changing:
        """Return what a form would be recorded with."""
        signed = self.signed.by_command(form.command_id)
        return Changing(self.reviews, self.given.views, signed)

    def closing(self, form: ClosureForm) -> Change:
        """Return what a closure would change; refused as recording it would be."""
        days = form.first_on, form.last
        return self.changing(form).closing(*days, reason=form.reason)

    def proclaiming(self, form: ProclaimedForm) -> Change:
        """Return what a bank holiday proclaimed late would change."""
        holiday = Holiday(on=form.on, name=form.name)
        return self.changing(form).proclaiming(holiday, source=form.source)

    def taking_back(self, form: ClosureInErrorForm) -> Change:
        """Return what would change were a closure recorded in error."""
        return self.changing(form).taking_back(form.day, reason=form.reason)

    def answer(
        self,
        form_type: type[Recording],
        change: Callable[[Recording], Change],
        *,
        page: Callable[..., Page],
        done: str,
    ) -> Response[Any]:
        """Show what would move; record it once just that is confirmed."""

        def do(form: Recording) -> Response[Any]:
            if self.reviews.recorder.position_of(form.command_id) is not None:
                return self._done(form, None, done)
            changes = change(form)
            if form.confirmed != form.agrees_to:
                shown = changes.as_seen(self.given.views, self.seen)
                return page(Shown(self.typed), shown, form.agrees_to)
            return self._done(form, changes, done)

        return submitted(form_type, self.typed, do=do, show_again=page)

    def _done(self, form: Recording, change: Change | None, done: str) -> Redirect:
        """Record it; or give the first's answer, if the form comes again."""
        with sent_once(self.given, form.command_id, self.typed):
            if change is not None:
                self.given.projector.wait_for(change.record())
        return Redirect(f"{HERE}?done={done}", status_code=303)


def counter(
    installation: Given,
    signed: Signature,
    request: Request[Any, Any, Any],
    seen: Seen,
) -> Counter:
    """Lay out what a form of the calendar works with."""
    return Counter(installation, signed, request.state.fields, seen)


COUNTER: Final = {"counter": Provide(counter, sync_to_thread=False)}
AtCounter = NamedDependency[Counter]


class WorkingDays(Controller):
    """The days on which nobody works."""

    path = HERE
    dependencies = COUNTER

    @get(sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what the calendar is told from
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        seen: Seen,
        today: Today,
    ) -> Page:
        """Show the calendar in force: bank holidays known, and closures."""
        if not may(who, Action.READ_CASES):
            raise PermissionDeniedException(NOT_FOR_YOU)
        on = as_of.on if as_of.instant else today
        with installation.views.connect() as db:
            told = calendar_told(
                db,
                installation.office,
                from_=date(on.year - 1, 1, 1),
                as_of=as_of.position,
            )
            to_tell = still_to_tell(db, seen.own, as_of=as_of.position)
        done = DONE.get(request.query_params.get("done", ""), "")
        return Page(
            "working_days/show.html.jinja",
            told=told,
            to_tell=to_tell,
            today=on,
            done=done,
        )

    @get("/close", sync_to_thread=True)
    def ask_closure(self, who: Who, as_of: AsOfAsked, form_fields: FormFields) -> Page:
        """Ask on which days the partnership is closed, and why."""
        _must_record(who, now=as_of.is_now)
        return _page("close")(Shown.first(form_fields))

    @post("/close", sync_to_thread=True)
    def close(self, counter: AtCounter) -> Response[Any]:
        """Show what a closure moves; record it once that is confirmed."""
        return counter.answer(
            ClosureForm, counter.closing, page=_page("close"), done="closed"
        )

    @get("/proclaim", sync_to_thread=True)
    def ask_proclaimed(
        self, who: Who, as_of: AsOfAsked, form_fields: FormFields
    ) -> Page:
        """Ask which day was proclaimed a bank holiday, and where that was read."""
        _must_record(who, now=as_of.is_now)
        return _page("proclaim")(Shown.first(form_fields))

    @post("/proclaim", sync_to_thread=True)
    def proclaim(self, counter: AtCounter) -> Response[Any]:
        """Show what the bank holiday moves; record it once that is confirmed."""
        return counter.answer(
            ProclaimedForm,
            counter.proclaiming,
            page=_page("proclaim"),
            done="proclaimed",
        )

    @get("/in-error", sync_to_thread=True)
    def ask_in_error(
        self,
        request: Request[Any, Any, Any],
        counter: AtCounter,
        who: Who,
        as_of: AsOfAsked,
        form_fields: FormFields,
    ) -> Page:
        """Ask which closure was recorded in error, and what was wrong."""
        _must_record(who, now=as_of.is_now)
        known = {"on": request.query_params.get("on", "")}
        return _in_error_page(counter)(Shown.first(form_fields, **known))

    @post("/in-error", sync_to_thread=True)
    def in_error(self, counter: AtCounter) -> Response[Any]:
        """Show what moves back; record the mistake once that is confirmed."""
        return counter.answer(
            ClosureInErrorForm,
            counter.taking_back,
            page=_in_error_page(counter),
            done="in-error",
        )


def _must_record(who: Who, *, now: bool) -> None:
    if not (now and may(who, Action.WRITE)):
        raise PermissionDeniedException(NOT_NOW)


def _page(name: str, **more: Any) -> Callable[..., Page]:
    def page(shown: Shown, change: Change | None = None, agrees: str = "") -> Page:
        template = f"working_days/{name}.html.jinja"
        return Page(template, shown=shown, change=change, agrees=agrees, **more)

    return page


def _in_error_page(counter: Counter) -> Callable[..., Page]:
    closures = sorted(counter.reviews.get(Calendar, Calendar.ID).closures)
    named = counter.reviews.calendar(as_of=counter.reviews.end_of_log()).holidays
    return _page("in_error", closures=[(day, named[day]) for day in closures])
