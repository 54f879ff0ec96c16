"""`asbreview serve` and `work` in processes of their own, which can be killed.

The first is begun as whoever runs it begins it, and after it was killed it is begun
warm: the next kill comes the sooner.
"""

import os
import random
import re
import signal
import socket
import subprocess
import sys

from asbreview.settings import Settings
from browser.premises import answers_now, wait_until
from warm_start import Program

# Below those that the system gives to connections that go out: while a server is down,
# nobody's connection takes its port.
STARTING = 300  # seconds, on a busy machine
PORTS = range(20_000, 32_000)
BEGUN = re.compile(r"^(Serving on|Working:)", re.MULTILINE)


class Process:
    """`asbreview serve`, or `work`, in a process of its own, which can be killed."""

    def __init__(self, told: Settings, command: str = "serve") -> None:
        self.command, self.port = command, lasting_port()
        self.process: subprocess.Popen[bytes] | Program | None = None
        self.address = f"http://127.0.0.1:{self.port}"
        self.said = told.data.with_name(f"{command}-{self.port}.txt")
        self.environment = {
            **os.environ,
            "ASBREVIEW_DATA": str(told.data),
            "ASBREVIEW_SECRET": told.secret.decode(),
            "ASBREVIEW_DATABASE_URL": told.database,
            "ASBREVIEW_KEYS_DATABASE_URL": told.keys_database,
            "ASBREVIEW_SECOND_FACTOR": "none",  # its clients have no app
            "PORT": str(self.port),
        }

    def start(self) -> None:
        """Start it; it is not up yet."""
        if self.process:
            self.process = Program([self.command], self.environment, self.said)
            return
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(  # noqa: S603  our own words
                [sys.executable, "-X", "faulthandler", "-m", "asbreview", self.command],
                env=self.environment,
                stdout=said,
                stderr=said,
            )

    def is_up(self) -> bool:
        """Say whether it does its work, as far as can be seen from outside."""
        if self.command == "serve":
            return answers_now(f"{self.address}/sign-in")
        return BEGUN.search(self.said.read_text()) is not None

    def come_up(self) -> None:
        """Wait until it is up; start it again if it was refused."""

        def up() -> bool:
            self.look_after()
            return self.is_up()

        if not wait_until(up, STARTING):
            self.process.send_signal(signal.SIGABRT)  # what does each thread wait for?
            self.process.wait()
            raise AssertionError(self.last_words())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(STARTING)

    def look_after(self) -> None:
        """Start it again, as a supervisor does, if it was refused while starting.

        Whatever ran when the database went away is to live on by itself.
        """
        if self.process.poll() is None:
            return
        said = self.last_words()
        assert "Error: " in said, said
        assert not BEGUN.search(said), said
        self.start()

    def last_words(self) -> str:
        """Return what the process said, to be read by whoever asks why."""
        return f"{self.said.name}: {self.said.read_text()[-4000:]}"


def lasting_port() -> int:
    """Return a port that is free, and stays so while its server is killed."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
