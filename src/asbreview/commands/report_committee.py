"""`asbreview report committee`: the report to the scrutiny committee."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from asbreview.commands.area_asked import area_asked
from asbreview.commands.asking import as_of_option, asked, position_of
from asbreview.commands.calendar import told_in_a_sentence
from asbreview.domain.days import local_day
from asbreview.domain.reporting_period import Period
from asbreview.installation import Installation
from asbreview.reports.document import Block, Drawn, Points, Report, Table
from asbreview.reports.making import Making
from asbreview.reports.periods import last_quarter
from asbreview.reports.printing import printed_report

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])
BOTH: Final = "Give the first day and the last, or neither for the last quarter."


@click.command()
@click.option("--area", required=True, help="The area, by its name or by its id.")
@click.option("--from", "from_", type=DAY, help="The first day.")
@click.option("--to", type=DAY, help="The last day.")
@as_of_option
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file to write it into as PDF; else it is printed as text.",
)
def committee(
    area: str,
    from_: datetime | None,
    to: datetime | None,
    instant: datetime | None,
    pdf: Path | None,
) -> None:
    """Make the report to the scrutiny committee on an area's quarter, or any period.

    At first the last quarter that is over, of the year as the procedures begin it.
    """
    if (from_ is None) != (to is None):
        raise click.UsageError(BOTH)
    if from_ and to and to < from_:
        raise click.BadParameter("it must not be before --from", param_hint="--to")
    if pdf and pdf.exists():
        raise click.BadParameter(f"{pdf} is there already", param_hint="--pdf")
    period = Period(from_.date(), to.date()) if from_ and to else None
    with asked() as installation, told_in_a_sentence():
        report = _made(installation, area, period, instant)
    if pdf:
        pdf.write_bytes(printed_report(report))
        click.echo(f"Written into {pdf}")
        return
    for line in as_text(report):
        click.echo(line)


def _made(
    installation: Installation,
    area: str,
    period: Period | None,
    instant: datetime | None,
) -> Report:
    with installation.views.connect() as db:
        area_id = area_asked(installation, db, area)
    at = instant or installation.clock()
    making = Making(
        installation.reviews,
        installation.views,
        installation.reviews.recorder.position_as_of,
        at,
        local_day(at),
        position_of(installation, instant),
    )
    if period is None:
        reporting = making.procedure(area_id, making.on).reporting
        period = last_quarter(reporting, making.on)
    return making.committee(area_id, period)


def as_text(report: Report) -> Iterator[str]:
    """Yield a report as lines of text; of a chart what it says, and its numbers."""
    yield from (report.title, report.about, f"{report.for_whom}. {report.counted}.")
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
