"""Bringing in earlier cases from a list: looked at first, and then in one save."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.errors import Misrecorded
from asbreview.domain.past.columns import PastColumns
from asbreview.incident_lists.reading import IncidentList
from asbreview.past_lists.understanding import (
    UnderstoodPast,
    guessed,
    understood_past,
)
from asbreview.reviews.past import PastTold
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.files_sent import LARGEST_BODY, TAKES_FILE, FileSent
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    Signing,
    TypedFields,
)
from asbreview.web.giving_files import taken_once
from asbreview.web.list_sent import (
    looked_at,
    places_in,
    sent_list,
    with_columns,
    without_file,
)
from asbreview.web.page import Page
from asbreview.web.past_forms import COLUMNS, PastListForm, PastTakingForm
from asbreview.web.sent import sent_once, was_given
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

HERE: Final = "/past/import"
RECORDS: Final = {NEEDS: Action.WRITE}
NOT_NOW: Final = "Nothing is brought in as of a day that was."
OTHERWISE: Final = (
    "Line {} cannot be brought in: it is on record already, or something in it is"
    " wrong. See below which lines can"
)


def writers(request: Request[Any, Any, Any]) -> bool:
    """Say whether somebody is signed in who may record."""
    account = request.app.state.visitors.visitor(request).account
    return account is not None and may(account, Action.WRITE)


@dataclass(frozen=True)
class PastDesk:
    """Where a list of earlier cases is worked on, by whom, and what they typed."""

    given: Installation
    signed: Signing
    typed: Fields
    areas: Mapping[str, str]


def past_desk(
    installation: Given, signed: Signature, request: Request[Any, Any, Any]
) -> PastDesk:
    """Lay out what the forms work with."""
    areas = own_areas(installation, signed.account)
    return PastDesk(installation, signed, request.state.fields, areas)


ON_DESK = {"past_desk": Provide(past_desk, sync_to_thread=True)}
OnPastDesk = NamedDependency[PastDesk]


class PastImportPages(Controller):
    """A list is chosen, looked at with its columns, and brought in."""

    path = HERE
    dependencies = ON_DESK

    @get(opt=RECORDS, sync_to_thread=True)
    def ask(
        self, past_desk: OnPastDesk, as_of: AsOfAsked, form_fields: FormFields
    ) -> Page:
        """Ask for the list, and which area's it is."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        first = next(iter(past_desk.areas))
        return _first(past_desk, Shown.first(form_fields, area=first))

    @post(
        "/look",
        sync_to_thread=True,
        opt={**RECORDS, TAKES_FILE: writers},
        request_max_body_size=LARGEST_BODY,
    )
    def look(self, past_desk: OnPastDesk, typed: TypedFields) -> Response[Any]:
        """Show what is in the list, as its columns are understood; record nothing."""

        def show(form: PastListForm) -> Page:
            _must_be_own(past_desk, form.area)
            given = sent_list(past_desk.given, form.file)
            columns = form.columns or _columns(past_desk, form.area, given)
            if columns is None:
                return _second(past_desk, Shown(typed), form.area, given, None)
            lines = _understood(past_desk, form.area, given, columns)
            take = [line.line for line in lines if line.is_new]
            shown = with_columns(Shown(typed), columns, take)
            return _second(past_desk, shown, form.area, given, lines)

        return submitted(
            PastListForm,
            typed,
            do=show,
            show_again=lambda shown: _first(past_desk, shown),
        )

    @post(sync_to_thread=True, opt=RECORDS)
    def take(self, past_desk: OnPastDesk, typed: TypedFields) -> Response[Any]:
        """Bring in the lines that were ticked, all of them or none."""

        def record(form: PastTakingForm) -> Redirect:
            given = past_desk.given
            bring_in = partial(_bring_in, past_desk, form)
            with sent_once(given, form.command_id, typed):
                position = taken_once(given, form.command_id, form.file, bring_in)
            given.projector.wait_for(position)
            return Redirect("/past?done=imported", status_code=303)

        return submitted(
            PastTakingForm,
            typed,
            do=record,
            show_again=lambda shown: _again(past_desk, shown),
        )


def _bring_in(desk: PastDesk, form: PastTakingForm) -> int:
    _must_be_own(desk, form.area)
    given, columns = sent_list(desk.given, form.file), form.columns
    assert columns is not None  # noqa: S101  the form asks for the reference
    lines = {x.line: x for x in _understood(desk, form.area, given, columns)}
    told: dict[int, PastTold] = {}
    comes_again = was_given(desk.given, form.command_id)
    for number in form.take:
        case = lines[number].case if number in lines else None
        if case is None or not (lines[number].is_new or comes_again):
            raise Misrecorded(OTHERWISE.format(number), field="take")
        told[number] = PastTold(*case)
    return desk.given.reviews.import_past(
        form.area,
        cases=told,
        headings=given.headings,
        columns=columns,
        signed=desk.signed.by_command(form.command_id),
    )


def _must_be_own(desk: PastDesk, area_id: str) -> None:
    if area_id not in desk.areas:
        raise Misrecorded(PastListForm.SAYS["area"].missing, field="area")


def _columns(desk: PastDesk, area_id: str, given: IncidentList) -> PastColumns | None:
    """Return which column is what: as was said of such a list, or as can be guessed."""
    kept = desk.given.reviews.columns_of_past(area_id, given.headings)
    if kept is not None:
        return kept.columns
    places = guessed(given.headings)
    return PastColumns(**places) if "reference" in places else None


def _understood(
    desk: PastDesk, area_id: str, given: IncidentList, columns: PastColumns
) -> tuple[UnderstoodPast, ...]:
    reviews = desk.given.reviews
    return understood_past(
        given,
        columns,
        on=desk.signed.on,
        there_already=lambda reference: reviews.past_there(area_id, reference),
    )


def _again(desk: PastDesk, shown: Shown) -> Page:
    """Show a list again that could not be brought in, as far as it can be read."""
    try:
        area_id = shown.value("area")
        _must_be_own(desk, area_id)
        given = sent_list(desk.given, FileSent.of(shown.value("file")))
        places = places_in(shown, COLUMNS)
    except (ValueError, Misrecorded):
        return _first(desk, without_file(shown))
    if "reference" not in places:
        return _second(desk, shown, area_id, given, None)
    lines = _understood(desk, area_id, given, PastColumns(**places))
    return _second(desk, shown, area_id, given, lines)


def _first(desk: PastDesk, shown: Shown) -> Page:
    return Page("past/list.html.jinja", shown=shown, areas=area_choices(desk.areas))


def _second(
    desk: PastDesk,
    shown: Shown,
    area_id: str,
    given: IncidentList,
    lines: tuple[UnderstoodPast, ...] | None,
) -> Page:
    return Page(
        "past/looked_at.html.jinja",
        shown=shown,
        area=desk.areas[area_id],
        columns=COLUMNS,
        **looked_at(given, lines),
    )
