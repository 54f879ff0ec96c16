"""Serving the pages: a process, with what keeps views and letters level beside them."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from secrets import token_bytes
from uuid import UUID

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from asbreview.access.provider import Provider
from asbreview.access.sessions import Limits
from asbreview.collecting import SERVING, not_collected, seldom_collected
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.reference import as_written
from asbreview.evidence_files.files import Files
from asbreview.installation import Installation, opened
from asbreview.letters.ways.every import mail_server, ways_set
from asbreview.looked_at_first import LooksFirst
from asbreview.metrics import measured
from asbreview.port import must_be_free
from asbreview.procedures.reading import read_procedure
from asbreview.settings import Settings
from asbreview.standing import make_ready
from asbreview.web import given
from asbreview.web.app import create_app
from asbreview.web.case_known import known_of
from asbreview.web.first_drawn import compile_first
from asbreview.web.provider import BACK
from asbreview.working import kept_level, sender_of


def serve(settings: Settings, *, begun: Callable[[], None] = lambda: None) -> None:
    """Serve an installation's pages until told to stop; *begun* once pages are made.

    `CannotStart` where the port is in use, or the installation cannot be opened.
    """
    must_be_free(settings.address, settings.port)
    with opened(settings) as installation:
        make_ready(installation)
        sends = not settings.database
        with kept_level(installation, sends=sends), measured(installation):
            with not_collected():
                app = create(installation)  # of a database: it may have gone meanwhile
                compile_first(app)
            begun()
            with seldom_collected(SERVING):
                _run(app, settings)


def create(installation: Installation) -> Litestar:
    """Return the pages of an open installation."""
    return create_app(as_given(installation))


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


def as_given(installation: Installation) -> given.Installation:
    """Return an installation as its pages are given it."""
    settings, reviews = installation.settings, installation.reviews
    sender = sender_of(installation, passes_on=False)
    return given.Installation(
        reviews=reviews,
        keyring=installation.keyring,
        views=installation.views,
        projector=installation.projector,
        office=installation.office,
        now=installation.clock,
        find_case=_finder(installation),
        case_known=known_of(installation.views, reviews),
        position_as_of=reviews.recorder.position_as_of,
        forget_letters=sender.forget,
        files=Files(
            vault=installation.vault,
            scanner=settings.files.scanner_tried(),
            largest=settings.files.largest,
            most_of_a_case=settings.files.most_of_a_case,
        ),
        settle_letters=lambda: sender.run_once(installation.clock()),
        mail=mail_server(settings.sending),
        ledger_keys=installation.ledger.public_keys,
        provider=_provider(settings),
        looks_first=LooksFirst(installation),
        settings=_settings_given(settings),
    )


def _settings_given(settings: Settings) -> given.Settings:
    procedure = read_procedure(settings.procedure)
    areas = (read_procedure(name).procedure_id for name in settings.procedures)
    return given.Settings(
        partnership=procedure.partnership.name,
        secret=settings.secret or token_bytes(32),
        procedure=procedure.procedure_id,
        areas=tuple(areas),
        demonstration=settings.demonstration,
        https=settings.https,
        allowed_hosts=settings.hosts,
        proxies=settings.proxies,
        ways=ways_set(settings.sending),
        receipts_token=settings.sending.receipts_token,
        follow_at=settings.follow_at,
        answer_at=settings.answer_at,
        two_factors=settings.signing_in.two_factors,
        limits=Limits(proof=settings.signing_in.proof),
    )


def _provider(settings: Settings) -> Provider | None:
    """Return the identity provider, if one is set."""
    if not settings.oidc.issuer:
        return None
    return Provider(settings.oidc, back_at=f"{settings.pages_at}{BACK}")


def _finder(installation: Installation) -> Callable[[str], UUID | None]:
    """Return what finds the case of a reference.

    It remembers none: what it is quicker to find again is told to whoever asks, be it
    theirs or not (`web.case_known.Shown`).
    """

    def find(reference: str) -> UUID | None:
        try:
            return installation.reviews.case_id_of(as_written(reference))
        except NoSuchThing:
            return None

    return find
