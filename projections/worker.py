"""Keeps the views fresh while the program runs: woken after a command, and slowly."""

import logging
from threading import Event, Thread
from typing import Final

from sqlalchemy.exc import OperationalError

from projections.projector import Projector

POLL: Final = 5.0
"""Seconds after which the worker looks by itself: another process may have saved."""

log = logging.getLogger(__name__)


class Worker:
    """Catches up whenever it is woken, until it is stopped."""

    def __init__(self, projector: Projector, *, poll: float = POLL) -> None:
        self._projector = projector
        self._poll = poll
        self._awake, self._stopped = Event(), Event()
        self._thread = Thread(target=self.work, name="projections", daemon=True)

    def start(self) -> None:
        """Work in a thread of its own."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something was saved."""
        self._awake.set()

    def stop(self) -> None:
        """Finish what is being done, and no more."""
        self._stopped.set()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join()

    def work(self) -> None:
        """Catch up, wait to be woken, and so on."""
        while not self._stopped.is_set():
            self._awake.clear()
            self._catch_up()
            self._awake.wait(self._poll)

    def _catch_up(self) -> None:
        """Catch up; what goes wrong is told, and tried again at the next waking."""
        try:
            self._projector.catch_up()
        except OperationalError:
            log.warning("The views' database is busy; the worker will come again")
        except Exception:
            log.exception("The views could not be caught up; the worker comes again")
