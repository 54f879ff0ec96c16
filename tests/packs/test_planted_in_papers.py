"""What is planted in a text or a file's name is words in papers, and nothing else."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from asbreview.domain.pack.facts import PackKind
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews.told import ChallengeTold
from desk import desk, filled_in
from packs.papers import APPLICANT, FULL, give, made, make, opened, pages, picture

TODAY = date(2026, 5, 20)
PLANTED = (
    '#panic() #eval("1+41") <script>alert(1)</script> {{ 7*7 }} $sum$ @cite =HYPERLINK'
)
OUTSIDE = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/RichMedia")


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        tale = work.tale.apply().decide().ask().answer().assess().convene().choose()
        give(work, picture("red"), called=f"{PLANTED}.jpg", shows=PLANTED)
        tale.hold().find().post(date(2026, 4, 7))
        told = ChallengeTold(
            of=Challenged.REVIEW,
            made_by=work.case.contact.applicant_id,
            received_on=date(2026, 4, 10),
            channel=HeardBy.PHONE,
            grounds=PLANTED,
        )
        work.reviews.receive_challenge(
            tale.case_id, told, signed=tale.signed(date(2026, 4, 10))
        )
        yield work.on(TODAY)


@pytest.fixture(scope="module")
def papers(work):
    (challenge_id,) = work.case.outcome.challenges
    page = f"/challenges/{challenge_id}/papers"
    found = {kind: made(work, kind) for kind in (FULL, APPLICANT)}
    for kind in (PackKind.HEARERS, PackKind.CHALLENGER):
        work.send(page, filled_in(work.get(page)) | {"kind": kind})
        assert make(work) == 1
        found[kind] = opened(work).content
    return found


def test_what_is_planted_stands_in_papers_as_it_was_typed(papers):
    for kind in (FULL, PackKind.HEARERS, PackKind.CHALLENGER):
        told = " ".join(pages(papers[kind]))
        for planted in ("#panic()", "#eval(", "<script>alert(1)</script>", "{{ 7*7 }}"):
            assert planted in told, (kind, planted)
        assert "{{ 49 }}" not in told


def test_no_paper_holds_a_script_or_leads_anywhere(papers):
    for kind, pdf in papers.items():
        with pikepdf.open(BytesIO(pdf)) as read:
            for each in read.objects:
                if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                    for name in OUTSIDE:
                        assert name not in each, (kind, name)
                    assert str(each.get("/S")) not in {"/URI", "/GoToR", "/SubmitForm"}
