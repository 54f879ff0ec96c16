"""Applying on the public pages."""

import re
from datetime import date, time, timedelta

import pytest

from applying import FOR_ANOTHER, REST, THREE, WHO, Applicant, complaint, filled_in
from asbreview.access.flooding import TO_SEND, take
from asbreview.domain.application import Capacity, HowApplied, Wish
from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from asbreview.signing import APPLICANT
from desk import date_in, desk, words
from journey import APPLIED_ON
from visiting import fields_of

STEPS = [*WHO, "complaints", *REST]
ASKS_SOMETHING = {  # step by step, what is said to whoever leaves all of it empty
    "who": "Enter your full name",
    "for-whom": "Select whom you are applying for",
    "safe": "Select how you would like us to reach you",
    "where": "Enter the town or village where it happens",
    "what": "Enter what has been happening",
    "taking-part": "Select how you would like to take part",
}


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    """A desk at which nobody is signed in; what comes in is looked at there."""
    with desk(tmp_path_factory.mktemp("apply")) as sam:
        yield sam


@pytest.fixture
def juniper(sam):
    sam.browser.cookies.clear()
    sam.clock.set(APPLIED_ON)
    return Applicant(sam.browser)


def the_case(sam, sent):
    """The case whose reference a page tells."""
    reference = re.search("EC-26-[0-9A-Z]{5}", sent.text)[0]
    return sam.reviews.case(sam.reviews.case_id_of(reference))


def said(sam, prose):
    return sam.installation.keyring.reveal(prose.text)


def test_an_application_is_received_as_web_and_waits_for_a_caseworker(sam, juniper):
    end = sam.reviews.end_of_log()
    page = juniper.apply()
    assert str(page.url).endswith("/apply/sent")
    case = the_case(sam, page)
    application = case.trigger.application
    assert case.trigger.reference in page.text
    assert application.how is HowApplied.WEB
    assert application.capacity is Capacity.VICTIM
    assert application.applied_on == APPLIED_ON
    assert application.wish is Wish.ATTEND
    assert case.trigger.caseworker_id is None
    assert case.trigger.passed_to == {}
    assert [c.made_on.day for c in case.evidence.complaints] == [6, 13, 20]
    assert case.contact.applicant.safe.to_write
    assert not case.contact.applicant.safe.to_leave_a_message
    queue = sam.on(APPLIED_ON).browser.get("/?whose=unassigned")
    assert case.trigger.reference in queue.text
    first = sam.reviews.recorder.select_notifications(end + 1, 1)[0]
    assert sam.reviews.mapper.to_domain_event(first).recorded_by == APPLICANT


def test_what_was_told_is_on_the_case_and_the_acknowledgement_is_drafted(sam, juniper):
    told = complaint(date(2026, 1, 5), date(2026, 1, 6), response="Nobody came")
    case = the_case(sam, juniper.apply(told))
    tale = said(sam, case.trigger.account)
    for told in ("MARKER", "I do not sleep", "comes at night", "A diary"):
        assert told in tale
    known = case.contact.circumstances[case.contact.applicant_id]
    reveal = sam.installation.keyring.reveal
    assert reveal(known.vulnerability) == "I live alone"
    assert reveal(known.letter_format) == LetterFormat.LARGE_PRINT
    assert reveal(known.hate_strands) == "disability"
    logged = next(iter(case.evidence.logged.values()))
    assert said(sam, logged.account) == "They shouted\n\nWhat came of it: Nobody came"
    letters = sam.reviews.letters_of_application(case, LetterKind.ACKNOWLEDGEMENT)
    assert len(letters) == 1


def test_the_page_says_what_happens_next_and_by_which_day(sam, juniper):
    """Counted by hand from Monday 2 March 2026: 5 and 20 working days, 60 of them."""
    page = juniper.apply()
    told = words(page)
    assert "We received it on Monday 2 March 2026" in told
    assert "By Monday 9 March 2026 we confirm that we have it" in told
    assert "By Monday 30 March 2026 they decide together whether" in told
    assert "Ring 01632 960123" in told


def test_a_code_given_since_is_not_shown_in_the_browser_that_applied(sam, juniper):
    sent = juniper.apply()
    assert "Your code" in words(sent)
    case = the_case(sam, sent)
    sam.reviews.replace_status_code(
        case.case_id, signed=sam.tale.signed(date(2026, 3, 3))
    )
    told = words(juniper.open("sent"))
    assert "Your code" not in told
    assert "has been replaced by another" in told


def test_an_application_for_another_asks_who_and_whether_they_agree(sam, juniper):
    juniper.begin()
    juniper.answer("who", **WHO["who"])
    page = juniper.answer("for-whom", **FOR_ANOTHER["for-whom"])
    assert str(page.url).endswith("/apply/victim")
    juniper.answer_all({k: FOR_ANOTHER[k] for k in ("victim", "consent")})
    rest = {k: v for k, v in WHO.items() if k not in {"who", "for-whom"}}
    juniper.answer_all(rest)
    juniper.complain()
    page = juniper.answer_all(REST)
    assert "Vera Plumb" in page.text
    assert "Yes, they said so in writing" in page.text
    sent = juniper.browser.post("/apply/send", data=fields_of(page))
    contact = the_case(sam, sent).contact
    assert contact.victim_id != contact.applicant_id
    victim = contact.people[contact.victim_id]
    assert sam.installation.keyring.reveal(victim.name) == "Vera Plumb"
    assert victim.safe.to_ring
    assert not victim.safe.to_write


def test_a_double_click_has_one_effect_and_one_answer(sam, juniper):
    page = juniper.come_to_the_end()
    fields = fields_of(page)
    first = juniper.browser.post("/apply/send", data=fields)
    end = sam.reviews.end_of_log()
    second = juniper.browser.post("/apply/send", data=fields)
    assert (first.url, first.status_code) == (second.url, second.status_code)
    assert sam.reviews.end_of_log() == end


@pytest.mark.parametrize("step", ASKS_SOMETHING)
def test_a_page_left_empty_says_what_to_do_and_keeps_the_rest(juniper, step):
    juniper.begin()
    before = {s: WHO.get(s) or REST[s] for s in STEPS[: STEPS.index(step)] if s in WHO}
    juniper.answer_all(before)
    if step in REST:
        juniper.complain()
        rest = [s for s in REST if STEPS.index(s) < STEPS.index(step)]
        juniper.answer_all({s: REST[s] for s in rest})
    token = fields_of(juniper.open(step))
    page = juniper.send(step, {"csrf_token": token["csrf_token"]})
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert "<title>Error: " in page.text
    assert page.text.count(ASKS_SOMETHING[step]) == 2  # in the summary, at the field


WRONG = [
    ("who", {"applicant_name": "x" * 201}, "must be 200 characters or fewer"),
    ("for-whom", {"capacity": "king"}, "Select whom you are applying for"),
    ("contact", {"phone": ""}, "go back and say that ringing is not safe"),
    ("contact", {"address": ""}, "go back and say that a letter is not safe"),
    ("where", {"place": "12 Heron Way"}, "without a number or a postcode"),
    ("what", {"account": "x" * 10_001}, "you have 1 character too many"),
    ("what", {"account": "bell \a"}, "cannot be printed"),
    ("what", {"surprise": "x"}, "something in it that this page does not ask for"),
]


@pytest.mark.parametrize(("step", "typed", "says"), WRONG)
def test_what_cannot_be_taken_is_said_and_given_back(juniper, step, typed, says):
    juniper.begin()
    juniper.answer_all({s: WHO[s] for s in list(WHO)[: list(WHO).index(step)]})
    page = juniper.answer(step, **(WHO[step] | typed))
    assert page.status_code == 422
    assert says in words(page)
    again = filled_in(juniper.open(step))
    for name, value in typed.items():
        if name not in {"surprise", "capacity"}:
            assert again[name] == [value]  # kept, though it is wrong


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"made_to": ""}, "Select whom you told"),
        (date_in("made_on", date(2026, 3, 3)), "The complaint cannot be in the future"),
        (date_in("made_on", date(2026, 1, 4)), "The complaint"),
        (
            {"behaviour_on-day": "31", "behaviour_on-month": "2"},
            "The date on which it happened must be a real date",
        ),
        ({"made_on-day": ""}, "The date on which you told them must include a day"),
        ({"account": ""}, "Enter what happened"),
    ],
)
def test_a_complaint_that_cannot_be_so_is_said_and_not_kept(juniper, changed, says):
    juniper.begin()
    juniper.answer_all(WHO)
    page = juniper.answer("complaints/new", **(THREE[0] | changed))
    assert page.status_code == 422
    assert says in words(page)
    assert "no complaint yet" in juniper.open("complaints").text


def test_complaints_are_added_changed_and_removed(juniper):
    juniper.begin()
    juniper.answer_all(WHO)
    juniper.complain(*THREE)
    page = juniper.answer("complaints/2", made_to="housing")
    assert words(page).count("You told the housing provider,") == 1
    assert words(page).count("You told the police,") == 2
    asked = juniper.open("complaints/1/remove")
    page = juniper.send("complaints/1/remove", fields_of(asked))
    assert page.text.count("You told") == 2
    juniper.send("complaints/1/remove", fields_of(asked))  # a double click
    assert juniper.open("complaints").text.count("You told") == 2
    assert juniper.open("complaints/1").status_code == 404
    assert juniper.open("complaints/x").status_code == 404
    page = juniper.answer("complaints/new", **THREE[0])
    assert page.text.count("You told") == 3


def test_help_says_which_complaints_seem_to_count_and_why_not(juniper):
    """A month beginning with 5 January ends on 4 February; two days later is late."""
    juniper.begin()
    juniper.answer_all(WHO)
    page = juniper.answer(
        "complaints/new", **complaint(date(2026, 1, 5), date(2026, 2, 6))
    )
    told = words(page)
    assert (
        "May not count It was reported on Friday 6 February 2026, 2 days too late"
        in (told)
    )
    assert "You can apply all the same" in told
    assert "It decides nothing" in told
    juniper.complain(*THREE)
    told = words(juniper.open("complaints"))
    assert told.count("Seems to count") == 3
    assert "3 of your complaints seem to count" in told
    assert "You can apply all the same" not in told


def test_nobody_is_kept_from_sending_by_having_no_complaint(sam, juniper):
    juniper.begin()
    juniper.answer_all(WHO)
    juniper.answer("complaints", another="false")
    page = juniper.answer_all(REST)
    assert "There may still be a review" in page.text
    page = juniper.browser.post("/apply/send", data=fields_of(page))
    assert "Application sent" in page.text
    assert not the_case(sam, page).evidence.complaints


@pytest.mark.parametrize(
    ("safe", "prefers", "goes_on"),
    [
        (["ring"], "letter", False),
        (["write"], "email", False),
        (["write", "ring"], "phone", True),
        (["ring"], "in person", True),
        ([], "letter", True),  # nothing is safe: they follow it online
    ],
)
def test_nobody_is_left_liking_best_what_is_never_used(juniper, safe, prefers, goes_on):
    juniper.begin()
    for step in ("who", "for-whom"):
        juniper.answer(step, **WHO[step])
    page = juniper.answer("safe", safe=safe, prefers=prefers)
    assert ("/apply/contact" in str(page.url)) is goes_on
    assert ("Choose a way that you selected as safe" in page.text) is not goes_on


@pytest.mark.parametrize("page", ["contact", "complaints", "evidence", "check", "sent"])
def test_a_page_before_its_turn_leads_to_the_first_that_is_unanswered(juniper, page):
    juniper.begin()
    juniper.answer("who", **WHO["who"])
    assert str(juniper.open(page).url).endswith("/apply/for-whom")


def test_to_send_before_all_is_answered_sends_nothing(sam, juniper):
    juniper.begin()
    end = sam.reviews.end_of_log()
    fields = fields_of(juniper.open("who"))
    page = juniper.browser.post("/apply/send", data=fields)
    assert str(page.url).endswith("/apply/who")
    assert sam.reviews.end_of_log() == end


def test_going_back_loses_nothing_and_a_change_leads_back_to_the_check(juniper):
    juniper.come_to_the_end()
    assert filled_in(juniper.open("who"))["applicant_name"] == ["Juniper Blackwood"]
    assert filled_in(juniper.open("safe"))["safe"] == ["write", "ring"]
    assert "MARKER" in filled_in(juniper.open("what"))["account"][0]
    page = juniper.answer("who", applicant_name="June Blackwood")
    assert str(page.url).endswith("/apply/check")
    assert "June Blackwood" in page.text


def test_one_who_changes_for_whom_they_apply_is_asked_what_that_needs(juniper):
    juniper.come_to_the_end()
    page = juniper.answer("for-whom", **FOR_ANOTHER["for-whom"])
    assert str(page.url).endswith("/apply/victim")
    juniper.answer_all({k: FOR_ANOTHER[k] for k in ("victim", "consent")})
    assert str(juniper.open("check").url).endswith("/apply/check")


def test_what_is_wrong_since_is_asked_again_before_it_can_be_sent(juniper):
    juniper.come_to_the_end()
    juniper.answer("safe", safe=["email"], prefers="email")
    page = juniper.open("check")
    assert str(page.url).endswith("/apply/contact")  # an email is safe: to where?


def test_what_was_left_for_a_day_is_gone_and_what_was_typed_last_is_kept(sam, juniper):
    juniper.begin()
    juniper.answer_all(WHO)
    fields = filled_in(juniper.open("what")) | {"account": "Still shouting"}
    sam.clock.set(APPLIED_ON + timedelta(days=2))
    page = juniper.send("what", fields)
    assert page.status_code == 410
    assert "What you typed on the last page is kept" in page.text
    assert "Ring 01632 960123" in page.text
    asked = juniper.open("who")
    assert filled_in(asked)["applicant_name"] == [""]
    juniper.answer_all({k: v for k, v in WHO.items() if k != "what"})
    assert filled_in(juniper.open("what"))["account"] == ["Still shouting"]


def test_without_a_beginning_every_page_says_how_to_begin(juniper):
    for page in (*STEPS, "check", "sent", "complaints/new", "complaints/1/remove"):
        told = juniper.open(page)
        assert told.status_code == 410, page
        assert "Start again" in told.text
        assert "Other ways to apply" in told.text


def test_what_was_sent_is_in_the_draft_no_more_and_can_be_cleared(sam, juniper):
    page = juniper.apply()
    assert str(juniper.open("what").url).endswith("/apply/sent")
    reference = the_case(sam, page).trigger.reference
    page = juniper.open("sent")
    assert reference in page.text
    page = juniper.browser.post("/apply/end", data=fields_of(page))
    assert str(page.url).endswith("/apply")
    assert juniper.open("sent").status_code == 410


def test_no_other_browser_can_send_a_form_or_plant_a_beginning(sam, juniper):
    juniper.begin()
    fields = filled_in(juniper.open("who")) | {"applicant_name": "Eve"}
    fields["csrf_token"] = ["0" * 64]
    assert juniper.send("who", fields).status_code == 410
    assert filled_in(juniper.open("who"))["applicant_name"] == [""]
    juniper.browser.cookies.clear()
    juniper.browser.cookies.set(
        "__Host-applicant", "planted", domain="testserver.local"
    )
    page = juniper.browser.get("/apply/exit-this-page")
    juniper.browser.post("/apply/begin", data=fields_of(page))
    kept = [
        c.value for c in juniper.browser.cookies.jar if c.name == "__Host-applicant"
    ]
    assert "planted" not in kept


def test_the_pages_say_nothing_of_themselves_to_others(juniper):
    juniper.begin()
    for address in ("/apply", "/apply/who", "/apply/about", "/apply/nowhere"):
        page = juniper.browser.get(address)
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "Exit this page" in page.text
        assert "Sign in" not in page.text
        assert "queue" not in page.text
    cookie = juniper.browser.get("/apply/exit-this-page").headers["set-cookie"]
    for word in ("__Host-applicant=", "Secure", "HttpOnly", "SameSite=lax", "86400"):
        assert word.casefold() in cookie.casefold()


def test_the_first_page_names_every_other_way(juniper):
    told = words(juniper.browser.get("/apply"))
    for way in (
        "ring 999",
        "Ring 01632 960123",
        "Ring the police on 101",
        "asb-case-review@csp.example",
        "Write to East Cambridgeshire Community Safety Partnership, Sample House",
        "Come in person",
    ):
        assert way in told


def test_whoever_has_no_account_is_led_from_the_page_to_sign_in(juniper):
    page = juniper.browser.get("/sign-in").text
    assert 'href="/apply"' in page
    assert 'href="/status"' in page


def test_the_first_page_leads_back_to_what_was_begun(juniper):
    assert "Go on where you were" not in juniper.browser.get("/apply").text
    juniper.begin()
    juniper.answer("who", **WHO["who"])
    assert 'href="/apply/for-whom"' in juniper.browser.get("/apply").text


def test_a_caseworkers_session_is_not_looked_at(sam, juniper):
    """Whoever applies at work is nobody's account there."""
    sam.on(APPLIED_ON)
    juniper.begin()
    page = juniper.open("who")
    assert "Sam Reed" not in page.text


def test_the_history_says_who_recorded_it(sam, juniper):
    case = the_case(sam, juniper.apply())
    sam.on(APPLIED_ON)
    page = sam.browser.get(f"/cases/{case.trigger.reference}/history")
    assert "the applicant, online" in words(page)
    assert "another body" not in words(page)


def test_a_flood_from_one_address_is_told_to_ring_and_loses_nothing(sam, juniper):
    page = juniper.come_to_the_end()
    fields = fields_of(page)
    for _ in range(TO_SEND.holds):
        take(sam.installation.office, TO_SEND, "testclient", at=sam.clock())
    flooded = juniper.browser.post("/apply/send", data=fields)
    assert flooded.status_code == 429
    assert flooded.headers["retry-after"] == "600"
    assert "Ring 01632 960123" in words(flooded)
    sam.clock.set(APPLIED_ON, at=time(9, 50))
    assert "Application sent" in juniper.browser.post("/apply/send", data=fields).text


def test_more_than_a_page_takes_is_said_in_the_publics_own_frame(juniper):
    juniper.begin()
    page = juniper.send("who", {"applicant_name": "x" * 500_000})
    assert page.status_code == 413
    assert "Exit this page" in page.text


def test_staff_are_shown_what_may_be_the_same_and_the_applicant_is_not(sam, juniper):
    unlike = {
        "who": {"applicant_name": "Amaryllis Thorn"},
        "contact": {"address": "3 Reed Bank\nEly\nCB7 4ZZ", "phone": "01632 960777"},
    }
    sam.clock.set(APPLIED_ON, at=time(20))  # long after the flood
    first = the_case(sam, juniper.apply(**unlike))
    sam.browser.cookies.clear()
    sent = juniper.apply(**unlike)
    assert first.trigger.reference not in sent.text
    second = the_case(sam, sent)
    assert second.case_id != first.case_id
    sam.on(APPLIED_ON)
    page = sam.browser.get(f"/cases/{second.trigger.reference}")
    assert "Perhaps the same application" in page.text
    assert f"/cases/{first.trigger.reference}" in page.text
    alone = {
        "who": {"applicant_name": "Only One"},
        "safe": {"safe": ["ring"], "prefers": "phone"},
        "contact": {"address": "", "phone": "01632 960778"},
    }
    sam.clock.set(APPLIED_ON, at=time(21))
    third = the_case(sam, juniper.apply(**alone))
    sam.on(APPLIED_ON)
    page = sam.browser.get(f"/cases/{third.trigger.reference}")
    assert "Perhaps the same application" not in page.text
