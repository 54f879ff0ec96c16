"""Trying a changed procedure by the command line."""

import json
from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.commands import back_testing
from asbreview.installation import opened
from asbreview.procedures.writing import as_toml
from asbreview.settings import Settings
from desk import Day
from journey import APPLIED_ON, EAST_CAMBRIDGESHIRE, HandClock

FOURTEEN = EAST_CAMBRIDGESHIRE.model_copy(
    update={
        "version": 2,
        "timers": tuple(
            t.model_copy(update={"length": 14}) if t.timer_id == "partner-answer" else t
            for t in EAST_CAMBRIDGESHIRE.timers
        ),
        "threshold": EAST_CAMBRIDGESHIRE.threshold.model_copy(
            update={"complaints_needed": 4}
        ),
    }
)


@pytest.fixture
def run(tmp_path):
    data = {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": "s" * 32}
    clock = HandClock(APPLIED_ON)
    with opened(Settings.read(data), clock=clock) as installation:
        Day(installation.reviews, clock).stand().apply().decide().ask()
    file = tmp_path / "changed.toml"
    file.write_text(as_toml(FOURTEEN), "utf-8")

    @contextmanager
    def opened_then():
        clock.set(date(2026, 3, 11))
        with opened(Settings.read(data), clock=clock, alone=False) as installation:
            installation.projector.catch_up()
            yield installation

    def ran(*arguments):
        told = ["procedures", "back-test", str(file), *arguments]
        return CliRunner().invoke(main, told, env=data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(back_testing, "asked", opened_then)
        yield ran


def test_it_is_said_in_words_which_dates_and_decisions_would_be_otherwise(run):
    """Of four complaints three qualify; four of the bodies were asked on 10 March."""
    done = run()
    assert done.exit_code == 0, done.output
    assert "4 open deadlines would be otherwise." in done.output
    assert "Monday 30 March 2026 (now: Tuesday 24 March 2026)" in done.output
    assert "1 decision on the threshold looked back at; on 1" in done.output
    assert "for_the_bodies, s.104(5) (3 qualifying)" in done.output


def test_it_is_said_as_json(run):
    told = json.loads(run("--json").stdout)
    assert {due["would_be_due_on"] for due in told["deadlines"]} == {"2026-03-30"}
    (decision,) = told["decisions"]
    assert (decision["found"], decision["would_be_found"]) == (
        "must_be_met",
        "for_the_bodies",
    )
