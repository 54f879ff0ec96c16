"""The address of the pages, as letters print it."""

import pytest

from asbreview.refusal import CannotStart
from asbreview.settings import Settings

BEHIND = {
    "ASBREVIEW_HTTPS": "yes",
    "ASBREVIEW_HOSTS": "reviews.ely.example,127.0.0.1",
}


def follow_at(**told):
    return Settings.read({"ASBREVIEW_SECRET": "x" * 32, **told}).follow_at


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ({}, "http://127.0.0.1:8000/status"),
        ({"PORT": "9001"}, "http://127.0.0.1:9001/status"),
        (BEHIND, "https://reviews.ely.example/status"),
        (
            BEHIND | {"ASBREVIEW_PAGES_AT": "https://ely.example/asb/"},
            "https://ely.example/asb/status",
        ),
    ],
)
def test_an_applicant_follows_a_case_where_the_pages_are_served(told, at):
    assert follow_at(**told) == at


@pytest.mark.parametrize(
    "told",
    ["reviews.ely.example", "ftp://ely.example", "https://", "https://é.example"],
)
def test_what_nobody_could_type_into_a_browser_is_refused(told):
    with pytest.raises(CannotStart, match="ASBREVIEW_PAGES_AT is"):
        follow_at(ASBREVIEW_PAGES_AT=told)
