"""Packs of a case: asked for by a button, and opened once they are made."""

from collections.abc import Iterator
from typing import Any, ClassVar

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response, Stream

from asbreview.domain.pack.facts import PackKind
from asbreview.domain.sealed import Erased
from asbreview.evidence_files.vault import FileMissing
from asbreview.packs.saving import proofs_in
from asbreview.web.desk import DESK, Desk, OnDesk
from asbreview.web.documents import AS_A_COPY
from asbreview.web.forms import Form, Says
from asbreview.web.packs_told import PackSeen, packs_told
from asbreview.web.panel import PANEL, panel_page


class PackForm(Form):
    """Which pack is to be made."""

    SAYS: ClassVar = {"kind": Says.select("which edition is to be made")}

    kind: PackKind


class PackPages(Controller):
    """The packs of a case."""

    path = "/cases/{reference:str}/panel/packs"
    dependencies = DESK

    @post(sync_to_thread=True)
    def ask(self, desk: OnDesk) -> Response[Any]:
        """Have a pack made of the case as it stands now."""

        def record(form: PackForm) -> Redirect:
            position = desk.reviews.ask_for_pack(
                desk.view.case.case_id,
                form.kind,
                signed=desk.signed.by_command(form.command_id),
            )
            return desk.recorded(position, PANEL, "pack")

        return desk.answer(
            PackForm, record=record, page=lambda shown, _: panel_page(desk, shown)
        )

    @get("/{pack_number:int}/pack.pdf", sync_to_thread=True)
    def open(self, desk: OnDesk, pack_number: FromPath[int]) -> Stream:
        """Show a pack that was made; of what was destroyed or is not there, 404."""
        pack, pieces = _opened(desk, pack_number)
        name = pack.saved_as(desk.view.reference)
        return Stream(
            pieces,
            media_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{name}"',
                "Content-Security-Policy": AS_A_COPY,
            },
        )

    @get("/{pack_number:int}/proofs.zip", sync_to_thread=True)
    def proofs(self, desk: OnDesk, pack_number: FromPath[int]) -> Response[bytes]:
        """Give the proofs that lie in a pack, with the program that checks them."""
        pack, pieces = _opened(desk, pack_number)
        found = proofs_in(b"".join(pieces))
        if found is None:
            raise NotFoundException
        name = pack.saved_as(desk.view.reference).replace(".pdf", "-proofs.zip")
        return Response(
            found,
            media_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _opened(desk: Desk, number: int) -> tuple[PackSeen, Iterator[bytes]]:
    """Return a pack that can be opened, and its bytes; 404 for any other."""
    for pack in packs_told(desk.view, desk.given):
        if pack.row.number == number and pack.can_be_opened:
            break
    else:
        raise NotFoundException
    try:
        pieces = desk.given.files.vault.read(pack.row.pack_id)
    except FileMissing:
        raise NotFoundException from None
    if isinstance(pieces, Erased):
        raise NotFoundException
    return pack, pieces
