"""Data keys on a server: sealed, revealed, forgotten, and dark in every archive."""

from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import create_engine, text

from asbreview.domain.errors import PersonErased
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.key_file import epochs_beside, key_in
from asbreview.refusal import CannotStart
from asbreview.store import postgres_keys
from asbreview.store.database import parsed
from asbreview.store.epochs import PARTS, Epoch, Epochs, part_of
from asbreview.store.in_mind import KEPT_IN_MIND
from asbreview.store.keys import KeyLost, KeyRing
from asbreview.store.postgres_keys import PostgresKeys
from asbreview.stores_on_server import stores_on_server
from places import OnServer

pytestmark = pytest.mark.postgres
PERSON, PLACE = UUID(int=7), "0|1|topic||/name"


@pytest.fixture
def place(tmp_path):
    return OnServer(tmp_path)


@pytest.fixture
def file(place):
    return epochs_beside(place.settings.keys)


@contextmanager
def table(place):
    """Open the table of keys, as one process of several."""
    kek = place.settings.keys
    url = parsed(place.settings.keys_database)
    keys = PostgresKeys(url, epochs_beside(kek), key_in(kek))
    try:
        yield keys
    finally:
        keys.close()


@pytest.fixture
def keys(place):
    with table(place) as keys:
        yield keys


@pytest.fixture
def ring(keys):
    return KeyRing(keys)


def rows(place):
    engine = create_engine(parsed(place.settings.keys_database))
    with engine.connect() as db:
        found = db.execute(text("SELECT * FROM keys.keys ORDER BY owner")).all()
    engine.dispose()
    return found


def of_the_same_part(owner, number):
    found = []
    while len(found) < number:
        other = uuid4()
        if part_of(other) == part_of(owner):
            found.append(other)
    return found


def test_what_was_sealed_is_told_and_after_destroying_is_erased(ring):
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    assert ring.reveal(token) == "Marigold"
    ring.destroy(PERSON)
    assert ring.reveal(token) is ERASED
    with pytest.raises(PersonErased):
        ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)


def test_a_row_kept_in_an_archive_opens_with_no_key_that_is_left(place, keys, file):
    """What the server's write-ahead log and its archives hold is the row as it was."""
    keys.make(PERSON)
    (archived,) = rows(place)
    keys.destroy(PERSON)
    with pytest.raises(KeyLost):
        keys._unwrapped(PERSON, archived.epoch, archived.wrapped)  # noqa: SLF001
    assert archived.epoch not in file.read_text()


def test_the_others_of_its_part_are_wrapped_anew_and_their_old_rows_dark(place, keys):
    others = of_the_same_part(PERSON, 3)
    for owner in (PERSON, *others):
        keys.make(owner)
    before = {owner: keys.find(owner) for owner in others}
    archived = rows(place)
    keys.destroy(PERSON)
    assert {owner: keys.find(owner) for owner in others} == before
    for row in archived:
        with pytest.raises(KeyLost):
            keys._unwrapped(row.owner, row.epoch, row.wrapped)  # noqa: SLF001


def test_other_parts_are_left_as_they_are(place, keys):
    other = next(o for o in iter(uuid4, None) if part_of(o) != part_of(PERSON))
    keys.make(PERSON)
    keys.make(other)
    (before,) = (row for row in rows(place) if row.owner == other)
    keys.destroy(PERSON)
    assert rows(place) == [before]


def test_a_process_that_saw_the_key_forgets_it_when_it_looks(place, ring):
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    assert ring.reveal(token) == "Marigold"
    with table(place) as elsewhere:
        elsewhere.destroy(PERSON)
    ring.look()
    assert ring.reveal(token) is ERASED


def test_a_process_that_does_not_look_forgets_it_within_a_minute(place, keys):
    now = [0.0]
    ring = KeyRing(keys, tick=lambda: now[0])
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    assert ring.reveal(token) == "Marigold"
    with table(place) as elsewhere:
        elsewhere.destroy(PERSON)
    now[0] = KEPT_IN_MIND
    assert ring.reveal(token) is ERASED


def test_a_process_reads_what_another_wrapped_in_a_new_epoch(place, keys):
    (other,) = of_the_same_part(PERSON, 1)
    keys.make(PERSON)
    with table(place) as elsewhere:
        elsewhere.find(PERSON)  # it has read the file of epochs as it was
        keys.destroy(PERSON)
        keys.make(other)
        assert elsewhere.find(other) == keys.find(other)
        elsewhere.make(third := of_the_same_part(PERSON, 1)[0])
    assert isinstance(keys.find(third), bytes)


def test_keys_made_at_once_while_others_are_destroyed_are_all_there(place):
    """Eight rings upon one part: no key is lost, and none comes back."""
    owners = of_the_same_part(PERSON, 24)
    doomed, kept = owners[:8], owners[8:]
    with table(place) as keys:
        for owner in doomed:
            keys.make(owner)

    def work(number):
        with table(place) as keys:
            for owner in kept[number::8]:
                keys.make(owner)
            keys.destroy(doomed[number])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with table(place) as keys:
        assert all(isinstance(keys.find(owner), bytes) for owner in kept)
        assert all(keys.find(owner) is ERASED for owner in doomed)
        assert keys.destructions() == 8


@pytest.mark.parametrize("when", ["before the commit", "after the commit"])
def test_a_crash_while_an_epoch_changes_loses_no_key(place, keys, when, monkeypatch):
    (other,) = of_the_same_part(PERSON, 1)
    keys.make(PERSON)
    keys.make(other)
    raw = keys.find(other)
    before = when == "before the commit"
    monkeypatch.setattr(
        *((PostgresKeys, "_move") if before else (Epochs, "keep_only")), crash
    )
    with pytest.raises(Crash):
        keys.destroy(PERSON)
    monkeypatch.undo()
    with table(place) as after:
        after.tidy()
        assert after.find(other) == raw
        assert (after.find(PERSON) is ERASED) is not before
    lines = epochs_beside(place.settings.keys).read_text().splitlines()
    assert len(lines) == PARTS


def keys_sql(place, statement, **values):
    engine = create_engine(parsed(place.settings.keys_database))
    with engine.begin() as db:
        db.execute(text(statement), values)
    engine.dispose()


def test_a_file_and_a_database_of_two_instants_are_refused_and_nothing_destroyed(
    place, keys, file
):
    """An older database put back: the newer epoch is all there is of a newer one."""
    (other,) = of_the_same_part(PERSON, 1)
    keys.make(PERSON)
    keys.make(other)
    raw, older = keys.find(other), rows(place)[0].epoch
    keys.destroy(PERSON)
    (row,) = rows(place)
    said, newer = file.read_bytes(), {"epoch": row.epoch, "part": row.part}
    moved = "UPDATE keys.parts SET epoch = :epoch WHERE part = :part"
    keys_sql(place, moved, epoch=older, part=row.part)
    refused = pytest.raises(CannotStart, match="not of one instant")
    with refused, place.opened():
        pass
    assert file.read_bytes() == said
    keys_sql(place, moved, **newer)
    with place.opened(), table(place) as put_back:
        assert put_back.find(other) == raw


def test_an_older_file_of_epochs_is_refused_and_left_as_it_is(place, keys, file):
    keys.make(PERSON)
    older = file.read_bytes()
    keys.destroy(PERSON)
    file.write_bytes(older)
    with pytest.raises(CannotStart, match="not of one instant"), place.opened():
        pass
    assert file.read_bytes() == older


def test_a_tombstone_put_back_from_outside_is_heeded_at_the_next_start(place, keys):
    """After a restore: the key came back, and the register says that it must not."""
    (other,) = of_the_same_part(PERSON, 1)
    keys.make(PERSON)
    keys.make(other)
    raw, archived = keys.find(other), rows(place)
    keys_sql(place, "INSERT INTO keys.destroyed VALUES (:owner)", owner=PERSON)
    with place.opened():
        pass
    with table(place) as after:
        assert after.find(PERSON) is ERASED
        assert after.find(other) == raw
        assert after.destructions() == 1
        for row in archived:
            with pytest.raises(KeyLost):
                after._unwrapped(row.owner, row.epoch, row.wrapped)  # noqa: SLF001
    assert [row.owner for row in rows(place)] == [other]


def test_what_a_replica_holds_is_no_reason_to_destroy_anything(
    place, keys, file, monkeypatch
):
    """It may lag: an epoch that it does not name yet is the current one."""
    keys.make(PERSON)
    keys.destroy(PERSON)
    with file.open("a") as lines:
        lines.write("7 newer AAAA\n")
    monkeypatch.setattr(postgres_keys, "is_replica", lambda _: True)
    keys.tidy()
    assert "7 newer AAAA\n" in file.read_text()


class Crash(Exception):
    """The process died."""


def crash(*_):
    raise Crash


def test_the_file_of_epochs_is_for_its_owner_alone_after_each_change(keys, file):
    keys.make(PERSON)
    keys.destroy(PERSON)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.glob(f"{file.name}.*")] == []


def test_another_key_encryption_key_opens_nothing(place, keys):
    keys.make(PERSON)
    url, file = parsed(place.settings.keys_database), epochs_beside(place.settings.keys)
    stranger = PostgresKeys(url, file, b"q" * 32)
    with pytest.raises(InvalidTag):
        stranger.find(PERSON)
    stranger.close()


@pytest.mark.parametrize("missing", ["kek", "kek.epochs"])
def test_a_missing_key_file_is_said_and_none_is_made_instead(place, missing):
    file = place.settings.keys.with_name(missing)
    file.unlink()
    with pytest.raises(CannotStart, match=f"{missing} is missing"), place.opened():
        pass
    assert not file.exists()


def test_a_key_lost_is_not_a_person_forgotten(place, ring):
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    engine = create_engine(parsed(place.settings.keys_database))
    with engine.begin() as db:
        db.execute(text("DELETE FROM keys.keys"))
    engine.dispose()
    with pytest.raises(KeyLost):
        ring.reveal(token)


def test_on_a_server_another_key_than_its_own_is_refused(place):
    kek = place.settings.keys
    kek.write_bytes(urlsafe_b64encode(b"q" * 32))
    with pytest.raises(CannotStart, match="is not the one"), place.opened():
        pass


def test_on_a_server_the_keys_of_another_log_are_refused(place, tmp_path):
    other = OnServer(tmp_path / "other")
    other.log_sql("UPDATE store SET value = 'another' WHERE name = 'log'")
    with other.opened(), place.opened():
        pass
    mixed = replace(place.settings, keys_database=other.settings.keys_database)
    refused = pytest.raises(CannotStart, match="those of another installation")
    with refused, stores_on_server(mixed, clock=None):
        pass


# What is kept in mind


def test_a_key_destroyed_while_it_was_fetched_is_not_kept_in_mind(place, monkeypatch):
    """It was read, destroyed, and the destruction noticed, before it could be kept."""
    with table(place) as keys:
        ring = KeyRing(keys)
        token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
        find = keys.find

        def destroyed_meanwhile(owner):
            found = find(owner)
            with table(place) as elsewhere:
                elsewhere.destroy(owner)
            ring.look()  # another request of this process
            return found

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(keys, "find", destroyed_meanwhile)
            assert ring.reveal(token) == "Marigold"  # it was asked before
        ring.look()
        assert ring.reveal(token) is ERASED


def test_keys_destroyed_while_many_were_fetched_are_not_kept_in_mind(
    place, ring, keys, monkeypatch
):
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    find_all = keys.find_all

    def destroyed_meanwhile(owners):
        found = find_all(owners)
        ring.destroy(PERSON)
        return found

    monkeypatch.setattr(keys, "find_all", destroyed_meanwhile)
    ring.expect([token])
    assert ring.reveal(token) is ERASED


def test_who_asks_for_the_destructions_reveals_by_no_key_from_before_them(place, ring):
    """As the index that names are searched in does, in the middle of a request."""
    token = ring.seal(Sealed.of("Marigold"), owner=PERSON, place=PLACE)
    assert ring.reveal(token) == "Marigold"
    with table(place) as elsewhere:
        elsewhere.destroy(PERSON)
    assert ring.destructions() == 1
    assert ring.reveal(token) is ERASED


def test_the_keys_of_a_page_are_one_question(ring, keys, monkeypatch):
    owners = [uuid4() for _ in range(25)]
    tokens = [
        ring.seal(Sealed.of(str(n)), owner=owner, place=PLACE)
        for n, owner in enumerate(owners)
    ]
    ring.destroy(owners[7])
    asked = []
    find_all = keys.find_all
    monkeypatch.setattr(keys, "find_all", lambda o: asked.append(set(o)) or find_all(o))
    monkeypatch.setattr(keys, "find", crash)
    ring.expect(tokens)
    told = [ring.reveal(token) for token in tokens]
    assert asked == [set(owners)]
    assert told == [ERASED if n == 7 else str(n) for n in range(25)]
    ring.expect(tokens)
    assert len(asked) == 1  # they are in mind


def test_no_more_keys_are_kept_in_mind_than_there_is_room_for(ring, keys, monkeypatch):
    monkeypatch.setattr("asbreview.store.in_mind.MOST_IN_MIND", 3)
    owners = [UUID(int=number) for number in range(1, 6)]
    tokens = [ring.seal(Sealed.of("x"), owner=id_, place=PLACE) for id_ in owners]
    for token in tokens:
        ring.reveal(token)
    asked = []
    find = keys.find
    monkeypatch.setattr(keys, "find", lambda owner: asked.append(owner) or find(owner))
    for token in reversed(tokens):
        ring.reveal(token)
    assert asked == [owners[1], owners[0]]  # those seen first were let go


def test_a_key_seen_a_minute_ago_is_let_go_of_by_a_look(keys):
    now = [0.0]
    ring = KeyRing(keys, tick=lambda: now[0])
    tokens = [
        ring.seal(Sealed.of("x"), owner=UUID(int=n), place=PLACE) for n in range(1, 3)
    ]
    ring.reveal(tokens[0])
    now[0] = KEPT_IN_MIND / 2
    ring.reveal(tokens[1])
    now[0] = KEPT_IN_MIND
    ring.look()
    mind = ring._in_mind  # noqa: SLF001  what is in memory shows nowhere else
    assert len(mind) == 1
    assert mind.get(UUID(int=2), now=now[0]) is not None


def test_what_wraps_an_ended_epoch_is_let_go_of_by_a_look(place, ring):
    (other,) = of_the_same_part(PERSON, 1)
    for owner in (PERSON, other):
        ring.reveal(ring.seal(Sealed.of("x"), owner=owner, place=PLACE))
    (ended,) = {row.epoch for row in rows(place)}
    with table(place) as elsewhere:
        elsewhere.destroy(PERSON)
    ring.look()
    epoch = Epoch(part_of(PERSON), ended)
    with pytest.raises(KeyLost):
        ring.table._epochs.wrapping(epoch)  # noqa: SLF001  no other way to ask


def test_a_key_wrapped_anew_between_reading_and_opening_is_found(
    place, keys, monkeypatch
):
    (other,) = of_the_same_part(PERSON, 1)
    with table(place) as elsewhere:
        elsewhere.make(PERSON)
        elsewhere.make(other)
        raw = elsewhere.find(other)
    for ask in (keys.find, lambda owner: keys.find_all([owner])[owner]):
        wrapping, doomed = keys._epochs.wrapping, of_the_same_part(PERSON, 1)[0]  # noqa: SLF001

        def moved_meanwhile(epoch, wrapping=wrapping, doomed=doomed):
            monkeypatch.undo()
            with table(place) as elsewhere:
                elsewhere.make(doomed)
                elsewhere.destroy(doomed)
            return wrapping(epoch)

        keys.forget()
        monkeypatch.setattr(keys._epochs, "wrapping", moved_meanwhile)  # noqa: SLF001
        assert ask(other) == raw
