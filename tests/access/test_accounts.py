"""Who may sign in."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from asbreview.access import passwords
from asbreview.access.accounts import (
    Account,
    AccountExists,
    NoSuchAccount,
    Role,
    account_with_password,
    all_accounts,
    change_areas,
    change_password,
    disable_account,
    open_account,
)
from asbreview.access.office import Office
from asbreview.access.passwords import PasswordRefused, hashed
from asbreview.access.sessions import Sessions
from asbreview.access.signed_in import signed_in

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAM = Account(UUID(int=1), "Sam@Ely.example", "Sam Reed", Role.CASEWORKER, UUID(int=9))
PASSWORD = "heron over the washes"


@pytest.fixture
def office(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    yield office
    office.close()


@pytest.fixture
def sam(office):
    open_account(office, SAM, password=PASSWORD, at=AT)
    return SAM


def found(office, password=PASSWORD, name="sam@ely.example", *, demonstration=False):
    return account_with_password(
        office, sign_in_name=name, password=password, demonstration=demonstration
    )


def test_a_name_and_its_password_find_the_account(office, sam):
    assert found(office).account_id == sam.account_id
    assert found(office, name=" SAM@ely.EXAMPLE ").role is Role.CASEWORKER
    assert found(office, password="heron over the wash") is None
    assert found(office, name="nobody@ely.example") is None


def test_what_is_kept_of_a_password_is_not_the_password(office, sam, tmp_path):
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"$argon2id$" in kept
    assert PASSWORD.encode() not in kept


def test_guessing_from_what_is_kept_costs_memory_and_time(really_hashed):
    kept = hashed(PASSWORD, sign_in_name="sam@ely.example")
    _, kind, _, costs, *_ = kept.split("$")
    cost = dict(part.split("=") for part in costs.split(","))
    assert kind == "argon2id"
    # The least that the OWASP cheat sheet on storing passwords asks for.
    assert int(cost["m"]) >= 19_456
    assert int(cost["t"]) >= 2


def test_two_people_do_not_sign_in_by_one_name(office, sam):
    other = sam._replace(account_id=UUID(int=2), sign_in_name="SAM@ELY.EXAMPLE")
    with pytest.raises(AccountExists):
        open_account(office, other, password="another long password", at=AT)
    assert len(all_accounts(office)) == 1


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("elevenchars", "12 characters or more"),
        ("h" * 201, "200 characters or fewer"),
        ("aaaaaaaaaaaaaa", "more different characters"),
        ("password123456", "easily guessed"),
        ("Pass-word 2026", "easily guessed"),
        ("Sam Reed at Ely", "easily guessed"),
    ],
)
def test_a_password_easily_guessed_is_refused(office, password, because):
    account = SAM._replace(sign_in_name="samreed@ely.example")
    with pytest.raises(PasswordRefused, match=because):
        open_account(office, account, password=password, at=AT)
    assert all_accounts(office) == []


def test_no_rule_asks_for_capitals_or_digits(office):
    open_account(office, SAM, password="four quiet otters swim", at=AT)
    assert found(office, password="four quiet otters swim")


def test_an_account_of_a_demonstration_signs_in_to_nothing_else(office):
    open_account(office, SAM, password=PASSWORD, at=AT, demonstration=True)
    assert found(office) is None
    assert found(office, demonstration=True)


def test_a_changed_password_ends_every_session(office, sam):
    sessions = Sessions(office)
    tokens = [sessions.begin(sam.account_id, instead_of="", at=AT) for _ in range(2)]

    change_password(
        office, sign_in_name="sam@ely.example", password="bitterns boom at dusk"
    )

    assert [sessions.account_of(token, at=AT) for token in tokens] == [None, None]
    assert found(office) is None
    assert found(office, password="bitterns boom at dusk")


def test_a_disabled_account_is_signed_out_everywhere(office, sam):
    sessions = Sessions(office)
    token = sessions.begin(sam.account_id, instead_of="", at=AT)

    disable_account(office, sign_in_name="sam@ely.example", at=AT)

    assert sessions.account_of(token, at=AT) is None
    assert found(office) is None
    assert all_accounts(office) == []


def test_what_does_not_exist_cannot_be_disabled(office):
    with pytest.raises(NoSuchAccount):
        disable_account(office, sign_in_name="nobody@ely.example", at=AT)


def test_whoever_reads_waits_for_nobody_who_writes(office, sam):
    with office.writing() as db:
        db.exec_driver_sql("DELETE FROM accounts")
        assert [account.name for account in all_accounts(office)] == ["Sam Reed"]
    assert all_accounts(office) == []


def test_a_write_that_fails_leaves_nothing(office, sam):
    def failing():
        with office.writing() as db:
            db.exec_driver_sql("DELETE FROM accounts")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert len(all_accounts(office)) == 1


@pytest.mark.durable
def test_the_office_outlives_a_power_cut(office):
    with office.writing() as db:
        assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_name_that_nobody_has_is_looked_for_as_long_as_any_other(really_hashed):
    kept = passwords.hashed("heron over the washes", sign_in_name="sam@ely.example")
    cost = [part.split("$")[3] for part in (kept, passwords.NOBODYS)]
    assert cost[0] == cost[1]
    assert not passwords.is_password(passwords.NOBODYS, "heron over the washes")


AREAS = frozenset({"ely", "fens"})


def whose(office, token):
    kept = Sessions(office)
    return signed_in(office, kept, token, at=AT, demonstration=False).account


def test_an_account_sees_the_areas_it_was_opened_for_wherever_it_is_asked(office):
    open_account(office, SAM._replace(areas=AREAS), password=PASSWORD, at=AT)
    token = Sessions(office).begin(SAM.account_id, instead_of="", at=AT)
    assert whose(office, token).areas == AREAS
    assert found(office).areas == AREAS
    assert [account.areas for account in all_accounts(office)] == [AREAS]


def test_an_account_that_was_told_no_area_sees_none(office, sam):
    assert found(office).areas == frozenset()
    assert [account.areas for account in all_accounts(office)] == [frozenset()]


def test_areas_that_are_changed_hold_at_once_in_sessions_that_go_on(office):
    open_account(office, SAM._replace(areas=AREAS), password=PASSWORD, at=AT)
    token = Sessions(office).begin(SAM.account_id, instead_of="", at=AT)
    change_areas(office, sign_in_name="Sam@ely.example", areas=["soham"])
    assert whose(office, token).areas == {"soham"}
    change_areas(office, sign_in_name="sam@ely.example", areas=[])
    assert whose(office, token).areas == frozenset()


def test_the_areas_of_nobody_cannot_be_changed(office, sam):
    with pytest.raises(NoSuchAccount):
        change_areas(office, sign_in_name="nobody@ely.example", areas=["ely"])
