"""From a draft to the print queue: once, whatever happens on the way."""

import socket
import stat
from datetime import UTC, date, datetime
from hashlib import sha256
from threading import Event as Signal
from threading import Thread

import pytest

from asbreview.domain.application import HowConsented
from asbreview.domain.erasure import Basis
from asbreview.domain.letter.facts import (
    HeldBecause,
    LetterHandedOver,
    LetterHeldBack,
    LetterKind,
    LetterPosted,
    LetterPrepared,
    Status,
)
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.people import Channel
from asbreview.domain.sealed import ERASED
from asbreview.reviews.told import ConsentTold
from asbreview.signing import SENDER
from journey import APPLIED_ON, HandClock, opened
from letters.bench import NOW, Bench, Killed, killed_at
from letters.posting import ATTENDING, MARIA, NOT_INVITED, Post


@pytest.fixture
def bench(post, tmp_path):
    made = Bench(post.reviews, tmp_path)
    yield made
    made.office.close()


@pytest.fixture
def drafted(post):
    return post.ask_for_review()


def only_letter(post, kind=LetterKind.ACKNOWLEDGEMENT):
    return post.last(kind).id


def details(post, **changes):
    told = {"name": MARIA.name, "address": MARIA.address, "safe": MARIA.safe, **changes}
    person = post.reviews.case(post.case_id).contact.applicant_id
    post.reviews.change_contact_details(
        post.case_id, person, type(MARIA)(**told), signed=post.signed(date(2026, 3, 9))
    )


def test_a_letter_goes_from_its_draft_to_the_queue(bench, drafted):
    letter_id = only_letter(drafted)

    bench.round()

    letter = drafted.reviews.letter(letter_id)
    (row,) = bench.listed()
    (name,) = bench.files()
    pdf = (bench.folder / name).read_bytes()
    assert letter.status is Status.HANDED_OVER
    assert letter.sha256 == sha256(pdf).hexdigest()
    assert row == {
        "file": name,
        "letter": str(letter_id),
        "dated": "2026-03-02",
        "pages": "2",
        "sha256": letter.sha256,
    }
    assert bench.outbox.printable(letter_id, letter) == pdf
    (prepared,) = bench.happened(LetterPrepared)
    assert prepared.recorded_by == SENDER
    assert prepared.made_with[0].startswith("text acknowledgement.en-GB.")


def test_nothing_in_the_folder_but_the_letter_itself_tells_of_anybody(bench, drafted):
    reference = drafted.reviews.case(drafted.case_id).trigger.reference

    bench.round()

    (name,) = bench.files()
    assert len(name) == len("0" * 32 + ".pdf")
    manifest = (bench.folder / "manifest.csv").read_text()
    assert "Kowalska" not in manifest
    assert reference not in manifest + name
    mode = stat.S_IMODE((bench.folder / name).stat().st_mode)
    assert mode == 0o600


def test_the_kept_copy_cannot_be_read_without_the_key_of_the_person(bench, drafted):
    letter_id = only_letter(drafted)
    bench.round()
    letter = drafted.reviews.letter(letter_id)

    drafted.reviews.keyring.destroy(letter.to)

    assert bench.outbox.printable(letter_id, letter) is ERASED


def test_a_draft_has_no_copy_yet(bench, drafted):
    letter_id = only_letter(drafted)

    assert bench.outbox.printable(letter_id, drafted.reviews.letter(letter_id)) is None


def test_more_rounds_change_nothing(bench, drafted, tmp_path):
    bench.round()
    files, end = bench.files(), drafted.reviews.end_of_log()

    bench.round()
    Bench(drafted.reviews, tmp_path).round().office.close()

    assert bench.files() == files
    assert drafted.reviews.end_of_log() == end


STEPS = [
    ("outbox", "follow"),
    ("outbox", "keep"),
    ("reviews", "prepare_letter"),
    ("queue", "put"),
    ("queue", "_sync"),
    ("reviews", "hand_over_letter"),
    ("queue", "hold_only"),
]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_a_round_cut_off_anywhere_is_made_good_and_no_letter_goes_twice(
    bench, drafted, tmp_path, step, before
):
    owner, name = step
    with killed_at(getattr(bench, owner), name, before=before):
        bench.round()

    again = Bench(drafted.reviews, tmp_path).round()

    (prepared,) = again.happened(LetterPrepared)
    assert len(again.happened(LetterHandedOver)) == 1
    (name,) = again.files()
    assert sha256((again.folder / name).read_bytes()).hexdigest() == prepared.sha256
    assert [row["file"] for row in again.listed()] == [name]
    assert list(again.folder.glob("*.part")) == []
    again.office.close()


def test_a_half_written_file_is_never_taken_for_a_letter(bench, drafted, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        bench.round()
    monkeypatch.undo()
    assert bench.files() == []

    bench.round()

    assert len(bench.files()) == 1
    assert list(bench.folder.glob("*.part")) == []


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_letters_posted_leave_the_queue(bench, drafted, tmp_path, before):
    letter_id = only_letter(drafted)
    bench.round()
    drafted.reviews.post_letters(
        [letter_id], posted_on=date(2026, 3, 9), signed=drafted.signed(date(2026, 3, 9))
    )
    with killed_at(bench.queue, "hold_only", before=before):
        bench.round()

    again = Bench(drafted.reviews, tmp_path).round()

    assert again.files() == []
    assert again.listed() == []
    assert len(again.happened(LetterPosted)) == 1
    assert again.outbox.still_to_go() == []
    letter = drafted.reviews.letter(letter_id)
    assert isinstance(again.outbox.printable(letter_id, letter), bytes)
    again.office.close()


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        (
            {"safe": MARIA.safe.model_copy(update={"to_write": False})},
            HeldBecause.NOT_SAFE_TO_WRITE,
        ),
        ({"address": "1 Sample Lane\nEly\nCB7 4ZZ"}, HeldBecause.ADDRESS_CHANGED),
        ({"address": ""}, HeldBecause.ADDRESS_CHANGED),
    ],
)
@pytest.mark.parametrize("in_the_queue", [False, True])
def test_a_letter_that_may_not_go_any_more_is_held_back(
    bench, drafted, changes, because, in_the_queue
):
    letter_id = only_letter(drafted)
    if in_the_queue:
        bench.round()
    details(drafted, **changes)

    bench.round()

    letter = drafted.reviews.letter(letter_id)
    assert (letter.status, letter.held_because) == (Status.HELD, because)
    assert bench.files() == []
    assert bench.listed() == []


def test_a_new_telephone_number_holds_no_letter_back(bench, drafted):
    letter_id = only_letter(drafted)
    details(drafted, phone="01632 960999", address=f"{MARIA.address}\n")

    bench.round()

    assert drafted.reviews.letter(letter_id).status is Status.HANDED_OVER


def test_an_invitation_to_a_meeting_that_was_held_is_held_back(bench, post):
    letter_id = only_letter(post.on_to(LetterKind.INVITATION), LetterKind.INVITATION)
    bench.round()
    post.meet()

    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.OVERTAKEN


@pytest.mark.parametrize(
    ("kind", "instead"),
    [(LetterKind.INVITATION, NOT_INVITED), (LetterKind.NOT_INVITED, ATTENDING)],
)
def test_a_letter_about_the_meeting_goes_no_more_once_it_is_decided_otherwise(
    bench, post, kind, instead
):
    letter_id = only_letter(post.on_to(kind), kind)
    bench.round()
    on = date(2026, 3, 20)
    post.reviews.decide_participation(
        post.case_id, instead, decided_on=on, signed=post.signed(on)
    )

    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.SUPERSEDED


def test_an_invitation_to_a_meeting_that_was_put_off_goes_no_more(bench, post):
    first = only_letter(post.on_to(LetterKind.INVITATION), LetterKind.INVITATION)
    bench.round()
    on = date(2026, 3, 20)
    post.reviews.postpone_panel(
        post.case_id,
        meets_at=datetime(2026, 4, 8, 9, 30, tzinfo=UTC),
        reason="The chair is ill.",
        signed=post.signed(on),
    )
    (second,) = post.letters()

    bench.round()

    assert post.reviews.letter(first).held_because is HeldBecause.SUPERSEDED
    assert post.reviews.letter(second).status is Status.HANDED_OVER


def test_who_has_agreed_is_not_asked_any_more(bench, post):
    letter_id = only_letter(post.on_to(LetterKind.CONSENT), LetterKind.CONSENT)
    bench.round()
    assert post.reviews.letter(letter_id).status is Status.HANDED_OVER
    agreed = ConsentTold(given_on=APPLIED_ON, how=HowConsented.BY_WORD_OF_MOUTH)
    post.reviews.record_consent(post.case_id, agreed, signed=post.signed(APPLIED_ON))

    bench.round()

    assert post.reviews.letter(letter_id).status is Status.CANCELLED
    assert len(bench.files()) == 1  # the acknowledgement


def test_a_letter_that_had_not_gone_after_all_goes_once_more(bench, post):
    letter_id = only_letter(
        post.on_to(LetterKind.ACKNOWLEDGEMENT), LetterKind.ACKNOWLEDGEMENT
    )
    bench.round()
    on = NOW.date()
    post.reviews.post_letters([letter_id], posted_on=on, signed=post.signed(on))
    bench.round()
    assert bench.files() == []
    post.reviews.correct_fact(
        post.case_id,
        LetterFact.POSTED,
        letter_id,
        reason="It lay in the tray",
        signed=post.signed(on),
    )
    post.reviews.redraw_letter(letter_id, signed=post.signed(on))

    bench.round()

    assert post.reviews.letter(letter_id).status is Status.HANDED_OVER
    assert len(bench.files()) == 1


def test_a_letter_to_nowhere_is_held_back(bench, post):
    letter_id = only_letter(
        post.ask_for_review(applicant=type(MARIA)(name="Maria", safe=MARIA.safe))
    )

    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.NO_ADDRESS


def test_a_letter_that_cannot_be_printed_is_held_back_and_stops_no_other(bench, post):
    unprintable = type(MARIA)(name="\U00012000", address=MARIA.address, safe=MARIA.safe)
    held = only_letter(post.ask_for_review(applicant=unprintable))
    other = Post(post.reviews, number=2).ask_for_review()
    goes = only_letter(other)

    bench.round()

    assert post.reviews.letter(held).held_because is HeldBecause.FAILED
    assert post.reviews.letter(goes).status is Status.HANDED_OVER


def test_a_letter_held_back_and_drawn_again_goes_to_the_new_address(bench, drafted):
    letter_id = only_letter(drafted)
    bench.round()
    was = drafted.reviews.letter(letter_id).sha256
    details(drafted, address="1 Sample Lane\nEly\nCB7 4ZZ")
    bench.round()
    drafted.reviews.redraw_letter(letter_id, signed=drafted.signed(date(2026, 3, 9)))

    bench.round()

    letter = drafted.reviews.letter(letter_id)
    assert letter.status is Status.HANDED_OVER
    assert letter.sha256 != was
    assert [row["sha256"] for row in bench.listed()] == [letter.sha256]
    assert len(bench.happened(LetterHeldBack)) == 1


def forget_addressee(case, letter_id):
    person = case.reviews.letter(letter_id).to
    case.reviews.decide_erasure(
        case.case_id,
        person,
        basis=Basis.REQUEST,
        texts=[],
        instead={},
        remains="dates and decisions",
        signed=case.signed(date(2026, 3, 9)),
    )
    case.reviews.finish_erasure(person, signed=case.signed(date(2026, 3, 9)))
    return person


def test_letters_to_somebody_forgotten_leave_the_queue_at_once(bench, drafted):
    letter_id = only_letter(drafted)
    bench.round()
    person = forget_addressee(drafted, letter_id)

    bench.sender.forget(person)
    assert bench.files() == []

    bench.round()
    assert bench.listed() == []
    assert drafted.reviews.letter(letter_id).held_because is HeldBecause.ERASED


def test_a_worker_apart_from_the_pages_learns_that_somebody_was_forgotten_there(
    bench, drafted, monkeypatch
):
    """It keeps keys in mind, and it is another process that destroys one."""
    ring, letter_id = drafted.reviews.keyring, only_letter(drafted)
    monkeypatch.setattr(ring.table, "is_far", True, raising=False)
    bench.round()
    assert len(bench.files()) == 1
    monkeypatch.setattr(ring, "destroy", ring.table.destroy)  # this ring is not told
    forget_addressee(drafted, letter_id)

    bench.round()

    assert bench.files() == []
    assert drafted.reviews.letter(letter_id).held_because is HeldBecause.ERASED


def test_a_letter_held_back_is_held_for_nobody_once_its_addressee_is_forgotten(
    bench, drafted
):
    letter_id = only_letter(drafted)
    details(drafted, address="1 Sample Lane\nEly\nCB7 4ZZ")
    bench.round()
    held = drafted.reviews.letter(letter_id).held_because
    assert held is HeldBecause.ADDRESS_CHANGED
    forget_addressee(drafted, letter_id)

    bench.round()
    bench.round()

    assert drafted.reviews.letter(letter_id).held_because is HeldBecause.ERASED
    assert len(bench.happened(LetterHeldBack)) == 2


def test_a_log_put_back_to_an_earlier_day_is_followed_afresh(bench, drafted):
    bench.outbox.follow([], position=10_000)

    bench.round()

    assert len(bench.files()) == 1


def test_with_no_network_at_all_letters_go_all_the_same(bench, drafted, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a letter asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)

    bench.round()

    assert len(bench.files()) == 1


def test_the_sender_goes_on_until_it_is_told_to_stop(bench, post):
    stop = Signal()
    clock = HandClock(date(2026, 3, 9))
    thread = Thread(target=bench.sender.run, args=(clock, stop), kwargs={"every": 0.05})
    thread.start()
    letter_id = only_letter(post.ask_for_review())
    bench.sender.wake()
    for _ in range(200):
        if post.reviews.letter(letter_id).status is Status.HANDED_OVER:
            break
        stop.wait(0.05)
    stop.set()
    bench.sender.wake()
    thread.join(10)

    assert not thread.is_alive()
    assert len(bench.files()) == 1


def test_two_senders_at_once_send_a_letter_once(tmp_path):
    with opened(tmp_path) as reviews:
        drafted = Post(reviews).stand().ask_for_review()
        benches = [Bench(reviews, tmp_path) for _ in range(3)]
        threads = [Thread(target=bench.round) for bench in benches]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        again = Bench(reviews, tmp_path).round()

        assert len(again.happened(LetterPrepared)) == 1
        assert len(again.happened(LetterHandedOver)) == 1
        assert len(again.files()) == len(again.listed()) == 1
        assert drafted.reviews.letter(again.outbox.still_to_go()[0]).is_open
        for bench in (*benches, again):
            bench.office.close()


def test_a_letter_of_days_that_moved_goes_no_more_once_they_know(bench, post):
    kind = LetterKind.DAYS_MOVED
    letter_id = only_letter(post.on_to(kind), kind)
    bench.round()
    on = date(2026, 3, 5)
    (owed,) = post.reviews.case(post.case_id).contact.tellings
    post.reviews.tell_moved_days(
        post.case_id,
        owed,
        channel=Channel.PHONE,
        told_on=on,
        said="It is a day later.",
        signed=post.signed(on),
    )

    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.SUPERSEDED
