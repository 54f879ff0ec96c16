"""Putting pages and pictures of files where a laid-out pack has a dot for each.

What stands on each page, its number, its tags and what is read aloud of a picture were
made by the layout; only the dot is exchanged for what is to be seen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO, Final, NamedTuple
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from asbreview.domain.evidence.files import FileKind
from asbreview.packs.document import Attached

PNG_HEAD: Final = 8  # bytes, before the first part of a PNG
PNG_RGB: Final = (8, 2, 0)  # bits, colours and interlacing that a PDF takes as they are


class ToShow(NamedTuple):
    """The viewing copy of a file, and what kind of file it is of."""

    kind: FileKind
    read: Callable[[], bytes]


class Where(NamedTuple):
    """A page of a file, by the file and the page's number from one."""

    file_id: UUID
    number: int


def shapes(kind: FileKind, copy: bytes) -> list[tuple[float, float]]:
    """Return the width and height of each page of a viewing copy, or of the picture."""
    if kind is FileKind.PDF:
        with pikepdf.open(BytesIO(copy)) as pdf:
            return [_shape(page) for page in pdf.pages]
    with Image.open(BytesIO(copy), formats=("JPEG", "PNG")) as image:
        return [(float(image.width), float(image.height))]


def appended(
    laid_out: bytes,
    sheets: list[Where],
    files: Mapping[UUID, ToShow],
    to: BinaryIO,
    attached: Iterable[Attached] = (),
) -> None:
    """Write the pack with each dot exchanged for its page: *sheets* in their order.

    What is *attached* to it lies inside it, under its name.
    """
    with pikepdf.open(BytesIO(laid_out)) as pack:
        there = dict(_dots(pack))
        for file_id, numbers in _by_file(sheets).items():
            shown = files[file_id]
            drawn = _drawn(pack, shown.kind, shown.read())
            for index, number in numbers:
                pictures, name = there[index]
                pictures[name] = drawn(number)
        for each in attached:
            pack.attachments[each.name] = pikepdf.AttachedFileSpec(
                pack,
                each.content,
                filename=each.name,
                description=each.says,
                mime_type=each.kind,
                creation_date="",
                mod_date="",
            )
        modes = pikepdf.ObjectStreamMode
        pack.save(to, object_stream_mode=modes.generate, deterministic_id=True)


def _by_file(sheets: list[Where]) -> dict[UUID, list[tuple[int, int]]]:
    found: dict[UUID, list[tuple[int, int]]] = {}
    for index, sheet in enumerate(sheets):
        found.setdefault(sheet.file_id, []).append((index, sheet.number))
    return found


def _dots(pack: Pdf) -> Iterator[tuple[int, tuple[Any, str]]]:
    """Yield each dot by its number: the pictures of its page, and its name there."""
    for page in pack.pages:
        pictures: Any = page.Resources.get("/XObject", Dictionary())
        own = Dictionary(pictures)
        for name, picture in pictures.items():
            if picture.get("/Subtype") == Name.Image and picture.get("/Width") == 1:
                dot = picture.read_bytes()
                yield int.from_bytes(dot[:3], "big"), (own, name)
        if len(own.keys()):
            resources: Any = page.Resources
            page.Resources = Dictionary(resources)
            page.Resources.XObject = own


def _drawn(pack: Pdf, kind: FileKind, copy: bytes) -> Callable[[int], Any]:
    """Return what draws a page of a file, each page once."""
    if kind is FileKind.PDF:
        theirs = pikepdf.open(BytesIO(copy))
        return lambda number: _as_form(pack, theirs, number - 1)
    picture = _jpeg(pack, copy) if kind is not FileKind.PNG else _png(pack, copy)
    return lambda _: picture


def _as_form(pack: Pdf, theirs: Pdf, at: int) -> Any:
    """Return a page as a form that is drawn in the square of one by one."""
    page = theirs.pages[at]
    width, height = _shape(page)
    left, low = (float(page.mediabox[0]), float(page.mediabox[1]))
    form = pack.copy_foreign(page.as_form_xobject())
    form.Matrix = Array([1 / width, 0, 0, 1 / height, -left / width, -low / height])
    return form


def _shape(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(edge) for edge in page.mediabox)
    return max(right - left, 1.0), max(high - low, 1.0)


def _jpeg(pack: Pdf, copy: bytes) -> Any:
    with Image.open(BytesIO(copy), formats=("JPEG",)) as image:
        colours = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
        size = image.size
    return _picture(pack, copy, size, colours, Filter=Name.DCTDecode)


def _png(pack: Pdf, copy: bytes) -> Any:
    """Take over the packed dots of a PNG as they are, and nothing else of it."""
    head, packed = _parts_of_png(copy)
    width, height = (int.from_bytes(head[n : n + 4], "big") for n in (0, 4))
    if (head[8], head[9], head[12]) != PNG_RGB:
        return _png_drawn_anew(pack, copy)
    how = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=width)
    told = {"Filter": Name.FlateDecode, "DecodeParms": how}
    return _picture(pack, packed, (width, height), Name.DeviceRGB, **told)


def _png_drawn_anew(pack: Pdf, copy: bytes) -> Any:
    with Image.open(BytesIO(copy), formats=("PNG",)) as image:
        dots = image.convert("RGB")
        return _picture(pack, dots.tobytes(), dots.size, Name.DeviceRGB)


def _parts_of_png(copy: bytes) -> tuple[bytes, bytes]:
    """Return the head of a PNG and its packed dots, and leave all else."""
    at, head, packed = PNG_HEAD, b"", []
    while at < len(copy):
        length = int.from_bytes(copy[at : at + 4], "big")
        kind, content = copy[at + 4 : at + 8], copy[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            head = content
        elif kind == b"IDAT":
            packed.append(content)
        at += length + 12
    return head, b"".join(packed)


def _picture(
    pack: Pdf, content: bytes, size: tuple[int, int], colours: Name, **told: Any
) -> Any:
    width, height = size
    picture = Stream(
        pack,
        content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=colours,
        BitsPerComponent=8,
        **told,
    )
    return pack.make_indirect(picture)
