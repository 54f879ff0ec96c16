"""What PostgreSQL keeps of somebody who was forgotten: bytes that no key opens.

A row that is deleted lies in its table until that is vacuumed, and in the write-ahead
log until its segment is used again, or for ever where it is archived.  Nothing that
lies there was ever readable; the data key that opened it is wrapped under an epoch's
secret, which is destroyed.
"""

import gzip
from dataclasses import replace
from io import StringIO

import psycopg
import pytest

import desk as desk_module
import postgres_server
from asbreview.access.accounts import open_account
from asbreview.audit.checking import check
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.sealed import ERASED
from asbreview.key_file import epochs_beside, key_in
from asbreview.store.database import parsed
from asbreview.store.keys import KeyLost
from asbreview.store.postgres_keys import PostgresKeys
from asbreview.stores_on_server import migrate
from desk import desk, filled_in, words
from erasure.searching import found_anywhere, found_in, words_within
from erasure.test_nowhere import (
    LEE,
    NAME,
    OF_APPLICANT,
    PHONE,
    VICTIM,
    dispose_of_the_case,
    forget_the_applicant,
    is_readable_in,
    over,
    planted,
    room,
)
from visiting import PASSWORD, forms_of, sent_by, sign_in

__all__ = ["room"]
pytestmark = [pytest.mark.postgres, pytest.mark.thorough]
SOME = (NAME, PHONE, "markertale")
OF_BOTH = (*OF_APPLICANT, VICTIM.name, "Fen Row")


@pytest.fixture
def cluster():
    """A server of its own, that writes as one in use does."""
    server = postgres_server.start(durable=True)
    yield server
    server.stop()


@pytest.fixture
def at(cluster, room, monkeypatch):
    def on_it(settings):
        log, keys = (cluster.address(cluster.new_database()) for _ in range(2))
        told = replace(settings, database=log, keys_database=keys)
        migrate(told)
        return told

    monkeypatch.setattr(desk_module, "on_a_server", on_it)
    with desk(room / "data", on_server=True) as at:
        told = {"password": PASSWORD, "at": at.clock(), "demonstration": False}
        open_account(at.installation.office, LEE, **told)
        at.files = {}
        yield planted(at)


def asked(address, *statements):
    with psycopg.connect(address, autocommit=True) as db:
        for statement in statements:
            done = db.execute(statement)
        return done.fetchall() if done.description else []


def rows_of_all(address):
    """Return every row of every table as text: also what is packed in its page."""
    tables = asked(
        address,
        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
    )
    told = StringIO()
    for (table,) in tables:
        for (row,) in asked(address, f"SELECT t::text FROM {table} t"):
            told.write(f"{row}\n")
    return told.getvalue().encode()


def key_row(at, person):
    address = at.installation.settings.keys_database
    (row,) = asked(
        address, f"SELECT epoch, wrapped FROM keys.keys WHERE owner = '{person}'"
    )
    return row


def lies_in(folder, some):
    return any(
        some in path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )


def test_what_a_cluster_keeps_of_the_forgotten_opens_with_no_key(at, cluster):
    settings, data = at.installation.settings, cluster.folder / "data"
    person = at.case.contact.applicant_id
    both = (settings.database, settings.keys_database)
    over(at)
    epoch, wrapped = key_row(at, person)
    asked(settings.keys_database, "CHECKPOINT")
    assert lies_in(data / "base", wrapped)  # it is there to be found
    for address in both:  # and nobody's words ever were
        assert words_within(rows_of_all(address), OF_APPLICANT) == set()

    forget_the_applicant(at)
    for address in both:
        asked(address, "CHECKPOINT")

    # No word of theirs: in a row, a dead one, the write-ahead log, the server's log.
    for address in both:
        assert words_within(rows_of_all(address), OF_APPLICANT) == set()
    assert found_in(cluster.folder, SOME) == []
    assert is_readable_in(at.installation, at, "applicant_id") is False
    assert is_readable_in(at.installation, at, "victim_id") is True
    # The wrapped key lies in the write-ahead log still, and nothing opens it.
    assert lies_in(data, wrapped)
    epochs = epochs_beside(settings.keys)
    assert epoch not in epochs.read_text()
    table = PostgresKeys(parsed(both[1]), epochs, key_in(settings.keys))
    with pytest.raises(KeyLost):
        table._unwrapped(person, epoch, wrapped)  # noqa: SLF001
    table.close()

    # As docs/operating.md says: a table that is vacuumed has it no more.
    asked(settings.keys_database, "VACUUM FULL keys.keys", "CHECKPOINT")
    assert not lies_in(data / "base", wrapped)
    assert check(at.installation.ledger).findings == []


def forget_the_case(at):
    """As two officers do before its time is over, on the case's own page."""
    why = CaseErasureGround.ORDER.value
    typed = {"because": why, "reason": "The order of a court", "confirmation": "ERASE"}
    page = "/keeping/erase"
    proposed = words(at.send(page, filled_in(at.get(page)) | typed))
    assert "It is proposed. Another officer has to approve it" in proposed, proposed
    sign_in(at.browser, name=LEE.sign_in_name)
    forms = forms_of(at.get(page))
    (form,) = [f for f in forms if f.get("action", "").endswith("/approve")]
    told = words(at.send(f"{page}/approve", sent_by(form) | {"confirmation": "ERASE"}))
    assert "The case is forgotten." in told, told


WHOLE = {"of its class, in its time": dispose_of_the_case, "alone": forget_the_case}


@pytest.mark.parametrize("how", WHOLE)
def test_a_case_that_is_destroyed_is_in_no_row_nor_log_of_a_cluster(
    at, cluster, room, how
):
    """With both people of it; and in no file beside the databases, letters or packs."""
    settings = at.installation.settings
    both = (settings.database, settings.keys_database)
    over(at)
    people = [at.case.contact.applicant_id, at.case.contact.victim_id]
    for person in people:
        assert key_row(at, person)

    WHOLE[how](at)

    at.installation.projector.catch_up()
    for address in both:
        asked(address, "CHECKPOINT")
        assert words_within(rows_of_all(address), OF_BOTH) == set()
    assert found_in(cluster.folder, (*SOME, VICTIM.name)) == []
    assert found_anywhere(room, OF_BOTH) == []
    for who in ("applicant_id", "victim_id"):
        assert is_readable_in(at.installation, at, who) is False
    assert [at.installation.keyring.table.find(each) for each in people] == [ERASED] * 2
    assert check(at.installation.ledger).findings == []


def test_a_word_in_a_row_of_the_cluster_would_be_found(at, cluster):
    """Planted in the log as bytes, in a table as text, and on a page once deleted."""
    address = at.installation.settings.database
    asked(
        address,
        "CREATE TABLE planted (said text, packed bytea)",
        f"INSERT INTO planted VALUES ('{NAME}', NULL)",
        "CHECKPOINT",
    )
    assert words_within(rows_of_all(address), OF_APPLICANT) == {NAME, "Markerley"}
    asked(address, "DELETE FROM planted", "CHECKPOINT")
    assert (NAME in {word for _, word in found_in(cluster.folder, SOME)}) is True
    packed = gzip.compress(f"the {SOME[2]} of a night".encode()).hex()
    asked(address, f"INSERT INTO planted VALUES (NULL, '\\x{packed}')")
    assert words_within(rows_of_all(address), OF_APPLICANT) == {SOME[2]}
