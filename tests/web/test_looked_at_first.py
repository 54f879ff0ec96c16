"""No letter goes by itself to whom another case does not mark as safe: a person looks.

One that is printed and posted elsewhere, or goes by email, is seen by nobody who could
be warned; in the print queue it is (0143, 0184).
"""

from dataclasses import replace
from datetime import date

import pytest

from asbreview import working
from asbreview.domain.letter.facts import LetterKind, Way
from asbreview.domain.people import Channel
from desk import SAM, desk, words
from journey import MARIGOLD
from letters.carriers import Remembers

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
SAFE = MARIGOLD.safe
NOT_BY_POST = SAFE.model_copy(update={"to_write": False})
NOT_BY_EMAIL = SAFE.model_copy(update={"to_email": False})
ASKED = replace(MARIGOLD, prefers=Channel.EMAIL)
NOBODY_ELSE = replace(MARIGOLD, name="Rowan Pike", address="1 Mere Way\nEly\nCB7 4XX")
LOOK_FIRST = "because somebody has to look at it before it goes"


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        yield at_desk


def sent_of(at_desk, monkeypatch, way):
    """Run the sender of the installation, with one way of sending; return its take."""
    there = Remembers(way)
    monkeypatch.setattr(working, "carriers", lambda *_: [there])
    at_desk.on(TUESDAY)
    working.sender_of(at_desk.installation).run_once(at_desk.clock())
    at_desk.on(TUESDAY)
    return {letter.letter_id for letter in there.taken}


def acknowledgement(at_desk):
    letters = at_desk.tale.all_letters()
    return next(each for each in letters if each.kind is LetterKind.ACKNOWLEDGEMENT)


def other_then_this(at_desk, other, this):
    """Have two cases, the second the one that is looked at."""
    at_desk.tale.apply(MONDAY, applicant=other)
    at_desk.other = at_desk.case.trigger.reference
    at_desk.tale.apply(MONDAY, applicant=this)


@pytest.mark.parametrize(
    ("other", "this", "way", "goes"),
    [
        # Posted by others: whoever is not safe to write to there, by name or address.
        (replace(MARIGOLD, safe=NOT_BY_POST), MARIGOLD, Way.NOTIFY_LETTER, False),
        (replace(NOBODY_ELSE, safe=NOT_BY_POST), MARIGOLD, Way.NOTIFY_LETTER, True),
        (MARIGOLD, MARIGOLD, Way.NOTIFY_LETTER, True),
        # By email: where that same address is not safe there; not where post is not.
        (replace(ASKED, safe=NOT_BY_EMAIL), ASKED, Way.SMTP, False),
        (replace(ASKED, safe=NOT_BY_EMAIL), ASKED, Way.NOTIFY_EMAIL, False),
        (
            replace(ASKED, safe=NOT_BY_EMAIL, email="else@example.org"),
            ASKED,
            Way.SMTP,
            True,
        ),
        (replace(ASKED, safe=NOT_BY_POST), ASKED, Way.SMTP, True),
    ],
)
def test_a_letter_goes_by_itself_where_no_other_case_warns(  # noqa: PLR0913, PLR0917
    at_desk, monkeypatch, other, this, way, goes
):
    other_then_this(at_desk, other, this)
    taken = sent_of(at_desk, monkeypatch, way)
    letter = acknowledgement(at_desk)
    assert (letter.id in taken) is goes
    if not goes:
        assert letter.way is Way.PRINT_QUEUE


def test_it_lies_in_the_print_queue_and_tells_of_no_case_that_is_kept(
    at_desk, monkeypatch
):
    other_then_this(at_desk, replace(MARIGOLD, safe=NOT_BY_POST), MARIGOLD)
    kept = at_desk.reviews.case_id_of(at_desk.other)
    at_desk.reviews.declare_conflict(
        kept, SAM.account_id, reason="A cousin", signed=at_desk.tale.signed(MONDAY)
    )
    letter = acknowledgement(at_desk)
    sent_of(at_desk, monkeypatch, Way.NOTIFY_LETTER)
    page = at_desk.get(f"/letters/{letter.id}")
    assert LOOK_FIRST in words(page)
    assert "ask a case review lead, other than yourself" in words(page)
    assert at_desk.other not in page.text
    assert "name or address" not in page.text
