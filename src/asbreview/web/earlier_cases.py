"""Saying whether an application is a further one by the same person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect, Response

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.earlier_told import MOST, Earlier, Looking
from asbreview.web.finding import Index, as_reference
from asbreview.web.forms import Group, Line, RestingForm, Says
from asbreview.web.given import Seen
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

WHOSE: Final = [
    {"value": SamePerson.YES, "text": "The same person"},
    {"value": SamePerson.NO, "text": "Another person"},
    {"value": SamePerson.NOT_KNOWN, "text": "I do not know"},
]
NOT_SHOWN: Final = (
    "There is no earlier case of that reference that you may see: check the reference"
)


class EarlierGroup(Group):
    """An earlier case, and whose it is; nothing where nothing is said of it."""

    TITLE = "Case"
    SAYS: ClassVar = {
        "case_id": Says.select("from the cases that are shown"),
        "whose": Says.select("whose it is, or that you do not know"),
    }

    case_id: UUID
    whose: SamePerson | None = None


class EarlierForm(RestingForm):
    """Whose each earlier case is; and one that was not found by name or address."""

    SAYS: ClassVar = {
        "earlier": Says.select("whose each case is"),
        "reference": Says("Enter a reference", "The reference"),
    }

    earlier: tuple[EarlierGroup, ...] = ()
    reference: Line = ""


@dataclass(frozen=True)
class Comparing:
    """A case on somebody's desk, beside the earlier ones that they may see."""

    desk: Desk
    looking: Looking

    def said(self, form: EarlierForm) -> dict[UUID, SamePerson]:
        """Return what was said, of cases that whoever says it may see.

        Another is refused (`NoSuchThing`) as if there were none.
        """
        shown = {each.case_id for each in self.looking.earlier().shown}
        for number, each in enumerate(form.earlier):
            if each.case_id not in shown:
                raise NoSuchThing(
                    "Select from the cases that are shown",
                    field=f"earlier-{number}-whose",
                )
        said = {each.case_id: each.whose for each in form.earlier if each.whose}
        return said | dict.fromkeys(self._by_reference(form), SamePerson.YES)

    def _by_reference(self, form: EarlierForm) -> Iterator[UUID]:
        if not form.reference:
            return
        reference = as_reference(form.reference)
        case_id = self.desk.given.find_case(reference) if reference else None
        if case_id is None or not self.looking.shown([case_id]):
            raise NoSuchThing(NOT_SHOWN, field="reference")
        yield case_id


def comparing(desk: OnDesk, index: Index, seen: Seen) -> Comparing:
    """Lay out what comparing earlier cases needs."""
    return Comparing(desk, Looking(desk.view, desk.given, index, seen))


COMPARING: Final = {**DESK, "at": Provide(comparing, sync_to_thread=True)}
OnComparing = NamedDependency[Comparing]


class EarlierPages(Controller):
    """Whether the same person applied before."""

    path = "/cases/{reference:str}/earlier"
    dependencies = COMPARING

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, at: OnComparing) -> Page:
        """Ask of each earlier case that may be of the same person whose it is."""
        earlier = at.looking.earlier()
        return _page(desk, earlier, desk.blank_at_any_time(**_as_said(earlier)))

    @post(sync_to_thread=True)
    def say(self, desk: OnDesk, at: OnComparing) -> Response[Any]:
        """Record what was said."""

        def record(form: EarlierForm) -> Redirect:
            position = desk.reviews.compare_earlier(
                desk.view.case.case_id,
                at.said(form),
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "", "compared")

        return desk.answer(
            EarlierForm,
            record=record,
            page=lambda shown, _: _page(desk, at.looking.earlier(), shown),
        )


def _as_said(earlier: Earlier) -> dict[str, str]:
    return {
        f"earlier-{number}-whose": str(each.whose)
        for number, each in enumerate(earlier.shown)
        if each.whose
    }


def _page(desk: Desk, earlier: Earlier, shown: Shown) -> Page:
    return Page(
        "overview/earlier.html.jinja",
        view=desk.view,
        shown=shown,
        earlier=earlier,
        whose=WHOSE,
        most=MOST,
        stands=[(e.reference, e.whose) for e in earlier.shown if e.whose],
    )
