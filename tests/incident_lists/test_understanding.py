"""What the lines of a list are: new, on record already, perhaps the same, or wrong."""

from datetime import date

import pytest

from asbreview.domain.incidents import Columns
from asbreview.incident_lists.reading import IncidentList, Row
from asbreview.incident_lists.understanding import OnRecord, guessed, understood

ON = date(2026, 3, 10)
COLUMNS = Columns(behaviour=0, made=1, reference=2, account=3, place=4, hate=5)
HEADINGS = ("When", "Reported", "Ref", "What", "Where", "Hate")
PLAIN = ("12/02/2026", "13/02/2026", "CC-0012", "Drums", "7 Larkspur Row", "no")


def lines(*rows, columns=COLUMNS, on_record=()):
    given = IncidentList(HEADINGS, tuple(Row(n, r) for n, r in enumerate(rows, 2)))
    return understood(
        given, columns, made_to="police", on=ON, on_record=list(on_record)
    )


def but(**changed):
    return tuple(
        changed.get(n.casefold(), c) for n, c in zip(HEADINGS, PLAIN, strict=True)
    )


def known(behaviour_on=date(2026, 2, 12), reference="", account="", to="police"):
    made_on = date(2026, 2, 13)
    return OnRecord(behaviour_on, made_on, to, reference, account, "that complaint")


def test_a_line_is_an_incident():
    (line,) = lines(PLAIN)
    assert line.is_new
    assert line.incident == (
        date(2026, 2, 12),
        date(2026, 2, 13),
        "Drums\nPlace: 7 Larkspur Row",
        "CC-0012",
        False,
    )


def test_without_a_column_of_reports_they_are_of_the_same_day():
    (line,) = lines(PLAIN, columns=Columns(behaviour=0, account=3))
    assert line.incident.made_on == line.incident.behaviour_on


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"when": ""}, "the date of the incident is missing"),
        ({"when": "soon"}, "the date of the incident cannot be read"),
        ({"when": "11/03/2026", "reported": "11/03/2026"}, "is in the future"),
        ({"when": "12/02/1999"}, "is before 2000"),
        ({"reported": ""}, "the date of the report is missing"),
        ({"reported": "11/02/2026"}, "it was reported before it happened"),
        ({"what": ""}, "it does not say what happened"),
        ({"what": "x" * 10_001}, "longer than 10,000 characters"),
        ({"ref": "x" * 201}, "longer than 200 characters"),
        ({"hate": "perhaps"}, "neither yes nor no to hate"),
    ],
)
def test_what_is_wrong_is_said_and_the_line_is_not_taken(changed, wrong):
    (line,) = lines(but(**changed))
    assert not line.is_new
    assert any(wrong in each for each in line.wrong), line.wrong


def test_every_fault_of_a_line_is_told_at_once():
    (line,) = lines(but(when="", reported="soon", what=""))
    assert len(line.wrong) == 3


def test_the_first_column_may_be_that_of_the_report():
    columns = Columns(behaviour=1, made=0, account=3)
    (line,) = lines(PLAIN, columns=columns)
    assert line.wrong == ("it was reported before it happened",)


def test_more_cells_than_columns_are_not_thrown_away():
    (line,) = lines((*PLAIN, "a cell too many"))
    assert line.wrong == ("it has more cells than there are columns",)


@pytest.mark.parametrize("reference", ["CC-0012", "cc 0012", "CC/0012"])
def test_the_same_reference_at_the_same_agency_is_on_record(reference):
    (line,) = lines(PLAIN, on_record=[known(date(2026, 1, 1), reference)])
    assert line.same_as == "that complaint"
    (line,) = lines(PLAIN, on_record=[known(reference=reference, to="council")])
    assert line.is_new
    assert not line.perhaps


def test_without_a_reference_the_same_days_place_and_words_are_on_record():
    said = known(account="Drums.\nPlace: 7 Larkspur Row")
    (line,) = lines(but(ref=""), on_record=[said])
    assert line.same_as == "that complaint"
    (line,) = lines(but(ref="", where="9 Larkspur Row"), on_record=[said])
    assert (line.is_new, line.perhaps) == (True, "that complaint")


def test_two_of_one_day_with_their_own_references_are_two():
    first, second = lines(PLAIN, but(ref="CC-0013"))
    assert first.is_new
    assert second.is_new
    assert second.perhaps == "line 2"


def test_a_line_that_comes_twice_is_taken_once():
    first, second = lines(PLAIN, PLAIN)
    assert first.is_new
    assert second.same_as == "line 2"


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            ("Log No", "Date Reported", "Incident Date", "Incident Type", "Narrative"),
            {"reference": 0, "made": 1, "behaviour": 2, "kind": 3, "account": 4},
        ),
        (
            ("URN", "Created", "Occurred from", "Location", "Summary", "Hate crime"),
            {
                "reference": 0,
                "made": 1,
                "behaviour": 2,
                "place": 3,
                "account": 4,
                "hate": 5,
            },
        ),
        (("Date", "Description"), {"behaviour": 0, "account": 1}),
        (("A", "B"), {}),
    ],
)
def test_columns_are_guessed_by_what_they_are_called(headings, found):
    assert guessed(headings) == found
