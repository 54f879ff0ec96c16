"""Whoever guesses has to wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from asbreview.access.office import Office
from asbreview.access.throttle import Allowed, Throttle, TooManyTries, Try

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SAM = Try("sam@ely.example", "192.0.2.1")


@pytest.fixture
def throttle(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    yield Throttle(office, Allowed(per_account=3, per_address=5, within=QUARTER))
    office.close()


def test_after_too_many_tries_an_account_waits_for_the_first_to_be_forgotten(throttle):
    for minute in range(3):
        throttle.note(SAM, at=AT + timedelta(minutes=minute))

    with pytest.raises(TooManyTries) as refused:
        throttle.note(SAM, at=AT + timedelta(minutes=5))

    assert refused.value.again_at == AT + QUARTER
    throttle.note(SAM, at=AT + QUARTER)


def test_the_same_account_from_elsewhere_waits_too(throttle):
    for last in range(3):
        throttle.note(Try("SAM@ely.example", f"192.0.2.{last}"), at=AT)
    with pytest.raises(TooManyTries):
        throttle.note(Try("sam@ely.example", "192.0.2.77"), at=AT)


def test_one_address_cannot_try_many_accounts(throttle):
    for number in range(5):
        throttle.note(Try(f"n{number}@ely.example", "192.0.2.1"), at=AT)
    with pytest.raises(TooManyTries):
        throttle.note(SAM, at=AT)


def test_whoever_signs_in_has_no_tries_against_them(throttle):
    for _ in range(12):  # more than an account or an address may fail
        throttle.note(SAM, at=AT)
        throttle.forget(SAM)


def test_ones_own_password_is_no_licence_to_guess_others(throttle):
    for number in range(4):
        throttle.note(Try(f"n{number}@ely.example", "192.0.2.1"), at=AT)
    throttle.note(SAM, at=AT)
    throttle.forget(SAM)
    throttle.note(Try("n9@ely.example", "192.0.2.1"), at=AT)
    with pytest.raises(TooManyTries):
        throttle.note(SAM, at=AT)


def test_many_tries_at_once_are_counted_as_many(throttle):
    def tried(_):
        try:
            throttle.note(SAM, at=AT)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tried, range(16))) == 3


def test_neither_name_nor_address_is_kept(throttle, tmp_path):
    throttle.note(SAM, at=AT)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"sam@" not in kept
    assert b"192.0.2.1" not in kept
