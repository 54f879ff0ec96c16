"""A form of a case on somebody's desk: what it is given, and what becomes of it.

Besides the button that records, a form may have two that record nothing: `add` asks
for one more group of a name, `preview` shows the letter that recording would draft.
"""

from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.access.policy import Action, may
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.reviews import CaseReviews
from asbreview.reviews.commanding import Changed
from asbreview.web.case_view import CaseView, ViewOfCase
from asbreview.web.days_off_planned import days_off_not_meant
from asbreview.web.forms import Form
from asbreview.web.given import FormFields, Given, Installation, Signature, Signing
from asbreview.web.letter_preview import preview_of
from asbreview.web.meanwhile import what_happened
from asbreview.web.page import Page
from asbreview.web.sent import sent_once, was_given
from asbreview.web.sessions import AS_IT_WAS, not_for
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields, group_numbers

F = TypeVar("F", bound=Form)
ADD: Final = "add"
PREVIEW: Final = "preview"
WRITES_FIRST: Final = "writes_first"
CONFIRMATION: Final = "sure"  # what only recording asks: looking needs none
NOTHING: Final = Markup()
NOT_TOLD: Final[Mapping[str, Container[str]]] = MappingProxyType({})
HAS_ENDED: Final = (
    "The case has ended, and nothing more of the review can be recorded on it. Calls "
    "and visits, new contact details, and what becomes of its letters still can."
)


@dataclass(frozen=True)
class Desk:
    """A case, whoever works on it, and what they typed."""

    view: CaseView
    given: Installation
    signed: Signing
    typed: Fields
    form_fields: dict[str, str]
    done: str

    @property
    def reviews(self) -> CaseReviews:
        """The commands."""
        return self.given.reviews

    def blank(self, **known: str | list[str]) -> Shown:
        """Show a form of a case that goes on, with what is known filled in."""
        shown = self.blank_at_any_time(**known)
        if not self.view.may_go_on:
            raise PermissionDeniedException(HAS_ENDED)
        return shown

    def blank_at_any_time(self, **known: str | list[str]) -> Shown:
        """Show a form that an ended case has too."""
        if not may(self.view.who, Action.WRITE):
            raise PermissionDeniedException(not_for(self.view.who))
        if not self.view.may_record:
            raise PermissionDeniedException(AS_IT_WAS)
        return Shown.first(self.form_fields, **known)

    def recorded(self, position: int, page: str, done: str) -> Redirect:
        """Show on a page of the case what was recorded, once readers can see it.

        Whoever wants to write in the letter that it caused is shown the letters.
        """
        if self.signed.writes_first:
            page, done = "/letters", WRITES_FIRST
        self.given.projector.wait_for(position)
        address = f"{self.view.at(page)}?{urlencode({'done': done})}"
        return Redirect(address, status_code=303)

    def happened_meanwhile(self) -> list[str]:
        """Tell what others recorded on the case not long ago."""
        return what_happened(self.view, self.given)

    def answer(
        self,
        form_type: type[F],
        *,
        record: Callable[[F], Redirect],
        page: Callable[[Shown, Markup], Page],
        would: Callable[[F], Changed] | None = None,
        offered: Mapping[str, Container[str]] = NOT_TOLD,
    ) -> Response[Any]:
        """Do what the button that was pressed asks; nothing that was typed is lost.

        *would* gives what the command would change, for the preview of its letter.
        *offered* are the choices of fields that have others on each case: any other is
        told together with all that is wrong (`docs/decisions/0017`).
        """
        typed = {n: v for n, v in self.typed.items() if n not in {ADD, PREVIEW}}
        if ADD in self.typed:
            return page(_one_more(typed, self.typed[ADD][-1]), NOTHING)

        def record_once(form: F) -> Response[Any]:
            if days_off := days_off_not_meant(form, self.view.case.calendar):
                return page(Shown(typed, days_off=days_off), NOTHING)
            with sent_once(self.given, form.command_id, typed):
                return record(form)

        def show_letter(form: F) -> Page:
            changed = would(form) if would else ()
            return page(Shown(typed), preview_of(self.view, self.given, changed))

        only_looks = PREVIEW in self.typed
        return submitted(
            form_type,
            _as_if_sure(form_type, typed) if only_looks else typed,
            do=show_letter if only_looks else record_once,
            # What stands in for a confirmation while one only looks is not shown.
            show_again=lambda shown: page(
                replace(shown, typed=typed) if only_looks else shown, NOTHING
            ),
            what_happened=self.happened_meanwhile,
            do_not_fit=lambda given: self._not_offered(form_type, given, offered),
        )

    def _not_offered(
        self,
        form_type: type[Form],
        given: Mapping[str, Any],
        offered: Mapping[str, Container[str]],
    ) -> Iterable[CaseReviewRefused]:
        """Refuse what was not offered; not a form whose command was given."""
        if offered and was_given(self.given, given.get("command_id")):
            return ()
        return _not_offered(form_type, given, offered)


def _not_offered(
    form_type: type[Form],
    given: Mapping[str, Any],
    offered: Mapping[str, Container[str]],
) -> Iterator[CaseReviewRefused]:
    """Refuse each choice that is not among those of its field on this case."""
    for name, choices in offered.items():
        chosen = given.get(name) or ()
        chosen = [chosen] if isinstance(chosen, str) else chosen
        if any(each not in choices for each in chosen):
            yield NoSuchThing(form_type.SAYS[name].missing, field=name)


def _as_if_sure(form_type: type[Form], typed: Fields) -> Fields:
    """Return a form as it would be sent by somebody who confirmed it."""
    asked = CONFIRMATION in form_type.model_fields
    return {**typed, CONFIRMATION: ["yes"]} if asked else typed


def _one_more(typed: Mapping[str, Sequence[str]], name: str) -> Shown:
    """Show the form again with one more group of a name."""
    number = max(group_numbers(name, typed), default=-1) + 1
    return Shown({**typed, f"{name}-{number}-": [""]})


def filled_day(name: str, day: date) -> dict[str, str | list[str]]:
    """Return a date as its three fields hold it."""
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


def case_desk(
    request: Request[Any, Any, Any],
    view: ViewOfCase,
    installation: Given,
    signed: Signature,
    form_fields: FormFields,
) -> Desk:
    """Lay out what a form of a case works with."""
    return Desk(
        view=view,
        given=installation,
        signed=replace(signed, writes_first=WRITES_FIRST in request.state.fields),
        typed=request.state.fields,
        form_fields=form_fields,
        done=request.query_params.get("done", ""),
    )


DESK: Final = {"desk": Provide(case_desk, sync_to_thread=False)}
OnDesk = NamedDependency[Desk]
