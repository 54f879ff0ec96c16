"""The letters of a case that are held back, as tasks: those that hold no more, last."""

from collections.abc import Iterable, Iterator

from asbreview.domain.letter.facts import Status as LetterStatus
from asbreview.domain.letter.written import holds_no_more
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.task_list import Status, Task
from projections.case.letters_to_do import to_do
from projections.letters import LetterRow, letters_of


def letters_to_look_at(
    view: CaseView, given: Installation
) -> tuple[list[Task], list[Task]]:
    """Return what is to be done about letters held back, and about those for good."""
    with given.views.connect() as db:
        rows = letters_of(db, view.case.case_id, as_of=view.position)
    held = [row for row in reversed(rows) if row.status is LetterStatus.HELD]
    over = [row for row in held if _is_over(row)]
    return list(_tasks(row for row in held if row not in over)), list(_tasks(over))


def _is_over(row: LetterRow) -> bool:
    return holds_no_more(row.kind, row.status, row.held_because)


def _tasks(rows: Iterable[LetterRow]) -> Iterator[Task]:
    for row in rows:
        verb = to_do(row.kind, row.status, row.held_because)
        says = f"Held back because {row.held_because}" if row.held_because else ""
        yield Task(verb, Status.IN_PROGRESS, says, f"/letters/{row.letter_id}")
