"""Asking an installation by the command line: what happened, and the figures."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.installation import opened
from asbreview.settings import Settings
from desk import Day
from journey import APPLIED_ON, PROCEDURE, HandClock, Journey
from places import OnServer

PERIOD = ("--area", "East Cambridgeshire", "--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    data = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "s" * 32}
    clock = HandClock(APPLIED_ON)
    with opened(Settings.read(data), clock=clock) as installation:
        tale = Day(installation.reviews, clock).stand()
        tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        reference = installation.reviews.case(tale.case_id).trigger.reference
    return folder, reference


@pytest.fixture
def run(folder):
    def ran(*arguments):
        data = {"ASBREVIEW_DATA": str(folder[0]), "ASBREVIEW_SECRET": None}
        return CliRunner().invoke(main, list(arguments), env=data)

    return ran


def test_the_history_of_a_case_is_told_oldest_first(run, folder):
    result = run("history", folder[1])
    assert result.exit_code == 0, result.output
    told = result.stdout
    assert told.startswith("2 March 2026 at 9:30am  Application received")
    assert "9 March 2026 at 9:30am  Threshold decided: met" in told
    assert "Qualifying complaints: 3 of 3 needed" in told


def test_no_name_and_no_text_of_anybody_is_printed(run, folder):
    for asked in ((), ("--json",)):
        assert "MARKER" not in run("history", folder[1], *asked).stdout


def test_the_history_as_it_was(run, folder):
    told = json.loads(
        run("history", folder[1].lower(), "--as-of", "2026-03-05", "--json").stdout
    )
    assert told["reference"] == folder[1]
    topics = [event["topic"] for event in told["events"]]
    assert topics[0] == "trigger.application-received"
    assert "trigger.threshold-decided" not in topics


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("history", "EC-26-00000"), 1),
        (("report", "statutory", "--area", "Ely", *PERIOD[2:]), 2),
        (("report", "statutory", *PERIOD, "--as-of", "2999-01-01"), 2),
        (("report", "statutory", *PERIOD, "--as-of", "soon"), 2),
        (("report", "statutory", *PERIOD[:4], "--to", "2025-12-31"), 2),
        (("report", "committee", "--area", "Ely"), 2),
        (("report", "committee", *PERIOD[:4]), 2),
        (("report", "committee", *PERIOD[:4], "--to", "2025-12-31"), 2),
        (("report", "committee", *PERIOD, "--pdf", __file__), 2),
        (("report", "committee", *PERIOD, "--as-of", "2025-12-31"), 1),
    ],
)
def test_what_cannot_be_told_ends_with_a_sentence(run, arguments, code):
    result = run(*arguments)
    assert result.exit_code == code
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_case_that_did_not_exist_yet_is_refused(run, folder):
    result = run("history", folder[1], "--as-of", "2026-01-01")
    assert result.exit_code == 1
    assert "There was no such case then" in result.stderr


def test_the_figures_with_the_cases_they_count(run, folder):
    told = json.loads(run("report", "statutory", *PERIOD, "--json").stdout)
    figures = told["figures"]
    assert figures["applications"] == {
        "title": "Applications for a review",
        "definition": (
            "s.104(9)(a). Every application received in the period, whatever became "
            "of it. What is looked at again on a challenge is no application."
        ),
        "n": 1,
        "cases": [folder[1]],
    }
    assert {name: figures[name]["n"] for name in ("not_met", "reviews")} == {
        "not_met": 0,
        "reviews": 0,
    }
    in_words = run("report", "statutory", *PERIOD).stdout
    assert "0 open at the start + 1 received = 1" in in_words
    assert folder[1] in in_words


def test_the_figures_as_they_were_before_the_application(run):
    asked = ("report", "statutory", *PERIOD, "--as-of", "2026-03-01", "--json")
    assert json.loads(run(*asked).stdout)["figures"]["applications"]["n"] == 0


def test_an_installation_in_use_can_be_asked(run, folder):
    data = {"ASBREVIEW_DATA": str(folder[0]), "ASBREVIEW_SECRET": "s" * 32}
    with opened(Settings.read(data)):
        assert run("history", folder[1]).exit_code == 0


def test_where_there_is_no_installation_none_is_made(tmp_path):
    nowhere = tmp_path / "nowhere"
    data = {"ASBREVIEW_DATA": str(nowhere)}
    result = CliRunner().invoke(main, ["history", "EC-26-00000"], env=data)
    assert result.exit_code == 1
    assert "There is no installation in" in result.stderr
    assert not nowhere.exists()


@pytest.mark.postgres
def test_an_installation_on_a_server_is_asked_there(tmp_path):
    place = OnServer(tmp_path)
    with place.opened(HandClock(APPLIED_ON)) as reviews:
        tale = Journey(reviews).stand().apply()
        reference = reviews.case(tale.case_id).trigger.reference
    data = {
        "ASBREVIEW_DATA": str(tmp_path),
        "ASBREVIEW_DATABASE_URL": place.settings.database,
        "ASBREVIEW_KEYS_DATABASE_URL": place.settings.keys_database,
    }
    result = CliRunner().invoke(main, ["history", reference], env=data)
    assert result.exit_code == 0, result.output
    assert "Application received" in result.stdout


def test_the_committees_report_is_printed_as_text_and_as_pdf(run, tmp_path):
    told = run("report", "committee", *PERIOD, "--as-of", "2026-03-10").stdout
    assert "East Cambridgeshire, 1 January to 31 December 2026" in told
    assert "* 1 application for a review came in" in told
    assert "MARKER" not in told
    into = tmp_path / "report.pdf"
    result = run("report", "committee", *PERIOD, "--pdf", str(into))
    assert result.exit_code == 0, result.output
    assert into.read_bytes().startswith(b"%PDF")


def test_the_committees_report_is_at_first_on_the_last_quarter(run):
    told = run("report", "committee", "--area", PROCEDURE, "--as-of", "2026-03-10")
    assert "1 October to 31 December 2025" in told.stdout


def test_areas_are_reported_on_side_by_side(run):
    told = run("report", "county", *PERIOD, "--as-of", "2026-03-10")
    assert told.exit_code == 0, told.output
    assert "1 area, 1 January to 31 December 2026" in told.stdout
    assert run("report", "county", "--area", "Ely").exit_code == 2
    assert run("report", "county").exit_code == 2


def test_the_procedures_are_assessed_over_the_last_year_at_first(run):
    told = run("report", "effectiveness", "--area", PROCEDURE, "--as-of", "2026-03-10")
    assert told.exit_code == 0, told.output
    assert "1 April 2024 to 31 March 2025" in told.stdout
    assert "this is no assessment, but what one would rest on" in told.stdout
