"""A real installation under load that is killed, started again, and looked into."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf
from threading import Event as Signal
from typing import Any

from asbreview.access.accounts import open_account
from asbreview.installation import Installation, opened
from asbreview.settings import Settings
from asbreview.standing import make_ready
from browser.premises import PASSWORD, SAM, answers, wait_until
from browser.stages import Stages
from faults.clients import Client, Given
from faults.processes import STARTING, Process

CLIENTS = 3
Disaster = Callable[[Sequence[Process]], None]
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

    `kills` says how often one of its processes is killed and started again, `disasters`
    what else is done, to whatever runs, and how often.  They come in an order that the
    seed gives.  After each disaster the servers are to be ready again by themselves.
    Once it has lasted so many `minutes`, no more is done.
    """

    kills: int
    seed: int
    servers: int = 1
    workers: int = 0
    clients: int = CLIENTS
    disasters: dict[Disaster, int] = field(default_factory=dict)
    say: Callable[[str], None] = lambda _: None
    minutes: float = inf

    def in_order(self, chance: random.Random) -> list[Disaster | None]:
        """Return the disasters in their order; None stands for a process killed."""
        faults: list[Disaster | None] = [None] * self.kills
        for disaster, times in self.disasters.items():
            faults += [disaster] * times
        chance.shuffle(faults)
        return faults


def under_fire(told: Settings, fire: Fire) -> Given:
    """Serve, load, and do what is to be done; return what the clients gave."""
    steps = prepare(told, fire.clients)
    servers = [Process(told) for _ in range(fire.servers)]
    workers = [Process(told, "work") for _ in range(fire.workers)]
    processes = servers + workers
    given, stop = Given(), Signal()
    for process in processes:
        process.start()
    try:
        for process in processes:
            process.come_up()
        clients = [
            Client(servers[n % fire.servers].address, given, stop, fire.seed + n, own)
            for n, own in enumerate(steps)
        ]
        for client in clients:
            client.start()
        _burn(fire, processes, given)
        for process in processes:
            process.come_up()
        stop.set()
        for client in clients:
            client.join(STARTING)
    finally:
        stop.set()
        for process in processes:
            process.stop()
    assert [client.failed for client in clients if client.failed] == []
    return given


def _burn(fire: Fire, processes: list[Process], given: Given) -> None:
    chance = random.Random(fire.seed)  # noqa: S311  nothing secret
    end = time.monotonic() + fire.minutes * 60
    for number, disaster in enumerate(fire.in_order(chance), 1):
        if time.monotonic() > end:
            fire.say(f"{fire.minutes} minutes are over, after {number - 1} faults")
            break
        process = chance.choice(processes)
        pause = chance.uniform(0.1, 1.2)
        process.come_up()
        # However slow the machine is: something was done, and more is being done.
        done = len(given.acknowledged)
        assert wait_until(lambda done=done: len(given.acknowledged) > done, STARTING), (
            f"nothing is done any more: {[p.last_words() for p in processes]}"
        )
        time.sleep(pause)
        if disaster:
            said = _befallen(disaster, processes, given)
        else:
            process.kill()
            process.start()
            said = f"{process.command} was killed"
        fire.say(f"{number}: {said}; {len(given.acknowledged)} acknowledged")


def _befallen(disaster: Disaster, processes: list[Process], given: Given) -> str:
    """See a disaster through; whatever served is ready again by itself."""
    served = [p for p in processes if p.command == "serve" and p.is_up()]
    disaster(processes)
    back = [_ready_again(server) for server in served]
    for process in processes:
        process.look_after()
    given.back_after += back
    seconds = ", ".join(f"{b:.2f}" for b in back)
    return f"{disaster.__name__}, ready again after {seconds} s"


def _ready_again(server: Process) -> float:
    """Return after how many seconds a server says that it is ready."""
    begun = time.monotonic()
    answers(f"{server.address}/readyz")
    return time.monotonic() - begun
