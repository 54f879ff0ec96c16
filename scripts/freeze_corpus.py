"""Freezes a whole small installation, as this release writes it, for later releases.

Run once at each release, and commit both files with it:

    PYTHONPATH=tests .venv/bin/python scripts/freeze_corpus.py 1.0.0

A corpus is kept for ever and never written again: whatever any release has stored must
be opened by each later one, brought up to date, and tell the same.  The people in it
are invented, and its keys lie beside it.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from desk import desk  # type: ignore[import-not-found]
from frozen_story import FACTS, tell  # type: ignore[import-not-found]

FROZEN: Final = Path(__file__).resolve().parent.parent / "tests" / "frozen"
NOT_KEPT: Final = ("in-use", "views.sqlite")


def main() -> None:
    """Write the corpus of the release that is named; one that is there stays."""
    (name,) = sys.argv[1:]
    corpus, facts = FROZEN / f"{name}.zip", FROZEN / f"{name}.json"
    if corpus.exists():
        sys.exit(f"{corpus} is there already, and is never written again.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "data"
        with desk(folder) as at:
            cases = [str(case_id) for case_id in tell(at)]
        FROZEN.mkdir(exist_ok=True)
        with ZipFile(corpus, "x", ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.name.startswith(NOT_KEPT):
                    packed.write(path, path.relative_to(folder))
    told = json.dumps(FACTS | {"ids": cases}, indent=2, ensure_ascii=False)
    facts.write_text(f"{told}\n", "utf-8")
    sys.stdout.write(f"Written: {corpus} ({corpus.stat().st_size:,} bytes)\n")


if __name__ == "__main__":
    main()
