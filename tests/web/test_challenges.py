"""Somebody is dissatisfied: recorded when it comes, and found in time or late."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, disable_account, open_account
from asbreview.domain.application import HowConsented
from asbreview.domain.contact.representatives import ToldAs
from asbreview.reviews.told import PersonTold
from desk import SAM, date_in, desk, words
from journey import AREAS, COUNCIL, SAFE
from projections.deadlines import deadlines_of
from projections.reporting import statutory
from visiting import PASSWORD, sign_in

NEW = "/challenges/new"
NOT_MET_TOLD = date(2026, 3, 10)  # and so to be challenged by 7 April
OF_THE_APPLICATION = {
    "of": "application",
    "channel": "by telephone",
    "grounds": "Nobody asked the police",
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        tale = sam.tale.apply(complaints=()).post(date(2026, 3, 3))
        tale.decide(date(2026, 3, 9), met=False).post(NOT_MET_TOLD)
        yield sam.on(date(2026, 4, 7))


def deciding(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    return [row for row in rows if row.timer_id == "decide-challenge"]


def test_a_challenge_on_the_last_day_is_in_time_and_starts_the_time_to_decide(sam):
    assert not deciding(sam)
    assert "the last day is Tuesday 7 April 2026" in words(sam.get(NEW))
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION))
    assert "The challenge is recorded." in told
    assert (
        "challenged it on Tuesday 7 April 2026, by telephone. It came in time" in told
    )
    assert "Nobody asked the police" in told
    [row] = deciding(sam)
    assert row.due_on == date(2026, 5, 6)  # 20 working days, but for Monday 4 May
    assert row.is_open
    history = words(sam.get("/history"))
    assert "Challenge received: how the application was dealt with" in history


def test_before_a_closing_the_time_to_challenge_is_told(sam):
    """Told on Tuesday 10 March, so until Tuesday 7 April: that day is in it."""
    told = words(sam.get("/close"))
    assert "The time to challenge is over Until Tuesday 7 April 2026" in told
    told = words(sam.on(date(2026, 4, 8)).get("/close"))
    assert "The time to challenge is over Yes" in told


def test_a_challenge_of_a_closed_case_is_a_step_that_leads_to_it(sam):
    sam.fill_in("/close", sure="yes")
    sam.tale.post(date(2026, 4, 8))
    sam.on(date(2026, 4, 8)).fill_in(NEW, **OF_THE_APPLICATION)
    sam.tale.post(date(2026, 4, 9))
    sam.on(date(2026, 4, 9))
    page = sam.get()
    assert "Deal with the challenge Of Wednesday 8 April 2026" in words(page)
    assert "Still to do: " in words(page)
    assert f'href="/cases/{sam.case.trigger.reference}/outcome">the challenges' in (
        page.text
    )


def test_a_late_challenge_is_recorded_as_late_on_a_case_that_has_ended(sam):
    sam.fill_in("/close", sure="yes")
    sam.tale.post(date(2026, 4, 8))
    sam.on(date(2026, 4, 8))
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION))
    assert "It came after its window had closed: the applicant was told on" in told
    [row] = deciding(sam)
    assert row.is_open
    queue = words(sam.browser.get("/"))
    assert "Send the letter that the challenge has come" in queue
    sam.tale.post(date(2026, 4, 8))
    sam.on(date(2026, 4, 8))
    assert "Say whether the challenge is heard" in words(sam.browser.get("/"))


def test_no_review_is_challenged_where_there_was_none_and_nothing_typed_is_lost(sam):
    page = sam.fill_in(NEW, **OF_THE_APPLICATION | {"of": "review"})
    assert page.status_code == 409
    assert "There has been no review" in page.text
    assert "Nobody asked the police" in page.text
    assert not sam.case.outcome.challenges


def test_a_challenge_cannot_come_before_the_application_or_tomorrow(sam):
    for day in (date(2026, 3, 1), date(2026, 4, 8)):
        page = sam.fill_in(NEW, **OF_THE_APPLICATION, **date_in("received_on", day))
        assert page.status_code == 409
        assert 'href="#received_on-day"' in page.text


def test_a_challenge_recorded_in_error_is_to_be_decided_no_more(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge,) = sam.case.outcome.challenges
    told = words(sam.fill_in(f"/outcome/{challenge}/in-error", reason="Of another"))
    assert "recorded in error" in told
    assert not sam.case.outcome.challenges
    assert not deciding(sam)[0].is_open


def test_the_letter_that_a_challenge_has_come_is_previewed_and_nothing_recorded(sam):
    page = sam.fill_in(NEW, **OF_THE_APPLICATION, preview="yes")

    assert "We have received your challenge" in words(page)
    assert "They should decide by Wednesday 6 May 2026" in words(page)
    assert not sam.case.outcome.challenges


HEARING = {
    "hearers-0-name": "Thora Bexwell, head of housing",
    "hearers-0-of": "The council",
    "hearers-1-name": "Caspian Wray",
    "hearers-1-of": "Fenland CSP",
    "took_part": "false",
    "independence": "Neither has had any part in it",
    "how": "at a meeting",
    **date_in("heard_on", date(2026, 4, 7)),
    "heard_at": "10:30am",
    "place": "Council offices, Ely",
}
DECIDED = {
    "upheld": "upheld",
    "reasons": "The police had not been asked.",
    "follows": "We ask the police and decide again by 5 May.",
}


@pytest.fixture
def challenged(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    sam.fill_in(f"/challenges/{challenge_id}/hearing", **HEARING)
    return sam, f"/challenges/{challenge_id}/decide"


def test_the_decision_on_a_challenge_ends_the_time_for_it_and_drafts_its_letter(
    challenged,
):
    sam, decide = challenged
    told = words(sam.fill_in(decide, **DECIDED))

    assert "The decision on the challenge is recorded, and the letter" in told
    assert "It was heard at a meeting, on Tuesday 7 April 2026 at 10:30am" in told
    assert "Thora Bexwell, head of housing, The council" in told
    assert "It was decided on Tuesday 7 April 2026: upheld ." in told
    assert "What happens now: We ask the police" in told
    [row] = deciding(sam)
    assert not row.is_open
    assert "Challenge decided: upheld" in words(sam.get("/history"))
    assert sam.tale.all_letters()[-1].kind == "challenge decided"


def test_before_a_closing_a_challenge_counts_until_it_is_decided(challenged):
    sam, decide = challenged
    assert "1 challenge to decide" in words(sam.get("/close"))
    sam.fill_in(decide, **DECIDED)
    assert "No challenge is still to be decided None" in words(sam.get("/close"))


def test_the_letter_that_tells_the_decision_is_previewed(challenged):
    sam, decide = challenged
    page = words(sam.fill_in(decide, **DECIDED, preview="yes"))

    assert "Your challenge is upheld . They agree with you." in page
    assert not sam.case.outcome.decided


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"follows": ""}, "Enter what happens now"),
        (date_in("decided_on", date(2026, 4, 6)), "The decision"),
        ({"reasons": ""}, "Enter the reasons"),
    ],
)
def test_a_decision_that_says_too_little_is_refused_and_nothing_typed_is_lost(
    challenged, changes, says
):
    sam, decide = challenged
    page = sam.fill_in(decide, **DECIDED | changes)

    assert page.status_code in {400, 409, 422}
    assert says in words(page)
    assert "We ask the police" in page.text or "follows" in changes
    assert not sam.case.outcome.decided


def test_a_challenge_is_decided_once(challenged):
    sam, decide = challenged
    sam.fill_in(decide, **DECIDED)

    assert sam.fill_in(decide, **DECIDED).status_code == 409
    assert (
        sam.get("/challenges/00000000-0000-0000-0000-000000000009/decide").status_code
        == 404
    )


def test_whoever_hears_it_is_written_about_and_the_case_says_what_comes_next(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    page = sam.fill_in(f"/challenges/{challenge_id}/hearing", **HEARING, preview="yes")
    letter = words(page)
    assert "When: Tuesday 7 April 2026, 10:30am" in letter
    assert "Caspian Wray , Fenland CSP" in letter
    assert "They should decide by Wednesday 6 May 2026" in letter
    assert not sam.case.outcome.hearings
    told = words(sam.fill_in(f"/challenges/{challenge_id}/hearing", **HEARING))
    assert "It is recorded who hears the challenge" in told
    assert "Why they are independent: Neither has had any part in it" in told
    assert "Arranged who hears a challenge" in words(sam.get("/history"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"hearers-0-name": "Sam Reed"}, "Person 1: they had a part in what"),
        ({"took_part": "true"}, "Whoever had a part in what is challenged does not"),
        ({"hearers-0-of": ""}, "Person 1: enter which body or partnership"),
        ({"place": ""}, "Enter where they meet"),
        ({"independence": ""}, "Enter why they are independent"),
    ],
)
def test_nobody_hears_it_who_decided_it_and_nothing_typed_is_lost(sam, changes, says):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    page = sam.fill_in(f"/challenges/{challenge_id}/hearing", **HEARING | changes)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert "Caspian Wray" in page.text
    assert not sam.case.outcome.hearings


def test_nor_who_decided_it_and_has_left_since(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    office, now = sam.installation.office, sam.clock()
    lee = Account(
        UUID(int=52), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS
    )
    open_account(office, lee, password=PASSWORD, at=now)
    disable_account(office, sign_in_name=SAM.sign_in_name, at=now)
    sam.browser.cookies.clear()
    sign_in(sam.browser, name=lee.sign_in_name)
    hearing = HEARING | {"hearers-0-name": "Sam Reed"}
    page = sam.fill_in(f"/challenges/{challenge_id}/hearing", **hearing)
    assert page.status_code == 409
    assert not sam.case.outcome.hearings
    # Who it was stays on record, for whoever checks; and the case waits for somebody.
    assert "Sam Reed (has left)" in words(sam.get("/history"))
    assert "Sam Reed (has left)" in words(sam.get())


def test_nor_who_chaired_the_panel_or_sat_on_it(tmp_path):
    with desk(tmp_path) as sam:
        tale = sam.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose().hold().find()
        tale.post(date(2026, 4, 7)).challenge()
        sam.on(date(2026, 4, 10))
        (challenge_id,) = sam.case.outcome.challenges
        for name in ("Odile Fenwick", "Supt. Bram Ollerton"):  # the chair, a member
            chosen = {"hearers-1-name": name, **date_in("heard_on", date(2026, 4, 13))}
            page = sam.fill_in(
                f"/challenges/{challenge_id}/hearing", **HEARING | chosen
            )
            assert page.status_code == 409, name
            assert 'href="#hearers-1-name"' in page.text


def test_a_late_challenge_is_taken_on_with_a_reason_or_said_not_to_be_heard(sam):
    sam.on(date(2026, 4, 8))
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    page = sam.fill_in(f"/challenges/{challenge_id}/hearing", **HEARING)
    assert "Record first why it is heard all the same" in words(page)
    page = sam.fill_in(f"/challenges/{challenge_id}/take-on", because=" ")
    assert page.status_code == 409
    page = sam.fill_in(
        f"/challenges/{challenge_id}/take-on", because="She was in hospital"
    )
    told = words(page)
    assert "It is heard all the same, since Wednesday 8 April 2026" in told
    assert "She was in hospital" in told


def test_one_that_is_not_heard_is_decided_by_us_and_the_letter_says_so(sam):
    sam.on(date(2026, 4, 8))
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    decide = f"/challenges/{challenge_id}/decide"
    typed = {"upheld": "not heard", "reasons": "Nothing kept them from it."}
    letter = words(sam.fill_in(decide, **typed, preview="yes"))
    assert "Your challenge is not heard . Nobody has judged what you said." in letter
    assert "Decided by: East Cambridgeshire Community Safety Partnership" in letter
    sam.fill_in(decide, **typed)
    assert sam.case.outcome.undecided == ()


def test_the_grounds_are_those_of_the_procedure_and_the_last_day_is_explained(sam):
    page = sam.get(NEW)
    assert f'href="{sam.address}/deadlines#challenge-threshold-window"' in page.text
    ground = "The application was not dealt with fairly or in time"
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION, on_grounds=[ground]))
    assert f"Grounds of the procedure: {ground}" in told
    page = sam.fill_in(NEW, **OF_THE_APPLICATION, on_grounds=["It is unfair"])
    assert page.status_code == 409
    assert "Select from what the procedure lists" in words(page)


def test_a_challenge_for_a_victim_is_answered_to_the_victim(sam):
    sam.reviews.name_representative(
        sam.tale.case_id,
        PersonTold(name="Oleander Quill", safe=SAFE),
        named_on=date(2026, 4, 7),
        how_agreed=HowConsented.IN_WRITING,
        may_be_told=ToldAs.NOTHING,
        signed=sam.tale.signed(date(2026, 4, 7)),
    )
    (representative,) = sam.case.contact.representatives
    sam.fill_in(NEW, **OF_THE_APPLICATION, made_by=str(representative))
    letter = sam.tale.all_letters()[-1]
    assert letter.kind == "challenge received"
    assert letter.to == sam.case.contact.victim_id


def test_what_is_upheld_is_referred_back_to_a_linked_review(challenged):
    sam, decide = challenged
    letter = words(sam.fill_in(decide, **DECIDED, referred_back="true", preview="yes"))
    assert "A new review is open for this. Its reference is EC-26-" in letter
    told = words(sam.fill_in(decide, **DECIDED, referred_back="true"))
    assert "a linked review is open: it waits for a caseworker" in told
    (decided,) = sam.case.outcome.decided.values()
    back = decided.referred_back
    assert f"the linked review is {back.reference}" in told

    linked = sam.reviews.case(back.case_id)
    assert linked.trigger.came.case_id == sam.tale.case_id
    assert linked.trigger.application == sam.case.trigger.application
    assert linked.trigger.threshold is None  # it is decided anew
    page = words(sam.browser.get(f"/cases/{back.reference}"))
    assert "This is a linked review." in page
    assert "Marigold MARKERNAME" in page
    assert "was referred back on a challenge on Tuesday 7 April 2026" in page


def test_where_the_review_was_challenged_the_threshold_stands(tmp_path):
    with desk(tmp_path) as sam:
        tale = sam.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose().hold().find()
        tale.post(date(2026, 4, 7)).challenge().arrange_hearing()
        sam.on(date(2026, 4, 13))
        (challenge_id,) = sam.case.outcome.challenges
        sam.fill_in(
            f"/challenges/{challenge_id}/decide", **DECIDED, referred_back="true"
        )
        (decided,) = sam.case.outcome.decided.values()
        linked = sam.reviews.case(decided.referred_back.case_id)
        assert linked.trigger.threshold.met
        assert linked.trigger.threshold.decided_on == date(2026, 3, 9)
        assert linked.trigger.threshold.finding.counted_each == 3
        assert linked.trigger.threshold_told_on == date(2026, 3, 9)
        assert len(linked.evidence.complaints) == 4
        sam.installation.projector.catch_up()
        with sam.installation.views.connect() as db:
            rows = {r.timer_id: r for r in deadlines_of(db, linked.case_id)}
        # Counted from Monday 13 April, when it came back, but for Monday 4 May.
        assert rows["hold-panel"].due_on == date(2026, 5, 12)
        assert rows["acknowledge"].due_on == date(2026, 4, 20)
        letters = words(sam.browser.get(f"/cases/{linked.trigger.reference}/letters"))
        assert "Linked review" in letters


def test_whoever_may_not_see_the_case_for_a_conflict_does_not_see_the_linked_one(
    challenged,
):
    sam, decide = challenged
    wren = Account(UUID(int=51), "wren@ely.example", "Wren", Role.LEAD, COUNCIL, AREAS)
    open_account(sam.installation.office, wren, password=PASSWORD, at=sam.clock())
    sam.reviews.declare_conflict(
        sam.tale.case_id,
        wren.account_id,
        reason="They are cousins",
        signed=sam.tale.signed(date(2026, 4, 7)),
    )
    sam.fill_in(decide, **DECIDED, referred_back="true")
    (decided,) = sam.case.outcome.decided.values()
    reference = decided.referred_back.reference
    why = sam.browser.get(f"/cases/{reference}/who-sees")
    assert "They are cousins" in words(why)
    sam.browser.cookies.clear()
    sign_in(sam.browser, name=wren.sign_in_name)
    assert sam.get().status_code == 404
    assert sam.browser.get(f"/cases/{reference}").status_code == 404


def test_only_what_was_upheld_is_referred_back(challenged):
    sam, decide = challenged
    page = sam.fill_in(
        decide, **DECIDED | {"upheld": "not upheld"}, referred_back="true"
    )
    assert page.status_code == 409
    assert "Only what was upheld is referred back" in words(page)
    assert not sam.case.outcome.decided


def test_a_linked_review_is_no_second_application(challenged):
    sam, decide = challenged
    sam.fill_in(decide, **DECIDED, referred_back="true")
    with sam.installation.views.connect() as db:
        figures = statutory(
            db,
            area_id="east-cambridgeshire",
            from_=date(2026, 1, 1),
            to=date(2026, 12, 31),
        )
    assert len(figures.applications) == 1
    assert len(figures.referred_back) == 1
    assert len(figures.received) == len(figures.open_at_end) == 2
