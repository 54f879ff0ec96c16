"""A real server under load that is killed, started again, and looked into."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Event as Signal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from asbreview.access.accounts import open_account
from asbreview.domain.letter.facts import LetterDrafted, LetterHandedOver, Status
from asbreview.installation import Installation, opened
from asbreview.settings import Settings
from asbreview.standing import make_ready
from asbreview.working import sender_of
from browser.premises import (
    PASSWORD,
    SAM,
    answers,
    answers_now,
    free_port,
    wait_until,
)
from browser.stages import Stages
from faults.clients import Client, Given
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

CLIENTS = 3
STARTING = 20  # seconds, on a busy machine


class Process:
    """`asbreview serve`, or `work`, in a process of its own, which can be killed."""

    def __init__(self, told: Settings, command: str = "serve") -> None:
        self.command, self.port = command, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.said = told.data.with_name(f"{command}-{self.port}.txt")
        self.environment = {
            **os.environ,
            "ASBREVIEW_DATA": str(told.data),
            "ASBREVIEW_SECRET": told.secret.decode(),
            "ASBREVIEW_DATABASE_URL": told.database,
            "ASBREVIEW_KEYS_DATABASE_URL": told.keys_database,
            "PORT": str(self.port),
        }

    def start(self) -> None:
        self.started_at = time.monotonic()
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(  # noqa: S603  our own words
                [sys.executable, "-m", "asbreview", self.command],
                env=self.environment,
                stdout=said,
                stderr=said,
            )
        if self.command == "serve":
            page = f"{self.address}/sign-in"
            wait_until(lambda: answers_now(page) or self.process.poll() is not None)
            assert self.process.poll() is None, self.said.read_text()[-4000:]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def look_after(self) -> None:
        """Start it again, as a supervisor does, if it was refused while starting.

        Whatever ran when the database went away is to live on by itself.
        """
        if self.process.poll() is None:
            return
        said = self.said.read_text()
        assert time.monotonic() - self.started_at < STARTING, said[-4000:]
        assert "Error: " in said, said[-4000:]
        self.start()


# How far cases have gone before the fire, and how many steps of `IN_ORDER` that is.
# The risk is assessed anew: it was, if at all, too long before today.
GONE = {"apply": 0, "decide": 1, "choose": 2, "hold": 3, "find": 5}


class NoClock:
    """The installation keeps its own time: what a tale sets is its commands' alone."""

    def set(self, on: date) -> None:
        del on


def prepare(told: Settings, clients: int) -> list[dict[str, int]]:
    """Make an installation with one account, and each client's cases.

    Return how many steps each case has gone, by its address.
    """
    with opened(told) as installation:
        make_ready(installation)
        open_account(
            installation.office, SAM, password=PASSWORD, at=installation.clock()
        )
        stages = Stages(installation, NoClock())
        return [
            {_address(installation, stages.until(last)): n for last, n in GONE.items()}
            for _ in range(clients)
        ]


def _address(installation: Installation, tale: Any) -> str:
    case = installation.reviews.case(tale.case_id)
    return f"/cases/{case.trigger.reference}"


@dataclass(frozen=True)
class Fire:
    """What is done to an installation while it is used.

    `restart` restarts the database, so many times as `restarts` says; the servers are
    then to come back by themselves.  The faults come in an order that the seed gives.
    """

    kills: int
    seed: int
    servers: int = 1
    clients: int = CLIENTS
    restarts: int = 0
    restart: Callable[[], None] = lambda: None

    def faults(self, chance: random.Random) -> list[bool]:
        """Return the faults in their order: is each a restart of the database?"""
        faults = [True] * self.restarts + [False] * self.kills
        chance.shuffle(faults)
        return faults


def under_fire(told: Settings, fire: Fire) -> Given:
    """Serve, load, and do what is to be done; return what the clients gave."""
    steps = prepare(told, fire.clients)
    servers = [Process(told) for _ in range(fire.servers)]
    workers = [Process(told, "work")] if told.database else []
    given, stop = Given(), Signal()
    for process in servers + workers:
        process.start()
    clients = [
        Client(servers[n % fire.servers].address, given, stop, fire.seed + n, own)
        for n, own in enumerate(steps)
    ]
    for client in clients:
        client.start()
    try:
        _burn(fire, servers, workers, given)
        stop.set()
        for client in clients:
            client.join(90)
    finally:
        stop.set()
        for process in servers + workers:
            process.stop()
    assert [client.failed for client in clients if client.failed] == []
    return given


def _burn(
    fire: Fire, servers: list[Process], workers: list[Process], given: Given
) -> None:
    chance = random.Random(fire.seed)  # noqa: S311  nothing secret
    for is_restart in fire.faults(chance):
        # However slow the machine is: something was done, and more is being done.
        done = len(given.acknowledged)
        wait_until(lambda done=done: len(given.acknowledged) > done)
        time.sleep(chance.uniform(0.1, 1.2))
        if is_restart:
            fire.restart()
            given.back_after += [_ready_again(server) for server in servers]
            for process in servers + workers:
                process.look_after()
        else:
            process = chance.choice(servers + workers)
            process.kill()
            process.start()
    time.sleep(0.5)


def _ready_again(server: Process) -> float:
    """Return after how many seconds a server says that it is ready."""
    begun = time.monotonic()
    answers(f"{server.address}/readyz")
    return time.monotonic() - begun


@dataclass(frozen=True)
class Line:
    """An event of the log, and where it stands."""

    position: int
    event: Any


def log_of(installation: Installation) -> list[Line]:
    reviews = installation.reviews
    found = reviews.recorder.select_notifications(1, 10**9)
    return [Line(n.id, reviews.mapper.to_domain_event(n)) for n in found]


def dumped(views: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of every projection."""
    tables = [t for projection in ALL for t in projection.kept.tables.sorted_tables]
    with views.connect() as db:
        return {
            table.name: sorted(map(tuple, db.execute(select(table))), key=repr)
            for table in tables
        }


def made_anew(installation: Installation, folder: Path) -> dict[str, Any]:
    """Return what the views hold when they are made from the log alone."""
    fresh = views_in_file(folder / "fresh.sqlite")
    try:
        Projector(installation.projector._events, fresh, ALL).catch_up()  # noqa: SLF001
        return dumped(fresh)
    finally:
        fresh.dispose()


def letters_in_queue(installation: Installation) -> Iterator[tuple[str, str]]:
    """Yield the name and the hash of each file that waits to be posted."""
    for file in sorted(installation.print_queue.glob("*.pdf")):
        yield file.name, sha256(file.read_bytes()).hexdigest()


def handed_over(installation: Installation, lines: list[Line]) -> dict[UUID, str]:
    """Return the letters that wait to be posted, and the hash of each."""
    drafted = [x.event for x in lines if isinstance(x.event, LetterDrafted)]
    letters = {
        e.originator_id: installation.reviews.letter(e.originator_id) for e in drafted
    }
    return {
        letter_id: letter.sha256
        for letter_id, letter in letters.items()
        if letter.status is Status.HANDED_OVER
    }


def times_handed_over(lines: list[Line]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for line in lines:
        if isinstance(line.event, LetterHandedOver):
            found[line.event.originator_id] = found.get(line.event.originator_id, 0) + 1
    return found


def finish_letters(installation: Installation) -> None:
    """Take every letter as far as it goes, as the next start of the server would."""
    sender_of(installation).run_once(installation.clock())
