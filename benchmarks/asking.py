"""Pages and a command over HTTP, of several installations side by side.

All of them are served at once and asked in turn, so that a busy spell of the machine
hits each alike, and the ratio of one to another holds whatever else goes on.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import urlencode

from benchmarks.measuring import Figure, at_most, seconds
from benchmarks.serving import Client, Served, served
from desk import filled_in

TIMES: Final = 60
MANY: Final = 8
WARMING: Final = 5
A_CONTACT: Final = {"channel": "phone", "direction": "to us", "said": "She rang."}


class Held(NamedTuple):
    """An installation that is asked: what it is called, and some of its open cases."""

    called: str
    settings: dict[str, str]
    cases: list[str]


Of = Callable[[Served, Held], Client]
"""Makes the clients that ask it of an installation."""


class Aim(NamedTuple):
    """What one client may wait for, in ms; and how often what the first waits for."""

    half: float | None = None
    nearly_all: float | None = None
    times: float | None = None

    def __str__(self) -> str:
        """Say it."""
        said = {"p50": self.half, "p95": self.nearly_all}
        waits = [f"{name} \u2264 {ms:g} ms" for name, ms in said.items() if ms]
        return ", ".join([*waits, f"{self.times:g} times"] if self.times else waits)

    def is_met(self, taken: list[float], first: float) -> bool:
        """Were these waits as short, in seconds; *first* is the first's median?"""
        half, p95 = 1e3 * median(taken), 1e3 * at_most(taken, 0.95)
        return (
            (self.half is None or half <= self.half)
            and (self.nearly_all is None or p95 <= self.nearly_all)
            and (self.times is None or half <= 1e3 * first * self.times)
        )


class Asked(NamedTuple):
    """What is asked for, and what was aimed for."""

    what: str
    aim: Aim | None
    of: Of


def pages() -> Iterator[Asked]:
    """Yield what is asked of each installation."""

    def get(path: str) -> Callable[[Served, Held], Client]:
        return lambda server, held: server.getting(
            *(path.format(case=f"/cases/{case}", then=_then()) for case in held.cases)
        )

    yield Asked("the queue", Aim(6, 10, 1.2), get("/?whose=all"))
    yield Asked("a case", Aim(8, 12, 1.2), get("{case}"))
    yield Asked("a case as it was", None, get("{case}?as_of={then}"))
    yield Asked("its history", None, get("{case}/history"))
    yield Asked("the figures", Aim(100), get("/figures"))
    yield Asked("search for a name", None, _searching)
    yield Asked("record a contact", None, _recording)


def figures(
    every: list[Held], pages: Callable[[], Iterator[Asked]] = pages
) -> Iterator[Figure]:
    """Measure what one client waits for, and what eight at once wait for."""
    with ExitStack() as stack:
        servers = [(stack.enter_context(served(one.settings)), one) for one in every]
        for server, one in servers:
            what = f"{one.called}: from starting to the first page"
            yield Figure(what, f"{server.begun:.1f} s")
        for asked in pages():
            yield from _page(asked, servers)
        for server, one in servers:
            yield Figure(
                f"{one.called}: memory of the server", f"{server.memory()} MiB"
            )


def _page(asked: Asked, servers: list[tuple[Served, Held]]) -> Iterator[Figure]:
    clients = [asked.of(server, one) for server, one in servers]
    waits, used = _alone(clients, [server for server, _ in servers])
    first = median(waits[0])
    for (_, one), client, taken, each in zip(
        servers, clients, waits, used, strict=True
    ):
        together = "" if asked.of is _recording else _together(client)
        half = median(taken)
        yield Figure(
            f"{asked.what}, {one.called}",
            f"{1e3 * half:.1f} and {1e3 * at_most(taken, 0.95):.1f} ms",
            f"{half / first:.2f} times the first; {1e3 * each:.1f} ms of processor"
            f"{together}",
            str(asked.aim or ""),
            asked.aim.is_met(taken, first) if asked.aim else None,
        )


def _alone(
    clients: list[Client], servers: list[Served]
) -> tuple[list[list[float]], list[float]]:
    """Return what one client waits for, and the processor's time of an answer."""
    for client in clients:  # what is made when it is first asked for is made then
        client()()
    asks = [client() for client in clients]
    for ask in asks * WARMING:
        ask()
    waits: list[list[float]] = [[] for _ in clients]
    begun = [server.processor_seconds() for server in servers]
    for _ in range(TIMES):
        for ask, held in zip(asks, waits, strict=True):
            held.append(seconds(ask))
    used = [
        (server.processor_seconds() - before) / TIMES
        for server, before in zip(servers, begun, strict=True)
    ]
    return waits, used


def _together(client: Client) -> str:
    """Say what eight clients at once wait for."""

    def in_turn() -> list[float]:
        ask = client()
        ask()
        return [seconds(ask) for _ in range(TIMES // MANY)]

    with ThreadPoolExecutor(MANY) as pool:
        every = [pool.submit(in_turn) for _ in range(MANY)]
        taken = [wait for one in every for wait in one.result()]
    half, most = 1e3 * median(taken), 1e3 * at_most(taken, 0.95)
    return f"; {MANY} clients: {half:.0f} and {most:.0f} ms"


def _searching(server: Served, held: Held) -> Client:
    del held
    body = urlencode(server.visitor.form("/find", {"query": "marigold"}), doseq=True)
    return server.sending("/find", (body for _ in iter(int, 1)))


def _recording(server: Served, held: Held) -> Client:
    page = f"/cases/{held.cases[0]}/contacts/new"
    forms = (
        urlencode(filled_in(server.visitor.get(page)) | A_CONTACT, doseq=True)
        for _ in range(TIMES + WARMING + 1)
    )
    return server.sending(page, iter(list(forms)))


def _then() -> str:
    """Return an instant after which nothing was recorded, as an address says it."""
    return f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
