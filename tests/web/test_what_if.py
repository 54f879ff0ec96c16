"""Asking what a changed procedure would have meant, and keeping the answer."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import select, text

from asbreview.access.accounts import Account, AccountExists, Role, open_account
from asbreview.access.office import TABLES, Office
from asbreview.domain.application import Category
from asbreview.web import what_if, what_if_running
from asbreview.web.what_if import answers
from asbreview.web.what_if_compared import Behind, Compared
from asbreview.web.what_if_running import Answers, Running
from asbreview.web.what_if_shared import Come, what_ifs_begun
from asbreview.web.what_if_told import Answer, Asking
from desk import Day, desk, filled_in, words
from journey import AREAS, COUNCIL
from places import place_of
from projections.waits import Life
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


def test_a_way_that_procedures_could_add_is_asked_about(browser):
    added = {"way_complaints": "1", "way_report_months": "2", "way_apply_months": "12"}
    page = browser.get(HERE, params=ASKED | added)
    told = words(page)
    assert "Also met by 1 complaint: each reported within 2 months" in told
    assert "or by a local rule, the added one among them" in told
    assert '<details class="govuk-details" open>' in page.text
    for name, value in added.items():
        assert f'name="{name}" type="text" value="{value}"' in page.text


def test_nothing_changed_is_no_difference(browser):
    assert "No difference at all, on 1 case" in words(browser.get(HERE, params=ASKED))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"timers-0-length": "none"}, "enter a whole number from 1 to 366"),
        ({"complaints_needed": "0"}, "Enter a whole number from 1 to 20"),
        ({"way_complaints": "3"}, "Enter all three numbers of the other way, or none"),
        ({"way_apply_months": "37"}, "Enter whole months from 1 to 36"),
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


def test_a_case_of_which_four_steps_change_is_one_case(at_desk):
    """Four bodies were asked on the one case: four steps move, and four are late."""
    told = words(at_desk.on(SUMMER).browser.get(HERE, params=SHORTER))
    assert told.count("What changes, case by case (1 case)") == 2
    assert told.count("due on Tuesday 17 March 2026") == 8
    assert "that your account is not shown" not in told
    as_manager(at_desk)
    told = words(at_desk.browser.get(HERE, params=SHORTER))
    assert "0 as it was, 4 with the change (of 4 steps)" in told
    assert told.count(" 1 case that your account is not shown") == 2
    assert told.count("that your account is not shown") == 2
    assert "case by case" not in told


def test_cases_that_are_named_and_those_that_are_not_are_counted_apart():
    two = LIFE._replace(case_id=UUID(int=2))
    three = LIFE._replace(case_id=UUID(int=3))
    rows = [Behind(life, "1", "2") for life in (LIFE, LIFE, two, two, three)]
    figure = Compared("a", "A", "What", "steps", 9, 0, 5, rows)
    assert figure.case_by_case({two.case_id}) == (rows[2:4], 1, 2)


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
    with suppress(AccountExists):  # of all the tests of this desk, the first opens it
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
    come = Come(of=10_000, looked_at=1_200, at=NOON)
    elsewhere = Running(1, Told(come), lambda: NOON)
    monkeypatch.setattr(answers, "of", lambda *_: elsewhere)
    monkeypatch.setattr(what_if_running, "PATIENCE", 0)
    page = browser.get(HERE, params=SHORTER)
    assert "1200 of 10,000 cases looked at" in words(page).replace("10000", "10,000")
    assert page.headers["Refresh"]
    assert "Look again now" in words(page)


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Told:
    """What another process tells of a question: how far it has come, no answer."""

    def __init__(self, come):
        self.come = lambda: come

    def answer(self, _):
        return None


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


class Slow(Fails):
    """A question that is answered once it is let go on."""

    def __init__(self):
        super().__init__()
        self.begun, self.may_end = Event(), Event()

    def to_look_at(self):
        return 4

    def answer(self, seen):
        self.tried += 1
        seen(3)
        self.begun.set()
        assert self.may_end.wait(200)
        return FOUND


LIFE = Life(
    UUID(int=1),
    "EC-26-7K3MQ",
    "east-cambridgeshire",
    Category.NOISE,
    "Ely",
    1,
    date(2026, 3, 2),
    None,
    date(2026, 4, 1),
)
FOUND = Answer(
    [LIFE] * 4,
    deducible=[Compared("a", "A", "What", "steps", 4, 1, 2, [Behind(LIFE, "1", "2")])],
    supposed=[Compared("b", "B", "What", "steps", 4, 1, 1, [], "as long")],
    not_counted=2,
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
def office(tmp_path, request):
    """An office in a file; and on a server, where several processes serve."""
    if request.param == "sqlite":
        office = Office.in_file(tmp_path / "office.sqlite")
    else:
        views = place_of("postgres", tmp_path).views()
        with views.begin() as db:
            db.execute(text("CREATE SCHEMA IF NOT EXISTS office"))
        office = Office.on_server(views.url)
        office.keep(TABLES)
        views.dispose()
    yield office
    office.close()


def test_of_two_processes_one_answers_and_both_tell_how_far_it_has_come(office):
    """Whoever loads the page again is answered by any of them."""
    one, other, asking = Answers(), Answers(), Slow()
    first = one.of(asking, office, lambda: NOON)
    assert asking.begun.wait(200)
    elsewhere = other.of(asking, office, lambda: NOON)
    assert elsewhere.thread is None
    assert elsewhere.wait(0) is None
    assert (elsewhere.of, elsewhere.looked_at) == (4, 3)
    asking.may_end.set()
    assert first.wait(200) == FOUND
    assert elsewhere.wait(200) == FOUND
    assert asking.tried == 1
    third = Answers().of(asking, office, lambda: NOON)
    assert third.wait(0) == FOUND
    assert asking.tried == 1


def test_what_a_process_left_that_is_gone_another_begins_anew(office):
    now = NOON
    asking = Slow()
    first = Answers().of(asking, office, lambda: now)
    assert asking.begun.wait(200)
    other, later = Answers(), timedelta(seconds=31)
    assert other.of(asking, office, lambda: now).thread is None
    now = NOON + later  # nothing was said meanwhile
    anew = other.of(asking, office, lambda: now)
    assert anew.thread is not None
    asking.may_end.set()
    assert anew.wait(200) == first.wait(20) == FOUND
    assert asking.tried == 2


def test_what_was_found_is_kept_for_an_hour(office):
    asking = Slow()
    asking.may_end.set()
    assert Answers().of(asking, office, lambda: NOON).wait(200) == FOUND
    late, another = NOON + timedelta(minutes=61), Slow()
    another.may_end.set()
    another.position = 2
    Answers().of(another, office, lambda: late).wait(200)
    with office.reading() as db:
        assert len(db.execute(select(what_ifs_begun)).all()) == 1


def test_another_process_answers_with_the_same_page(at_desk, monkeypatch):
    """Days after what other tests record: each question is as of its instant."""
    browser = at_desk.on(date(2026, 6, 24)).browser
    monkeypatch.setattr(what_if, "answers", Answers())
    first = words(browser.get(HERE, params=SHORTER))
    monkeypatch.setattr(what_if, "answers", Answers())
    monkeypatch.setattr(Asking, "answer", lambda *_: pytest.fail("found already"))
    assert words(browser.get(HERE, params=SHORTER)) == first


def test_what_fails_is_raised_and_tried_anew_when_it_is_asked_again(office):
    found, asking = Answers(), Fails()
    for tried in (1, 2):
        with pytest.raises(OSError, match="disk"):
            found.of(asking, office, lambda: NOON).wait()
        assert asking.tried == tried
