"""How long somebody stays signed in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.office import Office
from asbreview.access.sessions import Limits, Sessions

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAM = Account(UUID(int=1), "sam@ely.example", "Sam Reed", Role.CASEWORKER, UUID(int=9))
LIMITS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=10))


@pytest.fixture
def office(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    open_account(office, SAM, password="heron over the washes", at=AT)
    yield office
    office.close()


@pytest.fixture
def sessions(office):
    return Sessions(office, LIMITS)


def begin(sessions, instead_of="", at=AT):
    return sessions.begin(SAM.account_id, instead_of=instead_of, at=at)


def test_a_session_is_whose_it_was_begun_for(sessions):
    token = begin(sessions)
    assert sessions.account_of(token, at=AT) == SAM.account_id


@pytest.mark.parametrize("planted", ["", "made-up", "x" * 43, "ünïcode"])
def test_a_token_that_was_not_given_out_is_nobodys(sessions, planted):
    begin(sessions)
    assert sessions.account_of(planted, at=AT) is None


def test_signing_in_leaves_nothing_of_the_session_before(sessions):
    before = begin(sessions)
    after = begin(sessions, instead_of=before)
    assert after != before
    assert sessions.account_of(before, at=AT) is None
    assert sessions.account_of(after, at=AT) == SAM.account_id


def test_a_planted_token_is_not_taken_over_at_sign_in(sessions):
    begin(sessions, instead_of="planted")
    assert sessions.account_of("planted", at=AT) is None


def test_an_unused_session_runs_out(sessions):
    token = begin(sessions)
    just = AT + LIMITS.idle - timedelta(seconds=1)
    assert sessions.account_of(token, at=just) == SAM.account_id
    assert sessions.account_of(token, at=just + LIMITS.idle) is None


def test_a_session_in_use_lasts_until_its_absolute_limit(sessions):
    token = begin(sessions)
    at = AT
    while at + timedelta(minutes=20) < AT + LIMITS.absolute:
        at += timedelta(minutes=20)
        assert sessions.account_of(token, at=at) == SAM.account_id
    assert sessions.account_of(token, at=AT + LIMITS.absolute) is None


def test_an_ended_session_is_nobodys(sessions):
    token = begin(sessions)
    sessions.end(token)
    assert sessions.account_of(token, at=AT) is None


def test_only_a_hash_of_a_token_is_kept(sessions, tmp_path):
    token = begin(sessions)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert token.encode() not in kept


def test_those_that_ran_out_are_cleared(sessions, office):
    begin(sessions)
    begin(sessions, at=AT + timedelta(days=1))
    with office.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1
