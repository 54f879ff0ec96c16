"""Having each new head of the ledger stamped by an authority, where one is set.

The last head is stamped: it binds all that was before it.  An authority that is down
keeps nothing from being recorded or signed; it is asked again.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import httpx

from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import KeptHead, last_heads
from asbreview.audit.kept_stamps import keep_stamp, stamp_of
from asbreview.audit.ledger_folder import Differs
from asbreview.audit.notes import NotANote
from asbreview.audit.stamps import BadStamp, checked_stamp, stamp_request
from asbreview.installation import Installation

Ask = Callable[[str, bytes], bytes]
PAUSE: Final = timedelta(minutes=10)
PATIENCE: Final = 20.0  # seconds
LARGEST: Final = 100_000  # bytes of an answer; most have some thousand
ASKS: Final = {"Content-Type": "application/timestamp-query"}
ANSWERS: Final = "application/timestamp-reply"
log = logging.getLogger(__name__)


class NotAnswered(Exception):
    """The authority gave no answer that is a stamp; the message says what it did."""


class Stamping:
    """Has the last head stamped, unless that was tried in vain a moment ago."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._again_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Have stamped what is to be stamped."""
        if self._installation.settings.ledger.authority is None:
            return
        if self._again_at and now < self._again_at:
            return
        try:
            stamp_last(self._installation, now)
            self._again_at = None
        except (NotAnswered, BadStamp) as why:
            log.warning("A head of the ledger was not stamped, and stands: %s", why)
            self._again_at = now + PAUSE


def stamp_last(
    installation: Installation, now: datetime, ask: Ask | None = None
) -> bool:
    """Have the last head stamped and keep the stamp; say if there was one to be made.

    `NotAnswered`, `BadStamp` where there is none to be had; `OSError` where the folder
    cannot be written to: the office has it then, and the folder gets it later.
    """
    authority = installation.settings.ledger.authority
    with installation.office.reading() as db:
        last = next(iter(last_heads(db, 1)), None)
        answer = stamp_of(db, last.number) if last else None
    if authority is None or last is None:
        return False
    is_new = answer is None
    if answer is None:
        content = last.written.encode()
        request = stamp_request(content)
        answer = (ask or _asked)(authority.address, request.as_bytes())
        checked_stamp(answer, content, authority.roots, request=request)
        keep_stamp(installation.office, last.number, answer, now)
    _put_in_folder(installation, last, answer)
    return is_new


def _put_in_folder(installation: Installation, kept: KeptHead, answer: bytes) -> None:
    try:
        head = Head.read(kept.note)
        installation.ledger.kept.folder.add_stamp(head, answer)
    except (NotANote, Differs):  # somebody changed what is kept: the check tells that
        return


def _asked(address: str, request: bytes) -> bytes:
    try:
        with httpx.stream(
            "POST", address, content=request, headers=ASKS, timeout=PATIENCE
        ) as answer:
            answer.raise_for_status()
            kind = answer.headers.get("content-type", "").partition(";")[0].strip()
            if kind != ANSWERS:
                raise NotAnswered(f"the answer is not {ANSWERS}")
            content = bytearray()
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > LARGEST:
                    raise NotAnswered("the answer does not end")
            return bytes(content)
    except httpx.HTTPStatusError as why:
        raise NotAnswered(f"it answered {why.response.status_code}") from why
    except (httpx.HTTPError, httpx.InvalidURL) as why:
        raise NotAnswered(type(why).__name__) from why
