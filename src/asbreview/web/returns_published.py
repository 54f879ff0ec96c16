"""Recording that a return was published, and that one was not after all."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import (
    ClientException,
    PermissionDeniedException,
)
from litestar.response import Redirect, Response
from pydantic import ValidationError

from asbreview.access.policy import Action
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.record import PublishedReturns
from asbreview.reviews.returns import ReturnTold
from asbreview.web.area_records import TakenBack, TakingBackPages
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Seen,
    Signature,
    Signing,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.period_asked import (
    AS_COUNTED,
    PeriodAsked,
    asked_in,
    back_to,
    beside,
    fields_of,
)
from asbreview.web.returns import HERE, ReturnBoard
from asbreview.web.returns_told import counted_of
from asbreview.web.returns_words import words_of
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields, nested

RECORDS: Final = {NEEDS: Action.WRITE}
NO_PERIOD: Final = "The form does not say of which period it is. Open it again."
NOT_NOW: Final = "Nothing is published as of a day that was."


class PublishForm(Form, PeriodAsked):
    """That the figures of a period, as they were looked at, were published."""

    SAYS: ClassVar[Mapping[str, Says]] = {
        **PeriodAsked.SAYS,
        "counted_as_of": Says.enter("as of when they were counted"),
        "published_on": Says.enter("the day they were published"),
        "published_at": Says.enter("where they were published"),
        "reason": Says.enter("why they were published again"),
    }

    counted_as_of: Line
    published_on: Day
    published_at: Line
    reason: Text = ""


class PublishingPages(Controller):
    """What is recorded of a return."""

    path = HERE

    @get("/publish", opt=RECORDS, sync_to_thread=True)
    def ask(  # noqa: PLR0913, PLR0917  what the page is made of
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        form_fields: FormFields,
    ) -> Response[Any]:
        """Ask when and where they were published, with the words beside it."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        counted = installation.now().isoformat()
        board = ReturnBoard.back_then(installation, who, seen, counted)

        def ask(asked: PeriodAsked) -> Page:
            board.period_of(asked)
            shown = beside(form_fields, asked, counted, published_on=board.on)
            return _form(board, shown, asked)

        return submitted(
            PeriodAsked,
            asked_in(request, PeriodAsked) or board.typed_at_first(),
            do=ask,
            show_again=board.ask_again,
        )

    @post("/publish", opt=RECORDS, sync_to_thread=True)
    def record(
        self,
        installation: Given,
        seen: Seen,
        signed: Signature,
        typed: TypedFields,
    ) -> Response[Any]:
        """Record that they were published: as counted when the form was shown."""
        counted = (typed.get("counted_as_of") or [""])[-1]
        board = ReturnBoard.back_then(installation, signed.account, seen, counted)

        def do(form: PublishForm) -> Redirect:
            period = board.period_of(form)
            with sent_once(installation, form.command_id, typed):
                _publish(board, form, period, signed)
            there = back_to(HERE, form.area, period, "published")
            return Redirect(there, status_code=303)

        return submitted(
            PublishForm,
            typed,
            do=do,
            show_again=lambda shown: _form(board, shown, _period_in(typed)),
        )


class ReturnTakenBack(TakingBackPages):
    """That a return was not published, or not so."""

    path = HERE
    opt: dict[str, Any] | None = RECORDS
    OF = TakenBack(
        kind=PublishedReturns,
        template="figures/return_in_error.html.jinja",
        back=lambda area_id, published: back_to(
            HERE, area_id, Period(published.from_on, published.to_on), "taken-back"
        ),
    )


def _publish(
    board: ReturnBoard, form: PublishForm, period: Period, signed: Signing
) -> None:
    reviews, by = board.given.reviews, signed.by_command(form.command_id)
    view = board.view(form.area, period)
    returns = reviews.published_returns(form.area)
    was_published = returns is not None and returns.of_period(period) is not None
    told = ReturnTold(
        period=period,
        counted_as_of=board.counted_as_of,
        figures=counted_of(view.figures),
        broken_down=() if was_published else view.to_break_down,
        published_on=form.published_on,
        published_at=form.published_at,
    )
    if was_published:
        reviews.replace_return(form.area, told=told, reason=form.reason, signed=by)
    else:
        reviews.publish_return(form.area, told=told, signed=by)


def _form(board: ReturnBoard, shown: Shown, asked: PeriodAsked) -> Page:
    period = board.period_of(asked)
    view = board.view(asked.area, period)
    return Page(
        "figures/publish.html.jinja",
        shown=shown,
        told=view,
        words=list(words_of(view.counted)),
        hidden=AS_COUNTED,
    )


def _period_in(typed: Fields) -> PeriodAsked:
    """Return the period that a form is about, which nobody types in it.

    400 where it cannot be read: then the form is not one of ours.
    """
    own = nested(PeriodAsked, fields_of(PeriodAsked, typed))
    try:
        return PeriodAsked.model_validate(own.values)
    except ValidationError:
        raise ClientException(NO_PERIOD) from None
