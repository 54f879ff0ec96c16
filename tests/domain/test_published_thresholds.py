"""The published thresholds: who has to hold a review, and by which rule.

Applied on Monday 2 March 2026.  The Act's own test runs beside every procedure's.
"""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.threshold import Complaint, ThresholdDuty, find_threshold
from asbreview.procedures import read_procedure, shipped

MUST, BODIES = ThresholdDuty.MUST_BE_MET, ThresholdDuty.FOR_THE_BODIES
PROCEDURES = {name: read_procedure(name) for name in shipped()}


def told(*days, made=None, **details):
    """Complaints about behaviour on these days, each reported on its day."""
    return [
        Complaint(
            complaint_id=UUID(int=number),
            behaviour_on=date.fromisoformat(day),
            made_on=date.fromisoformat(made or day),
            made_to="council",
            **details,
        )
        for number, day in enumerate(days, start=1)
    ]


def by_others(*days, **details):
    """One complaint by each of several people."""
    return [
        complaint.model_copy(update={"made_by": f"p{number}"})
        for number, complaint in enumerate(told(*days, **details), start=1)
    ]


JANUARY = ("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09")
LATE = {"made": "2026-02-20"}  # more than a month after January's behaviour


FIVE = by_others(*JANUARY, **LATE)


def find(name, complaints):
    rules = PROCEDURES[name].threshold
    found = find_threshold(complaints, applied_on=date(2026, 3, 2), rules=rules)
    return found.duty, found.rule


@pytest.mark.parametrize("name", shipped())
def test_three_qualifying_complaints_settle_it_everywhere(name):
    assert find(name, told(*JANUARY[:3])) == (MUST, "s.104(4)")
    assert find(name, told(*JANUARY[:2])) == (BODIES, "s.104(5)")


@pytest.mark.parametrize("name", shipped())
def test_no_caveat_and_no_counting_of_an_area_takes_that_away(name):
    rules = PROCEDURES[name].threshold
    found = find_threshold(
        told(*JANUARY[:1] * 3, incident="a"),
        applied_on=date(2026, 3, 2),
        rules=rules,
        caveats_noted={caveat.caveat_id for caveat in rules.caveats},
    )
    assert (found.duty, found.rule, found.counted_each) == (MUST, "s.104(4)", 3)
    assert [c.says for c in rules.caveats if c.says not in found.advice] == []


def test_richmond_counts_one_date_once_beside_the_acts_own_count():
    found = find_threshold(
        told(*JANUARY[:1] * 3),
        applied_on=date(2026, 3, 2),
        rules=PROCEDURES["richmond"].threshold,
    )
    assert (found.counted_each, found.qualifying) == (3, 1)


@pytest.mark.parametrize(
    ("name", "complaints", "rule"),
    [
        # Peterborough: five incidents of six months, told by five people.
        ("peterborough", FIVE, "community-problem"),
        ("peterborough", by_others(*JANUARY[:4], **LATE), None),
        ("peterborough", told(*JANUARY, **LATE), None),  # one person's, however many
        ("peterborough", by_others(*JANUARY, **LATE, incident="a"), None),
        # South Wales: three by one person, told late as well; not by three people.
        ("south-wales", told(*JANUARY[:3], **LATE), "three-by-one-person"),
        ("south-wales", by_others(*JANUARY[:3], **LATE), None),
        # Five at a linked location by several; places unknown are not linked.
        ("south-wales", by_others(*JANUARY, **LATE, location="a"),
         "five-at-a-linked-location"),
        ("south-wales", FIVE, None),
        # One hate incident, of the last six months: of 3 September on.
        ("south-wales", told("2026-01-05", hate=True), "one-hate-incident"),
        ("south-wales", told("2025-09-03", hate=True), "one-hate-incident"),
        ("south-wales", told("2025-09-02", hate=True), None),
        # Fenland: three incidents of the six months up to the latest report, and the
        # application within six months of it.  The first two are too old for the Act.
        ("fenland", told("2025-06-01", "2025-08-01", "2025-10-01"), "three-incidents"),
        ("fenland", told("2025-03-01", "2025-06-01", "2025-08-20"), None),
        ("fenland", told("2025-03-01", "2025-08-01", "2025-10-01"), None),
        # Elsewhere the number is all there is.
        ("east-cambridgeshire", told("2025-06-01", "2025-08-01", "2025-10-01"), None),
        ("east-herts", told("2026-01-05", hate=True), None),
    ],
)  # fmt: skip
def test_a_published_rule_that_adds_a_way(name, complaints, rule):
    assert find(name, complaints) == ((MUST, rule) if rule else (BODIES, "s.104(5)"))


def test_peterborough_asks_for_the_names_beside_what_it_counts():
    found = find_threshold(
        FIVE,
        applied_on=date(2026, 3, 2),
        rules=PROCEDURES["peterborough"].threshold,
    )
    assert "names and addresses of the five people" in found.advice[0]
