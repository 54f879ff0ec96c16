"""The meetings of the standing group: planned, filled with cases, moved with them."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.letter.facts import LetterKind
from desk import Day, date_in, desk, filled_in, words
from journey import AREAS, COUNCIL, PROCEDURE
from visiting import PASSWORD
from web.test_panel import A_PANEL

APRIL = date(2026, 4, 14)
A_MEETING = {
    "area": PROCEDURE,
    **date_in("meets_on", APRIL),
    "meets_at": "2pm",
    "place": "The Maltings, Ely",
    "room_for": "2",
}
NO_DAY = {"meets_on-day": "", "meets_on-month": "", "meets_on-year": ""}
AT_MEETING = {**A_PANEL, **NO_DAY, "meets_at": "", "place": ""}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        yield at_desk.on(date(2026, 3, 20))


def send(sam, at, **typed):
    named = {name.replace("__", "-"): value for name, value in typed.items()}
    fields = filled_in(sam.browser.get(at)) | named
    return sam.browser.post(at, data=fields, follow_redirects=True)


def plan(sam, **changes):
    return send(sam, "/meetings/new", **{**A_MEETING, **changes})


def meetings(sam):
    group = sam.reviews.group(PROCEDURE)
    return list(group.meetings.values()) if group else []


def choice(sam, number=0):
    """What the form to convene sends for the so-manyth meeting it offers."""
    group = sam.reviews.group(PROCEDURE)
    meeting = group.from_day(date(2026, 3, 20))[number]
    return f"{meeting.meeting_id}@{meeting.meets_at.isoformat()}"


def another_case(sam, seed=7000):
    tale = Day(sam.reviews, sam.clock)
    tale.seed = UUID(int=seed)
    tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
    sam.on(date(2026, 3, 20))
    return tale


def test_without_meetings_the_page_says_so_and_convening_asks_for_none(sam):
    assert "No meeting is planned." in words(sam.browser.get("/meetings"))
    assert 'name="meeting"' not in sam.get("/panel/convene").text
    assert 'href="/meetings"' in sam.browser.get("/").text


def test_a_meeting_is_planned_with_its_papers_day_and_room(sam):
    page = words(plan(sam))
    assert "The meeting is planned." in page
    assert "Tuesday 14 April 2026 at 2:00pm" in page
    assert "The Maltings, Ely. Room for 2 cases. Papers go out by" in page
    assert "No case is on its agenda yet." in page
    form = filled_in(sam.browser.get(f"/meetings/new?area={PROCEDURE}"))
    assert form["place"] == ["The Maltings, Ely"]  # as the last one
    assert form["meets_at"] == ["2:00pm"]


def test_a_panel_is_convened_at_a_meeting_and_is_on_its_agenda(sam):
    plan(sam)
    page = sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    told = words(page)
    assert "The panel is convened." in told
    assert "Tuesday 14 April 2026 at 2:00pm" in told
    assert "On the agenda of" in told
    assert "The Maltings, Ely" in told
    (meeting,) = meetings(sam)
    assert sam.case.panel.meeting_id == meeting.meeting_id
    listed = words(sam.browser.get("/meetings"))
    assert "1 of 2 places taken: room for 1 more case." in listed
    assert f"{sam.case.trigger.reference} : papers not sent yet" in listed
    assert listed == words(sam.browser.get("/meetings"))
    agenda = words(sam.browser.get(f"/meetings/{meeting.meeting_id}"))
    assert sam.case.trigger.reference in agenda


def test_a_day_and_a_meeting_are_not_both_taken(sam):
    plan(sam)
    page = sam.fill_in("/panel/convene", **A_PANEL, meeting=choice(sam))
    assert page.status_code == 409
    assert "Choose a meeting of the group or enter a date, not both" in words(page)
    assert sam.case.panel.convened is None
    page = sam.fill_in("/panel/convene", **AT_MEETING, meeting="next week")
    assert page.status_code == 422
    assert "Choose a meeting of the list" in words(page)


def test_there_is_no_room_for_one_more_than_there_is_room_for(sam):
    plan(sam, room_for="1")
    taken, other = choice(sam), another_case(sam)
    form = filled_in(sam.get("/panel/convene")) | AT_MEETING | {"meeting": taken}
    mine, sam.tale = sam.tale, other
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=taken)
    assert sam.case.panel.meeting_id
    sam.tale = mine
    page = sam.send("/panel/convene", form)
    assert page.status_code == 409
    assert "There is no room left at this meeting" in words(page)
    assert 'href="#meeting"' in page.text
    assert 'name="meeting"' not in sam.get("/panel/convene").text  # not offered


def test_a_meeting_that_moves_takes_each_case_along_and_writes_to_each(sam):
    plan(sam)
    other = another_case(sam)
    tales = sam.tale, other
    for tale in tales:
        sam.tale = tale
        sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    (meeting,) = meetings(sam)
    at = f"/meetings/{meeting.meeting_id}/move"
    assert "2 cases are on its agenda" in words(sam.browser.get(at))
    before = sam.reviews.end_of_log()
    page = send(
        sam,
        at,
        **date_in("meets_on", date(2026, 4, 21)),
        place="The Old Chapel, Ely",
        reason="The room is being painted.",
    )
    assert "Whoever was invited to a case on its agenda is written to" in words(page)
    assert "2 of 2 places taken: no room left." in words(page)
    for tale in tales:
        sam.tale = tale
        panel = sam.case.panel
        assert panel.meets_at.isoformat() == "2026-04-21T14:00:00+01:00"
        assert panel.meeting_id == meeting.meeting_id
        told = words(sam.get("/panel"))
        assert "The Old Chapel, Ely" in told
        assert "The room is being painted." in told
        letters = [sam.reviews.letter(id_) for id_ in tale.letters()]
        moved = [
            letter
            for letter in letters
            if letter.kind is LetterKind.INVITATION and letter.is_open
        ]
        assert len(moved) == 2  # the first has not gone yet: it is drawn as it was
        letter = words(sam.get(f"/letters/{moved[-1].id}"))
        assert "The meeting is not in the place that we first told you." in letter
        assert "The Old Chapel, Ely" in letter
    assert sam.reviews.end_of_log() == before + 1 + 2 * 4


def test_more_room_moves_no_case_and_writes_to_nobody(sam):
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    letters = sam.tale.letters()
    (meeting,) = meetings(sam)
    move = f"/meetings/{meeting.meeting_id}/move"
    send(sam, move, room_for="6", reason="Two hours longer.")
    assert meetings(sam)[0].room_for == 6
    assert sam.case.panel.postponed is None
    assert sam.tale.letters() == letters


def test_less_room_than_cases_and_no_reason_are_told(sam):
    plan(sam)
    for tale in (sam.tale, another_case(sam)):
        sam.tale = tale
        sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    move = f"/meetings/{meetings(sam)[0].meeting_id}/move"
    page = send(sam, move, room_for="1", reason="Half a day.")
    assert page.status_code == 409
    assert "2 cases are on its agenda: there must be room for them" in words(page)
    page = send(sam, move, room_for="many", reason="")
    assert "Enter for how many cases there is room, as a number" in words(page)
    page = send(sam, move, room_for="6", reason="")
    assert "Enter why it changes" in words(page)


def test_a_case_put_off_by_itself_leaves_the_agenda_or_goes_to_another(sam):
    plan(sam)
    plan(sam, **date_in("meets_on", date(2026, 5, 12)), place="The Maltings, Ely")
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    april, may = meetings(sam)
    sam.fill_in("/panel/postpone", meeting=choice(sam, 1), reason="The chair is ill.")
    assert sam.case.panel.meeting_id == may.meeting_id
    assert sam.reviews.on_agenda(april) == []
    sam.fill_in(
        "/panel/postpone",
        **date_in("meets_on", date(2026, 4, 30)),
        place="Council offices, Ely",
        reason="It cannot wait.",
    )
    assert sam.case.panel.meeting_id is None
    assert sam.reviews.on_agenda(meetings(sam)[1]) == []
    assert "Council offices, Ely" in words(sam.get("/panel"))


def test_a_panel_convened_in_error_is_on_no_agenda(sam):
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    sam.reviews.correct_fact(
        sam.case.case_id,
        "panel.panel-convened",
        sam.case.panel.convened.panel_id,
        reason="Of another case",
        signed=sam.tale.signed(date(2026, 3, 20)),
    )
    assert sam.reviews.on_agenda(meetings(sam)[0]) == []


def test_a_meeting_with_a_case_on_it_is_not_called_off(sam):
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    off = f"/meetings/{meetings(sam)[0].meeting_id}/call-off"
    page = send(sam, off, reason="Nobody can come.")
    assert page.status_code == 409
    assert "1 of the cases are still on its agenda" in words(page)
    sam.fill_in(
        "/panel/postpone", **date_in("meets_on", date(2026, 5, 6)), reason="Ill."
    )
    assert "The meeting is called off." in words(send(sam, off, reason="Nobody."))
    assert "No meeting is planned." in words(sam.browser.get("/meetings"))
    assert sam.browser.get(off).status_code == 404


def test_a_case_that_is_not_shown_takes_room_and_says_nothing_more(sam):
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    reference = sam.case.trigger.reference
    sam.reviews.declare_conflict(
        sam.case.case_id,
        sam.tale.by,
        reason="They are cousins",
        signed=sam.tale.signed(date(2026, 3, 20)),
    )
    page = sam.on(date(2026, 3, 21)).browser.get("/meetings")
    assert reference not in page.text
    assert "1 of 2 places taken" in words(page)
    assert "No case on its agenda is one that is shown to you." in words(page)


def test_an_agenda_of_then_names_no_case_that_is_kept_from_its_reader_today(sam):
    """Restricted since, or in conflict since: a day that was shows no more."""
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    reference, (meeting,) = sam.case.trigger.reference, meetings(sam)
    wren = Account(
        UUID(int=51), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
    )
    open_account(sam.installation.office, wren, password=PASSWORD, at=sam.clock())
    then = {"as_of": "2026-03-20"}
    pages = ("/meetings", f"/meetings/{meeting.meeting_id}")

    def shown_to_wren():
        browser = sam.sits(wren).browser
        return [reference in browser.get(page, params=then).text for page in pages]

    sam.on(date(2026, 3, 21))
    assert shown_to_wren() == [True, True]
    sam.reviews.restrict_case(
        sam.case.case_id,
        (),
        reason="She is a councillor",
        signed=sam.tale.signed(date(2026, 3, 21)),
    )
    sam.on(date(2026, 3, 23))
    assert shown_to_wren() == [False, False]
    told = words(sam.browser.get("/meetings", params=then))
    assert "1 of 2 places taken" in told
    assert "No case on its agenda is one that is shown to you." in told


def test_an_agenda_of_a_day_on_which_a_case_was_restricted_goes_by_today_too(sam):
    plan(sam)
    sam.fill_in("/panel/convene", **AT_MEETING, meeting=choice(sam))
    for day, command in ((20, "declare_conflict"), (23, "end_conflict")):
        give = getattr(sam.reviews, command)
        on = date(2026, 3, day)
        give(
            sam.case.case_id,
            sam.tale.by,
            reason="Cousins, as was thought",
            signed=sam.tale.signed(on),
        )
    then = {"as_of": "2026-03-21"}
    page = sam.on(date(2026, 3, 24)).browser.get("/meetings", params=then)
    assert sam.case.trigger.reference in page.text


def test_a_double_click_plans_one_meeting(sam):
    fields = filled_in(sam.browser.get("/meetings/new")) | A_MEETING
    for _ in range(2):
        sam.browser.post("/meetings/new", data=fields, follow_redirects=True)
    assert len(meetings(sam)) == 1


def test_a_double_click_calls_off_once_and_has_one_answer(sam):
    plan(sam)
    off = f"/meetings/{meetings(sam)[0].meeting_id}/call-off"
    fields = filled_in(sam.browser.get(off)) | {"reason": "Nobody can come."}
    for _ in range(2):
        page = sam.browser.post(off, data=fields, follow_redirects=True)
        assert "The meeting is called off." in words(page)
    page = sam.browser.post(off, data=fields | {"command_id": str(UUID(int=88))})
    assert page.status_code == 409
    assert "There is no such meeting, or it was called off" in words(page)


def test_an_auditor_reads_the_meetings_and_plans_none(sam):
    plan(sam)
    ann = sam.as_auditor()
    assert "The Maltings, Ely" in words(ann.browser.get("/meetings"))
    assert "/meetings/new" not in ann.browser.get("/meetings").text
    assert ann.browser.get("/meetings/new").status_code == 403
    then = ann.browser.get("/meetings", params={"as_of": "2026-03-10"})
    assert "No meeting is planned." in words(then)


def test_the_group_of_another_area_is_not_planned_for(sam):
    page = plan(sam, area="fenland")
    assert page.status_code == 422
    assert "Select the area" in words(page)
    assert sam.reviews.group("fenland") is None
