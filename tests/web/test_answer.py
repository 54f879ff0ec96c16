"""A body answers by a link, without an account: the link, the code, half an answer."""

import re
from datetime import date, timedelta
from email.headerregistry import Address

import pytest
from litestar.testing import TestClient

from asbreview.domain.evidence.facts import AnswerKind, HowAnswered, MayBeTold
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from asbreview.signing import A_BODY
from asbreview.working import sender_of
from desk import ADDRESS, desk, filled_in, pages_of, words
from journey import BODIES
from letters.mail_server import At, Does, mail_server
from visiting import fields_of
from web.mistakes import LONG

ASKED_ON = date(2026, 3, 10)  # a Tuesday; the answer is due on Tuesday 24 March
POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
SENDER = Address("Ely Council", addr_spec="asb@ely.example")
LINK = re.compile(r"/answer/(\S+)")
CODE = re.compile(r"(?m)^(\d{6})\s*$")
GIVEN = {
    "kind": "information returned",
    "answer": "1. Four calls.\n2. MARKERANSWER",
    "tells_of": ["the applicant"],
    "may_be_told": "part of it",
    "part_told": "That four calls were made",
    "attends": "The duty sergeant",
}


@pytest.fixture(scope="module")
def served():
    with mail_server() as box:
        yield box


@pytest.fixture
def box(served):
    served.is_well()
    for kept in (served.taken, served.receivers, served.raw):
        kept.clear()
    return served


class Body:
    """The police: a mailbox, and whoever of them reads it in a browser."""

    def __init__(self, work, box, browser):
        self.work, self.box, self.browser = work, box, browser

    def another_machine(self):
        self.browser.cookies.clear()
        return self

    def send_mail(self):
        sender_of(self.work.installation).run_once(self.work.clock())
        return self

    @property
    def link(self):
        texts = [m.get_content() for m in self.box.taken]
        (last, *_) = [t for t in reversed(texts) if "/answer/" in t]
        return LINK.search(last)[1]

    @property
    def code(self):
        return CODE.search(self.box.taken[-1].get_content())[1]

    def fetch(self, link=None):
        return self.browser.get(f"/answer/{link or self.link}")

    def press(self, button, page=None, link=None, **typed):
        """Press a button of the page of a link."""
        at = f"/answer/{link or self.link}"
        token = fields_of(page or self.fetch(link))["csrf_token"]
        fields = {"csrf_token": token, **typed}
        return self.browser.post(f"{at}/{button}", data=fields)

    def ask_for_code(self):
        return self.press("send-code")

    def enter(self, code=None):
        page = self.browser.get(f"/answer/{self.link}/code")
        return self.press("code", page, code=code or self.code)

    def come_in(self):
        self.ask_for_code()
        page = self.enter()
        assert str(page.url).endswith("/answering"), page.text
        return page

    def post(self, to="", **typed):
        """Send one of the forms of the request that is open."""
        known = fields_of(self.browser.get("/answering"))
        fields = {n: known[n][-1:] for n in ("csrf_token", "seen")} | typed
        return self.browser.post(f"/answering{to}", data=fields)

    def send(self, **typed):
        """Type an answer, check it, and send it."""
        page = self.post(**typed)
        assert str(page.url).endswith("/check"), words(page)
        return self.browser.post("/answering/send", data=filled_in(page))

    @property
    def request_id(self):
        requests = self.work.case.evidence.requests.values()
        return next(r.request_id for r in requests if r.body_id == POLICE)

    @property
    def tells_of(self):
        return self.work.case.evidence.tells_of(self.request_id)

    @property
    def answer(self):
        return self.work.case.evidence.answers.get(self.request_id)


@pytest.fixture
def police(tmp_path, box):
    smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
    with desk(tmp_path, sending=Sending(SENDER, smtp)) as work:
        work.tale.apply()
        work.reviews.record_contact_point(
            POLICE,
            from_on=ASKED_ON,
            email=MAILBOX,
            phone="01632 960140",
            signed=work.tale.signed(ASKED_ON),
        )
        work.on(ASKED_ON).fill_in("/partners/ask")
        pages = pages_of(work.installation)
        with TestClient(pages, base_url=ADDRESS) as browser:
            yield Body(work, box, browser).send_mail()


def filled_in_form(page):
    """Return what the form of an answer would send."""
    texts = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?([^<]*)<', page.text)
    fields = {n: v[-1:] for n, v in fields_of(page, "/answering").items()}
    return fields | dict(texts)


def later(police, **time):
    police.work.clock.now += timedelta(**time)


def test_to_fetch_a_link_changes_and_uses_up_nothing(police):
    end, mails = police.work.reviews.end_of_log(), len(police.box.taken)
    for _ in range(3):  # a mail scanner's, in whatever order
        assert "Send the code" in police.fetch().text
        assert police.browser.get(f"/answer/{police.link}/code").status_code == 200
        police.browser.head(f"/answer/{police.link}")
        police.another_machine()
    assert police.work.reviews.end_of_log() == end
    assert len(police.box.taken) == mails
    assert "What we ask" in words(police.come_in())


def test_a_body_reads_that_the_use_of_something_is_restricted(police):
    said = "The use of something on this case is restricted"
    assert said not in words(police.come_in())
    case = police.work.case
    asked = case.evidence.requests[police.request_id]
    police.work.reviews.restrict_use(
        case.case_id,
        person_id=case.contact.applicant_id,
        texts=[asked.questions.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="MARKERREASON: it was another",
        signed=police.work.tale.signed(ASKED_ON),
    )
    page = police.browser.get("/answering")
    assert said in words(page)
    assert "MARKERREASON" not in page.text
    notice = "[Use restricted since Tuesday 10 March 2026: it is kept"
    assert notice in words(page)


def test_a_link_says_to_whom_and_by_which_reference_and_no_more(police):
    page = words(police.fetch())
    assert police.work.case.trigger.reference in page
    assert "Cambridgeshire Constabulary" in page
    for word in ("Marigold", "MARKER", "Larkspur", "Ely CB7", MAILBOX):
        assert word not in page


def test_the_code_goes_to_the_bodys_own_mailbox_and_opens_the_request(police):
    page = police.ask_for_code()
    assert "Enter the code" in words(page)
    assert police.box.receivers[-1] == [MAILBOX]
    mail = police.box.taken[-1]
    assert police.link not in mail.get_content()
    page = words(police.enter())
    assert "Please answer by Tuesday 24 March 2026 ." in page
    assert "Actions not taken" in page
    passed_on = "passed on to Cambridgeshire Constabulary on Monday 2 March 2026"
    assert passed_on in page
    assert "does not show whom and which address it is about" not in page
    search = "in the records from Tuesday 1 July 2025 to Tuesday 10 March 2026 :"
    assert f"{search} Marigold MARKERNAME 7 Larkspur Row" in page
    for mail in police.box.taken:  # only behind its link and its code
        for word in ("Marigold", "MARKERNAME", "Larkspur"):
            assert word not in mail.as_string()


def test_a_code_is_used_once_and_holds_ten_minutes(police):
    police.come_in()
    used = police.code
    police.another_machine()
    assert police.enter(used).status_code == 409
    police.ask_for_code()
    later(police, minutes=10)
    assert police.enter().status_code == 409
    police.ask_for_code()
    later(police, minutes=9)
    assert "What we ask" in words(police.enter())


def test_five_wrong_codes_end_the_right_one_and_ten_have_to_wait(police):
    police.ask_for_code()
    right = police.code
    for number in range(5):
        wrong = f"{(int(right) + 1 + number) % 10**6:06}"
        page = police.enter(wrong)
        assert page.status_code == 409
        assert "This is not the code" in page.text
    assert police.enter(right).status_code == 409
    for _ in range(4):
        police.enter("000000")
    assert "There were too many tries" in police.enter("000000").text


def test_forty_thousand_characters_are_no_code(police):
    police.ask_for_code()
    page = police.enter(LONG)
    assert page.status_code == 413
    assert "That is too much to send at once" in words(page)
    assert "What we ask" in words(police.enter())


def test_codes_are_not_sent_without_end(police):
    before = len(police.box.taken)
    for _ in range(5):
        assert police.ask_for_code().status_code == 200
        later(police, seconds=20)
    sent = len(police.box.taken)
    assert sent == before + 5
    page = police.ask_for_code()
    assert page.status_code == 409
    assert "Too many codes were sent" in page.text
    assert len(police.box.taken) == sent


def test_a_button_pressed_twice_sends_one_code_which_holds(police):
    before = len(police.box.taken)
    first, second = police.ask_for_code(), police.ask_for_code()
    assert str(first.url) == str(second.url)
    assert len(police.box.taken) == before + 1
    assert "What we ask" in words(police.enter())


def test_a_code_that_cannot_be_sent_is_said_and_can_be_asked_for_at_once(police):
    police.box.goes_wrong(At.RCPT, Does.REFUSES_FOR_NOW)
    page = police.ask_for_code()
    assert page.status_code == 409
    assert "The code could not be sent just now" in page.text
    police.box.is_well()
    assert police.ask_for_code().status_code == 200
    assert "What we ask" in words(police.enter())


def same(one, two, *differing):
    def told(page):
        text = page.text
        for each in differing:
            text = text.replace(each, "LINK")
        text = re.sub(r'nonce="[^"]+"', "", text)
        return page.status_code, re.sub(r'value="[0-9a-f]{64}"', "", text)

    return told(one) == told(two)


def test_wrong_expired_replaced_and_unknown_links_are_answered_alike(police):
    good = police.link
    wrong = good[:-4] + ("AAAA" if not good.endswith("AAAA") else "BBBB")
    unknown = "A" * len(good)
    short = good[:20]
    first = police.fetch(wrong)
    assert first.status_code == 404
    assert "This link opens nothing" in words(first)
    for link in (unknown, short):
        assert same(first, police.fetch(link), wrong, link)
    later(police, days=7, minutes=1)
    assert same(first, police.fetch(good), wrong, good)
    police.press("new-link", link=good)
    police.send_mail()
    assert police.link != good
    assert same(first, police.fetch(good), wrong, good)
    assert "Send the code" in police.fetch().text
    for button in ("send-code", "code"):
        answers = [police.press(button, link=x, code="1") for x in (wrong, good)]
        assert same(*answers, wrong, good)
        assert answers[0].status_code == 404


def test_a_link_that_has_ended_offers_a_new_one_to_the_same_mailbox(police):
    good, sent = police.link, len(police.box.taken)
    later(police, days=8)
    renewed = police.press("new-link")
    assert "Look in the mailbox" in words(renewed)
    unknown = police.press("new-link", link="A" * len(good))
    assert same(renewed, unknown)
    police.send_mail()
    assert len(police.box.taken) == sent + 1
    assert police.box.receivers[-1] == [MAILBOX]
    assert "What we ask" in words(police.come_in())


def test_half_an_answer_is_kept_and_gone_on_with_on_another_machine(police):
    police.come_in()
    page = police.post(answer="1. Four calls so far MARKERHALF", save="yes")
    assert "not sent yet" in words(page)
    assert police.answer is None
    assert police.another_machine().browser.get("/answering").status_code == 410
    page = police.come_in()
    assert "1. Four calls so far MARKERHALF" in page.text
    assert "What you saw to last was kept 10 March 2026 at 9:30am." in words(page)


def test_what_a_colleague_kept_meanwhile_is_not_written_over_unseen(police):
    page = police.come_in()
    first = filled_in_form(page)
    mine = first | {"answer": "Mine MARKERMINE", "save": "typed"}
    mark = police.browser.post("/answering", data=mine).text
    theirs = first | {"answer": "Theirs", "save": "yes"}
    page = police.browser.post("/answering", data=theirs)
    assert page.status_code == 409
    assert "Other words were kept since you opened this page" in page.text
    assert "Mine MARKERMINE" in page.text.partition('id="other"')[2]
    assert "Theirs</textarea>" in page.text
    again = police.browser.post("/answering", data=mine | {"seen": mark})
    assert again.status_code == 200  # whose words they are goes on
    page = police.browser.post("/answering", data=theirs)
    kept = filled_in_form(page) | {"save": "yes"}
    assert "not sent yet" in words(police.browser.post("/answering", data=kept))
    assert "Theirs</textarea>" in police.browser.get("/answering").text


def test_what_is_not_sent_lies_nowhere_in_the_clear(police, tmp_path):
    police.come_in()
    police.post(answer="MARKERHALF", attends="MARKERWHO", save="yes")
    for file in tmp_path.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            for secret in (b"MARKERHALF", b"MARKERWHO", police.link.encode()):
                assert secret not in held, file
            assert police.code.encode() not in held or b"answer_codes" not in held


def test_an_answer_is_checked_sent_and_is_the_bodys_own(police):
    police.come_in()
    page = police.post(**GIVEN)
    assert "This part, and nothing else: That four calls were made" in words(page)
    page = police.browser.post("/answering/send", data=filled_in(page))
    assert "The request is answered" in words(page)
    assert police.answer.recorded_by == A_BODY
    assert police.answer.recorded_for == POLICE
    assert police.answer.how is HowAnswered.BY_LINK
    assert police.answer.kind is AnswerKind.RETURNED
    assert police.answer.may_be_told is MayBeTold.PART
    assert police.tells_of == (Whom.APPLICANT,)
    told = words(police.work.on(ASKED_ON).get("/partners"))
    assert "Answered by its link on Tuesday 10 March 2026" in told
    assert "Cambridgeshire Constabulary, by the body itself, by its link" in told
    assert "MARKERANSWER" in told
    assert "Who will attend The duty sergeant" in told
    assert "the body itself, by its link" in words(police.work.get("/history"))


def test_a_nil_return_takes_one_click(police):
    page = police.come_in()
    page = police.browser.post("/answering/nil", data=filled_in(page))
    assert "nothing held" in words(page)
    assert police.answer.kind is AnswerKind.NIL
    assert police.answer.how is HowAnswered.BY_LINK


def test_what_a_colleague_kept_after_the_check_is_not_sent_as_the_senders(police):
    police.come_in()
    checked = police.post(**GIVEN)
    police.post(**GIVEN | {"answer": "Theirs MARKERTHEIRS"}, save="typed")
    page = police.browser.post("/answering/send", data=filled_in(checked))
    assert page.status_code == 409
    assert police.answer is None
    assert "Other words were kept since you checked the answer" in page.text
    assert "Theirs MARKERTHEIRS</textarea>" in page.text
    police.send(**GIVEN | {"answer": "Both of ours"})
    tell = police.work.installation.keyring.reveal
    assert tell(police.answer.answer.text) == "Both of ours"


@pytest.mark.parametrize("whose", ["typed here", "kept by a colleague"])
def test_a_nil_return_beside_a_begun_answer_is_asked_about_first(police, whose):
    page = police.come_in()
    form = filled_in(page)
    if whose == "typed here":
        form["answer"] = "Two calls MARKERHALF"
    else:
        police.post(answer="Two calls MARKERHALF", save="typed")
    asked = police.browser.post("/answering/nil", data=form)
    assert asked.status_code == 409
    assert police.answer is None
    assert "Two calls MARKERHALF" in words(asked)
    assert "Go on with the answer that was begun" in words(asked)
    assert "MARKERHALF" in police.browser.get("/answering").text
    police.post(answer="Three calls", save="typed")  # since it was asked
    again = police.browser.post("/answering/nil", data=filled_in(asked))
    assert again.status_code == 409
    assert "Three calls" in words(again)
    page = police.browser.post("/answering/nil", data=filled_in(again))
    assert "nothing held" in words(page)
    assert police.answer.kind is AnswerKind.NIL


def test_what_tells_of_somebody_else_is_told_in_part_and_checked_so(police):
    police.come_in()
    both = ["the applicant", "the person complained of"]
    page = police.post(**GIVEN | {"tells_of": both, "may_be_told": "all of it"})
    assert page.status_code == 422
    says = "It tells of the person complained of: select part of it"
    assert f'<a href="#may_be_told">{says}' in page.text
    page = police.post(**GIVEN | {"tells_of": both})
    assert "It tells of The applicant, the person complained of" in words(page)
    page = police.browser.post("/answering/send", data=filled_in(page))
    assert police.tells_of == (Whom.APPLICANT, Whom.COMPLAINED_OF)


def test_a_refusal_names_one_of_the_two_laws(police):
    police.come_in()
    refusal = {
        "kind": "refused",
        "answer": "We cannot",
        "tells_of": ["nobody in particular"],
        "may_be_told": "none of it",
    }
    page = police.post(**refusal)
    assert page.status_code == 422
    for field, says in (
        ("forbidden_by", "Select which law forbids it"),
        ("provision", "Enter the provision that forbids it"),
        ("why_none", "Enter why the applicant may be told none of it"),
    ):
        assert f'<a href="#{field}">{says}' in page.text
    assert "We cannot" in page.text
    police.send(
        **refusal,
        forbidden_by="the Investigatory Powers Act 2016",
        provision="section 57",
        why_none="It would show the source",
    )
    told = words(police.work.on(ASKED_ON).get("/partners"))
    assert "on this legal ground: the Investigatory Powers Act 2016: section 57" in told
    assert "None of it: It would show the source" in told


def test_a_late_answer_is_taken_and_said_to_be_late(police):
    later(police, days=15)
    police.work.clock.set(date(2026, 3, 25))
    police.press("new-link")
    police.send_mail()
    page = police.come_in()
    assert "The answer was due on Tuesday 24 March 2026." in words(page)
    assert "recorded as late" in words(police.send(**GIVEN))
    told = words(police.work.on(date(2026, 3, 25)).get("/partners"))
    assert "by its link on Wednesday 25 March 2026, late" in told


def test_the_same_answer_twice_is_one_and_another_is_refused_in_words(police):
    page = police.come_in()
    form = filled_in(page)
    fields = filled_in(police.post(**GIVEN))
    police.browser.post("/answering/send", data=fields)
    end = police.work.reviews.end_of_log()
    again = police.browser.post("/answering/send", data=fields)
    assert again.status_code == 200
    assert "The request is answered" in words(again)
    for to, typed in (
        ("/nil", form),
        ("/send", fields | {"command_id": "another"}),
        ("", form | {"answer": "MARKERLATE"}),
    ):
        late = police.browser.post(f"/answering{to}", data=typed)
        assert late.status_code == 409
        assert "This request has been answered" in late.text
        assert ("MARKERLATE" in late.text) is (to == "")
    assert police.work.reviews.end_of_log() == end


def test_a_colleague_who_has_it_open_learns_that_it_is_answered(police):
    police.come_in()
    police.work.tale.answer(ASKED_ON)
    assert "The request is answered" in words(police.browser.get("/answering"))
    assert "is answered" in words(police.browser.get("/answering/check"))


def by_hand(police):
    """Make a link that is passed on, and return it and the code told by telephone."""
    at = f"/partners/{police.request_id}"
    page = police.work.get(f"{at}/sent")
    page = police.work.send(f"{at}/link", filled_in(page))
    link = LINK.search(page.text.partition('id="text"')[2])[1]
    return link, re.search(r"The code: <strong>(\S+)</strong>", page.text)[1]


def test_a_link_passed_on_by_hand_opens_with_the_code_told_by_telephone(police):
    mailed = police.link
    link, code = by_hand(police)
    assert police.fetch(mailed).status_code == 404  # a newer one ended it
    page = police.fetch(link)
    assert "a code, which we tell you by telephone" in words(page)
    sent = len(police.box.taken)
    for wrong in ("AAAAA-AAAAA", "123456", "", code[:-1]):
        assert police.press("code", page, link, code=wrong).status_code in {409, 422}
    page = police.press("code", page, link, code=code.lower().replace("-", " "))
    assert "What we ask" in words(page)
    assert len(police.box.taken) == sent


def test_the_code_told_by_telephone_opens_no_link_that_was_mailed(police):
    _, code = by_hand(police)
    police.work.send(
        f"/partners/{police.request_id}/email",
        filled_in(police.work.get(f"/partners/{police.request_id}/sent")),
    )
    police.send_mail()
    assert police.enter(code).status_code == 409


def test_a_case_that_has_ended_takes_no_answer(police):
    police.come_in()
    police.work.reviews.withdraw(
        police.work.tale.case_id,
        withdrawn_on=ASKED_ON,
        reason="Moved away",
        signed=police.work.tale.signed(ASKED_ON),
    )
    assert "The case has ended" in words(police.browser.get("/answering"))


def test_the_session_opens_one_request_and_ends_when_left_alone(police):
    page = police.come_in()
    fields = filled_in(page)
    for other in (police.work.address, f"{police.work.address}/partners", "/"):
        assert police.browser.get(other, follow_redirects=False).status_code != 200
    later(police, minutes=61)
    lapsed = police.browser.post("/answering", data=fields | {"answer": "Typed last"})
    assert lapsed.status_code == 410
    assert "Typed last" in lapsed.text


def test_what_a_link_opened_ends_with_it_though_it_is_used_each_hour(police):
    """It was handed over on the first day: seven days later nobody reads by it."""
    later(police, days=6, hours=22)
    page = police.come_in()
    assert "The link in our email can be used until" in words(page)
    police.post(answer="Kept in time", save="yes")
    for _ in range(2):
        later(police, minutes=55)
        assert "What we ask" in words(police.browser.get("/answering"))
    fields = filled_in_form(police.browser.get("/answering"))
    later(police, minutes=11)
    assert police.browser.get("/answering").status_code == 410
    typed = fields | {"answer": "Typed last", "part_told": "A part", "why_none": "Why"}
    lapsed = police.browser.post("/answering", data=typed)
    assert lapsed.status_code == 410
    for said in ("Typed last", "A part", "Why"):
        assert said in lapsed.text
    assert "its page sends you a new one" in words(lapsed)
    assert "This link opens nothing" in words(police.fetch())
    police.press("new-link")
    police.send_mail()
    again = police.come_in()
    assert "Kept in time" in again.text, "nothing that was kept is lost"


def test_no_form_is_taken_without_the_browsers_own_token(police):
    police.come_in()
    at = f"/answer/{police.link}"
    for to in (f"{at}/send-code", f"{at}/code", f"{at}/new-link"):
        assert police.browser.post(to, data={"code": "1"}).status_code == 410
    for to in ("", "/nil", "/send", "/end"):
        own = {"csrf_token": "0" * 64, **GIVEN}
        assert police.browser.post(f"/answering{to}", data=own).status_code == 410
    assert police.answer is None


def test_a_cookie_planted_before_the_code_opens_nothing_after_it(police):
    police.fetch()
    planted = police.browser.cookies["__Host-answering"]
    police.come_in()
    assert police.browser.cookies["__Host-answering"] != planted


def test_the_link_is_in_no_log_and_is_told_to_no_other_site(police, capsys):
    page = police.come_in()
    police.fetch("A" * 48)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert police.fetch().headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    said = capsys.readouterr()
    for told in (said.out, said.err):
        assert police.link not in told
        assert "A" * 48 not in told
    with police.work.installation.office.reading() as db:
        for (read,) in db.exec_driver_sql("SELECT path FROM read_log"):
            assert police.link not in read


def test_an_answer_found_to_be_in_error_is_asked_for_again(police):
    police.come_in()
    police.send(**GIVEN)
    at = f"/partners/{police.request_id}/in-error"
    police.work.on(ASKED_ON).fill_in(at, reason="Of another case")
    assert "What we ask" in words(police.browser.get("/answering"))
    police.send(**GIVEN)
    assert police.answer is not None
