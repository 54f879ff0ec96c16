"""A procedure as an applicant reads it."""

import re

import pytest

from asbreview.domain.procedure import Origin
from asbreview.procedures import read_procedure, shipped
from asbreview.procedures.leaflet_printed import printed


def told(name):
    return " ".join(" ".join(printed(read_procedure(name))).split())


def test_the_leaflet_of_richmond_says_what_richmond_publishes():
    """By when, each as the area publishes it; how to apply, the test, the challenge."""
    leaflet = told("richmond")
    for says in (
        "Within 2 working days after the application is received: we write to say",
        "Within 14 working days after it is asked for: the agencies answer",
        "Within 21 working days after the application is received: we decide",
        "Within 28 working days after the application is received: the panel meets",
        "At least 2 working days before the panel meets: the panel gets its papers",
        "Within 7 working days after the panel meets: we write to tell you the outcome",
        "The victim is invited, unless something exceptional speaks against it",
        "If 3 or more complaints about the behaviour qualify, the agencies must hold",
        "counts several complaints about one date once",
        "With how the application was dealt with: Write to us, email us or ring us",
        "You can do so within 4 weeks after the letter with the decision",
    ):
        assert says in leaflet


@pytest.mark.parametrize("name", shipped())
def test_what_is_own_choice_is_never_told_as_published(name):
    """Each number beside a time leads to that time's own source, and to its kind."""
    kinds = {
        Origin.PUBLISHED: "published",
        Origin.STATUTE: "the Act",
        Origin.OWN_CHOICE: "the partnership's own choice",
    }
    leaflet, procedure = told(name), read_procedure(name)
    sources = dict(re.findall(r"\[(\d+)\] ([a-zA-Z' ]+: .*?)(?= \[\d+\] [a-zA-Z]|$)",
                              leaflet.split("WHERE THIS COMES FROM")[1]))  # fmt: skip
    for timer in procedure.timers:
        expected = f"{kinds[timer.origin]}: {timer.reference}"
        assert any(source.startswith(expected) for source in sources.values())
    pointed = set(re.findall(r"\[([\d, ]+)\]", leaflet.split("WHERE THIS")[0]))
    assert {n for each in pointed for n in each.split(", ")} == set(sources)


@pytest.mark.parametrize("name", shipped())
def test_every_line_fits_a_terminal(name):
    text = "\n".join(printed(read_procedure(name)))
    too_long = [line for line in text.split("\n") if len(line) > 88]
    assert all("https://" in line for line in too_long)


def test_what_is_switched_off_is_not_told_as_a_way():
    assert "policing body" not in told("east-cambridgeshire").partition("WHERE THIS")[0]


def test_what_a_procedure_leaves_out_is_said():
    leaflet = told("statute")
    for says in (
        "No point of contact is named",
        "It sets no times",
        "It names no body",
        "How you can take part, it does not say",
        "With how the application was dealt with: it does not say",
    ):
        assert says in leaflet


def test_the_challenge_of_suffolk_says_what_it_excludes_and_how_it_ends():
    leaflet = told("suffolk")
    assert "While the action plan is live, there is no appeal" in leaflet
    assert "The appeal is upheld and the case is referred back; or The rev" in leaflet


def test_the_consent_that_stockton_asks_for_is_told():
    assert "agree that your data are passed to the commissioner" in told("stockton")
