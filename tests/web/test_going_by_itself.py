"""Who read which case, and the names of old accounts, go by an area's own rule."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from asbreview.access.accounts import (
    Role,
    account_names,
    accounts,
    disable_account,
    open_account,
)
from asbreview.access.read_log import Read, note_read, reads_of
from asbreview.domain.contact.facts import Direction
from asbreview.domain.errors import Misrecorded
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.people import Channel
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin
from asbreview.keeping_office import settle_office
from desk import SAM, Day, desk, words
from journey import PROCEDURE
from visiting import PASSWORD, sign_in

TODAY = date(2028, 3, 20)
FIRST = datetime(2026, 3, 20, 23, 30, tzinfo=UTC)
LAST = datetime(2026, 3, 21, tzinfo=UTC)
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
JO = SAM._replace(
    account_id=UUID(int=73),
    sign_in_name="jo@ely.example",
    name="Jo MARKERNAME",
    areas=frozenset({PROCEDURE}),
)
MAL = JO._replace(account_id=UUID(int=74), sign_in_name="mal@ely.example")
DISABLED = {JO: datetime(2026, 3, 20, tzinfo=UTC), MAL: LAST}


def rule(of, counted_from, years=2):
    return RetentionRule(
        of=of,
        years=years,
        counted_from=counted_from,
        origin=Origin.OWN_CHOICE,
        source="As long as a complaint about it may be made",
        from_on=TODAY,
    )


@pytest.fixture
def at(tmp_path):
    with desk(tmp_path) as at_desk:
        office = at_desk.installation.office
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        for account in (LEE, JO, MAL):
            open_account(office, account, **told)
        for account, when in DISABLED.items():
            disable_account(office, sign_in_name=account.sign_in_name, at=when)
        at_desk.tale.apply()
        at_desk.other = Day(at_desk.reviews, at_desk.clock)
        at_desk.other.seed = UUID(int=7000)
        at_desk.other.apply()
        for tale in (at_desk.tale, at_desk.other):
            for when in (FIRST, LAST):
                note_read(office, Read(SAM.account_id, tale.case_id, "/", when))
        yield at_desk.on(TODAY)


def lay_down(at, of, counted_from):
    told = rule(of, counted_from)
    at.reviews.set_retention_rule(PROCEDURE, told, signed=at.tale.signed(TODAY))


def reads(at, tale):
    return [read.at for read in reads_of(at.installation.office, tale.case_id)]


def removed(at):
    record = at.reviews.disposals(PROCEDURE)
    return record.removed if record else []


def shown(at):
    sign_in(at.browser, name=LEE.sign_in_name)
    return words(at.browser.get("/retention"))


def test_without_a_rule_all_of_it_is_kept_and_the_page_says_so(at):
    settle_office(at.installation)
    assert reads(at, at.tale) == [LAST, FIRST]
    assert removed(at) == []
    assert shown(at).count("No rule is laid down, so all of it is kept.") == 2


def test_readings_go_on_the_day_their_years_are_over_and_that_is_on_record(at):
    """At half past eleven at night it is still the 20th in London, in March."""
    lay_down(at, RecordKind.READS, CountedFrom.READ)
    settle_office(at.installation)
    assert reads(at, at.tale) == [LAST]
    assert reads(at, at.other) == [LAST]
    (gone,) = removed(at)
    assert (gone.number, gone.up_to, gone.cases_held) == (2, date(2026, 3, 20), 0)
    told = shown(at)
    assert "It goes by itself when its time is over" in told
    assert "2 readings, up to Friday 20 March 2026" in told
    settle_office(at.installation)
    assert len(removed(at)) == 1


def test_who_read_a_case_that_something_holds_stays_on_record(at):
    lay_down(at, RecordKind.READS, CountedFrom.READ)
    at.reviews.place_hold(
        at.other.case_id,
        ground=HoldGround.CLAIM,
        reason="A claim",
        review_on=date(2028, 9, 1),
        signed=at.tale.signed(TODAY),
    )
    settle_office(at.installation)
    assert reads(at, at.tale) == [LAST]
    assert reads(at, at.other) == [LAST, FIRST]
    (gone,) = removed(at)
    assert (gone.number, gone.cases_held) == (1, 1)
    assert "of 1 case that something holds they are kept" in shown(at)


def test_of_an_account_its_name_goes_and_what_it_was_stays(at, tmp_path):
    lay_down(at, RecordKind.ACCOUNTS, CountedFrom.DISABLED)
    settle_office(at.installation)
    with at.installation.office.reading() as db:
        rows = {row.account_id: row for row in db.execute(select(accounts))}
    gone, stays = rows[JO.account_id], rows[MAL.account_id]
    assert (gone.name, gone.password) == ("somebody who has left", "")
    assert JO.sign_in_name not in gone.sign_in_name
    assert (gone.role, gone.body_id) == (JO.role, JO.body_id)
    assert gone.disabled_at == DISABLED[JO]
    assert stays.name == MAL.name
    assert [each.number for each in removed(at)] == [1]
    settle_office(at.installation)
    assert len(removed(at)) == 1


def test_an_account_of_an_area_without_a_rule_keeps_its_name(at):
    office = at.installation.office
    both = JO._replace(
        account_id=UUID(int=75),
        sign_in_name="vi@ely.example",
        areas=frozenset({PROCEDURE, "elsewhere"}),
    )
    told = {"password": PASSWORD, "at": at.clock(), "demonstration": False}
    open_account(office, both, **told)
    disable_account(office, sign_in_name=both.sign_in_name, at=DISABLED[JO])
    lay_down(at, RecordKind.ACCOUNTS, CountedFrom.DISABLED)
    settle_office(at.installation)
    with office.reading() as db:
        this = select(accounts.c.name).where(accounts.c.account_id == both.account_id)
        assert db.scalar(this) == both.name


def test_whoever_worked_on_a_case_that_goes_on_keeps_their_name(at):
    """Whether a chair is independent of the case is asked by name."""
    worked = at.tale.signed(TODAY).model_copy(update={"by": JO.account_id})
    at.reviews.make_contact(
        at.tale.case_id,
        person_id=at.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.TO_US,
        made_on=TODAY,
        said="Rang",
        signed=worked,
    )
    at.installation.projector.catch_up()
    lay_down(at, RecordKind.ACCOUNTS, CountedFrom.DISABLED)
    settle_office(at.installation)
    assert removed(at) == []
    ended = {"reason": "Moved away", "withdrawn_on": TODAY}
    at.reviews.withdraw(at.tale.case_id, **ended, signed=at.tale.signed(TODAY))
    at.installation.projector.catch_up()
    settle_office(at.installation)
    assert [each.number for each in removed(at)] == [1]
    names = account_names(at.installation.office)
    assert JO.account_id not in names
    assert names[MAL.account_id].startswith(MAL.name)


@pytest.mark.parametrize(
    ("of", "counted_from"),
    [
        (RecordKind.READS, CountedFrom.ENDED),
        (RecordKind.ACCOUNTS, CountedFrom.READ),
        (RecordKind.WITHDRAWN, CountedFrom.DISABLED),
    ],
)
def test_a_class_is_counted_from_a_day_that_its_records_have(at, of, counted_from):
    with pytest.raises(Misrecorded, match="counted from"):
        lay_down(at, of, counted_from)


def test_nobody_proposes_what_goes_by_itself(at):
    lay_down(at, RecordKind.READS, CountedFrom.READ)
    sign_in(at.browser, name=LEE.sign_in_name)
    asked = {"area": PROCEDURE, "of": RecordKind.READS.value}
    assert at.browser.get("/retention/dispose", params=asked).status_code == 404


def test_what_is_kept_for_a_short_while_is_listed(at):
    told = shown(at)
    assert "A session that is not used: 30 minutes" in told
    assert "What was begun on the public pages and not sent: 1 day" in told
