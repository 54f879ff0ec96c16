"""Replaying many cases takes longer than a page may: it goes on beside the pages.

What is found is kept in this process for whoever looks again.  Another process that is
asked the same, as of the same instant, finds the same for itself.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Final

from asbreview.web.what_if_told import Answer, Asking

MOST_KEPT: Final = 8  # answers, the latest asked for
PATIENCE: Final = 2.0  # seconds that a page waits before it tells how far it has come


@dataclass
class Running:
    """A question that is being answered: how far it has come, and the answer."""

    of: int
    looked_at: int = 0
    answer: Answer | None = None
    failed: BaseException | None = None
    thread: Thread | None = field(default=None, repr=False)

    def run(self, asking: Asking) -> None:
        """Answer it; what goes wrong is raised where it is waited for."""
        try:
            self.answer = asking.answer(self._seen)
        except BaseException as failed:  # noqa: BLE001  told in wait()
            self.failed = failed

    def wait(self, seconds: float = PATIENCE) -> Answer | None:
        """Wait for the answer; nothing if it is not there by then."""
        if self.thread is not None:
            self.thread.join(seconds)
        if self.failed is not None:
            raise self.failed
        return self.answer

    def _seen(self, cases: int) -> None:
        self.looked_at = cases


class Answers:
    """The questions that are being answered, or were lately."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: OrderedDict[tuple[str, int], Running] = OrderedDict()

    def of(self, asking: Asking) -> Running:
        """Return how far a question has come; begun now if it is new, or failed."""
        key = asking.asked.model_dump_json() + asking.on.isoformat(), asking.position
        with self._lock:
            running = self._running.get(key)
            if running is None or running.failed is not None:
                running = Running(of=asking.to_look_at())
                told = {"target": running.run, "args": (asking,), "daemon": True}
                running.thread = Thread(**told)  # type: ignore[arg-type]
                running.thread.start()
                self._running[key] = running
            self._running.move_to_end(key)
            while len(self._running) > MOST_KEPT:
                self._running.popitem(last=False)
        return running
