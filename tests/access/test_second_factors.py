"""A second factor: which codes are taken, and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.office import Office
from asbreview.access.second_factors import (
    MOST_WRONG,
    SecondFactors,
    address_of,
    recovery_codes,
    second_factors,
)
from asbreview.domain.sealed import Sealed
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys
from one_time_codes import code_at

AT = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
SAM, ANN = (
    Account(UUID(int=n), f"{name}@ely.example", name, Role.CASEWORKER, UUID(int=9))
    for n, name in enumerate(("sam", "ann"), start=1)
)
ITS = SAM.account_id
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890"


@pytest.fixture
def office(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    for who in (SAM, ANN):
        open_account(office, who, password="heron over the washes", at=AT)
    yield office
    office.close()


@pytest.fixture
def keyring():
    keyring = KeyRing(SQLiteKeys(Path(":memory:"), b"k" * 32))
    yield keyring
    keyring.close()


@pytest.fixture
def factors(office, keyring):
    return SecondFactors(office, keyring)


class App:
    """An authenticator app that was given a key."""

    def __init__(self, factors, account_id=ITS):
        self.factors, self.account_id = factors, account_id
        self.sealed = factors.new_secret(account_id)
        self.secret = factors.shown(account_id, self.sealed)

    def add(self, at=AT):
        code = code_at(self.secret, at)
        return self.factors.add(self.account_id, self.sealed, code, at=at)

    def enter(self, at, *, steps=0):
        code = code_at(self.secret, at, steps=steps)
        return self.factors.takes(self.account_id, code, at=at)


@pytest.mark.parametrize(
    ("seconds", "code"),  # RFC 6238, appendix B, SHA-1, the last six digits
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_the_standard(factors, keyring, seconds, code):
    at = datetime.fromtimestamp(seconds, UTC)
    secret = Sealed.of(RFC_SECRET)
    sealed = keyring.seal(secret, owner=ITS, place="second factor").token
    assert code_at(RFC_SECRET, at) == code
    assert factors.add(ITS, sealed, code, at=at) is not None


def test_nobody_has_one_until_its_code_was_entered(factors):
    app = App(factors)
    assert factors.add(ITS, app.sealed, "000000", at=AT) is None
    assert factors.held(ITS) is None
    assert not app.enter(AT)
    codes = app.add()
    assert len(set(codes)) == 10
    assert factors.held(ITS) == (AT, False, 10)


def test_a_code_is_taken_once_even_within_its_half_minute(factors):
    app = App(factors)
    app.add()
    assert not app.enter(AT)  # the one it was added with
    later = AT + timedelta(seconds=30)
    assert app.enter(later)
    assert not app.enter(later)
    assert not app.enter(later, steps=-1)
    assert app.enter(later + timedelta(seconds=30))


def test_of_many_who_send_the_same_code_at_once_one_is_let_in(factors):
    app, later = App(factors), AT + timedelta(minutes=5)
    app.add()
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda _: app.enter(later), range(6)))
    assert sorted(taken) == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_off(factors, steps, taken):
    app = App(factors)
    app.add()
    assert app.enter(AT + timedelta(minutes=5), steps=steps) is taken


@pytest.mark.parametrize("how", ["{} ", "{:.3} {:.3}"])
def test_a_code_may_be_pasted_with_spaces(factors, how):
    app, later = App(factors), AT + timedelta(minutes=5)
    app.add()
    code = code_at(app.secret, later)
    typed = how.format(code) if how == "{} " else f"{code[:3]} {code[3:]}"
    assert factors.takes(ITS, typed, at=later)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "1234567",
        "\u0661\u0662\u0663\u0664\u0665\u0666",
        "abcdef",
        "-12345",
    ],
)
def test_what_is_no_code_is_wrong(factors, typed):
    App(factors).add()
    assert not factors.takes(ITS, typed, at=AT)


@pytest.fixture
def few(monkeypatch):
    """So few wrong codes in a row are too many, where there would be a hundred."""
    assert MOST_WRONG == 100
    monkeypatch.setattr("asbreview.access.second_factors.MOST_WRONG", 4)
    return 4


def test_after_so_many_wrong_codes_only_a_recovery_code_helps(factors, few):
    app, later = App(factors), AT + timedelta(minutes=5)
    codes = app.add()
    for _ in range(few):
        assert not factors.takes(ITS, "000000", at=AT - timedelta(days=1))
    assert factors.held(ITS).is_shut
    assert not app.enter(later)
    assert factors.takes_recovery(ITS, codes[0])
    assert app.enter(later)


def test_wrong_codes_of_one_are_nothing_to_another(factors, few):
    of_sam, of_ann = App(factors), App(factors, ANN.account_id)
    of_sam.add()
    of_ann.add()
    for _ in range(few):
        factors.takes(ITS, "000000", at=AT - timedelta(days=1))
    assert of_ann.enter(AT + timedelta(minutes=5))
    assert not factors.takes(
        ANN.account_id, code_at(of_sam.secret, AT), at=AT + timedelta(minutes=6)
    )


def test_a_recovery_code_is_used_up_and_is_nobody_elses(factors):
    codes = App(factors).add()
    App(factors, ANN.account_id).add()
    assert not factors.takes_recovery(ANN.account_id, codes[3])
    assert factors.takes_recovery(ITS, codes[3].lower().replace("-", " "))
    assert not factors.takes_recovery(ITS, codes[3])
    assert factors.held(ITS).codes_left == 9


def test_new_recovery_codes_end_those_before(factors):
    before = App(factors).add()
    after = factors.renew_codes(ITS)
    assert not factors.takes_recovery(ITS, before[0])
    assert factors.takes_recovery(ITS, after[0])


def test_another_key_ends_the_one_before(factors):
    before, after = App(factors), App(factors)
    codes = before.add()
    after.add(AT + timedelta(minutes=1))
    later = AT + timedelta(minutes=5)
    assert not before.enter(later)
    assert not factors.takes_recovery(ITS, codes[0])
    assert after.enter(later)


def test_a_key_that_was_made_for_another_is_not_taken(factors):
    app = App(factors, ANN.account_id)
    assert factors.shown(ITS, app.sealed) is None
    assert factors.shown(ITS, app.sealed[:-6] + "AAAAA=") is None
    assert factors.shown(ITS, "nonsense") is None
    with pytest.raises(ValueError, match="not sealed for this account"):
        factors.add(ITS, app.sealed, code_at(app.secret, AT), at=AT)


def test_neither_key_nor_recovery_code_lies_in_the_office(factors, office, tmp_path):
    app = App(factors)
    codes = app.add()
    with office.reading() as db:
        tables = second_factors, recovery_codes
        rows = [row for table in tables for row in db.execute(select(table))]
    assert len(rows) == 11
    told = str(rows) + (tmp_path / "office.sqlite").read_bytes().decode("latin-1")
    for secret in (app.secret, *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in told


def test_an_app_reads_whose_key_it_is():
    address = address_of(RFC_SECRET, account="sam@ely.example", issuer="East Fen")
    assert address.startswith("otpauth://totp/East%20Fen:sam%40ely.example?secret=")
    assert f"secret={RFC_SECRET}" in address
    assert "issuer=East%20Fen" in address
