"""`asbreview letters`: the letters that have not gone, and which need a person."""

import json
from collections.abc import Iterable
from typing import Any, Final

import click

from asbreview.commands.asking import asked
from asbreview.domain.letter.facts import Status
from projections.letters import LetterRow, letters_that_are
from projections.queue import case_rows

NEEDS_A_PERSON: Final = frozenset({Status.HELD, Status.UNKNOWN})
NOT_GONE: Final = (
    Status.UNKNOWN,
    Status.HELD,
    Status.HANDED_OVER,
    Status.SENDING,
    Status.PREPARED,
    Status.DRAFTED,
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def letters(*, as_json: bool) -> None:
    """List the letters that have not gone, those that need a person first.

    Ends with 1 if any does: it is held back, or nobody can say whether it was sent.
    Those that are ready to post are listed, and are no finding. To whom a letter goes
    is left out: that is shown on the pages.
    """
    with asked() as installation, installation.views.connect() as db:
        rows = letters_that_are(db, *NOT_GONE)
        cases = case_rows(db, list({row.case_id for row in rows}))
        references = {case.case_id: case.reference for case in cases}
    told = sorted(
        (_told(row, references[row.case_id]) for row in rows),
        key=lambda each: not each["needs_a_person"],
    )
    if as_json:
        click.echo(json.dumps({"letters": told}, indent=2, ensure_ascii=False))
    else:
        for sentence in _in_words(told):
            click.echo(sentence)
    if any(each["needs_a_person"] for each in told):
        raise click.exceptions.Exit(1)


def _told(row: LetterRow, reference: str) -> dict[str, Any]:
    because = row.held_because if row.status is Status.HELD else None
    return {
        "letter": str(row.letter_id),
        "reference": reference,
        "kind": row.kind.value,
        "dated": row.dated.isoformat(),
        "status": row.status.value,
        "because": because.value if because else None,
        "way": row.way.value if row.way else None,
        "obstacle": row.obstacle.value if row.obstacle else None,
        "needs_a_person": row.status in NEEDS_A_PERSON,
    }


def _in_words(told: Iterable[dict[str, Any]]) -> Iterable[str]:
    lines = [
        f"{each['reference']}  {each['kind']}, dated {each['dated']}: {each['status']}"
        + "".join(f"; {each[why]}" for why in ("because", "obstacle") if each[why])
        + ("  [needs a person]" if each["needs_a_person"] else "")
        for each in told
    ]
    return lines or ["Every letter has gone."]
