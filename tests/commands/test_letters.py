"""`asbreview letters`: what a scheduler asks every hour, and whom it calls."""

import json

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.domain.letter.facts import ChosenBecause, HeldBecause, Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.installation import opened
from asbreview.settings import Settings
from desk import Day
from journey import APPLIED_ON, HandClock


@pytest.fixture
def place(tmp_path):
    data = {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": "s" * 32}
    clock = HandClock(APPLIED_ON)
    with opened(Settings.read(data), clock=clock) as installation:
        case = Day(installation.reviews, clock).stand().apply()
        yield case, data


def asked(data, *options):
    return CliRunner().invoke(main, ["letters", *options], env=data)


def sends(case):
    (letter_id,) = case.letters()
    signed = case.signed
    case.reviews.prepare_letter(
        letter_id, sha256="1", pages=1, made_with=(), signed=signed(APPLIED_ON)
    )
    case.reviews.hand_over_letter(
        letter_id,
        way=Way.SMTP,
        because=ChosenBecause.EMAIL_ASKED_FOR,
        signed=signed(APPLIED_ON),
    )
    return letter_id


def test_letters_that_wait_for_the_worker_or_the_post_are_no_finding(place):
    case, data = place
    for status in ("drafted", "ready to post"):
        done = asked(data)
        assert (done.exit_code, done.output.count("\n")) == (0, 1), done.output
        assert f"acknowledgement, dated 2026-03-02: {status}" in done.output
        if status == "drafted":
            case.hand_over(APPLIED_ON)


def test_an_uncertain_letter_needs_a_person(place):
    case, data = place
    letter_id = sends(case)
    assert asked(data).exit_code == 0
    since = case.reviews.letter(letter_id).version
    case.reviews.letter_uncertain(
        letter_id,
        because=Obstacle.NO_ANSWER,
        since=since,
        signed=case.signed(APPLIED_ON),
    )
    done = asked(data, "--json")
    (told,) = json.loads(done.stdout)["letters"]
    assert done.exit_code == 1
    assert told["letter"] == str(letter_id)
    assert (told["status"], told["way"]) == ("perhaps sent", "email")
    assert told["obstacle"] == "the connection ended before the server answered"
    assert told["needs_a_person"] is True
    assert "MARKER" not in done.output


def test_a_letter_that_is_held_back_needs_a_person_and_is_listed_first(place):
    case, data = place
    case.decide()
    first, *_ = case.letters()
    case.reviews.hold_back_letter(
        first, because=HeldBecause.NO_ADDRESS, signed=case.signed(APPLIED_ON)
    )
    done = asked(data)
    first_line, second_line = done.stdout.splitlines()
    assert done.exit_code == 1
    assert "held back; there is no postal address" in first_line
    assert first_line.endswith("[needs a person]")
    assert second_line.endswith("drafted")


def test_when_every_letter_has_gone_it_says_so(place):
    case, data = place
    case.post(APPLIED_ON)
    done = asked(data)
    assert (done.exit_code, done.stdout) == (0, "Every letter has gone.\n")
