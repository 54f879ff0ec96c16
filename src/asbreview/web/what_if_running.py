"""Replaying many cases takes longer than a page may: it goes on beside the pages.

One process does it, and says in the office how far it has come; every other that is
asked the same, as of the same instant, tells that, and has the answer from there.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Final

from asbreview.access.office import Office
from asbreview.web.what_if_shared import GIVEN_UP, Shared
from asbreview.web.what_if_told import Answer, Asking

MOST_KEPT: Final = 8  # answers, the latest asked for
PATIENCE: Final = 2.0  # seconds that a page waits before it tells how far it has come
OFTEN: Final = timedelta(seconds=1)  # between what is said of how far it has come
A_LOOK: Final = 0.25  # seconds between looks at what another process has found
Clock = Callable[[], datetime]


@dataclass
class Running:
    """A question that is being answered: how far it has come, and the answer.

    Without a thread it is another process that answers it.
    """

    of: int
    shared: Shared
    clock: Clock
    looked_at: int = 0
    answer: Answer | None = None
    failed: BaseException | None = None
    thread: Thread | None = field(default=None, repr=False)
    said: datetime | None = None

    def run(self, asking: Asking) -> None:
        """Answer it; what goes wrong is raised where it is waited for."""
        try:
            self.answer = asking.answer(self._seen)
            self.shared.found(self.answer, self.clock())
        except BaseException as failed:  # noqa: BLE001  told in wait()
            self.failed = failed
            self.shared.give_up()

    def wait(self, seconds: float = PATIENCE) -> Answer | None:
        """Wait for the answer; nothing if it is not there by then."""
        if self.thread is not None:
            self.thread.join(seconds)
        else:
            self._look(seconds)
        if self.failed is not None:
            raise self.failed
        return self.answer

    @property
    def is_given_up(self) -> bool:
        """Whether it failed, or the process that answered it is there no longer."""
        if self.failed is not None:
            return True
        if self.answer is not None or self.thread is not None:
            return False
        come = self.shared.come()
        return come is None or come.at <= self.clock() - GIVEN_UP

    def _look(self, seconds: float) -> None:
        """Look at how far another process has come, until it has an answer."""
        until = monotonic() + seconds
        while self.answer is None:
            if come := self.shared.come():
                self.of, self.looked_at, _ = come
            self.answer = self.shared.answer(self.clock())
            if self.answer is not None or monotonic() >= until:
                return
            sleep(A_LOOK)

    def _seen(self, cases: int) -> None:
        self.looked_at, now = cases, self.clock()
        if self.said is None or now - self.said >= OFTEN:
            self.said = now
            self.shared.say(cases, now)


class Answers:
    """The questions that this process knows of: it answers them, or another does."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: OrderedDict[str, Running] = OrderedDict()

    def of(self, asking: Asking, office: Office, clock: Clock) -> Running:
        """Return how far a question has come; begun now if it is new, or failed."""
        key = _name_of(asking)
        with self._lock:
            running = self._running.get(key)
            if running is None or running.is_given_up:
                running = _begun(asking, Shared(office, key), clock)
                self._running[key] = running
            self._running.move_to_end(key)
            while len(self._running) > MOST_KEPT:
                self._running.popitem(last=False)
        return running


def _begun(asking: Asking, shared: Shared, clock: Clock) -> Running:
    """Begin to answer a question, unless another process is at it, or has."""
    if answer := shared.answer(clock()):
        return Running(len(answer.lives), shared, clock, answer=answer)
    running = Running(asking.to_look_at(), shared, clock)
    if shared.begin(running.of, clock()):
        told = {"target": running.run, "args": (asking,), "daemon": True}
        running.thread = Thread(**told)  # type: ignore[arg-type]
        running.thread.start()
    return running


def _name_of(asking: Asking) -> str:
    """Return what a question is called: of which log, as of where, seen from when."""
    asked = asking.asked.model_dump_json(), asking.on.isoformat(), str(asking.position)
    return sha256("\n".join(asked).encode()).hexdigest()
