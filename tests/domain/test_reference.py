"""The reference of a case."""

import re
from datetime import date
from uuid import uuid5

import pytest

from asbreview.domain.reference import Reference, as_written, candidate
from story import CASE, SIGNED

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("area", "initials"),
    [
        ("East Cambridgeshire", "EC"),
        ("Fenland", "FE"),
        ("Richmond upon Thames", "RU"),
        ("Stockton-on-Tees", "SO"),
    ],
)
def test_a_reference_says_its_area_and_year_and_nothing_else(area, initials):
    drawn = candidate(CASE, area=area, applied_on=ON, attempt=0)
    assert re.fullmatch(rf"{initials}-26-[0-9A-HJKMNP-TV-Z]{{5}}", drawn)


def test_references_do_not_count_the_cases():
    """No two of a thousand are alike, and their order tells nothing."""
    drawn = [
        candidate(uuid5(CASE, str(n)), area="Ely", applied_on=ON, attempt=0)
        for n in range(1000)
    ]
    assert len(set(drawn)) == 1000
    assert drawn != sorted(drawn)


def test_a_reference_that_is_taken_is_drawn_again():
    drawn = {candidate(CASE, area="Ely", applied_on=ON, attempt=n) for n in range(9)}
    assert len(drawn) == 9


@pytest.mark.parametrize(
    "typed", ["EC-26-7K30Q", "ec-26-7k30q", " EC - 26 - 7K3 0Q ", "EC-26-7K3OQ"]
)
def test_a_reference_is_found_however_it_was_typed_or_heard(typed):
    assert as_written(typed) == "EC-26-7K30Q"


def test_the_letters_of_an_area_stay_as_they_are():
    """Only what was drawn has no letter that is taken for a figure."""
    assert as_written("io-26-1i0l0") == "IO-26-11010"


def test_a_reference_belongs_to_one_case():
    given = Reference.give("EC-26-7K3MQ", case_id=CASE, signed=SIGNED)
    assert (
        given.id == Reference.id_for("EC-26-7K3MQ") != Reference.id_for("EC-26-7K3MR")
    )
    assert (given.case_id, given.reference) == (CASE, "EC-26-7K3MQ")
