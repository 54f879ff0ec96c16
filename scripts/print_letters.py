"""Prints every kind of letter in every form, of one case, into a folder to be read.

.venv/bin/python scripts/print_letters.py FOLDER
"""

import sys
from pathlib import Path

from asbreview.domain.circumstances import LetterFormat
from asbreview.letters.pdf import printed
from asbreview.letters.plain_text import as_plain_text
from scripts.letters_measured import letters

FORMS = (None, LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ)


def main(folder: Path) -> None:
    """Write a PDF of each letter in each form, and its words as plain text."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in FORMS:
        for kind, document in letters(form):
            name = f"{kind}.{form or 'standard'}".replace(" ", "-")
            made = printed(document)
            (folder / f"{name}.pdf").write_bytes(made.pdf)
            (folder / f"{name}.txt").write_text(as_plain_text(document), "utf-8")
            print(f"{name}.pdf: {made.pages} pages")


if __name__ == "__main__":
    if len(sys.argv) != len(["program", "folder"]):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
