"""The calendar file of a meeting: read back by the library, and looked at for names."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from asbreview.domain.application import HowConsented
from asbreview.domain.people import Safety
from asbreview.letters.calendar_file import Whose, calendar_file, may_be_given_to_victim
from asbreview.reviews.told import ConsentTold
from desk import desk
from everything import OLEANDER, for_another
from journey import CASEWORKER, FOUR_COMPLAINTS, MARIGOLD, PROCEDURE

NOW = datetime(2026, 3, 21, 9, tzinfo=UTC)
PLACE = "Council offices, Ely"
UNSAFE = Safety(to_write=False, to_email=False, to_ring=True, to_leave_a_message=False)
NAMES = ("Marigold", "MARKER", "Larkspur", "Odile", "Fenwick", "Noise", "01632")


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide()
        yield at_desk


def made(sam, whose):
    keyring = sam.installation.keyring
    return calendar_file(sam.case, whose, keyring, at=NOW)


def event(sam, whose):
    (found,) = Calendar.from_ical(made(sam, whose)).walk("VEVENT")
    return found


def postpone(sam, place=""):
    sam.reviews.postpone_panel(
        sam.case.case_id,
        meets_at=datetime(2026, 4, 8, 13, tzinfo=UTC),
        reason="The chair is ill.",
        place=place,
        signed=sam.tale.signed(date(2026, 3, 23)),
    )


@pytest.mark.parametrize("whose", Whose)
def test_it_holds_the_reference_and_the_instant_and_names_nobody(sam, whose):
    sam.tale.convene().choose()
    told = event(sam, whose)
    reference = sam.case.trigger.reference
    assert told.decoded("dtstart") == datetime(2026, 4, 1, 13, tzinfo=UTC)
    assert reference in str(told["summary"])
    assert "asb" not in str(event(sam, Whose.VICTIM)["summary"]).casefold()
    text = made(sam, whose).decode()
    assert not [name for name in NAMES if name.casefold() in text.casefold()]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_its_id_stays_and_its_number_rises_when_the_meeting_moves(sam):
    sam.tale.convene().choose()
    before = event(sam, Whose.BODY)
    assert before["sequence"] == 0
    postpone(sam)
    after = event(sam, Whose.BODY)
    assert after["uid"] == before["uid"]
    assert after["sequence"] == 1
    assert after.decoded("dtstart") == datetime(2026, 4, 8, 13, tzinfo=UTC)
    assert event(sam, Whose.VICTIM)["uid"] == before["uid"]


def test_a_victim_is_told_where_only_if_it_is_safe_to_write(sam):
    sam.tale.convene().choose()
    assert str(event(sam, Whose.VICTIM)["location"]) == PLACE
    sam.tale.apply(applicant=replace(MARIGOLD, safe=UNSAFE)).decide().convene().choose()
    assert "location" not in event(sam, Whose.VICTIM)
    assert PLACE not in made(sam, Whose.VICTIM).decode()


def test_where_is_not_told_if_it_is_not_safe_to_write_to_whoever_applied(sam):
    signed = sam.tale.signed(date(2026, 3, 2))
    sam.reviews.receive_application(
        for_another(),
        procedure_id=PROCEDURE,
        applicant=replace(MARIGOLD, safe=UNSAFE),
        victim=replace(OLEANDER, safe=MARIGOLD.safe),
        consent=ConsentTold(given_on=date(2026, 3, 2), how=HowConsented.IN_WRITING),
        account="Noise at night.",
        complaints=FOUR_COMPLAINTS,
        passed_on=True,
        caseworker_id=CASEWORKER,
        signed=signed,
    )
    sam.tale.case_id = signed.new_case_id
    sam.tale.decide().convene().choose()
    assert "location" not in event(sam, Whose.VICTIM)
    assert PLACE not in made(sam, Whose.VICTIM).decode()


def test_a_body_is_told_where(sam):
    sam.tale.convene()
    assert str(event(sam, Whose.BODY)["location"]) == PLACE
    sam.reviews.plan_group_meeting(
        PROCEDURE,
        meets_at=datetime(2026, 4, 14, 13, tzinfo=UTC),
        place="The Maltings; Ely, upstairs",
        room_for=4,
        signed=sam.tale.signed(date(2026, 3, 20)),
    )
    (meeting,) = sam.reviews.group(PROCEDURE).from_day(date(2026, 3, 20))
    sam.tale.apply().decide().convene(meeting=meeting)
    assert str(event(sam, Whose.BODY)["location"]) == "The Maltings; Ely, upstairs"


def test_who_declined_or_has_no_meeting_is_given_none(sam):
    assert not may_be_given_to_victim(sam.case)
    sam.tale.convene()
    assert may_be_given_to_victim(sam.case)
    sam.tale.choose().hold()
    assert not may_be_given_to_victim(sam.case)
