"""Recording that a return was published, and that one was not after all."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import (
    ClientException,
    NotFoundException,
    PermissionDeniedException,
)
from litestar.params import FromPath
from litestar.response import Redirect, Response
from pydantic import ValidationError

from asbreview.access.accounts import Account
from asbreview.access.policy import Action
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import Return
from asbreview.reviews.returns import ReturnTold
from asbreview.web.areas import own_areas
from asbreview.web.desk import filled_day
from asbreview.web.forms import Day, Form, Line, Says, Text
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Signing,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, asked_in, fields_of, filled
from asbreview.web.returns import HERE, ReturnBoard
from asbreview.web.returns_told import counted_of
from asbreview.web.returns_words import words_of
from asbreview.web.sent import sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields, nested

RECORDS: Final = {NEEDS: Action.WRITE}
ONE: Final = "/{return_id:uuid}/in-error"
TAKE_BACK: Final = "figures/return_in_error.html.jinja"
DATES: Final = ("from_on", "to_on")
HIDDEN: Final = (
    "area",
    "counted_as_of",
    *(f"{name}-{part}" for name in DATES for part in ("day", "month", "year")),
)
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


class TakeBackForm(Form):
    """That a return was not published, or not so."""

    SAYS: ClassVar = {"reason": Says.enter("what was wrong")}

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
            shown = Shown.first(
                form_fields,
                area=asked.area,
                counted_as_of=counted,
                **filled_day("from_on", asked.from_on),
                **filled_day("to_on", asked.to_on),
                **filled_day("published_on", board.on),
            )
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
            asked = urlencode(filled(form.area, period), doseq=True)
            return Redirect(f"{HERE}?{asked}&done=published", status_code=303)

        return submitted(
            PublishForm,
            typed,
            do=do,
            show_again=lambda shown: _form(board, shown, _period_in(typed)),
        )

    @get(ONE, opt=RECORDS, sync_to_thread=True)
    def doubt(
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        form_fields: FormFields,
        return_id: FromPath[UUID],
    ) -> Page:
        """Ask what was wrong with a return that is on record as published."""
        if not as_of.is_now:
            raise PermissionDeniedException(NOT_NOW)
        _, published = _published(installation, who, return_id)
        return Page(TAKE_BACK, shown=Shown.first(form_fields), published=published)

    @post(ONE, opt=RECORDS, sync_to_thread=True)
    def take_back(
        self,
        installation: Given,
        signed: Signature,
        typed: TypedFields,
        return_id: FromPath[UUID],
    ) -> Response[Any]:
        """Record that it was not published, or not so.

        A form that comes again finds what it took back.
        """
        area_id, published = _published(
            installation, signed.account, return_id, standing=False
        )

        def do(form: TakeBackForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                installation.reviews.take_back_return(
                    area_id,
                    return_id,
                    reason=form.reason,
                    signed=signed.by_command(form.command_id),
                )
            period = Period(published.from_on, published.to_on)
            asked = urlencode(filled(area_id, period), doseq=True)
            return Redirect(f"{HERE}?{asked}&done=taken-back", status_code=303)

        return submitted(
            TakeBackForm,
            typed,
            do=do,
            show_again=lambda shown: Page(TAKE_BACK, shown=shown, published=published),
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
        hidden=HIDDEN,
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


def _published(
    given: Installation, who: Account, return_id: UUID, *, standing: bool = True
) -> tuple[str, Return]:
    """Return one that stands, or once did, and the area that it is of; or 404."""
    for area_id in own_areas(given, who):
        if returns := given.reviews.published_returns(area_id):
            found = returns.standing if standing else returns.returns.values()
            for each in found:
                if each.return_id == return_id:
                    return area_id, each
    raise NotFoundException
