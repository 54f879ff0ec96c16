"""Two have a form of the office open: what one recorded the other does not undo unseen.

The forms of a case are in `test_overtaken_forms.py`.
"""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import pytest

from asbreview.access.accounts import open_account
from asbreview.access.keeping import every_account
from asbreview.domain.days import LONDON
from asbreview.domain.errors import NoSuchThing
from browser.premises import ADA, LEE, WREN
from desk import SAM, date_in, desk, words
from journey import BODIES, EAST_CAMBRIDGESHIRE, PROCEDURE
from visiting import PASSWORD, forms_of, sent_by

TODAY = date(2026, 3, 10)
CLASS = "an application that was withdrawn"
OF = {"area": PROCEDURE, "of": CLASS}
RULE = OF | {
    "years": "2",
    "counted_from": "the day the case ended",
    "origin": "own choice",
    "source": "Nothing was decided on it",
    **date_in("from_on", TODAY),
}
PLANNED_BY = UUID(int=6002)
MEETING = f"/meetings/{uuid5(PLANNED_BY, 'meeting')}"
WRENS = f"/accounts/{WREN.account_id}"
POLICE = f"/directory/{BODIES[1]}"


class Row(NamedTuple):
    """What is typed in any case, what each typed besides, and a mistake in it.

    `shows` is how the second is shown what the first recorded.
    """

    typed: dict[str, Any]
    first: dict[str, str]
    second: dict[str, str]
    mistake: dict[str, str]
    shows: str
    by: Any = SAM


ROWS = {
    POLICE: Row(
        {},
        {"email": "hub@constabulary.example"},
        {"email": "desk@constabulary.example"},
        {"from_on-day": ""},
        "On record now Reached by hub@constabulary.example",
    ),
    "/retention/rule": Row(
        RULE,
        {"years": "3"},
        {"years": "4"},
        {"years": "0"},
        "On record now From Tuesday 10 March 2026 3 years from the day the case ended",
        by=LEE,
    ),
    f"{MEETING}/move": Row(
        {"reason": "More room"},
        {"place": "City Hall, Ely"},
        {"room_for": "7"},
        {"reason": ""},
        "Where City Hall, Ely",
    ),
    WRENS: Row(
        {},
        {"role": "auditor"},
        {"role": "chair"},
        {"role": "king"},
        "On record now Role Auditor",
        by=ADA,
    ),
}


class Office:
    """Forms of the office, each sent by whoever may."""

    def __init__(self, at_desk):
        self.desk, self.reviews = at_desk, at_desk.reviews

    def opened(self, at, **asked):
        page = self.desk.browser.get(at, params=asked)
        return self.form(at, page)

    def form(self, at, page):
        """Return the form of a page that is sent to it, the first if there are more."""
        ours = [f for f in forms_of(page) if f.get("action") in {None, at}]
        return next(f for f in map(sent_by, ours) if "since" in f)

    def send(self, at, fields):
        return self.desk.browser.post(at, data=fields, follow_redirects=False)

    def state(self):
        """Return all that may be recorded: the log, and the accounts."""
        accounts = every_account(self.desk.installation.office, demonstration=False)
        return self.reviews.end_of_log(), accounts


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("offices")) as at_desk:
        at_desk.tale.apply()
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        for account in (LEE, ADA, WREN):
            open_account(at_desk.installation.office, account, **told)
        signed = at_desk.tale.signed(TODAY)
        at_desk.reviews.plan_group_meeting(
            PROCEDURE,
            meets_at=signed.at.astimezone(LONDON).replace(month=4, hour=14),
            place="The Maltings, Ely",
            room_for=4,
            signed=signed.model_copy(update={"command_id": PLANNED_BY}),
        )
        at_desk.on(TODAY)
        yield Office(at_desk)


@pytest.mark.parametrize("at", ROWS)
def test_the_second_is_told_and_loses_nothing(office, at):
    row = ROWS[at]
    office.desk.sits(row.by)
    ours, theirs = (office.opened(at) | row.typed for _ in range(2))
    assert office.send(at, theirs | row.first).status_code == 303
    stood = office.state()
    refused = office.send(at, ours | row.second)
    assert refused.status_code == 409
    assert "since you opened this page" in words(refused)
    assert "Nothing you typed is lost" in words(refused)
    assert row.shows in words(refused)
    assert office.state() == stood
    kept = office.form(at, refused)
    assert {name: kept[name][-1] for name in row.second} == row.second
    assert office.send(at, kept).status_code == 303, "who saw what stands may record"


@pytest.mark.parametrize("at", ROWS)
def test_a_form_that_was_mistyped_rests_on_what_it_was_first_shown_with(office, at):
    row = ROWS[at]
    office.desk.sits(row.by)
    ours, theirs = (office.opened(at) | row.typed for _ in range(2))
    ours |= row.second
    assert office.send(at, theirs | row.first).status_code == 303
    stood = office.state()
    misfilled = office.send(at, ours | row.mistake)
    assert misfilled.status_code == 422
    meant = {name: ours[name] for name in row.mistake}
    refused = office.send(at, office.form(at, misfilled) | meant)
    assert refused.status_code == 409
    assert "since you opened this page" in words(refused)
    assert office.state() == stood
    assert office.send(at, office.form(at, refused)).status_code == 303


def test_a_rule_laid_down_meanwhile_is_not_ended_unseen(office):
    office.desk.sits(LEE)
    at, rule = "/retention/no-rule", "/retention/rule"
    office.send(rule, office.opened(rule) | RULE | {"years": "5"})
    reason = {"reason": "There is none", **date_in("from_on", TODAY)}
    ours = office.opened(at, **OF) | reason
    theirs = office.opened(rule, **OF) | {"years": "9"}
    assert office.send(rule, theirs).status_code == 303
    refused = office.send(at, ours)
    assert refused.status_code == 409
    assert "9 years from the day the case ended" in words(refused)
    assert office.send(at, office.form(at, refused)).status_code == 303


def test_a_rule_of_another_class_or_area_refuses_nothing(office):
    """The form itself asks which: what else was laid down meanwhile is not its own."""
    office.desk.sits(LEE)
    at = "/retention/rule"
    ours = office.opened(at) | RULE | {"years": "6"}
    theirs = {"of": "a case whose threshold was not met", "years": "8"}
    assert office.send(at, office.opened(at) | RULE | theirs).status_code == 303
    assert office.send(at, ours).status_code == 303


@pytest.mark.parametrize("since", ["99999999999999999999", "-1"])
def test_a_position_that_there_is_not_is_no_position(office, since):
    office.desk.sits(LEE)
    at = "/retention/rule"
    ours = office.opened(at) | RULE | {"years": "7", "since": since}
    assert office.send(at, ours).status_code in {303, 409}


def test_a_meeting_that_was_moved_meanwhile_is_not_called_off_unseen(office):
    office.desk.sits(SAM)
    at, move = f"{MEETING}/call-off", f"{MEETING}/move"
    ours = office.opened(at) | {"reason": "Nobody comes"}
    moved = {"meets_at": "4:30pm", "reason": "A later train"}
    assert office.send(move, office.opened(move) | moved).status_code == 303
    refused = office.send(at, ours)
    assert refused.status_code == 409
    assert "at 4:30pm" in words(refused)
    assert office.form(at, refused)["reason"] == ["Nobody comes"]


def test_another_password_meanwhile_does_not_refuse_a_change_of_the_role(office):
    """What an account is to see and do is compared, and not that something changed."""
    office.desk.sits(ADA)
    ours = office.opened(WRENS) | {"role": "caseworker"}
    page = office.desk.browser.get(WRENS)
    action = f"{WRENS}/password"
    given = sent_by(forms_of(page, action)[0]) | {"password": "teal on the wash"}
    assert office.send(action, given).status_code == 303
    assert office.send(WRENS, ours).status_code == 303


def closing(office, **days):
    page = office.desk.browser.get("/working-days/close")
    days = {n: v for name, day in days.items() for n, v in date_in(name, day).items()}
    return sent_by(forms_of(page)[-1]) | days


def test_closures_only_add_so_neither_undoes_the_other(office):
    """The calendar is no form that takes the place of what is on record.

    Of days that both name the first's reason stays; one that is taken back cannot be
    taken back again.
    """
    office.desk.sits(SAM)
    at = "/working-days/close"
    monday, tuesday, wednesday = (date(2026, 11, day) for day in (2, 3, 4))
    ours = closing(office, first_on=tuesday, last_on=wednesday)
    ours |= {"reason": "Stocktaking", "confirmed": f"{tuesday}/{wednesday}"}
    theirs = closing(office, first_on=monday, last_on=tuesday)
    theirs |= {"reason": "A flood", "confirmed": f"{monday}/{tuesday}"}
    assert office.send(at, theirs).status_code == 303
    assert office.send(at, ours).status_code == 303
    calendar = office.reviews.calendar(as_of=office.reviews.end_of_log())
    said = [calendar.holidays[day] for day in (monday, tuesday, wednesday)]
    assert said == ["A flood", "A flood", "Stocktaking"]
    signed = office.desk.tale.signed
    office.reviews.take_back_closure(monday, reason="Dry", signed=signed(TODAY))
    with pytest.raises(NoSuchThing):
        office.reviews.take_back_closure(monday, reason="Dry", signed=signed(TODAY))


def test_a_proposal_that_was_changed_meanwhile_is_not_changed_back_unseen(office):
    """It is checked before it is recorded: a colleague may be quicker than that."""
    office.desk.sits(SAM)
    signed, reviews = office.desk.tale.signed, office.reviews
    second = EAST_CAMBRIDGESHIRE.model_copy(
        update={"version": 2, "effective_from": date(2027, 4, 1)}
    )
    reviews.propose_procedure(second, reason="Late answers", signed=signed(TODAY))
    at = "/procedures/2/revise"
    ours = office.opened(at) | {"reason": "A month"}
    ours["content"] = ours["content"][0].replace("length = 60", "length = 50")
    assert "length = 50" in ours["content"]
    checked = office.send(at, ours)
    assert checked.status_code == 200
    confirmed = sha256(ours["content"].strip().encode()).hexdigest()[:16]
    ours = office.form(at, checked) | {"confirmed": confirmed}
    theirs = second.model_copy(update={"effective_from": date(2027, 5, 1)})
    reviews.revise_proposal(theirs, reason="Time to tell", signed=signed(TODAY))
    refused = office.send(at, ours)
    assert refused.status_code == 409
    assert "The proposal was changed since you opened this page" in words(refused)
    assert "/procedures/2" in refused.text
    assert reviews.procedure_version(PROCEDURE, 2).procedure == theirs
    kept = office.form(at, refused) | {"confirmed": confirmed}
    assert "length = 50" in kept["content"][0]
    assert office.send(at, kept).status_code == 303
