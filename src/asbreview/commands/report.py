"""`asbreview report`: the figures that have to be published."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import click

from asbreview.commands.area_asked import area_asked
from asbreview.commands.asking import as_of_option, asked, position_of
from asbreview.commands.report_committee import committee
from asbreview.commands.report_county import county
from asbreview.commands.report_effectiveness import effectiveness
from asbreview.web.figures_told import BALANCE, STATUTORY, UNSAID
from projections.figures_counted import Counted, Figures
from projections.reporting import statutory

DAY = click.DateTime(formats=["%Y-%m-%d"])
WORDS = STATUTORY | UNSAID | BALANCE | STATUTORY  # the first words, once


@click.group()
def report() -> None:
    """Report figures, each with the cases that it counts."""


report.add_command(committee)
report.add_command(county)
report.add_command(effectiveness)


@report.command(name="statutory")
@click.option("--area", required=True, help="The area, by its name or by its id.")
@click.option("--from", "from_", type=DAY, required=True, help="The first day.")
@click.option("--to", type=DAY, required=True, help="The last day.")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def statutory_figures(
    area: str, from_: datetime, to: datetime, instant: datetime | None, *, as_json: bool
) -> None:
    """Report the figures of s.104(9) for an area and a period, both days included."""
    if to < from_:
        raise click.BadParameter("it must not be before --from", param_hint="--to")
    figures = _figures(area, from_.date(), to.date(), instant)
    if as_json:
        told = {
            "area": area,
            "from": from_.date().isoformat(),
            "to": to.date().isoformat(),
            "as_of": instant.isoformat() if instant else None,
            "figures": dict(_as_json(figures)),
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for sentence in _in_words(figures):
        click.echo(sentence)


def _figures(area: str, from_: date, to: date, instant: datetime | None) -> Figures:
    with asked() as installation:
        position = position_of(installation, instant)
        with installation.views.connect() as db:
            area_id = area_asked(installation, db, area)
            return statutory(db, area_id=area_id, from_=from_, to=to, as_of=position)


def _as_json(figures: Figures) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, (title, definition) in WORDS.items():
        cases: list[Counted] = getattr(figures, name)
        yield (
            name,
            {
                "title": title,
                "definition": definition,
                "n": len(cases),
                "cases": [case.reference for case in cases],
            },
        )


def _in_words(figures: Figures) -> Iterator[str]:
    for words in (STATUTORY, UNSAID, BALANCE):
        for name, (title, definition) in words.items():
            cases: list[Counted] = getattr(figures, name)
            yield f"{title}: {len(cases)}"
            yield f"    {definition}"
            if cases:
                yield f"    {', '.join(case.reference for case in cases)}"
    start, received = len(figures.open_at_start), len(figures.received)
    ended, at_end = len(figures.ended), len(figures.open_at_end)
    yield (
        f"{start} open at the start + {received} received = {start + received}"
        f" = {ended} reached an end + {at_end} open at the end"
    )
