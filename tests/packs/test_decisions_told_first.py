"""Nobody learns from their papers what was decided before the letter that tells it.

A letter may be held back: because it is not safe to write, or is to be read over first.
What is withheld is listed, but not under a name that tells the decision.
"""

from datetime import date

import pytest

from asbreview.domain.pack.facts import PackKind
from desk import desk
from packs.papers import made, pages
from packs.test_challenge_papers import decide

TODAY = date(2026, 5, 20)
SUBJECT, PANEL = PackKind.SUBJECT_APPLICANT, PackKind.APPLICANT
POLICING = PackKind.POLICING_BODY
ON = date(2026, 4, 13)


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply().post(date(2026, 3, 3))
        yield work


def says(work, kind):
    return " ".join(" ".join(pages(made(work.on(TODAY), kind))).split())


def withheld(told):
    return told[told.rindex("8. What is withheld") :]


def test_a_decision_on_a_challenge_waits_for_its_letter(work):
    tale = work.tale.decide().post(date(2026, 3, 9)).ask().answer().assess()
    tale.convene().choose().hold().find().post(date(2026, 4, 7))
    tale.challenge(date(2026, 4, 10)).arrange_hearing(date(2026, 4, 12))
    decide(work, "MARKERREASONS", ON)
    told = says(work, SUBJECT)
    assert "MARKERREASONS" not in told
    assert "not upheld" not in told
    assert "A decision on a challenge" in withheld(told)
    assert "the letter that tells it has not gone yet" in withheld(told)
    assert "MARKERREASONS" not in says(work, POLICING)
    tale.post(ON)
    told = says(work, SUBJECT)
    assert "MARKERREASONS" in told[: told.rindex("6. The letters to you")]
    assert "A decision on a challenge" not in withheld(told)
    assert "MARKERREASONS" in says(work, POLICING)


def test_the_decision_on_the_threshold_waits_for_its_letter(work):
    tale = work.tale.decide()
    for kind in (SUBJECT, PANEL):
        told = says(work, kind)
        assert "MARKERTEXT" not in told
        assert "decided: met" not in told
    told = says(work, SUBJECT)
    assert "A decision on the threshold" in withheld(told)
    tale.post(date(2026, 3, 9))
    told = says(work, SUBJECT)
    assert "The threshold was decided: met" in told
    assert "on the threshold" not in withheld(told)


def test_which_complaints_count_waits_for_the_letter_too(work):
    tale = work.tale.decide()
    told = says(work, PANEL)
    assert "we will write to you about the threshold" in told
    assert "It came in after" not in told
    tale.post(date(2026, 3, 9))
    assert "we will write to you about the threshold" not in says(work, PANEL)


def test_the_outcome_waits_for_its_letter(work):
    tale = work.tale.decide().post(date(2026, 3, 9)).ask().answer().assess()
    tale.convene().choose().hold().find()
    told = says(work, SUBJECT)
    assert "The visits should have been followed up" not in told
    for what in ("What the panel found", "What the panel recommended"):
        assert what in withheld(told)
    assert "Findings" not in withheld(told)
