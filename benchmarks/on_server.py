"""Pages on PostgreSQL, beside those in files, and of as many cases as are copied up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from asbreview.copying import copied
from asbreview.copying.in_folder import Folder
from asbreview.copying.on_server import Server
from asbreview.installation import opened
from asbreview.settings import Settings
from benchmarks.asking import Held
from benchmarks.asking import figures as asked
from benchmarks.measuring import Figure, seconds
from benchmarks.serving import open_sam
from journey import Journey
from postgres_server import on_a_server, programs, shared_server

CASES: Final = 40  # more than a page of the queue shows


def figures() -> Iterator[Figure]:
    """Measure the pages of both, if PostgreSQL's programs are there."""
    if programs() is None:
        return
    with TemporaryDirectory() as folder:
        yield from asked([_in_files(Path(folder)), _on_server(Path(folder))])


def figures_of_copies(every: list[Held]) -> Iterator[Figure]:
    """Copy installations to PostgreSQL, make their views there, and ask for pages."""
    with TemporaryDirectory() as folder:
        up = []
        for number, held in enumerate(every):
            place = Path(folder) / str(number)
            one = held._replace(settings=held.settings | _databases(place))
            yield from _copied(held, one)
            up.append(one)
        yield from asked(up)


def _databases(folder: Path) -> dict[str, str]:
    log, keys = (shared_server().new_database() for _ in range(2))
    return {
        "ASBREVIEW_DATA": str(folder),
        "ASBREVIEW_DATABASE_URL": shared_server().address(log),
        "ASBREVIEW_KEYS_DATABASE_URL": shared_server().address(keys),
    }


def _copied(held: Held, up: Held) -> Iterator[Figure]:
    first, then = Settings.read(held.settings), Settings.read(up.settings)
    copying = seconds(
        lambda: copied(Folder(first), Server(then), progress=lambda *_: None)
    )
    with opened(then) as installation:
        making = seconds(installation.projector.catch_up)
        end = installation.reviews.end_of_log()
    told = f"{end:,} events: copied and compared in {copying:.0f} s"
    yield Figure(f"{held.called} up to PostgreSQL", f"{told}, views {making:.0f} s")


def _in_files(folder: Path) -> Held:
    told = {"ASBREVIEW_DATA": str(folder / "files"), "ASBREVIEW_SECRET": "s" * 32}
    return Held("files", told, _cases_in(Settings.read(told)))


def _on_server(folder: Path) -> Held:
    told = {"ASBREVIEW_DATA": str(folder / "server"), "ASBREVIEW_SECRET": "s" * 32}
    settings = on_a_server(Settings.read(told))
    told |= {
        "ASBREVIEW_DATABASE_URL": settings.database,
        "ASBREVIEW_KEYS_DATABASE_URL": settings.keys_database,
    }
    return Held("PostgreSQL", told, _cases_in(replace(settings)))


def _cases_in(settings: Settings) -> list[str]:
    """Tell cases that wait for a body's answer, and return their references."""
    references = []
    with opened(settings) as installation:
        open_sam(installation)
        reviews = installation.reviews
        Journey(reviews).stand()
        for number in range(2, CASES + 2):
            case = Journey(reviews, number).apply().post(date(2026, 3, 3))
            case.decide().post(date(2026, 3, 9)).ask()
            references.append(reviews.case(case.case_id).trigger.reference)
        installation.projector.catch_up()
    return references
