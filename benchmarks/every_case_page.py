"""Each page of a case of a thousand events as of any instant, in files and on a server.

Each page is asked for several times at each of some instants, the last of them after a
thousand events.  Other work on the machine only adds to a wait, so of each instant the
shortest is taken; of all instants, the longest.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from asbreview.domain.contact.facts import Direction
from asbreview.domain.people import Channel
from asbreview.installation import Installation, opened
from asbreview.settings import Settings
from benchmarks.measuring import Figure, at_most, seconds
from benchmarks.replaying import lengthen
from benchmarks.serving import BY_PASSWORD_ALONE, Served, open_sam, served
from desk import pages_of
from journey import HandClock, Journey
from pages_of_then import OF_A_CASE, filled, left_open, pages_of_then
from postgres_server import on_a_server, programs
from projections.letters import letters_of
from web.test_every_form import Another

EVENTS: Final = 1_000
INSTANTS: Final = 12
TIMES: Final = 6
AIM: Final = 0.1  # seconds
BEGUN: Final = date(2026, 3, 2)
OK: Final = 200
WHOLE: Final = ("/history?all=yes", "/chronology?all=yes")
"""Printed as proofs, with every line: without an aim."""


class Told(NamedTuple):
    """A case: where it is kept, its pages with an instant to fill in, and instants."""

    called: str
    settings: dict[str, str]
    pages: list[str]
    instants: list[str]


class Taken(NamedTuple):
    """What a page took at its slowest instant, in seconds, and the 0.95 of all waits.

    `processor` is the mean of all answers.
    """

    page: str
    longest: float
    most: float
    processor: float


def figures(folder: Path) -> Iterator[Figure]:
    """Measure every page of the case, of each kind of database that is there."""
    for held in _both(folder):
        with served(held.settings) as server:
            shown = [page for page in held.pages if _is_shown(server, page, held)]
            taken = [_of_page(server, page, held.instants) for page in shown]
        what = f"a case of {EVENTS:,} events, {held.called}"
        yield Figure(f"{what}: pages that show what was", f"{len(taken)}")
        for each in sorted(taken, key=lambda one: -one.longest):
            yield _figure(each, held)


def _both(folder: Path) -> Iterator[Told]:
    told = {"ASBREVIEW_SECRET": "s" * 32} | BY_PASSWORD_ALONE
    yield _lengthened("in files", told | {"ASBREVIEW_DATA": str(folder / "files")})
    if programs() is not None:
        there = told | {"ASBREVIEW_DATA": str(folder / "server")}
        settings = on_a_server(Settings.read(there))
        there |= {
            "ASBREVIEW_DATABASE_URL": settings.database,
            "ASBREVIEW_KEYS_DATABASE_URL": settings.keys_database,
        }
        yield _lengthened("on PostgreSQL", there)


def _lengthened(called: str, told: dict[str, str]) -> Told:
    """Make a case on which there is something of everything, and then lengthen it."""
    with opened(Settings.read(told)) as installation:
        open_sam(installation)
        reviews = installation.reviews
        Journey(reviews).stand()
        begun = reviews.end_of_log()
        case = Another(SimpleNamespace(reviews=reviews, clock=HandClock(BEGUN)))
        after = reviews.end_of_log()
        turn = 0
        while reviews.end_of_log() - begun < EVENTS:
            lengthen(reviews, case, turn)
            _ring(case, turn)
            turn += 1
        installation.projector.catch_up()
        pages = [*_pages(installation, case), *_questions(case)]
        return Told(called, told, pages, _instants(installation, after))


def _ring(case: Another, turn: int) -> None:
    case.reviews.make_contact(
        case.case_id,
        person_id=case.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=date(2026, 4, 2),
        said=f"It goes on, {turn}",
        signed=case.signed(date(2026, 4, 3)),
    )


def _pages(installation: Installation, told: Another) -> Iterator[str]:
    """Yield every page of the case that has all its address leaves open."""
    case = told.case
    has = {name: list(of(case)) for name, of in OF_A_CASE.items()}
    with installation.views.connect() as db:
        letters = [letter.letter_id for letter in letters_of(db, case.case_id)]
    has["letter_id"] = sorted(letters)
    for path in pages_of_then(pages_of(installation), {}):
        names = left_open(path)
        if path.startswith("/cases/") and all(has.get(name) for name in names):
            ids: dict[str, UUID | str] = {name: has[name][0] for name in names}
            yield f"{filled(path, ids)}?as_of={{instant}}"


def _questions(told: Another) -> Iterator[str]:
    """Yield what is asked of pages that answer only what they are asked."""
    case = f"/cases/{told.case.trigger.reference}"
    first = urlencode({"from": f"{told.case.trigger.application.applied_on}"})
    yield f"{case}/history/between?{first}&to={{instant}}"
    yield f"{case}/history/known?on=2026-04-01&as_of={{instant}}"
    yield f"{case}/history?detail=yes&as_of={{instant}}"
    yield from (f"{case}{page}&as_of={{instant}}" for page in WHOLE)


def _instants(installation: Installation, after: int) -> list[str]:
    """Return instants at which something was recorded, the last of them the last."""
    end = installation.reviews.end_of_log()
    chance = Random(7)  # noqa: S311  which, is no secret
    positions = [chance.randint(after + 1, end) for _ in range(INSTANTS - 1)]
    rows = (
        next(iter(installation.reviews.recorder.rows(p - 1, up_to=p, limit=1)))
        for p in [*sorted(positions), end]
    )
    return [row.recorded_at.decode().replace("+", "%2B") for row in rows]


def _is_shown(server: Served, page: str, held: Told) -> bool:
    """Say whether a page is there: a form that records is of no past, and refused."""
    return server.visitor.get(page.format(instant=held.instants[-1])).status_code == OK


def _of_page(server: Served, page: str, instants: list[str]) -> Taken:
    begun = server.processor_seconds()
    waits: dict[str, list[float]] = {instant: [] for instant in instants}
    for _, instant in product(range(TIMES), instants):
        ask = server.getting(page.format(instant=instant))()
        waits[instant].append(seconds(ask))
    used = (server.processor_seconds() - begun) / (TIMES * len(instants))
    every = [wait for each in waits.values() for wait in each]
    longest = max(map(min, waits.values()))
    return Taken(page, longest, at_most(every, 0.95), used)


def _figure(taken: Taken, held: Told) -> Figure:
    path, _, query = taken.page.partition("?")
    below = "/".join(
        "…" if len(part) == len(str(UUID(int=0))) else part
        for part in path.split("/")[3:]
    )
    asked = query.split("&")[0].partition("=")[0]
    name = f"{below or 'its first page'}{'' if asked == 'as_of' else f', {asked}'}"
    aim = None if asked == "all" else AIM
    return Figure(
        f"{held.called}: {name}",
        f"{1e3 * taken.longest:.0f} ms at its slowest instant",
        f"p95 of all waits {1e3 * taken.most:.0f} ms;"
        f" {1e3 * taken.processor:.0f} ms of processor",
        "" if aim is None else f"at most {1e3 * aim:.0f} ms",
        None if aim is None else taken.longest <= aim,
    )
