"""A form with a file in it: sealed piece by piece while it comes in.

Neither memory nor a disk ever holds the file in the clear.  What is in its place among
the fields is a token that opens it, and is kept in the browser alone: so a form that is
shown again for a mistake has its file still, and nobody else can read it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection, Request
from litestar.exceptions import ClientException
from litestar.handlers.base import BaseRouteHandler
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from asbreview.access.policy import Action, may
from asbreview.evidence_files.names import as_called
from asbreview.evidence_files.vault import KEY, Sent, Writing
from asbreview.web.csrf import bound_to
from asbreview.web.given import given_of
from asbreview.web.sessions import MOST_FIELDS, changes_nothing

TAKES_FILE: Final = "takes_file"  # what a page says in `opt`: who may send it a file
FILE: Final = "file"
LARGEST_BODY: Final = 100_000_000  # bytes: what is more is not even looked at
MOST_TYPED: Final = 1_000_000  # bytes, besides the file
TOO_LARGE: Final = "too large"
NO_ROOM: Final = "no room"
LEFT_FREE: Final = 500_000_000  # bytes: the log needs room more than a file does
ID: Final = 16  # bytes
CANNOT_BE_READ: Final = "That form cannot be read."

Connection = ASGIConnection[Any, Any, Any, Any]


class FileSent(NamedTuple):
    """A file that came with a form: what opens it, and what it was called."""

    sent: Sent
    called: str

    @property
    def token(self) -> str:
        """What is kept of it in the browser."""
        opens = urlsafe_b64encode(self.sent.file_id.bytes + self.sent.key)
        return f"{opens.decode()}.{urlsafe_b64encode(self.called.encode()).decode()}"

    @classmethod
    def of(cls, token: str) -> "FileSent":
        """Return what a token opens (`ValueError` if it is none)."""
        opens, _, called = token.partition(".")
        both = urlsafe_b64decode(opens)
        if len(both) != ID + KEY:
            raise ValueError(TOO_LARGE)
        name = as_called(urlsafe_b64decode(called).decode())
        return cls(Sent(UUID(bytes=both[:ID]), both[ID:]), name)


def _as_sent(token: object) -> object:
    if not isinstance(token, str):
        return token
    if token.startswith(TOO_LARGE):
        most = token.removeprefix(TOO_LARGE).strip()
        how = (
            f"must have at most {most} megabytes. Make it smaller or split it; or give "
            "it to the caseworker in another way"
        )
        raise PydanticCustomError("typed_file", "{how}", {"how": how})
    if token == NO_ROOM:
        how = (
            "cannot be taken just now: there is no room for it. Give it later, or to "
            "the caseworker in another way"
        )
        raise PydanticCustomError("typed_file", "{how}", {"how": how})
    try:
        return FileSent.of(token)
    except ValueError:
        how = "is not here any more. Choose it again"
        raise PydanticCustomError("typed_file", "{how}", {"how": how}) from None


GivenFile = Annotated[FileSent, BeforeValidator(_as_sent)]


async def takes_in_its_file(asked: Connection, handler: BaseRouteHandler) -> None:
    """Take in a form with a file, before anything else reads what was sent.

    The file of whoever may not send the form is not kept; they are refused after.
    """
    if not isinstance(asked, Request) or changes_nothing(asked):
        return
    kind, options = parse_options_header(asked.headers.get("content-type", ""))
    who_may: Callable[[Request[Any, Any, Any]], bool] | None
    who_may = handler.opt.get(TAKES_FILE)
    if who_may is None or kind != "multipart/form-data":
        return

    def may_send(fields: dict[str, list[str]]) -> bool:
        cookie = asked.cookies.get(bound_to(handler), "")
        return bool(asked.app.state.forms.fits(fields, cookie)) and who_may(asked)

    incoming = _Incoming(asked, may_send)
    try:
        asked.state.fields = await incoming.read(options.get("boundary", ""))
    except (MultipartError, LookupError, ValueError) as unreadable:
        raise ClientException(CANNOT_BE_READ) from unreadable
    finally:
        await incoming.let_go()


def caseworkers(request: Request[Any, Any, Any]) -> bool:
    """Say whether somebody is signed in who may change the case that is named."""
    account = request.app.state.visitors.visitor(request).account
    given = given_of(request)
    case_id = given.find_case(str(request.path_params.get("reference", "")))
    known = given.case_known(case_id) if case_id else None
    return known is not None and may(account, Action.WRITE, known)


class _Incoming:
    def __init__(
        self,
        request: Request[Any, Any, Any],
        may_send: Callable[[dict[str, list[str]]], bool],
    ) -> None:
        self._request, self._may_send = request, may_send
        self._files = given_of(request).files
        self._fields: dict[str, list[str]] = {}
        self._typed = bytearray()
        self._read = 0
        self._segment: MultipartSegment | None = None
        self._sent: Sent | None = None
        self._writing: Writing | None = None
        self._refused = ""

    async def read(self, boundary: str) -> dict[str, list[str]]:
        """Return what was typed, and in the place of the file what opens it."""
        most = {"max_segment_count": MOST_FIELDS}
        with PushMultipartParser(boundary, **most) as parser:
            async for some in self._request.stream():
                for part in parser.parse(some):
                    if isinstance(part, MultipartSegment):
                        await self._begin(part)
                    elif part is None:
                        await self._end()
                    else:
                        await self._go_on(bytes(part))
            parser.parse(b"")
        return self._fields

    async def let_go(self) -> None:
        """Keep nothing of a file that is not whole."""
        if self._writing is not None:
            await sync_to_thread(self._writing.abandon)
            self._writing = None

    async def _begin(self, segment: MultipartSegment) -> None:
        self._segment, self._refused = segment, ""
        is_file = segment.filename and segment.name == FILE and self._sent is None
        if not is_file or not await sync_to_thread(self._may_send, self._fields):
            return
        place, needed = self._files.vault.place, self._files.largest + LEFT_FREE
        if await sync_to_thread(place.room) < needed:
            self._refused = NO_ROOM
            return
        self._sent, self._writing = await sync_to_thread(self._files.vault.begin)

    async def _go_on(self, some: bytes) -> None:
        if self._writing is not None:
            if self._writing.size + len(some) > self._files.largest:
                await self.let_go()
                self._refused = f"{TOO_LARGE} {self._files.largest // 1_000_000}"
            elif not await sync_to_thread(self._has_added, self._writing, some):
                await self.let_go()
                self._refused = NO_ROOM
        elif self._segment is not None and self._segment.filename is None:
            self._read += len(some)
            if self._read > MOST_TYPED:
                raise ClientException("That is more text than a form takes.")
            self._typed += some

    def _has_added(self, writing: Writing, some: bytes) -> bool:
        """Add to the file; not into the room that is the log's.

        There was enough when it began, and for each of those that began with it.
        """
        if self._files.vault.place.room() < LEFT_FREE:
            return False
        writing.add(some)
        return True

    async def _end(self) -> None:
        segment = self._segment
        if segment is None:
            raise ClientException(CANNOT_BE_READ)
        value = await self._value(segment)
        if value is not None and (value or segment.name != FILE):
            name, kept = segment.name or "", self._fields
            kept[name] = [value] if name == FILE else [*kept.get(name, ()), value]
        self._segment, self._typed = None, bytearray()

    async def _value(self, segment: MultipartSegment) -> str | None:
        """Return the value of a field; of a file that was not kept, nothing."""
        if self._refused:
            return self._refused
        if self._writing is not None and self._sent is not None:
            await sync_to_thread(self._writing.finish)
            self._writing = None
            return FileSent(self._sent, as_called(segment.filename or "")).token
        if segment.filename is not None:
            return None  # no file was chosen, or its sender may send none
        return self._typed.decode(segment.charset or "utf-8")
