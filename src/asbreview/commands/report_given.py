"""Making a report at the command line: of which period, as of when, and into what."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from asbreview.commands.asking import as_of_option, position_of
from asbreview.domain.days import local_day
from asbreview.domain.reporting_period import Period
from asbreview.installation import Installation
from asbreview.reports.document import Block, Drawn, Points, Report, Table
from asbreview.reports.making import Making
from asbreview.reports.periods import last_quarter
from asbreview.reports.printing import printed_report

F = TypeVar("F", bound=Callable[..., Any])
DAY: Final = click.DateTime(formats=["%Y-%m-%d"])
BOTH: Final = "Give the first day and the last, or neither for the last quarter."
PDF: Final = click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file to write it into as PDF; else it is printed as text.",
)


def of_a_period(command: F) -> F:
    """Let a command be asked for a period, as of an instant, and for a file."""
    for option in (
        PDF,
        as_of_option,
        click.option("--to", type=DAY, help="The last day."),
        click.option("--from", "from_", type=DAY, help="The first day."),
    ):
        command = option(command)
    return command


def period_asked(from_: datetime | None, to: datetime | None) -> Period | None:
    """Return the period asked for, if one was; wrong usage for half of one."""
    if from_ is None or to is None:
        if from_ or to:
            raise click.UsageError(BOTH)
        return None
    if to < from_:
        raise click.BadParameter("it must not be before --from", param_hint="--to")
    return Period(from_.date(), to.date())


def making_of(installation: Installation, instant: datetime | None) -> Making:
    """Return what reports are made from, as of an instant or of now."""
    at = instant or installation.clock()
    return Making(
        installation.reviews,
        installation.views,
        installation.reviews.recorder.position_as_of,
        at,
        local_day(at),
        position_of(installation, instant),
    )


def quarter_before(making: Making, area_id: str) -> Period:
    """Return the last quarter that is over, of the year as an area begins it."""
    reporting = making.procedure(area_id, making.on).reporting
    return last_quarter(reporting, making.on)


def must_be_new(pdf: Path | None) -> None:
    """Refuse (wrong usage) to write over what is there."""
    if pdf and pdf.exists():
        raise click.BadParameter(f"{pdf} is there already", param_hint="--pdf")


def give(report: Report, pdf: Path | None) -> None:
    """Write a report into a file as PDF, or print it as text."""
    if pdf:
        pdf.write_bytes(printed_report(report))
        click.echo(f"Written into {pdf}")
        return
    for line in as_text(report):
        click.echo(line)


def as_text(report: Report) -> Iterator[str]:
    """Yield a report as lines of text; of a chart what it says, and its numbers."""
    yield from (report.title, report.about, f"{report.for_whom}. {report.counted}.")
    yield report.what_it_is
    for section in report.sections:
        yield from ("", section.title.upper(), "")
        for block in section.blocks:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Points(points=points):
            yield from (f"* {point}" for point in points)
        case Table():
            yield block.caption
            for row in block.rows:
                told = zip(block.header[1:], row[1:], strict=True)
                said = ", ".join(f"{head}: {value}" for head, value in told)
                yield f"    {row[0]}: {said}"
        case Drawn():
            yield from (block.title, block.sentence)
            yield from _lines(block.table)
        case _:
            yield block.text
