"""What a file was called is shown without what deceives; it never names anything."""

import pytest

from asbreview.evidence_files.names import LONGEST, NOT_CALLED, as_called


@pytest.mark.parametrize(
    ("sent", "called"),
    [
        ("noise diary.pdf", "noise diary.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Sam\\photo.jpg", "photo.jpg"),
        ("/home/sam/photo.jpg/", "photo.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),  # seen as "photoexe.jpg"
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("photo.jpg.exe", "photo.jpg.exe"),
        ("\u200b\ufeff", NOT_CALLED),
        ("", NOT_CALLED),
        ("...", NOT_CALLED),
        ("..", NOT_CALLED),
        (".htaccess", "htaccess"),
        ("x" * 500, "x" * LONGEST),
        ("cafe\u0301.pdf", "café.pdf"),
        ("<script>alert(1)</script>", "script>"),
        ("صورة.jpg", "صورة.jpg"),
    ],
)
def test_a_name_as_it_is_shown(sent, called):
    assert as_called(sent) == called
