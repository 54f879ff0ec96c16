"""What a procedure file says of letters: read, put right where it cannot be, told."""

from pathlib import Path

import pytest

import asbreview.procedures
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.procedure_lint import Severity, lint
from asbreview.procedures import read_procedure, shipped
from asbreview.procedures.leaflet_printed import printed
from asbreview.procedures.reading import UnreadableProcedure, parse_procedure
from asbreview.procedures.writing import as_toml
from letters.sample_texts import SAMPLE

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


PROMISED = EAST.replace(
    'day_zero = "next working day"',
    'day_zero = "next working day"\nlanguages = ["en-GB", "cy"]',
    1,
)


def with_sample(old="", new="", nth=1):
    sample = SAMPLE if not old else new.join(SAMPLE.rsplit(old, nth))
    return parse_procedure(PROMISED + sample, where="here")


def test_a_supplied_text_is_read_and_recorded_whole():
    sample = with_sample()
    assert parse_procedure(as_toml(sample), where="again") == sample


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{{ challenged.what }}",
            "{{ victim.address }}",
            "a challenge received letter may not name victim.address",
        ),
        (
            "{{ challenged.what }}",
            "{{ range(3) }}",
            "text: line 3 of challenge-received.md.jinja: Call in it",
        ),
        ("{{ challenged.what }}", "{% if %}", "text: line 3 of it: "),
        (
            "{{ challenged.what }}",
            '{% include "_gone.md.jinja" %}',
            "text: it includes _gone.md.jinja, and there is no such piece",
        ),
        (
            'name = "challenge-received"',
            'name = "challenge"',
            "name: there is no such letter: it is one of acknowledgement, ",
        ),
        (
            'name = "challenge-received"\nlanguage = "cy"',
            'name = "challenge-received"\nlanguage = "pl"',
            "language: say in [[letters.languages]] what letters in 'pl' say",
        ),
        (
            'name = "challenge-received"\nlanguage = "cy"',
            'name = "delay"\nlanguage = "cy"',
            "it is there twice",
        ),
    ],
)
def test_a_text_that_cannot_stand_is_told_by_its_line_and_field(old, new, told):
    with pytest.raises(UnreadableProcedure) as refusal:
        with_sample(old, new)
    assert told in str(refusal.value)
    assert "line " in str(refusal.value).partition("letters texts")[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Sul"]', "]", "weekdays: it has to be 7 names"),
        ('"Sul"]', '"S.l"]', "weekdays: it has to be 7 names, each a word"),
        ("{1} o {2}", "{1}", "of_several: it has to have {2} in it, once"),
        ("{name}", "pawb", "greeting: it has to have {name} in it, once"),
        ('language = "cy"\ncalled', 'language = "pl"\ncalled', "'pl' is not one of"),
    ],
)
def test_a_language_that_cannot_be_said_is_told_by_its_field(old, new, told):
    with pytest.raises(UnreadableProcedure) as refusal:
        with_sample(old, new)
    assert told in str(refusal.value)


def test_a_language_that_is_promised_and_not_supplied_is_a_finding():
    (found,) = [f for f in lint(with_sample()) if "promised" in f.says]
    assert found.severity is Severity.WARNING
    assert "acknowledgement (standard)" in found.says
    assert "delay (standard)" not in found.says
    assert "delay (easy-read)" not in found.says
    assert "challenge received (easy-read)" in found.says
