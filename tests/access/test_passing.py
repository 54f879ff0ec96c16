"""What is kept for a short while goes, though nobody writes another of its kind."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.drafts import Drafts, Of
from asbreview.access.half_signed_in import HalfSignedIn
from asbreview.access.office import Office
from asbreview.access.passing import Passing, clear_passing, passing
from asbreview.access.sessions import Limits, Sessions
from asbreview.access.throttle import Throttle, Try

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAM = Account(UUID(int=2), "sam@ely.example", "Sam Reed", Role.CASEWORKER, UUID(int=9))


@pytest.fixture
def office(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    open_account(office, SAM, password="a long pass phrase, thrice", at=AT)
    yield office
    office.close()


def kept(office):
    with office.reading() as db:
        return {
            each.table.name: db.scalar(select(func.count()).select_from(each.table))
            for each in passing(Limits())
        }


def test_each_goes_when_its_time_is_over_and_not_before(office):
    Sessions(office).begin(SAM.account_id, instead_of="", at=AT)
    HalfSignedIn(office).begin(SAM.account_id, at=AT)
    Throttle(office).note(Try("sam@ely.example", "192.0.2.1"), at=AT)
    Drafts(office).begin({"account": ["Every night"]}, at=AT, of=Of.APPLICATION)
    there = kept(office)
    assert there["sessions"] == there["passwords_shown"] == there["drafts"] == 1
    clear_passing(office, passing(Limits()), at=AT + timedelta(seconds=59))
    assert kept(office) == there
    clear_passing(office, passing(Limits()), at=AT + timedelta(minutes=30))
    half_an_hour_on = kept(office)
    assert half_an_hour_on["sessions"] == half_an_hour_on["passwords_shown"] == 0
    assert half_an_hour_on["drafts"] == 1
    gone = clear_passing(office, passing(Limits()), at=AT + timedelta(days=1))
    assert gone["What was begun on the public pages and not sent"] == 1
    assert set(kept(office).values()) == {0}


@pytest.mark.parametrize(
    ("kept_for", "lasts"),
    [
        (timedelta(minutes=30), "30 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=10), "10 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=14), "14 days"),
    ],
)
def test_how_long_it_is_kept_is_said_in_words(kept_for, lasts):
    (first, *_) = passing(Limits())
    assert Passing("x", kept_for, first.table, first.since).lasts == lasts
