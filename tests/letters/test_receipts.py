"""What Notify tells of a letter by itself: late, early, twice, or of another."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status, Way
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterForwarded,
    LetterReturned,
    Obstacle,
)
from asbreview.domain.people import Channel
from asbreview.letters.receipts import Receipts
from asbreview.letters.ways.carrying import Unsure
from letters.bench import NOW, Bench
from letters.carriers import Remembers
from letters.posting import MARIA

ASKED = replace(MARIA, email="maria@example.org", prefers=Channel.EMAIL)
SOON = NOW + timedelta(seconds=20)


@pytest.fixture
def notify():
    return Remembers(Way.NOTIFY_EMAIL)


@pytest.fixture
def bench(post, tmp_path, notify):
    post.ask_for_review(applicant=ASKED)
    made = Bench(post.reviews, tmp_path, notify)
    yield made
    made.office.close()


def told(bench, notify, status, **changes):
    """Tell what became of the one letter; it is known there by its reference."""
    (sent,) = notify.taken
    known = {"reference": sent.reference, "taken_as": sent.reference} | changes
    return Receipts(bench.reviews, lambda: SOON).told(status=status, **known)


def stands(bench, notify):
    (sent,) = notify.taken
    letter = bench.reviews.letter(sent.letter_id)
    return letter.status, letter.held_because


def counted(bench, *kinds):
    return [len(bench.happened(kind)) for kind in kinds]


def test_a_letter_that_was_delivered_is_asked_after_no_more(bench, notify):
    bench.round()
    assert told(bench, notify, "delivered")
    assert counted(bench, LetterForwarded) == [1]
    bench.round(NOW + timedelta(minutes=20))
    assert bench.outbox.still_to_go() == []


def test_a_receipt_that_comes_twice_is_recorded_once(bench, notify):
    bench.round()
    assert told(bench, notify, "delivered")
    assert not told(bench, notify, "delivered")
    assert not told(bench, notify, "permanent-failure")
    assert counted(bench, LetterForwarded, LetterReturned) == [1, 0]


def test_nor_twice_where_both_come_at_once(bench, notify):
    bench.round()
    together, failed = Barrier(4), []

    def tell():
        together.wait()
        try:
            told(bench, notify, "permanent-failure")
        except Exception as error:  # noqa: BLE001  told below
            failed.append(error)

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert counted(bench, LetterReturned) == [1]


def test_an_email_that_came_back_is_a_task_at_once(bench, notify):
    bench.round()
    assert told(bench, notify, "permanent-failure")
    assert stands(bench, notify) == (Status.HELD, HeldBecause.RETURNED)


@pytest.mark.parametrize("status", ["temporary-failure", "technical-failure"])
def test_one_that_could_not_be_delivered_is_a_task_too(bench, notify, status):
    bench.round()
    assert told(bench, notify, status)
    assert stands(bench, notify) == (Status.HELD, HeldBecause.NOT_TAKEN)


@pytest.mark.parametrize("status", ["created", "sending", "a word of next year"])
def test_that_it_is_under_way_is_no_news(bench, notify, status):
    bench.round()
    end = bench.reviews.end_of_log()
    assert not told(bench, notify, status)
    assert bench.reviews.end_of_log() == end


def test_a_receipt_is_the_answer_that_was_lost(bench, notify):
    notify.after = Unsure(Obstacle.NO_ANSWER)
    bench.round()
    assert stands(bench, notify) == (Status.UNKNOWN, None)
    assert told(bench, notify, "delivered")
    assert stands(bench, notify) == (Status.ACCEPTED, None)
    assert counted(bench, LetterAccepted, LetterForwarded) == [1, 1]
    trigger = bench.reviews.case(
        bench.reviews.letter(notify.taken[0].letter_id).case_id
    )
    assert trigger.trigger.acknowledged_on is not None


@pytest.mark.parametrize(
    "other",
    [
        {"taken_as": "another"},
        {"reference": ""},
        {"reference": "no reference of ours"},
        {"reference": f"{'0' * 32}-1"},
        {"reference": f"{'0' * 32}-{'9' * 5000}"},
    ],
    ids=str,
)
def test_of_any_other_letter_nothing_is_recorded(bench, notify, other):
    bench.round()
    end = bench.reviews.end_of_log()
    assert not told(bench, notify, "permanent-failure", **other)
    assert bench.reviews.end_of_log() == end


def test_nor_of_the_same_letter_as_it_was_drawn_before(bench, notify, post):
    bench.round()
    told(bench, notify, "temporary-failure")
    (sent,) = notify.taken
    letter = bench.reviews.letter(sent.letter_id)
    signed = post.signed(NOW.date())
    bench.reviews.redraw_letter(letter.id, signed=signed)
    end = bench.reviews.end_of_log()
    assert not told(bench, notify, "permanent-failure")
    assert bench.reviews.end_of_log() == end
    assert bench.reviews.letter(letter.id).kind is LetterKind.ACKNOWLEDGEMENT
