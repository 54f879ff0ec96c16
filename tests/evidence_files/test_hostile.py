"""Files sent by whoever means harm, and by whoever does not know: none gets far.

Each goes the whole way of a file that is sent: sealed, told apart, scanned, looked into
by a process of its own.  What is refused says what to do, and nothing of it is kept.
"""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from asbreview.domain.errors import Misrecorded
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.evidence_files import (
    examining,
    inside,
    inside_pdf,
    kinds,
)
from asbreview.evidence_files.examining import examined
from asbreview.evidence_files.folder import FileFolder
from asbreview.evidence_files.looking_inside import LOOKED_INTO, look_into
from asbreview.evidence_files.refused_inside import ACTIVE, DAMAGED, LOCKED
from asbreview.evidence_files.scanner import no_scanner
from asbreview.evidence_files.vault import Vault
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys
from evidence_files import made_files as made

SPLIT = 1_000


def looked_into_here(pieces, kind, *, keep):
    """Look into a file in this process, which is quicker than in one of its own."""
    if kind not in LOOKED_INTO:
        return False
    says, *copy = inside.answers(kind.name, b"".join(pieces))
    if says != b"\n":
        raise Misrecorded(says.decode().strip(), field="file")
    if copy:
        keep(copy)
    return bool(copy)


@pytest.fixture
def quickly(monkeypatch):
    monkeypatch.setattr(examining, "look_into", looked_into_here)


@pytest.fixture
def vault(tmp_path):
    ring = KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32))
    yield Vault(FileFolder(tmp_path / "files"), ring)
    ring.close()


def sent_in(vault, content):
    sent, writing = vault.begin()
    with writing:
        writing.add(content)
    return sent


def examine(vault, content):
    sent = sent_in(vault, content)
    found = examined(vault, sent, no_scanner)
    vault.put_on_ring(sent)
    copy = b"".join(vault.read(sent.file_id, copy=True)) if found.has_copy else None
    return found, copy


def joined(*parts):
    return b"".join(parts)


ZIP = made.zipped(**{"run.exe": b"MZ"})
REFUSED = {
    # Active, whatever it is called.
    "svg": (made.SVG, kinds.ACTIVE_SAYS),
    "svg-without-declaration": (made.SVG[21:], kinds.ACTIVE_SAYS),
    "html": (made.HTML, kinds.ACTIVE_SAYS),
    "html-after-spaces": (
        b"\xef\xbb\xbf \r\n\t<body onload=alert(1)>",
        kinds.ACTIVE_SAYS,
    ),
    "html-in-text": (
        b"See below\n" * 900 + b"<ScRiPt>alert(1)</script>",
        kinds.ACTIVE_SAYS,
    ),
    "iframe-in-text": (b"Dear all <iframe src=x>", kinds.ACTIVE_SAYS),
    "hta": (b"notes\n<hta:application/>", kinds.ACTIVE_SAYS),
    "xslt": (b"notes <xsl:stylesheet>", kinds.ACTIVE_SAYS),
    "xml": (b"<?xml version='1.0'?><a/>", kinds.ACTIVE_SAYS),
    "php-in-text": (b"notes <?php system($_GET[0]);", kinds.ACTIVE_SAYS),
    # Programs.
    "windows-program": (b"MZ\x90\0\3\0\0\0", kinds.PROGRAM),
    "linux-program": (b"\x7fELF\2\1\1\0", kinds.PROGRAM),
    "java-class": (b"\xca\xfe\xba\xbe\0\0\0\x34", kinds.PROGRAM),
    "mac-program": (b"\xcf\xfa\xed\xfe\7\0\0\1", kinds.PROGRAM),
    "shell-script": (b"#!/bin/sh\nrm -rf /\n", kinds.PROGRAM),
    "shortcut": (b"L\0\0\0\1\x14\2\0\0\0", kinds.PROGRAM),
    # Packed.
    "zip": (ZIP, inside.NOT_WORD),
    "empty-zip": (b"PK\5\6" + bytes(18), kinds.PACKED),
    "rar": (b"Rar!\x1a\7\1\0\0", kinds.PACKED),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", kinds.PACKED),
    "gzip": (b"\x1f\x8b\x08\0\0", kinds.PACKED),
    "xz": (b"\xfd7zXZ\0\0", kinds.PACKED),
    "cabinet": (b"MSCF\0\0\0\0", kinds.PACKED),
    # Office documents that do things, or did.
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), kinds.OFFICE),
    "rtf": (rb"{\rtf1 {\object\objdata 0105}}", kinds.OFFICE),
    "postscript": (b"%!PS-Adobe-3.0\n(run) run", kinds.OFFICE),
    "word-with-macros": (
        made.word(**{"word/vbaProject.bin": b"x"}),
        ACTIVE,
    ),
    "word-called-without": (made.word(made.WITH_MACROS), ACTIVE),
    "word-with-object": (
        made.word(**{"word/embeddings/a.bin": b"x"}),
        ACTIVE,
    ),
    "word-with-activex": (
        made.word(**{"word/activeX/a.xml": b"x"}),
        ACTIVE,
    ),
    "spreadsheet": (
        made.zipped(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        inside.NOT_WORD,
    ),
    "word-cut-off": (made.word()[:-30], DAMAGED),
    "word-bomb": (made.word_bomb, inside.NOT_WORD),
    # Pictures of kinds that are not taken.
    "gif": (b"GIF89a\1\0\1\0\0", kinds.PICTURE),
    "bmp": (b"BM\x46\0\0\0\0\0", kinds.PICTURE),
    "tiff": (b"II*\0\x08\0\0\0", kinds.PICTURE),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 ", kinds.PICTURE),
    "heic-and-zip": (made.boxed(b"heic") + ZIP, kinds.TWO_AT_ONCE),
    "avif": (made.boxed(b"avif"), kinds.PICTURE),
    "boxes-nobody-knows": (made.boxed(b"evil"), kinds.UNKNOWN),
    # Two files at once.
    "jpeg-and-zip": (made.jpeg() + ZIP, kinds.TWO_AT_ONCE),
    "png-and-zip": (made.png() + ZIP, kinds.TWO_AT_ONCE),
    "pdf-and-zip": (made.pdf() + ZIP, kinds.TWO_AT_ONCE),
    "mp3-and-zip": (made.MP3 + ZIP, kinds.TWO_AT_ONCE),
    "mp4-and-zip": (made.MP4 + ZIP, kinds.TWO_AT_ONCE),
    "text-and-zip": (made.TEXT + ZIP, kinds.UNKNOWN),
    "zip-with-comment": (
        made.jpeg() + ZIP[:-2] + b"\x40\0" + bytes(64),
        kinds.TWO_AT_ONCE,
    ),
    "jpeg-and-html": (made.jpeg() + made.HTML, kinds.TWO_AT_ONCE),
    "jpeg-comment-html": (
        made.jpeg(comment=b"<script>alert(1)</script>"),
        kinds.TWO_AT_ONCE,
    ),
    "png-and-svg": (made.png() + made.SVG, kinds.TWO_AT_ONCE),
    "pdf-and-html": (made.pdf() + made.HTML, kinds.TWO_AT_ONCE),
    "wav-and-rar": (made.wav() + b"Rar!\x1a\7\1\0", kinds.TWO_AT_ONCE),
    "mp4-and-php": (made.MP4 + b"<?php phpinfo();", kinds.TWO_AT_ONCE),
    "jpeg-and-pdf": (made.jpeg(comment=b"%PDF-1.7\n"), kinds.TWO_AT_ONCE),
    "text-and-pdf": (b"notes\n%PDF-1.4\n", kinds.TWO_AT_ONCE),
    "html-over-a-seam": (
        made.MP3 + bytes(SPLIT) + b"<scr" + b"ipt>",
        kinds.TWO_AT_ONCE,
    ),
    # Bombs.
    "png-bomb": (made.png_bomb(), inside.TOO_LARGE),
    "png-just-too-large": (made.png_bomb(9_000, 9_000), inside.TOO_LARGE),
    "png-text-bomb": (made.png_text_bomb, DAMAGED),
    "pdf-of-many-pages": (made.pdf(301), inside_pdf.TOO_LONG),
    # Locked, active, spoilt.
    "pdf-with-password": (
        made.pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        LOCKED,
    ),
    "pdf-locked": (
        made.pdf(encryption=pikepdf.Encryption(owner="y")),
        LOCKED,
    ),
    "pdf-script": (made.pdf(change=made.with_script), ACTIVE),
    "pdf-named-script": (
        made.pdf(change=made.with_named_script),
        ACTIVE,
    ),
    "pdf-launch": (made.pdf(change=made.with_launch), ACTIVE),
    "pdf-sends": (made.pdf(change=made.with_page_action), ACTIVE),
    "pdf-with-a-file": (made.pdf(change=made.with_file), ACTIVE),
    "pdf-xfa": (made.pdf(change=made.with_xfa), ACTIVE),
    "pdf-that-is-none": (b"%PDF-1.7\nnothing more", DAMAGED),
    "jpeg-cut-off": (made.jpeg()[:-900], DAMAGED),
    "png-cut-off": (made.png()[:-60], DAMAGED),
    "jpeg-that-is-none": (b"\xff\xd8\xff\xe0" + bytes(200), DAMAGED),
    "empty": (b"", kinds.EMPTY),
    "noise": (bytes(range(256)), kinds.UNKNOWN),
}


def test_there_are_many():
    assert len(REFUSED) >= 60


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("name", sorted(REFUSED))
def test_it_is_refused_in_words_that_help_and_nothing_of_it_is_kept(
    vault, tmp_path, name
):
    content, says = REFUSED[name]
    if callable(content):  # packed for this test alone: it takes a second
        content = content()
    with pytest.raises(Misrecorded) as refused:
        examine(vault, content)
    assert (str(refused.value), refused.value.field) == (says, "file")
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


TAKEN = {
    "jpeg": (made.jpeg(), FileKind.JPEG, True),
    "photo": (made.photo(), FileKind.JPEG, True),
    "png": (made.png(), FileKind.PNG, True),
    "png-that-says": (made.png_that_says(), FileKind.PNG, True),
    "pdf": (made.pdf(3), FileKind.PDF, True),
    "pdf-of-a-great-page": (made.pdf(change=made.with_great_page), FileKind.PDF, True),
    "text": (made.TEXT, FileKind.TEXT, True),
    "text-of-an-old-machine": (b"caf\xe9 at 2am: \x93loud\x94", FileKind.TEXT, True),
    "text-that-begins-as-another": (b"MZ and BM said: Rar! GIF8", FileKind.TEXT, True),
    "word": (made.word(), FileKind.WORD, False),
    "mp3": (made.MP3, FileKind.MP3, False),
    "bare-mp3": (made.BARE_MP3, FileKind.MP3, False),
    "m4a": (made.M4A, FileKind.M4A, False),
    "wav": (made.wav(), FileKind.WAV, False),
    "mp4": (made.MP4, FileKind.MP4, False),
    "photo-of-a-phone": (made.boxed(b"heic"), FileKind.HEIC, False),
    "film-of-a-phone": (made.MOV, FileKind.MP4, False),
    "jpeg-with-more-after-it": (made.jpeg() + bytes(5_000), FileKind.JPEG, True),
    "pixels-that-say-PK": (
        made.wav() + b"PK\5\6" + b"\1\2\3\4" * 9,
        FileKind.WAV,
        False,
    ),
}


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("name", sorted(TAKEN))
def test_what_people_send_is_taken_for_what_it_is_and_never_called_clean(vault, name):
    content, kind, can_be_shown = TAKEN[name]
    found, copy = examine(vault, content)
    assert (found.kind, found.size) == (kind, len(content))
    assert found.has_copy is can_be_shown is (copy is not None)
    assert found.scanned.found is Scan.NOT_SCANNED


def test_a_viewing_copy_says_nothing_but_what_is_seen(vault):
    original = made.photo()
    assert Image.open(BytesIO(original)).getexif().get_ifd(made.GPS)
    _, copy = examine(vault, original)
    image = Image.open(BytesIO(copy))
    assert dict(image.getexif()) == {}
    assert image.getexif().get_ifd(made.GPS) == {}
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for hidden in (made.CAMERA, "Markerley", "markerxmp", "Exif", "GPS", "ns.adobe"):
        assert hidden.encode() not in copy
    assert image.getpixel((20, 20))[0] > 240  # the red that was painted


def test_a_photo_is_upright(vault):
    on_its_side = made.photo(orientation=6)  # to be turned a quarter clockwise
    _, copy = examine(vault, on_its_side)
    image = Image.open(BytesIO(copy))
    assert image.size == (200, 320)
    red, white = image.getpixel((170, 40)), image.getpixel((170, 300))
    assert red[1] < 60
    assert white[1] > 200


def test_a_picture_is_shown_without_what_was_written_into_it(vault):
    _, copy = examine(vault, made.png_that_says())
    assert Image.open(BytesIO(copy)).info == {}
    assert b"marker" not in copy


def test_what_shows_through_is_white_and_nothing_is_hidden_behind_it(vault):
    clear = Image.new("RGBA", (50, 50), (200, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 10, 10))
    _, copy = examine(vault, made.saved(clear, "PNG"))
    image = Image.open(BytesIO(copy))
    assert image.mode == "RGB"
    assert image.getpixel((40, 40)) == (255, 255, 255)
    assert image.getpixel((5, 5)) == (0, 0, 255)


def test_a_great_photo_is_shown_smaller(vault):
    _, copy = examine(vault, made.jpeg((6_000, 3_000)))
    width, height = Image.open(BytesIO(copy)).size
    assert max(width, height) <= inside.LONGEST_SIDE
    assert abs(width / height - 2) < 0.01


def test_a_copy_of_a_pdf_is_pictures_of_its_pages_and_no_more(vault):
    original = made.pdf(3)
    assert "markerword" in text_of(original)
    _, copy = examine(vault, original)
    with pikepdf.open(BytesIO(copy)) as opened:
        assert len(opened.pages) == 3
        assert dict(opened.docinfo) == {} or "/Author" not in opened.docinfo
        assert set(opened.Root.keys()) == {"/Type", "/Pages"}
        assert all(
            set(page.Resources.keys()) <= {"/XObject", "/ExtGState"}
            for page in opened.pages
        )
    assert text_of(copy) == ""
    with pypdfium2.PdfDocument(copy) as shown:
        assert [round(side) for side in shown[0].get_size()] == [595, 842]
        darkest = shown[0].render(scale=1).to_pil().convert("L").getextrema()[0]
        assert darkest < 100  # the words are there to be read


def text_of(content):
    with pypdfium2.PdfDocument(content) as opened:
        return opened[0].get_textpage().get_text_range().strip()


def test_a_text_is_shown_without_what_turns_or_hides_it(vault):
    _, copy = examine(vault, "rang \u202egnihton\u202c\u200b, 2am\r\n".encode())
    assert copy.decode() == "rang \ufffdgnihton\ufffd\ufffd, 2am\r\n"


def test_what_is_cut_between_pieces_is_seen():
    looking = kinds.Looking()
    for some in (made.MP3, b"x" * 50, b"<scr", b"ipt>"):
        looking.add(some)
    with pytest.raises(Misrecorded, match="hidden"):
        kinds.kind_of(looking.seen())


def test_a_pdf_made_to_burst_ends_its_own_process_and_no_other(vault):
    bomb = made.pdf(change=made.pdf_bomb)
    assert len(bomb) < made.BOMB_SIDE**2 / 100
    with suppress(Misrecorded):
        _, copy = examine(vault, bomb)
        assert len(copy) < 1_000_000
    assert examine(vault, made.jpeg())[1]


def test_what_takes_too_long_is_refused(vault):
    kept = []
    with pytest.raises(Misrecorded, match="looked at safely"):
        look_into([made.pdf()], FileKind.PDF, keep=kept.append, seconds=0.01)
    assert kept == []


def test_a_copy_that_is_cut_off_is_not_kept(vault, monkeypatch, tmp_path):
    sent = sent_in(vault, made.jpeg())
    script = tmp_path / "dies"
    script.write_text(
        "#!/bin/sh\ncat >/dev/null; printf '\\nhalf a copy'; kill -9 $$\n"
    )
    script.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(script))
    with pytest.raises(Misrecorded, match="looked at safely"):
        examined(vault, sent, no_scanner)
    assert not vault.place.has(sent.file_id, copy=True)
    assert not vault.place.has(sent.file_id, copy=False)


def test_what_is_refused_in_a_process_of_its_own_is_told_as_here(vault):
    for content, says in (REFUSED["png-bomb"], REFUSED["pdf-launch"], REFUSED["zip"]):
        with pytest.raises(Misrecorded) as refused:
            examine(vault, content)
        assert str(refused.value) == says


def test_whoever_looks_into_a_file_is_limited():
    script = """
import signal
from asbreview.evidence_files.limits_of_a_look import limit

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit()
try:
    bytearray(1 << 31)
except MemoryError:
    print("no memory")
try:
    open("/tmp/written-by-a-look", "w").write("x" * 9_000)
except OSError:
    print("no file")
"""
    done = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "no memory\nno file\n"
