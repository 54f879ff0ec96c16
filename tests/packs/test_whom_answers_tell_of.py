"""Whom an answer tells of decides who is given it, in each pack of a case.

Whoever applied is not the victim.  An applicant has a right to their own data, and the
victim to theirs (UK GDPR, Art. 15); the panel reads everything, with whom it tells of.
"""

from datetime import date

import pytest

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.pack.facts import PackKind
from asbreview.reviews.told import SearchTold
from desk import desk, filled_in
from journey import BODIES
from packs import test_must_show as must_show
from packs.papers import APPLICANT, FULL, made, make, opened, pages

ON, TODAY = date(2026, 3, 18), date(2026, 3, 26)
OF_APPLICANT, OF_VICTIM, OF_BOTH, UNMARKED = (
    "MARKERAPPLICANT",
    "MARKERVICTIM",
    "MARKERPART",
    "MARKERUNMARKED",
)
ANSWERS = (
    {
        "answer": OF_APPLICANT,
        "tells_of": [Whom.APPLICANT],
        "came_by": CameBy.LETTER,
        "given_by": "MARKEROFFICER",
    },
    {"answer": OF_VICTIM, "tells_of": [Whom.VICTIM]},
    {
        "answer": "MARKERWHOLE",
        "tells_of": [Whom.COMPLAINED_OF, Whom.APPLICANT],
        "may_be_told": MayBeTold.PART,
        "part_told": OF_BOTH,
    },
    {"answer": UNMARKED},  # as of any day before it was asked
)
DID_TO_OTHER = "MARKERWARNED"


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        must_show.for_somebody_else(work)
        work.tale.decide(date(2026, 3, 9))
        work.reviews.request_information(
            work.tale.case_id,
            bodies=BODIES,
            requested_on=date(2026, 3, 10),
            questions="What do you hold?",
            search=SearchTold(
                by="MARKERSEARCH",
                from_on=date(2025, 7, 1),
                to_on=date(2026, 3, 10),
            ),
            signed=work.tale.signed(date(2026, 3, 10)),
        )
        for request_id, answer in zip(
            work.case.evidence.requests, ANSWERS, strict=True
        ):
            told = {"kind": AnswerKind.RETURNED, "may_be_told": MayBeTold.ALL}
            work.reviews.answer_request(
                work.tale.case_id,
                request_id,
                answered_on=ON,
                **told | answer,
                signed=work.tale.signed(ON),
            )
        work.reviews.put_response_on_file(
            work.tale.case_id,
            body_id=BODIES[0],
            done_on=date(2026, 1, 15),
            did=DID_TO_OTHER,
            may_be_told=True,
            tells_of=[Whom.COMPLAINED_OF],
            signed=work.tale.signed(ON),
        )
        work.tale.assess(ON).convene(ON)
        yield work.on(TODAY)


def says(work, kind):
    if kind in {FULL, APPLICANT}:
        return " ".join(pages(made(work, kind)))
    work.on(TODAY).send(
        "/history/pack", filled_in(work.get("/history/pack")) | {"kind": kind}
    )
    assert make(work) == 1
    return " ".join(pages(opened(work).content))


def test_the_panel_reads_all_of_it_and_whom_each_tells_of(work):
    told = says(work, FULL)
    for marker in (OF_APPLICANT, OF_VICTIM, OF_BOTH, UNMARKED, DID_TO_OTHER):
        assert marker in told, marker
    assert "MARKERWHOLE" in told
    searched = "To search its records from Tuesday 1 July 2025 to Tuesday 10 March 2026"
    assert told.count(searched) == len(BODIES)
    assert told.count("MARKERSEARCH") == len(BODIES)
    assert "It came by letter, from MARKEROFFICER." in told
    assert "It tells of the applicant and of the person complained of." in told
    assert "It tells of the victim." in told
    assert told.count("It is not said whom it tells of.") == 1


def test_the_applicants_edition_has_what_they_may_be_told_and_not_of_others_whole(work):
    told = says(work, APPLICANT)
    for marker in (OF_APPLICANT, OF_VICTIM, OF_BOTH, UNMARKED, DID_TO_OTHER):
        assert marker in told, marker
    assert "MARKERWHOLE" not in told
    assert "MARKEROFFICER" not in told
    assert "MARKERSEARCH" not in told


def test_an_applicant_who_asks_for_their_data_has_what_is_about_them(work):
    told = says(work, PackKind.SUBJECT_APPLICANT)
    for marker in (OF_APPLICANT, OF_BOTH, UNMARKED):
        assert marker in told, marker
    secret = ("MARKERWHOLE", "MARKEROFFICER", "MARKERSEARCH")
    for marker in (OF_VICTIM, DID_TO_OTHER, *secret):
        assert marker not in told, marker
    assert "is not about you, but about somebody else" in told
    withheld = told[told.rindex("8. What is withheld") :]
    assert withheld.count("tells of somebody else and not of you") == 2


def test_the_victim_is_told_which_answers_are_not_about_them(work):
    told = says(work, PackKind.SUBJECT_VICTIM)
    for marker in (OF_APPLICANT, OF_BOTH, DID_TO_OTHER, "MARKERWHOLE"):
        assert marker not in told, marker
    withheld = told[told.rindex("8. What is withheld") :]
    # the answer about whoever applied, that about them and another, and what was done
    assert withheld.count("tells of somebody else and not of you") == 3
    # the one about the victim, and the one of which nobody said
    assert withheld.count("said what may be told to whoever applied") == 2
