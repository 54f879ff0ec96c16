"""Asking what a changed procedure would have meant, and keeping the answer."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.web.what_if import answers
from asbreview.web.what_if_running import Answers, Running
from desk import Day, desk, filled_in, words
from journey import AREAS, COUNCIL
from visiting import PASSWORD, sign_in

SUMMER = date(2026, 6, 15)
HERE = "/figures/what-if"
ASKED = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "1",
    "from_on-year": "2026",
    "to_on-day": "31",
    "to_on-month": "12",
    "to_on-year": "2026",
    "which": "all",
    "answering": "as long",
}
SHORTER = ASKED | {"timers-0-timer_id": "partner-answer", "timers-0-length": "5"}


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("what-if")) as at_desk:
        at_desk.tale.go()
        yield at_desk.on(SUMMER)


@pytest.fixture
def browser(at_desk):
    return at_desk.on(SUMMER).browser


def test_at_first_the_page_asks_and_answers_nothing(browser):
    told = words(browser.get(HERE))
    assert "Which cases, and what is changed" in told
    assert "Nothing is kept yet" in told
    assert "What follows from the record" not in told


def test_the_answer_says_what_follows_and_what_is_assumed(browser, at_desk):
    told = words(browser.get(HERE, params=SHORTER))
    assert "5 working days (now 10 working days)" in told
    # Asked on 10 March; five working days end on the 17th, and the answers came on
    # the 18th: four bodies, none late by ten and all by five.
    assert "late: 0 as it was, 4 with the change (of 4 steps)" in told
    assert "Assumed: each body takes as many days to answer as it took" in told
    assert at_desk.case.trigger.reference in told


def test_nothing_changed_is_no_difference(browser):
    assert "No difference at all, on 1 case" in words(browser.get(HERE, params=ASKED))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"timers-0-length": "none"}, "enter a whole number from 1 to 366"),
        ({"complaints_needed": "0"}, "Enter a whole number from 1 to 20"),
        ({"group_week": "2"}, "Select both the week and the day"),
        ({"to_on-year": "2025"}, "The last day must not be before the first"),
        ({"area": "elsewhere"}, "Select the area"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(browser, wrong, says):
    page = browser.get(HERE, params=SHORTER | wrong)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert f'value="{next(iter(wrong.values()))}"' in page.text or "area" in wrong


def test_it_is_saved_as_csv(browser, at_desk):
    lines = browser.get(f"{HERE}/csv", params=SHORTER).text.splitlines()
    assert lines[0] == "figure,rests_on,case,now,under_the_change"
    assert any(at_desk.case.trigger.reference in line for line in lines)
    assert sum("together" in line for line in lines) == 4


def test_who_is_shown_no_cases_is_shown_the_numbers(browser, at_desk):
    at_desk.as_auditor()
    page = words(at_desk.browser.get(HERE, params=SHORTER))
    assert "0 as it was, 4 with the change" in page


def keep(browser, name, **changed):
    page = browser.get(f"{HERE}/keep", params=SHORTER | changed)
    fields = filled_in(page) | {"name": name}
    return browser.post(f"{HERE}/keep", data=fields, follow_redirects=True)


def test_what_is_kept_is_answered_the_same_whatever_is_recorded_later(at_desk):
    browser = at_desk.on(SUMMER).browser
    page = keep(browser, "Five days for partners")
    assert page.status_code == 200
    told = words(page)
    assert "It is kept" in told
    assert "late: 0 as it was, 4 with the change (of 4 steps)" in told
    kept = at_desk.reviews.what_ifs("east-cambridgeshire")
    (id_,) = kept.standing
    another = Day(at_desk.reviews, at_desk.clock)
    another.seed = UUID(int=1077)
    another.apply(date(2026, 6, 15)).ask(date(2026, 6, 16))
    later = at_desk.on(date(2026, 6, 20)).browser
    assert "(of 4 steps)" in words(later.get(f"{HERE}/{id_}"))
    assert "(of 8 steps)" in words(later.get(HERE, params=SHORTER))
    again = keep(later, "five days for partners")
    assert again.status_code == 409
    assert "Another is kept under this name" in words(again)
    let_go = f"{HERE}/{id_}/let-go"
    nameless = later.post(let_go, data=filled_in(later.get(let_go)))
    assert "Enter why it is not to be shown" in words(nameless)
    fields = filled_in(later.get(let_go)) | {"reason": "Asked anew"}
    assert "Nothing is kept yet" in words(
        later.post(let_go, data=fields, follow_redirects=True)
    )
    assert later.get(f"{HERE}/{id_}").status_code == 404


def as_manager(at_desk):
    """Let somebody sign in who reads the figures, and no case."""
    mo = Account(UUID(int=72), "mo@ely.example", "Mo", Role.MANAGER, COUNCIL, AREAS)
    office = at_desk.installation.office
    open_account(office, mo, password=PASSWORD, at=at_desk.clock())
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name="mo@ely.example")


def test_a_manager_keeps_a_question_and_lets_it_go_and_an_auditor_does_not(at_desk):
    browser = at_desk.on(SUMMER).as_auditor().browser
    assert "Keep this under a name" not in words(browser.get(HERE, params=SHORTER))
    assert browser.get(f"{HERE}/keep", params=SHORTER).status_code == 403
    as_manager(at_desk)
    assert "Keep this under a name" in words(browser.get(HERE, params=SHORTER))
    page = keep(browser, "For the board")
    assert "It is kept" in words(page)
    assert "EC-26-" not in words(page)
    (id_,) = at_desk.reviews.what_ifs("east-cambridgeshire").standing
    let_go = f"{HERE}/{id_}/let-go"
    fields = filled_in(browser.get(let_go)) | {"reason": "The board has met"}
    assert browser.post(let_go, data=fields, follow_redirects=True).status_code == 200
    assert browser.get("/applications/new").status_code == 403


def test_a_page_that_waits_tells_how_far_it_has_come(browser, monkeypatch):
    monkeypatch.setattr(answers, "of", lambda _: Running(of=10_000, looked_at=1_200))
    page = browser.get(HERE, params=SHORTER)
    assert "1200 of 10,000 cases looked at" in words(page).replace("10000", "10,000")
    assert page.headers["Refresh"]
    assert "Look again now" in words(page)


class Fails:
    position, on = 1, SUMMER

    class asked:  # noqa: N801
        @staticmethod
        def model_dump_json():
            return "{}"

    def __init__(self):
        self.tried = 0

    def to_look_at(self):
        return 1

    def answer(self, _):
        self.tried += 1
        raise OSError("The disk is away")


def test_what_fails_is_raised_and_tried_anew_when_it_is_asked_again():
    found, asking = Answers(), Fails()
    for tried in (1, 2):
        with pytest.raises(OSError, match="disk"):
            found.of(asking).wait()
        assert asking.tried == tried
