"""Ways to change a log behind the program's back, drawn at random, and what is first.

Each says the index of the first event that is then not what it was, or that there is
none to say: where only the heads themselves were changed.
"""

import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from asbreview.audit.heads import Head
from asbreview.audit.leaves import entry_of
from asbreview.audit.notes import Note, Signer, keep_key, key_of
from asbreview.audit.tree import GrowingTree, leaf_hash
from asbreview.store.recording import Row

OF_A_LOG = ("events", "office")
LOG_ID = "SELECT value FROM store WHERE name='log'"


@contextmanager
def unguarded(folder, name="events"):
    with closing(sqlite3.connect(folder / f"{name}.sqlite")) as db, db:
        for guard in ("never_edited", "never_deleted"):
            db.execute(f"DROP TRIGGER IF EXISTS {guard}")
        yield db


class Log:
    """A log in a folder, as somebody sees it who may write to all its files."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder, self.random = folder, random
        with closing(sqlite3.connect(folder / "events.sqlite")) as db:
            asked = "SELECT rowid, * FROM stored_events ORDER BY rowid"
            self.rows = [row[1:] for row in db.execute(asked)]
        self.positions = [row[0] for row in self.rows]
        self.size = len(self.rows)

    def any_index(self) -> int:
        return self.random.randrange(self.size)

    def any_two(self) -> list[int]:
        return sorted(self.random.sample(range(self.size), 2))

    def state(self, index: int) -> bytes:
        return self.rows[index][4]

    @contextmanager
    def unguarded(self, name="events"):
        """Yield what changes the log, or the office, in one go, past its guards."""
        with unguarded(self.folder, name) as db:
            yield db.execute

    def do(self, statement, *parameters):
        with self.unguarded() as do:
            do(statement, parameters)

    def again(self):
        """Return the log as it is now."""
        return Log(self.folder, self.random)

    def stored(self, size):
        """Return the log's id, and its first lines as their bytes are hashed."""
        with closing(sqlite3.connect(self.folder / "events.sqlite")) as db:
            asked = "SELECT rowid, * FROM stored_events ORDER BY rowid LIMIT ?"
            rows = db.execute(asked, [size]).fetchall()
            (log_id,) = db.execute(LOG_ID).fetchone()
        return log_id, [_as_hashed(row[1:]) for row in rows]

    def put_back(self, older, names):
        """Put files back as they were."""
        for name in names:
            for rest in ("-wal", "-shm"):
                (self.folder / f"{name}.sqlite{rest}").unlink(missing_ok=True)
            shutil.copy(self.folder / OLDER / older / f"{name}.sqlite", self.folder)

    def older(self):
        """Return the names of the copies that were kept."""
        return sorted(path.name for path in (self.folder / OLDER).iterdir())

    def set_state(self, index, state):
        at = self.positions[index]
        self.do("UPDATE stored_events SET state = ? WHERE rowid = ?", state, at)


def change_a_byte(log):
    """Flip one bit of what an event says."""
    index = log.any_index()
    state = bytearray(log.state(index))
    at = log.random.randrange(len(state))
    state[at] ^= 1 << log.random.randrange(8)
    log.set_state(index, bytes(state))
    return index


def edit(log):
    """Give an event another kind, number, instant or record."""
    index = log.any_index()
    column, value = log.random.choice(
        [
            ("topic", "outcome.case-closed-otherwise"),
            ("originator_version", 900 + log.random.randrange(90)),
            ("recorded_at", "2026-01-01T00:00:00.001Z"),
            ("originator_id", f"{log.random.getrandbits(128):032x}"),
        ]
    )
    at = log.positions[index]
    log.do(f"UPDATE stored_events SET {column} = ? WHERE rowid = ?", value, at)
    return index


def swap(log):
    """Let two events change places in the order of the log."""
    one, other = log.any_two()
    free = log.positions[-1] + 1000
    for from_, to in (
        (log.positions[one], free),
        (log.positions[other], log.positions[one]),
        (free, log.positions[other]),
    ):
        log.do("UPDATE stored_events SET rowid = ? WHERE rowid = ?", to, from_)
    return one


def swap_contents(log):
    """Let two events say each what the other said."""
    one, other = log.any_two()
    log.set_state(one, log.state(other))
    log.set_state(other, log.state(one))
    return one


def insert(log):
    """Put an event between two others, before the first, or where no position is."""
    index = log.any_index()
    with log.unguarded() as do:
        for at in reversed(log.positions[index:]):
            do("UPDATE stored_events SET rowid = ? WHERE rowid = ?", [at + 1, at])
        where = log.positions[index]
        if index == 0 and log.random.random() < 0.5:
            where = -log.random.randrange(1, 10**6)
        _, stream, _, topic, state, recorded_at = log.rows[index]
        do(
            """INSERT INTO stored_events (rowid, originator_id, originator_version,
            topic, state, recorded_at) VALUES (?, ?, ?, ?, ?, ?)""",
            [where, stream, 1000, topic, state, recorded_at],
        )
    return index


def delete(log):
    """Take an event away."""
    index = log.any_index()
    log.do("DELETE FROM stored_events WHERE rowid = ?", log.positions[index])
    return index


def cut_the_tail(log):
    """Take away all events from one on."""
    index = log.any_index()
    log.do("DELETE FROM stored_events WHERE rowid >= ?", log.positions[index])
    return index


def swap_two_sealed_parts(log):
    """Let two events change what is sealed in them."""
    sealed = [index for index in range(log.size) if len(_tokens(log.state(index))) == 1]
    one, other = sorted(log.random.sample(sealed, 2))
    (this,), (that,) = _tokens(log.state(one)), _tokens(log.state(other))
    log.set_state(one, log.state(one).replace(this, that))
    log.set_state(other, log.state(other).replace(that, this))
    return one


def sign_again_with_another_key(log):
    """Edit an event, and sign every head in the office anew, to fit, by another key."""
    return sign_again(log, Signer.make(key_of(log.folder / "ledger-key").verifier.name))


def sign_again(log, signer):
    """Edit an event, and sign every head in the office anew, to fit."""
    index = change_a_byte(log)
    with log.unguarded("office") as do:
        for number, told in do("SELECT number, note FROM ledger_heads").fetchall():
            head = Head.read(Note.read(told.encode()))
            text = Head(head.origin, head.size, _head_now(log, head.size), head.at).text
            forged = Note(text, (signer.sign(text),))
            do(
                "UPDATE ledger_heads SET note = ? WHERE number = ?",
                [bytes(forged).decode(), number],
            )
    return index


def sign_again_with_a_key_put_beside_it(log):
    """As above, and put that key in the place of ours; the folder lies elsewhere."""
    key = log.folder / "ledger-key"
    signer = Signer.make(key_of(key).verifier.name)
    index = sign_again(log, signer)
    key.unlink()
    keep_key(signer, key)
    return index


def roll_back_a_file(log):
    """Put back the file of the log as it was some events ago, or the office's too."""
    index = cut_the_tail(log)
    if log.random.random() < 0.5:
        with log.unguarded("office") as do:
            do("DELETE FROM ledger_heads WHERE size > ?", [index])
    return index


def put_back_an_older_copy(log):
    """Put back the log's file as it was at an earlier head, or the office's too."""
    older = log.random.choice(log.older())
    log.put_back(older, OF_A_LOG[: log.random.randrange(1, 3)])
    return log.again().size


def keep_a_copy(folder, name):
    """Keep the files of a log and its office as they are, to be put back later."""
    into = folder / OLDER / name
    into.mkdir(parents=True)
    for file in OF_A_LOG:
        with (
            closing(sqlite3.connect(folder / f"{file}.sqlite")) as from_,
            closing(sqlite3.connect(into / f"{file}.sqlite")) as to,
        ):
            from_.backup(to)


def change_a_byte_in_the_folder(log):
    """Flip one bit of a head in the folder outside, or of a hash that it keeps."""
    path = log.random.choice(_in_folder(log, "*.head", "*.leaves"))
    content, bit = bytearray(path.read_bytes()), log.random.randrange(8)
    if path.suffix == ".leaves":  # an index and a hash; of the case it is only a hint
        line = log.random.choice(path.read_bytes().splitlines())
        at = path.read_bytes().index(line) + log.random.randrange(line.rindex(b" "))
        bit %= 5  # the sixth only makes a digit large, and says the same
    else:
        at = log.random.randrange(len(content))
    content[at] ^= 1 << bit
    path.write_bytes(content)


def take_a_file_from_the_folder(log):
    """Take a head away, or the hashes of what was new with it."""
    log.random.choice(_in_folder(log, "*.head", "*.leaves")).unlink()


def swap_heads_in_the_folder(log):
    """Let two heads in the folder change places with those in the office."""
    one, other = log.random.sample(_in_folder(log, "*.head"), 2)
    other.write_bytes(one.read_bytes())


def put_another_key_beside_it(log):
    """Sign all heads, in office and folder, by a key of one's own, put in its place."""
    key = log.folder / "ledger-key"
    signer = Signer.make(key_of(key).verifier.name)
    key.unlink()
    keep_key(signer, key)
    for path in _in_folder(log, "*.head"):
        path.write_bytes(_signed_by(signer, path.read_bytes()))
    with log.unguarded("office") as do:
        for number, told in do("SELECT number, note FROM ledger_heads").fetchall():
            forged = _signed_by(signer, told.encode()).decode()
            do("UPDATE ledger_heads SET note = ? WHERE number = ?", [forged, number])


def _signed_by(signer, content):
    text = Note.read(content).text
    return bytes(Note(text, (signer.sign(text),)))


def _in_folder(log, *patterns):
    folder = log.folder / "ledger"
    return [path for each in patterns for path in sorted(folder.glob(each))]


OUTSIDE = (
    change_a_byte_in_the_folder,
    take_a_file_from_the_folder,
    swap_heads_in_the_folder,
)
"""Ways to change the folder outside, while the log stays what it was."""
EVERY_WAY = (
    change_a_byte,
    edit,
    swap,
    swap_contents,
    insert,
    delete,
    cut_the_tail,
    swap_two_sealed_parts,
    sign_again_with_another_key,
    sign_again_with_a_key_put_beside_it,
    roll_back_a_file,
    put_back_an_older_copy,
)
BY_A_KEY = sign_again_with_a_key_put_beside_it.__name__
OLDER = "older"


def copy_of(folder: Path, into: Path) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(folder, into)
    return into


def _head_now(log, size):
    tree, (log_id, rows) = GrowingTree(), log.stored(size)
    for row in rows:
        tree.add(leaf_hash(entry_of(log_id, row)))
    return tree.head


def _as_hashed(row):
    at, stream, version, topic, state, when = row
    parts = stream, str(version), topic, when
    return Row(at, *(part.encode() for part in parts), state)


def _tokens(state: bytes) -> list[bytes]:
    """Return what is sealed in an event."""
    return re.findall(rb'"([0-9a-f]{32}\|[^"]{60,})"', state)
