"""The address at which Notify tells what became of a letter."""

from dataclasses import replace
from datetime import date

import pytest
from eventsourcing.persistence import OperationalError
from litestar.testing import TestClient

from asbreview.domain.letter.facts import ChosenBecause, Status, Way
from asbreview.domain.letter.sending import LetterForwarded
from asbreview.letters.receipts import Receipts
from asbreview.web.app import given_to
from asbreview.web.notify_receipts import LARGEST_RECEIPT
from desk import ADDRESS, desk, pages_of

TOKEN = "a token of thirty-two characters or more"
BEARS = {"Authorization": f"Bearer {TOKEN}"}
RECEIPT = {
    "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
    "reference": None,
    "to": "maria@example.org",
    "status": "delivered",
    "created_at": "2026-03-09T10:00:00.000000Z",
    "completed_at": "2026-03-09T10:00:20.000000Z",
    "sent_at": "2026-03-09T10:00:02.000000Z",
    "notification_type": "email",
    "template_id": "9d751e0e-f929-4891-82a1-a3e1c3c18ee3",
    "template_version": 1,
}


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as at_desk:
        yield at_desk


@pytest.fixture
def notify(at_desk):
    """Whoever knows the token, at pages that were told it."""
    app = pages_of(at_desk.installation)
    given = app.state.installation
    told = replace(given.settings, receipts_token=TOKEN)
    given_to(app, replace(given, settings=told))
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


@pytest.fixture(scope="module")
def letter_id(at_desk):
    """A letter that Notify took, as `RECEIPT` has it."""
    tale, on = at_desk.tale.apply(), date(2026, 3, 9)
    (letter_id,) = tale.letters()
    tale.reviews.prepare_letter(
        letter_id, sha256="0" * 64, pages=1, made_with=(), signed=tale.signed(on)
    )
    tale.reviews.hand_over_letter(
        letter_id,
        way=Way.NOTIFY_EMAIL,
        because=ChosenBecause.EMAIL_ASKED_FOR,
        signed=tale.signed(on),
    )
    tale.reviews.letter_accepted(
        letter_id, taken_as=RECEIPT["id"], signed=tale.signed(on)
    )
    return letter_id


def tells(client, letter_id, headers=BEARS, **changes):
    told = RECEIPT | {"reference": f"{letter_id.hex}-1"} | changes
    return client.post("/notify/receipts", json=told, headers=headers)


def happened(at_desk):
    log = at_desk.reviews.recorder.select_notifications(
        1, 10_000, topics=[LetterForwarded.TOPIC]
    )
    return len(log)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": TOKEN},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": f"Bearer {TOKEN} "[:-1] + "é"},
    ],
    ids=str,
)
def test_whoever_does_not_bear_the_token_is_refused(
    at_desk, notify, letter_id, headers
):
    given = {name: value.encode() for name, value in headers.items()}
    answer = tells(notify, letter_id, given)
    assert (answer.status_code, answer.content) == (403, b"")
    assert happened(at_desk) == 0


def test_where_no_token_is_set_there_is_no_such_address(at_desk, letter_id):
    for headers in (BEARS, {"Authorization": "Bearer "}, {}):
        assert tells(at_desk.browser, letter_id, headers).status_code == 404


def test_what_is_no_receipt_is_refused_and_not_repeated(notify, caplog):
    for body in (b"", b"{", b"[]", b'{"id": "maria@example.org"}', b"\xff"):
        answer = notify.post("/notify/receipts", content=body, headers=BEARS)
        assert (answer.status_code, answer.content) == (400, b"")
    long = b" " * (LARGEST_RECEIPT + 1)
    answer = notify.post("/notify/receipts", content=long, headers=BEARS)
    assert answer.status_code == 413
    assert "maria" not in caplog.text


def test_a_receipt_that_could_not_be_recorded_is_asked_for_again(
    at_desk, notify, letter_id, monkeypatch
):
    def away(*_args, **_kwargs):
        raise OperationalError("maria@example.org")

    monkeypatch.setattr(Receipts, "told", away)
    assert tells(notify, letter_id).status_code == 503


def test_a_receipt_is_recorded_once_however_often_it_comes(at_desk, notify, letter_id):
    for _ in range(3):
        answer = tells(notify, letter_id)
        assert (answer.status_code, answer.content) == (204, b"")
    assert happened(at_desk) == 1
    letter = at_desk.reviews.letter(letter_id)
    assert (letter.status, letter.is_settled) == (Status.ACCEPTED, True)


def test_one_of_a_letter_nobody_knows_is_answered_alike(at_desk, notify, letter_id):
    before = at_desk.reviews.end_of_log()
    for reference in (None, "another", f"{'0' * 32}-1"):
        assert tells(notify, letter_id, reference=reference).status_code == 204
    assert at_desk.reviews.end_of_log() == before
