"""Pages and a command over HTTP, from a server in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import urlencode

from asbreview.access.accounts import open_account
from asbreview.installation import Installation
from benchmarks.filling import an_open_case
from benchmarks.measuring import Figure, at_most, seconds
from browser.premises import PASSWORD, SAM, answers, free_port
from browser.visitor import Visitor
from desk import filled_in

TIMES: Final = 150
MANY: Final = 8
A_CONTACT: Final = {"channel": "phone", "direction": "to us", "said": "She rang."}


Client = Callable[[], Callable[[], None]]
"""Makes what asks once each time it is called."""


def open_sam(installation: Installation) -> None:
    """Open the account that asks."""
    open_account(
        installation.office,
        SAM,
        password=PASSWORD,
        at=installation.clock(),
        demonstration=False,
    )


def figures(settings: dict[str, str], cases: int) -> Iterator[Figure]:
    """Measure what one client waits for, and what eight at once wait for."""
    case = f"/cases/{an_open_case()}"
    then = f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
    with _served(settings) as (address, pid, begun):
        yield Figure("from starting to the first page", f"{begun:.1f} s")
        visitor = Visitor(address)
        sam = Sam(address.removeprefix("http://"), visitor.web.headers["Cookie"])
        for what, path, aim in (
            ("the queue", "/?whose=all", "p50 ≤ 6, p95 ≤ 10"),
            ("a case", case, "p50 ≤ 8, p95 ≤ 12"),
            ("a case as it was", f"{case}?as_of={then}", ""),
            ("its history", f"{case}/history", ""),
            ("the figures", "/figures", "≤ 100 at 10,000 cases"),
        ):
            yield _figure(what, aim, partial(sam.getting, path))
        typed = visitor.form("/find", {"query": "marigold"})
        body = urlencode(typed, doseq=True)
        yield _figure("search for a name", "", partial(sam.sending, "/find", [body]))
        page = f"{case}/contacts/new"
        forms = [
            urlencode(filled_in(visitor.get(page)) | A_CONTACT, doseq=True)
            for _ in range(TIMES + 1)
        ]
        recording = partial(sam.sending, page, forms, once=True)
        yield _figure("record a contact", "", recording, many=1)
        visitor.close()
        yield Figure(f"memory of the server, {cases:,} cases", f"{_resident(pid)} MiB")


class Sam(NamedTuple):
    """Whoever is signed in, asking over a connection that is kept."""

    host: str
    cookie: str

    def getting(self, path: str) -> Callable[[], None]:
        """Return what gets a page."""
        connection = HTTPConnection(self.host)
        return lambda: self._ask(connection, "GET", path)

    def sending(
        self, path: str, bodies: list[str], *, once: bool = False
    ) -> Callable[[], None]:
        """Return what sends a form; *once* where each has the id of its own command."""
        connection = HTTPConnection(self.host)

        def send() -> None:
            self._ask(connection, "POST", path, bodies.pop() if once else bodies[0])

        return send

    def _ask(
        self, connection: HTTPConnection, method: str, path: str, body: str = ""
    ) -> None:
        headers = {"Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 303}:
            raise RuntimeError(f"{path}: {answer.status}")


def _figure(what: str, aim: str, client: Client, many: int = MANY) -> Figure:
    alone = _waits(client, 1)
    beside = ""
    if many > 1:
        together = _waits(client, many)
        beside = (
            f"{many} clients: {1e3 * median(together):.1f} and"
            f" {1e3 * at_most(together, 0.95):.1f} ms"
        )
    found = f"{1e3 * median(alone):.1f} and {1e3 * at_most(alone, 0.95):.1f} ms"
    return Figure(f"{what}, p50 and p95", found, beside, aim)


def _waits(client: Client, many: int) -> list[float]:
    def in_turn() -> list[float]:
        ask = client()
        ask()
        return [seconds(ask) for _ in range(TIMES // many)]

    with ThreadPoolExecutor(many) as pool:
        every = [pool.submit(in_turn) for _ in range(many)]
        return [taken for one in every for taken in one.result()]


@contextmanager
def _served(settings: dict[str, str]) -> Iterator[tuple[str, int, float]]:
    port = free_port()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "asbreview", "serve"]
    env = os.environ | settings | {"PORT": str(port)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            answers(f"{address}/sign-in")
            yield address, server.pid, time.perf_counter() - begun
        finally:
            server.terminate()


def _resident(pid: int) -> int:
    """Return the memory that a process holds, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    held = next(line for line in status if line.startswith("VmRSS"))
    return int(held.split()[1]) // 1024
