"""Whoever applies on the public pages: what they have begun, and how it is kept."""

from secrets import token_urlsafe
from typing import Any, Final
from uuid import uuid4

from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.response import Response

from asbreview.access.drafts import Content, Drafts
from asbreview.access.flooding import TO_WRITE, Bucket, take
from asbreview.web.apply_begun import Begun
from asbreview.web.files_sent import FileSent
from asbreview.web.given import Asked, Installation, given_of
from asbreview.web.giving_files import let_go
from asbreview.web.sessions import APPLICANT_COOKIE, kept_cookie
from asbreview.web.whence import network_address

NOTHING_YET: Final[Content] = {"steps": {}, "complaints": {}, "files": {}}
CHANGES: Final = "POST"


class NothingBegun(Exception):
    """Nothing was begun in this browser, or it was left alone for too long."""


class FloodedBy(Exception):
    """One network address asks for more than a crowd of people would."""


def begin(request: Asked, given: Installation, area: str) -> str:
    """Begin an application in an area, and return the token that opens it.

    Whatever this browser had begun before ends; a token that was planted in it is
    worth nothing.
    """
    drafts, now = Drafts(given.office), given.now()
    end(given, request.cookies.get(APPLICANT_COOKIE, ""))
    begun = {**NOTHING_YET, "area": area, "command_id": str(uuid4())}
    return drafts.begin(begun, at=now)


def end(given: Installation, token: str) -> None:
    """Destroy what was begun, and the files that were added to it."""
    drafts = Drafts(given.office)
    content = drafts.read(token, at=given.now())
    drafts.end(token)
    for file in (content or {}).get("files", {}).values():
        let_go(given, FileSent.of(file["token"]))


def begun_by(request: Asked) -> Begun:
    """Return what whoever asks has begun; `NothingBegun` if that is nothing."""
    given, token = given_of(request), request.cookies.get(APPLICANT_COOKIE, "")
    if request.method == CHANGES:
        not_too_often(request, given, TO_WRITE)
    content = Drafts(given.office).read(token, at=given.now())
    if content is None or "steps" not in content:
        raise NothingBegun
    return Begun(token, content)


def not_too_often(request: Asked, given: Installation, bucket: Bucket) -> None:
    """Refuse (`FloodedBy`) an address that asks for more than a crowd would."""
    address = network_address(request, given.settings.proxies)
    if not take(given.office, bucket, address, at=given.now()):
        raise FloodedBy


def form_token(request: Asked) -> str:
    """Return the token of the forms that are shown to whoever asks."""
    token: str = request.app.state.forms.token(
        request.cookies.get(APPLICANT_COOKIE, "")
    )
    return token


def with_cookie(
    answer: Response[Any], token: str, given: Installation
) -> Response[Any]:
    """Give the browser what opens what it has begun, for as long as that is kept."""
    answer.set_cookie(applicant_cookie(token, given))
    return answer


def applicant_cookie(token: str, given: Installation) -> Cookie:
    """Return the cookie that opens what was begun, for as long as that is kept."""
    cookie = kept_cookie(APPLICANT_COOKIE, token)
    cookie.max_age = int(Drafts(given.office).keeping.idle.total_seconds())
    return cookie


def fresh_token() -> str:
    """Return a token that opens nothing, for the form that comes before anything."""
    return token_urlsafe(32)


APPLICANT: Final = {
    "begun": Provide(begun_by, sync_to_thread=True),
    "form_token": Provide(form_token, sync_to_thread=False),
}
ByApplicant = NamedDependency[Begun]
FormToken = NamedDependency[str]
