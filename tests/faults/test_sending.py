"""Many letters, and workers that are killed at every step: none missing, none twice.

A few dozen letters here, a thousand in `make soak`.  What was sent is counted by the
server that took it, and not by the worker; to whom, by the list that the test made.
"""

import socket
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count, cycle
from threading import Thread
from types import SimpleNamespace

import pytest

from asbreview.access.office import Office
from asbreview.domain.letter.facts import LetterDrafted, Status
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.people import Channel
from asbreview.letters import making
from asbreview.letters.outbox import Outbox
from asbreview.letters.pdf import Printed
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.ways.carrying import NotTaken
from asbreview.letters.worker import Sender
from asbreview.store.log import EventLog
from asbreview.stores_on_server import stores_on_server
from journey import MARIGOLD, Journey
from letters.bench import NOW, Killed
from letters.carriers import Remembers
from places import IN_FOLDER_AND_ONCE_MORE, InFolder, OnServer
from projections.every import ALL
from projections.letters import letters_that_are
from projections.projector import Projector

HOW_MANY = [60, pytest.param(1000, marks=pytest.mark.soak)]
POINTS = [
    *(
        (owner, name, before)
        for owner, name in (
            ("outbox", "follow"),
            ("outbox", "keep"),
            ("reviews", "prepare_letter"),
            ("reviews", "hand_over_letter"),
            ("reviews", "letter_accepted"),
            ("reviews", "letter_refused_for_now"),
            ("outbox", "has_gone"),
            ("carrier", "carry"),
            ("carrier", "take"),
            ("queue", "hold_only"),
        )
        for before in (True, False)
    ),
]

SELDOM = {"follow", "hold_only", "has_gone", "letter_refused_for_now"}


class Post(Remembers):
    """A server that says no to every seventh letter, for now."""

    def __init__(self):
        super().__init__()
        self.numbers = count(1)

    def carry(self, letter, *, about_to):
        if next(self.numbers) % 7 == 0:
            raise NotTaken(Obstacle.NOT_NOW)
        return super().carry(letter, about_to=about_to)


@contextmanager
def in_folder(folder):
    place = InFolder(folder)
    with place.opened() as reviews:
        office = Office.in_file(folder / "office.sqlite")
        yield SimpleNamespace(reviews=reviews, office=office, folder=folder)
        office.close()


@contextmanager
def on_server(place):
    with stores_on_server(place.settings, clock=None) as stores:
        yield SimpleNamespace(
            reviews=stores.reviews, office=stores.office, folder=place.folder
        )


def apply_for(reviews, number_of_cases):
    """Open cases whose applicants ask for email; return each case's own address."""
    Journey(reviews, 0).stand()
    addresses = {}
    for number in range(1, number_of_cases + 1):
        address = f"person-{number}@example.org"
        applicant = replace(
            MARIGOLD, name=f"Person {number}", email=address, prefers=Channel.EMAIL
        )
        case = Journey(reviews, number)
        case.apply(applicant=applicant, complaints=(), passed_on=False)
        addresses[case.case_id] = (f"Person {number}", address)
    return addresses


def worker(kept, carrier):
    outbox = Outbox(kept.office, kept.reviews.keyring)
    queue = PrintQueue(kept.folder / "print-queue")
    names = {}.get
    sender = Sender(kept.reviews, outbox, queue, lambda id_: names(id_, ""), [carrier])
    return SimpleNamespace(
        reviews=kept.reviews, outbox=outbox, queue=queue, carrier=carrier, sender=sender
    )


@pytest.fixture
def quickly(monkeypatch):
    """Print each letter as a page that holds its own words: to set it takes longer."""

    def printed(document):
        words = "\n".join((document.greeting, document.reference, *document.address))
        return Printed(words.encode(), 1)

    monkeypatch.setattr(making, "printed", printed)


@contextmanager
def killed_at(working, point, after):
    """Kill the process at a point, when it has been passed some times."""
    owner, name, before = point
    does, passed = getattr(getattr(working, owner), name), count(1)

    def may_be_killed(*args, **kwargs):
        kills = next(passed) > after
        if kills and before:
            raise Killed
        done = does(*args, **kwargs)
        if kills:
            raise Killed
        return done

    setattr(getattr(working, owner), name, may_be_killed)
    try:
        yield
    finally:
        delattr(getattr(working, owner), name)


def letters_in(reviews):
    log = reviews.recorder.select_notifications(
        1, 100_000, topics=[LetterDrafted.TOPIC]
    )
    return [reviews.letter(each.originator_id) for each in log]


def found(reviews, carrier, addresses):
    """Look at every letter, and at what the server took of it."""
    letters = letters_in(reviews)
    assert {letter.case_id for letter in letters} == set(addresses)  # none is missing
    assert carrier.times.keys() <= {letter.id for letter in letters}
    assert max(carrier.times.values()) == 1  # none went twice
    for letter in letters:
        taken = carrier.times[letter.id]
        if letter.status is Status.ACCEPTED:
            assert taken == 1
        else:
            assert letter.status is Status.UNKNOWN, letter.status
    for sent in carrier.taken:
        name, address = addresses[reviews.letter(sent.letter_id).case_id]
        assert (sent.to_email, f"Dear {name}\n" in sent.text) == (address, True)
    return Counter(letter.status for letter in letters)


@pytest.mark.parametrize("how_many", HOW_MANY)
def test_killed_at_every_point_no_letter_is_missing_or_goes_twice(
    tmp_path, quickly, how_many
):
    kills, carrier = Counter(), Post()
    with in_folder(tmp_path) as kept:
        addresses = apply_for(kept.reviews, how_many)
        each_in_turn, now = cycle(POINTS), NOW
        for _ in range(2 * len(POINTS)):
            point, now = next(each_in_turn), now + timedelta(minutes=1)
            working = worker(kept, carrier)
            after = 0 if point[1] in SELDOM else how_many // 70
            with killed_at(working, point, after):
                try:
                    working.sender.run_once(now)
                except Killed:
                    kills[point] += 1
        for _ in range(12):
            now += timedelta(hours=5)
            worker(kept, carrier).sender.run_once(now)
        stands = found(kept.reviews, carrier, addresses)
        listed = on_the_page(kept.reviews, tmp_path)
    assert set(kills) == set(POINTS), set(POINTS) - set(kills)
    assert len(listed) == stands[Status.UNKNOWN] > 0
    in_doubt = set(carrier.times) & listed
    assert in_doubt  # some of them went,
    assert listed - in_doubt  # and some did not
    print(f"{how_many} letters, {sum(kills.values())} kills: {dict(stands)}")


def on_the_page(reviews, folder):
    """Return the letters that the view lists as uncertain."""
    views = InFolder(folder).views()
    Projector(EventLog(reviews), views, ALL).catch_up()
    with views.connect() as db:
        rows = letters_that_are(db, Status.UNKNOWN)
    views.dispose()
    return {row.letter_id for row in rows}


@pytest.mark.parametrize("how_many", [24, HOW_MANY[1]])
@pytest.mark.parametrize("kind", IN_FOLDER_AND_ONCE_MORE)
def test_eight_workers_send_each_letter_once_to_its_own_receiver(
    tmp_path, quickly, how_many, kind
):
    carrier = Remembers()
    place = InFolder(tmp_path) if kind == "sqlite" else OnServer(tmp_path)
    with ExitStack() as open_:
        if kind == "sqlite":
            kept = open_.enter_context(in_folder(tmp_path))
            workers = [worker(kept, carrier) for _ in range(8)]
        else:
            kept = open_.enter_context(on_server(place))
            each = (open_.enter_context(on_server(place)) for _ in range(8))
            workers = [worker(one, carrier) for one in each]
        addresses = apply_for(kept.reviews, how_many)
        threads = [Thread(target=one.sender.run_once, args=(NOW,)) for one in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(600)
        for minutes in (1, 20, 40):
            workers[0].sender.run_once(NOW + timedelta(minutes=minutes))
        stands = found(kept.reviews, carrier, addresses)
    assert stands == {Status.ACCEPTED: how_many}
    assert len(carrier.taken) == how_many


def test_with_the_network_denied_views_are_made_anew_and_nothing_is_sent(
    tmp_path, quickly, monkeypatch
):
    carrier = Remembers()
    with in_folder(tmp_path) as kept:
        apply_for(kept.reviews, 3)
        worker(kept, carrier).sender.run_once(NOW)
        end = kept.reviews.end_of_log()

        def refuse(*_args, **_kwargs):
            raise AssertionError("a rebuild asked for the network")

        monkeypatch.setattr(socket, "socket", refuse)
        views = InFolder(tmp_path).views()
        Projector(EventLog(kept.reviews), views, ALL).catch_up()
        views.dispose()
        worker(kept, carrier).sender.run_once(NOW + timedelta(days=1))
        kept.office.close()
        (tmp_path / "office.sqlite").unlink()  # what was sent is told by the log alone
        again = SimpleNamespace(
            reviews=kept.reviews,
            office=Office.in_file(tmp_path / "office.sqlite"),
            folder=tmp_path,
        )
        worker(again, carrier).sender.run_once(NOW + timedelta(days=2))
        again.office.close()
        assert kept.reviews.end_of_log() == end
    assert len(carrier.taken) == 3
