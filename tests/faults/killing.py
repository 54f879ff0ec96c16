"""A real server under load that is killed, started again, and looked into."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
from asbreview.standing import make_ready
from asbreview.working import sender_of
from browser.premises import PASSWORD, SAM, answers, free_port, settings
from browser.stages import Stages
from faults.clients import Client, Given
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file

CLIENTS = 3


class Server:
    """`asbreview serve` in a process of its own, which can be killed."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "ASBREVIEW_DATA": str(folder),
            "ASBREVIEW_SECRET": "a secret of thirty-two characters",
            "PORT": str(self.port),
        }

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "asbreview", "serve"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        answers(f"{self.address}/sign-in")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


# How far cases have gone before the fire, and how many steps of `IN_ORDER` that is.
# The risk is assessed anew: it was, if at all, too long before today.
GONE = {"apply": 0, "decide": 1, "choose": 2, "hold": 3, "find": 5}


class NoClock:
    """The installation keeps its own time: what a tale sets is its commands' alone."""

    def set(self, on: date) -> None:
        del on


def prepare(folder: Path) -> list[dict[str, int]]:
    """Make an installation with one account, and each client's cases.

    Return how many steps each case has gone, by its address.
    """
    with opened(settings(folder, demonstration=False)) as installation:
        make_ready(installation)
        open_account(
            installation.office, SAM, password=PASSWORD, at=installation.clock()
        )
        stages = Stages(installation, NoClock())
        return [
            {_address(installation, stages.until(last)): n for last, n in GONE.items()}
            for _ in range(CLIENTS)
        ]


def _address(installation: Installation, tale: Any) -> str:
    case = installation.reviews.case(tale.case_id)
    return f"/cases/{case.trigger.reference}"


def under_fire(folder: Path, *, kills: int, seed: int) -> Given:
    """Serve, load and kill so many times; return what the clients gave."""
    steps = prepare(folder)
    chance, server = random.Random(seed), Server(folder)  # noqa: S311
    given, stop = Given(), Signal()
    server.start()
    clients = [
        Client(server.address, given, stop, seed + n, own)
        for n, own in enumerate(steps)
    ]
    for client in clients:
        client.start()
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.2, 1.6))
            server.kill()
            server.start()
        time.sleep(0.5)
        stop.set()
        for client in clients:
            client.join(30)
    finally:
        stop.set()
        server.stop()
    assert [client.failed for client in clients if client.failed] == []
    return given


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
