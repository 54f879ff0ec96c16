"""Answering for a body by an account of it: its request, and its actions on a case.

The pages are those that a link opens, in the frame of whoever is signed in.
"""

from typing import Any, Final
from uuid import UUID

from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.access.read_log import Read, note_read
from asbreview.reviews import Case
from asbreview.web.answered_by_body import ActionsReported, RequestAnswered
from asbreview.web.answering_who import Answering, Reporting
from asbreview.web.case_known import NO_CASE
from asbreview.web.given import Asked, Given, Installation, Who
from asbreview.web.sessions import NEEDS, SAFE, note_refusal

FOR_ANSWERING: Final = {NEEDS: Action.ANSWER}
REQUESTS: Final = "/requests"


def of_own_body(
    request: Asked,
    reference: FromPath[str],
    request_id: FromPath[UUID],
    who: Who,
    installation: Given,
) -> Answering:
    """Return the request that an address names; 404 if their body was not asked it."""
    case = _case(request, reference, who, installation)
    asked = case.evidence.requests.get(request_id)
    if asked is None or asked.body_id != who.body_id:
        note_refusal(request, who, case.case_id)
        raise NotFoundException
    _note(request, who, case, installation)
    at = f"{REQUESTS}/{reference}/{request_id}"
    return Answering(request.state.visitor.token, case, asked, at=at, account=who)


def of_own_actions(
    request: Asked, reference: FromPath[str], who: Who, installation: Given
) -> Reporting:
    """Return the actions that their body has on a case; 404 if it never had any."""
    case = _case(request, reference, who, installation)
    if not any(a.body_id == who.body_id for a in case.outcome.actions.values()):
        note_refusal(request, who, case.case_id)
        raise NotFoundException
    _note(request, who, case, installation)
    at = f"{REQUESTS}/{reference}/actions"
    token = request.state.visitor.token
    return Reporting(token, case, who.body_id, at=at, account=who)


def _case(request: Asked, reference: str, who: Account, given: Installation) -> Case:
    """Find a case in which their body has a part: no such and not yours are alike."""
    case_id = given.find_case(reference)
    known = given.case_known(case_id or NO_CASE)
    if case_id is None or known is None or not may(who, Action.ANSWER, known):
        note_refusal(request, who, case_id)
        raise NotFoundException
    return given.reviews.case(case_id)


def _note(request: Asked, who: Account, case: Case, given: Installation) -> None:
    """Note that what was asked on a case was read."""
    if request.method in SAFE:
        read = Read(who.account_id, case.case_id, request.url.path, given.now())
        note_read(given.office, read)


OWN_REQUEST: Final[dict[str, Any]] = {
    "who_answers": Provide(of_own_body, sync_to_thread=True),
}
OWN_ACTIONS: Final[dict[str, Any]] = {
    "who_reports": Provide(of_own_actions, sync_to_thread=True),
}


class OwnRequest(RequestAnswered):
    """A request to their own body, and its answer."""

    path = f"{REQUESTS}/{{reference:str}}/{{request_id:uuid}}"
    opt: dict[str, Any] | None = FOR_ANSWERING
    dependencies = OWN_REQUEST


class OwnActions(ActionsReported):
    """The actions of their own body on a case."""

    path = f"{REQUESTS}/{{reference:str}}/actions"
    opt: dict[str, Any] | None = FOR_ANSWERING
    dependencies = OWN_ACTIONS
