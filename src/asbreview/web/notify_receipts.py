"""The address at which GOV.UK Notify tells what became of a letter."""

import hmac
from typing import Any, Final

from eventsourcing.persistence import PersistenceError
from litestar import Controller, MediaType, Request, Response, post
from litestar.concurrency import sync_to_thread
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from asbreview.letters.receipts import Receipts
from asbreview.web.given import Given, Installation
from asbreview.web.sessions import BY_A_PROGRAM

LARGEST_RECEIPT: Final = 10_000  # bytes; Notify's own have some five hundred
RECORDED: Final = 204
UNREADABLE: Final = 400
WRONG_TOKEN: Final = 403
NOT_SET_UP: Final = 404
AWAY: Final = 503


class Receipt(BaseModel):
    """What is used of a receipt; it names the recipient too, which is not."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    reference: str | None
    status: str


class NotifyReceipts(Controller):
    """No browser comes here: whoever does bears the token that Notify was given."""

    @post(
        "/notify/receipts",
        opt={BY_A_PROGRAM: True},
        request_max_body_size=LARGEST_RECEIPT,
    )
    async def receive(
        self, request: Request[Any, Any, Any], installation: Given
    ) -> Response[str]:
        """Record a receipt; the same again is answered alike, and records nothing.

        404 where no token is set, 403 for another token, 400 for what is no receipt,
        503 where it could not be recorded: Notify tells it again some minutes later.
        """
        if not (token := installation.settings.receipts_token):
            return _answer(NOT_SET_UP)
        borne = request.headers.get("authorization", "")
        if not hmac.compare_digest(borne.encode(), f"Bearer {token}".encode()):
            return _answer(WRONG_TOKEN)
        try:
            receipt = Receipt.model_validate_json(await request.body())
        except ValidationError:
            return _answer(UNREADABLE)
        return _answer(await sync_to_thread(_recorded, installation, receipt))


def _recorded(given: Installation, receipt: Receipt) -> int:
    given.keyring.look()
    try:
        Receipts(given.reviews, given.now).told(
            reference=receipt.reference or "",
            taken_as=receipt.id,
            status=receipt.status,
        )
    except (PersistenceError, SQLAlchemyError):
        return AWAY
    return RECORDED


def _answer(code: int) -> Response[str]:
    return Response("", status_code=code, media_type=MediaType.TEXT)
