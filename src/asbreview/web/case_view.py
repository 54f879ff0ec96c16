"""A case as its pages show it: now, or as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from asbreview.access.accounts import Account, account_names, name_alone
from asbreview.access.policy import Action, is_named, may, may_say_who_knows
from asbreview.annotated_texts import annotations_of
from asbreview.domain.consent import WhatFollows, what_follows
from asbreview.domain.erasure_of_case import CaseErasure
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.people import Person
from asbreview.domain.rights.record import Rights
from asbreview.domain.terms import Body
from asbreview.restricted_texts import notices_of
from asbreview.reviews import Case
from asbreview.signing import A_BODY, APPLICANT, BY_APPLICANT, BY_BODY, SENDER, SYSTEM
from asbreview.web.as_of import AsOf, NothingThen
from asbreview.web.emergency_told import Told, openings_of
from asbreview.web.given import (
    Asked,
    AsOfAsked,
    Given,
    Installation,
    Today,
    Who,
    case_asked_for,
)
from asbreview.web.moving_along import moves
from asbreview.web.need_to_know_told import KeptNow, KeptTo, kept_as, kept_now
from asbreview.web.telling import Telling
from asbreview.web.what_first import First, what_first
from projections.along import along
from projections.queue import CaseRow, case_row

SECTIONS: Final = (
    ("Overview", ""),
    ("Complaints", "/complaints"),
    ("Partners", "/partners"),
    ("Panel", "/panel"),
    ("Outcome", "/outcome"),
    ("Letters", "/letters"),
    ("Documents", "/documents"),
    ("Contacts", "/contacts"),
    ("Chronology", "/chronology"),
    ("History", "/history"),
)


@dataclass(frozen=True)
class CaseView:
    """A case as a page finds it: its records, where it stands, and who is looking.

    `row` is nothing for the moment in which the views are still catching up; `openings`
    tells who has opened it in an emergency of late, `disposed` that it was disposed of.
    """

    case: Case
    row: CaseRow | None
    as_of: AsOf
    who: Account
    today: date
    tell: Telling
    names: dict[UUID, str]
    kept: KeptNow
    openings: tuple[Told, ...] = ()
    disposed: CaseErasure | None = None

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.case.trigger.reference

    @property
    def us(self) -> str:
        """Who leads, to whoever looks: "us", or the area that does."""
        leads = self.case.procedure
        return "us" if leads.procedure_id in self.who.areas else leads.area

    @cached_property
    def may_record(self) -> bool:
        """May this account change this case, as it is shown?"""
        records = may(self.who, Action.WRITE, self.case.known)
        return records and self.as_of.is_now and self.disposed is None

    @property
    def may_go_on(self) -> bool:
        """As `may_record`, on a case that has not ended."""
        return self.may_record and self.case.ended_as is None

    @property
    def first(self) -> First | None:
        """What to do first, as of the view's day; nothing while there is no row."""
        return what_first(self.row, self.today) if self.row else None

    @property
    def position(self) -> int | None:
        """How far the log is read; nothing for now."""
        return self.as_of.position

    def kept_to(self, item_id: UUID) -> KeptTo | None:
        """Return whom what an item says was kept to by then; nothing if it was to all.

        Of today is alone whether whoever looks knows it.
        """
        fact = self.case.trigger.kept_to_some.get(item_id)
        if fact is None:
            return None
        bodies = [self.body_name(body_id) for body_id in fact.bodies]
        roles = [f"the role of {role}" for role in fact.roles]
        return KeptTo(
            ", ".join((*bodies, *roles)),
            fact.reason,
            fact.recorded_by,
            knows=self.may_know(item_id),
            named=is_named(self.who, kept_as(fact)),
        )

    def may_know(self, item_id: UUID) -> bool:
        """May this account know what an item says?  Of any day, by what is so now."""
        return item_id not in self.kept.closed

    def may_say_who_knows(self, item_id: UUID) -> bool:
        """May this account say who is to know what an item says?"""
        kept = kept_as(self.kept.items.get(item_id))
        says = may_say_who_knows(self.who, kept, self.case.known)
        return says and self.as_of.is_now

    def at(self, page: str = "", **asked: object) -> str:
        """Return the address of a page of the case, as of the same instant."""
        address = f"/cases/{self.reference}{page}"
        if self.as_of.instant is not None:
            asked["as_of"] = self.as_of.instant.isoformat()
        return f"{address}?{urlencode(asked)}" if asked else address

    def name_of(self, account_id: UUID | None) -> str:
        """Return the name of who recorded a thing, or whose the case is."""
        if account_id is None:
            return "nobody yet"
        return _name_in(self.names, account_id)

    def to_ask_for(self, account_id: UUID | None) -> str:
        """Return the name that a letter says to ask for: of nobody who has left."""
        name = self.names.get(account_id, "") if account_id else ""
        return name if name == name_alone(name) else ""

    def body(self, body_id: UUID) -> Body | None:
        """Return a relevant body; nothing if it is none of the case's."""
        return self.case.body(body_id)

    def body_name(self, body_id: UUID) -> str:
        """Return what a body is called."""
        if organisation := self.case.from_outside.get(body_id):
            return str(self.tell(organisation))
        body = self.body(body_id)
        return body.name if body else "another body"

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The relevant bodies of today."""
        return self.case.procedure.bodies_on(self.today)

    @property
    def applicant(self) -> Person:
        """Who applied."""
        return self.case.contact.applicant

    @property
    def no_consent(self) -> WhatFollows | None:
        """What follows from a consent that is missing; nothing if none is."""
        return what_follows(self.case.trigger.consent_stands)

    def sections(self, current: str) -> list[dict[str, str | bool]]:
        """Return the sub-navigation, the page that is shown marked."""
        return [
            {"text": text, "href": self.at(path), "active": text == current}
            for text, path in SECTIONS
        ]


def case_view(  # noqa: PLR0913, PLR0917  what a page of a case is made of
    request: Asked,
    reference: FromPath[str],
    as_of: AsOfAsked,
    who: Who,
    installation: Given,
    today: Today,
) -> CaseView:
    """Gather what a page of a case shows; 404 where there was no such case then.

    Whoever may not see the case comes no further than `case_asked_for`.
    """
    case_id = case_asked_for(request, reference, who, installation)
    if as_of.position is not None:
        with installation.views.connect() as db:
            beside = along(db, case_id, as_of=as_of.position)
        request.state.moves = moves(request, as_of, beside)
    case = _as_it_stood(installation, case_id, as_of)
    with installation.views.connect() as db:
        row = case_row(db, case_id, as_of=as_of.position)
    names = account_names(installation.office)
    kept = kept_now(
        who, case if as_of.is_now else case_id, installation.reviews, installation.views
    )
    return CaseView(
        case=case,
        row=row,
        as_of=as_of,
        who=who,
        today=as_of.on if as_of.instant else today,
        tell=Telling(
            installation.keyring,
            installation.views,
            kept.texts,
            notices_of(_rights_now(installation, case, as_of)),
            annotations_of(case.rights, partial(_name_in, names)),
        ),
        names=names,
        kept=kept,
        openings=openings_of(installation, case_id),
        disposed=installation.reviews.case_erasure(case_id, as_of=as_of.position),
    )


def _as_it_stood(installation: Installation, case_id: UUID, as_of: AsOf) -> Case:
    try:
        return installation.reviews.case(case_id, as_of=as_of.position)
    except NoSuchThing:
        raise (NotFoundException if as_of.is_now else NothingThen) from None


def _name_in(names: Mapping[UUID, str], account_id: UUID) -> str:
    if account_id in {SYSTEM, SENDER}:
        return "asbreview"
    if account_id == APPLICANT:
        return BY_APPLICANT
    if account_id == A_BODY:
        return BY_BODY
    return names.get(account_id, "somebody who has left")


def _rights_now(installation: Installation, case: Case, as_of: AsOf) -> Rights | None:
    """Return what is asked about the case's data now: a notice holds for any day."""
    if as_of.is_now:
        return case.rights
    try:
        return installation.reviews.get(Rights, Rights.id_for(case.case_id))
    except NoSuchThing:
        return None


ViewOfCase = NamedDependency[CaseView]
