"""The search of all bytes, by which the tests of this folder stand, can fail.

A word is planted in each form that anything might keep it in, beside others; it is
found there, and a word that was not planted is found nowhere.
"""

import gzip
import os
import zlib
from base64 import b64encode, urlsafe_b64encode

import pytest

from erasure.searching import found_anywhere, words_within
from evidence_files import made_files as made

NAME = "Quenby Markerley"
AROUND = b"noise " * 20


def raw(clear):
    """As `zlib` does it without a header or an end that could be looked for."""
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(clear) + packing.flush()


def raw_as_it_stands(clear):
    """Deflated by the codes that every stream shares, as a short text is."""
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS, strategy=zlib.Z_FIXED)
    return packing.compress(clear) + packing.flush()


def raw_and_stored(clear):
    """Deflated, and not made smaller."""
    packing = zlib.compressobj(0, wbits=-zlib.MAX_WBITS)
    return packing.compress(clear) + packing.flush()


def little(clear):
    return clear.decode().encode("utf-16-le")


def big(clear):
    return clear.decode().encode("utf-16-be")


def hexed(clear):
    return clear.hex().encode()


def after(clear, *forms):
    """Hide by one form after the other."""
    for form in forms:
        clear = form(clear)
    return clear


FORMS = {
    "as it is": (),
    "UTF-16, little end first": (little,),
    "UTF-16, big end first": (big,),
    "hexadecimal, as PostgreSQL writes bytes": (hexed,),
    "hexadecimal, in capitals": (hexed, bytes.upper),
    "base64": (b64encode,),
    "base64 of an address": (urlsafe_b64encode,),
    "zlib": (zlib.compress,),
    "gzip": (gzip.compress,),
    "deflate, raw": (raw,),
    "deflate, raw, by the codes of all": (raw_as_it_stands,),
    "deflate, raw, stored": (raw_and_stored,),
    "deflate, raw, of UTF-16": (big, raw),
    "zip": (lambda clear: made.zipped(inner=clear.decode()),),
    "base64 of gzip": (gzip.compress, b64encode),
    "base64 of raw deflate": (raw, b64encode),
    "hexadecimal of gzip": (gzip.compress, hexed),
    "gzip of base64": (b64encode, gzip.compress),
    "zip of gzip": (gzip.compress, lambda packed: made.zipped(inner=packed)),
}


@pytest.mark.parametrize("beside", [AROUND, b""], ids=["in a text", "alone"])
@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_each_form_and_what_is_not_there_is_not(
    tmp_path, form, beside
):
    hidden = after(beside + NAME.encode() + beside, *FORMS[form])
    for before in (b"\0xx", b"", b'{"a": "'):
        (tmp_path / "any").write_bytes(before + hidden + b"\0\0")
        assert found_anywhere(tmp_path, (NAME, "Nobody")) == [("any", NAME)]


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_is_found_in_base64_wherever_in_three_bytes_it_begins(encoding, before):
    """Base64 codes three bytes in four letters: a word begins at any of the three."""
    for code in (b64encode, urlsafe_b64encode):
        coded = code(b"\xfe" * before + f"{NAME}, ".encode(encoding) + b"\xfe" * 9)
        # Broken in lines, as in an email: no run of it is long enough to be decoded.
        short = b"!".join(coded[at : at + 19] for at in range(0, len(coded), 19))
        assert words_within(coded, (NAME, "Nobody")) == {NAME}
        if encoding == "utf-8":
            assert words_within(b"\n" + short, ("Quenby",)) == {"Quenby"}


def test_a_stream_that_breaks_off_is_read_as_far_as_it_goes():
    """As the page of a database cuts one, or what is written over its end."""
    story = AROUND + NAME.encode() + b"".join(b"%d " % n for n in range(9_000))
    for packed in (raw(story), zlib.compress(story), gzip.compress(story)):
        cut = packed[: len(packed) // 2] + b"\xff" * 64
        assert words_within(b"some" + cut, (NAME, "Nobody")) == {NAME}


def test_what_nobody_can_read_holds_no_word():
    assert words_within(os.urandom(100_000), (NAME, "Markerley", "markertale")) == set()


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_part_of_a_word_in_what_is_coded_is_not_the_word(before):
    """Keys and seals hold any five characters by chance; a finding must be the word."""
    coded = b64encode(b"\xfe" * before + b"Fen Row" + b"\xfe" * 9)
    begin = -(-before * 8 // 6)
    for at in range(begin, begin + 4):
        chance = coded[at : at + 5] + b"\n"
        assert words_within(chance, ("Fen Row",)) == set()
    assert words_within(coded[begin:], ("Fen Row",)) == {"Fen Row"}


def test_a_word_too_short_to_tell_from_chance_is_refused():
    with pytest.raises(ValueError, match="too short"):
        words_within(b"anything", ("Lee",))
