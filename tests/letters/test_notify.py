"""Letters to a server that speaks GOV.UK Notify's interface, well and failing."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.ways import notify as module
from asbreview.letters.ways.carrying import Fate, NotTaken, Unsure
from asbreview.letters.ways.every import carriers, ways_set
from asbreview.letters.ways.notify import Notify, NotifyEmail, NotifyLetter
from asbreview.settings_of_sending import (
    NotifyService,
    Security,
    Sending,
    SmtpServer,
)
from letters.mail_server import free_port
from letters.notify_server import SECRET, SERVICE, TEMPLATE, notify_server
from letters.test_smtp import LETTER, SENDER, TEXT

RETRY = replace(LETTER, is_retry=True)


@pytest.fixture(scope="module")
def served():
    with notify_server() as office:
        yield office


@pytest.fixture
def office(served):
    served.is_well()
    served.taken.clear()
    served.asked.clear()
    return served


def asking(office, **changes):
    service = replace(NotifyService(office.url, SERVICE, SECRET), **changes)
    return Notify(service, partial(datetime.now, UTC))


@pytest.fixture
def email(office):
    return NotifyEmail(asking(office), TEMPLATE, "A letter from Ely Council")


@pytest.fixture
def post(office):
    return NotifyLetter(asking(office))


def carried(way, letter=LETTER):
    said = []
    taken_as = way.carry(letter, about_to=lambda: said.append("about to"))
    assert said == ["about to"]
    return taken_as


def test_an_email_is_handed_in_once_and_known_by_its_id(office, email):
    taken_as = carried(email)
    (sent,) = office.sent
    assert sent["id"] == taken_as
    assert sent["email_address"] == "zoe@example.org"
    assert sent["reference"] == f"{LETTER.letter_id.hex}-2"
    assert sent["personalisation"] == {
        "subject": "A letter from Ely Council",
        "letter": TEXT,
    }


def test_a_letter_is_handed_in_as_the_pdf_it_is(office, post):
    carried(post)
    (sent,) = office.sent
    assert b64decode(sent["content"]) == b"%PDF"
    assert "email_address" not in sent


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (400, (Obstacle.REFUSED, True, False)),
        (403, (Obstacle.SIGN_IN, False, True)),
        (429, (Obstacle.NOT_NOW, False, True)),
        (500, (Obstacle.NOT_NOW, False, False)),
        (503, (Obstacle.NOT_NOW, False, False)),
    ],
)
def test_what_notify_refuses_was_surely_not_taken(office, email, code, says):
    office.goes_wrong(code)
    with pytest.raises(NotTaken) as refused:
        carried(email)
    was = refused.value
    assert (was.because, was.for_good, was.is_down) == says
    assert office.sent == []


def test_an_address_that_notify_does_not_take_is_told_without_repeating_it(email):
    with pytest.raises(NotTaken) as refused:
        carried(email, replace(LETTER, to_email="zoe@nowhere"))
    assert refused.value.because is Obstacle.ADDRESS
    assert "zoe" not in f"{refused.value}{refused.value.__cause__}"


def test_a_wrong_key_is_no_refusal_of_one_letter_but_of_all(office):
    wrong = NotifyEmail(asking(office, secret=SERVICE), TEMPLATE, "")
    with pytest.raises(NotTaken) as refused:
        carried(wrong)
    assert (refused.value.because, refused.value.is_down) == (Obstacle.SIGN_IN, True)


def test_where_nobody_listens_it_was_surely_not_taken(office):
    away = asking(office, url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NotTaken) as refused:
        carried(NotifyEmail(away, TEMPLATE, ""))
    assert refused.value.because is Obstacle.UNREACHABLE


@pytest.mark.parametrize(
    "fails",
    [
        {"hangs_up": True},
        {"code": 500},
        {"code": 502},
        {"code": 504},
        {"seconds": 3.0},
    ],
    ids=str,
)
def test_a_letter_that_was_taken_before_the_answer_was_lost_is_found_by_its_reference(
    office, email, monkeypatch, fails
):
    if "seconds" in fails:
        monkeypatch.setattr(module, "PATIENCE", fails["seconds"] / 2)
    hasty = NotifyEmail(asking(office), TEMPLATE, "")
    office.goes_wrong(takes_first=True, **fails)
    taken_as = carried(hasty)
    assert taken_as == office.sent[0]["id"]


@pytest.mark.parametrize("fails", [{"hangs_up": True}, {"code": 502}], ids=str)
def test_of_a_lost_answer_nobody_is_sure_where_notify_knows_nothing_of_it(
    office, email, fails
):
    """It may be there in a minute: to ask is not to know that it never will be."""
    office.goes_wrong(**fails)
    with pytest.raises(Unsure):
        carried(email)


def test_nor_where_it_cannot_be_asked(office, email):
    office.goes_wrong(takes_first=True, hangs_up=True)
    office.answers_asking_with = 503
    with pytest.raises(Unsure):
        carried(email)
    assert len(office.sent) == 1


def test_a_letter_is_not_handed_in_again_if_it_turns_out_to_be_there(office, email):
    office.goes_wrong(500, takes_first=True)
    office.answers_asking_with = 503
    with pytest.raises(NotTaken):
        carried(email)
    office.is_well()
    carried(email, RETRY)
    assert len(office.sent) == 1


def test_a_letter_is_not_tried_again_while_notify_cannot_say_whether_it_is_there(
    office, email
):
    office.answers_asking_with = 500
    with pytest.raises(NotTaken):
        email.carry(RETRY, about_to=lambda: pytest.fail("handed over"))
    assert office.sent == []


def test_a_letter_that_was_drawn_again_is_another(office, email):
    carried(email)
    carried(email, replace(RETRY, drawing=3))
    assert len(office.sent) == 2


@pytest.mark.parametrize(
    ("status", "fates"),
    [
        ("created", (Fate.UNDER_WAY, Fate.UNDER_WAY)),
        ("sending", (Fate.UNDER_WAY, Fate.UNDER_WAY)),
        ("a word of next year", (Fate.UNDER_WAY, Fate.UNDER_WAY)),
        ("delivered", (Fate.FORWARDED, Fate.FORWARDED)),
        ("received", (Fate.FORWARDED, Fate.FORWARDED)),
        ("permanent-failure", (Fate.RETURNED, Fate.FAILED)),
        ("temporary-failure", (Fate.FAILED, Fate.FAILED)),
        ("technical-failure", (Fate.FAILED, Fate.FAILED)),
        ("virus-scan-failed", (Fate.FAILED, Fate.FAILED)),
        ("validation-failed", (Fate.FAILED, Fate.FAILED)),
        ("cancelled", (Fate.FAILED, Fate.FAILED)),
    ],
)
def test_what_became_of_a_letter_is_what_notify_says_of_it(
    office, email, post, status, fates
):
    for way, fate in zip((email, post), fates, strict=True):
        taken_as = carried(way)
        office.becomes(status)
        assert way.fate(taken_as) is fate


def test_of_what_notify_has_forgotten_nothing_is_known(email):
    assert email.fate("740e5834-3a29-46b4-9a6f-16142fde533a") is Fate.NOT_THERE
    assert email.taken_as("never") is None


def test_to_look_is_to_hand_nothing_in(office, email):
    email.look()
    assert office.sent == []
    wrong = NotifyEmail(asking(office, secret=SERVICE), TEMPLATE, "")
    with pytest.raises(NotTaken):
        wrong.look()


NOTHING = Sending()
SERVED = NotifyService("https://notify.example", SERVICE, SECRET)
SERVER = SmtpServer("mail.ely.example", 587, Security.STARTTLS)


@pytest.mark.parametrize(
    ("sending", "ways"),
    [
        (NOTHING, set()),
        (replace(NOTHING, smtp=SERVER, sender=SENDER), {Way.SMTP}),
        (
            replace(NOTHING, notify=replace(SERVED, email_template=TEMPLATE)),
            {Way.NOTIFY_EMAIL},
        ),
        (
            replace(NOTHING, notify=replace(SERVED, posts_letters=True)),
            {Way.NOTIFY_LETTER},
        ),
    ],
)
def test_what_is_set_up_is_what_letters_are_sent_with(sending, ways):
    made = carriers(sending, partial(datetime.now, UTC))
    assert {each.way for each in made} == ways_set(sending) == ways
