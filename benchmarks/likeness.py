"""Whether views that are filled are those that the projector makes of the same log."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from asbreview.installation import opened
from asbreview.settings import Settings
from benchmarks.filling import fill

CASES: Final = 40


def must_be_alike() -> None:
    """Fill a few cases both ways; `RuntimeError` names the views that differ."""
    with TemporaryDirectory() as folder:
        told = {"ASBREVIEW_DATA": folder, "ASBREVIEW_SECRET": "s" * 32}
        views = Path(folder) / "views.sqlite"
        with opened(Settings.read(told)) as installation:
            fill(installation, CASES, views=True)
            filled = _rows(views)
            installation.projector.rebuild()
            made = _rows(views)
    differ = [name for name, rows in made.items() if rows != filled[name]]
    if differ:
        raise RuntimeError(f"The views that are filled differ: {', '.join(differ)}")


def _rows(views: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(views)) as db:
        shown = db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        return {
            name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608
            for (name,) in shown.fetchall()
        }
