"""Restricting the use of what tells of somebody, and lifting that again."""

from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.rights.restricting import RestrictedBecause, UseRestricted
from asbreview.reviews import CaseReviews
from asbreview.web.data_requests import REQUESTS
from asbreview.web.data_requests_forms import (
    LiftedForm,
    LiftForm,
    RestrictForm,
    choices,
)
from asbreview.web.data_requests_told import people_of, whose
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk
from asbreview.web.erasure_told import TextToDecide, texts_to_decide
from asbreview.web.page import Page
from asbreview.web.submitted import Shown


class RestrictionPages(Controller):
    """Restrictions of the use of what tells of people (UK GDPR, Art. 18)."""

    path = "/cases/{reference:str}/data-requests"
    dependencies = DESK

    @get("/restrict", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what is restricted, for whom and why."""
        return _restrict_page(desk, desk.blank_at_any_time())

    @post("/restrict", sync_to_thread=True)
    def restrict(self, desk: OnDesk) -> Response[Any]:
        """Restrict the use of some texts."""

        def record(form: RestrictForm) -> Redirect:
            position = desk.reviews.restrict_use(
                desk.view.case.case_id,
                person_id=form.person_id,
                texts=form.texts,
                because=form.because,
                reason=form.reason,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "restricted")

        return desk.answer(
            RestrictForm,
            record=record,
            page=lambda shown, _: _restrict_page(desk, shown),
            offered={
                "person_id": {each["value"] for each in people_of(desk.view)},
                "texts": {str(text.written.prose.text_id) for text in _texts(desk)},
            },
        )

    @get("/restrictions/{restriction_id:uuid}/lift", sync_to_thread=True)
    def ask_lift(self, desk: OnDesk, restriction_id: FromPath[UUID]) -> Page:
        """Ask why it is lifted."""
        return _lift_page(desk, restriction_id, desk.blank_at_any_time())

    @post("/restrictions/{restriction_id:uuid}/lift", sync_to_thread=True)
    def announce(self, desk: OnDesk, restriction_id: FromPath[UUID]) -> Response[Any]:
        """Draft the letter that it is lifted, or show it."""
        _restriction(desk, restriction_id)
        case_id = desk.view.case.case_id

        def given(form: LiftForm) -> dict[str, Any]:
            signed = desk.signed.by_command(form.command_id)
            return {"reason": form.reason, "signed": signed}

        def record(form: LiftForm) -> Redirect:
            position = desk.reviews.announce_lifting(
                case_id, restriction_id, **given(form)
            )
            return desk.recorded(position, REQUESTS, "announced")

        return desk.answer(
            LiftForm,
            record=record,
            page=lambda shown, letter: _lift_page(desk, restriction_id, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.announce_lifting, case_id, restriction_id, **given(form)
            ),
        )

    @post("/restrictions/{restriction_id:uuid}/lifted", sync_to_thread=True)
    def lift(self, desk: OnDesk, restriction_id: FromPath[UUID]) -> Response[Any]:
        """Lift it, now that they were told."""
        _restriction(desk, restriction_id)

        def record(form: LiftedForm) -> Redirect:
            position = desk.reviews.lift_restricted_use(
                desk.view.case.case_id,
                restriction_id,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "lifted")

        return desk.answer(
            LiftedForm,
            record=record,
            page=lambda shown, _: _lift_page(desk, restriction_id, shown),
        )


def _texts(desk: Desk) -> list[TextToDecide]:
    """Return every text of the case that is not restricted yet, each once."""
    rights = desk.view.case.rights
    restricted = rights.restricted_texts if rights else {}
    found = {
        text.written.prose.text_id: text
        for person_id in desk.view.case.contact.everyone
        for text in texts_to_decide(desk, person_id)
    }
    return [text for id_, text in found.items() if id_ not in restricted]


def _restriction(desk: Desk, restriction_id: UUID) -> UseRestricted:
    """Return a restriction of this case, one that was lifted too; 404 for none."""
    rights = desk.view.case.rights
    if rights is None or restriction_id not in rights.restrictions:
        raise NotFoundException
    return rights.restrictions[restriction_id]


def _restrict_page(desk: Desk, shown: Shown) -> Page:
    return Page(
        "rights/restrict.html.jinja",
        view=desk.view,
        shown=shown,
        people=people_of(desk.view),
        because=choices(RestrictedBecause),
        texts=_texts(desk),
    )


def _lift_page(
    desk: Desk, restriction_id: UUID, shown: Shown, letter: Markup = NOTHING
) -> Page:
    restricted = _restriction(desk, restriction_id)
    return Page(
        "rights/lift.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        restricted=restricted,
        whose=whose(desk.view, restricted.person_id),
    )
