"""`asbreview serve` that cannot start, as whoever types it sees it.

In processes of their own: the words, the exit code, and what is on the disk after.
"""

import os
import socket
import sqlite3
import subprocess
import sys
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import pytest

from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.standing import make_ready
from warm_start import Program

PATIENCE = 120  # seconds, on a busy machine
SECRET = "a secret of at least thirty-two characters"
EVERYBODY_IS_KEPT_OUT = Path("/sys/kernel")  # where even root makes no file
SAYS = {
    "a second server on the folder": "is in use by another asbreview. Stop that one",
    "a port in use": "cannot be used (Address already in use). Stop what is served",
    "no key file": "The key file {folder}/kek is missing. Put it back",
    "another key": "is not the one that this installation's data keys are wrapped",
    "a later release's folder": "was written by a later release of asbreview",
    "a folder nobody can write to": "cannot be written to",
    "a folder that cannot be made": "cannot be made: Not a directory",
    "no secret": "ASBREVIEW_SECRET is not set. Set it to at least 32 characters",
}
COLD = "a port in use"


def told(folder: Path) -> Settings:
    return Settings.read({"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": SECRET})


class Said(NamedTuple):
    """How `asbreview serve` ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def serve_warm(folder: Path, said: Path, **more: str) -> Said:
    program = Program(
        ["serve"], environment_of(folder, more), said / "out", said / "err"
    )
    code = program.wait(PATIENCE)
    return Said(code, (said / "out").read_text(), (said / "err").read_text())


def serve_cold(folder: Path, said: Path, **more: str) -> Said:
    """Serve as whoever types it does."""
    del said
    done = subprocess.run(
        [sys.executable, "-m", "asbreview", "serve"],
        env=environment_of(folder, more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def environment_of(folder: Path, more: dict[str, str]) -> dict[str, str]:
    environment = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": SECRET, **more}
    return {**os.environ, "PORT": free_port(), **environment}


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, whatever SQLite has still to fold in."""
    if folder == EVERYBODY_IS_KEPT_OUT or not folder.is_dir():
        return {}
    files = {
        f.name: f for f in folder.iterdir() if not f.name.endswith(("-wal", "-shm"))
    }
    for file in folder.glob("*.sqlite"):
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {name: file.read_bytes() for name, file in files.items()}


def new_folder(at: Path) -> Path:
    with opened(told(at)) as installation:
        make_ready(installation)
    return at


def _later(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "events.sqlite")) as db, db:
        db.execute("UPDATE store SET value = '99' WHERE name = 'format'")


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """What came of each, tried all at once; all begin warm but the one that is COLD."""
    place = tmp_path_factory.mktemp("refused")
    folders = {what: new_folder(place / str(n)) for n, what in enumerate(SAYS)}
    more: dict[str, dict[str, str]] = {"no secret": {"ASBREVIEW_SECRET": ""}}
    (folders["no key file"] / "kek").unlink()
    key = folders["another key"] / "kek"
    key.write_bytes(urlsafe_b64encode(b"q" * 32))
    _later(folders["a later release's folder"])
    (place / "file").touch()
    folders["a folder that cannot be made"] = place / "file" / "data"
    if os.geteuid() == 0:
        folders["a folder nobody can write to"] = EVERYBODY_IS_KEPT_OUT
    else:
        folders["a folder nobody can write to"].chmod(0o500)
    with ExitStack() as stack:
        taken = stack.enter_context(socket.socket())
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        more["a port in use"] = {"PORT": str(taken.getsockname()[1])}
        before = {what: on_disk(folder) for what, folder in folders.items()}
        stack.enter_context(opened(told(folders["a second server on the folder"])))
        with ThreadPoolExecutor(3) as pool:
            trying = {
                what: pool.submit(
                    serve_cold if what == COLD else serve_warm,
                    folder,
                    tmp_path_factory.mktemp("said"),
                    **more.get(what, {}),
                )
                for what, folder in folders.items()
            }
    if os.geteuid() != 0:
        folders["a folder nobody can write to"].chmod(0o700)
    after = {what: on_disk(folder) for what, folder in folders.items()}
    return {
        what: (folders[what], done.result(), before[what], after[what])
        for what, done in trying.items()
    }


@pytest.mark.parametrize("what", SAYS)
def test_it_says_why_ends_with_1_and_changes_nothing(tried, what):
    folder, done, before, after = tried[what]
    assert done.returncode == 1, done.stderr
    said = done.stderr
    assert said.startswith("Error: ")
    assert SAYS[what].format(folder=folder) in said
    assert "Traceback" not in said
    assert done.stdout == ""
    assert after == before
