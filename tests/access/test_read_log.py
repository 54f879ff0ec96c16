"""Who read which case is on record."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

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
