"""How much one network address, or case, may ask of the public pages: a bucket each.

A bucket holds so many tries, and fills up again with time.  It is generous: a library,
a refuge or a whole mobile network may share one address.  Addresses are kept hashed.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import Column, Float, LargeBinary, Table, delete, select

from asbreview.access.office import TABLES, Instant, Office, insert


class Bucket(NamedTuple):
    """A kind of try: how many at once, and after how long there is one more."""

    of: str
    holds: int
    one_more_after: timedelta


TO_BEGIN: Final = Bucket("begin an application", 60, timedelta(minutes=1))
TO_SEND: Final = Bucket("send an application", 20, timedelta(minutes=10))
TO_GUESS: Final = Bucket("enter a code for a case", 200, timedelta(seconds=5))
TO_FOLLOW: Final = Bucket("follow a case", 60, timedelta(minutes=10))
TO_TELL: Final = Bucket("tell us something on a case", 20, timedelta(minutes=10))
TO_ASK_FOR_HELP: Final = Bucket("ask for help on a case", 20, timedelta(minutes=10))
TO_SEND_FILE: Final = Bucket("send a file", 30, timedelta(minutes=5))
TO_WRITE: Final = Bucket("write on a public page", 1_000, timedelta(seconds=1))

buckets: Final = Table(
    "buckets",
    TABLES,
    Column("bucket_id", LargeBinary, primary_key=True),
    Column("left", Float, nullable=False),
    Column("at", Instant, nullable=False),
    Column("full_at", Instant, nullable=False, index=True),
)


def take(office: Office, bucket: Bucket, address: str, *, at: datetime) -> bool:
    """Take one try out of an address's bucket; say whether there was one."""
    key = sha256(f"{bucket.of} {address}".encode()).digest()
    with office.writing() as db:
        db.execute(delete(buckets).where(buckets.c.full_at <= at))
        found = db.execute(
            select(buckets.c.left, buckets.c.at).where(buckets.c.bucket_id == key)
        ).one_or_none()
        left = float(bucket.holds) if found is None else _now(bucket, found, at)
        if left < 1:
            return False
        full_at = at + (bucket.holds - (left - 1)) * bucket.one_more_after
        row = {"left": left - 1, "at": at, "full_at": full_at}
        into = insert(db, buckets).values(bucket_id=key, **row)
        db.execute(into.on_conflict_do_update(index_elements=["bucket_id"], set_=row))
    return True


def _now(bucket: Bucket, found: tuple[float, datetime], at: datetime) -> float:
    """Return how many tries there are by now, with those that have come since."""
    left, since = found
    passed = max(at - since, timedelta(0))  # a clock that was put back takes none away
    return min(float(bucket.holds), left + passed / bucket.one_more_after)
