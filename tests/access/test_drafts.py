"""What is not sent opens with its own token, for a day, and with nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from asbreview.access.drafts import Drafts, DraftTooLarge, Keeping, Of, TooManyDrafts
from asbreview.access.flooding import Bucket, take
from asbreview.access.office import Office

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    yield office
    office.close()


@pytest.fixture
def drafts(office):
    return Drafts(office, Keeping(largest=1_000, most=3))


def test_what_was_written_is_read_with_its_token_alone(drafts):
    token = drafts.begin({"says": "MARKER"}, at=AT)
    drafts.begin({"says": "another"}, at=AT)
    assert drafts.read(token, at=AT) == {"says": "MARKER"}
    assert drafts.read("planted", at=AT) is None
    assert drafts.change("planted", lambda _: {"says": "mine"}, at=AT) is None


def test_neither_what_was_written_nor_its_token_is_in_the_office(drafts, tmp_path):
    token = drafts.begin({"says": "MARKER"}, at=AT)
    drafts.change(token, lambda told: {**told, "more": "MARKER"}, at=AT)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"MARKER" not in kept
    assert token.encode() not in kept


def test_it_lasts_a_day_after_it_was_used_last(drafts):
    token = drafts.begin({}, at=AT)
    assert drafts.read(token, at=AT + DAY - timedelta(seconds=1)) == {}
    drafts.change(token, dict, at=AT + DAY / 2)
    assert drafts.read(token, at=AT + DAY) == {}
    assert drafts.read(token, at=AT + DAY * 3 / 2) is None
    assert drafts.change(token, dict, at=AT + DAY * 3 / 2) is None


def test_so_many_are_kept_and_those_left_alone_make_room(drafts):
    for _ in range(3):
        drafts.begin({}, at=AT)
    with pytest.raises(TooManyDrafts):
        drafts.begin({}, at=AT)
    drafts.begin({}, at=AT + DAY)


def test_a_flood_of_one_kind_leaves_room_to_every_other(
    drafts,
):
    for kind in Of:
        for _ in range(3):
            drafts.begin({}, at=AT, of=kind)
    for kind in Of:
        with pytest.raises(TooManyDrafts):
            drafts.begin({}, at=AT, of=kind)


def test_more_than_is_kept_changes_nothing(drafts):
    token = drafts.begin({"says": "short"}, at=AT)
    with pytest.raises(DraftTooLarge):
        drafts.change(token, lambda _: {"says": "x" * 1_000}, at=AT)
    assert drafts.read(token, at=AT) == {"says": "short"}


def test_what_is_ended_is_gone(drafts):
    token = drafts.begin({}, at=AT)
    drafts.end(token)
    assert drafts.read(token, at=AT) is None


THREE_AT_ONCE = Bucket("try", 3, timedelta(minutes=10))


def tries(office, address, *, at, number=1):
    return [take(office, THREE_AT_ONCE, address, at=at) for _ in range(number)]


def test_an_address_has_so_many_tries_and_one_more_after_a_while(office):
    assert tries(office, "192.0.2.1", at=AT, number=4) == [True, True, True, False]
    assert tries(office, "192.0.2.1", at=AT + timedelta(minutes=9)) == [False]
    later = AT + timedelta(minutes=10)
    assert tries(office, "192.0.2.1", at=later, number=2) == [True, False]


def test_another_address_has_tries_of_its_own(office):
    tries(office, "192.0.2.1", at=AT, number=4)
    assert tries(office, "192.0.2.2", at=AT) == [True]


def test_a_clock_that_is_put_back_takes_no_tries_away(office):
    tries(office, "192.0.2.1", at=AT)
    assert tries(office, "192.0.2.1", at=AT - DAY, number=3) == [True, True, False]


def test_no_address_is_kept(office, tmp_path):
    tries(office, "192.0.2.1", at=AT)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"192.0.2.1" not in kept
