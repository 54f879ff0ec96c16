"""A wire between the program and its database, which can be cut at a chosen moment."""

import socket
from contextlib import contextmanager, suppress
from enum import Enum, auto
from threading import Lock, Thread

from sqlalchemy.engine import make_url

OF_THE_LOG = b"stored_events"
COMMIT = b"COMMIT"
COMMITTED = b"COMMIT\0"  # as the server tells that it has done so


class Cut(Enum):
    """When a save's wire is cut, by where its COMMIT is then."""

    BEFORE = auto()  # it never reaches the server
    ANSWER_LOST = auto()  # the server has done it, and nobody hears of it
    AFTER = auto()  # the answer has come through, and nothing after it does


class Wire:
    """Carries whatever is said between the program and a server on this machine."""

    def __init__(self, server: int) -> None:
        self._server, self._lock = server, Lock()
        self._ends: list[socket.socket] = []
        self._told: tuple[Cut, bool] | None = None
        self._whole = True
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        Thread(target=self._let_in, daemon=True).start()

    def cut_at_next_save(self, moment: Cut, *, mended: bool = False) -> None:
        """Cut it in the next save; unless *mended* at once, nobody gets through."""
        self._told = moment, mended

    def mend(self) -> None:
        self._whole = True

    @property
    def is_to_be_cut(self) -> bool:
        """Say whether the cut that was asked for has not happened yet."""
        return self._told is not None

    def close(self) -> None:
        self._whole = False
        # Whoever waits for somebody to come in wakes when somebody does.
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            self._door.close()
        self._drop()

    def _let_in(self) -> None:
        while True:
            try:
                ours, _ = self._door.accept()
            except OSError:
                return
            if not self._whole:
                ours.close()
                continue
            theirs = socket.create_connection(("127.0.0.1", self._server))
            with self._lock:
                self._ends += [ours, theirs]
            talk = _Talk(self, ours, theirs)
            for carry in (talk.carry_there, talk.carry_back):
                Thread(target=carry, daemon=True).start()

    def is_at(self, *moments: Cut) -> Cut | None:
        told = self._told
        return told[0] if told and told[0] in moments else None

    def cut(self) -> None:
        told, self._told = self._told, None
        if told is None:
            return
        self._whole = told[1]
        self._drop()

    def _drop(self) -> None:
        with self._lock:
            ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class _Talk:
    """One connection: only that which has spoken of the log is ever cut in a save."""

    def __init__(self, wire: Wire, ours: socket.socket, theirs: socket.socket) -> None:
        self._wire, self._ours, self._theirs = wire, ours, theirs
        self._of_log = self._commits = False

    def carry_there(self) -> None:
        for said in _heard(self._ours, self._theirs):
            self._of_log = self._of_log or OF_THE_LOG in said
            if self._of_log and COMMIT in said:
                if self._wire.is_at(Cut.BEFORE):
                    self._wire.cut()
                    return
                self._commits = True
            _pass_on(said, self._theirs)

    def carry_back(self) -> None:
        for said in _heard(self._theirs, self._ours):
            done = self._commits and COMMITTED in said
            if done and self._wire.is_at(Cut.ANSWER_LOST):
                self._wire.cut()
                return
            _pass_on(said, self._ours)
            if done and self._wire.is_at(Cut.AFTER):
                self._wire.cut()
                return


def _heard(end: socket.socket, other: socket.socket):
    """Yield what comes in; once nothing more can, the other end is told so."""
    while True:
        try:
            said = end.recv(2**16)
        except OSError:
            return
        if not said:
            with suppress(OSError):
                other.shutdown(socket.SHUT_WR)
            return
        yield said


def _pass_on(said: bytes, end: socket.socket) -> None:
    with suppress(OSError):
        end.sendall(said)


@contextmanager
def wired(server: int):
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()


def through(wire: Wire, address: str) -> str:
    """Return the address of a database as it is reached over the wire."""
    url = make_url(address).set(port=wire.port)
    return url.render_as_string(hide_password=False)
