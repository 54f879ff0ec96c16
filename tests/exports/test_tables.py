"""The tables: what each column means is said, and nobody is in them."""

import csv
import re
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.table_files import NO_PARQUET, _cell, write_tables
from asbreview.exports.table_rows import TableRows
from asbreview.exports.tables import TABLES, dictionary
from asbreview.refusal import CannotStart
from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM
from asbreview.store.log import EventLog
from everything import everything
from places import place_of
from projections.every import ALL
from projections.projector import Projector

UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A log in which everything happens, written as tables; and its events."""
    folder = tmp_path_factory.mktemp("tables")
    place = place_of("sqlite", folder / "place")
    views = place.views()
    with place.opened() as reviews:
        everything(reviews)
        Projector(EventLog(reviews), views, ALL).catch_up()
        into = folder / "out"
        into.mkdir()
        with views.connect() as db:
            rows = TableRows(db, Pseudonyms(b"s" * 32))
            write_tables(rows, into, "csv", lambda *_: None)
        lines = reviews.recorder.select_notifications(1, 100_000)
        yield into, [reviews.mapper.to_domain_event(n) for n in lines], views
    views.dispose()


def table(made, name):
    with (made[0] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def topics(made, *wanted):
    return sum(event.TOPIC in wanted for event in made[1])


def test_every_column_is_in_the_dictionary_with_what_it_means(made):
    told = {(row["table"], row["column"]) for row in table(made, "dictionary")}
    there = set()
    for file in made[0].glob("*.csv"):
        if file.stem != "dictionary":
            with file.open(encoding="utf-8", newline="") as text:
                heads = next(csv.reader(text))
            there |= {(file.stem, head) for head in heads}
    assert told == there
    assert all(re.match(r"[A-Z“].+[.]$", meaning) for *_, meaning in dictionary())


def test_each_case_request_and_letter_is_a_row(made):
    cases = table(made, "cases")
    assert sum(row["imported"] == "no" for row in cases) == topics(
        made, "trigger.application-received"
    )
    taken_back = sum(
        event.TOPIC == "evidence.fact-in-error"
        and event.fact == "evidence.information-requested"
        for event in made[1]
    )
    assert len(table(made, "requests")) == (
        topics(made, "evidence.information-requested") - taken_back
    )
    assert len(table(made, "letters")) == topics(made, "letter.letter-drafted")
    assert {row["case"] for row in table(made, "steps")} <= {c["case"] for c in cases}


def test_an_earlier_case_is_marked_and_has_the_days_of_its_list(made):
    past = [row for row in table(made, "cases") if row["imported"] == "yes"]
    for row in past:
        assert row["applied_on"] == "2023-05-02"
        assert (row["decision"], row["recommendations"]) == ("met", "3")
    cases = {row["case"] for row in past}
    taken = [step for step in table(made, "steps") if step["case"] in cases]
    # Whoever applied was forgotten; nothing else was done about them here.
    records = {step["happened"].partition(".")[0] for step in taken}
    assert records == {"erasure", "erasures"}


def test_a_step_says_whether_a_person_recorded_it(made):
    by = {f"event-{at}": event for at, event in enumerate(made[1], 1)}
    for step in table(made, "steps"):
        recorder = by[step["step"]].recorded_by
        assert step["officer_kind"] == {
            SYSTEM: "program",
            SENDER: "program",
            APPLICANT: "applicant, online",
            A_BODY: "body, by its link",
        }.get(recorder, "person")


def test_nobody_and_nothing_typed_is_in_them(made):
    references = {
        event.reference for event in made[1] if hasattr(event, "reference")
    } | {"CT 7/23"}
    for file in made[0].iterdir():
        text = file.read_text("utf-8")
        for marker in ("MARKER", "Marigold", "Larkspur", "Ely", *references):
            assert marker not in text, (file.name, marker)
        assert not UUIDS.search(text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (None, ""),
        (False, "no"),
        (3, "3"),
        (date(2026, 3, 2), "2026-03-02"),
    ],
)
def test_no_cell_is_taken_for_a_formula(value, written):
    assert _cell(value) == written


def test_parquet_has_the_same_rows_and_says_what_each_column_means(made, tmp_path):
    parquet = pytest.importorskip(
        "pyarrow.parquet", reason="pyarrow is not installed: `asbreview[parquet]`"
    )
    with made[2].connect() as db:
        rows = TableRows(db, Pseudonyms(b"s" * 32))
        write_tables(rows, tmp_path, "parquet", lambda *_: None)
    for name, columns in TABLES.items():
        read = parquet.read_table(tmp_path / f"{name}.parquet")
        told = [[_cell(cell) for cell in row.values()] for row in read.to_pylist()]
        assert told == [list(row.values()) for row in table(made, name)]
        meanings = [read.schema.field(c.name).metadata[b"meaning"] for c in columns]
        assert meanings == [c.meaning.encode() for c in columns]


def test_parquet_without_its_library_is_refused_in_a_sentence(
    made, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with made[2].connect() as db:
        rows = TableRows(db, Pseudonyms())
        with pytest.raises(CannotStart) as refused:
            write_tables(rows, tmp_path, "parquet", lambda *_: None)
    assert str(refused.value) == NO_PARQUET
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_not_written_into(tmp_path):
    result = CliRunner().invoke(main, ["export", "tables", str(tmp_path)])
    assert result.exit_code == 1
    assert "is there already" in result.output
