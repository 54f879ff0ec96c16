"""What is read on the pages of a PDF, by the library that Chromium reads them with."""

import pypdfium2 as pdfium


def pages(pdf):
    """Return what is read on each page; *pdf* is its bytes, or its file."""
    with pdfium.PdfDocument(pdf) as read:
        return [
            " ".join(page.get_textpage().get_text_bounded().split()) for page in read
        ]


def words_on(pdf):
    """Return all that is read, one page after the other."""
    return " ".join(pages(pdf))
