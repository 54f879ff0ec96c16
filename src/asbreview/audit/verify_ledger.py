#!/usr/bin/env python3
"""Checks a register of ASB case reviews without trusting whoever keeps it.

    python verify_ledger.py FOLDER --key KEY [--head FILE]... [--cosigner KEY]...
    python verify_ledger.py PROOFS --key KEY [--head FILE]... [--list]

FOLDER is what `asbreview verify --export FOLDER` wrote.  KEY is the register's public
key, as you had it from them earlier, or from somebody else: one that comes with the
folder proves nothing.  --head is a signed head that you were given earlier: the more
of these you kept, the less anybody can have changed since.

It is one file, made to be read.  It shares no line with asbreview, and needs Python
3.9 or later and the package `cryptography`.  What it does:

1.  Every event gets a leaf.  Of an event the folder has: the id of its record, its
    number on it, its kind, the instant of recording, and the SHA-256 of its content.
    A leaf is SHA-256 of a zero byte and of six parts, each preceded by its length in
    four bytes: the log's id, and these five.
2.  Leaves become a tree (RFC 9162, section 2.1): two neighbours give the SHA-256 of a
    byte of one, the left and the right.  The head of a tree is over all its leaves.
3.  A signed head says: at this instant there were so many events, and this was the
    head of their tree.  Its signature is Ed25519, its form c2sp.org/signed-note.
4.  Each head has to be signed by KEY, and to be the head of the first so many events
    of the folder.  If one is not, something was changed, put between or taken away
    since it was signed.
5.  The folder may also have each leaf as it was when its head was signed.  If a signed
    head is over these, then the first that differs is the first event that was changed.

PROOFS is the file proofs.json that comes with a pack of papers of one case.  Beside
each event of the case it has the hashes that lead from its leaf to a signed head (RFC
9162, section 2.1.3), so that nothing of the other cases is needed.  It shows that each
of these events was recorded in this order, no later than the head says, and is what it
was.  It does not show that there are no others: that the whole folder shows.  --list
prints each event with its content; what tells of people in there is sealed.

A head may have a time stamp (RFC 3161) by an authority: its word that the head was
there at an instant.  This program does not check it.  In a folder it lies beside its
head and ends in .tsr; of PROOFS, --stamps FOLDER writes the stamped heads and their
stamps.  Then: openssl ts -verify -data N.head -in N.tsr -CAfile ROOTS, with the root
certificates as you had them from the authority.

A body that is to vouch for the register signs the newest head too, with --sign-with
and a file for its key, which is made if it is not there (--name is its name then).  It
signs only if everything fits, the head that it signed last included, and gives back the
file that it is told of: that goes into the register's ledger, for everybody to see.

It ends with 0 if everything fits, with 1 if anything does not, with 2 if it was asked
wrongly.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

CHECKPOINT = re.compile(
    r"asbreview\.ledger/(?P<log>[^\n]+)\n"
    r"(?P<size>[0-9]+)\n"
    r"(?P<hash>[A-Za-z0-9+/=]{44})\n"
    r"at (?P<at>[0-9TZ:-]{20})\n"
    r"(kept (?P<kept>[0-9]+) of (?P<of>[0-9]+)\n)?"
)


class Wrong(Exception):
    """Something is not what it should be; the message says what."""


def sha256(data):
    return hashlib.sha256(data).digest()


# --- the events and their tree


def leaf_of(log, columns):
    """The leaf of an event; the last of its columns is its content, or a hash of it."""
    *parts, content = columns
    kind, _, told = content.partition(":")
    if kind == "sha256":
        hashed = bytes.fromhex(told)
    elif kind == "base64":
        hashed = sha256(base64.b64decode(told, validate=True))
    else:
        raise Wrong("an event has neither its content nor a hash of it")
    entry = b""
    for part in [log, *map(unquote_to_bytes, parts), hashed]:
        entry += len(part).to_bytes(4, "big") + part
    return sha256(b"\x00" + entry)


def read_events(folder, log):
    """Yield the leaf of each event, and the id of its case."""
    with open(folder / "events", encoding="ascii") as file:
        for number, line in enumerate(file):
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 6:
                raise Wrong(f"event {number} has {len(columns)} columns, and not 6")
            try:
                yield leaf_of(log, columns[:5]), columns[5]
            except ValueError as why:
                raise Wrong(f"event {number} cannot be read: {why}") from why


class Tree:
    """A tree that grows: the heads of its full parts, each with its height."""

    def __init__(self):
        self.parts = []

    def add(self, leaf):
        height = 0
        while self.parts and self.parts[-1][0] == height:
            left = self.parts.pop()[1]
            leaf = sha256(b"\x01" + left + leaf)
            height += 1
        self.parts.append((height, leaf))

    def head(self):
        if not self.parts:
            return sha256(b"")
        parts = [head for _, head in self.parts]
        whole = parts.pop()
        while parts:
            whole = sha256(b"\x01" + parts.pop() + whole)
        return whole


# --- keys, and who signed


def read_key(told):
    """A public key: name+id+key, or the name of a file that holds one."""
    if "+" not in told:
        told = Path(told).read_text("ascii")
    # Copied from a printed page it has breaks in it, seen or not.
    told = "".join(told.replace("\u200b", "").split())
    name, key_id, key64 = told.split("+", 2)
    key = base64.b64decode(key64, validate=True)
    if key[:1] != b"\x01" or len(key) != 33:
        raise ValueError("it is no key of Ed25519")
    if sha256(name.encode() + b"\n" + key)[:4].hex() != key_id:
        raise ValueError("its id is not its own")
    return name, bytes.fromhex(key_id), Ed25519PublicKey.from_public_bytes(key[1:])


def is_signed(text, lines, key):
    """Did this key sign?  A wrong signature in its name is worse than none."""
    name, key_id, public = key
    found = False
    for line in lines:
        mark, signer, told = line.split(" ")
        signature = base64.b64decode(told, validate=True)
        if mark != "\u2014" or (signer, signature[:4]) != (name, key_id):
            continue
        try:
            public.verify(signature[4:], text.encode())
        except InvalidSignature:
            raise Wrong(f"the signature of {name} is not right") from None
        found = True
    return found


def read_head(content, key, cosigners):
    """A head, if the key signed it."""
    try:
        # Out of an email, lines may end otherwise than they were signed.
        content = content.replace(b"\r\n", b"\n")
        text, blank, signatures = content.decode().rpartition("\n\n")
        told = CHECKPOINT.fullmatch(text + "\n")
        lines = signatures.splitlines()
        if not blank or told is None or not lines:
            raise Wrong("it is no signed head")
        if not is_signed(text + "\n", lines, key):
            raise Wrong("it is not signed by the key you named")
        by = [
            cosigner[0]
            for cosigner in cosigners
            if is_signed(text + "\n", lines, cosigner)
        ]
        return {
            "log": told["log"],
            "size": int(told["size"]),
            "hash": base64.b64decode(told["hash"], validate=True),
            "at": told["at"],
            "kept": None if told["of"] is None else int(told["kept"]),
            "of": None if told["of"] is None else int(told["of"]),
            "by": by,
        }
    except ValueError as why:
        raise Wrong(f"it cannot be read: {why}") from why


def read_heads(paths, key, cosigners, found):
    """All heads that are signed, in the order they were taken; the rest is told."""
    heads = {}
    for place, path in paths:
        try:
            head = read_head(path.read_bytes(), key, cosigners)
        except Wrong as why:
            found["findings"].append(f"{path.name} in {place}: {why}")
            continue
        known = heads.setdefault((head["at"], head["size"], head["hash"]), head)
        known.setdefault("places", set()).add(place)
        known["by"] = sorted({*known["by"], *head["by"]})
    return [heads[key] for key in sorted(heads)]


def still_standing(heads, found):
    """The heads that the events have to fit: not those that a signed loss undid."""
    standing = []
    for head in heads:
        before = standing[-1]["size"] if standing else 0
        if head["of"] is not None:
            standing = [one for one in standing if one["size"] <= head["kept"]]
            found["notices"].append(
                f"At {head['at']} an older copy was put back: of {head['of']} events"
                f" {head['kept']} were kept. Ask why."
            )
        elif head["size"] < before:
            found["findings"].append(
                f"The head of {head['at']} is over {head['size']} events, one before it"
                f" over {before}"
            )
        standing.append(head)
    return standing


# --- the leaves as they were


def read_kept_leaves(folder):
    """The leaf and the case of each event, as they were written when it was new."""
    kept = []
    for path in sorted((folder / "folder").glob("*.leaves")):
        for line in path.read_bytes().splitlines():
            try:
                index, leaf, case = line.decode("ascii").split(" ")
                index, leaf = int(index), bytes.fromhex(leaf)
            except ValueError:
                return kept
            if index < 0 or index > len(kept) or len(leaf) != 32:
                return kept
            del kept[index:]
            kept.append((leaf, case))
    return kept


def is_vouched_for(kept, head):
    """Was this head signed over the leaves that the folder has?"""
    if len(kept) < head["size"]:
        return False
    tree = Tree()
    for leaf, _ in kept[: head["size"]]:
        tree.add(leaf)
    return tree.head() == head["hash"]


# --- signing too


def own_key(path, name):
    """Return the name, the id and the key in a file; one is made if there is none."""
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        public = b"\x01" + made.public_key().public_bytes_raw()
        key_id = sha256(name.encode() + b"\n" + public)[:4].hex()
        seed = base64.b64encode(b"\x01" + made.private_bytes_raw()).decode()
        path.touch(mode=0o600)
        path.write_text(f"PRIVATE+KEY+{name}+{key_id}+{seed}\n", "ascii")
        public_file = path.with_name(f"{path.name}.public")
        public_file.write_text(
            f"{name}+{key_id}+{base64.b64encode(public).decode()}\n", "ascii"
        )
    told = path.read_text("ascii").strip().removeprefix("PRIVATE+KEY+")
    name, key_id, seed = told.split("+", 2)
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed)[1:])
    return name, bytes.fromhex(key_id), key


def last_signed(path):
    """Where the head lies that was signed last with the key in a file."""
    return path.with_name(f"{path.name}.last")


def sign_too(folder, path, name):
    """Sign the newest head of a folder in which everything fits; return the file."""
    newest = the_heads(folder / "folder", of_the_register_alone=True)[-1]
    name, key_id, key = own_key(path, name)
    head = newest.read_bytes()
    text = head.decode().rpartition("\n\n")[0] + "\n"
    signed = base64.b64encode(key_id + key.sign(text.encode())).decode()
    cosigned = newest.with_name(f"{newest.stem}.cosigned-{key_id.hex()}")
    cosigned.write_bytes(head + f"\u2014 {name} {signed}\n".encode())
    last_signed(path).write_bytes(head)
    return cosigned


# --- one case


def leads_to(leaf, index, size, way):
    """The head that a leaf at an index leads to, by the hashes beside its way."""
    last = size - 1
    for step in way:
        if index & 1 or index == last:
            leaf = sha256(b"\x01" + step + leaf)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = sha256(b"\x01" + leaf + step)
        index, last = index >> 1, last >> 1
    return leaf if last == 0 else None


def read_case(told, log, found):
    """The leaf of each event of the case, by its index."""
    leaves = {}
    for index, *columns in told["events"]:
        if index in leaves:
            found["findings"].append(f"Event {index} is there twice")
        try:
            leaves[index] = leaf_of(log, columns)
        except (Wrong, ValueError) as why:
            found["findings"].append(f"Event {index} cannot be read: {why}")
            continue
        kind, _, content = columns[-1].partition(":")
        named = f'"case_id":"{told["case"]}"'.encode()
        if kind == "base64" and named not in base64.b64decode(content):
            found["findings"].append(f"Event {index} is not of the case {told['case']}")
    return leaves


def under_head(leaves, head, ways, found):
    """The indexes of the events that lead to a head."""
    covered = set()
    for index, leaf in leaves.items():
        if index >= head["size"]:
            continue
        way = [bytes.fromhex(step) for step in ways.get(str(index), [])]
        if leads_to(leaf, index, head["size"], way) == head["hash"]:
            covered.add(index)
        else:
            found["findings"].append(
                f"Event {index} is not under the head of {head['at']}: it is not what"
                " it was, or not the one at that place"
            )
    return covered


def write_stamps(path, into):
    """Write out each stamped head of the proofs, and its stamp, to be checked."""
    into.mkdir(parents=True, exist_ok=True)
    for number, under in enumerate(json.loads(path.read_bytes())["heads"], 1):
        if under.get("stamp"):
            (into / f"{number}.head").write_bytes(under["stamped"].encode())
            stamp = base64.b64decode(under["stamp"], validate=True)
            (into / f"{number}.tsr").write_bytes(stamp)


def compare_own(paths, key, cosigners, signed, found):
    """Compare the heads that you kept with those that the proofs lead to."""
    for path in paths:
        try:
            own = read_head(path.read_bytes(), key, cosigners)
        except Wrong as why:
            found["findings"].append(f"{path.name}: {why}")
            continue
        same = [head["hash"] for head in signed if head["size"] == own["size"]]
        if same and own["hash"] not in same:
            found["findings"].append(
                f"Your head of {own['at']} is over as many events, and not the same"
            )
        elif not same:
            found["notices"].append(
                f"Your head of {own['at']} is over other events than the heads here:"
                " to compare them, ask for the whole folder."
            )


def verify_case(path, key, cosigners=(), own_heads=()):
    """Return what was found of the events of one case, in words and numbers."""
    found = {"findings": [], "notices": [], "first_bad": None}
    told = json.loads(path.read_bytes())
    log = key[0].split("/", 1)[-1]
    leaves = read_case(told, log.encode(), found)
    covered, signed = set(), []
    for number, under in enumerate(told["heads"], 1):
        try:
            head = read_head(under["head"].encode(), key, cosigners)
            if head["log"] != log:
                raise Wrong("it is of another log")
        except Wrong as why:
            found["findings"].append(f"Head {number} of the proofs: {why}")
            continue
        signed.append(head)
        covered |= under_head(leaves, head, under["proofs"], found)
        if under.get("stamp"):
            found["notices"].append(
                f"The head of {head['at']} has a time stamp (RFC 3161). This program"
                " does not check it: --stamps FOLDER writes it out for openssl."
            )
    compare_own(own_heads, key, cosigners, signed, found)
    if not covered:
        found["findings"].append("No head vouches for any event")
    found["events"], found["covered"] = len(told["events"]), len(covered)
    over = max((head["size"] for head in signed), default=0)
    later = sorted(index for index in leaves if index >= over)
    found["unprotected"] = len(later)
    found["first_unprotected"] = later[0] if later else None
    found["heads"] = len(signed)
    found["cosigned"] = sum(1 for head in signed if head["by"])
    found["signed_at"] = [head["at"] for head in signed]
    return found


def list_events(path):
    """Print each event of the case: its place, its instant, its kind, its content."""
    for index, _, _, kind, at, content in json.loads(path.read_bytes())["events"]:
        told = content.partition(":")
        shown = base64.b64decode(told[2]) if told[0] == "base64" else content.encode()
        print(index, unquote_to_bytes(at).decode(), unquote_to_bytes(kind).decode())
        print("   ", shown.decode("utf-8", "replace"))


# --- all of it


def verify(folder, key, cosigners=(), own_heads=()):
    """Return what was found, in words and numbers."""
    found = {"findings": [], "notices": [], "first_bad": None}
    log = key[0].split("/", 1)[-1]
    paths = [
        (name, path)
        for name in ("office", "folder")
        for path in the_heads(folder / name)
    ]
    paths += [("yours", path) for path in own_heads]
    heads = read_heads(paths, key, cosigners, found)
    for head in heads:
        if head["log"] != log:
            found["findings"].append(f"The head of {head['at']} is of another log")
    standing = still_standing(heads, found)
    for head in standing:
        for place in ("office", "folder"):
            if place not in head["places"]:
                found["findings"].append(
                    f"The head of {head['at']}, over {head['size']} events, is not in"
                    f" the {place}"
                )
    wanted = {head["size"] for head in standing}
    events, tree, at_size = [], Tree(), {0: Tree().head()}
    try:
        for leaf, case in read_events(folder, log.encode()):
            events.append((leaf, case))
            tree.add(leaf)
            if len(events) in wanted:
                at_size[len(events)] = tree.head()
    except (Wrong, OSError, UnicodeDecodeError) as why:
        found["findings"].append(f"The events end at {len(events)}: {why}")
    bad = [head for head in standing if at_size.get(head["size"]) != head["hash"]]
    tell_bad(bad, standing, events, read_kept_leaves(folder), found)
    if events and not heads:
        found["findings"].append("No head vouches for any event")
    found["events"], found["heads"] = len(events), len(heads)
    found["cosigned"] = sum(1 for head in heads if head["by"])
    return found


def the_heads(folder, of_the_register_alone=False):
    """The files of a folder that should be heads."""
    names = sorted(folder.glob("*.head"))
    if not of_the_register_alone:
        names += sorted(folder.glob("*.cosigned-*"))
    return [path for path in names if not path.name.startswith(".")]


def tell_bad(bad, standing, events, kept, found):
    """Say which heads do not fit, and which event is the first that does not."""
    for head in bad:
        found["findings"].append(
            f"The head of {head['at']} was signed over {head['size']} events, which are"
            " not the first ones here"
        )
    first = min(bad, key=lambda head: head["size"], default=None)
    good = [h["size"] for h in standing if first is None or h["size"] < first["size"]]
    found["covered"] = max(good, default=0)
    over = max((head["size"] for head in standing), default=0)
    later = max(0, len(events) - over)
    found["unprotected"], found["first_unprotected"] = later, over if later else None
    differs = None
    for index, (leaf, _) in enumerate(kept):
        if index >= len(events) or events[index][0] != leaf:
            differs = index
            break
    if first is None:
        if differs is not None and differs < len(events):
            found["findings"].append(f"The leaf kept of event {differs} was changed")
        there = [head["size"] for head in standing if "folder" in head["places"]]
        if len(kept) < max(there, default=0):
            found["findings"].append(
                f"The leaves kept in the folder end at {len(kept)}, and it has a head"
                f" over {max(there)}"
            )
        return
    same = [head for head in bad if head["size"] == first["size"]]
    exact = (
        differs is not None
        and found["covered"] <= differs < first["size"]
        and any(is_vouched_for(kept, head) for head in same)
    )
    event = differs if exact else found["covered"]
    case = kept[event][1] if exact else None
    found["first_bad"] = {
        "event": event,
        "before": first["size"],
        "exact": exact,
        "case_id": None if case in (None, "-") else case,
    }


def in_words(found):
    yield from found["notices"]
    yield from found["findings"]
    bad = found["first_bad"]
    if bad and bad["exact"]:
        yield (
            f"The first event that is not what it was: {bad['event']}, of the case"
            f" {bad['case_id']}"
        )
    elif bad:
        yield f"It is among the events from {bad['event']} to {bad['before'] - 1}."
    if found["unprotected"]:
        yield (
            f"{found['unprotected']} events are not yet protected: no head by the key"
            " you named is over them, and nothing is proved of them. The first is event"
            f" {found['first_unprotected']}."
        )
    if not found["findings"]:
        yield (
            f"Everything fits: {found['covered']} events are what they were when"
            f" {found['heads']} heads were signed; {found['cosigned']} of the heads"
            " others signed too."
        )


def checked(given, key, cosigners, asked):
    """Check a folder, or the proofs of one case."""
    if given.folder.is_dir():
        return verify(given.folder, key, cosigners, given.head)
    try:
        found = verify_case(given.folder, key, cosigners, given.head)
        if given.list:
            list_events(given.folder)
        if given.stamps:
            write_stamps(given.folder, given.stamps)
    except (AttributeError, KeyError, TypeError, ValueError) as why:
        asked.error(f"{given.folder} holds no proofs of a case: {why!r}")
    return found


def the_keys(given, asked):
    """The keys that were named, after what was asked wrongly was refused."""
    is_folder = given.folder.is_dir()
    if is_folder and not (given.folder / "events").exists():
        asked.error(f"{given.folder} holds no events")
    if not is_folder and not given.folder.is_file():
        asked.error(f"{given.folder} is not there")
    if given.sign_with and not is_folder:
        asked.error("a body signs only what it checked whole: name the folder")
    if given.sign_with and not (given.sign_with.exists() or given.name):
        asked.error("say with --name under which name the new key is to sign")
    if given.stamps and is_folder:
        asked.error("a folder has its stamps beside its heads, ending in .tsr")
    if given.name and len(re.split(r"[\s+]", given.name)) != 1:
        asked.error("a name has no spaces and no plus")
    try:
        return [read_key(told) for told in [given.key, *given.cosigner]]
    except (OSError, ValueError) as why:
        asked.error(f"a key cannot be read: {why}")


def main(arguments=None):
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("folder", type=Path, help="a folder, or the proofs of one case")
    asked.add_argument("--key", required=True, help="the register's public key")
    asked.add_argument("--head", type=Path, action="append", default=[])
    asked.add_argument("--cosigner", action="append", default=[])
    asked.add_argument("--sign-with", type=Path, metavar="FILE")
    asked.add_argument("--name", help="under which name, such as police.example")
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--list", action="store_true", help="print one case's events")
    asked.add_argument("--stamps", type=Path, metavar="FOLDER")
    given = asked.parse_args(arguments)
    key, *cosigners = the_keys(given, asked)
    if given.sign_with and last_signed(given.sign_with).exists():
        given.head.append(last_signed(given.sign_with))
    found = checked(given, key, cosigners, asked)
    told = [json.dumps(found, indent=2)] if given.json else in_words(found)
    for line in told:
        print(line)
    if given.sign_with and found["findings"]:
        print("Nothing was signed.", file=sys.stderr)
    elif given.sign_with:
        cosigned = sign_too(given.folder, given.sign_with, given.name)
        print(f"Signed. Give back {cosigned}", file=sys.stderr)
    return 1 if found["findings"] else 0


if __name__ == "__main__":
    sys.exit(main())
