"""Consulting on a proposal, adopting it, or dropping it."""

from collections.abc import Callable
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Response

from asbreview.domain.procedure_adoption import Consultation
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.web.page import Page
from asbreview.web.procedures_forms import AdoptionForm, ConsultationForm, DropForm
from asbreview.web.procedures_shelf import HERE, SHELF, OnShelf
from asbreview.web.submitted import Shown


class Adoption(Controller):
    """What becomes of a proposal."""

    path = HERE
    dependencies = SHELF

    @get("/{number:int}/consulted", sync_to_thread=True)
    def ask_consultation(self, shelf: OnShelf, number: FromPath[int]) -> Page:
        """Ask who was consulted, and what they said."""
        return _page("consulted", shelf.proposal(number))(shelf.first_shown())

    @post("/{number:int}/consulted", sync_to_thread=True)
    def consult(self, shelf: OnShelf, number: FromPath[int]) -> Response[Any]:
        """Record a consultation."""
        shelf.must_record()

        def record(form: ConsultationForm) -> int:
            told = form.model_dump(include=set(Consultation.model_fields))
            return shelf.reviews.record_consultation(
                shelf.procedure_id,
                number,
                consultation=Consultation(**told),
                signed=shelf.signed.by_command(form.command_id),
            )

        return shelf.answer(
            ConsultationForm,
            record=record,
            page=_page("consulted", shelf.version(number).record),
            then=lambda _: str(number),
            done="consulted",
        )

    @get("/{number:int}/adopt", sync_to_thread=True)
    def ask_adoption(self, shelf: OnShelf, number: FromPath[int]) -> Page:
        """Ask when it was adopted and by whom, and why in spite of each warning."""
        return _page("adopt", shelf.proposal(number))(shelf.first_shown())

    @post("/{number:int}/adopt", sync_to_thread=True)
    def adopt(self, shelf: OnShelf, number: FromPath[int]) -> Response[Any]:
        """Adopt a proposal; what breaks the Act is refused."""
        shelf.must_record()

        def record(form: AdoptionForm) -> int:
            return shelf.reviews.adopt_procedure(
                shelf.procedure_id,
                number,
                adopted_on=form.adopted_on,
                adopted_by=form.adopted_by,
                reasons=form.reasons,
                no_housing_because=form.no_housing_because,
                signed=shelf.signed.by_command(form.command_id),
            )

        return shelf.answer(
            AdoptionForm,
            record=record,
            page=_page("adopt", shelf.version(number).record),
            then=lambda _: str(number),
            done="adopted",
        )

    @get("/{number:int}/drop", sync_to_thread=True)
    def ask_drop(self, shelf: OnShelf, number: FromPath[int]) -> Page:
        """Ask why a proposal is dropped."""
        return _page("drop", shelf.proposal(number))(shelf.first_shown())

    @post("/{number:int}/drop", sync_to_thread=True)
    def drop(self, shelf: OnShelf, number: FromPath[int]) -> Response[Any]:
        """Drop a proposal."""
        shelf.must_record()

        def record(form: DropForm) -> int:
            return shelf.reviews.drop_proposal(
                shelf.procedure_id,
                number,
                reason=form.reason,
                signed=shelf.signed.by_command(form.command_id),
            )

        return shelf.answer(
            DropForm,
            record=record,
            page=_page("drop", shelf.version(number).record),
            then=lambda _: str(number),
            done="dropped",
        )


def _page(name: str, record: ReviewProcedure) -> Callable[[Shown], Page]:
    def page(shown: Shown) -> Page:
        return Page(
            f"procedures/{name}.html.jinja",
            shown=shown,
            record=record,
            number=record.procedure.version,
        )

    return page
