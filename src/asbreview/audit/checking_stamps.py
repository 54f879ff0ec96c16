"""Checking the time stamps of heads, in the office and in the folder outside."""

from collections.abc import Iterator
from typing import NamedTuple

from cryptography.x509 import Certificate

from asbreview.audit.kept_heads import head_by
from asbreview.audit.kept_stamps import all_stamps
from asbreview.audit.ledger import Ledger
from asbreview.audit.stamps import BadStamp, checked_stamp
from asbreview.audit.verifying import FOLDER, OFFICE, Verified


class Stamped(NamedTuple):
    """A time stamp as it lies somewhere, and the head that it lies beside."""

    where: str
    name: str
    answer: bytes
    head: bytes


def check_stamps(
    ledger: Ledger, roots: tuple[Certificate, ...], found: Verified
) -> None:
    """Add to what was found what the time stamps say, and what is wrong with any."""
    stamped = [*_in_office(ledger), *_in_folder(ledger, found)]
    if stamped and not roots:
        found.notices.append(
            "There are time stamps, and no root certificate by which to check them"
            " (ASBREVIEW_LEDGER_TSA_ROOTS)"
        )
        return
    good: set[bytes] = set()
    for each in stamped:
        try:
            stamp = checked_stamp(each.answer, each.head, roots)
        except BadStamp as why:
            found.findings.append(
                f"{each.name} in {each.where} is no time stamp of its head that can be"
                f" trusted: {why}"
            )
            continue
        good.add(each.head)
        if found.last_stamp is None or found.last_stamp.at < stamp.at:
            found.last_stamp = stamp
    found.stamped = len(good)


def _in_office(ledger: Ledger) -> Iterator[Stamped]:
    with ledger.office.reading() as db:
        stamps = all_stamps(db)
        heads = {number: head_by(db, number) for number in stamps}
    for number, answer in sorted(stamps.items()):
        head = heads[number]
        content = head.written.encode() if head else b""
        yield Stamped(OFFICE, f"The stamp of head {number}", answer, content)


def _in_folder(ledger: Ledger, found: Verified) -> Iterator[Stamped]:
    try:
        for name, answer, head in ledger.kept.folder.stamps():
            yield Stamped(FOLDER, name, answer, head)
    except OSError as why:
        found.findings.append(f"The ledger's folder cannot be read: {why.strerror}")
