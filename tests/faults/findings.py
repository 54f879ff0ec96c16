"""What an installation holds, once nobody uses it any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from asbreview.domain.letter.facts import LetterDrafted, LetterHandedOver, Status
from asbreview.installation import Installation
from asbreview.working import sender_of
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file


@dataclass(frozen=True)
class Line:
    """An event of the log, and where it stands."""

    position: int
    event: Any


def log_of(installation: Installation) -> list[Line]:
    reviews = installation.reviews
    found = reviews.recorder.select_notifications(1, 10**9)
    return [Line(n.id, reviews.mapper.to_domain_event(n)) for n in found]


def dumped(views: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of every projection."""
    tables = [t for projection in ALL for t in projection.kept.tables.sorted_tables]
    with views.connect() as db:
        return {
            table.name: sorted(map(tuple, db.execute(select(table))), key=repr)
            for table in tables
        }


def made_anew(installation: Installation, folder: Path) -> dict[str, Any]:
    """Return what the views hold when they are made from the log alone."""
    fresh = views_in_file(folder / "fresh.sqlite")
    try:
        Projector(installation.projector._events, fresh, ALL).catch_up()  # noqa: SLF001
        return dumped(fresh)
    finally:
        fresh.dispose()


def letters_in_queue(installation: Installation) -> Iterator[tuple[str, str]]:
    """Yield the name and the hash of each file that waits to be posted."""
    for file in sorted(installation.print_queue.glob("*.pdf")):
        yield file.name, sha256(file.read_bytes()).hexdigest()


def handed_over(installation: Installation, lines: list[Line]) -> dict[UUID, str]:
    """Return the letters that wait to be posted, and the hash of each."""
    drafted = [x.event for x in lines if isinstance(x.event, LetterDrafted)]
    letters = {
        e.originator_id: installation.reviews.letter(e.originator_id) for e in drafted
    }
    return {
        letter_id: letter.sha256
        for letter_id, letter in letters.items()
        if letter.status is Status.HANDED_OVER
    }


def times_handed_over(lines: list[Line]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for line in lines:
        if isinstance(line.event, LetterHandedOver):
            found[line.event.originator_id] = found.get(line.event.originator_id, 0) + 1
    return found


def finish_letters(installation: Installation) -> None:
    """Take every letter as far as it goes, as the next start of the server would."""
    sender_of(installation).run_once(installation.clock())
