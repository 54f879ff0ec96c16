"""The ledger, for auditors: is what was recorded what it was, and proofs of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from asbreview.access.policy import Action
from asbreview.audit import verify_ledger
from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import (
    Checked,
    KeptHead,
    head_by,
    last_checks,
    last_heads,
)
from asbreview.audit.notes import NotANote
from asbreview.web.given import Given
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS

LONG_AGO: Final = timedelta(days=2)
HEADS_SHOWN: Final = 30
CHECKS_SHOWN: Final = 10
READS: Final = {NEEDS: Action.READ_LEDGER}


@dataclass(frozen=True)
class HeadShown:
    """A head as the page tells of it; nothing but its number where it is no head."""

    number: int
    head: Head | None

    @classmethod
    def of(cls, kept: KeptHead) -> "HeadShown":
        """Read a head that is kept in the office."""
        try:
            return cls(kept.number, Head.read(kept.note))
        except NotANote:
            return cls(kept.number, None)


@dataclass(frozen=True)
class Standing:
    """How the ledger stands: what the last check found, and whether that is old."""

    last: Checked | None
    now: datetime

    @property
    def is_old(self) -> bool:
        """Was nothing checked for so long that the result says little?"""
        return self.last is not None and self.now - self.last.at > LONG_AGO

    @property
    def is_sound(self) -> bool:
        """Is it known that nothing was changed?"""
        return self.last is not None and self.last.is_sound and not self.is_old


class LedgerPages(Controller):
    """The ledger."""

    path = "/audit/ledger"
    opt: dict[str, Any] | None = READS

    @get(sync_to_thread=True)
    def show(self, installation: Given) -> Page:
        """Show what the last check found, the last heads, and what to check with."""
        with installation.office.reading() as db:
            heads = [HeadShown.of(kept) for kept in last_heads(db, HEADS_SHOWN)]
            checks = last_checks(db, CHECKS_SHOWN)
        last = checks[0] if checks else None
        return Page(
            "ledger/show.html.jinja",
            standing=Standing(last, installation.now()),
            heads=heads,
            checks=checks,
            keys=installation.ledger_keys(),
        )

    @get("/heads/{number:int}", sync_to_thread=True)
    def head(self, installation: Given, number: FromPath[int]) -> Response[bytes]:
        """Give a head as it was signed, to be kept."""
        with installation.office.reading() as db:
            kept = head_by(db, number)
        if kept is None:
            raise NotFoundException
        shown = HeadShown.of(kept)
        at = f"{shown.head.at:%Y%m%dT%H%M%SZ}" if shown.head else f"number-{number}"
        return _to_be_saved(kept.written.encode(), f"{at}-{kept.size}.head")

    @get("/verify_ledger.py", sync_to_thread=True)
    def verifier(self) -> Response[bytes]:
        """Give the program that checks, which needs nothing of this one."""
        program = Path(verify_ledger.__file__).read_bytes()
        return _to_be_saved(program, "verify_ledger.py")


def _to_be_saved(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
