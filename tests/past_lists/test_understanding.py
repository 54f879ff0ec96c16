"""What the lines of a list of earlier cases are understood to say."""

from datetime import date

import pytest

from asbreview.domain.past.columns import PastColumns
from asbreview.incident_lists.reading import read_list
from asbreview.past_lists.understanding import guessed, understood_past

ON = date(2026, 3, 13)
NAMES = ("reference", "applied_on", "decided_on", "decided", "recommended", "ended_on")
COLUMNS = PastColumns(**{name: at for at, name in enumerate(NAMES)})


def line(*cells):
    heads = ",".join(f"h{n}" for n in range(len(NAMES)))
    given = read_list(f"{heads}\n{','.join(cells)}\n".encode())
    (told,) = understood_past(given, COLUMNS, on=ON, there_already=lambda _: "")
    return told


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (("", "1/3/24"), "the reference is missing"),
        (("Mrs Penrose", "1/3/24"), "the reference is none"),
        (("A1", "14/3/26"), "the day it was applied for is in the future"),
        (("A1", "31/12/1999"), "the day it was applied for is before 2000"),
        (("A1", "3/13/2024"), "the day it was applied for cannot be read"),
        (
            ("A1", "2/3/24", "1/3/24"),
            "the day of the decision is before the day it was",
        ),
        (
            ("A1", "2/3/24", "", "", "", "1/3/24"),
            "the day it ended is before the day it",
        ),
        (("A1", "2/3/24", "9/3/24", "", "", "8/3/24"), "the day it ended is before"),
        (("A1", "2/3/24", "", "maybe"), "the decision is none of: met"),
        (("A1", "2/3/24", "", "", "some"), "neither a number nor yes or no"),
        (("A1", "2/3/24", "", "", "1001"), "is not from 0 to 1,000"),
    ],
)
def test_what_cannot_be_true_is_wrong_and_says_what_would_be_right(cells, says):
    told = line(*cells)
    assert told.case is None
    assert says in "; ".join(told.wrong)


@pytest.mark.parametrize("place", ["7 Larkspur Row", "Flat B, CB6 1AA"])
def test_an_address_is_no_place_as_a_place_cannot_be_erased(place):
    content = f'ref,received,where\nA1,1/3/24,"{place}"\n'.encode()
    columns = PastColumns(reference=0, applied_on=1, place=2)
    told = understood_past(
        read_list(content), columns, on=ON, there_already=lambda _: ""
    )
    assert told[0].case is None
    assert "the place has a number in it" in told[0].wrong[0]


@pytest.mark.parametrize("status", ["Open", " in  progress", "ONGOING"])
def test_a_case_that_is_open_by_its_list_is_none_of_the_past_and_is_told_what_to_do(
    status,
):
    columns = PastColumns(reference=0, applied_on=1, ended_as=2, ended_on=3)

    def told(ended_on):
        content = f"ref,received,status,closed\nA1,1/3/24,{status},{ended_on}\n"
        (line,) = understood_past(
            read_list(content.encode()), columns, on=ON, there_already=lambda _: ""
        )
        return line

    goes_on = told("")
    assert not goes_on.is_new
    (why,) = goes_on.wrong
    assert "record it as an application" in why
    assert "none of" not in why
    assert "has a day on which it ended" in told("9/3/24").wrong[1]


def test_an_empty_cell_is_not_known_and_not_wrong():
    facts = line("A1", "", "", "", "").case.facts
    assert facts.applied_on is facts.decided is facts.recommended is None


@pytest.mark.parametrize(
    ("cell", "recommended", "how_many"),
    [("0", False, 0), ("3", True, 3), ("yes", True, None), ("no", False, None)],
)
def test_recommendations_are_a_number_or_yes_or_no(cell, recommended, how_many):
    facts = line("A1", "", "", "", cell).case.facts
    assert (facts.recommended, facts.recommendations) == (recommended, how_many)


def test_columns_are_guessed_by_what_they_are_called():
    heads = ("Ref", "Received", "Threshold met", "Decision date", "Closed", "Ward")
    assert guessed(heads) == {
        "reference": 0,
        "applied_on": 1,
        "decided": 2,
        "decided_on": 3,
        "ended_on": 4,
        "place": 5,
    }
