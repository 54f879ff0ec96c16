"""The papers of a challenge: for whoever hears it, and for whoever made it."""

from typing import Any, ClassVar, Final
from uuid import UUID

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.pack.facts import OF_A_CHALLENGE, PackKind
from asbreview.domain.statute import CHALLENGE
from asbreview.web.challenges_told import Told, challenge_told
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.forms import Form, Says
from asbreview.web.packs_told import (
    OF_CHALLENGE,
    hearers_of,
    may_open_papers_of,
    packs_told,
)
from asbreview.web.page import Page
from asbreview.web.submitted import Shown

DONE: Final = {"pack": "The papers are being put together."}
FOR_WHOM: Final = "for whom the papers are made"
NOT_YOURS: Final = (
    "Only those who hear the challenge, and the caseworker of the case, open its"
    " papers: ask the caseworker"
)


class ChallengePapersForm(Form):
    """For whom the papers of a challenge are made."""

    SAYS: ClassVar = {"kind": Says.select(FOR_WHOM)}

    kind: PackKind


class ChallengePapersPages(Controller):
    """The papers of one challenge."""

    path = "/cases/{reference:str}/challenges/{challenge_id:uuid}/papers"
    dependencies = DESK

    @get(sync_to_thread=True)
    def show(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Page:
        """List those that were made, with the button that makes another."""
        return _page(desk, challenge_id, Shown.first(desk.form_fields))

    @post(sync_to_thread=True)
    def ask(self, desk: OnDesk, challenge_id: FromPath[UUID]) -> Response[Any]:
        """Have them made of the case as it stands now."""

        def record(form: ChallengePapersForm) -> Redirect:
            _must_be_heard_here(desk, challenge_id)
            if not may_open_papers_of(desk.view, desk.given, challenge_id):
                raise NotPermittedYet(NOT_YOURS, field="kind")
            position = desk.reviews.ask_for_pack(
                desk.view.case.case_id,
                form.kind,
                challenge_id=challenge_id,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, f"/challenges/{challenge_id}/papers", "pack")

        return desk.answer(
            ChallengePapersForm,
            record=record,
            page=lambda shown, _: _page(desk, challenge_id, shown),
            offered={"kind": {kind.value for kind in OF_A_CHALLENGE}},
        )


def _must_be_heard_here(desk: Desk, challenge_id: UUID) -> Told:
    told = challenge_told(desk.view, challenge_id)
    if told.to:  # another body decides it: the case is put together for them
        raise NotFoundException
    return told


def _page(desk: Desk, challenge_id: UUID, shown: Shown) -> Page:
    view, told = desk.view, _must_be_heard_here(desk, challenge_id)
    packs = packs_told(view, desk.given, *OF_CHALLENGE)
    caseworker = view.case.known.caseworker_id
    return Page(
        "outcome/challenge_papers.html.jinja",
        view=view,
        shown=shown,
        told=told,
        packs=[each for each in packs if each.row.challenge_id == challenge_id],
        choices=[
            {"value": kind.value, "text": title, "hint": {"text": says}}
            for kind, (title, says) in OF_CHALLENGE.items()
        ],
        here=f"/challenges/{challenge_id}/papers",
        opens=may_open_papers_of(view, desk.given, challenge_id),
        caseworker=view.name_of(caseworker) if caseworker else "",
        hearers=[
            view.name_of(each) for each in hearers_of(view, desk.given, challenge_id)
        ],
        challenge=CHALLENGE,
        done=DONE.get(desk.done, ""),
    )
