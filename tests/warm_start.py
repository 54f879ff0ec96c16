"""Processes begun as the fork of one that has loaded everything.

To load it takes two seconds of a core, which a program that is started again and again
would spend each time.  The one that is forked has begun nothing: no thread runs in it,
no file or connection is open.
"""

import faulthandler
import os
import signal
import sys
from importlib import import_module
from multiprocessing import forkserver, get_context
from pathlib import Path
from threading import Lock

import pytest

LOADED = (
    "asbreview.commands.serve",
    "asbreview.commands.work",
    "warm_pages",
    "eight_projectors",
    "places",
)


_one_at_a_time = Lock()


def beginning():
    """Return what begins processes; the one that is forked starts when first asked for.

    It finds the modules of the tests by its environment: Python 3.11 hands it no path,
    and passes over what it cannot import.
    """
    with _one_at_a_time, pytest.MonkeyPatch.context() as patch:
        context = get_context("forkserver")
        context.set_forkserver_preload(list(LOADED))
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        forkserver.ensure_running()
    return context


class Program:
    """`asbreview` with the words that are given, as `subprocess.Popen` would run it.

    What it says goes to a file, and what it says of errors to the same or to another.
    """

    def __init__(self, words, environment, said, of_errors=None):
        files = (str(said), str(of_errors or said))
        told = (list(words), dict(environment), files)
        self._process = beginning().Process(target=_run, args=told)
        self._process.start()

    def poll(self):
        return self._process.exitcode

    def wait(self, seconds=None):
        self._process.join(seconds)
        assert self._process.exitcode is not None, "it does not end"
        return self._process.exitcode

    def send_signal(self, number):
        if self._process.is_alive():
            os.kill(self._process.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


def _run(words, environment, files):
    """Be the program: its words, its environment, and the files for what it says."""
    missing = [name for name in LOADED if name not in sys.modules]
    for stream, file in enumerate(files, 1):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        os.dup2(opened, stream)
    assert not missing, f"begun cold: {missing} were not loaded"
    faulthandler.enable(2)
    os.environ.clear()
    os.environ.update(environment)
    import_module("asbreview.__main__").main(words, prog_name="asbreview")
