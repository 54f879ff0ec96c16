"""Sending a file as evidence, by whoever follows an application."""

from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.access.flooding import TO_SEND_FILE
from asbreview.evidence_files.kinds import SEND
from asbreview.signing import signed_by_applicant
from asbreview.web.applicants import FloodedBy, not_too_often
from asbreview.web.files_sent import LARGEST_BODY, TAKES_FILE, GivenFile
from asbreview.web.following import (
    FOLLOWER,
    ByFollower,
    Following,
    NotFollowing,
    following,
)
from asbreview.web.forms import Form, Says, Text
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields, given_of
from asbreview.web.giving_files import put_on_record
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done
from asbreview.web.status_changes import not_too_often as not_too_often_on_case
from asbreview.web.submitted import Shown, submitted


def followers(request: Asked) -> bool:
    """Say whether a case is followed in this browser, that sends not too much."""
    try:
        following(request)
        not_too_often(request, given_of(request), TO_SEND_FILE)
    except (NotFollowing, FloodedBy):
        return False
    return True


class FollowersFileForm(Form):
    """A file, and what it shows."""

    SAYS: ClassVar = {
        "description": Says.enter("what the file shows"),
        "file": Says("Choose the file", "The file"),
    }

    description: Text
    file: GivenFile


class StatusFile(Controller):
    """The page on which whoever follows an application sends a file."""

    path = f"{STATUS}/file"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST_BODY

    @get(sync_to_thread=True)
    def ask(self, request: Asked, followed: ByFollower, installation: Given) -> Page:
        """Ask for the file, and what it shows."""
        return _page(installation, followed, Shown.first(binding(request, followed)))

    @post(sync_to_thread=True, opt={TAKES_FILE: followers})
    def receive(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Put the file on record."""
        not_too_often_on_case(followed, installation)

        def received(form: FollowersFileForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            with sent_once(installation, form.command_id, typed):
                position = put_on_record(
                    installation,
                    followed.case.case_id,
                    form.file,
                    giver_id=followed.case.contact.applicant_id,
                    received_on=today,
                    description=form.description,
                    signed=signed,
                    share=installation.files.most_by_code,
                )
            return done(installation, position, "file")

        return submitted(
            FollowersFileForm,
            typed,
            do=received,
            show_again=lambda shown: _page(installation, followed, shown),
        )


def _page(given: Installation, followed: Following, shown: Shown) -> Page:
    return Page(
        "status/file.html.jinja",
        shown=shown,
        is_over=followed.case.ended_as is not None,
        is_late=followed.case.panel.held is not None,
        partnership=followed.case.procedure.partnership,
        kinds=SEND,
        megabytes=given.files.largest // 1_000_000,
        back=CASE,
    )
