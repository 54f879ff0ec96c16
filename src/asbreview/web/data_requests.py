"""What people of a case ask about their own data: received, put off, withdrawn."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response
from markupsafe import Markup

from asbreview.domain.people import HeardBy
from asbreview.domain.rights.facts import Identity, LongerBecause, Right
from asbreview.reviews import CaseReviews
from asbreview.web.data_requests_forms import (
    DataRequestForm,
    IdentityForm,
    LongerForm,
    WithdrawnForm,
    choices,
)
from asbreview.web.data_requests_told import (
    RequestTold,
    of_case,
    people_of,
    request_told,
    requests_told,
    restrictions_told,
)
from asbreview.web.desk import DESK, NOTHING, Desk, OnDesk, filled_day
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

REQUESTS: Final = "/data-requests"
DONE: Final = {
    "received": "The request is recorded. The letter that it has come is drafted.",
    "shown": "It is recorded who they are. The letter with the day is drafted.",
    "longer": "More time is taken. The letter that says why is drafted.",
    "withdrawn": "It is recorded that they withdrew the request.",
    "answered": "It is answered. The letter that says so is drafted.",
    "erased": "It is answered, and what was granted is erased. The letter is drafted.",
    "proposed": "It is proposed what is erased. Another officer has to approve it"
    " before anything is answered or destroyed.",
    "returned": "It is returned. Nothing is erased, and the request is to be answered.",
    "restricted": "Its use is restricted. It is shown with a notice from now on.",
    "annotated": "What they say stands beside the text now. Answer their request next.",
    "announced": "The letter that the restriction is lifted is drafted.",
    "lifted": "The restriction is lifted.",
    "begun": "It is answered. The destruction is not finished yet.",
}


class DataRequestPages(Controller):
    """Requests of people about their own data; on a case that has ended, too."""

    path = "/cases/{reference:str}/data-requests"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk) -> Page:
        """Show what was asked, by when it is answered, and why then."""
        return Page(
            "rights/show.html.jinja",
            view=desk.view,
            shown=Shown.first(desk.form_fields),
            requests=requests_told(desk.view, desk.reviews),
            restrictions=restrictions_told(desk.view),
            done=DONE.get(desk.done, ""),
        )

    @get("/new", sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Page:
        """Ask what somebody asks; today is filled in."""
        known = filled_day("received_on", desk.view.today)
        return _new_page(desk, desk.blank_at_any_time(**known))

    @post("/new", sync_to_thread=True)
    def receive(self, desk: OnDesk) -> Response[Any]:
        """Record a request, or show the letter that it has come."""
        case_id = desk.view.case.case_id

        def given(form: DataRequestForm) -> dict[str, Any]:
            return {
                "person_id": form.person_id,
                "right": form.right,
                "received_on": form.received_on,
                "heard_by": form.heard_by,
                "asked": form.asked,
                "identity": form.identity,
                "signed": desk.signed.by_command(form.command_id),
            }

        def record(form: DataRequestForm) -> Redirect:
            position = desk.reviews.receive_data_request(case_id, **given(form))
            return desk.recorded(position, REQUESTS, "received")

        return desk.answer(
            DataRequestForm,
            record=record,
            page=lambda shown, letter: _new_page(desk, shown, letter),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.receive_data_request, case_id, **given(form)
            ),
            offered={"person_id": {each["value"] for each in people_of(desk.view)}},
        )

    @get("/{data_request_id:uuid}/identity", sync_to_thread=True)
    def ask_identity(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask how they showed who they are; today is filled in."""
        known = filled_day("shown_on", desk.view.today)
        shown = desk.blank_at_any_time(**known)
        return _about(desk, data_request_id, shown, "identity")

    @post("/{data_request_id:uuid}/identity", sync_to_thread=True)
    def show_identity(
        self, desk: OnDesk, data_request_id: FromPath[UUID]
    ) -> Response[Any]:
        """Record that they showed who they are."""
        told_request(desk, data_request_id)

        def record(form: IdentityForm) -> Redirect:
            position = desk.reviews.show_identity(
                desk.view.case.case_id,
                data_request_id,
                shown_on=form.shown_on,
                identity=form.identity,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "shown")

        return desk.answer(
            IdentityForm,
            record=record,
            page=lambda shown, _: _about(desk, data_request_id, shown, "identity"),
        )

    @get("/{data_request_id:uuid}/longer", sync_to_thread=True)
    def ask_longer(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask why it takes longer than a month."""
        return _about(desk, data_request_id, desk.blank_at_any_time(), "longer")

    @post("/{data_request_id:uuid}/longer", sync_to_thread=True)
    def take_longer(
        self, desk: OnDesk, data_request_id: FromPath[UUID]
    ) -> Response[Any]:
        """Take two further months, or show the letter that says why."""
        told_request(desk, data_request_id)
        case_id = desk.view.case.case_id

        def given(form: LongerForm) -> dict[str, Any]:
            return {
                "because": form.because,
                "reason": form.reason,
                "signed": desk.signed.by_command(form.command_id),
            }

        def record(form: LongerForm) -> Redirect:
            position = desk.reviews.put_off_answer(
                case_id, data_request_id, **given(form)
            )
            return desk.recorded(position, REQUESTS, "longer")

        return desk.answer(
            LongerForm,
            record=record,
            page=lambda shown, letter: _about(
                desk, data_request_id, shown, "longer", letter
            ),
            would=lambda form: desk.reviews.would_change(
                CaseReviews.put_off_answer, case_id, data_request_id, **given(form)
            ),
        )

    @get("/{data_request_id:uuid}/withdrawn", sync_to_thread=True)
    def ask_withdrawn(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Page:
        """Ask when they withdrew it; today is filled in."""
        known = filled_day("withdrawn_on", desk.view.today)
        shown = desk.blank_at_any_time(**known)
        return _about(desk, data_request_id, shown, "withdrawn")

    @post("/{data_request_id:uuid}/withdrawn", sync_to_thread=True)
    def withdraw(self, desk: OnDesk, data_request_id: FromPath[UUID]) -> Response[Any]:
        """Record that they do not ask it any more."""
        told_request(desk, data_request_id)

        def record(form: WithdrawnForm) -> Redirect:
            position = desk.reviews.withdraw_data_request(
                desk.view.case.case_id,
                data_request_id,
                withdrawn_on=form.withdrawn_on,
                said=form.said,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, REQUESTS, "withdrawn")

        return desk.answer(
            WithdrawnForm,
            record=record,
            page=lambda shown, _: _about(desk, data_request_id, shown, "withdrawn"),
        )


def told_request(desk: Desk, request_id: UUID) -> RequestTold:
    """Tell a request of this case; 404 if it is none."""
    rights = of_case(desk.view, request_id)
    if rights is None:
        raise NotFoundException
    return request_told(desk.view, rights, request_id, desk.reviews)


def _new_page(desk: Desk, shown: Shown, letter: Markup = NOTHING) -> Page:
    return Page(
        "rights/new.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        people=people_of(desk.view),
        rights=choices(Right),
        ways=choices(HeardBy),
        identities=choices(Identity),
    )


def _about(
    desk: Desk, request_id: UUID, shown: Shown, what: str, letter: Markup = NOTHING
) -> Page:
    return Page(
        f"rights/{what}.html.jinja",
        view=desk.view,
        shown=shown,
        letter=letter,
        told=told_request(desk, request_id),
        identities=choices(Identity, without=(Identity.AWAITED,)),
        longer_because=choices(LongerBecause),
    )
