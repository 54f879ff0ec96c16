"""Hearing at once, on PostgreSQL, that some process saved something."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from asbreview.store.database import arguments
from asbreview.store.postgres_tables import EVENTS

PAUSE: Final = 0.5  # seconds before a connection that broke is made again
LONGEST: Final = 1.0  # seconds before it is seen that nobody listens any more

log = logging.getLogger(__name__)


class Listener:
    """A thread with a connection of its own, that wakes others when the log grows.

    What is not heard while the connection is broken is not lost: whoever is woken also
    looks by itself.
    """

    def __init__(self, url: URL, wake: Callable[[], None]) -> None:
        self._address = arguments(url)
        self._wake = wake
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except psycopg.Error as broken:
                log.warning("Not listening to the log: %s", type(broken).__name__)
                self._stopped.wait(PAUSE)

    def _listen(self) -> None:
        with psycopg.connect(**self._address, autocommit=True) as connection:
            connection.execute(SQL("LISTEN {}").format(Identifier(EVENTS)))
            self._wake()
            while not self._stopped.is_set():
                for _ in connection.notifies(timeout=LONGEST, stop_after=1):
                    self._wake()
