"""Progress updates as promised: owed again after each, and red when none came."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.contact.facts import ContactFileOpened, Direction
from asbreview.domain.contact.record import Contact
from asbreview.domain.contact.updates import UpdatesEnded, UpdatesPromised
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.people import Channel
from browser.stages import Stages
from desk import desk, words
from facts import APPLICANT, TODAY, TOMORROW, YESTERDAY, person, prose
from projections.case.runs import UPDATES, Moot
from projections.deadlines import deadlines_of, overdue
from story import SIGNED, Story, that
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ID = UUID(int=80)
PROMISE = {
    "updates_id": ID,
    "person_id": APPLICANT,
    "every_weeks": 2,
    "promised_on": TODAY,
}
a_file = that(ContactFileOpened, applicant=person(), victim=None)
promised = that(UpdatesPromised, **PROMISE)
ended = that(UpdatesEnded, updates_id=ID, ended_on=TODAY, reason=prose())
ON = date(2026, 3, 16)  # a Monday: two weeks after the application


def promising(**changes):
    return lambda c: c.promise_updates(**{**PROMISE, **changes}, signed=SIGNED)


def ending(on=TODAY):
    return lambda c: c.end_updates(ID, ended_on=on, reason=prose(), signed=SIGNED)


def the_file(*happened):
    return Story(Contact).given(a_file, *happened)


def test_updates_are_promised_to_a_person_one_at_a_time_and_end_once():
    the_file().when(promising()).then(promised)
    the_file(promised).when(promising()).then_refused(AlreadyDone, "end those first")
    the_file(promised).when(ending()).then(ended)
    the_file(promised, ended).when(ending()).then_refused(AlreadyDone, "have ended")
    the_file(promised, ended).when(promising()).then(promised)
    the_file(promised).when(ending(YESTERDAY)).then_refused(Misrecorded, "before")


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"every_weeks": 0}, "from 1 to 12"),
        ({"every_weeks": 13}, "from 1 to 12"),
        ({"promised_on": TOMORROW}, "future"),
    ],
)
def test_a_promise_is_of_some_weeks_and_was_made(changes, because):
    the_file().when(promising(**changes)).then_refused(Misrecorded, because)


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale = Stages(sam.installation, sam.clock).until("apply")
        sam.on(ON)
        page = f"/contacts/{sam.case.contact.applicant_id}/updates"
        sam.fill_in(page, every_weeks="2")
        yield sam


def contact(sam, on, direction=Direction.FROM_US):
    sam.reviews.make_contact(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=direction,
        made_on=on,
        said="Nothing new yet",
        signed=sam.tale.signed(on),
    )
    sam.installation.projector.catch_up()


def runs(sam):
    """Each time an update was owed: begun, due, met."""
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    mine = [r for r in rows if r.timer_id == UPDATES]
    mine = [r for r in mine if r.moot is not Moot.NO_LONGER_RUNS]
    return sorted((r.started_on, r.due_on, r.met_on) for r in mine)


def march(day):
    return date(2026, 3, day)


def test_each_contact_from_us_begins_it_anew_and_a_late_one_stays_late(sam):
    assert runs(sam) == [(ON, march(30), None)]
    contact(sam, march(24))
    assert runs(sam) == [
        (ON, march(30), march(24)),
        (march(24), date(2026, 4, 7), None),
    ]
    contact(sam, date(2026, 4, 10))
    assert runs(sam)[1] == (march(24), date(2026, 4, 7), date(2026, 4, 10))
    assert runs(sam)[2][:2] == (date(2026, 4, 10), date(2026, 4, 24))


def test_that_they_rang_is_no_update_and_that_they_heard_nothing_is_overdue(sam):
    contact(sam, march(24), Direction.TO_US)
    assert runs(sam) == [(ON, march(30), None)]
    with sam.installation.views.connect() as db:
        assert UPDATES not in {d.timer_id for d in overdue(db, on=march(30))}
        assert UPDATES in {d.timer_id for d in overdue(db, on=march(31))}
    sam.on(march(31))
    assert "Tell them how it goes, as promised" in words(sam.get("/deadlines"))


def test_a_letter_that_went_to_them_is_one_and_in_error_it_is_none(sam):
    sam.tale.post(march(20))
    assert runs(sam)[-1] == (march(20), date(2026, 4, 3), None)
    contact(sam, march(23))
    (made,) = sam.case.contact.contacts
    sam.reviews.correct_contact(
        sam.tale.case_id, made, reason="Another", signed=sam.tale.signed(march(23))
    )
    assert runs(sam)[-1] == (march(20), date(2026, 4, 3), None)


def test_it_ends_with_a_reason_or_with_the_case(sam):
    (updates,) = sam.case.contact.updates
    sam.fill_in(f"/contacts/updates/{updates}/end", reason="She rings us")
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    again = sam.get(f"/contacts/updates/{updates}/end")
    assert "These updates have ended" in words(again)
    assert sam.get(f"/contacts/updates/{ID}/end").status_code == 404
    (row,) = [r for r in rows if r.timer_id == UPDATES]
    assert (row.moot, row.is_open) == (Moot.NOT_NEEDED, False)
    page = f"/contacts/{sam.case.contact.applicant_id}/updates"
    sam.fill_in(page, every_weeks="1")
    sam.reviews.withdraw(
        sam.tale.case_id, withdrawn_on=ON, reason="Moved", signed=sam.tale.signed(ON)
    )
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    assert not [r for r in rows if r.timer_id == UPDATES and r.is_open]


def test_whoever_follows_reads_by_when_they_hear_again(sam):
    sam.browser.cookies.clear()
    told = words(follow(sam.browser, *known(sam, sam.tale.case_id)))
    assert "You hear from us by Monday 30 March 2026 , also if there is nothing" in told
    sam.on(ON)
    shown = words(sam.get("/contacts"))
    assert "To be told how it goes every 2 weeks , promised on Monday 16 March" in shown
    assert "promised to be told how it goes every 2 weeks" in words(sam.get("/history"))
