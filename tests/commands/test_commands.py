"""What others script against: shapes of output, and how a command ends."""

import json
import re

import pytest
from click.testing import CliRunner

from asbreview.commands.procedures import procedures
from asbreview.commands.threshold import threshold
from asbreview.commands.timetable import timetable

EAST = "east-cambridgeshire"


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def application(tmp_path):
    """Write an application into a file, as others would."""

    def written(*complaints, **facts):
        file = tmp_path / "application.json"
        told = {"applied_on": "2026-03-02", "complaints": complaints, **facts}
        file.write_text(json.dumps(told), "utf-8")
        return file

    return written


def told(behaviour="2026-02-02", made=None, **details):
    return {"behaviour_on": behaviour, "made_on": made or behaviour, **details}


def test_the_threshold_is_found_with_its_trace(application):
    late = told("2026-01-06", "2026-02-06", made_to="council")
    file = application(late, told(), told(made_to="police"), told(by="p2", hate=True))
    result = run(threshold, file, "--procedure", EAST)
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (found["duty"], found["rule"]) == ("must_be_met", "s.104(4)")
    assert found["qualifying"] == 3
    assert [c["qualifies"] for c in found["complaints"]] == [False, True, True, True]
    assert found["complaints"][0]["because"] == [
        (
            "it was reported on Friday 6 February 2026, one day too late: the month "
            "for reporting it ended on Thursday 5 February 2026"
        )
    ]
    assert {c["provision"] for c in found["complaints"]} == {"s.104(11)"}
    assert found["advice"] == []


@pytest.mark.parametrize(
    ("closed", "advised"),
    [(False, True), (None, True), (True, False), ("2026-02-20", False)],
)
def test_a_caveat_is_told_as_advice_and_decides_nothing(application, closed, advised):
    file = application(told(), told(), told(), case_closed=closed)
    found = json.loads(run(threshold, file, "--procedure", EAST, "--json").stdout)
    assert found["duty"] == "must_be_met"
    assert any("completed investigation" in a for a in found["advice"]) is advised


def test_what_the_procedure_does_not_ask_is_named(application):
    file = application(told(), case_closed=False)
    found = json.loads(run(threshold, file, "--procedure", "statute").stdout)
    assert found["not_asked"] == ["case-closed"]
    assert found["duty"] == "for_the_bodies"
    assert len(found["advice"]) == 3  # persistence, harm, adequacy


def test_a_fact_that_no_procedure_asks_about_does_not_pass_for_fine(application):
    result = run(threshold, application(told(), case_closd=True), "--procedure", EAST)
    assert result.exit_code == 1
    assert "No procedure asks about case-closd" in result.stderr
    assert json.loads(result.stdout)["duty"] == "for_the_bodies"


def test_the_threshold_in_words(application):
    result = run(threshold, application(told()), "--procedure", EAST, "--words")
    assert "It is for the relevant bodies to decide: s.104(5)" in result.stdout
    assert "Complaint 1 qualifies (s.104(11))." in result.stdout


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "Invalid JSON"),
        ('{"complaints": []}', "applied_on: Field required"),
        ('{"applied_on": "2 March", "complaints": []}', "applied_on: Input should"),
        (
            '{"applied_on": "2026-03-02", "complaints": [{"made_on": "2026-03-01"}]}',
            "complaints.0.behaviour_on: Field required",
        ),
        (
            '{"applied_on": "2026-03-02", "complaints": [], "case_closed": "perhaps"}',
            "case-closed: it is true, false, or a day",
        ),
    ],
)
def test_a_file_that_tells_no_application_is_wrong_usage(tmp_path, text, problem):
    file = tmp_path / "application.json"
    file.write_text(text, "utf-8")
    result = run(threshold, file, "--procedure", EAST)
    assert result.exit_code == 2
    assert problem in result.stderr


def test_a_procedure_nobody_knows_is_wrong_usage(application):
    result = run(threshold, application(), "--procedure", "atlantis")
    assert result.exit_code == 2
    assert EAST in result.stderr


def test_the_timetable_explains_each_day():
    result = run(
        timetable, "--procedure", EAST, "--from", "request=2026-04-03", "--json"
    )
    [timer] = json.loads(result.stdout)["timers"]
    assert result.exit_code == 0
    assert (timer["id"], timer["from"]) == ("partner-answer", "request")
    assert (timer["length"], timer["unit"]) == (10, "working days")
    assert (timer["due_on"], timer["binds"]) == ("2026-04-21", "partner")
    assert timer["source"] == "own choice"
    assert timer["ledger"][0] == {
        "on": "2026-04-03",
        "counts": False,
        "because": "Good Friday",
    }


@pytest.mark.parametrize(
    ("day_zero", "due_on"),
    [("next working day", "2026-04-21"), ("day itself", "2026-04-20")],
)
def test_the_day_zero_rule_is_the_procedures(tmp_path, day_zero, due_on):
    shown = json.loads(run(procedures, "show", EAST, "--json").stdout)
    assert shown["day_zero"] == "next working day"
    own = tmp_path / "own.toml"
    own.write_text(toml(EAST).replace('"next working day"', f'"{day_zero}"'), "utf-8")
    result = run(
        timetable, "--procedure", own, "--from", "request=2026-04-03", "--json"
    )
    assert json.loads(result.stdout)["timers"][0]["due_on"] == due_on


def toml(name):
    from importlib.resources import files  # noqa: PLC0415 - of this alone

    return (files("asbreview.procedures") / f"{name}.toml").read_text("utf-8")


def test_the_timetable_in_words_says_what_is_own_choice():
    result = run(timetable, "--procedure", EAST, "--from", "panel=2026-04-08")
    assert "send-papers: Thursday 2 April 2026" in result.stdout
    assert "2 working days before panel (own choice: " in result.stdout


def test_several_anchors_start_their_own_timers():
    result = run(
        timetable, "--procedure", EAST, "--json",
        "--from", "receipt=2026-03-02", "--from", "outcome-letter=2026-05-05",
    )  # fmt: skip
    due = {t["id"]: t["due_on"] for t in json.loads(result.stdout)["timers"]}
    assert due["acknowledge"] == "2026-03-09"
    assert due["challenge-window"] == "2026-06-02"
    assert "send-papers" not in due


@pytest.mark.parametrize(
    ("started", "status", "problem"),
    [
        ("receipt=2028-12-20", 1, "Update the calendar"),
        ("receipt=tomorrow", 2, "is not a day"),
        ("lunch=2026-03-02", 2, "starts no timer"),
        ("receipt", 2, "is not a day"),
    ],
)
def test_a_day_that_cannot_be_counted_from_is_refused(started, status, problem):
    result = run(timetable, "--procedure", EAST, "--from", started)
    assert result.exit_code == status
    assert problem in result.stderr


def test_procedures_are_listed():
    assert f"{EAST}: " in run(procedures, "list").stdout
    listed = json.loads(run(procedures, "list", "--json").stdout)
    assert {"east-cambridgeshire", "statute"} <= {p["id"] for p in listed}


def test_a_procedure_is_shown_with_where_each_part_comes_from():
    shown = run(procedures, "show", EAST).stdout
    told = " ".join(shown.split())
    decided = "Within 20 working days after the application is received: we decide"
    number = re.search(rf"{decided} whether there is to be a review \[(\d+)\]", told)[1]
    assert f"[{number}] the partnership's own choice: Not published" in told
    number = re.search(r"must hold a review \(s\.104\(4\)\) \[(\d+)\]", told)[1]
    assert f"[{number}] published: Three reports in the last six months" in told


def test_several_procedures_are_checked_at_once(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(toml(EAST).replace('unit = "weeks"', 'unit = "fortnights"', 1))
    result = run(procedures, "lint", "richmond", "suffolk", own)
    assert result.exit_code == 1
    assert "richmond:\nNothing found.\nsuffolk:\nwarning: The letter" in result.stdout
    assert result.stdout.endswith("own.toml:\nIt cannot be read as a procedure.\n")
    at = toml(EAST).split('unit = "weeks"')[0].count("\n") + 1
    assert result.stderr == (
        "own.toml is not a procedure:\n"
        f"  line {at}, timers “contact-gap”, unit: 'fortnights' is not "
        "allowed; it is one of: working days, days, weeks, months\n"
    )
    told = json.loads(run(procedures, "lint", "richmond", "suffolk", "--json").stdout)
    assert [p["file"] for p in told["procedures"]] == ["richmond", "suffolk"]
    assert [len(p["findings"]) for p in told["procedures"]] == [0, 1]


def test_shipped_procedures_without_findings_end_with_status_nought():
    assert run(procedures, "lint", "richmond", "gosport").exit_code == 0


def test_a_procedure_with_findings_ends_with_status_one(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(toml(EAST).replace("complaints_needed = 3", "complaints_needed = 5"))
    result = run(procedures, "lint", own)
    assert result.exit_code == 1
    assert "warning: 5 complaints are asked for" in result.stdout
    found = json.loads(run(procedures, "lint", own, "--json").stdout)["findings"]
    assert {f["provision"] for f in found} == {"s.104(4)"}


def test_a_procedure_without_findings_ends_with_status_nought(tmp_path):
    own = tmp_path / "own.toml"
    parts = toml(EAST).split("\n\n")
    kept = [part for part in parts if not part.startswith("[[threshold.caveats]]")]
    own.write_text("\n\n".join(kept), "utf-8")
    result = run(procedures, "lint", own)
    assert (result.exit_code, result.stdout) == (0, "Nothing found.\n")


@pytest.mark.parametrize(
    ("text", "status"), [("version = 1", 1), ("not toml", 1), (None, 2)]
)
def test_what_is_no_procedure_is_refused(tmp_path, text, status):
    own = tmp_path / "own.toml"
    if text is not None:
        own.write_text(text, "utf-8")
    assert run(procedures, "lint", own).exit_code == status
