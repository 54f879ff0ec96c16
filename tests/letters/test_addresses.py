"""Whether a letter can go to an address."""

import pytest

from asbreview.letters.addresses import lines_of, postable

NAME = "Maria Kowalska"


@pytest.mark.parametrize(
    "address",
    [
        "7 Larkspur Row\nEly\nCB7 4ZZ",
        "7 Larkspur Row\ncb74zz",
        "7 Larkspur Row, Ely, CB7 4ZZ",
        "Flat 3\nLarkspur House\n12 Sample Row\nLittleport\nEly\nCB6 1ZZ",
        "1 Sample Street\nLondon\nW1A 1AA",
        "1 Sample Street\nLondon\nEC1A 1BB",
        "1 Sample Street\nBirmingham\nB1 1AA",
    ],
)
def test_a_letter_can_go_to_three_to_seven_lines_that_end_with_a_postcode(address):
    assert postable(NAME, address) is None


@pytest.mark.parametrize(
    ("address", "because"),
    [
        ("", "postcode"),
        ("CB7 4ZZ", "3 to 7 lines"),
        ("7 Larkspur Row\nEly", "postcode"),
        ("7 Larkspur Row\nEly\nCB7 4C", "postcode"),
        ("7 Larkspur Row\nEly\nCB7 4ZZ\nEngland", "postcode"),
        ("1\n2\n3\n4\n5\n6\nCB7 4ZZ", "3 to 7 lines"),
        ("No fixed abode\nEly\nCB7 4ZZ", "no fixed abode"),
        ("NFA\nEly\nCB7 4ZZ", "no fixed abode"),
        ("(the blue door)\nEly\nCB7 4ZZ", "may begin with"),
        ("@ the mill\nEly\nCB7 4ZZ", "may begin with"),
        (f"{'W' * 47}\nEly\nCB7 4ZZ", "longer than 46"),
    ],
)
def test_a_letter_cannot_go_where_the_reason_says(address, because):
    assert because in postable(NAME, address)


def test_a_name_too_is_a_line_of_the_window():
    assert "may begin with" in postable("=Maria", "7 Larkspur Row\nEly\nCB7 4ZZ")


def test_a_postcode_is_written_in_capitals_with_one_space():
    assert lines_of("7 Larkspur Row,\n\nEly\ncb7  4zz")[-1] == "CB7 4ZZ"
