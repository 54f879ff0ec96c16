"""Putting complaints on file from a list of incidents that a body gives as a CSV."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.domain.errors import Misrecorded
from asbreview.domain.incidents import Columns
from asbreview.incident_lists.reading import IncidentList
from asbreview.incident_lists.understanding import (
    OnRecord,
    Understood,
    called,
    guessed,
    understood,
)
from asbreview.reviews.told import ComplaintTold
from asbreview.web.body_items import body_ticks
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.files_sent import (
    LARGEST_BODY,
    TAKES_FILE,
    FileSent,
    caseworkers,
)
from asbreview.web.giving_files import taken_once
from asbreview.web.incident_lists_forms import COLUMNS, ListForm, TakingForm
from asbreview.web.list_sent import (
    looked_at,
    places_in,
    sent_list,
    with_columns,
    without_file,
)
from asbreview.web.page import Page
from asbreview.web.sent import was_given
from asbreview.web.submitted import Shown, submitted

OTHERWISE: Final = (
    "Line {} cannot be put on file: it is on record already, or something in it is"
    " wrong. See below which lines can"
)


class IncidentListPages(Controller):
    """A list is chosen, looked at with its columns, and put on file in one save."""

    path = "/cases/{reference:str}/partners/incidents"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask for the list, and whose it is."""
        return _first(desk, desk.blank())

    @post(
        "/look",
        sync_to_thread=True,
        opt={TAKES_FILE: caseworkers},
        request_max_body_size=LARGEST_BODY,
    )
    def look(self, desk: OnDesk) -> Response[Any]:
        """Show what is in the list, as its columns are understood; record nothing."""

        def show(form: ListForm) -> Page:
            known = [item["value"] for item in body_ticks(desk.view)]
            if str(form.body_id) not in known:
                raise Misrecorded(ListForm.SAYS["body_id"].missing, field="body_id")
            given = sent_list(desk.given, form.file)
            columns = form.columns or _columns(desk, form.body_id, given)
            if columns is None:
                return _second(desk, Shown(desk.typed), form.body_id, given, None)
            lines = _understood(desk, form.body_id, given, columns)
            take = [x.line for x in lines if x.is_new and not x.perhaps]
            shown = with_columns(Shown(desk.typed), columns, take)
            return _second(desk, shown, form.body_id, given, lines)

        return submitted(
            ListForm, desk.typed, do=show, show_again=lambda shown: _first(desk, shown)
        )

    @post(sync_to_thread=True)
    def take(self, desk: OnDesk) -> Response[Any]:
        """Put the lines that were ticked on file, all of them or none."""

        def record(form: TakingForm) -> Redirect:
            put = partial(_put_on_file, desk, form)
            position = taken_once(desk.given, form.command_id, form.file, put)
            return desk.recorded(position, "/complaints", "imported")

        return desk.answer(
            TakingForm, record=record, page=lambda shown, _: _again(desk, shown)
        )


def _put_on_file(desk: Desk, form: TakingForm) -> int:
    given, columns = sent_list(desk.given, form.file), form.columns
    assert columns is not None  # noqa: S101  the form asks for them
    lines = {x.line: x for x in _understood(desk, form.body_id, given, columns)}
    comes_again = was_given(desk.given, form.command_id)
    for number in form.take:
        if number not in lines or not (lines[number].is_new or comes_again):
            raise Misrecorded(OTHERWISE.format(number), field="take")
    made_to = _made_to(desk.view, form.body_id)
    return desk.reviews.import_complaints(
        desk.view.case.case_id,
        body_id=form.body_id,
        complaints={n: _told(lines[n], made_to, form.command_id) for n in form.take},
        lines_read=len(given.rows),
        headings=given.headings,
        columns=columns,
        signed=desk.signed.by_command(form.command_id),
    )


def _told(line: Understood, made_to: str, command_id: UUID) -> ComplaintTold:
    assert line.incident is not None  # noqa: S101  only what is new is taken
    return ComplaintTold(
        behaviour_on=line.incident.behaviour_on,
        made_on=line.incident.made_on,
        made_to=made_to,
        account=line.incident.account,
        their_reference=line.incident.reference,
        incident=f"incident-{command_id.hex[:8]}-{line.line}",
        hate=line.incident.hate,
    )


def _made_to(view: CaseView, body_id: UUID) -> str:
    body = view.body(body_id)
    return body.kind.value if body else "other"


def _columns(desk: Desk, body_id: UUID, given: IncidentList) -> Columns | None:
    """Return which column is what: as was said of such a list, or as can be guessed."""
    kept = desk.reviews.incident_columns(body_id, given.headings)
    if kept is not None:
        return kept.columns
    places: dict[str, Any] = guessed(given.headings)
    return Columns(**places) if "behaviour" in places else None


def _understood(
    desk: Desk, body_id: UUID, given: IncidentList, columns: Columns
) -> tuple[Understood, ...]:
    tell = desk.view.tell
    return understood(
        given,
        columns,
        made_to=_made_to(desk.view, body_id),
        on=desk.view.today,
        on_record=[
            OnRecord(
                logged.complaint.behaviour_on,
                logged.complaint.made_on,
                logged.complaint.made_to,
                tell(logged.their_reference.words),
                tell(logged.account),
                called(logged.complaint.behaviour_on),
            )
            for logged in desk.view.case.evidence.logged.values()
        ],
    )


def _again(desk: Desk, shown: Shown) -> Page:
    """Show a list again that could not be put on file, as far as it can be read."""
    try:
        body_id = UUID(shown.value("body_id"))
        given = sent_list(desk.given, FileSent.of(shown.value("file")))
        places = places_in(shown, COLUMNS)
    except (ValueError, Misrecorded):
        return _first(desk, without_file(shown))
    if "behaviour" not in places:
        return _second(desk, shown, body_id, given, None)
    lines = _understood(desk, body_id, given, Columns(**places))
    return _second(desk, shown, body_id, given, lines)


def _first(desk: Desk, shown: Shown) -> Page:
    return Page(
        "partners/incidents.html.jinja",
        view=desk.view,
        shown=shown,
        bodies=body_ticks(desk.view),
    )


def _second(
    desk: Desk,
    shown: Shown,
    body_id: UUID,
    given: IncidentList,
    lines: tuple[Understood, ...] | None,
) -> Page:
    return Page(
        "partners/incidents_looked_at.html.jinja",
        view=desk.view,
        shown=shown,
        body_name=desk.view.body_name(body_id),
        columns=COLUMNS,
        **looked_at(given, lines),
    )
