"""A note is signed as c2sp.org/signed-note says, and is nobody's who did not sign."""

from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from asbreview.audit.notes import (
    NotAKey,
    NotANote,
    Note,
    Signature,
    Signer,
    Verifier,
    keep_key,
    key_of,
)

# The example of the specification: its key name, and the key id in its first bytes.
PUBLISHED = """\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""  # noqa: E501  as published
# The key pair with which Go's own package for notes is tested.
GO_PRIVATE = (
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
)
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
TEXT = "words\nof a text\n"


@pytest.fixture(scope="module")
def signer():
    return Signer.make("ledger.example/1")


def note_by(*signers, text=TEXT):
    return Note(text, tuple(signer.sign(text) for signer in signers))


# --- others' notes and keys


def test_the_published_note_is_read():
    note = Note.read(PUBLISHED.encode())
    assert note.text.endswith("\n\ned è subito sera.\n")
    (signature,) = note.signatures
    assert signature.name == "quasimodo.example/salvatore"
    assert signature.key_id.hex() == "367ba04b"
    assert len(signature.signature) == 64
    assert bytes(note) == PUBLISHED.encode()


def test_keys_and_notes_of_another_implementation_are_ours():
    signer, verifier = Signer.read(GO_PRIVATE), Verifier.read(GO_PUBLIC)
    assert signer.verifier == verifier
    assert (signer.written(), str(verifier)) == (GO_PRIVATE, GO_PUBLIC)
    note = Note.read(GO_NOTE.encode())
    assert note.signed_by([verifier]) == [verifier]
    assert note_by(signer, text=note.text) == note


def test_a_key_id_is_made_as_the_specification_says(signer):
    public = signer.verifier.public
    made = sha256(b"ledger.example/1" + b"\x0a" + b"\x01" + public).digest()[:4]
    assert signer.verifier.key_id == made


def test_a_signature_is_over_the_text_with_its_last_line_ended(signer):
    line = bytes(note_by(signer)).decode().split("\n\n")[1]
    assert line.startswith("\N{EM DASH} ledger.example/1 ")
    signed = b64decode(line.rstrip().split(" ")[2])
    key = Ed25519PublicKey.from_public_bytes(signer.verifier.public)
    key.verify(signed[4:], TEXT.encode())


# --- who signed


def test_what_is_written_is_read_again(signer):
    note = note_by(signer, Signer.make("police.example"))
    assert Note.read(bytes(note)) == note
    assert Signer.read(signer.written()) == signer or (
        Signer.read(signer.written()).verifier == signer.verifier
    )
    assert Verifier.read(str(signer.verifier)) == signer.verifier


def test_another_text_is_not_signed(signer):
    note = note_by(signer)._replace(text="words\nof another text\n")
    assert note.signed_by([signer.verifier]) == []


def test_the_same_name_is_not_the_same_key(signer):
    other = Signer.make(signer.verifier.name)
    note = note_by(other)
    assert note.signed_by([signer.verifier]) == []
    assert note.signed_by([other.verifier]) == [other.verifier]


def test_a_stranger_beside_a_known_key_does_no_harm(signer):
    note = note_by(Signer.make("stranger.example"), signer)
    assert note.signed_by([signer.verifier]) == [signer.verifier]


def test_a_wrong_signature_under_a_known_key_spoils_the_note(signer):
    other = Signer.make("police.example")
    wrong = signer.sign("something else\n")
    note = note_by(other).also_signed(wrong)
    assert note.signed_by([other.verifier, signer.verifier]) == []
    note = note_by(signer).also_signed(wrong)
    assert note.signed_by([signer.verifier]) == []


def test_a_signature_that_is_too_short_is_none(signer):
    short = Signature(signer.verifier.name, signer.verifier.key_id, b"short")
    assert Note(TEXT, (short,)).signed_by([signer.verifier]) == []


# --- what is no note, and no key

GOOD = bytes(note_by(Signer.make("a.example")))


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\n\n",
        b"no signature\n",
        b"no signature\n\n",
        GOOD.replace(b"\xe2\x80\x94", b"-"),
        GOOD[:-1],
        GOOD + b"more",
        GOOD.replace(b"words", b"w\x00rds"),
        GOOD.replace(b"words", b"w\xffrds"),
        GOOD.replace(b"words", b"w\trds"),
        b"text\n\n" + GOOD.split(b"\n\n")[1] * 17,
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name ====\n".encode(),
        "text\n\n— two names AAAAAAA=\n".encode(),
    ],
)
def test_what_is_no_note_is_refused(written):
    with pytest.raises(NotANote):
        Note.read(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "a name",
        "name+00000000+AAAA",
        GO_PUBLIC.replace("c74f20a3", "c74f20a4"),
        GO_PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        GO_PUBLIC[:-4],
        GO_PUBLIC.replace("+AR", "+BR"),
        "+" + GO_PUBLIC.split("+", 1)[1],
        "ü" + GO_PUBLIC,
    ],
)
def test_what_is_no_public_key_is_refused(written):
    with pytest.raises(NotAKey):
        Verifier.read(written)


@pytest.mark.parametrize(
    "written", ["", GO_PUBLIC, GO_PRIVATE[:-4], GO_PRIVATE.replace("c74f", "c74e")]
)
def test_what_is_no_key_that_signs_is_refused(written):
    with pytest.raises(NotAKey):
        Signer.read(written)


def test_no_key_of_another_kind_is_taken():
    name, key_id, _ = GO_PUBLIC.split("+", 2)
    other = b64encode(b"\x04" + bytes(32)).decode()
    with pytest.raises(NotAKey, match="Ed25519"):
        Verifier.read(f"{name}+{key_id}+{other}")


# --- in a file


def test_a_key_is_kept_for_its_owner_alone_and_never_written_over(signer, tmp_path):
    path = tmp_path / "keys" / "ledger-key"
    keep_key(signer, path)
    assert path.stat().st_mode & 0o077 == 0
    assert key_of(path).verifier == signer.verifier
    with pytest.raises(FileExistsError):
        keep_key(Signer.make("other.example"), path)
    path.chmod(0o644)
    with pytest.raises(NotAKey, match="chmod"):
        key_of(path)


def test_a_file_that_holds_no_key_is_refused(tmp_path):
    path = tmp_path / "ledger-key"
    path.touch(mode=0o600)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NotAKey):
        key_of(path)
