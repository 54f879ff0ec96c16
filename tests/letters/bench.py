"""A sender on a folder of its own, to be looked at, and killed."""

import csv
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from asbreview.access.office import Office
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.worker import Sender
from journey import CASEWORKER

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)
NAMES = {CASEWORKER: "Priya Nair"}


class Killed(BaseException):
    """The process was killed here."""


class Bench:
    """A sender on the files of a folder; another one is what starts after a crash."""

    def __init__(self, reviews, folder, *carriers):
        self.reviews, self.folder = reviews, folder / "print-queue"
        self.office = Office.in_file(folder / "office.sqlite")
        self.outbox = Outbox(self.office, reviews.keyring)
        self.queue = PrintQueue(self.folder)
        self.sender = Sender(
            reviews, self.outbox, self.queue, NAMES.__getitem__, carriers
        )

    def round(self, at=NOW):
        self.sender.run_once(at)
        return self

    def files(self):
        return sorted(path.name for path in self.folder.glob("*.pdf"))

    def listed(self):
        with (self.folder / "manifest.csv").open(newline="") as file:
            return list(csv.DictReader(file))

    def happened(self, kind):
        log = self.reviews.recorder.select_notifications(1, 10_000, topics=[kind.TOPIC])
        return [self.reviews.mapper.to_domain_event(each) for each in log]


@contextmanager
def killed_at(owner, name, *, before):
    """Kill the process just before, or just after, a thing is first done."""
    does = getattr(owner, name)

    def killed(*args, **kwargs):
        if not before:
            does(*args, **kwargs)
        raise Killed

    setattr(owner, name, killed)
    with pytest.raises(Killed):
        yield
    delattr(owner, name)
