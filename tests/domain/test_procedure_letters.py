"""What a procedure file says of letters: read, put right where it cannot be, told."""

from pathlib import Path

import pytest

import asbreview.procedures
from asbreview.domain.letter.facts import LetterKind
from asbreview.procedures import read_procedure, shipped
from asbreview.procedures.leaflet_printed import printed
from asbreview.procedures.reading import UnreadableProcedure, parse_procedure

HERE = Path(asbreview.procedures.__file__).parent
EAST = (HERE / "east-cambridgeshire.toml").read_text("utf-8")
CHECKED = """
[letters]
second_officer = ["threshold not met", "outcome"]

[[sources]]
about = "letters"
origin = "own choice"
reference = "Decided with this version"
"""


def with_letters(text=CHECKED):
    return parse_procedure(EAST + text, where="here")


def refused(text):
    with pytest.raises(UnreadableProcedure) as refusal:
        with_letters(text)
    return str(refusal.value)


@pytest.mark.parametrize("name", shipped())
def test_no_shipped_procedure_asks_a_second_officer(name):
    assert read_procedure(name).letters.second_officer == ()


def test_a_file_names_the_letters_that_a_second_officer_approves():
    letters = with_letters().letters
    assert letters.second_officer == (LetterKind.THRESHOLD_NOT_MET, LetterKind.OUTCOME)


def test_a_kind_of_letter_that_there_is_not_is_told_by_its_line():
    line = len(EAST.splitlines()) + 3
    told = refused(CHECKED.replace('"outcome"', '"refusal"'))
    assert f"line {line}" in told
    assert "second_officer" in told
    assert "outcome" in told


def test_it_says_where_it_comes_from():
    told = refused(CHECKED.partition("[[sources]]")[0])
    assert "nothing says where 'letters' comes from" in told


def test_the_leaflet_says_which_letters_are_approved():
    told = " ".join(" ".join(printed(with_letters())).split())
    assert "A second officer approves letters of these kinds" in told
    assert "Threshold not met" in told
