"""How long a case is kept, and what holds it: placing a hold, and releasing it."""

from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.keeping.facts import HoldGround, HoldPlaced
from asbreview.reviews.disposing import KeptUntil
from asbreview.web.case_view import CaseView
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Day, Form, Says, Text
from asbreview.web.held_told import held_told
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

WHOLE: Final = "the whole case"
DONE: Final = {
    "held": "It is held. Nothing of it is destroyed until the hold is released.",
    "reviewed": "It is recorded that the hold stays.",
    "released": "The hold is released.",
}


class HoldForm(Form):
    """That a case, or what tells of one person of it, is held."""

    SAYS: ClassVar = {
        "held": Says.select("who or what is held"),
        "ground": Says.select("for what it is held"),
        "reason": Says.enter("why it is held"),
        "review_on": Says.enter("the day by which to look at it again"),
    }

    held: UUID
    ground: HoldGround
    reason: Text = ""
    review_on: Day


class ReviewForm(Form):
    """That a hold was looked at again, and stays."""

    SAYS: ClassVar = {
        "reason": Says.enter("why it stays"),
        "review_on": Says.enter("the day by which to look at it again"),
    }

    reason: Text = ""
    review_on: Day


class ReleaseForm(Form):
    """That a hold is over."""

    SAYS: ClassVar = {"reason": Says.enter("why it is released")}

    reason: Text = ""


class HoldShown(NamedTuple):
    """A hold, of whom it is, and by whom it was placed."""

    hold: HoldPlaced
    of: str
    reason: str
    by: str


class KeepingPages(Controller):
    """How long a case is kept, and what holds it."""

    path = "/cases/{reference:str}/keeping"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Say how long the case is kept, by which rule, and what holds it."""
        view = desk.view
        return Page(
            "keeping/show.html.jinja",
            view=view,
            kept=_kept(desk),
            holds=_holds(view),
            by_itself=held_told(desk, desk.reviews.holds_by_itself(view.case)),
            done=DONE.get(desk.done, ""),
        )

    @get("/hold", sync_to_thread=True)
    def ask_hold(self, desk: OnDesk) -> Page:
        """Ask who or what is held, for what, why, and until when."""
        return _hold_page(desk, desk.blank_at_any_time())

    @post("/hold", sync_to_thread=True)
    def hold(self, desk: OnDesk) -> Response[Any]:
        """Place a hold."""

        def record(form: HoldForm) -> Redirect:
            case_id = desk.view.case.case_id
            position = desk.reviews.place_hold(
                case_id,
                person_id=None if form.held == case_id else form.held,
                ground=form.ground,
                reason=form.reason,
                review_on=form.review_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/keeping", "held")

        return desk.answer(
            HoldForm,
            record=record,
            page=lambda shown, _: _hold_page(desk, shown),
            offered={"held": {str(each["value"]) for each in _held(desk.view)}},
        )

    @get("/holds/{hold_id:uuid}/review", sync_to_thread=True)
    def ask_review(self, desk: OnDesk, hold_id: FromPath[UUID]) -> Page:
        """Ask why a hold stays, and until when."""
        return _about(desk, hold_id, desk.blank_at_any_time(), "review")

    @post("/holds/{hold_id:uuid}/review", sync_to_thread=True)
    def review(self, desk: OnDesk, hold_id: FromPath[UUID]) -> Response[Any]:
        """Record that a hold was looked at again, and stays."""
        _hold(desk, hold_id)

        def record(form: ReviewForm) -> Redirect:
            position = desk.reviews.review_hold(
                desk.view.case.case_id,
                hold_id,
                reason=form.reason,
                review_on=form.review_on,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/keeping", "reviewed")

        return desk.answer(
            ReviewForm,
            record=record,
            page=lambda shown, _: _about(desk, hold_id, shown, "review"),
        )

    @get("/holds/{hold_id:uuid}/release", sync_to_thread=True)
    def ask_release(self, desk: OnDesk, hold_id: FromPath[UUID]) -> Page:
        """Ask why a hold is released."""
        return _about(desk, hold_id, desk.blank_at_any_time(), "release")

    @post("/holds/{hold_id:uuid}/release", sync_to_thread=True)
    def release(self, desk: OnDesk, hold_id: FromPath[UUID]) -> Response[Any]:
        """Record that a hold is over."""
        _hold(desk, hold_id)

        def record(form: ReleaseForm) -> Redirect:
            position = desk.reviews.release_hold(
                desk.view.case.case_id,
                hold_id,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, "/keeping", "released")

        return desk.answer(
            ReleaseForm,
            record=record,
            page=lambda shown, _: _about(desk, hold_id, shown, "release"),
        )


def _kept(desk: Desk) -> KeptUntil | None:
    view = desk.view
    return desk.reviews.kept_until(view.case, on=view.today, as_of=view.position)


def _holds(view: CaseView) -> list[HoldShown]:
    keeping = view.case.keeping
    return [
        HoldShown(
            hold,
            _of(view, hold),
            view.tell(hold.reason),
            view.name_of(hold.recorded_by),
        )
        for hold in (keeping.holds.values() if keeping else ())
    ]


def _of(view: CaseView, hold: HoldPlaced) -> str:
    names = {each["value"]: each["text"] for each in _held(view)}
    return names.get(str(hold.person_id), WHOLE) if hold.person_id else WHOLE


def _held(view: CaseView) -> list[dict[str, str]]:
    """Return what can be held: the whole case, or one person of it."""
    contact = view.case.contact
    roles = dict.fromkeys(contact.everyone, "who was recorded as the victim in error")
    roles |= dict.fromkeys(contact.representatives, "who speaks for the victim")
    roles |= {contact.victim_id: "the victim", contact.applicant_id: "the applicant"}
    people = [{"value": str(id_), "text": f"Only {r}"} for id_, r in roles.items()]
    return [{"value": str(view.case.case_id), "text": "The whole case"}, *people]


def _hold(desk: Desk, hold_id: UUID) -> HoldPlaced:
    """Return a hold of this case, one that was released too; 404 if it is none."""
    keeping = desk.view.case.keeping
    if keeping is None or hold_id not in keeping.ever:
        raise NotFoundException
    return keeping.holds.get(hold_id, keeping.ever[hold_id])


def _hold_page(desk: Desk, shown: Shown) -> Page:
    grounds = [{"value": g.value, "text": g[:1].upper() + g[1:]} for g in HoldGround]
    return Page(
        "keeping/hold.html.jinja",
        view=desk.view,
        shown=shown,
        held=_held(desk.view),
        grounds=grounds,
    )


def _about(desk: Desk, hold_id: UUID, shown: Shown, what: str) -> Page:
    hold = _hold(desk, hold_id)
    return Page(
        f"keeping/{what}.html.jinja",
        view=desk.view,
        shown=shown,
        hold=hold,
        of=_of(desk.view, hold),
    )
