"""The case for an ombudsman: when each thing was due and done, who decided, why."""

from datetime import date

import page
import pytest

from asbreview.access.status_codes import code_of
from asbreview.domain.letter.facts import Status
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.panel.facts import VictimCame
from asbreview.working import sender_of
from desk import desk, filled_in, words
from packs.papers import make, opened, pages

TODAY = date(2026, 5, 20)  # a Wednesday
HERE = "/history/pack"


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        tale = work.tale.apply()
        sender_of(work.installation).run_once(work.clock())
        made = [x.id for x in tale.all_letters() if x.status is Status.HANDED_OVER]
        on = date(2026, 3, 3)
        work.reviews.post_letters(made, posted_on=on, signed=tale.signed(on))
        tale.decide().post(date(2026, 3, 9)).ask().answer(date(2026, 3, 27))
        tale.assess().convene().choose().hold(victim_came=VictimCame.CAME).find().post(
            date(2026, 4, 7)
        )
        yield work.on(TODAY)


@pytest.fixture(scope="module")
def pdf(work):
    work.as_auditor()
    asked = work.send(HERE, filled_in(work.get(HERE)) | {"kind": PackKind.OMBUDSMAN})
    assert "The case is being put together." in asked.text
    assert make(work) == 1
    return opened(work).content


def says(pdf):
    return " ".join(pages(pdf))


def test_an_auditor_has_it_made_by_one_button_and_it_is_on_record(work, pdf):
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.kind is PackKind.OMBUDSMAN
    assert pack.made.pages == len(pages(pdf))
    shown = words(work.get(HERE))
    assert "asked for by Ann Fen" in shown
    assert "Pack asked for" in words(work.get("/history"))
    assert "The case for an ombudsman" not in words(work.get("/panel"))


def test_it_says_when_each_thing_was_due_and_whether_it_was_kept(pdf):
    told = says(pdf)
    # Asked on Tuesday 10 March, ten working days on is Tuesday 24 March 2026.
    assert "Tuesday 24 March 2026 Friday 27 March 2026 No: 3 days late" in told
    assert "Every time that was set, and whether it was kept" in told


def test_it_says_by_which_rule_each_day_was_counted_and_where_that_is_from(pdf):
    """The lengths are those of the procedures as the journey has them, written here."""
    told = says(pdf)
    assert "How the days were counted, by the review procedures of the case" in told
    for rule in (
        "20 working days from the application",
        "10 working days from the request for information",
        "2 working days before the meeting of the panel",
    ):
        assert rule in told
    # The papers go before the meeting: their day comes before what it is counted from.
    assert ", counted back" in told


def test_nothing_on_it_has_to_be_guessed(pdf):
    told = says(pdf)
    assert "How it ended it has not ended" in told
    assert "No: 1 day late" in told  # partners were asked on the sixth working day
    assert "How long ago 61 days before Wednesday 20 May 2026" in told  # 20 March


def test_the_time_that_an_applicant_has_to_challenge_is_nobodys_lateness(pdf):
    """26 times, of which two are theirs; asking and four answers were late, the papers
    were never sent, the invitation went after the meeting, and the three actions are
    overdue, as are the answers to two recommendations.  Once they heard from us a day
    late, and since 5 May not at all.
    """
    told = says(pdf)
    assert (
        "24 times were set for the partnership and the bodies; 14 were not kept" in told
    )
    assert told.count("own to use or not") == 2


def test_it_says_who_decided_on_what_and_why(pdf):
    told = says(pdf)
    for what in (
        "Three complaints qualify. MARKERTEXT",
        "Complaints on file: 4",
        "Risk: not assessed",  # when the threshold was decided, on 9 March
        "Risk: assessed on Friday 20 March 2026, ",  # when the panel met
        "In the chair Odile Fenwick",
        "Has had no part in the case or its handling.",
        "They chose to take part: attends",
        "The victim came to the meeting",
        "Recorded by Sam Reed",
        "Visits were not followed up",
        "The visits should have been followed up. MARKERTEXT",
        "Not adequate",  # why an option was not chosen
        "The applicant was told on Tuesday 7 April 2026.",
    ):
        assert what in told, what


def test_it_says_what_has_been_done_since(pdf):
    told = says(pdf)
    assert "Recommendation 1, to East Cambridgeshire District Council" in told
    assert "The body has not answered it." in told
    assert "Write to the landlord" in told


def test_the_code_for_following_the_case_is_left_out_of_it(work, pdf):
    contact = work.reviews.case(work.tale.case_id).contact
    code = code_of(contact, work.installation.keyring)
    assert "your code, left out of this copy" in says(pdf)
    assert code not in says(pdf)


def test_it_has_each_letter_in_the_words_in_which_it_went(pdf):
    told = says(pdf)
    assert "Acknowledgement, sent on Tuesday 3 March 2026" in told
    assert "To Marigold MARKERNAME. SHA-256 of what went:" in told
    assert "Dear Marigold MARKERNAME" in told
    assert "No copy of it is kept" in told  # of those that a test only said had gone


def test_no_rule_of_pdf_ua_is_broken(pdf):
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []


def test_an_auditor_still_makes_no_papers_for_a_panel(work):
    work.as_auditor()
    fields = filled_in(work.get(HERE)) | {"kind": "panel pack, full edition"}
    assert work.send("/panel/packs", fields).status_code == 403
