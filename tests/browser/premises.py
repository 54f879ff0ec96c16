"""A partnership's premises for tests in a browser: a real server, a clock set by hand.

The worker and the projector run beside the pages, as they do for `asbreview serve`.
"""

import asyncio
import socket
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from uuid import UUID

from granian.constants import Interfaces
from granian.server.embed import Server

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.days import LONDON
from asbreview.domain.letter.facts import Status
from asbreview.domain.terms import Body
from asbreview.installation import Installation, opened
from asbreview.serving import create
from asbreview.settings import Settings
from asbreview.settings_of_oidc import NO_PROVIDER
from asbreview.settings_of_sending import NOTHING_SET
from asbreview.settings_of_signing_in import BY_PASSWORD_ALONE
from asbreview.standing import make_ready
from asbreview.working import kept_level
from hesitation import hesitant
from postgres_server import on_a_server
from projections.letters import letters_that_are
from read_on_paper import words_on

COUNCIL = Body.id_for("east-cambridgeshire-district-council")
AREAS = frozenset({"east-cambridgeshire", "east-cambridgeshire-and-1-checked"})
PASSWORD = "heron over the washes"
SAM = Account(
    UUID(int=2), "sam@ely.example", "Sam Reed", Role.CASEWORKER, COUNCIL, AREAS
)
WREN = Account(
    UUID(int=4), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
ANN = Account(UUID(int=3), "ann@ely.example", "Ann Fen", Role.AUDITOR, COUNCIL, AREAS)
ODILE = Account(
    UUID(int=71), "odile@ely.example", "Odile Fenwick", Role.CHAIR, COUNCIL, AREAS
)
ADA = Account(
    UUID(int=72), "ada@ely.example", "Ada Prior", Role.ADMINISTRATOR, COUNCIL, AREAS
)
LEE = Account(UUID(int=73), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS)
PETRA = Account(
    UUID(int=74),
    "petra@police.example",
    "Petra Quill",
    Role.PARTNER,
    Body.id_for("cambridgeshire-constabulary"),
    AREAS,
)
PEOPLE = (SAM, WREN, ANN, ODILE, ADA, LEE, PETRA)
PATIENCE = 200  # seconds, on the busiest machine
OPENED = date(2026, 1, 5)
NOT_MADE = (Status.DRAFTED, Status.PREPARED)


class WallClock:
    """A clock on the wall: set by hand, read by every thread, never the same twice."""

    def __init__(self, on: date) -> None:
        self._lock = Lock()
        self.set(on)

    def __call__(self) -> datetime:
        with self._lock:
            self._now += timedelta(milliseconds=1)
            return self._now

    def set(self, on: date, hour: int = 9, minute: int = 30) -> None:
        moment = datetime.combine(on, time_of_day(hour, minute), LONDON)
        with self._lock:
            self._now = moment.astimezone(UTC)

    def pass_(self, time: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._now += time


@dataclass(frozen=True)
class Premises:
    """An installation that is being served."""

    installation: Installation
    clock: WallClock
    address: str
    made: Any = None

    @property
    def folder(self) -> Path:
        return self.installation.settings.data

    def letters_ready(self) -> list[str]:
        """Return what each letter in the print queue says."""
        self.settled()
        files = self.installation.print_queue.glob("*.pdf")
        return [words_on(file) for file in files]

    def settled(self) -> None:
        """Wait until no letter is left to be made, and the views are level."""
        reviews, projector = self.installation.reviews, self.installation.projector
        still = wait_until(lambda: not self._being_made())
        assert still, "The letters were not made"
        assert projector.wait_for(reviews.end_of_log(), seconds=PATIENCE)

    def _being_made(self) -> list[str]:
        self.installation.projector.wait_for(self.installation.reviews.end_of_log())
        with self.installation.views.connect() as db:
            return [row.kind for row in letters_that_are(db, *NOT_MADE)]


def settings(folder: Path, port: int = 8000, *, demonstration: bool = True) -> Settings:
    return Settings(
        data=folder,
        keys=folder / "kek",
        secret=b"a secret of thirty-two characters",
        procedure="east-cambridgeshire",
        address="127.0.0.1",
        port=port,
        hosts=("127.0.0.1",),
        https=False,
        demonstration=demonstration,
    )


@contextmanager
def premises(  # noqa: PLR0913  what an installation is made of
    folder: Path,
    on: date,
    make=None,
    *,
    opened_before: bool = False,
    on_server=False,
    sending=NOTHING_SET,
    signing_in=BY_PASSWORD_ALONE,
    oidc=NO_PROVIDER,
):
    """Open an installation in a folder, with its accounts, and serve it.

    *on_server* keeps it on PostgreSQL, and the letters alone in the folder.

    *sending* is what letters, and requests to bodies, are sent with, *signing_in* how
    people sign in, *oidc* by which identity provider.

    *make* makes cases before anything is served; what it returns is `made`.
    """
    clock = WallClock(OPENED)
    told = replace(settings(folder), sending=sending, signing_in=signing_in, oidc=oidc)
    told = on_a_server(told) if on_server else told
    with opened(told, clock=clock) as installation:
        make_ready(installation)
        for account in () if opened_before else PEOPLE:
            open_account(
                installation.office,
                account,
                password=PASSWORD,
                at=clock(),
                demonstration=True,
            )
        made = make(installation, clock) if make else None
        clock.set(on)
        with served(installation, clock, made) as there:
            yield there


def _known_at(installation: Installation, port: int) -> Installation:
    """Tell an identity provider's client where people are to be sent back to."""
    if not installation.settings.oidc.issuer:
        return installation
    here = replace(installation.settings, pages_at=f"http://127.0.0.1:{port}")
    return replace(installation, settings=here)


@contextmanager
def served(installation: Installation, clock: WallClock, made: Any = None):
    """Serve an installation that is open, from a thread, on a port that is free."""
    port = free_port()
    server = Server(
        hesitant(create(_known_at(installation, port))),
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        log_enabled=False,
    )
    loop = asyncio.new_event_loop()
    serving = Thread(target=_run, args=(loop, server), name="server", daemon=True)
    with kept_level(installation):
        serving.start()
        address = f"http://127.0.0.1:{port}"
        answers(f"{address}/sign-in")
        try:
            yield Premises(installation, clock, address, made)
        finally:
            loop.call_soon_threadsafe(server.stop)
            serving.join(PATIENCE)


def _run(loop: asyncio.AbstractEventLoop, server: Server) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(server.serve())
    finally:
        loop.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(address: str) -> None:
    """Wait until a server answers."""
    assert wait_until(lambda: answers_now(address)), "The server did not answer"


def answers_now(address: str) -> bool:
    """Say whether a server answers."""
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own server
            return True
    except OSError:
        return False


def wait_until(true, seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
