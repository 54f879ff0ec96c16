"""Where something is told of an area and a period, as of an instant.

A page of this kind has a `Board` of its own, and asks for it among its parameters as
`board`, with `put_up` among its dependencies: it names what is asked for, and tells it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, Final, Self
from urllib.parse import urlencode

from litestar.di import Provide
from litestar.response import Response

from asbreview.access.accounts import Account
from asbreview.access.policy import Action
from asbreview.domain.days import DAY
from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.as_of import AsOf, as_of
from asbreview.web.given import Asked, AsOfAsked, Given, Installation, Seen, Who
from asbreview.web.page import Page
from asbreview.web.period_asked import (
    WHICH_AREA,
    PeriodAsked,
    asked_in,
    filled,
    period_in,
)
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from projections.scope import Scope

NOT_SHOWN: Final = "a case that you are not shown"
READS_FIGURES: Final[dict[str, Any]] = {NEEDS: Action.READ_FIGURES}


@dataclass(frozen=True)
class Board:
    """Where it is told: of which areas, to whom, as of when, and what was typed.

    `ASKS` is what is asked for; `UNTOLD` what the page shows of it before it is told.
    """

    TEMPLATE: ClassVar[str]
    ASKS: ClassVar[type[PeriodAsked]] = PeriodAsked
    UNTOLD: ClassVar[Mapping[str, Any]] = {}

    given: Installation
    areas: dict[str, str]
    seen: Scope
    as_of: AsOf
    typed: Fields = field(default_factory=dict)

    @classmethod
    def back_then(
        cls, given: Installation, who: Account, seen: Scope, counted_as_of: str
    ) -> Self:
        """Return it as of an instant that a form or a record names."""
        at = as_of(
            counted_as_of or None, now=given.now(), position_as_of=given.position_as_of
        )
        return cls(given, own_areas(given, who), seen, at)

    def answered(self, do: Callable[[Any], Response[Any]]) -> Response[Any]:
        """Do what is asked, or what is asked at first; or ask again, saying why."""
        typed = self.typed or self.typed_at_first()
        return submitted(self.ASKS, typed, do=do, show_again=self.ask_again)

    def typed_at_first(self) -> Fields:
        """Return what is asked where nothing was: this reporting period."""
        return self.this_period()

    def ask_again(self, shown: Shown) -> Page:
        """Show the form, with what was typed in it and what was wrong."""
        return self.framed(shown)

    @property
    def on(self) -> date:
        """The day that is looked at."""
        return self.as_of.on

    @property
    def counted_as_of(self) -> datetime:
        """The instant that is looked at."""
        return self.as_of.instant or self.given.now()

    def period_of(self, asked: PeriodAsked) -> Period:
        """Return the period asked for; one that ends before it begins is refused.

        So is an area that is not theirs, as one that there is not.
        """
        period = period_in(asked.from_on, asked.to_on)
        if asked.area not in self.areas:
            raise Misrecorded(WHICH_AREA.missing, field="area")
        return period

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for a period, and whatever is told of one."""
        area_id = shown.value("area")
        reporting = self.procedure_of(area_id).reporting
        current = reporting_period(reporting, self.on)
        before = reporting_period(reporting, current.from_ - DAY)
        own = {
            "shown": shown,
            "areas": area_choices(self.areas),
            "area": self.areas.get(area_id),
            "at": self.as_of,
            "on": self.on,
            "is_withheld": partial(is_withheld, self.seen),
            "asked": self.query(shown.typed),
            "asks_for_current": self.query(filled(area_id, current)),
            "asks_for_last": self.query(filled(area_id, before)),
        }
        return Page(self.TEMPLATE, **{**self.UNTOLD, **own, **told})

    def query(self, typed: Fields) -> str:
        """Return what asks for the same in an address, as of the same instant."""
        asked = {name: list(given) for name, given in typed.items()}
        if self.as_of.instant is not None:
            asked["as_of"] = [self.as_of.instant.isoformat()]
        return urlencode(asked, doseq=True)

    def this_period(self) -> dict[str, list[str]]:
        """Return what asks for the reporting period of today, of the first area."""
        area_id = next(iter(self.areas))
        reporting = self.procedure_of(area_id).reporting
        return filled(area_id, reporting_period(reporting, self.on))

    def procedure_of(self, area_id: str) -> Procedure:
        """Return the procedure in force in an area; in the first, of one not theirs."""
        own = area_id if area_id in self.areas else next(iter(self.areas))
        return self.given.reviews.procedure_in_force(own, self.on)


def is_withheld(scope: Scope, reference: str) -> bool:
    """Say whether a row tells of a case no more than that it is counted.

    So it is where a case is kept from somebody who reads cases: they could know it by
    its place and its days.  Whoever reads none has rows of all, without references.
    """
    return bool(scope.areas) and reference == NOT_SHOWN


def row_of(scope: Scope, reference: str, *told: object) -> tuple[object, ...]:
    """Return a row about a case, the rest of it empty where that is withheld."""
    rest = ("",) * len(told) if is_withheld(scope, reference) else told
    return reference, *rest


def put_up(board: type[Board]) -> dict[str, Provide]:
    """Return what gives a page the board of its kind, as `board`."""

    def lay_out(
        request: Asked, installation: Given, who: Who, seen: Seen, as_of: AsOfAsked
    ) -> Board:
        typed = asked_in(request, board.ASKS)
        return board(installation, own_areas(installation, who), seen, as_of, typed)

    return {"board": Provide(lay_out, sync_to_thread=True)}
