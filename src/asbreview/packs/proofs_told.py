"""What a pack says of its proofs, and the files with them that lie in it."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Final

from asbreview.audit import verify_ledger
from asbreview.audit.proving import Proofs, UnderHead
from asbreview.audit.stamps import BadStamp, read_stamp
from asbreview.packs.document import (
    Attached,
    Block,
    Facts,
    Heading,
    Points,
    Quotation,
    Table,
    Words,
)
from asbreview.packs.of_case import moment

PROOFS: Final = "proofs.json"
VERIFIER: Final = "verify_ledger.py"
KEY: Final = (
    "Get the register\u2019s public key from somebody else than whoever gave you this:"
    " the key printed below proves nothing by itself."
)
SAVE: Final = (
    f"Save “{PROOFS}”, which is attached to this document. With the program that checks"
    " it is also saved by the link “Proofs” beside this document."
)
RUN: Final = (
    "With Python 3.9 or later and the package “cryptography”, run the line below the"
    " numbers, with the register\u2019s public key for KEY."
)
LINE: Final = f"python {VERIFIER} {PROOFS} --key KEY --list"
HEADS: Final = (
    "Put --head before each signed head that you, or somebody whom you trust, kept"
    " earlier: the more there are, the less anybody can have changed since."
)
HOW: Final = (KEY, SAVE, RUN, HEADS)
BEGINNING: Final = 12  # digits of a hash, to know it by
SHOWN: Final = (
    "Shown is that each entry below was recorded in this order, no later than the head"
    " was signed, and is what it was then. Not shown is that what was recorded was"
    " true, nor that there is no other entry of this case: for that somebody checks the"
    " whole log, as “asbreview verify --export” gives it."
)


def proofs_told(proofs: Proofs | None) -> Iterator[Block]:
    """Say which entries of the log are proved, under which heads, and how to check."""
    if proofs is None or not proofs.heads:
        why = proofs.why_none if proofs else "They were not asked for"
        yield Words(f"There are no proofs. {why}.", strong=True)
        return
    count = len(proofs.entries)
    yield Words(
        f"What is told here rests on {count} entries of the log, each with the instant"
        " at which the log took it in. Nothing in the log is ever changed: a correction"
        " is an entry of its own. Each entry is at its place under a signed head."
    )
    if proofs.later:
        why = f" {proofs.why_none}." if proofs.why_none else ""
        says = f"Of {proofs.later} of them nothing is proved yet.{why}"
        yield Words(says, strong=True)
    for under in proofs.heads:
        yield from _head(under)
    yield Heading("How to check, without trusting us")
    yield Points(HOW, numbered=True)
    yield Quotation(LINE)
    yield Words(SHOWN)
    yield Words("The public key, as we give it:")
    yield Points(proofs.keys)
    yield Table(
        caption="The entries of this case, by their numbers in the log",
        header=("Entry", "Recorded at", "What kind", "Its hash begins"),
        rows=tuple(
            (
                str(entry.row.position),
                entry.recorded_at,
                entry.topic,
                entry.leaf.hex()[:BEGINNING],
            )
            for entry in proofs.entries
        ),
        widths=(8, 24, 32, 18),
    )


def attached(
    proofs: Proofs | None, *, with_contents: bool = True
) -> tuple[Attached, ...]:
    """Return the proofs as a file; none where nothing is proved."""
    if proofs is None or not proofs.heads:
        return ()
    content = proofs.as_file(with_contents=with_contents)
    says = "Proofs of what was recorded, to be checked"
    return (Attached(PROOFS, "application/json", says, content),)


def verifier() -> bytes:
    """Return the program that checks, which needs nothing of this one."""
    return Path(verify_ledger.__file__).read_bytes()


def _head(under: UnderHead) -> Iterator[Block]:
    head = under.head
    yield Heading(f"The head of {moment(head.at)}")
    yield Facts(
        (
            ("Signed at", f"{head.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
            ("Over", f"{head.size} entries of the log"),
            ("Its hash", head.hash.hex()),
            ("Others signed it too", ", ".join(under.cosigned_by) or "nobody else"),
            ("Time stamp (RFC 3161)", _stamp_told(under)),
        )
    )


def _stamp_told(under: UnderHead) -> str:
    """Say when an authority stamped a head; the stamp lies in the proofs."""
    if not under.stamp:
        return "none"
    try:
        stamp = read_stamp(under.stamp)
    except BadStamp as why:
        return f"what is kept as one is none: {why}"
    return f"{stamp.at:%Y-%m-%dT%H:%M:%SZ}, by {stamp.by}"
