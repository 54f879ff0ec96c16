"""Looking for words in every byte of a folder, however they may be written there."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pdfminer.high_level import extract_text


def found_in(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return where words occur: the file, and the word."""
    return [
        (str(file.relative_to(folder)), word)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in words
        if _occurs(word, file)
    ]


def _occurs(word: str, file: Path) -> bool:
    try:
        contents = [file.read_bytes()]
        contents += list(_streams(file)) if file.suffix == ".pdf" else []
    except FileNotFoundError:  # taken away meanwhile
        return False
    lower = [content.lower() for content in contents]
    return any(form in content for form in _plain(word) for content in lower) or any(
        form in content for form in _in_base64(word) for content in contents
    )


def _plain(word: str) -> list[bytes]:
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [word.lower().encode(encoding) for encoding in encodings]


def _in_base64(word: str) -> Iterator[bytes]:
    """Yield what the word looks like in base64, wherever in a text it begins.

    The first and last characters depend on what stands beside it, and are left out.
    """
    for encoding in ("utf-8", "utf-16-le"):
        clear = word.encode(encoding)
        for before in range(3):
            coded = b64encode(b"\0" * before + clear)
            inside = coded[-(-before * 8 // 6) + (before > 0) : len(coded) - 4]
            yield inside
            yield inside.translate(bytes.maketrans(b"+/", b"-_"))


def _streams(file: Path) -> Iterator[bytes]:
    """Yield each stream of a PDF, unpacked, and the words that a reader sees."""
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:  # a picture, which is not words
                    yield thing.read_raw_bytes()
    yield " ".join(extract_text(file).split()).encode()
