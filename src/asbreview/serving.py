"""Serving the pages: one process, with the worker and the projector beside them."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from secrets import token_bytes
from threading import Event, Thread
from typing import Final
from uuid import UUID

import structlog
from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.reference import as_written
from asbreview.installation import Installation, opened
from asbreview.procedures.reading import read_procedure
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.standing import make_ready
from asbreview.web import given
from asbreview.web.app import create_app

POLL_SECONDS: Final = 1.0
log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Serve an installation's pages until told to stop.

    `CannotStart` where the port is in use, or the installation cannot be opened.
    """
    _must_be_free(settings.address, settings.port)
    with opened(settings) as installation:
        make_ready(installation)
        with kept_level(installation):
            _run(create(installation), settings)


def create(installation: Installation) -> Litestar:
    """Return the pages of an open installation."""
    return create_app(_as_given(installation))


@contextmanager
def kept_level(installation: Installation) -> Iterator[None]:
    """Keep the views level with the log, and letters going out, in the background."""
    from asbreview.letters.worker import Sender  # noqa: PLC0415

    sender = Sender(
        installation.reviews,
        installation.keyring,
        installation.office,
        installation.print_queue,
    )
    installation.projector.catch_up()
    stop = Event()
    thread = Thread(
        target=_go_on, args=(installation, sender, stop), name="worker", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _go_on(installation: Installation, sender: object, stop: Event) -> None:
    while not stop.wait(POLL_SECONDS):
        try:
            sender.run_once(installation.clock())  # type: ignore[attr-defined]
            installation.projector.catch_up()
        except Exception:
            log.exception("the worker will try again")


def _run(app: Litestar, settings: Settings) -> None:
    server = Server(
        app,
        address=settings.address,
        port=settings.port,
        interface=Interfaces.ASGI,
        log_access=False,
    )

    async def until_stopped() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, server.stop)
        await server.serve()

    asyncio.run(until_stopped())


def _as_given(installation: Installation) -> given.Installation:
    settings, reviews = installation.settings, installation.reviews
    return given.Installation(
        reviews=reviews,
        keyring=installation.keyring,
        views=installation.views,
        projector=installation.projector,
        office=installation.office,
        now=installation.clock,
        find_case=lambda reference: _find(installation, reference),
        position_as_of=reviews.recorder.position_as_of,
        settings=given.Settings(
            partnership=read_procedure(settings.procedure).partnership.name,
            secret=settings.secret or token_bytes(32),
            demonstration=settings.demonstration,
            https=settings.https,
            allowed_hosts=settings.hosts,
        ),
    )


def _find(installation: Installation, reference: str) -> UUID | None:
    try:
        return installation.reviews.case_id_of(as_written(reference))
    except NoSuchThing:
        return None


def _must_be_free(address: str, port: int) -> None:
    """Refuse a port that something else is served on."""
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((address, port))
        except OSError as taken:
            raise CannotStart(
                f"Port {port} of {address} cannot be used ({taken.strerror}). Stop what"
                " is served there, or choose another with PORT."
            ) from taken
