"""The working calendar by the command line."""

import json
from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.access.accounts import open_account
from asbreview.commands import calendar as command
from asbreview.installation import opened
from asbreview.settings import Settings
from desk import ANN, SAM, Day
from journey import APPLIED_ON, HandClock
from visiting import PASSWORD

BY = ("--by", SAM.sign_in_name)
CLOSE = ("close", "2026-12-29", "2026-12-30", "--reason", "The offices are shut")


@pytest.fixture
def run(tmp_path):
    data = {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": "s" * 32}
    clock = HandClock(APPLIED_ON)
    with opened(Settings.read(data), clock=clock) as installation:
        for account in (SAM, ANN):
            open_account(installation.office, account, password=PASSWORD, at=clock())
        Day(installation.reviews, clock).stand()

    def ran(*arguments, **how):
        return CliRunner().invoke(main, ["calendar", *arguments], env=data, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "asked", lambda: opened_at(Settings.read(data), clock))
        yield ran


@contextmanager
def opened_at(settings, clock):
    clock.set(date(2026, 3, 4))
    with opened(settings, clock=clock, alone=False) as installation:
        installation.projector.catch_up()
        yield installation


def closures(run):
    days = json.loads(run("list", "--json").stdout)["days"]
    return {day["on"]: day for day in days if day["why"] == "closure"}


def test_a_closure_is_recorded_once_it_is_agreed_to(run):
    refused = run(*CLOSE, *BY, input="n\n")
    assert refused.exit_code == 1
    assert "2 days: Tuesday 29 December 2026, Wednesday" in refused.output
    assert "0 open deadlines would move." in refused.output
    assert closures(run) == {}
    agreed = run(*CLOSE, *BY, input="y\n")
    assert agreed.exit_code == 0, agreed.output
    recorded = closures(run)
    assert sorted(recorded) == ["2026-12-29", "2026-12-30"]
    assert recorded["2026-12-29"]["recorded_by"] == "Sam Reed"


def test_days_are_proclaimed_taken_back_and_listed(run):
    run(*CLOSE, *BY, "--yes")
    wrong = run("in-error", "2026-12-30", "--reason", "Open after all", *BY, "--yes")
    assert wrong.exit_code == 0, wrong.output
    named = ("--name", "A day of mourning", "--source", "The London Gazette")
    proclaimed = run("proclaim", "2026-09-21", *named, *BY, "--yes")
    assert proclaimed.exit_code == 0, proclaimed.output
    told = run("list").stdout
    assert "Bank holidays are known until Sunday 31 December 2028." in told
    assert "2026-09-21  A day of mourning (bank holiday proclaimed late)" in told
    assert "(recorded in error: Open after all)" in told
    assert closures(run)["2026-12-30"]["in_error"] == "Open after all"
    assert closures(run)["2026-12-29"]["in_error"] is None


def test_a_refusal_is_a_sentence_and_ends_with_1(run):
    result = run("close", "2026-04-03", "--reason", "Easter", *BY, "--yes")
    assert result.exit_code == 1
    assert "Nobody works then already: Friday 3 April 2026" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("by", [ANN.sign_in_name, "nobody@ely.example"])
def test_whoever_may_record_nothing_records_nothing(run, by):
    result = run(*CLOSE, "--by", by, "--yes")
    assert result.exit_code == 2
    assert "may record anything" in result.output
    assert closures(run) == {}
