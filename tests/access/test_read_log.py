"""Who read which case is on record."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import OperationalError

from asbreview.access import read_log
from asbreview.access.office import Office
from asbreview.access.read_log import Read, note_read, reads_of

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_each_read_is_told_the_latest_first(tmp_path):
    office = Office.in_file(tmp_path / "office.sqlite")
    first = Read(UUID(int=1), UUID(int=5), "/cases/EC-26-7K3MQ", AT)
    later = first._replace(at=AT + timedelta(minutes=1), account_id=UUID(int=2))
    other = first._replace(case_id=UUID(int=6))
    for read in (first, other, later):
        note_read(office, read)
    assert reads_of(office, UUID(int=5)) == [later, first]
    office.close()


def test_what_cannot_be_noted_yet_is_noted_with_the_next_and_not_without_end(
    tmp_path, monkeypatch
):
    office = Office.in_file(tmp_path / "office.sqlite")
    reads = [
        Read(UUID(int=1), UUID(int=5), f"/{n}", AT + timedelta(minutes=n))
        for n in range(4)
    ]

    def full(*_):
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(read_log, "_write", full)
        patched.setattr(read_log, "MOST_KEPT", 2)
        note_read(office, reads[0])
        note_read(office, reads[1])
        with pytest.raises(OperationalError):
            note_read(office, reads[2])
    assert reads_of(office, UUID(int=5)) == []

    note_read(office, reads[3])
    assert reads_of(office, UUID(int=5)) == [reads[3], reads[1], reads[0]]
    office.close()
