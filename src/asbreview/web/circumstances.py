"""What is known of a person that later steps have to take into account."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.circumstances import (
    Circumstances,
    HateStrand,
    LetterFormat,
    Tenure,
)
from asbreview.reviews.told import PARTED_BY, CircumstancesTold
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Line, RestingForm, Says, Text
from asbreview.web.page import Page
from asbreview.web.submitted import Shown
from asbreview.web.telling import Telling

CONTACTS: Final = "/contacts"
NOT_KNOWN: Final = {"value": "", "text": "Not known"}


class CircumstancesForm(RestingForm):
    """What a person says of themselves; all of it may be left empty."""

    SAYS: ClassVar = {
        "hate_strands": Says.select("why they believe that they are targeted"),
        "vulnerability": Says.enter("what makes it harder for them"),
        "tenure": Says.select("how they hold their home"),
        "landlord": Says.enter("the landlord"),
        "language": Says.enter("the language"),
        "letter_format": Says.select("in which form they read letters"),
    }

    hate_strands: tuple[HateStrand, ...] = ()
    vulnerability: Text = ""
    tenure: Tenure | None = None
    landlord: Line = ""
    language: Line = ""
    letter_format: LetterFormat | None = None

    @property
    def told(self) -> CircumstancesTold:
        """What the command is told."""
        return CircumstancesTold(
            hate_strands=self.hate_strands,
            vulnerability=self.vulnerability,
            tenure=self.tenure,
            landlord=self.landlord,
            language=self.language,
            letter_format=self.letter_format,
        )


class CircumstancesPages(Controller):
    """The circumstances of a person of a case."""

    path = "/cases/{reference:str}/contacts/{person_id:uuid}/circumstances"
    dependencies = DESK

    @get(sync_to_thread=True)
    def ask(self, desk: OnDesk, person_id: FromPath[UUID]) -> Page:
        """Ask what is known; what is on record is filled in."""
        known = desk.view.case.contact.circumstances.get(person_id)
        filled = _filled(known, desk.view.tell) if known else {}
        return _page(desk, desk.blank_at_any_time(**filled), person_id)

    @post(sync_to_thread=True)
    def record(self, desk: OnDesk, person_id: FromPath[UUID]) -> Response[Any]:
        """Record what is known of a person."""

        def record(form: CircumstancesForm) -> Redirect:
            position = desk.reviews.record_circumstances(
                desk.view.case.case_id,
                person_id,
                form.told,
                since=form.since,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, CONTACTS, "circumstances")

        return desk.answer(
            CircumstancesForm,
            record=record,
            page=lambda shown, _: _page(desk, shown, person_id),
        )


def _filled(known: Circumstances, tell: Telling) -> dict[str, str | list[str]]:
    return {
        "hate_strands": list(filter(None, tell(known.hate_strands).split(PARTED_BY))),
        "vulnerability": tell(known.vulnerability),
        "tenure": tell(known.tenure),
        "landlord": tell(known.landlord),
        "language": tell(known.language),
        "letter_format": tell(known.letter_format),
    }


def _page(desk: Desk, shown: Shown, person_id: UUID) -> Page:
    person = desk.view.case.contact.people.get(person_id)
    if person is None:
        raise NotFoundException
    return Page(
        "contacts/circumstances.html.jinja",
        view=desk.view,
        shown=shown,
        person=person,
        since=desk.view.case.contact.circumstances_since.get(person_id, 0),
        choices=CHOICES,
    )


CHOICES: Final = {
    "strands": [{"value": str(s), "text": s[:1].upper() + s[1:]} for s in HateStrand],
    "tenures": [NOT_KNOWN]
    + [{"value": str(t), "text": t[:1].upper() + t[1:]} for t in Tenure],
    "formats": [{"value": "", "text": "As usual, or not known"}]
    + [{"value": str(f), "text": f[:1].upper() + f[1:]} for f in LetterFormat],
}
