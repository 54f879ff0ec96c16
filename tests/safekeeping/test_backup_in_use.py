"""Must show: a backup taken while many use the pages, put back, verified, and served.

Several people record by the forms of the pages, each another thing; one sends files,
letters are made and posted, others read pages, as they are and as they were.  While
they go on, a backup is made.  Then the folder is deleted, the databases are dropped,
and what was saved is put back where nothing was.
"""

import random
import shutil
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event as Signal
from threading import Thread
from urllib.parse import quote
from uuid import UUID

import pytest

from asbreview.audit.checking import check
from asbreview.domain.days import local_day
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.letter.facts import LetterHandedOver, LetterPosted
from asbreview.installation import opened
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.standing import make_ready
from browser.premises import premises, served, wait_until
from browser.visitor import Visitor
from desk import date_in, filled_in, parsed
from evidence_files import made_files as made
from faults.clients import MOST_POSTED, ONCE, Client, Given
from faults.findings import log_of
from places import IN_FOLDER_AND_ONCE_MORE
from safekeeping.test_backup import empty_place, lines_of, lose

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.timeout(900),
    # Whoever reads as the server stops leaves a cursor open, which goes with it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WRITERS, READERS = 3, 2
PAUSE = 0.3  # seconds
TRIES = 50
# What has to have been done before the backup is begun, and while it is made.
KINDS, FILES, POSTED = 4, 3, 1
OK = 200
TODAY = local_day(datetime.now(UTC))  # what the clients type is of days near it
PAGES = ("/", "{}", "{}/history", "{}/chronology", "{}/letters", "{}/documents")


class Writes(Client):
    """One who types for a moment: letters are made and sent between the forms."""

    def _once_more(self):
        super()._once_more()
        self.stop.wait(PAUSE)


class Sends(Thread):
    """Somebody who gives one file after another to whichever case there is."""

    def __init__(self, address, stop, cases):
        super().__init__(daemon=True)
        self.visitor, self.stop, self.cases = Visitor(address), stop, cases
        self.given, self.failed = {}, None

    def run(self):
        try:
            while not self.stop.is_set():
                if cases := list(self.cases()):
                    self.give(cases[len(self.given) % len(cases)])
                self.stop.wait(PAUSE)
        except BaseException as why:  # noqa: BLE001  told by the test
            self.failed = why

    def give(self, case):
        page = f"{case}/documents/new"
        shown = self.visitor.get(page)
        if shown.status_code != OK or "command_id" not in shown.text:
            return  # forgotten or ended meanwhile
        fields = filled_in(shown) | {"description": "A night", **self.whose(case)}
        fields |= date_in("received_on", TODAY)
        fields.pop("file", None)
        content = made.TEXT + b" %d" % len(self.given)
        file = {"file": ("night.txt", content)}
        answer = self.visitor.web.post(page, data=fields, files=file)
        if answer.status_code == 303:
            self.given[UUID(fields["command_id"][0])] = content

    def whose(self, case):
        page = self.visitor.get(f"{case}/contacts").text
        return {"giver_id": page.partition("/details")[0].rpartition("/")[2]}


class Posts(Thread):
    """Somebody who puts the letters that are ready in envelopes, and says so."""

    def __init__(self, address, stop):
        super().__init__(daemon=True)
        self.visitor, self.stop = Visitor(address), stop
        self.given, self.failed = {}, None

    def run(self):
        try:
            while not self.stop.is_set():
                self.post()
                self.stop.wait(PAUSE)
        except BaseException as why:  # noqa: BLE001  told by the test
            self.failed = why

    def post(self):
        shown = self.visitor.get("/letters")
        ready = parsed(shown.text).xpath("//input[@name='letters']/@value")
        if not ready or "command_id" not in shown.text:
            return
        fields = filled_in(shown) | {"letters": ready[:MOST_POSTED]}
        if self.visitor.post("/letters", fields).status_code == 303:
            self.given[UUID(fields["command_id"][0])] = "post"


class Reads(Thread):
    """Somebody who looks at one page after another, as it is and as it was."""

    def __init__(self, address, stop, cases, seed):
        super().__init__(daemon=True)
        self.visitor, self.stop, self.cases = Visitor(address), stop, cases
        self.chance = random.Random(seed)  # noqa: S311
        self.seen, self.failed = defaultdict(int), None

    def run(self):
        begun = datetime.now(UTC)
        try:
            while not self.stop.is_set():
                case = self.chance.choice([*self.cases(), ""])
                page = self.chance.choice(PAGES if case else PAGES[:1]).format(case)
                then = f"?as_of={quote(begun.isoformat())}"
                page += self.chance.choice(["", then])
                self.seen[self.visitor.get(page).status_code] += 1
                self.stop.wait(PAUSE)
        except BaseException as why:  # noqa: BLE001  told by the test
            self.failed = why


class Load:
    """All of them, and what they know to be on record."""

    def __init__(self, address):
        self.stop, self.given = Signal(), Given()
        steps = [{} for _ in range(WRITERS)]
        self.writers = [
            Writes(address, self.given, self.stop, seed, of)
            for seed, of in enumerate(steps)
        ]

        def cases():
            return [case for of in steps for case in list(of)]

        self.sends = Sends(address, self.stop, cases)
        self.posts = Posts(address, self.stop)
        self.readers = [Reads(address, self.stop, cases, n) for n in range(READERS)]
        self.threads = [*self.writers, self.sends, self.posts, *self.readers]

    def done(self):
        """Return how often each kind of thing was acknowledged, files too."""
        counts = defaultdict(int)
        for kind in list(self.given.acknowledged.values()):
            counts[kind] += 1
        counts["post"] += len(self.posts.given)
        return counts | {"file": len(self.sends.given)}

    @property
    def acknowledged(self):
        """Return the commands that were acknowledged so far, with their kinds."""
        return self.given.acknowledged | self.posts.given

    def is_in_full_swing(self, since):
        """Has enough been done since of enough kinds, and do all still go on?"""
        told = {k: n - since.get(k, 0) for k, n in self.done().items()}
        assert [thread.failed for thread in self.threads if thread.failed] == []
        kinds = sum(1 for kind, count in told.items() if count and kind != "file")
        return (
            kinds >= KINDS and told["file"] >= FILES and told.get("post", 0) >= POSTED
        )

    def wait_for_more(self, since):
        assert wait_until(lambda: self.is_in_full_swing(since)), self.done()


@contextmanager
def under_load(address):
    load = Load(address)
    for thread in load.threads:
        thread.start()
    try:
        yield load
    finally:
        load.stop.set()
        for thread in load.threads:
            thread.join(60)


def by_command(lines):
    """Return where the events of each command stand in the log."""
    found = defaultdict(list)
    for line in lines:
        if command_id := getattr(line.event, "command_id", None):
            found[command_id].append(line.position)
    return found


def saved_meanwhile(installation, folder):
    """Save a backup while something is recorded; how long the log was before and after.

    One that was too quick for that is put away, and another is taken.
    """
    for _ in range(TRIES):
        shutil.rmtree(folder / "backup", ignore_errors=True)
        begun_at = len(lines_of(installation))
        manifest, _ = save(installation, folder / "backup")
        ended_at = len(lines_of(installation))
        if begun_at < ended_at:
            return manifest, begun_at, ended_at
    pytest.fail("nothing was recorded while any of them was made")


@pytest.mark.parametrize("kind", IN_FOLDER_AND_ONCE_MORE)
def test_a_backup_of_an_installation_in_full_use_is_whole(tmp_path, kind):
    old = tmp_path / "old" / "data"
    with premises(old, TODAY, on_server=kind == "postgres") as there:
        it = there.installation
        with under_load(there.address) as load:
            load.wait_for_more({})
            before, files_before = load.acknowledged, dict(load.sends.given)
            at_first = load.done()
            manifest, begun_at, ended_at = saved_meanwhile(it, tmp_path)
            load.wait_for_more(at_first)  # nobody was stopped by it
        assert [reader.seen[OK] > 0 for reader in load.readers] == [True] * READERS
        seen = [status for each in load.readers for status in each.seen]
        assert max(seen) < 500
        assert load.given.unknown == {}
        events, stored = log_of(it), lines_of(it)
        place, clock = empty_place(it.settings, tmp_path / "new"), there.clock
        settings = it.settings
    assert begun_at <= manifest.events <= ended_at < len(stored)
    lose(settings, tmp_path / "old")

    done = put_back(place, tmp_path / "backup")

    assert (done.manifest, done.loss, done.not_told) == (manifest, None, "")
    with opened(place, clock=clock) as again:
        assert lines_of(again) == stored[: manifest.events]
        kept = log_of(again)
        nothing_is_half(events, events[manifest.events - 1].position)
        whatever_was_acknowledged_is_there(before, kept)
        every_file_opens(again, kept, files_before, load.sends.given)
        every_letter_that_went_is_there(again, kept)
        found = check(again.ledger)
        assert (found.findings, found.notices) == ([], [])
        make_ready(again)
        with served(again, clock) as serving:
            it_serves(serving, kept)


def nothing_is_half(events, up_to):
    """Whatever one form recorded, in however many records, is there or is not."""
    split = [
        positions
        for positions in by_command(events).values()
        if min(positions) <= up_to < max(positions)
    ]
    assert split == []
    several = [each for each in by_command(events).values() if len(each) > 1]
    assert len(several) > 3  # as an application is: it could have been split


def whatever_was_acknowledged_is_there(before, kept):
    topics = defaultdict(set)
    for line in kept:
        if command_id := getattr(line.event, "command_id", None):
            topics[command_id].add(line.event.TOPIC)
    lost = {
        (command_id, kind)
        for command_id, kind in before.items()
        if ONCE[kind] not in topics[command_id]
    }
    assert lost == set()


def every_file_opens(again, kept, before, ever):
    """Each that is on record has its bytes; and each that was acknowledged is."""
    received = [x.event for x in kept if isinstance(x.event, FileReceived)]
    commands = {event.command_id for event in received}
    assert before.keys() <= commands <= ever.keys()
    for event in received:
        content = again.vault.read(event.file_id)
        assert b"".join(content) == ever[event.command_id]


def every_letter_that_went_is_there(again, kept):
    """The words of each letter that was made are kept, and open."""
    posted = {x.event.originator_id for x in kept if isinstance(x.event, LetterPosted)}
    made_ones = [x.event for x in kept if isinstance(x.event, LetterHandedOver)]
    assert posted <= {event.originator_id for event in made_ones}
    assert posted
    for letter_id in posted:
        assert again.reviews.letter(letter_id).posted_on is not None


def it_serves(serving, kept):
    """Pages open, a file is given out, and the next thing is recorded."""
    visitor = Visitor(serving.address)
    reviews = serving.installation.reviews
    received = [x.event for x in kept if isinstance(x.event, FileReceived)]
    case = reviews.case(received[0].case_id)
    address = f"/cases/{case.trigger.reference}"
    for page in ("", "/history", "/documents", "/letters", "/chronology"):
        assert visitor.get(f"{address}{page}").status_code == OK, page
    file = visitor.get(f"{address}/documents/{received[0].file_id}/original")
    assert (file.status_code, made.TEXT in file.content) == (OK, True)
    before = reviews.end_of_log()
    new = visitor.form("/applications/new")
    assert new
    sends = Sends(serving.address, Signal(), lambda: [address])
    sends.give(address)
    assert len(sends.given) == 1
    assert reviews.end_of_log() > before
    visitor.close()
