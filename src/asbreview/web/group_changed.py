"""A meeting of a standing group that is moved, with its cases, or called off."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.web.days_off_planned import days_off_not_meant
from asbreview.web.desk import filled_day
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Signature,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.group import HERE, calendar_of, must_be_now, recorded
from asbreview.web.group_forms import CallOffForm, MoveMeetingForm
from asbreview.web.group_told import MeetingShown, found_meeting, one_shown
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted


class GroupChangePages(Controller):
    """What becomes of a meeting that was planned."""

    path = HERE

    @get("/{meeting_id:uuid}/move", sync_to_thread=True)
    def ask_move(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        meeting_id: FromPath[UUID],
    ) -> Page:
        """Ask when and where the meeting is now; what it was is filled in."""
        must_be_now(who, as_of)
        was = one_shown(installation, who, today, meeting_id)
        filled = Shown.first(
            form_fields,
            **filled_day("meets_on", was.meeting.meets_on),
            meets_at=was.at,
            place=was.place,
            room_for=str(was.meeting.room_for),
        )
        return _one_page("move", was, filled)

    @post("/{meeting_id:uuid}/move", sync_to_thread=True)
    def move(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        today: Today,
        meeting_id: FromPath[UUID],
    ) -> Response[Any]:
        """Move the meeting with every case on its agenda."""
        who = signed.account
        was = one_shown(installation, who, today, meeting_id, even_called_off=True)
        area_id, _ = found_meeting(installation, who, meeting_id, even_called_off=True)

        def do(form: MoveMeetingForm) -> Response[Any]:
            if off := days_off_not_meant(form, calendar_of(installation)):
                return _one_page("move", was, Shown(typed, days_off=off))
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.move_group_meeting(
                    area_id,
                    meeting_id,
                    form.told,
                    since=form.since,
                    signed=signed.by_command(form.command_id),
                )
            return recorded(installation, position, "moved")

        return submitted(
            MoveMeetingForm,
            typed,
            do=do,
            show_again=lambda shown: _one_page("move", was, shown),
        )

    @get("/{meeting_id:uuid}/call-off", sync_to_thread=True)
    def ask_call_off(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        meeting_id: FromPath[UUID],
    ) -> Page:
        """Ask why the meeting is not held."""
        must_be_now(who, as_of)
        was = one_shown(installation, who, today, meeting_id)
        return _one_page("call_off", was, Shown.first(form_fields))

    @post("/{meeting_id:uuid}/call-off", sync_to_thread=True)
    def call_off(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        today: Today,
        meeting_id: FromPath[UUID],
    ) -> Response[Any]:
        """Call the meeting off, once no case is on its agenda."""
        who = signed.account
        was = one_shown(installation, who, today, meeting_id, even_called_off=True)
        area_id, _ = found_meeting(installation, who, meeting_id, even_called_off=True)

        def do(form: CallOffForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.call_off_group_meeting(
                    area_id,
                    meeting_id,
                    reason=form.reason,
                    since=form.since,
                    signed=signed.by_command(form.command_id),
                )
            return recorded(installation, position, "called-off")

        return submitted(
            CallOffForm,
            typed,
            do=do,
            show_again=lambda shown: _one_page("call_off", was, shown),
        )


def _one_page(name: str, was: MeetingShown, shown: Shown) -> Page:
    return Page(f"group/{name}.html.jinja", was=was, shown=shown)
