"""`asbreview report effectiveness`: the assessment of the procedures (Sch.4 para 4)."""

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
)
from asbreview.reports.periods import last_year


@click.command()
@click.option("--area", required=True, help="The area, by its name or by its id.")
@of_a_period
def effectiveness(
    area: str,
    from_: datetime | None,
    to: datetime | None,
    instant: datetime | None,
    pdf: Path | None,
) -> None:
    """Make the assessment of an area's review procedures over a period.

    At first the last year that is over, as the procedures begin it.
    """
    period = period_asked(from_, to)
    must_be_new(pdf)
    with asked() as installation, told_in_a_sentence():
        making = making_of(installation, instant)
        with installation.views.connect() as db:
            area_id = area_asked(installation, db, area)
        reporting = making.procedure(area_id, making.on).reporting
        period = period or last_year(reporting, making.on)
        report = making.effectiveness(area_id, period)
    give(report, pdf)
