"""Each new head goes to other bodies by email, once, and tells of nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asbreview import mailing_heads
from asbreview.audit import verify_ledger
from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.mailing_heads import Mailing, send_to_all
from asbreview.refusal import CannotStart
from asbreview.settings import Settings

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
POLICE, COUNCIL = "audit@police.example", "scrutiny@council.example"


@pytest.fixture
def there(at):
    ledger = replace(at.installation.settings.ledger, mail=(POLICE, COUNCIL))
    settings = replace(at.installation.settings, ledger=ledger)
    return replace(at.installation, settings=settings)


@pytest.fixture
def sent():
    return []


def test_a_head_goes_to_each_body_once_and_the_next_one_again(at, there, sent):
    send_to_all(there, sent.append, NOW)
    assert sent == []  # none was signed yet
    there.ledger.sign(NOW)
    for _ in range(3):
        send_to_all(there, sent.append, NOW)
    assert [mail.to for mail in sent] == [POLICE, COUNCIL]
    at.tale.ask()
    there.ledger.sign(NOW + timedelta(days=1))
    send_to_all(there, sent.append, NOW)
    assert [mail.to for mail in sent[2:]] == [POLICE, COUNCIL]


def test_what_is_sent_is_the_head_as_it_was_signed_and_names_nobody(
    there, sent, tmp_path
):
    there.ledger.sign(NOW)
    send_to_all(there, sent.append, NOW)
    mail = sent[0]
    kept = mail.text.split("-----\n")[1]
    key = verify_ledger.read_key(there.ledger.public_keys()[0])
    head = verify_ledger.read_head(kept.encode(), key, [])
    assert head["at"] == "2026-04-01T17:00:00Z"
    for told in (mail.subject, mail.text, mail.known_as):
        assert "MARKER" not in told
        assert "EC-26-" not in told


def test_one_that_was_not_taken_is_tried_again_and_an_uncertain_one_is_not(there, sent):
    there.ledger.sign(NOW)
    answers = [NotTaken(Obstacle.NOT_NOW), Unsure(Obstacle.NO_ANSWER), None]

    def send(mail):
        sent.append(mail.to)
        if answers and (answer := answers.pop(0)):
            raise answer

    for _ in range(3):
        send_to_all(there, send, NOW)
    assert sent == [POLICE, COUNCIL, POLICE]


def test_without_a_mail_server_nothing_is_sent(there):
    there.ledger.sign(NOW)
    Mailing(there).look(NOW)


def test_a_server_that_is_down_is_left_alone_for_some_minutes(there, monkeypatch):
    tried = []

    class Down:
        def send(self, mail):
            tried.append(mail.to)
            raise NotTaken(Obstacle.NOT_NOW, is_down=True)

    monkeypatch.setattr(mailing_heads, "mail_server", lambda _: Down())
    there.ledger.sign(NOW)
    mailing = Mailing(there)
    for seconds in (0, 15, 30, 599):
        mailing.look(NOW + timedelta(seconds=seconds))
    assert tried == [POLICE, COUNCIL]
    mailing.look(NOW + timedelta(minutes=10))
    assert tried == [POLICE, COUNCIL] * 2


@pytest.mark.parametrize(
    ("mail", "smtp", "says"),
    [
        ("audit at police", "smtp://mail.ely.example", "no email address"),
        (POLICE, "", "ASBREVIEW_SMTP_URL is not"),
    ],
)
def test_what_cannot_be_right_is_refused_at_the_start(mail, smtp, says):
    told = {"ASBREVIEW_SECRET": "x" * 32, "ASBREVIEW_LEDGER_MAIL": mail}
    told |= {"ASBREVIEW_SMTP_URL": smtp, "ASBREVIEW_SENDER": "a@ely.example"}
    with pytest.raises(CannotStart, match=says):
        Settings.read(told)


def test_several_addresses_are_read():
    told = {
        "ASBREVIEW_SECRET": "x" * 32,
        "ASBREVIEW_LEDGER_MAIL": f"{POLICE}, {COUNCIL}",
        "ASBREVIEW_SMTP_URL": "smtp://mail.ely.example",
        "ASBREVIEW_SENDER": "a@ely.example",
    }
    assert Settings.read(told).ledger.mail == (POLICE, COUNCIL)
