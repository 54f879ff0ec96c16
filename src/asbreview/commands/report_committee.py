"""`asbreview report committee`: the report to the scrutiny committee."""

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
@click.option("--area", required=True, help="The area, by its name or by its id.")
@of_a_period
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
    period = period_asked(from_, to)
    must_be_new(pdf)
    with asked() as installation, told_in_a_sentence():
        making = making_of(installation, instant)
        with installation.views.connect() as db:
            area_id = area_asked(installation, db, area)
        period = period or quarter_before(making, area_id)
        report = making.committee(area_id, period)
    give(report, pdf)
