"""What there has to be after the faults: all that was acknowledged, once."""

import csv
from collections import Counter
from statistics import median
from uuid import uuid5

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.installation import opened
from browser.premises import SAM
from faults.clients import ONCE
from faults.findings import (
    dumped,
    finish_letters,
    handed_over,
    letters_in_queue,
    log_of,
    made_anew,
    times_handed_over,
)


def account_of(given):
    """Say what the clients were answered, and how soon the servers were ready again."""
    back = sorted(given.back_after)
    return (
        f"{len(given.acknowledged)} forms acknowledged"
        f" ({dict(Counter(given.acknowledged.values()))}),"
        f" {len(given.sent_again)} of them once sent again,"
        f" refused: {dict(Counter(given.refused))}"
        + (
            f"; servers ready again after {median(back):.2f} s,"
            f" {back[-1]:.2f} s at most"
            if back
            else ""
        )
    )


def looked_into(told, given, tmp_path):
    """See that all is there that was acknowledged, once, and that the views agree.

    Return what became of the commands whose clients got no answer.
    """
    with opened(told) as installation:
        finish_letters(installation)
        installation.projector.catch_up()
        lines = log_of(installation)
        there = _each_command_is_there_as_it_was_answered(given, lines)
        assert dumped(installation.views) == made_anew(installation, tmp_path)
        _no_letter_is_there_twice(installation, lines)
    unknown = len(given.unknown)
    return f"{unknown} unknown: {there} there once, {unknown - there} not at all"


def _each_command_is_there_as_it_was_answered(given, lines):
    by_sam = [line.event for line in lines if line.event.recorded_by == SAM.account_id]
    ours = [event for event in by_sam if event.timestamp > given.began]
    times = Counter((event.command_id, event.TOPIC) for event in ours)
    for command_id, kind in given.acknowledged.items():
        often = given.letters.get(command_id, 1)
        assert times[command_id, ONCE[kind]] == often, (command_id, kind)
    for command_id, kind in given.unknown.items():
        often = given.letters.get(command_id, 1)
        assert times[command_id, ONCE[kind]] in {0, often}, (command_id, kind)
    sent = given.acknowledged.keys() | given.unknown.keys()
    # To forget somebody is two commands: the decision and, under its own id, the deed.
    sent |= {uuid5(command_id, "finish") for command_id in sent}
    assert {event.command_id for event in ours} <= sent
    return sum(bool(times[given_]) for given_ in _as_recorded(given.unknown))


def _as_recorded(sent):
    return [(command_id, ONCE[kind]) for command_id, kind in sent.items()]


def _no_letter_is_there_twice(installation, lines):
    drafted = [x.event for x in lines if isinstance(x.event, LetterDrafted)]
    assert drafted
    kinds = Counter((letter.case_id, letter.kind) for letter in drafted)
    assert set(kinds.values()) == {1}
    assert set(times_handed_over(lines).values()) <= {1}
    waiting, files = (
        handed_over(installation, lines),
        list(letters_in_queue(installation)),
    )
    assert sorted(hash_ for _, hash_ in files) == sorted(waiting.values())
    with (installation.print_queue / "manifest.csv").open(newline="") as manifest:
        listed = list(csv.DictReader(manifest))
    assert sorted((row["file"], row["sha256"]) for row in listed) == files
    assert sorted(row["letter"] for row in listed) == sorted(map(str, waiting))
