"""A letter to a real mail server: taken, refused, slow, or cut off at each point."""

from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from email.policy import SMTP
from uuid import UUID

import pytest

from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.ways import smtp
from asbreview.letters.ways.carrying import NotTaken, Outgoing, Unsure
from asbreview.letters.ways.smtp import MailServer, as_message
from asbreview.settings_of_sending import Security, SmtpServer
from letters.mail_server import At, Does, free_port, mail_server

SENDER = Address("Ely Council", addr_spec="letters@ely.example")
TEXT = "Dear Zoë Ćwik\n\n.hidden\n.\nYour application for a review.\n" + "long " * 300
LETTER = Outgoing(
    letter_id=UUID(int=7),
    drawing=2,
    is_retry=False,
    at=datetime(2026, 3, 9, 10, tzinfo=UTC),
    to_email="zoe@example.org",
    text=TEXT,
    pdf=b"%PDF",
)


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


def to(box, **changes):
    server = SmtpServer("127.0.0.1", box.port, Security.NONE)
    return MailServer(replace(server, **changes), SENDER)


def carried(server, letter=LETTER):
    said = []
    server.carry(letter, about_to=lambda: said.append("about to"))
    return said


def test_a_letter_is_taken_whole_and_by_its_receiver_alone(box):
    assert carried(to(box)) == ["about to"]
    (message,) = box.taken
    assert box.receivers == [["zoe@example.org"]]
    assert message.get_content().split() == TEXT.split()
    assert ".hidden" in message.get_content().splitlines()
    assert "." in message.get_content().splitlines()
    assert message.get_content_charset() == "utf-8"
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()  # nothing is attached


def test_no_header_but_to_tells_of_anybody_or_of_what_it_is_about(box):
    carried(to(box))
    (message,) = box.taken
    headers = dict(message.items())
    assert headers.pop("To") == "zoe@example.org"
    assert headers["Subject"] == "A letter from Ely Council"
    assert headers["From"] == "Ely Council <letters@ely.example>"
    assert headers["Message-ID"] == f"<{UUID(int=7).hex}-2@ely.example>"
    told = " ".join(headers.values()).casefold()
    for word in ("zoe", "zoë", "ćwik", "review", "behaviour", "case"):
        assert word not in told


def test_a_sender_without_a_name_says_nothing_more_in_the_subject():
    assert smtp.subject_from("") == "A letter for you"


SURELY = [
    (At.HELO, Does.REFUSES_FOR_NOW, Obstacle.NOT_NOW),
    (At.HELO, Does.HANGS_UP, Obstacle.UNREACHABLE),
    (At.MAIL, Does.REFUSES_FOR_NOW, Obstacle.NOT_NOW),
    (At.MAIL, Does.REFUSES_FOR_GOOD, Obstacle.REFUSED),
    (At.MAIL, Does.HANGS_UP, Obstacle.UNREACHABLE),
    (At.RCPT, Does.REFUSES_FOR_NOW, Obstacle.NOT_NOW),
    (At.RCPT, Does.REFUSES_FOR_GOOD, Obstacle.ADDRESS),
    (At.RCPT, Does.HANGS_UP, Obstacle.UNREACHABLE),
    (At.RCPT, Does.IS_SLOW, Obstacle.UNREACHABLE),
    (At.DATA, Does.REFUSES_FOR_NOW, Obstacle.NOT_NOW),
    (At.DATA, Does.REFUSES_FOR_GOOD, Obstacle.REFUSED),
    (At.DATA, Does.HANGS_UP, Obstacle.UNREACHABLE),
]


@pytest.mark.parametrize(("at", "does", "because"), SURELY)
def test_what_fails_before_the_first_word_was_surely_not_taken(
    box, monkeypatch, at, does, because
):
    if does is Does.IS_SLOW:
        monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    box.goes_wrong(at, does, seconds=1)
    said = []
    with pytest.raises(NotTaken) as refused:
        to(box).carry(LETTER, about_to=lambda: said.append("about to"))
    assert (refused.value.because, said, box.taken) == (because, [], [])
    assert refused.value.for_good is (does is Does.REFUSES_FOR_GOOD)
    assert "zoe" not in f"{refused.value} {refused.value.__cause__}"


@pytest.mark.parametrize(
    ("does", "for_good"), [(Does.REFUSES_FOR_NOW, False), (Does.REFUSES_FOR_GOOD, True)]
)
def test_a_server_that_says_no_to_the_letter_itself_has_surely_not_taken_it(
    box, does, for_good
):
    box.goes_wrong(At.END, does)
    with pytest.raises(NotTaken) as refused:
        carried(to(box))
    assert refused.value.for_good is for_good


@pytest.mark.parametrize("does", [Does.HANGS_UP, Does.TAKES_AND_HANGS_UP, Does.IS_SLOW])
def test_of_what_was_cut_off_after_the_letter_nobody_is_sure(box, monkeypatch, does):
    """The sender hears the same, whether it was taken or not."""
    if does is Does.IS_SLOW:
        monkeypatch.setattr(smtp, "LAST_PATIENCE", 0.3)
    box.goes_wrong(At.END, does, seconds=1)
    with pytest.raises(Unsure):
        carried(to(box))
    assert len(box.taken) == (0 if does is Does.HANGS_UP else 1)


def test_one_who_is_stopped_at_the_last_moment_passes_nothing_on(box):
    class Stopped(BaseException):
        pass

    def stop():
        raise Stopped

    with pytest.raises(Stopped):
        to(box).carry(LETTER, about_to=stop)
    carried(to(box))  # the server is well; the first letter did not come before it
    assert len(box.taken) == 1


def test_where_nobody_listens_it_is_surely_not_taken(box):
    with pytest.raises(NotTaken) as refused:
        carried(to(box, port=free_port()))
    assert (refused.value.because, refused.value.is_down) == (
        Obstacle.UNREACHABLE,
        True,
    )


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    with mail_server(secured_in=folder, password="right") as box:
        yield box, folder


def over_tls(box, **changes):
    given = {"host": "localhost", "security": Security.STARTTLS, **changes}
    return to(box, user="asbreview", **given)


def test_a_letter_goes_over_tls_after_signing_in(secured, monkeypatch):
    box, folder = secured
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    carried(over_tls(box, password="right"))
    assert len(box.taken) == 1


def test_a_wrong_password_says_so_and_stops_every_letter(secured, monkeypatch):
    box, folder = secured
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    with pytest.raises(NotTaken) as refused:
        carried(over_tls(box, password="wrong"))
    assert (refused.value.because, refused.value.is_down) == (Obstacle.SIGN_IN, True)


def test_a_server_that_nobody_vouches_for_is_told_no_password(secured):
    box, _ = secured
    before = len(box.taken)
    with pytest.raises(NotTaken) as refused:
        carried(over_tls(box, password="right"))
    assert refused.value.because is Obstacle.UNREACHABLE
    assert len(box.taken) == before


def test_a_server_without_tls_is_given_nothing_where_tls_is_asked_for(box):
    with pytest.raises(NotTaken) as refused:
        carried(to(box, security=Security.STARTTLS))
    assert refused.value.is_down
    assert box.taken == []


def test_to_look_is_to_send_nothing(box):
    to(box).look()
    assert box.taken == []
    with pytest.raises(NotTaken):
        to(box, port=free_port()).look()


PLANTED = (
    "Dear Zoë\r\nBcc: all@example.org\r\n\r\n<script>alert(7)</script>\r\n.\r\nQUIT"
)


def test_a_header_and_a_script_that_somebody_typed_are_words_of_a_plain_letter(box):
    carried(to(box), replace(LETTER, text=PLANTED))
    (message,) = box.taken
    assert box.receivers == [["zoe@example.org"]]
    assert message["Bcc"] is None
    plain = as_message(replace(LETTER, text="Dear Zoë"), SENDER)
    assert message.keys() == plain.keys()
    assert message.get_content_type() == "text/plain"
    assert message.get_content().split() == PLANTED.split()


# What some reader of a mail takes for the end of a line, or a terminal for an order.
BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b[2J")


@pytest.mark.parametrize("with_it", BREAKS, ids=ascii)
def test_a_letter_as_it_came_over_the_wire_has_its_own_headers_alone(box, with_it):
    """Read as its receiver's program reads it: bytes, headers, and then the words."""
    text = f"Dear Zoë{with_it}Bcc: all@example.org{with_it}{with_it}X-Made-Up: yes"
    carried(to(box), replace(LETTER, text=text))
    (message,) = box.taken
    head, _, body = message.as_bytes(policy=SMTP).partition(b"\r\n\r\n")
    plain = as_message(replace(LETTER, text="Dear Zoë"), SENDER)
    names = [line.split(b":")[0].decode() for line in head.split(b"\r\n")]
    assert {name for name in names if not name.startswith((" ", "\t"))} >= {"To"}
    assert message.keys() == plain.keys()
    assert box.receivers == [["zoe@example.org"]]
    assert b"\x1b" not in head + body
    assert "".join(message.get_content().split()) == "".join(text.split())


@pytest.mark.parametrize("with_it", BREAKS, ids=ascii)
def test_an_address_with_the_end_of_a_line_is_written_to_by_nobody(box, with_it):
    with pytest.raises(NotTaken):
        carried(to(box), replace(LETTER, to_email=f"zoe{with_it}@example.org"))
    assert not box.taken


@pytest.mark.parametrize(
    "with_it", ["\r\nBcc: all@example.org", "\nBcc: x", ",all@x.example"]
)
def test_an_address_that_holds_a_header_or_another_address_is_sent_nothing(
    box, with_it
):
    with pytest.raises(NotTaken):
        carried(to(box), replace(LETTER, to_email=f"zoe@example.org{with_it}"))
    assert not box.taken
    assert not box.receivers
