"""What somebody needs who checks the log and does not trust us: in a folder, by files.

The folder has the verifier too, which needs nothing of asbreview.  By default it tells
a hash of each event's content and not the content: whoever gets it learns how many
events there are, of which kinds, on which days, and of no case what it is about.
"""

import shutil
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes

from asbreview.audit import verify_ledger
from asbreview.audit.kept_heads import all_heads, notes_of
from asbreview.audit.leaves import case_of, rows_of
from asbreview.audit.ledger import Ledger
from asbreview.audit.ledger_folder import COSIGNED, HEAD, KEYS, LEAVES, STAMP
from asbreview.audit.verifying import EVERY, Progress
from asbreview.refusal import CannotStart
from asbreview.store.recording import Row

SAFE: Final = ":.-"
SAYS: Final = """\
What is needed to check a register of ASB case reviews without trusting whoever keeps
it. Start with

    python verify_ledger.py --help

which is the program that checks, and says how. It was written to be read first.

events    a line for each event: record, number on it, kind, when it was recorded, its
          content or a hash of it, and the id of its case; parted by tabs
office/   the signed heads as the register keeps them
folder/   the same as they lie in the folder outside, the hash of each event as it was
          when it was recorded, and the public keys; of a key that came with this
          folder ask somebody else whether it is the right one. A file ending in .tsr
          is a time stamp of the head of the same name; it is checked with
          openssl ts -verify -data NAME.head -in NAME.tsr -CAfile ROOTS
          where ROOTS are the authority's certificates, had from the authority

Nothing in here tells of a person, but what is sealed, if contents were asked for.
"""


def export(
    ledger: Ledger,
    into: Path,
    *,
    with_contents: bool = False,
    progress: Progress = lambda *_: None,
) -> int:
    """Write all that is needed into a new folder; return how many events there are.

    `CannotStart` for a folder that is there already and not empty.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CannotStart(f"{into} holds something already. Name a new folder.")
    for folder in (into, into / "office", into / "folder"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_heads(ledger, into / "office")
    _copy_folder(ledger.kept.folder.path, into / "folder")
    shutil.copyfile(verify_ledger.__file__, into / "verify_ledger.py")
    (into / "READ-ME.txt").write_text(SAYS, "utf-8")
    end = ledger.recorder.max_notification_id() or 0
    rows = rows_of(ledger.recorder, up_to=end)
    expected = ledger.recorder.number_up_to(end)
    return _write_events(rows, into / "events", with_contents, progress, expected)


def _write_heads(ledger: Ledger, into: Path) -> None:
    with ledger.office.reading() as db:
        heads = all_heads(db)
    for head, content in zip(heads, notes_of(heads), strict=True):
        (into / f"{head.number:012d}{HEAD}").write_bytes(content)


def _copy_folder(from_: Path, into: Path) -> None:
    beside = f"*{COSIGNED}*", f"*{STAMP}", f"*{LEAVES}"
    for pattern in (f"*{HEAD}", *beside, f"{KEYS}-*"):
        for path in from_.glob(pattern):
            shutil.copyfile(path, into / path.name)


def _write_events(
    rows: Iterable[Row],
    into: Path,
    with_contents: bool,  # noqa: FBT001
    progress: Progress,
    expected: int,
) -> int:
    number = 0
    with into.open("w", encoding="ascii", newline="\n") as file:
        for number, row in enumerate(rows, 1):
            parts = row.stream, row.version, row.topic, row.recorded_at
            told = [quote_from_bytes(part, SAFE) for part in parts]
            content = content_of(row.state, whole=with_contents)
            case = str(case_of(row.state) or "-")
            file.write("\t".join((*told, content, case)) + "\n")
            if not number % EVERY:
                progress(number, expected)
    progress(number, expected)
    return number


def content_of(state: bytes, *, whole: bool) -> str:
    """Return an event's content as the verifier reads it, or only a hash of it."""
    if whole:
        return f"base64:{b64encode(state).decode()}"
    return f"sha256:{sha256(state).hexdigest()}"
