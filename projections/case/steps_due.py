"""What falls due first on a case, the day of its next step, and what to do about both.

They are often not the same: a promise falls due while the case waits for a body.
"""

from collections.abc import Iterable
from typing import Final

from asbreview.domain.procedure import Anchor, Binds, Procedure
from projections.case.runs import ACTION
from projections.case.stages import Standing
from projections.held import Row

ABOUT: Final = {
    Anchor.REQUEST: "Get the answer of {} to a request for information",
    Anchor.RECOMMENDATION: "Get the answer of {} to a recommendation",
}
"""What is to be done here about what a body has to do."""


def first_due(rows: Iterable[Row]) -> Row | None:
    """Return the earliest deadline that is open and is not the applicant's."""
    return min(_ours(rows), key=lambda r: (r["due_on"], r["timer_id"]), default=None)


def due_of_step(now: Standing, rows: Iterable[Row]) -> Row | None:
    """Return the deadline that the next step of a case meets; nothing if it has none.

    Of several the first that the step names; of a body that is waited for, its own.
    """
    ours = [r for r in _ours(rows) if now.body_id in {None, r["body_id"]}]
    for timer_id in now.meets:
        own = [row for row in ours if row["timer_id"] == timer_id]
        if own:
            return min(own, key=lambda row: row["due_on"])
    return None


def what_to_do(
    says: str, timer_id: str, procedure: Procedure, body_name: str | None
) -> str:
    """Say what is to be done here about a deadline: what a body owes is got from it."""
    if body_name is None:
        return says
    if timer_id == ACTION:
        what = f"{says[:1].lower()}{says[1:]}".removeprefix("carry out ")
        return f"Get news of {what} of {body_name}"
    timer = procedure.timer(timer_id)
    words = ABOUT.get(timer.starts) if timer else None
    return words.format(body_name) if words else says


def _ours(rows: Iterable[Row]) -> list[Row]:
    return [
        row
        for row in rows
        if row["is_open"] and row["due_on"] and row["binds"] is not Binds.APPLICANT
    ]
