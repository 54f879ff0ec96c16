"""The demonstration: the cases it promises, each made by the real commands."""

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from asbreview.__main__ import main
from asbreview.access.accounts import account_with_password
from asbreview.audit.checking import check
from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import all_heads
from asbreview.audit.notes import Verifier
from asbreview.demonstration import make
from asbreview.demonstration.accounts import SIGN_INS
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.demonstration.folder import BEGUN, MARK
from asbreview.demonstration.tale import discretion, reviews, said, tales
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.outcome.facts import CaseClosed
from asbreview.domain.panel.facts import VictimCame
from asbreview.domain.retention.rules import RecordKind
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Right
from asbreview.domain.sealed import ERASED
from asbreview.installation import opened
from asbreview.refusal import CannotStart
from asbreview.store.log import EventLog
from demonstration.conftest import TODAY, settings_of
from packs.papers import pages
from projections.case.stages import Stage
from projections.caseload import caseload
from projections.due_for_disposal import due
from projections.flow import lead_times
from projections.holds import holds_in
from projections.past import past_of_areas
from projections.process_charts import Rebased
from projections.repeats import repeats, said_of_earlier
from projections.reporting import statutory
from projections.ringing import to_ring
from projections.scope import Scope, scope_of, seen_among
from projections.texts import texts_about
from projections.waits import told_between

pytestmark = pytest.mark.thorough

LONDON = ZoneInfo("Europe/London")
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2028))
SOME = CASES[3::13]


@pytest.fixture(scope="module")
def folder(demonstration):
    return demonstration.folder


@pytest.fixture(scope="module")
def made(demonstration):
    """The whole demonstration, made once and open."""
    with opened(demonstration.settings) as installation:
        yield installation


def log(installation):
    """Every line of the log: position, instant, topic, and what is in the clear."""
    for line in installation.reviews.recorder.lines(0, limit=100_000):
        told = json.loads(line.stored.state)
        yield line.recorded_at, line.stored.topic, told


def events(installation, topic):
    return [told for _, name, told in log(installation) if name == topic]


def current(installation):
    query = select(caseload).where(caseload.c.to_position.is_(None))
    with installation.views.connect() as db:
        return db.execute(query).all()


def is_working(day):
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def working_day(start, count):
    """Count working days with another list of holidays than the program's."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        start += step
        count -= is_working(start) and (1 if step.days > 0 else -1)
    return start


def day_of(plan, step):
    day = working_day(working_day(TODAY, -plan.ago), plan.course()[step])
    return day if day < TODAY else None


# --- what it holds


def test_there_are_about_sixty_cases_of_two_years(made):
    every = events(made, "trigger.application-received")
    received = [event for event in every if not event["came"]]
    days = [date.fromisoformat(e["application"]["applied_on"]) for e in received]
    assert len(received) == len(CASES) == 70
    areas = Counter(e["procedure_id"] for e in received)
    assert areas.pop("east-cambridgeshire") == 60
    assert len(areas) == 5
    assert min(areas.values()) >= 1
    assert date(2024, 11, 1) < min(days) < date(2024, 12, 15)
    assert max(days) == date(2026, 11, 20)  # the Friday before


def test_most_are_disputes_between_neighbours(made):
    told = events(made, "trigger.application-received")
    categories = Counter(e["application"]["category"] for e in told)
    assert categories.most_common(1)[0][0] == "neighbour dispute"
    assert len(categories) >= 6


def test_every_stage_of_a_case_occurs(made):
    assert {row.stage for row in current(made)} == set(Stage)


def test_thresholds_are_overdue_due_today_and_due_soon(made):
    due = [
        row.next_due_on
        for row in current(made)
        if row.stage is Stage.THRESHOLD and row.next_timer_id == "decide-threshold"
    ]
    assert min(due) < TODAY
    assert TODAY in due
    assert TODAY < max(due) <= TODAY + timedelta(days=7)


def test_bodies_to_ring_are_the_exception(made):
    """Every body but one has a mailbox, and that one is rung the day after."""
    rows = [row for row in current(made) if row.is_open]
    with made.views.connect() as db:
        rung = to_ring(db, [row.case_id for row in rows])
    assert 0 < len(rung) <= len(rows) / 5


def test_what_comes_of_a_view_is_told_of_that_view_alone(made):
    """Each kind of review has its own, so that no letter tells of another story."""
    views = [(each.view, each.became_of_view) for each in reviews().values()]
    assert len({view for view, _ in views}) == len(views)
    assert len({became for _, became in views}) == len(views)


def test_of_each_panel_it_is_on_record_whether_the_victim_came(made):
    came = Counter(held["victim_came"] for held in events(made, "panel.panel-held"))
    assert None not in came
    assert came[VictimCame.CAME] > came[VictimCame.REPRESENTED] > 0
    assert came[VictimCame.NEITHER] > 0


def test_three_caseworkers_have_cases_and_some_cases_are_nobodys(made):
    owners = Counter(
        row.caseworker_id for row in current(made) if row.area == "East Cambridgeshire"
    )
    assert len(owners) == 4
    assert owners[None] == 5


def test_each_area_has_a_caseworker_who_sees_its_cases_and_no_others(made):
    """But for the one that is Fenland's as well as East Cambridgeshire's."""
    areas = {row.case_id: row.area_id for row in current(made)}
    assert len(set(areas.values())) == 6
    by_name = {who.name: who.account for who in SIGN_INS}
    with made.views.connect() as db:
        for name, seen in (
            ("Sam Osborne", {"east-cambridgeshire"}),
            ("Ivo Thackeray", {"fenland"}),
            ("Harriet Quill", set(areas.values())),
        ):
            found = scope_of(db, by_name[name])
            those = {
                areas[c]
                for c in seen_among(db, list(areas), found)
                if c not in found.joint
            }
            assert those == seen
            # Of a case that another area leads: Sam's area leads it, Harriet sees both.
            assert len(found.joint) == (1 if name == "Ivo Thackeray" else 0)


def test_bodies_answer_by_their_links_too_with_nothing_held_as_well(made):
    answers = events(made, "evidence.information-answered")
    by_link = [e for e in answers if e["how"] == "by the body itself, by its link"]
    assert len(by_link) > 20
    assert "nothing held" in {e["kind"] for e in by_link}
    sent = {e["originator_id"] for e in events(made, "asking.notice-accepted")}
    assert len(sent) >= len(by_link)


def test_each_reminder_went_once_by_its_rule_after_it_was_due(made):
    fell = events(made, "asking.reminder-fell-due")
    assert len({(e["originator_id"], e["rule"]) for e in fell}) == len(fell)
    assert {e["rule"] for e in fell} == {"before-due", "day-after", "a-week-on"}
    answered = {
        e["request_id"]: e["timestamp"]
        for e in events(made, "evidence.information-answered")
    }
    opened = events(made, "asking.file-opened")
    request_of = {e["originator_id"]: e["request_id"] for e in opened}
    for event in fell:
        on = answered.get(request_of[event["originator_id"]])
        assert on is None or on > event["timestamp"]


@pytest.mark.parametrize(
    ("topic", "fewest"),
    [
        ("trigger.application-withdrawn", 1),
        ("trigger.application-transferred", 1),
        ("trigger.deadline-extended", 2),
        ("trigger.recorded-in-error", 1),
        ("evidence.recorded-in-error", 2),
        ("panel.panel-postponed", 2),
        ("panel.victim-not-invited", 2),
        ("panel.sitting-adjourned", 1),
        ("panel.put-on-agenda", 3),
        ("panel.participation-declined", 3),
        ("outcome.action-cancelled", 2),
        ("contact.details-changed", 1),
        ("contact.promise-kept", 5),
        ("contact.help-asked-for", 3),
        ("outcome.said-how-it-was", 3),
        ("contact.adjustment-answered", 1),
        ("outcome.plan-view-given", 10),
        ("outcome.consultation-declined", 1),
        ("contact.help-answered", 1),
        ("letter.letter-told-otherwise", 1),
        ("letter.letter-cancelled", 1),
        ("letter.own-words-written", 1),
        ("contact.progress-reported", 1),
        ("contact.applicant-asked", 1),
        ("evidence.file-received", 2),
        ("asking.notice-accepted", 20),
        ("asking.reminder-fell-due", 10),
        ("asking.ringing-asked-for", 2),
        ("asking.reminders-held", 1),
        ("evidence.complaints-imported", 1),
        ("trigger.item-kept-to-some", 1),
        ("contact.representative-named", 1),
        ("contact.updates-promised", 1),
        ("evidence.statement-taken-down", 1),
        ("evidence.response-put-on-file", 20),
        ("pack.pack-made", 7),
        ("outcome.challenge-received", 3),
        ("outcome.hearing-arranged", 2),
        ("outcome.challenge-decided", 2),
        ("trigger.case-made-joint", 1),
        ("rights.request-received", 5),
        ("rights.answer-told", 3),
        ("rights.texts-annotated", 1),
        ("trigger.case-restricted", 1),
        ("trigger.restriction-lifted", 1),
        ("erasures.texts-erasure-proposed", 2),
        ("erasure.texts-erasure-agreed", 1),
        ("trigger.earlier-cases-compared", 1),
        ("changes.change-named", 1),
    ],
)
def test_what_is_unusual_happens_too(made, topic, fewest):
    assert len(events(made, topic)) >= fewest


def test_one_challenge_is_referred_back_to_a_review_that_somebody_takes(made):
    decided = events(made, "outcome.challenge-decided")
    results = Counter(event["upheld"] for event in decided)
    assert results == {"upheld": 1, "not upheld": 1}
    (back,) = [e["referred_back"] for e in decided if e["referred_back"]]
    linked = made.reviews.case(UUID(back["case_id"]))
    assert linked.trigger.came.how == "referred back on a challenge"
    assert linked.trigger.threshold.met
    assert linked.trigger.caseworker_id is not None


def test_a_meeting_of_the_group_has_several_cases_and_room_for_more(made):
    meetings = made.reviews.group("east-cambridgeshire").from_day(TODAY)
    agenda = made.reviews.on_agenda(meetings[0])
    assert len(agenda) == 3 < meetings[0].room_for
    assert made.reviews.on_agenda(meetings[1]) == []
    assert {case.panel.meets_at for case in agenda} == {meetings[0].meets_at}


def test_a_meeting_that_was_adjourned_ended_on_another_day(made):
    (adjourned,) = events(made, "panel.sitting-adjourned")
    panel = made.reviews.case(UUID(adjourned["case_id"])).panel
    first, second = (sitting.held_on for sitting in panel.sittings.values())
    assert first < second == panel.held.held_on


def test_a_diary_can_be_read_as_it_came_and_as_a_copy(made):
    (file, *_) = events(made, "evidence.file-received")
    file_id = UUID(file["contents"]["file_id"])
    told = b"".join(made.vault.read(file_id))
    assert told.count(b"Reported on") >= 3
    assert b"".join(made.vault.read(file_id, copy=True)) == told


def test_bodies_answer_in_every_way(made):
    answers = events(made, "evidence.information-answered")
    assert {e["kind"] for e in answers} == {
        "information returned",
        "nothing held",
        "refused",
    }
    assert all(e["legal_ground"] for e in answers if e["kind"] == "refused")
    responses = events(made, "outcome.recommendation-answered")
    assert {e["response"] for e in responses} == {
        "accepted",
        "accepted in part",
        "rejected",
    }


def test_four_thresholds_were_decided_not_met_and_three_met_at_discretion(made):
    decided = events(made, "trigger.threshold-decided")
    assert sum(not e["met"] for e in decided) == 4
    at_discretion = [e for e in decided if e["finding"]["duty"] == "for_the_bodies"]
    # Three that stand, and one recorded in error as met and decided again.
    assert sum(e["met"] for e in at_discretion) == 4


# --- the past


def test_everything_was_recorded_in_order_and_in_office_hours(made):
    instants = [at for at, _, _ in log(made)]
    assert instants == sorted(instants)
    local = [at.astimezone(LONDON) for at in instants]
    # But for what the installation stands on: a procedure of each area, the holidays.
    assert all(is_working(at.date()) for at in local[8:])
    assert all(9 <= at.hour < 16 for at in local)
    assert local[-1].date() < TODAY


def test_nothing_was_recorded_for_another_day_than_it_was_done(made):
    for at, _, told in log(made):
        signed_at = datetime.fromisoformat(told["timestamp"])
        assert timedelta(0) <= at - signed_at < timedelta(minutes=1) or (
            signed_at - at < timedelta(seconds=1)
        )


# --- letters


def test_a_letter_is_posted_within_two_working_days_of_its_draft(made):
    drafted = {}
    for at, topic, told in log(made):
        if topic == "letter.letter-drafted":
            drafted[told["originator_id"]] = at.astimezone(LONDON).date()
        elif topic == "letter.letter-posted":
            posted_on = date.fromisoformat(told["posted_on"])
            drafted_on = drafted[told["originator_id"]]
            assert posted_on <= working_day(drafted_on, 2)


def test_letters_are_held_back_for_their_own_reasons_and_none_failed(made):
    held = Counter(e["because"] for e in events(made, "letter.letter-held-back"))
    assert held == {
        "it is not safe to write to this person": 2,
        "the address has changed since the letter was drafted": 1,
        "what the letter tells was recorded in error": 1,
        "somebody wants to add words of their own": 2,
    }


def test_the_print_queue_holds_the_letters_still_to_be_posted(made):
    handed_over = events(made, "letter.letter-handed-over")
    posted = events(made, "letter.letter-posted")
    waiting = {e["originator_id"] for e in handed_over} - {
        e["originator_id"] for e in posted
    }
    queued = list(made.print_queue.glob("*.pdf"))
    assert len(queued) == len(waiting) >= 3
    assert all(path.read_bytes().startswith(b"%PDF") for path in queued)


# --- figures


def test_the_figures_of_the_last_reporting_year_are_those_of_the_plan(made):
    first, last = date(2025, 4, 1), date(2026, 3, 31)
    ended_early = {"gatepost", "not-ours"}  # withdrawn, transferred

    def planned(step, **wanted):
        return sum(
            first <= (day_of(plan, step) or date.min) <= last
            for plan in CASES
            if step in plan.course()
            and (step == "apply" or plan.tale not in ended_early)
            and all(getattr(plan, name) == value for name, value in wanted.items())
        )

    with made.views.connect() as db:
        found = statutory(db, area_id="east-cambridgeshire", from_=first, to=last)
    assert len(found.applications) == planned("apply") > 15
    assert len(found.not_met) == planned("decide", met=False) > 0
    # A review has been carried out when its findings are made.
    assert len(found.reviews) == planned("find")
    assert len(found.with_recommendations) == planned("find")


def test_earlier_cases_are_there_as_far_as_their_spreadsheet_goes(made):
    with made.views.connect() as db:
        rows = past_of_areas(db, ("east-cambridgeshire",))
    assert len(rows) == 8  # each line of it: none was wrong
    assert 0 < sum(bool(row.left_out) for row in rows) < len(rows)
    assert max(row.facts.applied_on for row in rows) < date(2025, 4, 1)


def test_what_was_published_stays_and_what_was_brought_in_since_is_told(made):
    """A case of before was closed in the year that had been published by then."""
    area, year = "east-cambridgeshire", (date(2025, 4, 1), date(2026, 3, 31))
    (published,) = made.reviews.published_returns(area).standing
    assert (published.from_on, published.to_on) == year
    counted = EventLog(made.reviews).position_as_of(published.counted_as_of)
    was, now = ({}, {})
    with made.views.connect() as db:
        for at, found in ((counted, was), (None, now)):
            figures = statutory(db, area_id=area, from_=year[0], to=year[1], as_of=at)
            found |= {n: {c.case_id for c in x} for n, x in figures._asdict().items()}
    for name, cases in was.items():
        assert set(getattr(published.figures, name)) == cases
    more = {
        name: cases - was[name] for name, cases in now.items() if cases != was[name]
    }
    assert set(more) == {"open_at_start", "ended"}
    assert [len(cases) for cases in more.values()] == [1, 1]


# --- the folder, and who signs in


def test_the_accounts_sign_in_to_a_demonstration_and_to_nothing_else(made):
    for who in SIGN_INS:
        told = {"sign_in_name": who.sign_in_name, "password": who.password}
        found = account_with_password(made.office, **told, demonstration=True)
        assert found.name == who.name
        assert account_with_password(made.office, **told, demonstration=False) is None


def test_progress_is_told_to_the_end(demonstration):
    steps = demonstration.steps
    assert steps[-1] == [len(steps), len(steps)]


def test_a_demonstration_that_is_there_is_left_as_it_is(made, folder):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = make(settings_of(folder), today=TODAY + timedelta(days=9))
    assert not again.made_now
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_it_prints_the_address_and_how_every_role_signs_in(made, folder):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    said = CliRunner().invoke(main, ["demo", "--no-serve"], env=told | {"PORT": "8123"})
    assert said.exit_code == 0
    assert "  http://127.0.0.1:8123\n" in said.output
    printed = [line.split(maxsplit=2) for line in said.output.splitlines()]
    for who in SIGN_INS:
        assert [str(who.role), who.sign_in_name, who.password] in printed


def test_the_committees_report_of_the_last_quarter_adds_up(made, folder, tmp_path):
    """Read as a councillor would check it: every sum by the words before it."""
    env = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    asked = ["report", "committee", "--area", "east-cambridgeshire"]
    asked += ["--from", "2026-07-01", "--to", "2026-09-30"]
    said = CliRunner().invoke(main, asked, env=env)
    assert said.exit_code == 0
    told = " ".join(said.output.split())

    def numbers(words):
        return [int(each) for each in re.search(words, told).groups()]

    due, in_time, late, not_taken = numbers(
        r"Of (\d+) steps that fell due, (\d+) were taken in time, (\d+) late, and"
        r" (\d+) have not been taken"
    )
    assert due == in_time + late + not_taken > 50
    start, came, both, ended, left = numbers(
        r"(\d+) open at the start and (\d+) received make (\d+); (\d+) reached an end"
        r" and (\d+) were open at the end"
    )
    assert start + came == both == ended + left
    (outcomes,) = numbers(r"(\d+) outcomes were told\.")
    assert 0 < outcomes < 5  # so that their total is told, and no part of it
    assert "fewer than 5 outcomes were on record when it ended" in told
    assert "days together" not in told
    received = events(made, "trigger.application-received")
    applied = [
        e
        for e in received
        if "2026-07-01" <= e["application"]["applied_on"] <= "2026-09-30"
        and e["procedure_id"] == "east-cambridgeshire"
        # A linked review after a challenge is no application for one (s.104(1)).
        and (e.get("came") or {}).get("how") != "referred back on a challenge"
    ]
    assert came == len(applied)
    pdf = tmp_path / "committee.pdf"
    assert not CliRunner().invoke(main, [*asked, "--pdf", str(pdf)], env=env).exit_code
    read = " ".join(pages(pdf.read_bytes()))
    assert f"{due} steps that fell due" in read
    assert "With fewer than 12 cases, that is on trial" in read


def test_a_quarter_with_five_outcomes_tells_where_their_time_went(folder):
    env = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    asked = ["report", "committee", "--area", "east-cambridgeshire"]
    asked += ["--from", "2026-04-01", "--to", "2026-06-30"]
    told = " ".join(CliRunner().invoke(main, asked, env=env).output.split())
    (outcomes,) = re.findall(r"(\d+) outcomes were told\. From[^.]*\(n =", told)
    by_stage, by_whom = re.findall(r"The (\d+) cases took (\d+) days together", told)
    assert by_stage == by_whom
    assert int(by_stage[0]) == int(outcomes) >= 5


def test_a_folder_that_holds_anything_else_is_refused_and_left(tmp_path):
    (tmp_path / "events.sqlite").write_bytes(b"somebody's cases")
    with pytest.raises(CannotStart, match="not a demonstration"):
        make(settings_of(tmp_path), today=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["events.sqlite"]


def test_an_installation_that_is_not_a_demonstrations_is_refused(tmp_path):
    with pytest.raises(CannotStart, match="asbreview demo"):
        make(settings_of(tmp_path / "new", demonstration=False), today=TODAY)
    assert not (tmp_path / "new").exists()


def skeleton(told):
    """An event without what is sealed, which no two logs share, or hashes of it.

    Nor the hash of a letter: an acknowledgement prints a code that no two logs share.
    """
    if isinstance(told, dict):
        return {n: skeleton(value) for n, value in told.items() if n != "sha256"}
    if isinstance(told, list):
        return [skeleton(value) for value in told]
    is_sealed = isinstance(told, str) and "|" in told
    return told.split("|")[:4] if is_sealed else told


def test_the_same_day_makes_the_same_log_also_where_one_was_half_made(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / MARK).write_text(BEGUN, "utf-8")
    (tmp_path / "b" / "events.sqlite").write_bytes(b"cut off")
    logs = []
    for name in ("a", "b"):
        make(settings_of(tmp_path / name), today=TODAY, cases=SOME)
        with opened(settings_of(tmp_path / name)) as installation:
            logs.append([(*line[:2], skeleton(line[2])) for line in log(installation)])
    assert logs[0] == logs[1]


@pytest.mark.parametrize("today", [date(2026, 12, 27), date(2027, 3, 28)])
def test_it_can_be_made_on_a_day_when_nobody_works(tmp_path, today):
    made = make(settings_of(tmp_path / "data"), today=today, cases=CASES[-5:])
    assert made.made_now


# --- the texts


def test_every_text_is_used():
    assert {plan.tale for plan in CASES} == set(tales())
    assert {tale.review for tale in tales().values()} == set(reviews())
    assert set(discretion()) < set(tales())
    assert all(
        "{" not in each.promised.replace("{name}", "") for each in said().values()
    )


def test_a_head_was_signed_soon_after_each_closing_and_the_police_signed_the_last(
    made,
):
    public = (made.settings.data / "witness-key.public").read_text("ascii")
    found = check(made.ledger, cosigners=(Verifier.read(public),))
    assert (found.findings, found.cosigned) == ([], 1)
    assert found.covered == found.events
    with made.office.reading() as db:
        signed = {Head.read(kept.note).at.date() for kept in all_heads(db)}
    closings = [at.date() for at, topic, _ in log(made) if topic == CaseClosed.TOPIC]
    assert len(closings) > 10
    for closed_on in closings:
        assert any(closed_on + timedelta(days) in signed for days in range(6))


def test_access_is_asked_for_twice_and_granted_in_part_once_with_the_reasons(made):
    """Of what tells of others: Data Protection Act 2018, Schedule 2, paragraph 16."""
    rights = [made.reviews.case(row.case_id).rights for row in current(made)]
    asked = [
        (each, request_id)
        for each in rights
        if each is not None
        for request_id, request in each.requests.items()
        if request.right is Right.ACCESS
    ]
    answers = [each.answered.get(request_id) for each, request_id in asked]
    (given,) = [answer.answer for answer in answers if answer is not None]
    assert (len(asked), given.granted) == (2, Granted.PART)
    assert given.grounds == (RefusalGround.OTHERS,)
    assert "told in confidence" in made.keyring.reveal(given.reasons.text)
    assert sum(request_id in each.told for each, request_id in asked) == 1


def test_a_person_waits_to_be_forgotten_by_a_second_officer(made):
    (waiting,) = made.reviews.disposals(CASES[0].area).erasures.waiting
    case = made.reviews.case(waiting.case_id)
    assert case.ended_as == "withdrawn"
    with made.views.connect() as db:
        texts = texts_about(db, waiting.person_id)
    assert {text.prose.text_id for text in texts} == set(waiting.texts)


def test_what_is_to_be_erased_was_agreed_by_two_once_and_waits_for_one_once(made):
    """What was agreed is gone; what waits stays until another officer has read it."""
    proposed = made.reviews.disposals(CASES[0].area).texts_erasures
    agreed, waiting = sorted(proposed.values(), key=lambda each: each.is_waiting)
    assert (agreed.is_waiting, waiting.is_waiting) == (False, True)
    assert agreed.decided_by not in {None, agreed.proposed_by}
    gone, stays = (each.redactions[0].text_id for each in (agreed, waiting))
    keys = made.keyring
    assert keys.reveal(account_of(made, agreed.case_id, gone)) is ERASED
    assert keys.reveal(account_of(made, waiting.case_id, stays)) is not ERASED


def account_of(made, case_id, text_id):
    logged = made.reviews.case(case_id).evidence.logged.values()
    (account,) = [each.account for each in logged if each.account.text_id == text_id]
    return account.text


def test_one_application_of_the_year_is_by_somebody_who_had_applied_before(made):
    """And of the same name: whoever compares the two sees why somebody said so."""
    year = {"from_": date(2026, 4, 1), "to": TODAY}
    with made.views.connect() as db:
        found = repeats(db, area_id="east-cambridgeshire", **year)
        (case,) = found.further
        (said,) = said_of_earlier(db, {case.case_id})[case.case_id]
    assert found.at_a_glance == f"At least 1 of {found.n}"
    assert names_on(made, said.case_id) & names_on(made, case.case_id)


def names_on(made, case_id):
    people = made.reviews.case(case_id).contact.people.values()
    return {made.keyring.reveal(person.name) for person in people}


def test_the_chart_of_the_year_begins_anew_with_the_change_that_was_named(made):
    (change,) = made.reviews.dated_changes("east-cambridgeshire")
    with made.views.connect() as db:
        told = told_between(
            db, area_id="east-cambridgeshire", from_=date(2026, 4, 1), to=TODAY
        )
    before, since = lead_times(told, changes=[Rebased(change.on, change.says)])
    assert len(before.points) > 2 < len(since.points)
    assert since.began_with.on == change.on < TODAY


def test_the_case_that_is_due_longest_waits_to_be_disposed_of_by_another_officer(made):
    """It was withdrawn more than a year ago, as the rule of the area has it."""
    (waiting,) = made.reviews.disposals(CASES[0].area).disposals.waiting
    (each,) = waiting.cases
    case = made.reviews.case(each.case_id)
    assert case.ended_as == "withdrawn"
    assert case.ended_on.replace(year=case.ended_on.year + 1) <= each.due_on <= TODAY
    assert made.reviews.case_erasure(each.case_id) is None


def test_it_shows_what_is_due_for_disposal_and_what_is_held(made):
    area = CASES[0].area
    schedule = made.reviews.retention_schedule(area)
    rule = schedule.rule_for(RecordKind.WITHDRAWN, on=TODAY)
    whole = Scope((area,))
    with made.views.connect() as db:
        assert due(db, area, rule, seen=whole, on=TODAY).total >= 1
        held = holds_in(db, area, seen=whole)
    assert [hold.ground for hold in held] == [HoldGround.OMBUDSMAN]
