"""Two caseworkers have one form open: the second does not undo the first unseen.

Each form fills in what is on record, and what it records takes the place of all of it.
Those of no case are in `test_overtaken_offices.py`.
"""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from asbreview.access.accounts import open_account
from asbreview.domain.errors import AlreadyDone
from asbreview.web.forms import RestingForm
from browser.every_page import CASE, FORMS, TODAY, case_of, typed_in
from browser.premises import LEE, ODILE, WREN
from browser.stages import Stages
from browser.visitor import as_fields
from desk import SAM, date_in, desk, filled_in, words
from journey import BODIES
from visiting import PASSWORD


class Row(NamedTuple):
    """What each typed besides what the form is filled in with, and a mistake in it.

    `shows` is how the second is shown what the first recorded.
    """

    first: dict[str, Any]
    second: dict[str, Any]
    mistake: dict[str, str]
    by: Any = SAM
    shows: str = "since you opened this page"


RUFUS = ODILE._replace(
    account_id=UUID(int=92), sign_in_name="rufus@ely.example", name="Rufus Tern"
)
NO_REASON = {"reason": ""}
MAY, JUNE = date(2026, 5, 20), date(2026, 6, 3)
PANEL = f"{CASE}/panel"
ROUTES = {
    f"{CASE}/contacts/{{person_id:uuid}}/circumstances": Row(
        {"language": "Polish"},
        {"vulnerability": "Hears little on the left"},
        {"tenure": "a boat"},
    ),
    f"{CASE}/contacts/{{person_id:uuid}}/details": Row(
        {"phone": "01632 960111"}, {"phone": "01632 960222"}, {"name": ""}
    ),
    f"{CASE}/contacts/victim/put-right": Row(
        {"victim_name": "Odile Marsh"}, {"victim_name": "Peter Marsh"}, NO_REASON
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/words": Row(
        {"at_the_end": "We will ring you on Friday"},
        {"at_the_end": "We will come by on Monday"},
        {"then": "flies"},
    ),
    f"{CASE}/who-sees/restriction": Row(
        {"named": str(WREN.account_id)},
        {"named": str(SAM.account_id)},
        NO_REASON,
        by=LEE,
    ),
    f"{CASE}/who-sees/let-in": Row(
        {"accounts": str(ODILE.account_id)},
        {"accounts": str(RUFUS.account_id)},
        {"accounts": "nobody"},
        by=LEE,
    ),
    f"{CASE}/application/put-right": Row(
        {"wish": "be represented"},
        {"wish": "send a statement"},
        NO_REASON,
        shows="Would take part Be represented",
    ),
    f"{CASE}/assign": Row(
        {"caseworker_id": str(WREN.account_id)},
        {"caseworker_id": str(SAM.account_id)},
        {"caseworker_id": ""},
        shows="The case is now with Wren Toll",
    ),
    f"{PANEL}/attendance/put-right": Row(
        {"attended-0-name": "Rowan Pike"},
        {"attended-0-name": "Hazel Quill"},
        NO_REASON,
        shows="On record now Rowan Pike",
    ),
    f"{PANEL}/participation/put-right": Row(
        {"participation": "declined"},
        {"participation": "sends a statement"},
        NO_REASON,
        shows="The victim declined",
    ),
    f"{PANEL}/participation": Row(
        {"participation": "declined"},
        {"participation": "sends a statement"},
        {"participation": ""},
        shows="The victim declined",
    ),
    f"{PANEL}/postpone": Row(
        {"meets_on-day": "16", "place": "City Hall, Ely"},
        {"meets_on-day": "23"},
        NO_REASON,
        shows="Tuesday 16 June 2026 at 2:00pm Where City Hall, Ely",
    ),
    f"{CASE}/challenges/{{challenge_id:uuid}}/hearing": Row(
        {"hearers-0-name": "Rowan Pike"},
        {"hearers-0-name": "Hazel Quill"},
        {"independence": ""},
        shows="Heard by Rowan Pike, The council, head of housing",
    ),
    f"{CASE}/earlier": Row(
        {"earlier-0-whose": "another person"},
        {"earlier-0-whose": "the same person"},
        {"earlier-0-whose": "nobody"},
        shows="another person",
    ),
    f"{CASE}/need-to-know/{{kept_id:uuid}}": Row(
        {"bodies": str(BODIES[0])},
        {"bodies": str(BODIES[2])},
        NO_REASON,
        shows="Now it is for",
    ),
}


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("overtaken")) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.made = {r: FORMS[r].stage(stages).case_id for r in ROUTES}
        told = {"password": PASSWORD, "at": sam.clock(), "demonstration": False}
        for account in (WREN, LEE, RUFUS):
            open_account(sam.installation.office, account, **told)
        yield sam.on(TODAY)


class Desks:
    """Two who have one form of a case open, of whom one goes first."""

    def __init__(self, sam, route):
        self.row, self.form, self.sam = ROUTES[route], FORMS[route], sam
        self.case = case_of(sam.installation, sam.made[route])
        sam.sits(self.row.by)

    def opened(self):
        shown = filled_in(self.sam.browser.get(self.form.shown(self.case)))
        return shown | as_fields(typed_in(self.form, shown, self.case))

    def send(self, fields):
        at = self.form.address(self.case)
        return self.sam.browser.post(at, data=fields, follow_redirects=False)

    def is_kept(self, page):
        kept = filled_in(page)
        return all(kept[n][-1] == value for n, value in self.row.second.items())


@pytest.mark.parametrize("route", ROUTES)
def test_the_second_is_told_and_loses_nothing(sam, route):
    desks = Desks(sam, route)
    ours, theirs = desks.opened(), desks.opened()
    assert desks.send(theirs | desks.row.first).status_code == 303
    end = sam.reviews.end_of_log()
    refused = desks.send(ours | desks.row.second)
    assert refused.status_code == 409
    assert "since you opened this page" in words(refused)
    assert "Nothing you typed is lost" in words(refused)
    assert desks.row.shows in words(refused)
    assert sam.reviews.end_of_log() == end
    assert desks.is_kept(refused)
    sent = desks.send(filled_in(refused))
    assert sent.status_code == 303, "who has seen what stands may record"


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_that_was_mistyped_still_rests_on_what_it_was_first_shown_with(
    sam, route
):
    """Else whoever mistypes a field records over what a colleague recorded."""
    desks = Desks(sam, route)
    ours, theirs = desks.opened() | desks.row.second, desks.opened()
    assert desks.send(theirs | desks.row.first).status_code == 303
    end = sam.reviews.end_of_log()
    misfilled = desks.send(ours | desks.row.mistake)
    assert misfilled.status_code == 422
    meant = {n: ours[n] for n in desks.row.mistake}
    refused = desks.send(filled_in(misfilled) | meant)
    assert refused.status_code == 409
    assert "since you opened this page" in words(refused)
    assert sam.reviews.end_of_log() == end
    assert desks.is_kept(refused)
    assert desks.send(filled_in(refused)).status_code == 303


def test_a_form_that_was_open_before_there_was_a_mark_still_records(sam):
    """A page that was shown by the version before has no `since`."""
    route = next(iter(ROUTES))
    case, form = case_of(sam.installation, sam.made[route]), FORMS[route]
    sam.sits(SAM)
    fields = filled_in(sam.browser.get(form.shown(case))) | {"landlord": "Fen Homes"}
    del fields["since"]
    sent = sam.browser.post(form.address(case), data=fields, follow_redirects=False)
    assert sent.status_code == 303


@pytest.fixture
def seen(tmp_path):
    """A case that two leads look at."""
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk


def test_a_lead_does_not_restrict_a_case_over_another_lead(seen):
    """Each ticked somebody who is to see it; the second would have unticked one."""
    tale, restrict = seen.tale, seen.reviews.restrict_case
    odile, rufus = UUID(int=91), UUID(int=92)
    told = {"reason": "Threats", "since": 0, "signed": tale.signed(TODAY)}
    restrict(tale.case_id, (odile,), **told)
    for say in (
        lambda told: restrict(tale.case_id, (rufus,), **told),
        lambda told: seen.reviews.lift_restriction(tale.case_id, **told),
    ):
        again = told | {"signed": tale.signed(TODAY)}
        with pytest.raises(AlreadyDone, match="since you opened this page"):
            say(again)
    now = seen.case.trigger.restricted_since
    assert seen.case.trigger.restriction.named == (odile,)
    again = told | {"signed": tale.signed(TODAY), "since": now}
    restrict(tale.case_id, (odile, rufus), **again)
    assert set(seen.case.trigger.restriction.named) == {odile, rufus}


def test_a_chair_who_was_let_in_meanwhile_is_not_shut_out_unseen(seen):
    tale, let_in = seen.tale, seen.reviews.let_in
    odile, rufus = UUID(int=91), UUID(int=92)
    let_in(tale.case_id, (odile,), since=0, signed=tale.signed(TODAY))
    with pytest.raises(AlreadyDone, match="since you opened this page"):
        let_in(tale.case_id, (rufus,), since=0, signed=tale.signed(TODAY))
    assert set(seen.case.trigger.let_in) == {odile}
    now = seen.case.trigger.let_in_since
    let_in(tale.case_id, (odile, rufus), since=now, signed=tale.signed(TODAY))
    assert set(seen.case.trigger.let_in) == {odile, rufus}


@pytest.mark.parametrize("page", ["restriction", "let-in"])
def test_the_pages_of_who_sees_it_say_which_state_they_show(seen, page):
    seen.on(TODAY)
    assert filled_in(seen.get(f"/who-sees/{page}"))["since"][-1] == "0"


def _all_of(kind):
    for each in kind.__subclasses__():
        yield from (each, *_all_of(each))


def test_every_form_that_rests_on_something_has_its_story():
    """A form that is made one and has no story would be one by its name alone."""
    of_cases = {"ApplicationForm", "AssignForm", "AttendanceForm", "CircumstancesForm"}
    of_cases |= {"DetailsForm", "LetInForm", "PartPutRightForm", "RestrictionForm"}
    of_cases |= {"VictimForm", "WordsForm"}
    of_offices = {"CallOffForm", "ChangeForm", "ContactPointForm", "MoveMeetingForm"}
    of_offices |= {"NoRuleForm", "RevisionForm", "RuleForm"}
    of_cases |= {
        "EarlierForm",
        "HearingForm",
        "KeepForm",
        "ParticipationForm",
        "PostponeForm",
    }
    resting = {form.__name__ for form in _all_of(RestingForm)}
    of_its_own = {"ExtendForm"}  # below: its day moves on with each
    assert resting == of_cases | of_offices | of_its_own | {"PostponeToADayForm"}
    assert len(ROUTES) == len(of_cases)


def test_an_application_that_the_victim_was_put_right_on_is_shown_again(seen):
    """Who applies is put right with the victim: a form open before would undo it."""
    shown = filled_in(seen.on(TODAY).get("/application/put-right"))
    seen.fill_in(
        "/contacts/victim/put-right",
        capacity="somebody on the victim's behalf",
        victim_name="Oleander Quill",
        reason="She rang for her neighbour",
    )
    typed = {"place": "Littleport", "reason": "Misheard"}
    refused = seen.send("/application/put-right", shown | typed)
    assert refused.status_code == 409
    assert "The application was put right since you opened this page" in words(refused)
    assert seen.case.trigger.application.capacity == "somebody on the victim's behalf"


def test_a_step_that_was_given_more_time_meanwhile_is_not_given_other_unseen(seen):
    """The applicant would be told of two days, and the second caseworker of one."""
    seen.on(date(2026, 3, 5))
    at = "/deadlines/decide-threshold/extend"
    ours = filled_in(seen.get(at)) | {"reason": "Late", **date_in("due_on", JUNE)}
    theirs = {f"due_on-{part}": "" for part in ("day", "month", "year")}
    theirs |= {"reason": "The police are late", **date_in("due_on", MAY)}
    assert seen.send(at, filled_in(seen.get(at)) | theirs).status_code == 200
    seen.installation.projector.catch_up()
    misfilled = seen.send(at, ours | {"reason": ""})
    assert misfilled.status_code == 422
    refused = seen.send(at, filled_in(misfilled) | {"reason": "Late"})
    assert refused.status_code == 409
    assert "The step was given more time since you opened this page" in words(refused)
    assert "Wednesday 20 May 2026" in words(refused)
    assert seen.case.trigger.extended == {"decide-threshold": MAY}
    assert seen.send(at, filled_in(refused)).status_code == 200
    assert seen.case.trigger.extended == {"decide-threshold": JUNE}
