"""What a partner's own body was asked, and by when it is to answer."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get

from asbreview.access.accounts import Account
from asbreview.access.answers_begun import AnswersBegun
from asbreview.access.policy import Action, may
from asbreview.access.read_log import Read, note_read
from asbreview.domain.evidence.marks import SearchNamed
from asbreview.domain.people import Prose
from asbreview.restricted_texts import notices_of
from asbreview.web.given import Asked, AsOfAsked, Given, Installation, Today, Who
from asbreview.web.own_account import body_name
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS
from asbreview.web.telling import Telling
from projections.asked_of import ActionOf, AskedOf, actions_of_body, asked_of

FOR_PARTNERS: Final = {NEEDS: Action.READ_REQUESTS}
MOST: Final = 100


class Request(NamedTuple):
    """A request, what was put and is searched by, and since when half is answered.

    `ended_as` says how its case ended: then it need not be answered any more.
    """

    asked: AskedOf
    questions: Prose
    begun_at: datetime | None
    ended_as: str | None
    search: SearchNamed | None


class ToDo(NamedTuple):
    """An action that the body owns, and what it is."""

    owned: ActionOf
    action: Prose
    is_late: bool


class Requests(Controller):
    """What a body was asked."""

    path = "/requests"
    opt: dict[str, Any] | None = FOR_PARTNERS

    @get(sync_to_thread=True)
    def show(
        self,
        request: Asked,
        who: Who,
        installation: Given,
        as_of: AsOfAsked,
        today: Today,
    ) -> Page:
        """Show what was asked of the body that whoever asks acts for, and no more.

        It tells of each of these cases: that it was read is noted of each.
        """
        on = as_of.on if as_of.instant else today
        with installation.views.connect() as db:
            every = asked_of(db, who.body_id, who.areas, as_of=as_of.position)
        theirs = [a for a in every if may(who, Action.READ_REQUESTS, a.known)]
        theirs.sort(key=_in_turn)
        actions = _actions(installation, who, as_of.position, on)
        shown = list(_with_questions(installation, theirs[:MOST], as_of.position))
        told = {each.owned.known.case_id for each in actions}
        told |= {each.asked.known.case_id for each in shown}
        path, now = request.url.path, installation.now()
        reads = (Read(who.account_id, case_id, path, now) for case_id in told)
        note_read(installation.office, *reads)
        return Page(
            "requests/show.html.jinja",
            body=body_name(installation, who.body_id),
            actions=actions,
            requests=shown,
            left_out=len(theirs[MOST:]),
            tell=_with_notices(installation, told),
            today=on,
            may_answer=as_of.is_now and may(who, Action.ANSWER),
        )


def _with_notices(given: Installation, cases: Iterable[UUID]) -> Telling:
    """Return what tells the texts of some cases, with the notice of restricted use."""
    notices: dict[UUID, str] = {}
    for case_id in cases:
        notices |= notices_of(given.reviews.case(case_id).rights)
    return Telling(given.keyring, given.views, notices=notices)


def _in_turn(asked: AskedOf) -> tuple[bool, date]:
    """Put what is open first, by the day it is due; the rest stays, latest first."""
    if asked.answered_on is not None:
        return True, date.max
    return False, asked.due_on or date.max


def _actions(
    given: Installation, who: Account, as_of: int | None, on: date
) -> list[ToDo]:
    """Return the open actions of the body that whoever asks acts for."""
    with given.views.connect() as db:
        every = actions_of_body(db, who.body_id, who.areas, as_of=as_of)
    found = []
    for owned in every:
        if may(who, Action.READ_REQUESTS, owned.known):
            outcome = given.reviews.case(owned.known.case_id, as_of=as_of).outcome
            added = outcome.actions.get(owned.action_id)
            if added is not None:
                found.append(ToDo(owned, added.action, owned.due_on < on))
    return found


def _with_questions(
    given: Installation, every: list[AskedOf], as_of: int | None
) -> Iterator[Request]:
    """Yield each with its questions; one recorded in error has none, and was not."""
    open_ = [each.request_id for each in every if each.answered_on is None]
    begun = AnswersBegun(given.office, given.keyring).begun(open_)
    for asked in every:
        case = given.reviews.case(asked.known.case_id, as_of=as_of)
        request = case.evidence.requests.get(asked.request_id)
        if request is not None:
            since = begun.get(asked.request_id)
            search = case.evidence.searches.get(asked.request_id)
            yield Request(asked, request.questions, since, case.ended_as, search)
