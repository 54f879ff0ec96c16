"""Writes a golden file for each topic that has none: an event as it is stored today.

Run once when a new kind of event is made, and commit the file with it:

    PYTHONPATH=tests .venv/bin/python scripts/write_golden.py

A golden file is kept for ever and never written again: whatever any release has stored
must be readable.  What it seals is invented, and so is the key.
"""

import json
import tempfile
from pathlib import Path
from typing import Final

from everything import everything
from journey import opened

GOLDEN: Final = Path(__file__).resolve().parent.parent / "tests" / "golden"


def main() -> None:
    """Write what is missing, and say what was written."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as reviews:
        everything(reviews)
        for line in reviews.recorder.lines(0, limit=100_000):
            file = GOLDEN / f"{line.stored.topic}.json"
            if not file.exists():
                state = json.loads(line.stored.state)
                told = json.dumps(state, indent=2, ensure_ascii=False)
                file.write_text(f"{told}\n", encoding="utf-8")
                print(f"Written: {file.relative_to(GOLDEN.parent.parent)}")


if __name__ == "__main__":
    main()
