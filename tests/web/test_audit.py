"""What an auditor asks across cases: what answers each question, and who may ask.

One case went badly: told late, its panel held without papers and with no answer from
any body.  Another was decided not to be met, with three complaints that are too old.
"""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest

import asbreview.web
from asbreview.access import read_log
from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.export_log import Exported, note_export
from asbreview.access.read_log import Read, note_read
from asbreview.domain.application import Capacity
from asbreview.web import audit_reads
from asbreview.web.audit_questions import QUESTIONS
from asbreview.web.comma_separated import saved_as_csv
from desk import Day, date_in, desk, words
from journey import (
    BODIES,
    COUNCIL,
    EAST_CAMBRIDGESHIRE,
    MARIGOLD,
    PROCEDURE,
    complaint,
)
from visiting import PASSWORD, sign_in

TODAY = date(2026, 4, 30)  # a Thursday
MARCH = {
    **date_in("from_on", date(2026, 3, 1)),
    **date_in("to_on", date(2026, 3, 31)),
    "area": PROCEDURE,
    "days": "28",
}
APRIL = MARCH | {
    **date_in("from_on", date(2026, 4, 1)),
    **date_in("to_on", TODAY),
}
TOO_OLD = [
    complaint(date(2025, 3, 1) + timedelta(days=n), date(2025, 3, 8)) for n in range(3)
]


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("audit")) as at_desk:
        tale, reviews = at_desk.tale, at_desk.reviews
        tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        tale.ask(date(2026, 3, 10))
        late = complaint(date(2026, 2, 1), date(2026, 2, 2), account="A slip")
        reviews.log_complaint(tale.case_id, late, signed=tale.signed(date(2026, 3, 11)))
        reviews.correct_evidence(
            tale.case_id,
            at_desk.case.evidence.complaints[-1].complaint_id,
            reason="That was another case",
            signed=tale.signed(date(2026, 3, 13)),
        )
        tale.post(date(2026, 3, 20)).assess().convene().choose().hold().find()
        other = another(at_desk, 8001)
        other.apply(complaints=TOO_OLD).decide(date(2026, 3, 10), met=False)
        other.post(date(2026, 3, 12))
        at_desk.other = reviews.case(other.case_id).trigger.reference
        hidden = another(at_desk, 8002)
        hidden.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        hidden.post(date(2026, 3, 24))
        reviews.restrict_case(
            hidden.case_id, (), reason="MARKER", signed=hidden.signed(date(2026, 3, 25))
        )
        at_desk.hidden_id = hidden.case_id
        at_desk.hidden = reviews.case(hidden.case_id).trigger.reference
        yield at_desk.on(TODAY).as_auditor()


def another(at_desk, number):
    tale = Day(at_desk.reviews, at_desk.clock)
    tale.seed = UUID(int=number)
    return tale


def ask(at_desk, question, asked=MARCH, **more):
    return at_desk.browser.get("/audit", params=asked | {"question": question} | more)


def rows(page):
    """What the answer lists: the cells of each row, as they read."""
    body = page.text.partition('id="answer"')[2].partition("</table>")[0]
    found = re.findall(r"<tr class=\"govuk-table__row\">(.*?)</tr>", body, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found)
    plain = [
        tuple(
            re.sub(r"<[^>]*>", "", cell.partition("<br>")[0]).strip() for cell in each
        )
        for each in cells
    ]
    return plain[1:]  # the first is the heads


def test_decisions_told_late_in_a_period(at_desk):
    """Decided on Monday 9 March, to be told by Monday the 16th: told on the 20th."""
    page = ask(at_desk, "told-late")
    mine = at_desk.case.trigger.reference
    says = "Tell the applicant the decision on the threshold"
    assert rows(page) == [(mine, "Friday 20 March 2026", says, "4")]
    assert "The applicant was told the threshold decision, or the outcome" in words(
        page
    )
    assert "n = 1 , on 1 case" in words(page)
    assert rows(ask(at_desk, "told-late", APRIL)) == []
    assert "n = 0" in words(ask(at_desk, "told-late", APRIL))


def test_steps_taken_late_in_a_period_by_us_or_by_a_body(tmp_path):
    """Asked on Monday 9 March, for the 23rd, a body answers on Wednesday the 25th.

    The others answer on the 23rd, their last day.  The applicant hears of the threshold
    on Friday the 20th, of Monday the 9th, and so four days after Monday the 16th.
    """
    asked, last = date(2026, 3, 9), date(2026, 3, 23)
    with desk(tmp_path) as at:
        tale = at.tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        tale.ask(asked).post(date(2026, 3, 20))
        late, *others = at.case.evidence.unanswered
        for request in others:
            tale.answer_one(request, last)
        tale.answer_one(late, date(2026, 3, 25))
        at.on(TODAY).as_auditor()
        page = ask(at, "steps-late")
        body = next(
            b.name
            for b in EAST_CAMBRIDGESHIRE.relevant_bodies
            if b.body_id == late.body_id
        )
        found = {(on, days): what for _, on, what, days in rows(page)}
        told, answered = ("Friday 20 March 2026", "4"), ("Wednesday 25 March 2026", "2")
        assert set(found) == {told, answered}
        assert found[told] == "Tell the applicant the decision on the threshold"
        assert body in found[answered]
        assert rows(ask(at, "steps-late", APRIL)) == []


def test_steps_that_were_given_more_time(tmp_path):
    """Until Monday 13 April, said on Friday 20 March; in April nothing was given."""
    with desk(tmp_path) as at:
        tale = at.tale.apply().post(date(2026, 3, 3))
        tale.reviews.extend_deadline(
            tale.case_id,
            "decide-threshold",
            was_due_on=date(2026, 3, 30),
            due_on=date(2026, 4, 13),
            reason="The police need longer",
            signed=tale.signed(date(2026, 3, 20)),
        )
        at.on(TODAY).as_auditor()
        [(reference, given_on, what)] = rows(ask(at, "more-time"))
        assert (reference, given_on) == (
            at.case.trigger.reference,
            "Friday 20 March 2026",
        )
        assert "Decide threshold" in what
        assert "13 April 2026" in what
        assert rows(ask(at, "more-time", APRIL)) == []


def test_cases_that_are_not_theirs_are_counted_and_not_named(at_desk):
    page = ask(at_desk, "told-late")
    assert "and 1 on cases that you may not see" in words(page)
    assert at_desk.hidden not in page.text


def test_panels_held_without_an_answer_name_the_silent_bodies(at_desk):
    [(reference, on, what)] = rows(ask(at_desk, "held-unanswered", APRIL))
    assert (reference, on) == (
        at_desk.case.trigger.reference,
        "Wednesday 1 April 2026",
    )
    names = {b.body_id: b.name for b in EAST_CAMBRIDGESHIRE.relevant_bodies}
    assert sorted(what.split(", ")) == sorted(names[body] for body in BODIES)
    assert rows(ask(at_desk, "held-unanswered")) == []


def test_an_answer_before_the_meeting_is_an_answer(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale
        tale.apply().decide().post(date(2026, 3, 10)).ask().answer()
        tale.assess().convene().choose().hold()
        at_desk.on(TODAY).as_auditor()
        assert rows(ask(at_desk, "held-unanswered", APRIL)) == []


def test_panels_held_with_a_body_never_asked_name_it(tmp_path):
    """All but the council, which keeps the case, are to be asked; one was not."""
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale
        tale.apply().decide().post(date(2026, 3, 10))
        bodies = EAST_CAMBRIDGESHIRE.relevant_bodies
        others = [b for b in bodies if b.body_id != COUNCIL]
        forgotten, late, *asked = others
        ask_bodies(tale, [body.body_id for body in asked], date(2026, 3, 10))
        tale.assess().convene().choose().hold()
        ask_bodies(tale, [late.body_id], date(2026, 4, 2))  # the day after it met
        at_desk.on(TODAY).as_auditor()
        [(reference, on, what)] = rows(ask(at_desk, "never-asked", APRIL))
        assert (reference, on) == (
            at_desk.case.trigger.reference,
            "Wednesday 1 April 2026",
        )
        assert what == f"{forgotten.name}, {late.name}"
        assert rows(ask(at_desk, "never-asked")) == []


def ask_bodies(tale, bodies, on):
    tale.reviews.request_information(
        tale.case_id,
        bodies=bodies,
        requested_on=on,
        questions="What reports have you had?",
        signed=tale.signed(on),
    )


def test_where_each_body_was_asked_the_panel_is_not_listed(at_desk):
    assert rows(ask(at_desk, "never-asked", APRIL)) == []


def test_panels_held_without_their_papers_and_without_the_victim_being_told(at_desk):
    found = rows(ask(at_desk, "never-taken", APRIL))
    reference, on = at_desk.case.trigger.reference, "Wednesday 1 April 2026"
    told = "Invite the victim to the panel, or tell them that they are not invited"
    assert found == [
        (reference, on, told),
        (reference, on, "Send the papers to the panel"),
    ]


def test_the_threshold_not_met_with_three_complaints(at_desk):
    found = rows(ask(at_desk, "not-met-three"))
    said = "3 complaints, of which 0 qualified"
    assert found == [(at_desk.other, "Tuesday 10 March 2026", said)]


def test_cases_without_contact_for_a_number_of_days(at_desk):
    """The other case had its last letter on 12 March: 49 days before 30 April."""
    other = (
        at_desk.other,
        "Thursday 12 March 2026",
        "the last contact or letter",
        "49",
    )
    assert other in rows(ask(at_desk, "no-contact", APRIL, days="49"))
    assert other not in rows(ask(at_desk, "no-contact", APRIL, days="50"))


def test_corrections_are_told_with_how_long_what_was_wrong_had_stood(at_desk):
    [row] = rows(ask(at_desk, "corrections"))
    mine = at_desk.case.trigger.reference
    assert row == (mine, "Friday 13 March 2026", "Complaint put on file", "2")


def test_what_is_put_right_by_saying_it_anew_is_a_correction_too(tmp_path):
    """Said on Monday 2 March, put right on the 6th, and once more on the 11th."""
    with desk(tmp_path) as at_desk:
        tale, reviews = at_desk.tale, at_desk.reviews
        tale.apply()
        for on, place in ((6, "Littleport"), (11, "Soham")):
            said = at_desk.case.trigger.application.model_copy(update={"place": place})
            reviews.correct_application(
                tale.case_id,
                said,
                reason="MARKER",
                signed=tale.signed(date(2026, 3, on)),
            )
        reviews.correct_victim(
            tale.case_id,
            Capacity.REPRESENTATIVE,
            replace(MARIGOLD, name="Rosalind Teasel"),
            reason="MARKER",
            signed=tale.signed(date(2026, 3, 12)),
        )
        at_desk.on(TODAY).as_auditor()
        mine, said = at_desk.case.trigger.reference, "What the application says"
        assert rows(ask(at_desk, "corrections")) == [
            (mine, "Friday 6 March 2026", said, "4"),
            (mine, "Wednesday 11 March 2026", said, "5"),
            (mine, "Thursday 12 March 2026", "Who the victim is", "10"),
        ]
        then = rows(ask(at_desk, "corrections", as_of="2026-03-10"))
        assert then == [(mine, "Friday 6 March 2026", said, "4")]


def test_what_was_recorded_late_by_so_many_days(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale
        tale.apply()
        at_desk.reviews.assess_risk(**assessment(tale, date(2026, 3, 4)))
        at_desk.on(TODAY).as_auditor()
        found = rows(ask(at_desk, "recorded-late", MARCH, days="7"))
        mine = at_desk.case.trigger.reference
        assert found == [(mine, "Wednesday 4 March 2026", "Risk assessed", "7")]
        assert rows(ask(at_desk, "recorded-late", MARCH, days="8")) == []


def assessment(tale, on):
    """What `assess` gives, recorded a week after the day."""
    told = {}

    class Kept:
        @staticmethod
        def assess_risk(case_id, **given):
            told.update(given, case_id=case_id)

    reviews, tale.reviews = tale.reviews, Kept
    try:
        tale.assess(on)
    finally:
        tale.reviews = reviews
    return told | {"signed": tale.signed(on + timedelta(days=7))}


def test_as_of_a_day_nothing_later_answers(at_desk):
    at_desk_19 = ask(at_desk, "told-late", MARCH, as_of="2026-03-19")
    assert rows(at_desk_19) == []
    told = ask(at_desk, "told-late", MARCH, as_of="2026-03-20")
    assert len(rows(told)) == 1
    assert f"/cases/{at_desk.case.trigger.reference}?as_of=" in told.text
    assert rows(ask(at_desk, "corrections", MARCH, as_of="2026-03-12")) == []


def test_each_answer_leads_to_the_case_the_day_before(at_desk):
    """An auditor finds a late decision and moves back to the day before it."""
    page = ask(at_desk, "told-late")
    mine = at_desk.address
    assert f'href="{mine}?as_of=2026-03-19"' in page.text
    told = words(at_desk.browser.get(f"{mine}?as_of=2026-03-19"))
    assert "as it was on Thursday 19 March 2026" in told
    later = re.search(
        'href="([^"]*)"[^>]*>Later<',
        at_desk.browser.get(f"{mine}?as_of=2026-03-19").text,
    )[1]
    assert "as_of=2026-03-20" in later  # what comes next is of the day it was told


def test_the_answer_can_be_saved_as_a_table(at_desk):
    page = ask(at_desk, "told-late")
    address = re.search(r'href="(/audit/csv\?[^"]*)"', page.text)[1]
    saved = at_desk.browser.get(address.replace("&amp;", "&"))
    assert saved.headers["content-type"].startswith("text/csv")
    assert "attachment" in saved.headers["content-disposition"]
    heads, row = csv.reader(StringIO(saved.text))
    told = dict(zip(heads, row, strict=True))
    assert told["case"] == at_desk.case.trigger.reference
    assert (told["on"], told["days"]) == ("2026-03-20", "4")
    assert told["question"] == "Decisions told late"
    assert at_desk.hidden not in saved.text


def test_no_cell_of_a_table_is_taken_for_a_formula():
    saved = saved_as_csv("x", ("a",), [("=1+1",), ("-2",), ("plain",), (None,)])
    assert saved.content.split("\r\n")[1:5] == ["'=1+1", "'-2", "plain", '""']


def test_no_page_writes_a_table_in_another_way():
    """So that what is said of one table is so of all: no cell of any is a formula."""
    there = Path(asbreview.web.__file__).parent.glob("*.py")
    writers = {path.name for path in there if "csv.writer" in path.read_text("utf-8")}
    assert writers == {"comma_separated.py"}


@pytest.mark.parametrize(
    ("typed", "told", "goes_to"),
    [
        ({}, "Select a question", "question"),
        ({"question": "whatever"}, "Select a question", "question"),
        (
            {"question": "told-late"} | date_in("to_on", date(2026, 2, 1)),
            "The last day must not be before the first",
            "to_on-day",
        ),
        (
            {"question": "no-contact", "days": "0"},
            "Enter a number of days from 1 to 3,650",
            "days",
        ),
        (
            {"question": "no-contact", "days": "many"},
            "Enter a number of days from 1 to 3,650",
            "days",
        ),
        ({"question": "told-late", "area": "atlantis"}, "Select the area", "area"),
    ],
)
def test_what_cannot_be_answered_is_told_at_its_field(at_desk, typed, told, goes_to):
    page = at_desk.browser.get("/audit", params=MARCH | typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert f'href="#{goes_to}"' in page.text


def test_the_first_page_offers_every_question_with_what_it_means(at_desk):
    told = words(at_desk.browser.get("/audit"))
    for question in QUESTIONS.values():
        assert question.title in told
        assert " ".join(question.definition.split()) in told
    assert 'href="/audit"' in at_desk.browser.get("/").text


def test_who_looked_at_what_across_the_cases_that_are_shown(at_desk):
    at_desk.get("/panel")
    page = at_desk.browser.get("/audit/reads")
    told = words(page)
    mine = at_desk.case.trigger.reference
    assert re.search(rf"Ann Fen 30 April 2026 at \d+:\d\dam {mine} /panel", told)
    sam = {"account": str(UUID(int=2))}
    week = date_in("from_on", date(2026, 4, 29)) | date_in("to_on", TODAY)
    assert "Ann Fen 30 April" not in words(
        at_desk.browser.get("/audit/reads", params=week | sam)
    )
    saved = at_desk.browser.get("/audit/reads/csv", params=week)
    assert ["Ann Fen", mine] in [
        [row[0], row[2]] for row in csv.reader(StringIO(saved.text))
    ]


def elsewhere(at_desk, number, name, areas):
    """Open an account that is not of the auditor's area."""
    account = Account(
        UUID(int=number), f"{name[:4]}@x.example", name, Role.LEAD, COUNCIL, areas
    )
    office, at = at_desk.installation.office, at_desk.clock()
    open_account(office, account, password=PASSWORD, at=at)
    return account.account_id


def offered(page):
    """Return whom the list of somebody to ask for names."""
    (listed,) = re.findall(
        r'<select[^>]*name="account".*?</select>', page.text, re.DOTALL
    )
    return [name.strip() for name in re.findall(r"<option[^>]*>([^<]*)", listed)]


def test_who_works_in_other_areas_alone_is_not_listed(at_desk):
    """But they are who looked at a case of this area: a joint one, it may be."""
    far = elsewhere(at_desk, 701, "Faro Distant", frozenset({"elsewhere"}))
    nowhere = elsewhere(at_desk, 702, "Nola Nowhere", frozenset())
    came = elsewhere(at_desk, 703, "Cato Passing", frozenset({"elsewhere"}))
    office = at_desk.installation.office
    for who, case_id in (
        (came, at_desk.tale.case_id),
        (far, at_desk.hidden_id),
    ):
        note_read(office, Read(who, case_id, "/cases/X/panel", at_desk.clock()))
    page = at_desk.browser.get("/audit/reads")
    listed = offered(page)
    assert {"Anybody", "Ann Fen", "Cato Passing"} <= set(listed)
    assert "Faro Distant" not in page.text
    assert "Nola Nowhere" not in page.text
    week = date_in("from_on", date(2026, 4, 24)) | date_in("to_on", TODAY)
    for who, answer in ((far, 409), (nowhere, 409), (came, 200)):
        asked = week | {"account": str(who)}
        for address in ("/audit/reads", "/audit/reads/csv"):
            page = at_desk.browser.get(address, params=asked)
            assert page.status_code == answer, who
    assert "Cato Passing" in at_desk.browser.get("/audit/reads", params=asked).text


def test_readings_of_a_case_that_is_not_shown_are_not_told(at_desk):
    """Sam, whose case it is, may read it; the auditor is not told that he did."""
    sign_in(at_desk.browser)
    assert at_desk.browser.get(f"/cases/{at_desk.hidden}").status_code == 200
    at_desk.as_auditor()
    assert at_desk.hidden not in at_desk.browser.get("/audit/reads").text


def test_readings_that_are_not_shown_crowd_out_none_that_are(at_desk, monkeypatch):
    """The most on one page are counted of what this auditor is shown."""
    for page in ("", "/history", "/letters", "/panel"):
        at_desk.get(page)
    monkeypatch.setattr(audit_reads, "MOST", 3)
    monkeypatch.setattr(read_log, "A_PORTION", 2)
    sign_in(at_desk.browser)
    for _ in range(5):
        at_desk.browser.get(f"/cases/{at_desk.hidden}")
    at_desk.as_auditor()
    told = words(at_desk.browser.get("/audit/reads"))
    assert f"{at_desk.case.trigger.reference} /panel" in told
    assert "n = 3" in told
    assert "the latest; ask for a shorter period" in told


def test_readings_are_told_until_the_instant_that_is_asked_for(at_desk):
    at_desk.get("/panel")
    page = at_desk.browser.get("/audit/reads", params={"as_of": "2026-04-29"})
    assert "Ann Fen 30 April" not in words(page)


def test_an_export_of_all_cases_is_told_among_what_was_looked_at(at_desk):
    """Kim wrote one at the server for Ann on the 29th; nobody is said of the other."""
    first = datetime(2026, 4, 29, 9, 30, tzinfo=UTC)
    for account_id, form, at in (
        (UUID(int=3), "OCEL 2.0, JSON", first),
        (None, "XES", first + timedelta(hours=1)),
    ):
        note_export(
            at_desk.installation.office, Exported(account_id, "kim", form, 1234, at)
        )
    told = words(at_desk.browser.get("/audit/reads"))
    by_kim = (
        "kim, at the server 29 April 2026 at 11:30am All cases"
        " Exported without names: XES, up to record 1,234"
    )
    for_ann = "Ann Fen (kim, at the server) 29 April 2026 at 10:30am All cases"
    assert told.index(by_kim) < told.index(for_ann), "the latest first"
    of_ann = {"account": str(UUID(int=3))}
    week = date_in("from_on", date(2026, 4, 29)) | date_in("to_on", TODAY)
    told = words(at_desk.browser.get("/audit/reads", params=week | of_ann))
    assert "OCEL 2.0, JSON" in told
    assert "XES" not in told
    day_before = {"as_of": "2026-04-28"}
    told = words(at_desk.browser.get("/audit/reads", params=day_before))
    assert "Exported without names" not in told
    saved = csv.reader(
        StringIO(at_desk.browser.get("/audit/reads/csv", params=week).text)
    )
    assert [row[2] for row in saved if row[3].startswith("Exported without names")] == [
        "All cases",
        "All cases",
    ]


def test_only_an_auditor_asks(at_desk):
    sign_in(at_desk.browser)
    try:
        for address in ("/audit", "/audit/csv", "/audit/reads", "/audit/reads/csv"):
            assert at_desk.browser.get(address).status_code == 403
        assert 'href="/audit"' not in at_desk.browser.get("/").text
    finally:
        at_desk.as_auditor()
