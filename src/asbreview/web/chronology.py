"""The chronology of a case, and what the bodies did put on file for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.response import Redirect, Response

from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import heads_up_to
from asbreview.audit.notes import NotANote
from asbreview.chronology.gaps import BY_WHAT
from asbreview.chronology.reading import chronology_of
from asbreview.chronology.rows import Row, to_whom
from asbreview.domain.days import in_words
from asbreview.domain.evidence.tells_of import Whom
from asbreview.web.body_items import Items, body_choices
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.history_told import PAGE_OF
from asbreview.web.page import Page
from asbreview.web.part_shown import Asked, PartAsked
from asbreview.web.submitted import Shown
from asbreview.web.whom_told import whom_to_tick

OF_ITSELF: Final = "of itself"
DONE: Final = {"response": "What the body did is on file."}


class ResponseForm(Form):
    """Something that a body did about the behaviour, or decided not to do."""

    SAYS: ClassVar = {
        "body_id": Says.select("which body did it"),
        "done_on": Says.enter("the date on which it was done"),
        "to_complaint": Says.select("which complaint it answered"),
        "did": Says.enter("what the body did"),
        "tells_of": Says.select("whom it tells of"),
        "may_be_told": Says.select("whether the applicant may be told"),
    }

    body_id: UUID
    done_on: Day
    to_complaint: str = OF_ITSELF
    did: Text
    tells_of: tuple[Whom, ...]
    may_be_told: bool

    @property
    def told(self) -> dict[str, Any]:
        """Return it as the command is told of it."""
        of_itself = self.to_complaint == OF_ITSELF
        return {
            "body_id": self.body_id,
            "done_on": self.done_on,
            "to_complaint": None if of_itself else UUID(self.to_complaint),
            "did": self.did,
            "tells_of": self.tells_of,
            "may_be_told": self.may_be_told,
        }


class Vouched(NamedTuple):
    """The last head signed by then, and how many of the lines came after it."""

    head: Head | None
    later: int


class ChronologyPages(Controller):
    """What happened to the victim and what was done, by the day it happened."""

    path = "/cases/{reference:str}/chronology"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, request: Asked, desk: OnDesk) -> Page:
        """Show what happened, the earliest first, a part of it; and what is missing."""
        view = desk.view
        with desk.given.views.connect() as db:
            chronology = chronology_of(
                db, view.case, as_of=view.position, today=view.today
            )
        seen_at = view.as_of.instant or desk.given.now()
        asked = PartAsked(request, len(chronology.rows))
        part = asked.part(chronology.rows[asked.begin : asked.end])
        view.tell.expect(*(t.prose for row in part.lines for t in row.texts))
        return Page(
            "chronology/show.html.jinja",
            view=view,
            gaps=chronology.gaps,
            part=part,
            pages=PAGE_OF,
            by_what=BY_WHAT,
            seen_at=seen_at,
            vouched=_vouched(desk, part.lines, seen_at),
            done=DONE.get(desk.done, ""),
        )

    @get("/responses/new", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what a body did, and when."""
        return _form(desk, desk.blank(to_complaint=OF_ITSELF))

    @post("/responses/new", sync_to_thread=True)
    def put_on_file(self, desk: OnDesk) -> Response[Any]:
        """Put on file what a body did."""

        def record(form: ResponseForm) -> Redirect:
            position = desk.reviews.put_response_on_file(
                desk.view.case.case_id,
                **form.told,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/chronology", "response")

        offered = {"to_complaint": {each["value"] for each in _complaints(desk)}}
        return desk.answer(
            ResponseForm,
            record=record,
            page=lambda shown, _: _form(desk, shown),
            offered=offered,
        )


def _form(desk: Desk, shown: Shown) -> Page:
    view = desk.view
    return Page(
        "chronology/response.html.jinja",
        view=view,
        shown=shown,
        body_choices=body_choices(view),
        complaints=_complaints(desk),
        whom=whom_to_tick(view.case),
        is_late=view.case.trigger.threshold is not None,
    )


def _complaints(desk: Desk) -> Items:
    """Return the complaints that something may have answered, and that it was none."""
    made = sorted(desk.view.case.evidence.complaints, key=lambda c: c.made_on)
    return [
        {
            "value": str(complaint.complaint_id),
            "text": f"{in_words(complaint.made_on)}, to {to_whom(complaint.made_to)}",
        }
        for complaint in made
    ] + [{"value": OF_ITSELF, "text": "None: it was done without one"}]


def _vouched(desk: Desk, shown: Sequence[Row], at: datetime) -> Vouched:
    """Return the last head that vouched for the log as it is shown, at that instant.

    A head that was signed later over the same entries was not there then.
    """
    positions = [row.position for row in shown]
    with desk.given.office.reading() as db:
        for kept in heads_up_to(db, desk.view.case.log_position):
            try:
                head = Head.read(kept.note)
            except NotANote:  # somebody changed it: the check of the ledger tells that
                continue
            if head.at <= at:
                return Vouched(head, sum(each > kept.position for each in positions))
    return Vouched(None, len(positions))
