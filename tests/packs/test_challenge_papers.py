"""The papers of a challenge: for whoever hears it, and for whoever made it."""

from datetime import UTC, date, datetime
from uuid import UUID

import page
import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.letter.facts import Status
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.hearing import HowHeard
from asbreview.domain.pack.facts import PackKind
from asbreview.reviews.told import HearerTold, HearingTold
from asbreview.working import sender_of
from desk import ODILE, SAM, date_in, desk, filled_in, words
from journey import AREAS, COUNCIL
from packs.papers import (
    bookmarks,
    contents,
    everything_in,
    give,
    make,
    opened,
    pages,
    picture,
)
from visiting import PASSWORD

TODAY = date(2026, 5, 20)
SECRET = "MARKERSECRET: the neighbour at number nine is being watched"
LATE = "MARKERLATE: four more calls, found in the other book"
ISLA = Account(
    UUID(int=81), "isla@ely.example", "Isla Quill", Role.LEAD, COUNCIL, AREAS
)
THORA = Account(
    UUID(int=82), "thora@ely.example", "Thora Bexwell", Role.CHAIR, COUNCIL, AREAS
)


def answer(work, says, on, *, told=MayBeTold.NONE):
    """Answer the first request that is not answered yet."""
    tale, reviews = work.tale, work.reviews
    first, *_ = reviews.case(tale.case_id).evidence.unanswered
    reviews.answer_request(
        tale.case_id,
        first.request_id,
        answered_on=on,
        kind=AnswerKind.RETURNED,
        answer=says,
        may_be_told=told,
        why_none="An operation is going on" if told is MayBeTold.NONE else "",
        signed=tale.signed(on),
    )


def go(work):
    """A review of which one body answered in time, and one after the outcome."""
    tale, reviews = work.tale.apply(), work.reviews
    sender_of(work.installation).run_once(work.clock())
    made = [x.id for x in tale.all_letters() if x.status is Status.HANDED_OVER]
    on = date(2026, 3, 3)
    reviews.post_letters(made, posted_on=on, signed=tale.signed(on))
    tale.decide().post(date(2026, 3, 9)).ask()
    answer(work, SECRET, date(2026, 3, 18))
    answer(work, "Two visits, one warning.", date(2026, 3, 19), told=MayBeTold.ALL)
    give(work, picture("red"), on=date(2026, 3, 20))
    tale.assess().convene().choose().hold().find().post(date(2026, 4, 7))
    answer(work, LATE, date(2026, 4, 9))
    give(
        work,
        picture("blue"),
        giver=COUNCIL,
        called="late.jpg",
        shows="MARKERLATEFILE",
        on=date(2026, 4, 9),
    )
    tale.challenge(date(2026, 4, 10))


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        go(work)
        for account in (ISLA, THORA):
            open_account(
                work.installation.office,
                account,
                password=PASSWORD,
                at=work.clock(),
            )
        yield work.on(TODAY)


@pytest.fixture(scope="module")
def here(work):
    (challenge_id,) = work.case.outcome.challenges
    return f"/challenges/{challenge_id}/papers"


@pytest.fixture(scope="module")
def made(work, here):
    """Each edition, made by the caseworker with one button."""
    work.on(TODAY)
    found = {}
    for kind in (PackKind.HEARERS, PackKind.CHALLENGER):
        asked = work.send(here, filled_in(work.get(here)) | {"kind": kind})
        assert "The papers are being put together." in words(asked)
        assert make(work) == 1
        found[kind] = opened(work).content
    return found


def section(pdf, number):
    """Return what a section says, from its heading to the next, past the contents."""
    says = " ".join(pages(pdf)[2:])
    start = says.index(f" {number}. ")
    end = says.find(f" {number + 1}. ", start)
    return says[start : end if end > 0 else None]


def test_hearers_read_what_was_decided_why_and_by_whom(made):
    told = section(made[PackKind.HEARERS], 2)
    for what in (
        "Three complaints qualify. MARKERTEXT",
        "The visits should have been followed up. MARKERTEXT",
        "Not adequate",  # why an option was not chosen
        "In the chair Odile Fenwick",
        "Recorded by Sam Reed",
    ):
        assert what in told, what
    assert "Nobody rang back" in section(made[PackKind.HEARERS], 1)


def test_what_was_before_the_deciders_is_kept_apart_from_what_came_since(made):
    pdf = made[PackKind.HEARERS]
    answered = section(pdf, 6)
    assert SECRET in answered
    assert "Two visits, one warning." in answered
    assert "MARKERLATE" not in answered
    assert "It has not answered." in answered  # as it was then
    assert LATE in section(pdf, 10)
    assert SECRET not in section(pdf, 10)
    assert "MARKERLATEFILE" not in section(pdf, 11)
    assert "MARKERLATEFILE" in section(pdf, 12)
    before = section(pdf, 4)
    assert "Answers of bodies: " in before
    assert "NOT before them, though asked for: the answers of" in before


def test_what_a_body_may_not_have_told_is_nowhere_in_the_applicants(made):
    everything = everything_in(made[PackKind.CHALLENGER])
    for secret in (b"MARKERSECRET", b"MARKERLATE", b"An operation", b"Sleeps badly"):
        assert secret not in everything, secret
    told = " ".join(pages(made[PackKind.CHALLENGER]))
    for what in (
        "Nobody rang back",
        "Two visits, one warning.",
        "The visits should have been followed up. MARKERTEXT",
        "Dear Marigold MARKERNAME",
        "This came after the decision that is challenged.",
    ):
        assert what in told, what
    assert "Odile Fenwick" not in told.split("8. The letters that we sent you")[0]


@pytest.mark.parametrize("kind", [PackKind.HEARERS, PackKind.CHALLENGER])
def test_each_has_contents_bookmarks_and_numbers_and_breaks_no_rule(made, kind):
    pdf = made[kind]
    read = pages(pdf)
    assert all(f"Page {n} of {len(read)}" in at for n, at in enumerate(read, 1))
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []
    marks = dict(bookmarks(pdf))
    for title, number in contents(pdf):
        assert marks[title] == number - 1, title


def test_only_those_who_hear_it_and_the_caseworker_open_them(work, here, made):
    assert work.on(TODAY).get(here).text.count("pack.pdf") == 2
    for account in (ISLA, ODILE, THORA):
        let_in(work)
        work.sits(account)
        assert opened(work, 1).status_code == 404
        shown = words(work.get(here))
        assert "2 documents made so far." in shown
        assert "Make the papers" not in shown
    work.as_auditor()
    assert opened(work, 1).status_code == 404
    work.sits(ISLA)
    form = filled_in(work.get("/challenges/new"))
    sent = {name: form[name] for name in ("command_id", "csrf_token")}
    refused = work.send(here, sent | {"kind": PackKind.HEARERS})
    assert refused.status_code == 409
    assert "Only those who hear the challenge" in words(refused)


def let_in(work):
    tale = work.tale
    chairs = ODILE.account_id, THORA.account_id
    if set(work.case.known.let_in) != set(chairs):
        work.reviews.let_in(tale.case_id, chairs, signed=tale.signed(TODAY))
        work.on(TODAY)


def test_a_chair_who_hears_it_opens_them_and_no_longer_once_another_does(
    work, here, made
):
    let_in(work)
    (challenge_id,) = work.case.outcome.challenges
    hearing = f"/challenges/{challenge_id}/hearing"
    form = words(work.on(TODAY).get(hearing))
    assert "Thora Bexwell, chair" in form
    assert "Sam Reed, caseworker" not in form  # who had the case
    typed = {
        "hearers-0-name": "Thora Bexwell",
        "hearers-0-of": "The council",
        "took_part": "false",
        "independence": "She has had no part in it",
        "how": "on the papers",
        **date_in("heard_on", date(2026, 6, 9)),
        "heard_at": "10:30am",
    }
    told = work.fill_in(hearing, **typed, accounts=str(THORA.account_id))
    assert "It is recorded who hears" in words(told)
    work.sits(THORA)
    assert opened(work, 1).status_code == 200
    assert "Make the papers" not in words(work.get(here))  # a chair records nothing
    work.sits(ODILE)
    assert opened(work, 1).status_code == 404
    work.on(TODAY).fill_in(hearing, **typed, accounts=[])
    work.sits(THORA)
    assert opened(work, 1).status_code == 404


def test_whoever_had_the_case_or_recorded_a_decision_on_it_does_not_hear_it(work):
    (challenge_id,) = work.case.outcome.challenges
    told = HearingTold(
        hearers=[HearerTold(name="S. Reed", of="The council")],  # written otherwise
        took_part=False,
        independence="None",
        how=HowHeard.PAPERS,
        heard_at=datetime(2026, 6, 9, 10, tzinfo=UTC),
        accounts=[SAM.account_id],
    )
    with pytest.raises(NotPermittedYet) as refused:
        work.reviews.arrange_hearing(
            work.tale.case_id, challenge_id, told, signed=work.tale.signed(TODAY)
        )
    assert refused.value.field == "accounts"


def test_a_challenge_that_another_body_decides_has_no_papers_here(work):
    """Those of a kind that names a challenge are made by its own button alone."""
    fields = filled_in(work.on(TODAY).get("/panel")) | {"kind": PackKind.HEARERS}
    assert work.send("/panel/packs", fields).status_code == 409


def test_what_was_decided_on_a_later_challenge_waits_for_its_own_letter(tmp_path):
    """A letter of an earlier challenge, to the same person, told nothing of it."""
    with desk(tmp_path) as work:
        go(work)
        tale, on = work.tale, date(2026, 4, 13)
        tale.arrange_hearing(on)
        decide(work, "The diary was left out.", on)
        tale.post(on)
        tale.challenge(date(2026, 5, 4)).arrange_hearing(date(2026, 5, 5))
        decide(work, "MARKERSECOND", date(2026, 5, 6))
        work.on(TODAY)
        second = list(work.case.outcome.challenges)[-1]
        here = f"/challenges/{second}/papers"
        work.send(here, filled_in(work.get(here)) | {"kind": PackKind.CHALLENGER})
        assert make(work) == 1
        says = everything_in(opened(work).content)
        assert b"Who hears it" in says
        assert b"MARKERSECOND" not in says


def decide(work, reasons, on):
    work.reviews.decide_challenge(
        work.tale.case_id,
        list(work.case.outcome.challenges)[-1],
        upheld=Upheld.NOT_UPHELD,
        decided_on=on,
        reasons=reasons,
        follows="",
        signed=work.tale.signed(on),
    )


def test_whoever_had_the_case_then_does_not_open_them_as_of_then(tmp_path):
    """The papers are the caseworker's of today, whatever day is looked at."""
    with desk(tmp_path) as work:
        go(work)
        work.on(TODAY)
        (challenge_id,) = work.case.outcome.challenges
        here = f"/challenges/{challenge_id}/papers"
        work.send(here, filled_in(work.get(here)) | {"kind": PackKind.HEARERS})
        assert make(work) == 1
        open_account(work.installation.office, ISLA, password=PASSWORD, at=work.clock())
        next_day = date(2026, 5, 21)
        work.reviews.assign(
            work.tale.case_id, ISLA.account_id, signed=work.tale.signed(next_day)
        )
        work.on(date(2026, 5, 22))
        papers, then = "/panel/packs/1/pack.pdf", {"as_of": TODAY.isoformat()}
        assert work.get(papers).status_code == 404
        assert work.get(papers, **then).status_code == 404
        assert "pack.pdf" not in work.get(here, **then).text
        work.sits(ISLA)
        assert work.get(papers).status_code == 200
        assert work.get(papers, **then).status_code == 200
