"""A server in a process of its own, and somebody who is signed in to it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from typing import Final, NamedTuple

from asbreview.access.accounts import open_account
from asbreview.installation import Installation
from browser.premises import PASSWORD, SAM, answers, free_port
from browser.visitor import Visitor

BY_PASSWORD_ALONE: Final = {"ASBREVIEW_SECOND_FACTOR": "none"}
Client = Callable[[], Callable[[], None]]
"""Makes what asks once each time it is called, over a connection of its own."""


def open_sam(installation: Installation) -> None:
    """Open the account that asks."""
    open_account(
        installation.office,
        SAM,
        password=PASSWORD,
        at=installation.clock(),
        demonstration=False,
    )


class Served(NamedTuple):
    """A server, and who is signed in; `begun` is the seconds until the first page."""

    address: str
    pid: int
    begun: float
    visitor: Visitor

    def getting(self, *paths: str) -> Client:
        """Return clients that get the pages in turn."""
        return lambda: self._asking("GET", cycle((path, "") for path in paths))

    def sending(self, path: str, bodies: Iterator[str]) -> Client:
        """Return clients that send the forms in turn."""
        return lambda: self._asking("POST", ((path, body) for body in bodies))

    def _asking(
        self, method: str, asked: Iterator[tuple[str, str]]
    ) -> Callable[[], None]:
        connection = HTTPConnection(self.address.removeprefix("http://"))
        headers = {"Cookie": self.visitor.web.headers["Cookie"]}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"

        def ask() -> None:
            path, body = next(asked)
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            answer.read()
            # What is found is shown at once; what is recorded leads to another page.
            if answer.status not in ({200} if method == "GET" else {200, 303}):
                raise RuntimeError(f"{path}: {answer.status}")

        return ask

    def processor_seconds(self) -> float:
        """Return the processor's time that the server has used."""
        used = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the memory that the server holds, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        held = next(line for line in status if line.startswith("VmRSS"))
        return int(held.split()[1]) // 1024


@contextmanager
def served(settings: dict[str, str]) -> Iterator[Served]:
    """Serve an installation until the end of the block."""
    port = free_port()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "asbreview", "serve"]
    env = os.environ | BY_PASSWORD_ALONE | settings | {"PORT": str(port)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            answers(f"{address}/sign-in")
            taken = time.perf_counter() - begun
            visitor = Visitor(address)
            yield Served(address, server.pid, taken, visitor)
            visitor.close()
        finally:
            server.terminate()
