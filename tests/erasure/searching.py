"""Looking for words in every byte of a folder, however they may be written there."""

import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pikepdf

from read_on_paper import words_on

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
A_BIT = 256  # bytes that are inflated at once: what is lost, where a stream breaks off
MOST = 50_000_000
SHORTEST, LEAST_OF_RAW = 1, 8  # bytes, of what may be a word
SOON = 2  # bytes
BY_NO_CHANCE = 7  # characters of base64: 42 bits
# Where a block of a deflate stream could begin: of a kind there is (RFC 1951, 3.2.3),
# and no text, nor the nothing of a page that is not full.
COULD_BEGIN = re.compile(
    rb"(?=(?:[^\x00-\x7f]|[\x00-\x7f](?![\t\n\r\x20-\x7e]{15}))(?!\x00{4}))"
    rb"[" + b"".join(b"\\x%02x" % n for n in range(256) if n & 6 != 6) + rb"]",
    re.DOTALL,
)


_looked_through: dict[tuple[bytes, tuple[str, ...]], frozenset[str]] = {}


def found_in(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return where words occur: the file, and the word."""
    return [
        (str(file.relative_to(folder)), word)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in words
        if _occurs(word, file)
    ]


def found_anywhere(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """As `found_in`, and in whatever is packed or coded in a file, however deep."""
    return [
        (str(file.relative_to(folder)), word)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in words_within(file.read_bytes(), words)
    ]


def words_within(content: bytes, words: tuple[str, ...]) -> set[str]:
    """Return which words occur in some bytes, or in what is packed or coded in them."""
    known = (sha256(content).digest(), words)
    if known not in _looked_through:  # a backup is looked through again and again
        _looked_through[known] = frozenset(_words_within(content, words))
    return set(_looked_through[known])


def _words_within(content: bytes, words: tuple[str, ...]) -> set[str]:
    contents = [content, *_unpacked(content)]
    if content.startswith(b"%PDF-"):  # what a reader sees is drawn by numbers of glyphs
        contents.append(words_on(content).encode())
    return {word for word in words if _is_in(word, contents)}


def _unpacked(
    content: bytes, depth: int = 3, begins_by: int | None = None
) -> Iterator[bytes]:
    """Yield what some bytes hold besides themselves: zip, gzip, zlib (as the Flate of a
    PDF is), deflate without a header, hexadecimal and base64 of any of these; and what
    those hold.  What was coded begins where the code does, or soon after."""
    if not depth:
        return
    for inner in (*_zipped(content), *_deflated(content)):
        yield inner
        yield from _unpacked(inner, depth - 1)
    for inner in _coded(content):
        yield inner
        yield from _unpacked(inner, depth - 1, SOON)
    yield from _raw(content, len(content) if begins_by is None else begins_by)


def _zipped(content: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in content:
        return
    try:
        with ZipFile(BytesIO(content[content.index(b"PK\x03\x04") :])) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)
    except (BadZipFile, zlib.error, OSError):
        return


def _deflated(content: bytes) -> Iterator[bytes]:
    for mark in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", content):
        yield _inflated(content, mark.start(), zlib.MAX_WBITS | 32, SHORTEST)


def _raw(content: bytes, begins_by: int) -> Iterator[bytes]:
    """Yield what inflates without a header, wherever in some bytes it begins.

    Nothing marks where that is: each place is tried, but where text or zeros stand.
    """
    for mark in COULD_BEGIN.finditer(content):
        if mark.start() > begins_by:
            return
        inflated = _inflated(content, mark.start(), -zlib.MAX_WBITS, LEAST_OF_RAW)
        if inflated:
            yield inflated


def _inflated(content: bytes, begin: int, wbits: int, at_least: int) -> bytes:
    """Return what inflates, as far as it does: what comes after may have been lost."""
    unpacking, found, at = zlib.decompressobj(wbits), bytearray(), begin
    try:
        while at < len(content) and not unpacking.eof and len(found) < MOST:
            found += unpacking.decompress(content[at : at + A_BIT])
            at += A_BIT
    except zlib.error:  # it only looked like one, or ends here
        pass
    return bytes(found) if len(found) >= at_least else b""


def _coded(content: bytes) -> Iterator[bytes]:
    for run in re.finditer(rb"(?:[0-9A-Fa-f]{2}){16,}", content):
        yield bytes.fromhex(run[0].decode())
    for run in re.finditer(rb"[A-Za-z0-9+/_-]{24,}", content):
        text = run[0].translate(bytes.maketrans(b"-_", b"+/"))
        for begin in range(4):  # wherever it begins, beside what looks like it
            some = text[begin:]
            yield b64decode(some[: len(some) // 4 * 4])


def _occurs(word: str, file: Path) -> bool:
    try:
        contents = [file.read_bytes()]
        contents += list(_streams(file)) if file.suffix == ".pdf" else []
    except FileNotFoundError:  # taken away meanwhile
        return False
    return _is_in(word, contents)


def _is_in(word: str, contents: list[bytes]) -> bool:
    lower = [content.lower() for content in contents]
    return any(form in content for form in _plain(word) for content in lower) or any(
        form in content for form in _in_base64(word) for content in contents
    )


@cache
def _plain(word: str) -> list[bytes]:
    """Return what a word is in bytes whose letters are small; in hexadecimal, too."""
    clear = [w.encode(code) for w in (word.lower(), word) for code in ENCODINGS]
    return [*clear[: len(ENCODINGS)], *(each.hex().encode() for each in clear)]


@cache
def _in_base64(word: str) -> tuple[bytes, ...]:
    """Return what the word looks like in base64, wherever in a text it begins.

    The characters that depend on what stands beside it are left out, and no other: of
    some thousand keys and seals, five given characters occur in one by chance.
    """
    forms = []
    for encoding in ENCODINGS:
        clear = word.encode(encoding)
        for before in range(3):
            coded = b64encode(b"\0" * before + clear)
            inside = coded[-(-before * 8 // 6) : (before + len(clear)) * 8 // 6]
            if len(inside) < BY_NO_CHANCE:
                raise ValueError(f"{word!r} is too short a word to look for in base64")
            forms += [inside, inside.translate(bytes.maketrans(b"+/", b"-_"))]
    return tuple(dict.fromkeys(forms))


def _streams(file: Path) -> Iterator[bytes]:
    """Yield each stream of a PDF, unpacked, and the words that a reader sees."""
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:  # a picture, which is not words
                    yield thing.read_raw_bytes()
    yield words_on(file).encode()
