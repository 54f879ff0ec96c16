"""The standing groups: their next meetings, each with its agenda and the room left."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.domain.working_days import WorkingCalendar
from asbreview.letters.about_review import clock_time
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.days_off_planned import days_off_not_meant
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Signature,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.group_forms import PlanMeetingForm
from asbreview.web.group_told import groups_shown, one_shown
from asbreview.web.page import Page
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted

HERE: Final = "/meetings"
NOT_FOR_YOU: Final = "Your account is not shown the meetings."
NOT_NOW: Final = "The meetings cannot be changed here."
DONE: Final = {
    "planned": "The meeting is planned.",
    "moved": "The meeting is changed. Whoever was invited to a case on its agenda is"
    " written to: the letters are drafted.",
    "called-off": "The meeting is called off.",
}
USUAL: Final = 4
"""Cases at a meeting, where nothing is known of an earlier one."""


class GroupPages(Controller):
    """The meetings of the groups of every area that somebody sees."""

    path = HERE

    @get(sync_to_thread=True)
    def show(
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        done: FromQuery[str] = "",
    ) -> Page:
        """List the meetings to come, the cases on each agenda, and the room left."""
        if not may(who, Action.READ_CASES):
            raise PermissionDeniedException(NOT_FOR_YOU)
        on = as_of.on if as_of.instant else today
        groups = groups_shown(installation, who, on, as_of=as_of.position)
        return Page("group/show.html.jinja", groups=groups, done=DONE.get(done, ""))

    @get("/new", sync_to_thread=True)
    def ask_plan(
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        form_fields: FormFields,
        area: FromQuery[str] = "",
    ) -> Page:
        """Ask for a meeting; where and for how many is filled in from the last one."""
        must_be_now(who, as_of)
        known = _like_the_last(installation, who, area)
        return _plan_page(installation, who, Shown.first(form_fields, **known))

    @post("/new", sync_to_thread=True)
    def plan(
        self, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Plan a meeting."""
        who = signed.account

        def do(form: PlanMeetingForm) -> Response[Any]:
            if off := days_off_not_meant(form, calendar_of(installation)):
                return _plan_page(installation, who, Shown(typed, days_off=off))
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.plan_group_meeting(
                    form.area, **form.told, signed=signed.by_command(form.command_id)
                )
            return recorded(installation, position, "planned")

        return submitted(
            PlanMeetingForm,
            typed,
            do=do,
            show_again=lambda shown: _plan_page(installation, who, shown),
            do_not_fit=lambda given: _not_theirs(installation, who, given),
        )

    @get("/{meeting_id:uuid}", sync_to_thread=True)
    def agenda(
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        meeting_id: FromPath[UUID],
    ) -> Page:
        """Show one meeting, and how far each case on its agenda is."""
        if not may(who, Action.READ_CASES):
            raise PermissionDeniedException(NOT_FOR_YOU)
        on = as_of.on if as_of.instant else today
        meeting = one_shown(installation, who, on, meeting_id, as_of=as_of.position)
        return Page(
            "group/agenda.html.jinja",
            each=meeting,
            is_to_come=meeting.meeting.meets_on >= on,
        )


def must_be_now(who: Account, as_of: AsOfAsked) -> None:
    """Refuse whoever may record nothing, and any day but today."""
    if not (as_of.is_now and may(who, Action.WRITE)):
        raise PermissionDeniedException(NOT_NOW)


def recorded(given: Installation, position: int, done: str) -> Redirect:
    """Show the meetings, once readers can see what was recorded."""
    given.projector.wait_for(position)
    return Redirect(f"{HERE}?done={done}", status_code=303)


def calendar_of(given: Installation) -> WorkingCalendar:
    """Return the working days as they are known now."""
    return given.reviews.calendar(as_of=given.reviews.end_of_log())


def _not_theirs(
    given: Installation, who: Account, typed: Mapping[str, Any]
) -> Iterator[CaseReviewRefused]:
    """Refuse an area that is none of theirs, as one that there is not."""
    if typed.get("area") not in own_areas(given, who):
        yield NoSuchThing("Select the area", field="area")


def _like_the_last(
    given: Installation, who: Account, area: str
) -> dict[str, str | list[str]]:
    """Return what is likely of a meeting: as the last one of the area was."""
    areas = list(own_areas(given, who))
    area_id = area if area in areas else (areas[0] if len(areas) == 1 else "")
    group = given.reviews.group(area_id) if area_id else None
    if group is None or not group.meetings:
        return {"area": area_id, "room_for": str(USUAL)}
    last = max(group.meetings.values(), key=lambda meeting: meeting.meets_at)
    return {
        "area": area_id,
        "meets_at": clock_time(last.meets_at),
        "place": str(given.keyring.reveal(last.place)),
        "room_for": str(last.room_for),
    }


def _plan_page(given: Installation, who: Account, shown: Shown) -> Page:
    choices = area_choices(own_areas(given, who))
    return Page("group/plan.html.jinja", shown=shown, areas=choices)
