"""An installation with a mail server: what its worker sends, and its pages not."""

from contextlib import contextmanager
from dataclasses import replace
from time import monotonic, sleep

import pytest

from asbreview.domain.letter.facts import Status, Way
from asbreview.domain.people import Channel
from asbreview.installation import opened
from asbreview.serving import as_given
from asbreview.settings import Settings
from asbreview.working import kept_level
from desk import Day
from journey import APPLIED_ON, MARIGOLD, HandClock
from letters.mail_server import free_port, mail_server

ASKED = replace(MARIGOLD, prefers=Channel.EMAIL)


@contextmanager
def installed(folder, port):
    told = {
        "ASBREVIEW_DATA": str(folder),
        "ASBREVIEW_SECRET": "s" * 32,
        "ASBREVIEW_SMTP_URL": f"smtp+unencrypted://127.0.0.1:{port}",
        "ASBREVIEW_SENDER": "Ely Council <letters@ely.example>",
    }
    clock = HandClock(APPLIED_ON)
    with opened(Settings.read(told), clock=clock) as installation:
        case = Day(installation.reviews, clock).stand().apply(applicant=ASKED)
        yield installation, lambda: case.all_letters()[0]


@pytest.fixture(scope="module")
def box():
    with mail_server() as box:
        yield box


def until(true, seconds=200):
    end = monotonic() + seconds
    while not true() and monotonic() < end:
        sleep(0.05)
    return true()


def test_the_worker_sends_what_is_drafted_through_the_server_that_is_set(tmp_path, box):
    with installed(tmp_path, box.port) as (installation, letter):
        with kept_level(installation):
            assert until(lambda: letter().status is Status.ACCEPTED)
        assert letter().way is Way.SMTP
    (message,) = box.taken
    assert message["To"] == MARIGOLD.email
    assert message["From"] == "Ely Council <letters@ely.example>"


def test_the_pages_make_a_letter_and_leave_it_to_the_worker_to_send(tmp_path, box):
    before = len(box.taken)
    with installed(tmp_path, box.port) as (installation, letter):
        given = as_given(installation)
        assert given.settings.ways == {Way.SMTP}
        given.settle_letters()
        assert letter().status is Status.PREPARED
        assert list(installation.print_queue.glob("*.pdf")) == []
    assert len(box.taken) == before


def test_a_server_that_cannot_be_reached_is_warned_of_and_the_letter_waits(
    tmp_path, capsys
):
    with (
        installed(tmp_path, free_port()) as (installation, letter),
        kept_level(installation),
    ):
        assert until(lambda: letter().tries == 1)
        assert letter().status is Status.PREPARED
    said = capsys.readouterr().out
    assert "letters cannot be sent now" in said
    assert "the server could not be reached" in said
    assert "MARKER" not in said
    assert "marigold@" not in said
