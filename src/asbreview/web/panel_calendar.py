"""The meeting of a case as a calendar file: for staff to pass on to the bodies."""

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.response import Response

from asbreview.letters.calendar_file import MEDIA_TYPE, Whose, calendar_file
from asbreview.web.desk import DESK, OnDesk


class PanelCalendarFile(Controller):
    """What a calendar takes in; its name tells no more than the reference."""

    path = "/cases/{reference:str}/panel"
    dependencies = DESK

    @get("/meeting.ics", sync_to_thread=True)
    def meeting(self, desk: OnDesk) -> Response[bytes]:
        """Give the meeting as the bodies on the panel may have it; 404 without one."""
        case = desk.view.case
        if case.panel.convened is None:
            raise NotFoundException
        told = calendar_file(case, Whose.BODY, desk.given.keyring, at=desk.given.now())
        return as_attached(told, f"meeting-{desk.view.reference}.ics")


def as_attached(told: bytes, name: str) -> Response[bytes]:
    """Return a calendar file to be saved, and never shown as a page."""
    return Response(
        told,
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
