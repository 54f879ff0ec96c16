"""Earlier cases of a demonstration, as the spreadsheet held them before the program.

Some say everything, and others what a spreadsheet says: a decision without its day, a
review of which nobody wrote how it ended.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Final

from asbreview.demonstration.play import Play
from asbreview.domain.days import DAY, local_day
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.reporting_period import reporting_period
from asbreview.incident_lists.reading import read_list
from asbreview.installation import Installation
from asbreview.past_lists.understanding import guessed, understood_past
from asbreview.reviews.past import PastTold

HEADINGS: Final = (
    "Ref",
    "Received",
    "Type",
    "Parish",
    "Decision date",
    "Decision",
    "Reviewed",
    "Recommendations",
    "Closed",
    "Status",
    "Applicant",
    "Address",
)
DAYS: Final = frozenset({"Received", "Decision date", "Reviewed", "Closed"})
BEFORE: Final = """\
02,702,noise,Ely,688,Met,655,3,641,Closed,Mrs Ottoline Garrod,"4 Octagon Piece, Ely"
05,660,vehicles,Littleport,645,Not met,,,640,Closed,Mr Ivor Tansley,"11 Bogoak Road"
09,598,neighbour dispute,Soham,580,Met,541,1,520,Closed,Ms B Ouseby,"7 Damson Drift"
11,571,drugs,Ely,,Met,,Yes,,,Mr Alban Quern,
03,455,noise,Sutton,440,Met,402,0,390,Closed,Mrs Dilys Hempsall,"2 Skylark Holt"
04,431,damage or litter,Burwell,,,,,425,Withdrawn,Mr Rufus Candlin,"9 Lodeside Loop"
08,390,neighbour dispute,Ely,372,Not met,,,366,Closed,Miss W Sallow,"3 Saltlode Street"
10,141,noise,Haddenham,120,Met,38,2,-41,Closed,Mr Emrys Fettle,"5 Millbeam Lane"
"""
"""What it held; its days are counted back from when the last reporting year began.

The last was closed in that year: the figures of it are others, once it is brought in.
"""


def bring_in_the_past(installation: Installation, play: Play) -> None:
    """Bring in the cases that the area of the installation had kept in a spreadsheet.

    By whoever has the case of *play*, and after figures were published.
    """
    area_id = installation.settings.procedure
    reviews, signed = installation.reviews, play.signed()
    today = local_day(signed.at)
    reporting = reviews.procedure_in_force(area_id, today).reporting
    current = reporting_period(reporting, today)
    last = reporting_period(reporting, current.from_ - DAY)
    given = read_list(_spreadsheet(last.from_).encode())
    columns = PastColumns(**guessed(given.headings))
    lines = understood_past(
        given,
        columns,
        on=today,
        there_already=lambda reference: reviews.past_there(area_id, reference),
    )
    reviews.import_past(
        area_id,
        cases={x.line: PastTold(*x.case) for x in lines if x.case and x.is_new},
        headings=given.headings,
        columns=columns,
        signed=signed,
    )


def _spreadsheet(year_from: date) -> str:
    written = StringIO()
    csv.writer(written).writerows([HEADINGS, *_lines(year_from)])
    return written.getvalue()


def _lines(year_from: date) -> Iterator[list[str]]:
    for number, *cells in csv.reader(StringIO(BEFORE)):
        line = [
            _day(year_from, cell) if HEADINGS[at] in DAYS else cell
            for at, cell in enumerate(cells, 1)
        ]
        received = year_from - timedelta(int(cells[0]))
        yield [f"CT {number}/{received:%y}", *line]


def _day(year_from: date, before: str) -> str:
    return f"{year_from - timedelta(int(before)):%d/%m/%Y}" if before else ""
