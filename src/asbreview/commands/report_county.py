"""`asbreview report county`: the report to the local policing body."""

from datetime import datetime
from pathlib import Path

import click

from asbreview.commands.area_asked import area_asked
from asbreview.commands.asking import asked
from asbreview.commands.calendar import told_in_a_sentence
from asbreview.commands.report_given import (
    give,
    making_of,
    must_be_new,
    of_a_period,
    period_asked,
    quarter_before,
)


@click.command()
@click.option(
    "--area",
    "areas",
    required=True,
    multiple=True,
    help="An area, by its name or by its id; give it as often as there are areas.",
)
@of_a_period
def county(
    areas: tuple[str, ...],
    from_: datetime | None,
    to: datetime | None,
    instant: datetime | None,
    pdf: Path | None,
) -> None:
    """Make the report to the local policing body: several areas side by side.

    At first on the last quarter that is over, as the first of the areas counts it.
    """
    period = period_asked(from_, to)
    must_be_new(pdf)
    with asked() as installation, told_in_a_sentence():
        making = making_of(installation, instant)
        with installation.views.connect() as db:
            ids = [area_asked(installation, db, area) for area in areas]
        period = period or quarter_before(making, ids[0])
        report = making.county(dict.fromkeys(ids), period)
    give(report, pdf)
