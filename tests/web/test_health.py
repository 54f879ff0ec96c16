"""What a proxy and a watchman are told, and a page when the database is away."""

from datetime import date

import pytest
from eventsourcing.persistence import OperationalError
from sqlalchemy.exc import OperationalError as ViewsAway

from asbreview.access.office import Office
from desk import desk, filled_in, words
from projections.editions import positions
from visiting import PASSWORD, fields_of

A_CALL = {"channel": "phone", "direction": "to us", "said": "She rang."}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply()
        yield sam.on(date(2026, 3, 4))


def ready(sam):
    sam.browser.cookies.clear()
    answer = sam.browser.get("/readyz")
    return answer.status_code, answer.json()


def test_a_process_that_runs_says_so_to_anybody(sam):
    sam.browser.cookies.clear()
    assert sam.browser.get("/healthz").json() == {"status": "running"}


def test_it_can_work_while_its_views_keep_up(sam):
    status, told = ready(sam)
    assert (status, told["ready"]) == (200, True)
    assert told["log"] == sam.reviews.end_of_log()
    assert set(told["views"]) > {"caseload", "timeline"}
    assert {view["behind"] for view in told["views"].values()} == {0}


def test_a_view_that_halted_means_that_it_cannot(sam):
    with sam.installation.views.begin() as db:
        halted = positions.update().where(positions.c.projection == "timeline")
        db.execute(halted.values(halted="event 5: LookupError"))
    status, told = ready(sam)
    assert (status, told["ready"]) == (503, False)
    assert told["views"]["timeline"]["halted"] is True


def away(*_, **__):
    raise OperationalError("away")


def office_away(*_):
    raise ViewsAway("SELECT", {}, Exception())


def test_a_database_that_is_away_means_that_it_cannot_but_runs(sam, monkeypatch):
    monkeypatch.setattr(sam.reviews.recorder, "max_notification_id", away)
    status, told = ready(sam)
    assert (status, told["ready"]) == (503, False)
    assert told["because"] == "a database is away: OperationalError"
    assert sam.browser.get("/healthz").status_code == 200


def test_a_form_sent_while_the_log_is_away_is_recorded_once_when_it_is_back(
    sam, monkeypatch
):
    form = filled_in(sam.get("/contacts/new")) | A_CALL
    monkeypatch.setattr(sam.reviews.recorder, "insert_events", away)
    page = sam.send("/contacts/new", form)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "The database is away" in words(page)
    assert "It is recorded once, however often it is sent." in words(page)
    kept = filled_in(page)  # its own button sends it again
    assert kept == {name: [v] if isinstance(v, str) else v for name, v in form.items()}
    monkeypatch.undo()
    for _ in range(2):
        assert sam.send("/contacts/new", kept).status_code == 200
    assert len(sam.case.contact.contacts) == 1


def test_what_was_typed_is_given_back_though_not_even_who_asks_is_known(
    sam, monkeypatch
):
    form = filled_in(sam.get("/contacts/new")) | A_CALL
    with monkeypatch.context() as patched:
        patched.setattr(Office, "reading", office_away)
        page = sam.send("/contacts/new", form)
        assert page.status_code == 503
        assert filled_in(page)["said"] == ["She rang."]
        stranger = sam.send("/contacts/new", form | {"csrf_token": "another"})
        assert "She rang." not in stranger.text
    assert sam.send("/contacts/new", filled_in(page)).status_code == 200
    assert len(sam.case.contact.contacts) == 1


def test_what_was_typed_is_given_back_though_the_program_has_a_fault(sam, monkeypatch):
    form = filled_in(sam.get("/contacts/new")) | A_CALL

    def fault(*_, **__):
        raise LookupError

    with monkeypatch.context() as patched:
        patched.setattr(sam.reviews.recorder, "insert_events", fault)
        page = sam.send("/contacts/new", form)
    assert page.status_code == 500
    assert sam.send("/contacts/new", filled_in(page)).status_code == 200
    assert len(sam.case.contact.contacts) == 1


def test_no_password_is_given_back_with_a_sign_in_that_failed(sam, monkeypatch):
    sam.browser.cookies.clear()
    form = fields_of(sam.browser.get("/sign-in"), "/sign-in")
    form |= {"sign_in_name": "sam@ely.example", "password": PASSWORD}
    monkeypatch.setattr(Office, "reading", office_away)
    page = sam.browser.post("/sign-in", data=form)
    assert page.status_code == 503
    assert PASSWORD not in page.text


def test_a_page_asked_for_while_the_views_are_away_says_so(sam, monkeypatch):
    def broken():
        raise ViewsAway("SELECT", {}, Exception())

    monkeypatch.setattr(sam.installation.views, "connect", broken)
    page = sam.browser.get("/")
    assert page.status_code == 503
    assert "The database is away" in words(page)
