"""Who looked at what of the cases that an auditor is shown, and who exported all."""

from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, get
from litestar.connection import Request
from litestar.response import Response

from asbreview.access.accounts import account_names, names_in_areas
from asbreview.access.export_log import exports_between
from asbreview.access.policy import Action
from asbreview.access.read_log import Read, reads_between
from asbreview.access.removing import NOBODY
from asbreview.domain.days import DAY, LONDON
from asbreview.domain.errors import Misrecorded
from asbreview.web.as_of import AsOf
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.forms import Asked, Day, Line, Says
from asbreview.web.given import AsOfAsked, Given, Installation, Seen, Today
from asbreview.web.page import Page
from asbreview.web.period_asked import DAYS_SAY, asked_in, filled_days, period_in
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields
from asbreview.web.words import moment
from projections.queue import case_rows
from projections.scope import Scope, past_seen

FOR_AUDITORS: Final = {NEEDS: Action.ASK_ACROSS}
MOST: Final = 1_000  # readings on one page; the file has as many
A_WEEK: Final = timedelta(days=6)
ALL_CASES: Final = "All cases"
WHO: Final = "Select somebody from the list"


class ReadsAsked(Asked):
    """A period of days, both included; of one account, or of all."""

    SAYS: ClassVar = {
        **DAYS_SAY,
        "account": Says.select("somebody from the list"),
    }

    from_on: Day
    to_on: Day
    account: Line = ""


class Looked(NamedTuple):
    """Somebody looked at a page of a case; or exported all, which is of no one case."""

    who: str
    at: datetime
    reference: str
    page: str
    account_id: UUID | None = None


class AuditReads(Controller):
    """Who looked at what."""

    path = "/audit/reads"
    opt: dict[str, Any] | None = FOR_AUDITORS

    @get(sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Show who looked at which case in a period; at first, in the last week."""
        reading = Reading(
            installation, seen, as_of, as_of.on if as_of.instant else today
        )
        return submitted(
            ReadsAsked,
            asked_in(request, ReadsAsked) or reading.last_week(),
            do=reading.page,
            show_again=lambda shown: reading.framed(shown, [], asked=None),
        )

    @get("/csv", sync_to_thread=True)
    def save(
        self,
        request: Request[Any, Any, Any],
        installation: Given,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
    ) -> Response[Any]:
        """Give the same as CSV."""
        reading = Reading(
            installation, seen, as_of, as_of.on if as_of.instant else today
        )
        return submitted(
            ReadsAsked,
            asked_in(request, ReadsAsked) or reading.last_week(),
            do=reading.saved,
            show_again=lambda shown: reading.framed(shown, [], asked=None),
        )


class Reading(NamedTuple):
    """Where the readings are looked for: of which cases, as of when."""

    given: Installation
    seen: Scope
    as_of: AsOf
    on: date

    def page(self, asked: ReadsAsked) -> Page:
        """Show the readings."""
        shown = Shown(_filled(asked.from_on, asked.to_on, asked.account))
        return self.framed(shown, self.looked(asked), asked=asked)

    def saved(self, asked: ReadsAsked) -> Response[Any]:
        """Return the readings as a file to be saved."""
        return saved_as_csv(
            f"asb-case-reviews-reads-{asked.from_on}-{asked.to_on}",
            ("who", "at", "case", "page"),
            (
                (x.who, moment(x.at), x.reference or ALL_CASES, x.page)
                for x in self.looked(asked)
            ),
        )

    def looked(self, asked: ReadsAsked) -> list[Looked]:
        """Return who looked at which of the cases that are seen, the latest first.

        `Misrecorded` for an account that there is not, or that is of other areas and
        looked at none of them: that there is one is not told.
        """
        period_in(asked.from_on, asked.to_on)
        names = account_names(self.given.office)
        chosen = _account(asked.account, names)
        looked = list(self._looked(asked, chosen, names))
        if chosen is not None and chosen not in self._offered(looked):
            raise Misrecorded(WHO, field="account")
        return looked

    def _offered(self, looked: list[Looked]) -> dict[UUID, str]:
        """Return whom one may ask for: those of one's areas, and who is told of.

        Accounts of other areas are nobody's business, unless they looked in here.
        """
        names = account_names(self.given.office)
        told = {each.account_id for each in looked}
        ours = names_in_areas(self.given.office, self.seen.areas)
        return ours | {id_: name for id_, name in names.items() if id_ in told}

    def _looked(
        self, asked: ReadsAsked, chosen: UUID | None, names: dict[UUID, str]
    ) -> Iterator[Looked]:
        exported = self._exported(asked, chosen, names)
        # No more than MOST of those that are shown: what is not is not counted.
        with closing(self._between(asked, chosen)) as portions:
            shown = self._shown(portions, names)
            both = merge(shown, exported, key=attrgetter("at"), reverse=True)
            yield from islice(both, MOST)

    def _exported(
        self, asked: ReadsAsked, chosen: UUID | None, names: dict[UUID, str]
    ) -> Iterator[Looked]:
        """Yield who exported all cases: whoever sees any of them is told."""
        begun, before = self._instants(asked)
        for each in exports_between(
            self.given.office, from_=begun, before=before, account_id=chosen
        ):
            who = f"{each.at_server}, at the server"
            if each.account_id is not None:
                who = f"{names.get(each.account_id, NOBODY)} ({who})"
            page = f"Exported without names: {each.form}, up to record {each.up_to:,}"
            yield Looked(who, each.at, "", page, each.account_id)

    def _shown(
        self, portions: Iterator[list[Read]], names: dict[UUID, str]
    ) -> Iterator[Looked]:
        for reads in portions:
            cases = list({read.case_id for read in reads})
            with self.given.views.connect() as db:
                rows = case_rows(db, cases, self.seen)
                past = past_seen(db, cases, self.seen)
            references = {row.case_id: row.reference for row in rows}
            references |= {row.case_id: row.reference for row in past}
            for read in reads:
                if reference := references.get(read.case_id):
                    who = names.get(read.account_id, NOBODY)
                    page = read.page_of(reference)
                    yield Looked(who, read.at, reference, page, read.account_id)

    def _between(
        self, asked: ReadsAsked, account_id: UUID | None
    ) -> Generator[list[Read]]:
        begun, before = self._instants(asked)
        return reads_between(
            self.given.office, from_=begun, before=before, account_id=account_id
        )

    def _instants(self, asked: ReadsAsked) -> tuple[datetime, datetime]:
        """Return when the period begins, and the first instant that is not of it."""
        before = datetime.combine(asked.to_on + DAY, time(), LONDON)
        if self.as_of.instant is not None:
            before = min(before, self.as_of.instant)
        return datetime.combine(asked.from_on, time(), LONDON), before

    def last_week(self) -> Fields:
        """Return what asks for the seven days up to the one it is looked at from."""
        return _filled(self.on - A_WEEK, self.on, "")

    def framed(
        self, shown: Shown, looked: list[Looked], *, asked: ReadsAsked | None
    ) -> Page:
        """Show the form that asks for a period, and whatever is found in it."""
        names = sorted(self._offered(looked).items(), key=lambda x: x[1])
        people = [{"value": str(id_), "text": name} for id_, name in names]
        address = {n: v[0] for n, v in shown.typed.items() if v and v[0]}
        if self.as_of.instant is not None:
            address["as_of"] = self.as_of.instant.isoformat()
        return Page(
            "audit/reads.html.jinja",
            shown=shown,
            people=[{"value": "", "text": "Anybody"}, *people],
            looked=looked,
            asked=asked,
            most=MOST,
            all_cases=ALL_CASES,
            at=self.as_of,
            query=urlencode(address),
        )


def _account(typed: str, names: dict[UUID, str]) -> UUID | None:
    """Return the account that was chosen; `Misrecorded` for one that there is not."""
    if not typed:
        return None
    found = next((id_ for id_ in names if str(id_) == typed), None)
    if found is None:
        raise Misrecorded(WHO, field="account")
    return found


def _filled(from_on: date, to_on: date, account: str) -> dict[str, list[str]]:
    return {"account": [account]} | filled_days(from_on, to_on)
