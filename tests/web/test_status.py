"""Following an application on the public pages."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from litestar.testing import TestClient

from applying import Applicant
from asbreview.access.drafts import Drafts, Of
from asbreview.access.flooding import TO_FOLLOW, TO_GUESS, Bucket, take
from asbreview.access.status_codes import LETTERS, code_of, is_code, status_code
from asbreview.access.throttle import Allowed, Throttle, Try
from asbreview.domain.days import in_words, local_day
from asbreview.domain.letter.facts import ChosenBecause, LetterKind, Way
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys
from asbreview.web import following, status
from asbreview.web.following import TRIES
from asbreview.web.status_told import LETTERS as LETTERS_SENT
from asbreview.working import sender_of
from browser.stages import Stages
from desk import ADDRESS, desk, words
from journey import APPLIED_ON
from read_on_paper import words_on
from visiting import fields_of

CLOSED = date(2026, 6, 1)
NO_SUCH = "EC-26-ZZZZZ"


@pytest.fixture(scope="module", autouse=True)
def no_waiting():
    """Answer a try as soon as can be: that it waits is asked where it is measured."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(status, "AT_LEAST", 0)
        yield


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("status")) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.closed = stages.until("close").case_id
        sam.found = stages.until("find").case_id
        sam.withdrawn = stages.withdrawn().case_id
        sam.stages = stages
        sam.received = stages.until("apply").case_id
        sam.installation.projector.catch_up()
        yield sam


@pytest.fixture
def visitor(sam):
    sam.browser.cookies.clear()
    sam.clock.set(CLOSED)
    return sam.browser


def known(sam, case_id):
    case = sam.reviews.case(case_id)
    code = code_of(case.contact, sam.installation.keyring)
    return case.trigger.reference, code


def open_form(browser, address="/status"):
    page = browser.get(address)
    if "/exit-this-page" in str(page.url):
        page = browser.get(
            re.search(r'href="(/status[^"]*)" role="button"', page.text)[1]
        )
    return page


def follow(browser, reference, code):
    fields = fields_of(open_form(browser), "/status")
    return browser.post("/status", data=fields | {"reference": reference, "code": code})


def test_a_code_has_more_than_40_bits_and_no_letter_taken_for_another():
    assert len(LETTERS) ** 10 > 2**46
    assert not set(LETTERS) & set("O0I1L2Z5S8B")


def test_a_code_is_made_from_the_persons_own_key_and_gone_with_it(tmp_path):
    ring = KeyRing(SQLiteKeys(tmp_path / "keys.sqlite", b"k" * 32))
    one, other = UUID(int=1), UUID(int=2)
    for person in (one, other):
        ring.table.make(person)
    code = status_code(ring, one, 1)
    assert re.fullmatch(f"[{LETTERS}]{{5}}-[{LETTERS}]{{5}}", code)
    assert status_code(ring, one, 1) == code
    assert len({code, status_code(ring, one, 2), status_code(ring, other, 1)}) == 3
    ring.destroy(one)
    assert not status_code(ring, one, 1)
    ring.close()


@pytest.mark.parametrize("typed", ["K3MQ9-TXR4C", "k3mq9txr4c", " K3MQ9\u2013TXR4C "])
def test_a_code_is_read_as_people_type_it(typed):
    assert is_code("K3MQ9-TXR4C", typed)
    assert not is_code("K3MQ9-TXR4D", typed)
    assert not is_code("", "AAAAAAAAAA")
    assert not is_code("", "")


def test_whoever_sent_an_application_follows_it_with_the_code_they_were_shown(
    sam, visitor
):
    sam.clock.set(APPLIED_ON + timedelta(days=91))  # not before the log's last
    sent = Applicant(visitor).apply()
    reference = re.search("EC-26-[0-9A-Z]{5}", sent.text)[0]
    code = re.search(f"[{LETTERS}]{{5}}-[{LETTERS}]{{5}}", words(sent))[0]
    page = follow(visitor, reference, code)
    assert str(page.url).endswith("/status/case")
    told = words(page)
    assert "we confirm that we received your application" in told
    assert "Done Application received, on Monday 1 June 2026" in told
    assert "Now Passed on to the agencies" in told
    assert "MARKER" not in page.text


def test_whoever_had_the_use_of_their_data_restricted_reads_what_that_means(
    sam, visitor
):
    tale = sam.stages.with_restriction()
    sam.installation.projector.catch_up()
    sam.clock.set(CLOSED)
    page = follow(visitor, *known(sam, tale.case_id))
    told = words(page)
    (restricted,) = sam.reviews.case(tale.case_id).rights.in_force
    since = f"Since {in_words(local_day(restricted.timestamp))} we do not use some"
    assert since in told
    assert "We write to you before we use it again." in told
    assert "MARKER" not in page.text  # nor which, nor why
    other = words(follow(visitor, *known(sam, sam.received)))
    assert "restricting its use" not in other


def test_what_is_restricted_for_another_person_is_told_to_nobody_else(sam, visitor):
    tale = sam.stages.for_another()
    case = sam.reviews.case(tale.case_id)
    sam.reviews.restrict_use(
        tale.case_id,
        person_id=case.contact.victim_id,
        texts=[case.trigger.account.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="It was another",
        signed=tale.signed(APPLIED_ON),
    )
    sam.installation.projector.catch_up()
    sam.clock.set(CLOSED)
    told = words(follow(visitor, *known(sam, tale.case_id)))
    assert "restricting its use" not in told


def test_of_a_case_that_is_over_every_stage_is_told_with_its_day(sam, visitor):
    told = words(follow(visitor, *known(sam, sam.closed)))
    for stage in (
        "Done Application received, on Monday 2 March 2026",
        "Done Passed on to the agencies, on Monday 2 March 2026",
        "Done Closed",
        "Your application was closed",
    ):
        assert stage in told


def test_of_a_case_that_ended_early_nothing_is_said_to_come_later(sam, visitor):
    """It was withdrawn: nobody decides, no panel meets, and nothing is sent to it."""
    page = follow(visitor, *known(sam, sam.withdrawn))
    told = words(page)
    assert "Later" not in told
    assert "Not done Agencies met to review" in told
    assert "Done Withdrawn, on" in told
    assert "Send a statement" not in told
    assert "If something has happened since, ring 01632 960123" in told
    assert "If you want to stop" not in told


def test_whoever_waits_is_told_how_to_withdraw(sam, visitor):
    told = words(follow(visitor, *known(sam, sam.received)))
    assert "You can withdraw your application at any time. Ring 01632 960123" in told


def test_what_is_late_is_said_to_be_late(sam, visitor):
    """Five working days from Monday 2 March 2026 end on Monday 9 March."""
    told = words(follow(visitor, *known(sam, sam.received)))
    assert "It was due by Monday 9 March 2026 , and it is late" in told


def test_a_decision_is_not_told_before_its_letter_has_gone(sam, visitor):
    told = words(follow(visitor, *known(sam, sam.found)))
    assert "Told whether there is a review, on" not in told
    assert "Told the outcome, on" not in told
    assert "Letters we have sent you None yet" in told


def test_a_letter_that_went_by_email_is_among_those_sent(sam, visitor):
    tale = Stages(sam.installation, sam.clock)
    tale.number = 82
    case = tale.until("apply")
    (letter_id,) = case.letters()
    case.reviews.prepare_letter(
        letter_id, sha256="1", pages=1, made_with=(), signed=case.signed(CLOSED)
    )
    case.reviews.hand_over_letter(
        letter_id,
        way=Way.SMTP,
        because=ChosenBecause.EMAIL_ASKED_FOR,
        signed=case.signed(CLOSED),
    )
    sam.installation.projector.catch_up()
    before = words(follow(visitor, *known(sam, case.case_id)))
    assert "Letters we have sent you None yet" in before
    case.reviews.letter_accepted(letter_id, taken_as="", signed=case.signed(CLOSED))
    sam.installation.projector.catch_up()
    told = words(follow(visitor, *known(sam, case.case_id)))
    assert "None yet" not in told
    assert "about your application, which we received" in told


def test_what_is_shown_names_nobody_and_no_place(sam, visitor):
    for case_id in (sam.closed, sam.found, sam.received, sam.withdrawn):
        page = follow(visitor, *known(sam, case_id))
        assert "Your application" in page.text
        for private in (
            "Marigold",
            "MARKER",
            "Larkspur",
            "Odile",
            "Sam Reed",
            "CB7 4ZZ",
        ):
            assert private not in page.text, private
        assert "Exit this page" in page.text
        assert page.headers["cache-control"] == "no-store"
        visitor.post("/status/end", data=fields_of(page, "/status/end"))


def test_a_wrong_code_and_no_such_case_have_one_answer(sam, visitor):
    reference, _ = known(sam, sam.received)

    def answer(tried):
        page = follow(visitor, tried, "AAAAA-AAAAA")
        said = re.sub(r'nonce="[^"]*"', "", page.text).replace(tried, "REFERENCE")
        return page.status_code, said, sorted(page.headers)

    assert answer(reference) == answer(NO_SUCH)
    assert answer(NO_SUCH)[0] == 409


@pytest.mark.parametrize("lasted", [0.01, 0.2])
def test_a_wrong_code_takes_as_long_whether_or_not_there_is_a_case(
    sam, visitor, monkeypatch, lasted
):
    """Whatever looking it up leaves of a quarter of a second is waited for."""
    waited = []

    async def wait(seconds):
        waited.append(seconds)

    monkeypatch.setattr(status, "sleep", wait)
    monkeypatch.setattr(status, "AT_LEAST", 0.25)
    for tried in (known(sam, sam.received)[0], NO_SUCH):
        clock = iter((100, 100 + lasted))
        monkeypatch.setattr(status, "monotonic", lambda clock=clock: next(clock))
        fields = fields_of(open_form(visitor), "/status")
        wrong = {"reference": tried, "code": "AAAAA-AAAAA"}
        visitor.post("/status", data=fields | wrong)
    assert waited == pytest.approx([0.25 - lasted] * 2)


def test_whoever_guesses_has_to_wait_even_with_the_right_code(sam, visitor):
    reference, code = known(sam, sam.withdrawn)
    for _ in range(TRIES.per_account):
        assert "no application" in follow(visitor, reference, "AAAAA-AAAAA").text
    page = follow(visitor, reference, code)
    assert "There were too many tries. You can try again on 1 June 2026" in words(page)
    assert "ring us" in page.text
    sam.clock.set(CLOSED + timedelta(days=1))
    assert "Your application" in follow(visitor, reference, code).text


def from_address(sam, address, **sent):
    """Send a code from a network address, by a browser of its own."""

    async def reached(scope, receive, send):
        await sam.browser.app({**scope, "client": (address, 50_000)}, receive, send)

    with TestClient(reached, base_url=ADDRESS) as browser:
        return follow(browser, sent["reference"], sent["code"])


def test_a_stranger_who_knows_a_reference_keeps_its_applicant_from_nothing(
    sam, monkeypatch
):
    monkeypatch.setattr(status, "AT_LEAST", 0)
    sam.clock.set(CLOSED + timedelta(days=3))
    reference, code = known(sam, sam.withdrawn)
    guess = {"reference": reference, "code": "AAAAA-AAAAA"}
    for _ in range(TRIES.per_account):
        from_address(sam, "192.0.2.7", **guess)
    waits = from_address(sam, "192.0.2.7", **guess)
    assert "There were too many tries" in words(waits)
    lets_in = from_address(sam, "198.51.100.9", reference=reference, code=code)
    assert "Your application" in lets_in.text


def test_of_a_thousand_guesses_from_as_many_addresses_few_are_looked_at(sam):
    """200 at once, and then one every 5 seconds: 200, and 800 s by 5 s, are 360."""
    sam.clock.set(CLOSED + timedelta(days=3))
    at, office = sam.clock(), sam.installation.office
    looked_at = [
        take(office, TO_GUESS, "status EC-26-99999", at=at + n * timedelta(seconds=0.8))
        for n in range(1_000)
    ]
    assert 355 <= sum(looked_at) <= 360


def test_however_many_addresses_guess_a_reference_waits_in_the_end(sam, monkeypatch):
    monkeypatch.setattr(status, "AT_LEAST", 0)
    monkeypatch.setattr(following, "TO_GUESS", Bucket("few", 3, timedelta(minutes=5)))
    sam.clock.set(CLOSED + timedelta(days=3))
    guess = {"reference": NO_SUCH, "code": "AAAAA-AAAAA"}
    for number in range(3):
        assert "no application" in from_address(sam, f"192.0.2.{number}", **guess).text
    assert "very often" in from_address(sam, "192.0.2.99", **guess).text


def test_wrong_codes_lock_nobody_out_who_signs_in_from_there(sam, visitor):
    """Staff and public may share an address: 30 failed tries of one may not sign in."""
    sam.clock.set(CLOSED + timedelta(days=4))
    fields = fields_of(open_form(visitor), "/status")
    for number in range(Allowed().per_address):
        wrong = {"reference": f"EC-26-{number:05}", "code": "AAAAA-AAAAA"}
        answer = visitor.post("/status", data=fields | wrong)
        assert "no application" in answer.text
    staff = Try("sam@ely.example", "testclient")
    Throttle(sam.installation.office).note(staff, at=sam.clock())


def test_one_code_fills_not_every_place_of_those_who_follow(sam, visitor):
    """There are 5,000 for everybody, kept a day: a code opens 60, then 6 an hour."""
    sam.clock.set(CLOSED + timedelta(days=5))
    fields, (reference, code) = {}, known(sam, sam.found)
    for _ in range(TO_FOLLOW.holds):
        visitor.cookies.clear()  # as a program comes that keeps none
        fields = fields_of(open_form(visitor), "/status")
        told = fields | {"reference": reference, "code": code}
        answer = visitor.post("/status", data=told, follow_redirects=False)
        assert answer.status_code == 303
    page = follow(visitor, reference, code)
    assert page.status_code == 409
    assert "This application was opened very often just now" in page.text
    assert "Your application" in follow(visitor, *known(sam, sam.closed)).text
    sam.clock.now += timedelta(minutes=10)
    assert "Your application" in follow(visitor, reference, code).text


def test_what_opens_a_request_of_a_body_follows_no_case(sam, visitor):
    opens = {
        "answers": str(UUID(int=1)),
        "case_id": str(sam.found),
        "used_at": sam.clock().isoformat(),
    }
    drafts = Drafts(sam.installation.office)
    token = drafts.begin(opens, at=sam.clock(), of=Of.ANSWERING)
    visitor.cookies.set("__Host-following", token)
    page = visitor.get("/status/case")
    assert page.status_code == 200
    assert "/status/case" not in str(page.url)


def test_a_link_is_not_used_up_by_being_fetched(sam, visitor):
    reference, code = known(sam, sam.received)
    for _ in range(3):  # a scanner of mail fetches what it finds
        visitor.get(f"/status?reference={reference}")
    visitor.cookies.clear()
    page = open_form(visitor, f"/status?reference={reference}")
    fields = fields_of(page, "/status")
    assert fields["reference"] == [reference]
    page = visitor.post("/status", data=fields | {"code": code})
    assert str(page.url).endswith("/status/case")


def test_what_the_button_does_is_told_once_before_anything_is_asked(visitor):
    page = visitor.get("/status")
    assert "does not erase your browser" in page.text
    assert "Your code" not in page.text
    assert "Your code" in visitor.get("/status").text


def test_empty_fields_are_asked_for(visitor):
    page = follow(visitor, "", "")
    assert page.status_code == 422
    for says in ("Enter your reference", "Enter the code from our letter"):
        assert page.text.count(says) == 2


def test_it_is_closed_by_its_button_and_by_half_an_hour(sam, visitor):
    page = follow(visitor, *known(sam, sam.received))
    sam.clock.now += timedelta(minutes=29)
    assert str(visitor.get("/status/case").url).endswith("/status/case")
    sam.clock.now += timedelta(minutes=31)
    assert str(visitor.get("/status/case").url).endswith("/status")
    page = follow(visitor, *known(sam, sam.received))
    visitor.post("/status/end", data=fields_of(page, "/status/end"))
    assert str(visitor.get("/status/case").url).endswith("/status")


def test_another_code_ends_the_one_before_at_once(sam, visitor):
    case_id = sam.received
    before = known(sam, case_id)
    follow(visitor, *before)
    signed = sam.tale.signed(CLOSED)
    sam.reviews.replace_status_code(case_id, signed=signed)
    assert str(visitor.get("/status/case").url).endswith("/status")
    assert "no application" in follow(visitor, *before).text
    assert before[1] != known(sam, case_id)[1]
    assert "Your application" in follow(visitor, *known(sam, case_id)).text


def test_every_kind_of_letter_has_words_for_whoever_it_went_to():
    assert set(LETTERS_SENT) == set(LetterKind)


def test_whoever_is_forgotten_has_no_code(sam, visitor):
    tale = Stages(sam.installation, sam.clock)
    tale.number = 80
    case_id = tale.until("apply").case_id
    reference, code = known(sam, case_id)
    person = sam.reviews.case(case_id).contact.applicant_id
    sam.installation.keyring.destroy(person)
    sam.clock.set(CLOSED)
    assert "no application" in follow(visitor, reference, code).text


def test_the_acknowledgement_prints_the_code(sam, visitor):
    reference, code = known(sam, sam.found)
    sender_of(sam.installation).run_once(sam.clock())
    letters = [words_on(file) for file in sam.installation.print_queue.glob("*.pdf")]
    told = next(t for t in letters if reference in t and "We have received" in t)
    assert f"your code, {code}" in told
    at = "http://127.0.0.1:8000/status"
    assert f"Go to {at}. It asks" in told.replace("/ ", "/")  # broken over lines
    assert sum(code in letter for letter in letters) == 1


def test_the_meeting_is_a_calendar_file_once_its_invitation_has_gone(sam, visitor):
    tale = sam.stages.until("choose")
    sam.clock.set(CLOSED)
    sam.installation.projector.catch_up()
    follow(visitor, *known(sam, tale.case_id))
    assert visitor.get("/status/case/meeting.ics").status_code == 404
    assert "calendar file" not in words(visitor.get("/status/case"))
    tale.post(CLOSED)
    sam.installation.projector.catch_up()
    assert "Save the meeting as a calendar file" in words(visitor.get("/status/case"))
    file = visitor.get("/status/case/meeting.ics")
    assert file.headers["content-disposition"] == 'attachment; filename="meeting.ics"'
    assert "MARKER" not in file.text
