"""`asbreview timetable`: when is each step due, and why?"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from asbreview.commands.naming import procedure_option
from asbreview.domain.days import in_words
from asbreview.domain.errors import UnknownDay
from asbreview.domain.procedure import Anchor, Procedure, Timer
from asbreview.domain.timetable import Due, due
from asbreview.holidays import bundled_calendar

Started = tuple[Anchor, date]


class AnchorDay(click.ParamType[Started]):
    """What starts a timer, and the day it did: `receipt=2026-04-03`."""

    name = "anchor=day"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Started:
        """Return what started, and when; wrong usage where that cannot be read."""
        if isinstance(value, tuple):
            return value
        anchor, _, day = value.partition("=")
        if anchor not in set(Anchor):
            known = ", ".join(Anchor)
            self.fail(f"{anchor!r} starts no timer; it is one of: {known}", param, ctx)
        try:
            return Anchor(anchor), date.fromisoformat(day)
        except ValueError:
            self.fail(f"{day!r} is not a day such as 2026-04-03", param, ctx)


@click.command()
@procedure_option
@click.option(
    "--from",
    "started",
    type=AnchorDay(),
    required=True,
    multiple=True,
    metavar="ANCHOR=DAY",
    help="What has happened, and when, as receipt=2026-04-03; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def timetable(
    procedure: Procedure, started: tuple[Started, ...], *, as_json: bool
) -> None:
    """Say of each timer when it is due, counted day by day."""
    anchors = dict(started)
    if len(anchors) < len(started):
        raise click.BadParameter("the same anchor twice", param_hint="--from")
    try:
        counted = tuple(_counted(procedure, anchors.items()))
    except (UnknownDay, OverflowError) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if as_json:
        told = {"timers": [_told(timer, found) for timer, found in counted]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_words(procedure, counted)))


def _counted(
    procedure: Procedure, anchors: Iterable[Started]
) -> Iterator[tuple[Timer, Due]]:
    calendar, days = bundled_calendar(), dict(anchors)
    for timer in procedure.timers:
        if timer.starts in days:
            yield (
                timer,
                due(
                    timer,
                    started_on=days[timer.starts],
                    calendar=calendar,
                    day_zero=procedure.day_zero,
                ),
            )


def _told(timer: Timer, found: Due) -> dict[str, Any]:
    return {
        "id": timer.timer_id,
        "from": timer.starts,
        "length": timer.length,
        "unit": timer.unit,
        "before": timer.before,
        "due_on": found.due_on.isoformat(),
        "binds": timer.binds,
        "source": timer.origin,
        "reference": timer.reference,
        "ledger": [day.model_dump(mode="json") for day in found.ledger],
    }


def _words(procedure: Procedure, counted: Iterable[tuple[Timer, Due]]) -> Iterator[str]:
    yield f"{procedure.name}, version {procedure.version}"
    yield f"Started on a day nobody works, day zero is the {procedure.day_zero}."
    for timer, found in counted:
        yield ""
        yield f"{timer.timer_id}: {in_words(found.due_on)}"
        yield f"  {_length(timer)} ({timer.origin}: {timer.reference})"
        for day in found.ledger:
            mark = "+" if day.counts else " "
            yield f"  {mark} {in_words(day.on)}: {day.because}"


def _length(timer: Timer) -> str:
    direction = "before" if timer.before else "after"
    return f"{timer.length} {timer.unit} {direction} {timer.starts}"
