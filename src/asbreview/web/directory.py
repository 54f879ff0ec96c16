"""The directory: how each relevant body is reached for requests, and since when."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, account_names
from asbreview.access.policy import Action, may
from asbreview.domain.directory import (
    ContactPointChanged,
    ContactPointRecorded,
)
from asbreview.domain.terms import Body
from asbreview.web.areas import own_areas
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Line, RestingForm, Says
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
from asbreview.web.page import Page
from asbreview.web.reached import Reached, reached
from asbreview.web.sent import sent_once
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Telling

HERE: Final = "/directory"
NOT_NOW: Final = "The directory cannot be changed here."
NOT_FOR_YOU: Final = "Your account is not shown the directory."
DONE: Final = "It is recorded how the body is reached."


class ContactPointForm(RestingForm):
    """How a body is reached, and from which day on."""

    SAYS: ClassVar = {
        "team": Says.enter("the team"),
        "email": Says.enter("the email address"),
        "phone": Says.enter("the telephone number"),
        "from_on": Says.enter("the day it holds from"),
    }

    team: Line = ""
    email: Line = ""
    phone: Line = ""
    from_on: Day


@dataclass(frozen=True)
class Noted:
    """What was recorded once of how a body is reached."""

    from_on: date
    reached: Reached
    by: str
    at: datetime


@dataclass(frozen=True)
class Listed:
    """A body, how it is reached on a day, and all that was ever recorded of that.

    `since` is the version of its entry that this is, 0 where it has none.
    """

    body: Body
    now: Reached | None
    noted: tuple[Noted, ...]
    since: int = 0


class DirectoryPages(Controller):
    """How the bodies are reached, for whoever keeps it right."""

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
        """List the bodies, how each is reached, and which cannot be."""
        if not may(who, Action.READ_CASES):
            raise PermissionDeniedException(NOT_FOR_YOU)
        on = as_of.on if as_of.instant else today
        bodies = _bodies(installation, who, today, on=on)
        return Page(
            "directory/show.html.jinja",
            listed=[_listed(installation, b, on, as_of.position) for b in bodies],
            done=DONE if done else "",
        )

    @get("/{body_id:uuid}", sync_to_thread=True)
    def ask(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        body_id: FromPath[UUID],
    ) -> Page:
        """Ask how a body is reached, with what is known filled in."""
        if not (as_of.is_now and may(who, Action.WRITE)):
            raise PermissionDeniedException(NOT_NOW)
        body = _body(installation, who, today, body_id)
        listed = _listed(installation, body, today)
        known = asdict(listed.now) if listed.now else {}
        shown = Shown.first(form_fields, **known, **filled_day("from_on", today))
        return _page(listed, shown)

    @post("/{body_id:uuid}", sync_to_thread=True)
    def record(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        today: Today,
        body_id: FromPath[UUID],
    ) -> Response[Any]:
        """Record how a body is reached; what held before stays in the history."""
        body = _body(installation, signed.account, today, body_id)

        def do(form: ContactPointForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                installation.reviews.record_contact_point(
                    body_id,
                    from_on=form.from_on,
                    team=form.team,
                    email=form.email,
                    phone=form.phone,
                    since=form.since,
                    signed=signed.by_command(form.command_id),
                )
            return Redirect(f"{HERE}?done=recorded", status_code=303)

        return submitted(
            ContactPointForm,
            typed,
            do=do,
            show_again=lambda shown: _page(_listed(installation, body, today), shown),
        )


def _bodies(
    given: Installation, who: Account, today: date, *, on: date
) -> tuple[Body, ...]:
    """Return the bodies of a day, by the procedures in force in each area of theirs.

    Whoever changed where the requests of another area go would be sent its questions.
    """
    procedures = (
        given.reviews.procedure_in_force(area_id, today)
        for area_id in own_areas(given, who)
    )
    named = {b.body_id: b for each in procedures for b in each.bodies_on(on)}
    return tuple(named.values())


def _body(given: Installation, who: Account, today: date, body_id: UUID) -> Body:
    """Return a body of their areas' procedures in force; 404 for any other."""
    for body in _bodies(given, who, today, on=today):
        if body.body_id == body_id:
            return body
    raise NotFoundException


def _listed(
    given: Installation, body: Body, on: date, as_of: int | None = None
) -> Listed:
    tell = Telling(given.keyring, given.views)
    known = given.reviews.contact_point(body.body_id, as_of=as_of)
    if known is None:
        return Listed(body, None, ())
    names = account_names(given.office)
    told = [
        Noted(
            from_on=e.from_on,
            reached=reached(tell, e.reached),
            by=names.get(e.recorded_by, "somebody who has left"),
            at=e.timestamp,
        )
        for e in given.reviews.events.get(known.id, lte=known.version)
        if isinstance(e, ContactPointRecorded | ContactPointChanged)
    ]
    now = known.on(on)
    how = reached(tell, now) if now else None
    return Listed(body, how, tuple(reversed(told)), known.version)


def _page(listed: Listed, shown: Shown) -> Page:
    return Page("directory/change.html.jinja", listed=listed, shown=shown)
