"""Lists of incidents as police and ECINS export them: read, or refused in words."""

from datetime import date
from time import process_time

import pytest

from asbreview.incident_lists.cells import cell_of, day_in
from asbreview.incident_lists.reading import UnreadableList, read_list

HEADINGS = ("Log no", "Date/Time", "Narrative")
LINE = ("CC-0012", "12/02/2026 23:40", "Drums, and “shouting”, £20 of damage")


def a_list(delimiter=",", *, end="\r\n", above="", rows=(LINE,)):
    def quoted(cell):
        return f'"{cell}"' if any(c in cell for c in ',;\t|"\n') else cell

    lines = [delimiter.join(map(quoted, each)) for each in (HEADINGS, *rows)]
    return above + end.join((*lines, ""))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_encoding_delimiter_and_line_end_is_read(delimiter, encoding, end):
    found = read_list(a_list(delimiter, end=end).encode(encoding))
    assert found.headings == HEADINGS
    ((line, cells),) = found.rows
    assert (line, cells) == (2, LINE)


def test_excels_own_first_line_is_none_of_the_list():
    found = read_list(a_list(";", above="sep=;\n").encode())
    assert found.headings == HEADINGS
    assert found.rows[0].line == 3


def test_lines_above_the_headings_and_empty_ones_are_left_out():
    above = "Incident export\n\nPrinted 1 March\n"
    found = read_list(a_list(above=above, end="\n").encode())
    assert found.headings == HEADINGS
    assert [row.line for row in found.rows] == [5]


def test_a_cell_may_have_lines_and_the_next_keeps_its_number():
    rows = (("A1", "1 Feb 2026", "Drums.\nThen shouting."), LINE)
    found = read_list(a_list(rows=rows).encode())
    assert [row.line for row in found.rows] == [2, 4]
    assert found.rows[0].cells[2] == "Drums.\nThen shouting."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"  \n \n", "is empty"),
        (b"PK\x03\x04rest", "a workbook, not a CSV"),
        (b"%PDF-1.7", "a PDF, not a CSV"),
        (b"<html><table>", "a web page, not a CSV"),
        (b"Narrative\nDrums\n", "Only one column was found"),
        (a_list(rows=()).encode(), "no line below them"),
        (b"12/02/2026,Drums\n13/02/2026,Shouting\n", "has to name the columns"),
        (b'Date,What\n01/02/2026,"Drums\n', "quotation marks do not close"),
        (b"a,b\n" + b"x" * 5_000_001, "larger than 5 megabytes"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content, says):
    with pytest.raises(UnreadableList, match=says):
        read_list(content)


def test_forty_thousand_lines_are_refused_with_their_number():
    content = a_list(rows=[LINE] * 40_000).encode()
    with pytest.raises(UnreadableList, match=r"has 40,000 lines, and at most 1,000"):
        read_list(content)


def test_a_thousand_are_taken():
    assert len(read_list(a_list(rows=[LINE] * 1_000).encode()).rows) == 1_000


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('="0012"', "0012"),
        ("'07700 900123", "07700 900123"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),  # a text like any other
        ("@SUM(A1)", "@SUM(A1)"),
        ("a\x00b\tc", "a b c"),
        ("  Drums \n ", "Drums"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_a_cell_is_a_text_and_nothing_is_computed(written, text):
    assert cell_of(written) == text


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12/02/2026", date(2026, 2, 12)),  # the day before the month
        ("03/04/2026 23:40:00", date(2026, 4, 3)),
        ("1-2-26", date(2026, 2, 1)),
        ("12.02.2026", date(2026, 2, 12)),
        ("12 Feb 2026", date(2026, 2, 12)),
        ("12-Feb-26", date(2026, 2, 12)),
        ("Thu 12 February 2026", date(2026, 2, 12)),
        ("2026-02-12", date(2026, 2, 12)),
        ("2026-02-12T23:40:00Z", date(2026, 2, 12)),
        ("31/02/2026", None),
        ("02/13/2026", None),  # the month first is not guessed
        ("46065", None),  # a number is no date
        ("12 Fbr 2026", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_this_country_writes_it(cell, day):
    assert day_in(cell) == day


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"a,b\n" * 1_249_000, "has 1,248,999 lines", id="lines"),
        pytest.param(b"a,b\n" + b"1," * 2_400_000, "more than 200,000", id="one line"),
        pytest.param(b"a,b\n" + b",,,,,,,,,\n" * 480_000, "no line below", id="empty"),
    ],
)
def test_five_megabytes_of_nothing_keep_nobody_waiting(content, says):
    """Every cell of them was looked at: half a minute in which no page was served."""
    began = process_time()
    with pytest.raises(UnreadableList, match=says):
        read_list(content)
    assert process_time() - began < 10  # seconds; it takes less than two


def test_a_list_with_more_columns_than_anybody_reads_is_refused():
    heads = b",".join(b"column %d" % n for n in range(500))
    line = b",".join([b"1"] * 500)
    with pytest.raises(UnreadableList, match="fewer columns"):
        read_list(b"\n".join([heads, *[line] * 900]))
    assert len(read_list(b"\n".join([heads, *[line] * 300])).rows) == 300
