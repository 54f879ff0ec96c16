"""How soon a body answered what it was asked, for its own people and for ours.

A partner is shown its own body's figures and no other's; its cases by reference alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.web.as_of import AsOf
from asbreview.web.board import NOT_SHOWN, READS_FIGURES, Board, put_up, row_of
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.figures_told import BodyAnswers
from asbreview.web.given import AsOfAsked, Given, Installation, Who
from asbreview.web.own_account import NOBODY, body_name
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown
from asbreview.web.words import counted
from projections.answering import Answering, answering_between
from projections.asked_of import asked_of
from projections.scope import NOTHING, Scope, seen_among

THEIRS: Final = {NEEDS: Action.READ_REQUESTS}
HEADS: Final = ("case", "asked_on", "due_on", "answered_on", "days", "late")
TEMPLATE: Final = "requests/times.html.jinja"


class Times(NamedTuple):
    """How soon a body answered, looked at on a day."""

    told: BodyAnswers
    on: date


def own_times(who: Who, installation: Given, as_of: AsOfAsked) -> Times:
    """Return how soon the body that whoever asks acts for answered, and no other."""
    return Times(_own(installation, who, as_of), as_of.on)


OWN_TIMES: Final = {"own": Provide(own_times, sync_to_thread=True)}
Own = NamedDependency[Times]


class OwnTimes(Controller):
    """How soon their own body answered, for a partner."""

    path = "/requests/times"
    opt: dict[str, Any] | None = THEIRS
    dependencies = OWN_TIMES

    @get(sync_to_thread=True)
    def show(self, own: Own) -> Page:
        """Show the figures of the body that whoever asks acts for, and no more."""
        return Page(TEMPLATE, sentence=sentence_of(*own), **own._asdict())

    @get("/csv", sync_to_thread=True)
    def save(self, own: Own) -> Response[Any]:
        """Give them as CSV."""
        return saved_as_csv("answers", HEADS, _rows(*own))


@dataclass(frozen=True)
class BodyBoard(Board):
    """Where the answers of one body are put up."""

    TEMPLATE: ClassVar[str] = "figures/body.html.jinja"
    UNTOLD: ClassVar = {"told": None}

    body_id: UUID = field(kw_only=True)

    def page(self, asked: PeriodAsked) -> Page:
        """Show them."""
        told = self._answers(asked)
        return self.framed(
            Shown(filled(asked.area, self.period_of(asked))),
            told=told,
            sentence=sentence_of(told, self.on),
            period=self.period_of(asked),
        )

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for a period, and whatever is told of the body."""
        return super().framed(shown, body_id=self.body_id, **told)

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return them as a file to be saved."""
        told = self._answers(asked)
        return saved_as_csv("answers", HEADS, _rows(told, self.on, self.seen))

    def _answers(self, asked: PeriodAsked) -> BodyAnswers:
        """Return them, without the references of cases that are not shown.

        404 for what is no body of any area here.
        """
        name = body_name(self.given, self.body_id)
        if name == NOBODY:
            raise NotFoundException
        period = self.period_of(asked)
        with self.given.views.connect() as db:
            every = answering_between(
                db,
                area_id=asked.area,
                from_=period.from_,
                to=period.to,
                as_of=self.as_of.position,
            )
            own = [each for each in every if each.body_id == self.body_id]
            seen = seen_among(db, {each.case_id for each in own}, self.seen)
        shown = [
            each if each.case_id in seen else each._replace(reference=NOT_SHOWN)
            for each in own
        ]
        return BodyAnswers(name, shown)


def of_body(board: NamedDependency[Board], body_id: FromPath[UUID]) -> BodyBoard:
    """Return the board of the body that the address names."""
    return BodyBoard(**vars(board), body_id=body_id)


OF_BODY: Final = {"body_board": Provide(of_body, sync_to_thread=False)}
OfBody = NamedDependency[BodyBoard]


class BodyTimes(Controller):
    """How soon one body answered in a period, for whoever reads figures."""

    path = "/figures/bodies/{body_id:uuid}"
    opt: dict[str, Any] | None = READS_FIGURES
    dependencies = put_up(Board) | OF_BODY

    @get(sync_to_thread=True)
    def show(self, body_board: OfBody) -> Response[Any]:
        """Show the requests made to it in a period; at first, in today's."""
        return body_board.answered(body_board.page)

    @get("/csv", sync_to_thread=True)
    def save(self, body_board: OfBody) -> Response[Any]:
        """Give them as CSV."""
        return body_board.answered(body_board.as_csv)


def _own(given: Installation, who: Account, as_of: AsOf) -> BodyAnswers:
    with given.views.connect() as db:
        every = asked_of(db, who.body_id, who.areas, as_of=as_of.position)
    theirs = [
        Answering(
            each.known.case_id,
            each.reference,
            who.body_id,
            each.asked_on,
            each.due_on,
            each.answered_on,
        )
        for each in every
        if may(who, Action.READ_REQUESTS, each.known)
    ]
    theirs.sort(key=lambda each: (each.requested_on, each.reference))
    return BodyAnswers(body_name(given, who.body_id), theirs)


def sentence_of(told: BodyAnswers, on: date) -> str:
    """Say how soon a body answered: numbers, and no rate of a handful."""
    if not told.asked:
        return f"{told.name} was asked nothing."
    said = (
        f"{told.name} was asked {counted(len(told.asked), 'time')} and answered"
        f" {len(told.answered)}: {told.late} late. {told.overdue(on)} overdue now."
    )
    if told.median_days is not None:
        said += f" The middle one of its answers took {told.median_days:g} days."
    return said


def how(each: Answering, on: date) -> str:
    """Say whether an answer was in time, is late, or is overdue on a day."""
    if each.answered_on is not None:
        return "late" if each.was_late else "in time"
    overdue = each.due_on is not None and each.due_on < on
    return "overdue" if overdue else "not due yet"


def _rows(
    told: BodyAnswers, on: date, scope: Scope = NOTHING
) -> Iterator[Sequence[object]]:
    for each in told.asked:
        days = (each.requested_on, each.due_on, each.answered_on)
        yield row_of(scope, each.reference, *days, each.days, how(each, on))
