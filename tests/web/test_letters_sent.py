"""Letters that go by themselves, as a caseworker sees them and answers for them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status, Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.people import Channel
from asbreview.letters.outbox import Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.worker import Sender
from desk import date_in, desk, filled_in, words
from journey import MARIGOLD
from letters.carriers import Remembers
from projections.letters import letters_of

TUESDAY = date(2026, 3, 3)
ASKED = replace(MARIGOLD, prefers=Channel.EMAIL)


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply(applicant=ASKED)
        at_desk.on(TUESDAY)
        yield at_desk


@pytest.fixture
def mail():
    return Remembers()


def send_round(at_desk, mail):
    kept = at_desk.installation
    outbox = Outbox(kept.office, kept.keyring)
    queue = PrintQueue(kept.print_queue)
    Sender(kept.reviews, outbox, queue, lambda _: "", [mail]).run_once(at_desk.clock())
    kept.projector.catch_up()


def letter(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.kind is LetterKind.ACKNOWLEDGEMENT)


def page(at_desk, then=""):
    return f"/letters/{letter(at_desk).letter_id}{then}"


def press(at_desk, answer):
    """Press a button on the letter's own page."""
    return at_desk.send(page(at_desk, answer), filled_in(at_desk.get(page(at_desk))))


def test_a_letter_that_was_sent_says_how_and_that_it_proves_nothing(at_desk, mail):
    send_round(at_desk, mail)
    told = words(at_desk.get(page(at_desk)))
    assert "Sent by email on Tuesday 3 March 2026" in told
    assert "because they asked for email, and it is safe" in told
    assert "no proof that it was received, or read" in told
    assert "It did not go" not in told


def test_before_it_goes_its_page_says_which_way_it_will_and_why(at_desk):
    told = words(at_desk.get(page(at_desk)))
    assert (
        "It goes to the print queue, for somebody to post, because they asked" in told
    )
    assert "none can be sent from here" in told


@pytest.fixture
def doubt(at_desk, mail):
    mail.after = Unsure(Obstacle.NO_ANSWER)
    send_round(at_desk, mail)
    mail.after = None
    return at_desk


def test_an_uncertain_letter_comes_first_with_what_to_check(doubt, mail):
    told = words(doubt.browser.get("/letters"))
    assert "Perhaps sent: find out whether these went" in told
    assert told.index("Perhaps sent") < told.index("Held back")
    assert mail.taken[0].reference in told
    assert "Ask whoever looks after the mail server" in told
    shown = words(doubt.get(page(doubt)))
    assert "Nobody can say whether this letter was sent" in shown
    assert "Whether that took it is not known" in shown
    assert "no proof" not in shown
    assert "MARKER" not in told.partition("Held back")[0].replace(MARIGOLD.name, "")


def test_the_queue_of_cases_says_to_find_out(doubt):
    told = words(doubt.browser.get("/"))
    assert "Find out whether the acknowledgement was sent" in told


def test_it_went_makes_it_told_on_the_day_it_was_handed_over(doubt):
    doubt.on(date(2026, 3, 5))
    done = press(doubt, "/went")
    assert "recorded as sent" in words(done)
    assert letter(doubt).status is Status.ACCEPTED
    assert doubt.case.trigger.acknowledged_on == TUESDAY


def test_it_did_not_go_sends_it_once_more(doubt, mail):
    done = press(doubt, "/did-not-go")
    assert "drawn again, and sent again" in words(done)
    send_round(doubt, mail)
    assert letter(doubt).status is Status.ACCEPTED
    assert len(mail.taken) == 2


def test_an_answer_that_two_people_give_is_refused_to_the_second(doubt, mail):
    here, answer = page(doubt), page(doubt, "/did-not-go")
    first, second = (filled_in(doubt.get(here)) for _ in range(2))
    doubt.send(answer, first)
    doubt.send(answer, first)  # a double click
    refused = doubt.send(answer, second)
    assert "It is known already what became of this letter" in words(refused)
    send_round(doubt, mail)
    assert len(mail.taken) == 2


def test_a_letter_that_failed_offers_the_post_and_asks_whether_it_is_safe(
    at_desk, mail
):
    mail.answers = [NotTaken(Obstacle.ADDRESS, for_good=True)]
    send_round(at_desk, mail)
    told = words(at_desk.browser.get("/letters"))
    assert "Held back because it could not be sent by email: the server does" in told
    shown = words(at_desk.get(page(at_desk)))
    assert "Ask first whether post is safe" in shown
    done = press(at_desk, "/by-post")
    assert "made ready to post" in words(done)
    send_round(at_desk, mail)
    assert letter(at_desk).status is Status.HANDED_OVER
    assert letter(at_desk).way is Way.PRINT_QUEUE


def comes_back(at_desk, mail):
    send_round(at_desk, mail)
    return at_desk.fill_in(
        page(at_desk, "/came-back"),
        how="An email says there is no such mailbox",
        **date_in("returned_on", TUESDAY),
    )


def test_a_letter_that_came_back_is_a_task_and_bars_the_address(at_desk, mail):
    done = words(comes_back(at_desk, mail))
    assert "recorded as come back" in done
    assert "They have not been told what it says" in done
    assert letter(at_desk).held_because is HeldBecause.RETURNED
    assert at_desk.case.trigger.acknowledged_on is None
    people = words(at_desk.get("/contacts"))
    assert "An email to this address came back" in people
    assert "Look at the acknowledgement" in words(at_desk.browser.get("/"))


def test_once_somebody_looked_at_the_address_letters_go_there_again(at_desk, mail):
    comes_back(at_desk, mail)
    person = at_desk.case.contact.applicant_id
    holds = f"/contacts/{person}/address-holds"
    assert ASKED.email in words(at_desk.get(holds))
    done = words(at_desk.fill_in(holds))
    assert "recorded as right" in done
    assert "came back" not in done
    press(at_desk, "/draw-again")
    send_round(at_desk, mail)
    assert letter(at_desk).status is Status.ACCEPTED


def test_what_came_back_without_a_word_is_refused_and_nothing_is_lost(at_desk, mail):
    send_round(at_desk, mail)
    refused = at_desk.fill_in(
        page(at_desk, "/came-back"), how="", **date_in("returned_on", TUESDAY)
    )
    assert "Enter what came back, and what it says" in words(refused)
    assert letter(at_desk).status is Status.ACCEPTED


def test_the_history_tells_it_in_words_and_names_no_address(at_desk, mail):
    comes_back(at_desk, mail)
    told = words(at_desk.get("/history"))
    for line in ("Letter being sent", "Letter sent", "Letter came back"):
        assert line in told
    assert re.search(r"Because:?\s*they asked for email, and it is safe", told)
    assert ASKED.email not in told


def test_the_page_of_a_letter_that_waits_for_a_server_says_so(at_desk, mail):
    mail.answers = [NotTaken(Obstacle.UNREACHABLE, is_down=True)]
    send_round(at_desk, mail)
    told = words(at_desk.browser.get("/letters"))
    assert "Not taken yet: the server could not be reached" in told
