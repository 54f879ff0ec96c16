"""The letters of a case, and the print queue of all cases."""

from datetime import date
from hashlib import sha256
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.status_codes import code_of
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.reviews.told import PersonTold
from asbreview.web.letters_held import WHAT_TO_DO
from asbreview.web.letters_steps import HAPPENED
from asbreview.web.search_index import SearchIndex
from asbreview.web.seen_index import SeenIndex
from asbreview.working import sender_of
from desk import SAM, date_in, desk, filled_in, words
from journey import AREAS, COUNCIL, MARIGOLD, SAFE
from kinds_of_event import EVENTS
from projections.letters import letters_of
from read_on_paper import words_on
from visiting import PASSWORD, sign_in

ISLA = Account(
    UUID(int=81), "isla@ely.example", "Isla Quill", Role.LEAD, COUNCIL, AREAS
)
MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
UNSAFE = SAFE.model_copy(update={"to_write": False})


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk


def send_round(at_desk):
    """Let the worker go round once, and the views catch up."""
    sender_of(at_desk.installation).run_once(at_desk.clock())
    at_desk.installation.projector.catch_up()


def letter(at_desk, kind=LetterKind.ACKNOWLEDGEMENT):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.kind is kind)


def page_of(at_desk, kind=LetterKind.ACKNOWLEDGEMENT):
    return f"/letters/{letter(at_desk, kind).letter_id}"


def not_safe(at_desk):
    told = PersonTold(
        name=MARIGOLD.name,
        address=MARIGOLD.address,
        safe=SAFE.model_copy(update={"to_write": False}),
    )
    change(at_desk, told)


def change(at_desk, told):
    at_desk.reviews.change_contact_details(
        at_desk.tale.case_id,
        at_desk.case.contact.applicant_id,
        told,
        signed=at_desk.tale.signed(MONDAY),
    )


def test_a_draft_is_listed_as_being_made(at_desk):
    at_desk.on(TUESDAY)
    told = words(at_desk.get("/letters"))
    assert "Acknowledgement" in told
    assert "Being made" in told


def test_a_letter_is_shown_as_its_receiver_reads_it(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    told = words(at_desk.get(page_of(at_desk)))
    assert "Dear Marigold MARKERNAME" in told
    assert "7 Larkspur Row" in told
    assert "Ready to post" in told
    assert letter(at_desk).sha256 in told
    assert "typst" in told


def test_the_title_of_a_letters_page_names_nobody(at_desk):
    at_desk.on(TUESDAY)
    title = at_desk.get(page_of(at_desk)).text.partition("</title>")[0]
    assert "MARKERNAME" not in title


def test_the_pdf_is_the_kept_copy_and_its_name_and_headers_tell_nothing(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    answer = at_desk.get(f"{page_of(at_desk)}/letter.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert sha256(answer.content).hexdigest() == letter(at_desk).sha256
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "MARKER" not in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"


def test_before_it_is_made_the_pdf_shows_how_it_would_go_out(at_desk):
    at_desk.on(TUESDAY)
    assert letter(at_desk).status is Status.DRAFTED
    answer = at_desk.get(f"{page_of(at_desk)}/letter.pdf")
    assert answer.content.startswith(b"%PDF-")


def all_ticked(at_desk):
    return at_desk.browser.get("/letters", params={"select": "all"})


def test_the_queue_has_no_letter_ticked_until_all_are_asked_for(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    page = at_desk.browser.get("/letters")
    assert "letters" not in filled_in(page)
    assert 'href="/letters?select=all"' in page.text
    assert filled_in(all_ticked(at_desk))["letters"] == [str(letter(at_desk).letter_id)]


def test_a_letter_in_the_queue_is_shown_as_one_of_its_case(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    told = words(at_desk.browser.get("/letters"))
    reference = at_desk.case.trigger.reference
    assert f"{reference}: Acknowledgement, to Marigold MARKERNAME" in told


def test_the_letters_of_a_case_stand_together_the_oldest_case_first(at_desk):
    first = at_desk.case.trigger.reference
    at_desk.tale.apply(TUESDAY)
    second = at_desk.case.trigger.reference
    at_desk.on(TUESDAY)
    send_round(at_desk)
    told = words(at_desk.browser.get("/letters"))
    assert told.index(f"{first}: Ack") < told.index(f"{second}: Ack")


def test_a_letter_whose_days_have_moved_on_is_drawn_again_before_it_is_posted(at_desk):
    at_desk.tale.decide(TUESDAY)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    wednesday = date(2026, 3, 4)
    at_desk.on(wednesday)
    queue = all_ticked(at_desk)
    decision = letter(at_desk, LetterKind.THRESHOLD_MET)
    assert "1 letter cannot go today" in words(queue)
    form = filled_in(queue)
    assert str(decision.letter_id) not in form["letters"]
    # Posted on Wednesday 4 March, it has to say Wednesday 1 April: 28 days later.
    both = form | {"letters": [*form["letters"], str(decision.letter_id)]}
    refused = at_desk.browser.post("/letters", data=both)
    assert refused.status_code == 409
    assert "prints Tuesday 31 March 2026" in words(refused)
    assert "counted from the posting it is Wednesday 1 April 2026" in words(refused)
    assert letter(at_desk).status is Status.HANDED_OVER

    again = filled_in(at_desk.browser.get("/letters/draw-again"))
    assert again["letters"] == [str(decision.letter_id)]
    drawn = at_desk.browser.post(
        "/letters/draw-again", data=again, follow_redirects=True
    )
    assert "The letters are drawn again, dated today" in words(drawn)
    send_round(at_desk)
    at_desk.browser.post("/letters", data=filled_in(all_ticked(at_desk)))
    assert at_desk.case.trigger.threshold_told_on == wednesday
    shown = words(at_desk.get(page_of(at_desk, LetterKind.THRESHOLD_MET)))
    assert "until Wednesday 1 April 2026" in shown


def test_a_letter_that_went_on_its_own_day_is_marked_so_the_day_after(at_desk):
    at_desk.tale.decide(TUESDAY)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    at_desk.on(date(2026, 3, 4))
    decision = letter(at_desk, LetterKind.THRESHOLD_MET)
    form = filled_in(at_desk.browser.get("/letters"))
    form |= {"letters": [str(decision.letter_id)], **date_in("posted_on", TUESDAY)}
    at_desk.browser.post("/letters", data=form)
    assert at_desk.case.trigger.threshold_told_on == TUESDAY


def test_the_queue_marks_the_letters_that_are_ticked_as_posted(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    page = all_ticked(at_desk)
    form = filled_in(page)
    assert form["letters"] == [str(letter(at_desk).letter_id)]
    assert form["posted_on-day"] == ["3"]
    answer = at_desk.browser.post("/letters", data=form, follow_redirects=True)
    assert "marked as posted" in words(answer)
    assert letter(at_desk).posted_on == TUESDAY
    assert at_desk.case.trigger.acknowledged_on == TUESDAY


def test_a_second_click_has_no_second_effect(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    form = filled_in(all_ticked(at_desk))
    first = at_desk.browser.post("/letters", data=form, follow_redirects=True)
    end = at_desk.reviews.end_of_log()
    again = at_desk.browser.post("/letters", data=form, follow_redirects=True)
    assert first.status_code == again.status_code == 200
    assert at_desk.reviews.end_of_log() == end


def test_whoever_is_overtaken_at_the_queue_is_told_by_whom(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    form = filled_in(all_ticked(at_desk))
    at_desk.browser.post("/letters", data=form)
    late = form | {"command_id": ["00000000-0000-4000-8000-000000000001"]}
    answer = at_desk.browser.post("/letters", data=late)
    assert answer.status_code == 409
    assert "Acknowledgement letter: marked as posted by Sam Reed just now." in words(
        answer
    )


def test_posting_nothing_and_posting_tomorrow_are_refused(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    form = filled_in(all_ticked(at_desk))
    nothing = at_desk.browser.post("/letters", data=form | {"letters": []})
    assert "Select the letters that were posted" in words(nothing)
    assert 'href="#letters"' in nothing.text
    tomorrow = form | date_in("posted_on", date(2026, 3, 4))
    refused = at_desk.browser.post("/letters", data=tomorrow)
    assert refused.status_code == 409
    assert 'href="#posted_on-day"' in refused.text
    assert filled_in(refused)["posted_on-day"] == ["4"]


def test_a_letter_held_back_comes_first_with_why_and_what_to_do(at_desk):
    not_safe(at_desk)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    told = words(at_desk.browser.get("/letters"))
    assert "it is not safe to write to this person" in told
    assert "Tell the person in a way that is safe for them" in told
    assert told.index("Held back: these need you") < told.index("Ready to post")
    shown = words(at_desk.get(page_of(at_desk)))
    assert "This letter is held back because it is not safe to write" in shown


def test_a_letter_of_our_own_is_no_other_way_to_somebody_not_safe_to_write_to(at_desk):
    not_safe(at_desk)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    page = f"{page_of(at_desk)}/told"
    assert 'value="letter"' not in at_desk.get(page).text
    refused = at_desk.fill_in(page, channel="letter", how="A note by hand")
    assert refused.status_code == 409
    assert "It is not safe to write to this person" in words(refused)
    assert filled_in(refused)["how"] == ["A note by hand"]
    assert letter(at_desk).status is Status.HELD


def test_to_somebody_it_is_safe_to_write_to_it_is_one(at_desk):
    at_desk.on(TUESDAY)
    page = f"{page_of(at_desk)}/told"
    at_desk.fill_in(page, channel="letter", how="A note by hand")
    assert letter(at_desk).status is Status.TOLD_OTHERWISE


def test_a_letter_whose_reason_for_being_held_has_gone_says_so_and_stays(at_desk):
    not_safe(at_desk)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    change(at_desk, MARIGOLD)
    send_round(at_desk)
    assert letter(at_desk).status is Status.HELD
    for page in (at_desk.get(page_of(at_desk)), at_desk.browser.get("/letters")):
        assert "By what is on record now, that is so no more." in words(page)
        assert "Tell the person in a way that is safe" not in words(page)
    form = filled_in(at_desk.get(page_of(at_desk)))
    at_desk.send(f"{page_of(at_desk)}/draw-again", form)
    send_round(at_desk)
    assert letter(at_desk).status is Status.HANDED_OVER


@pytest.mark.parametrize(
    ("told", "warns"),
    [
        ({"name": "MARIGOLD markername"}, True),
        ({"name": "Ash", "address": "7 Larkspur Row, Ely, CB7 4ZZ"}, True),
        ({"name": "Ash", "address": "8 Larkspur Row, Ely, CB7 4ZZ"}, False),
        ({"name": MARIGOLD.name, "safe": SAFE}, False),
    ],
)
def test_a_letter_to_somebody_who_is_not_safe_on_another_case_warns(
    at_desk, told, warns
):
    first = at_desk.tale.case_id
    at_desk.tale.apply(MONDAY, applicant=PersonTold(**{"safe": UNSAFE, **told}))
    other, at_desk.tale.case_id = at_desk.case.trigger.reference, first
    at_desk.on(TUESDAY)
    send_round(at_desk)
    says = "not marked as safe to write to on"
    shown, queue = words(at_desk.get(page_of(at_desk))), words(all_ticked(at_desk))
    assert (f"{says} {other}" in shown, f"{says} {other}" in queue) == (warns, warns)
    ticked = filled_in(all_ticked(at_desk)).get("letters", [])
    assert (str(letter(at_desk).letter_id) in ticked) is not warns


def test_a_case_that_is_kept_from_them_warns_and_is_neither_named_nor_told_of(at_desk):
    """Sam is a cousin of whoever applied there: he learns to ask, and of what not."""
    first = at_desk.tale.case_id
    unsafe = PersonTold(name=MARIGOLD.name, safe=UNSAFE)
    kept = at_desk.tale.apply(MONDAY, applicant=unsafe).case_id
    other, at_desk.tale.case_id = at_desk.case.trigger.reference, first
    at_desk.reviews.declare_conflict(
        kept, SAM.account_id, reason="A cousin", signed=at_desk.tale.signed(MONDAY)
    )
    at_desk.on(TUESDAY)
    send_round(at_desk)
    asks = "ask a case review lead, other than yourself"
    for page in (at_desk.get(page_of(at_desk)), all_ticked(at_desk)):
        assert asks in words(page).replace("Ask", "ask")
        assert other not in page.text
        assert "not marked as safe" not in page.text
        assert "name or address" not in page.text
    assert str(letter(at_desk).letter_id) not in filled_in(all_ticked(at_desk)).get(
        "letters", []
    )
    open_account(
        at_desk.installation.office, ISLA, password=PASSWORD, at=at_desk.clock()
    )
    sign_in(at_desk.browser, ISLA.sign_in_name)
    shown = words(at_desk.browser.get(at_desk.address + page_of(at_desk)))
    assert f"not marked as safe to write to on {other}" in shown, "a lead can say"


def test_a_case_of_another_area_is_nobodys_business_here(at_desk):
    first = at_desk.tale.case_id
    unsafe = PersonTold(name=MARIGOLD.name, safe=UNSAFE)
    at_desk.tale.apply(MONDAY, applicant=unsafe)
    at_desk.tale.case_id = first
    met = [(MARIGOLD.name, "")]
    index = SearchIndex(at_desk.installation.keyring, at_desk.installation.views)
    nowhere = SAM._replace(areas=frozenset({"elsewhere"}))
    at_desk.installation.projector.catch_up()
    views = at_desk.installation.views
    assert SeenIndex(index, views, nowhere).alike_but_kept(met) == set()


def test_what_a_letter_says_is_told_in_another_way(at_desk):
    not_safe(at_desk)
    at_desk.on(TUESDAY)
    send_round(at_desk)
    page = at_desk.fill_in(
        f"{page_of(at_desk)}/told", channel="in person", how="Told at the office"
    )
    told = words(page)
    assert "The letter is not sent" in told
    assert "Told in another way" in told
    assert "Told at the office" in told
    assert at_desk.case.trigger.acknowledged_on == TUESDAY


def test_being_told_before_the_letter_was_dated_is_refused_and_nothing_is_lost(at_desk):
    at_desk.on(TUESDAY)
    page = at_desk.fill_in(
        f"{page_of(at_desk)}/told",
        **date_in("told_on", date(2026, 2, 27)),
        how="Told at the office",
    )
    assert page.status_code == 409
    assert 'href="#told_on-day"' in page.text
    assert filled_in(page)["how"] == ["Told at the office"]


def test_a_letter_that_tells_no_decision_may_be_left_unsent(at_desk):
    at_desk.on(TUESDAY)
    page = at_desk.fill_in(f"{page_of(at_desk)}/cancel", reason="Told by telephone")
    assert "Not to be sent" in words(page)
    assert letter(at_desk).status is Status.CANCELLED


def test_a_letter_that_tells_a_decision_is_not_left_unsent(at_desk):
    at_desk.tale.decide(TUESDAY)
    at_desk.on(TUESDAY)
    page = page_of(at_desk, LetterKind.THRESHOLD_MET)
    assert f"{page}/cancel" not in at_desk.get(page).text
    refused = at_desk.fill_in(f"{page}/cancel", reason="No need")
    assert refused.status_code == 409
    assert "s.104(6)" in words(refused)


def test_a_letter_held_back_for_an_old_address_is_drawn_again(at_desk):
    at_desk.on(MONDAY)
    told = PersonTold(
        name=MARIGOLD.name, address="1 Sample Lane\nEly\nCB7 4ZZ", safe=SAFE
    )
    change(at_desk, told)
    send_round(at_desk)
    assert letter(at_desk).status is Status.HELD
    page = page_of(at_desk)
    form = filled_in(at_desk.get(page))
    drawn = at_desk.send(f"{page}/draw-again", form)
    assert "The letter is drawn again" in words(drawn)
    assert "1 Sample Lane" in words(drawn)
    send_round(at_desk)
    assert letter(at_desk).status is Status.HANDED_OVER


def test_an_auditor_sees_the_letters_and_may_do_nothing(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    at_desk.as_auditor()
    shown = at_desk.get(page_of(at_desk))
    assert "Dear Marigold MARKERNAME" in words(shown)
    assert "What you can do" not in words(shown)
    queue = at_desk.browser.get("/letters")
    assert "Acknowledgement" in words(queue)
    assert "Mark as posted" not in queue.text


def printed(answer):
    return words_on(answer.content)


def test_whoever_only_reads_does_not_get_the_applicants_code(at_desk):
    at_desk.on(TUESDAY)
    send_round(at_desk)
    contact = at_desk.reviews.case(at_desk.tale.case_id).contact
    code = code_of(contact, at_desk.installation.keyring)
    to_officer = at_desk.get(page_of(at_desk))
    assert code in to_officer.text
    assert code in printed(at_desk.get(f"{page_of(at_desk)}/letter.pdf"))
    at_desk.as_auditor()
    to_auditor = at_desk.get(page_of(at_desk))
    assert code not in to_auditor.text
    assert "your code, left out of this copy" in words(to_auditor)
    assert "not the copy that was sent" in words(to_auditor)
    drawn = printed(at_desk.get(f"{page_of(at_desk)}/letter.pdf"))
    assert "We have received" in drawn
    assert code not in drawn


def test_a_letter_as_it_was_before_it_was_posted(at_desk):
    at_desk.tale.post(TUESDAY)
    at_desk.on(date(2026, 3, 5))
    then = at_desk.get(page_of(at_desk), as_of="2026-03-02")
    assert "Being made" in words(then)
    assert "Marked as posted" not in words(then)
    queue = at_desk.browser.get("/letters", params={"as_of": "2026-03-02"})
    assert "Acknowledgement" in words(queue)
    assert "No letter is being made or sent." in words(at_desk.browser.get("/letters"))


def test_a_letter_of_another_case_is_not_on_this_one(at_desk):
    at_desk.on(TUESDAY)
    page = page_of(at_desk)
    at_desk.tale.apply()  # another case from here on
    at_desk.on(TUESDAY)
    assert at_desk.get(page).status_code == 404


def test_whatever_may_happen_to_a_letter_has_words():
    of_letters = {kind for kind in EVENTS if kind.TOPIC.startswith("letter.")}
    assert set(HAPPENED) == of_letters
    assert set(WHAT_TO_DO) == set(HeldBecause)
