"""The meeting as a calendar file, for whoever follows an application."""

from typing import Any, Final

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.response import Response

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.calendar_file import (
    Whose,
    calendar_file,
    may_be_given_to_victim,
)
from asbreview.reviews import Case
from asbreview.web.following import FOLLOWER, ByFollower
from asbreview.web.given import Given, Installation
from asbreview.web.panel_calendar import as_attached
from asbreview.web.public import STATUS
from asbreview.web.sessions import FOLLOWING_COOKIE, FOR_APPLICANTS

OF_FOLLOWERS: Final = {FOR_APPLICANTS: FOLLOWING_COOKIE}


class StatusMeeting(Controller):
    """What a calendar takes in, of a meeting that they have been told of by letter."""

    path = STATUS
    opt: dict[str, Any] | None = OF_FOLLOWERS

    @get("/case/meeting.ics", sync_to_thread=True, dependencies=FOLLOWER)
    def meeting(self, followed: ByFollower, installation: Given) -> Response[bytes]:
        """Give the meeting; 404 before the invitation to it has gone."""
        if not was_told_of_meeting(installation, followed.case):
            raise NotFoundException
        told = calendar_file(
            followed.case, Whose.VICTIM, installation.keyring, at=installation.now()
        )
        return as_attached(told, "meeting.ics")


def was_told_of_meeting(given: Installation, case: Case) -> bool:
    """Say whether whoever follows a case knows when its meeting is now.

    A meeting that moved is told by its letter first: so the last invitation counts.
    """
    if not may_be_given_to_victim(case):
        return False
    last = case.panel.called_by[-1]
    invited = given.reviews.caused_by(last, LetterKind.INVITATION)
    theirs = (letter for letter in invited if letter.to == case.contact.applicant_id)
    return any(letter.has_told for letter in theirs)
