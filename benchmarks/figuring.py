"""The pages of figures, of many cases told over ten years: how long one is waited for.

python -m benchmarks.figuring 10000
python -m benchmarks.figuring --in DIR 10000 100000    DIR/100000 is used if it is there

Two cases are told by real commands, one to its end and one that is late; the others are
their likes, on other days, written straight into the tables that the figures read.  Of
those older than what is asked of, only what holds is written, and no history of it.
"""

import sqlite3
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid5

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.domain.days import local_day
from asbreview.installation import Installation, opened
from asbreview.settings import Settings
from asbreview.web.figures_board import SECTIONS
from benchmarks.likes import reference_of
from benchmarks.measuring import Figure, at_most, finish, machine, report, seconds
from benchmarks.serving import Served, open_sam, served
from desk import date_in
from journey import PROCEDURE, Journey

TIMES: Final = 40
TIMES_SLOW: Final = 5
SLOW: Final = 1.0  # seconds
YEARS: Final = 10
A_YEAR: Final = 365  # days
OPEN_ONE_IN: Final = 20
TABLES: Final = (
    "caseload",
    "deadlines",
    "followed",
    "timeline",
    "timeline_steps",
    "lives",
    "spans",
    "figures",
)
TOLD_ON: Final = date(2026, 4, 7)  # the outcome of the case that is told to its end
LIKES: Final = """CREATE TEMP TABLE likes
    (number INTEGER, case_id TEXT, reference TEXT, later TEXT, longer TEXT)"""
RECENT: Final = "WHERE number < (SELECT max(number) FROM likes) / 8"
LIVE: Final = """SELECT edition, projection FROM positions
    WHERE live AND ',' || tables || ',' LIKE ?"""
AIMS: Final = {10_000: 0.2, 100_000: 2.0}  # seconds, by how many cases there are
AIMS_OF_OTHERS: Final = {10_000: 2.0}  # ours: of these nothing was asked
SIDE_BY_SIDE: Final = {
    "Where the time goes, side by side": "/figures/time/by",
    "First time right, side by side": "/figures/again/by",
    "How soon bodies answered, side by side": "/figures/bodies/by",
}
OTHERS: Final = {
    "The return of s.104(9)": "/figures/return",
    "The expected flow": "/figures/conformance",
    "The report to the committee": "/figures/reports/committee",
}


class Rows(NamedTuple):
    """What a table holds of a case that was told, in the order it was written."""

    table: str
    columns: dict[str, str]
    rows: list[tuple[Any, ...]]

    @property
    def has_history(self) -> bool:
        """Whether it says of each row until when it held."""
        return "to_position" in self.columns


def fill(installation: Installation, cases: int) -> None:
    """Make the views hold so many cases of ten years, one in twenty of them open."""
    reviews, today = installation.reviews, local_day(installation.clock())
    Journey(reviews).stand()
    ended = Journey(reviews, 2).go()
    going = Journey(reviews, 3).apply().post(date(2026, 3, 3)).decide()
    installation.projector.catch_up()
    with closing(sqlite3.connect(installation.settings.data / "views.sqlite")) as db:
        db.execute(LIKES)
        for is_open, told in enumerate((ended, going)):
            likes = _likes(cases, told.case_id, today, is_open=bool(is_open))
            db.execute("DELETE FROM likes")
            db.executemany("INSERT INTO likes VALUES (?, ?, ?, ?, ?)", likes)
            for table in TABLES:
                _write(db, _told(db, table, told.case_id))
            db.commit()
        db.execute("ANALYZE")


def _likes(
    cases: int, case_id: UUID, today: date, *, is_open: bool
) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield each like: its ids, and by how many days it is later, and was longer."""
    for number in range(10, cases + 10):
        if (number % OPEN_ONE_IN == 0) is is_open:
            ago = number * YEARS * A_YEAR // (cases + 10)
            days = (today - TOLD_ON).days - (ago % 90 if is_open else ago)
            longer = number * 7919 % 23  # so that no two in a row took equally long
            own = uuid5(case_id, str(number)).hex
            yield number, own, reference_of(number), f"{days} days", f"-{longer} days"


def _told(db: sqlite3.Connection, table: str, case_id: UUID) -> Rows:
    edition, projection = db.execute(LIVE, [f"%,{table},%"]).fetchone()
    stored = table + edition.removeprefix(projection)
    columns = {c[1]: c[2] for c in db.execute(f"PRAGMA table_info({stored})")}
    asked = f"SELECT * FROM {stored} WHERE case_id = ? ORDER BY rowid"  # noqa: S608
    return Rows(stored, columns, db.execute(asked, [case_id.hex]).fetchall())


def _write(db: sqlite3.Connection, rows: Rows) -> None:
    """Write what a table holds of each like."""
    until = list(rows.columns).index("to_position") if rows.has_history else None
    for at, row in enumerate(rows.rows):
        which = "" if until is not None and row[until] is None else RECENT
        cells = [
            _cell(name, kind, is_first=at == 0) for name, kind in rows.columns.items()
        ]
        given = [value for value, cell in zip(row, cells, strict=True) if "?" in cell]
        db.execute(
            f"INSERT INTO {rows.table} SELECT {', '.join(cells)} FROM likes {which}",  # noqa: S608
            given,
        )


def _cell(name: str, kind: str, *, is_first: bool) -> str:
    """Say what a cell of a like holds; `?` is what that of the case told holds."""
    if name in {"case_id", "reference"}:
        return name
    if name == "position":
        return "? + 1000 * (number + 1)"
    if name == "departed":  # no two are alike, or one would be read for all
        return "replace(?, ' 2026', ' ' || number)"
    if kind != "DATE":
        return "?"
    begins = is_first and name in {"applied_on", "began_on"}
    return "date(?, later, longer)" if begins else "date(?, later)"


def figures(place: Path, cases: int) -> Iterator[Figure]:
    """Ask for each page of figures of the last year, by one client."""
    told = {"ASBREVIEW_DATA": str(place), "ASBREVIEW_SECRET": "s" * 32}
    if not place.exists():
        with opened(Settings.read(told)) as installation:
            open_sam(installation)
            filling = seconds(lambda: fill(installation, cases))
            yield Figure("filling the views", f"{cases / filling:,.0f} cases/s")
    with served(told) as server:
        for section in SECTIONS:
            aim = AIMS.get(cases)
            yield from _asked(server, section.title, section.address, aim, anew=20)
        for title, address in SIDE_BY_SIDE.items():
            yield from _asked(server, title, address, AIMS.get(cases), anew=20)
        for title, address in OTHERS.items():
            yield from _asked(server, title, address, AIMS_OF_OTHERS.get(cases), anew=5)
        yield Figure("memory of the server", f"{server.memory()} MiB")


def _asked(
    server: Served, title: str, address: str, aim: float | None, *, anew: int
) -> Iterator[Figure]:
    """Ask for a page again and again, and for so many periods not asked for before."""
    asked = [f"{address}?{_year_to(n)}" for n in range(anew + 1)]
    yield _page(server, title, asked[0], aim)
    yield _anew(server, asked[1:], aim)


def _year_to(ago: int) -> str:
    """Ask for a year up to a day so long ago."""
    today = date.today()  # noqa: DTZ011  of the machine, as the server's
    to = today - timedelta(ago)
    days = date_in("from_on", to - timedelta(A_YEAR - 1)) | date_in("to_on", to)
    return urlencode({"area": PROCEDURE, **days})


def _page(server: Served, title: str, asked: str, aim: float | None) -> Figure:
    ask = server.getting(asked)()
    first = seconds(ask)
    times = TIMES if first < SLOW else TIMES_SLOW
    begun = server.processor_seconds()
    waits = [seconds(ask) for _ in range(times)]
    used = (server.processor_seconds() - begun) / times
    first_time = f"{1e3 * first:,.0f} ms the first time"
    return _figure(title, waits, used, aim, f"; {first_time}")


def _anew(server: Served, asked: list[str], aim: float | None) -> Figure:
    """Ask for the page of other periods, each of which was never asked for before."""
    waits, begun = list[float](), server.processor_seconds()
    for each in asked:
        waits.append(seconds(server.getting(each)()))
    used = (server.processor_seconds() - begun) / len(asked)
    return _figure("the same, never asked before", waits, used, aim)


def _figure(
    what: str, waits: list[float], used: float, aim: float | None, besides: str = ""
) -> Figure:
    p95 = at_most(waits, 0.95)
    return Figure(
        what,
        f"{1e3 * median(waits):,.0f} and {1e3 * p95:,.0f} ms",
        f"{1e3 * used:,.0f} ms of processor{besides}",
        "" if aim is None else f"p95 under {1e3 * aim:,.0f} ms",
        None if aim is None else p95 < aim,
    )


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.figuring")
    parser.add_argument("cases", type=int, nargs="*", default=[10_000])
    parser.add_argument("--in", dest="folder", type=Path)
    given = parser.parse_args()
    print(machine())
    with TemporaryDirectory() as temporary:
        for cases in given.cases:
            place = (given.folder or Path(temporary)) / str(cases)
            report(f"Pages of figures, {cases:,} cases", figures(place, cases))
    finish()
