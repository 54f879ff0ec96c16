"""Recording an application on a caller's behalf, while they are on the telephone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.policy import Action, may
from asbreview.domain.application import (
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.people import Channel
from asbreview.web import circumstances
from asbreview.web.applications_complaints import MadeTo
from asbreview.web.applications_fit import do_not_fit
from asbreview.web.applications_forms import (
    ROWS,
    ApplicationForm,
    SafeTo,
    first_time,
)
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.finding import Index
from asbreview.web.given import (
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Signing,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.safety_elsewhere import Met, unsafe_elsewhere
from asbreview.web.search_index import SearchIndex
from asbreview.web.sent import sent_once
from asbreview.web.sessions import not_for
from asbreview.web.submitted import Shown, submitted
from asbreview.web.telling import Tell, Telling
from asbreview.web.typed import Fields, group_numbers
from projections.queue import Asked, CaseRow, case_rows, places
from projections.scope import Scope

ADD: Final = "add"
MOST_COMPLAINTS: Final = 50
TOO_MANY: Final = (
    f"Nothing was recorded: a form takes {MOST_COMPLAINTS} complaints. Go back, record "
    "the application with the first of them, and put the others on file on the case."
)
SAFE: Final = {
    SafeTo.WRITE: "To write to them",
    SafeTo.EMAIL: "To email them",
    SafeTo.RING: "To ring them",
    SafeTo.LEAVE_A_MESSAGE: "To leave a message",
}
MADE_TO: Final = {
    MadeTo.COUNCIL: "The council",
    MadeTo.POLICE: "The police",
    MadeTo.HOUSING: "A housing provider",
    MadeTo.HEALTH: "The NHS",
    MadeTo.OTHER: "Another agency",
}


class Alike(NamedTuple):
    """A case with somebody of the same name or address on it."""

    case: CaseRow
    is_unsafe: bool


@dataclass(frozen=True)
class Reception:
    """Where applications are received: what is at hand there."""

    given: Installation
    index: SearchIndex
    signed: Signing
    tell: Telling
    seen: Scope

    def receive(self, form: ApplicationForm) -> UUID:
        """Open the case, and return it once readers can see it."""
        signed = self.signed.by_command(form.command_id)
        position = self.given.reviews.receive_application(
            form.application,
            procedure_id=self.area_of(form),
            applicant=form.applicant,
            victim=form.victim,
            consent=form.consent,
            circumstances=form.circumstances,
            adjustment=form.adjustment,
            account=form.story,
            complaints=[complaint.told for complaint in form.complaints],
            passed_on=form.passed_on,
            handed_over=form.handed_over,
            caseworker_id=self.signed.account.account_id if form.keep else None,
            signed=signed,
        )
        self.given.projector.wait_for(position)
        return signed.new_case_id

    def area_of(self, form: ApplicationForm) -> str:
        """Return the area that the application is received in.

        One that is not theirs is refused (`Misrecorded`), as is none of several.
        """
        areas = set(self.areas)
        if not form.area and len(areas) == 1:
            return areas.pop()
        if form.area not in areas:
            raise Misrecorded("Select the area", field="area")
        return form.area

    def do_not_fit(self, given: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
        """Yield each refusal that is not of one field alone, all of them at once."""
        areas = set(self.areas)
        if len(areas) > 1 and given.get("area") not in areas:
            yield Misrecorded("Select the area", field="area")
        yield from do_not_fit(given, today=self.signed.on)

    @property
    def areas(self) -> dict[str, str]:
        """The areas that whoever records it sees: what each is called, by id."""
        return own_areas(self.given, self.signed.account)

    def alike(self, form: ApplicationForm) -> list[Alike]:
        """Return the open cases that this may be the same as, but for its own.

        And any on which it is not safe to write to somebody of the name or address.
        """
        if form.not_the_same:
            return []
        own = self.signed.by_command(form.command_id).new_case_id
        people = {Met(own, form.applicant_name, form.address)}
        if form.victim:
            people |= {Met(own, form.victim_name, form.victim_address)}
        pairs = [(who.name, who.address) for who in people]
        found = {e.case_id for e in self.index.alike_to_any(pairs)} - {own}
        marked = unsafe_elsewhere(self.given, self.index, people).values()
        unsafe = {mark.case_id for marks in marked for mark in marks}
        with self.given.views.connect() as db:
            rows = case_rows(db, list(found))
        alike = [Alike(row, is_unsafe=row.case_id in unsafe) for row in rows]
        return [each for each in alike if each.is_unsafe or not each.case.ended]


def reception(
    installation: Given, index: Index, signed: Signature, tell: Tell, seen: Seen
) -> Reception:
    """Lay out what receiving an application needs."""
    return Reception(installation, index, signed, tell, seen)


RECEPTION: Final = {"at": Provide(reception, sync_to_thread=False)}
AtReception = NamedDependency[Reception]


class Applications(Controller):
    """Recording an application."""

    path = "/applications/new"
    dependencies = RECEPTION

    @get(sync_to_thread=True)
    def ask(
        self, who: Who, at: AtReception, form_fields: FormFields, today: Today
    ) -> Page:
        """Ask on one page, in the order in which people tell."""
        if not may(who, Action.WRITE):
            raise PermissionDeniedException(not_for(who))
        return _page(at, Shown.first(form_fields, **first_time(today)))

    @post(sync_to_thread=True)
    def record(self, typed: TypedFields, at: AtReception) -> Response[Any]:
        """Open a case; or add a complaint to the form; or say what may be the same."""
        fields = {name: values for name, values in typed.items() if name != ADD}
        if len(group_numbers("complaints", fields)) > MOST_COMPLAINTS:
            raise ClientException(TOO_MANY)
        if ADD in typed:
            return _page(at, _one_more(fields))

        def received(form: ApplicationForm) -> Response[Any]:
            at.area_of(form)
            if alike := at.alike(form):
                return _page(at, Shown(fields), alike)
            with sent_once(at.given, form.command_id, fields):
                case_id = at.receive(form)
            reference = at.given.reviews.case(case_id).trigger.reference
            done = urlencode({"done": "received"})
            return Redirect(f"/cases/{reference}?{done}", status_code=303)

        return submitted(
            ApplicationForm,
            fields,
            do=received,
            show_again=lambda shown: _page(at, shown),
            do_not_fit=at.do_not_fit,
        )


def _one_more(typed: Fields) -> Shown:
    """Show the form again with one more complaint; nothing is saved or lost."""
    number = max(group_numbers("complaints", typed), default=ROWS - 1) + 1
    return Shown({**typed, f"complaints-{number}-account": [""]})


def _page(at: Reception, shown: Shown, alike: Iterable[Alike] = ()) -> Page:
    with at.given.views.connect() as db:
        known = places(db, Asked(seen=at.seen, ended=True))
    return Page(
        "applications/new.html.jinja",
        shown=shown,
        alike=list(alike),
        tell=at.tell,
        places=known,
        rows=ROWS,
        areas=area_choices(at.areas),
        choices=CHOICES,
    )


def _items(words: type[StrEnum]) -> list[dict[str, str]]:
    return [{"value": word, "text": word[:1].upper() + word[1:]} for word in words]


def _named(words: Mapping[Any, str]) -> list[dict[str, str]]:
    return [{"value": str(word), "text": text} for word, text in words.items()]


CHOICES: Final = {
    **circumstances.CHOICES,
    "capacities": _items(Capacity),
    "ways": _items(HowApplied),
    "channels": _items(Channel),
    "categories": [{"value": "", "text": "Choose one"}, *_items(Category)],
    "wishes": _items(Wish),
    "safe": _named(SAFE),
    "made_to": [{"value": "", "text": "Choose one"}, *_named(MADE_TO)],
    "consents": [
        {"value": "", "text": "Not known yet"},
        *_items(HowConsented),
    ],
}
