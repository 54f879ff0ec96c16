"""Files sealed piece by piece: read back whole, or not at all.

What is written is opened here again by hand, after the description of Tink's wire
format (AES256-GCM-HKDF, segments of 1 MiB), and not by the code that wrote it.
"""

import os
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asbreview.evidence_files.sealing import Damaged, Sealing, opened

KEY, PLACE = bytes(range(32)), b"a file of a case"
MIB = 1_048_576
FIRST = MIB - 40 - 16  # what the segment holds that the header stands in
SIZES = [0, 1, FIRST - 1, FIRST, FIRST + 1, FIRST + MIB - 16, FIRST + MIB - 15]


def sealed(clear, *, at_once=100_000):
    sealing = Sealing(KEY, place=PLACE)
    written = [sealing.header]
    for start in range(0, len(clear), at_once):
        written += sealing.add(clear[start : start + at_once])
    return b"".join([*written, sealing.end()])


def read(content, *, key=KEY, place=PLACE):
    return b"".join(opened(BytesIO(content), key, place=place))


def by_hand(content):
    header, salt, prefix = content[0], content[1:33], content[33:40]
    assert header == 40
    aead = AESGCM(HKDF(SHA256(), 32, salt, PLACE).derive(KEY))
    segments = [content[40:MIB]]
    segments += [content[at : at + MIB] for at in range(MIB, len(content), MIB)]
    last = len(segments) - 1
    clear = b""
    for number, segment in enumerate(segments):
        nonce = prefix + number.to_bytes(4, "big") + bytes([number == last])
        clear += aead.decrypt(nonce, segment, b"")
    return clear


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_sealed_as_tink_does_it(size):
    clear = os.urandom(size)
    content = sealed(clear)
    assert by_hand(content) == clear
    assert read(content) == clear


def test_the_same_file_is_never_sealed_alike():
    assert sealed(b"the same") != sealed(b"the same")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c[:-1],
        lambda c: c[:MIB],  # a whole segment less
        lambda c: c[:20],
        lambda c: b"",
        lambda c: c + b"\0",
        lambda c: c[:MIB] + c[2 * MIB : 3 * MIB] + c[MIB : 2 * MIB] + c[3 * MIB :],
        lambda c: c[:MIB] + c[2 * MIB :],
        lambda c: bytes([c[0]]) + bytes([c[1] ^ 1]) + c[2:],
        lambda c: c[:500] + bytes([c[500] ^ 1]) + c[501:],
        lambda c: bytes([41]) + c[1:],
    ],
)
def test_what_was_changed_or_cut_off_is_not_read(spoil):
    content = sealed(os.urandom(3 * MIB + 5))
    with pytest.raises(Damaged):
        read(spoil(content))


def test_it_opens_with_its_own_key_and_in_its_own_place_only():
    content = sealed(b"a photo")
    with pytest.raises(Damaged):
        read(content, key=bytes(32))
    with pytest.raises(Damaged):
        read(content, place=b"another file")
