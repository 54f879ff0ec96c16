"""Where files lie: sealed, under names that say nothing, and gone with their keys."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from asbreview.domain.sealed import ERASED
from asbreview.evidence_files.folder import BEGUN, FileFolder
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing, Sent, Vault
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys

MARKER = b"Quenby Markerley, 4 Markergate Drove"


@pytest.fixture
def ring(tmp_path):
    ring = KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32))
    yield ring
    ring.close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def vault(folder, ring):
    return Vault(FileFolder(folder), ring)


def sent_in(vault, content=MARKER * 50_000):
    sent, writing = vault.begin()
    with writing:
        for start in range(0, len(content), 65_536):
            writing.add(content[start : start + 65_536])
    return sent


def on_disk(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_read_as_it_was_sent_and_lies_sealed(vault, folder):
    sent = sent_in(vault)
    assert b"".join(vault.sent_file(sent)) == MARKER * 50_000
    (content,) = on_disk(folder).values()
    assert MARKER not in content
    assert b"Markergate" not in content


def test_its_name_and_its_folder_say_nothing_and_are_for_nobody_else(vault, folder):
    sent = sent_in(vault)
    (path,) = on_disk(folder)
    assert path.name == sent.file_id.hex
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for above in (path.parent, folder):
        assert stat.S_IMODE(above.stat().st_mode) == 0o700


def test_how_much_was_written_and_its_hash_are_told(vault):
    _, writing = vault.begin()
    writing.add(b"abc")
    written = writing.finish()
    # FIPS 180-2, appendix B.1
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert written == (3, sha256)


def test_what_was_sent_is_nobody_elses_until_its_key_is_on_the_ring(vault, ring):
    sent = sent_in(vault)
    assert ring.table.find(sent.file_id) is None
    with pytest.raises(Damaged):
        list(vault.sent_file(Sent(sent.file_id, bytes(32))))
    vault.put_on_ring(sent)
    assert b"".join(vault.read(sent.file_id)) == MARKER * 50_000


def test_a_viewing_copy_lies_beside_its_file_and_is_not_taken_for_it(vault, folder):
    sent = sent_in(vault)
    vault.keep_copy(sent, [b"a ", b"copy"])
    vault.put_on_ring(sent)
    assert b"".join(vault.read(sent.file_id, copy=True)) == b"a copy"
    original, copy = sorted(on_disk(folder))
    assert copy.name == f"{original.name}-copy"
    copy.write_bytes(original.read_bytes())
    with pytest.raises(Damaged):
        list(vault.read(sent.file_id, copy=True))


def test_with_the_key_gone_nothing_of_a_file_can_be_read(vault, ring):
    sent = sent_in(vault)
    vault.keep_copy(sent, [b"a copy"])
    vault.put_on_ring(sent)
    ring.destroy(sent.file_id)
    assert vault.read(sent.file_id) is ERASED
    assert vault.read(sent.file_id, copy=True) is ERASED


def test_to_remove_a_file_takes_its_bytes_from_the_disk(vault, folder):
    sent, other = sent_in(vault), sent_in(vault)
    vault.keep_copy(sent, [b"a copy"])
    vault.place.remove(sent.file_id)
    vault.place.remove(sent.file_id)  # again
    assert [path.name for path in on_disk(folder)] == [other.file_id.hex]
    with pytest.raises(FileMissing):
        list(vault.sent_file(sent))


def test_what_is_not_finished_is_not_there(vault, folder):
    sent, writing = vault.begin()
    writing.add(MARKER)
    assert not vault.place.has(sent.file_id, copy=False)
    with pytest.raises(FileMissing):
        vault.sent_file(sent)
    writing.abandon()
    assert on_disk(folder) == {}


def test_a_connection_that_breaks_leaves_nothing(vault, folder):
    def breaks():
        _, writing = vault.begin()
        with writing:
            writing.add(MARKER * 100_000)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        breaks()
    assert on_disk(folder) == {}


def test_all_that_lies_there_is_told_of_and_nothing_else(vault, folder):
    sent = sent_in(vault)
    vault.keep_copy(sent, [b"a copy"])
    begun, writing = vault.begin()
    writing.add(MARKER)
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "note.txt").write_text("not ours")
    told = {(lies.file_id, lies.is_copy, lies.is_whole) for lies in everything(vault)}
    assert told == {
        (sent.file_id, False, True),
        (sent.file_id, True, True),
        (begun.file_id, False, False),
    }
    writing.abandon()


def everything(vault):
    return list(vault.place.everything())


def test_the_file_is_on_the_disk_before_it_has_its_name(vault, folder, monkeypatch):
    synced = []
    really = os.fsync

    def fsync(number):
        path = str(Path(f"/proc/self/fd/{number}").readlink())
        synced.append((path, sorted(p.name for p in on_disk(folder))))
        really(number)

    monkeypatch.setattr(os, "fsync", fsync)
    sent = sent_in(vault)
    name = sent.file_id.hex
    begun, there = synced[0]
    assert begun.endswith(BEGUN)
    assert there == [Path(begun).name]
    assert (str(folder / name[:2]), [name]) in synced[1:]


def test_two_who_write_one_file_at_once_leave_one_whole_file(vault, folder):
    sent = sent_in(vault)
    vault.put_on_ring(sent)
    content = {b"x" * 1_500_000, b"y" * 1_500_000}

    def keep(one):
        vault.keep_copy(sent, [one[:700_000], one[700_000:]])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(keep, content))
    assert b"".join(vault.read(sent.file_id, copy=True)) in content
    assert len(on_disk(folder)) == 2


def test_another_ids_file_is_missing(vault, ring):
    ring.table.make(file_id := uuid4())
    with pytest.raises(FileMissing):
        vault.read(file_id)
