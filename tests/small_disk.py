"""A disk with little room on it, that can be filled and emptied."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from requirements_of_the_machine import NO_MOUNT

CHUNK = 4096


class SmallDisk:
    """A folder on a file system of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room for as much as one page."""
        descriptor = os.open(self._ballast, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            while True:
                os.write(descriptor, b"b" * CHUNK)
        except OSError:
            pass
        finally:
            os.close(descriptor)

    def make_room(self) -> None:
        self._ballast.unlink()


@contextmanager
def small_disk(at: Path, *, megabytes: int):
    """Give a small disk; the test is skipped where none can be mounted."""
    at.mkdir(parents=True, exist_ok=True)
    told = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(at)]
    try:
        subprocess.run(told, check=True, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(NO_MOUNT)
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)  # noqa: S603, S607
