"""Where each case stands, whom it waits for, and what is due next."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.sealed import Sealed
from asbreview.reviews.told import ConsentTold, PersonTold
from journey import (
    APPLIED_ON,
    BODIES,
    CASEWORKER,
    COUNCIL,
    EAST_CAMBRIDGESHIRE,
    MARIGOLD,
    PROCEDURE,
    SAFE,
    Journey,
)
from projections.case.stages import Stage, WaitsFor
from projections.queue import (
    BODIES as BODIES_WAITED_FOR,
)
from projections.queue import (
    PLACES,
    Asked,
    Whose,
    _counts_of,
    _page_of,
    bodies_waited_for,
    case_row,
    case_rows,
    count,
    counts,
    places,
    queue,
)
from projections.scope import Scope

VICTIM = PersonTold(name="Hollis Tansley", address="", safe=SAFE)
COUNCIL_NAME = "East Cambridgeshire District Council"


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7)


@pytest.fixture
def stands(ask, case):
    """Where the case stands: its stage, whom it waits for, and what to do."""

    def asked(as_of=None):
        row = ask(case_row, case.case_id, as_of=as_of)
        return row.stage, row.waits_for_whom, row.next_step

    return asked


def application(capacity=Capacity.VICTIM, place="Ely"):
    return Application(
        applied_on=APPLIED_ON,
        how=HowApplied.WEB,
        capacity=capacity,
        category=Category.NOISE,
        place=place,
        wish=Wish.UNDECIDED,
    )


def test_a_case_from_its_application_to_its_end(case, stands):
    case.apply()
    assert stands() == (Stage.RECEIVED, "us", "Send the acknowledgement")
    case.hand_over(date(2026, 3, 3))
    assert stands() == (Stage.RECEIVED, "us", "Post the acknowledgement")
    case.reviews.post_letters(
        handed_over(case),
        posted_on=date(2026, 3, 3),
        signed=case.signed(date(2026, 3, 3)),
    )
    assert stands() == (
        Stage.THRESHOLD,
        "us",
        "Ask the bodies, or decide the threshold",
    )
    case.ask(date(2026, 3, 4))
    assert stands()[:2] == (Stage.INFORMATION, COUNCIL_NAME)
    case.answer(date(2026, 3, 6))
    assert stands() == (Stage.THRESHOLD, "us", "Decide the threshold")
    case.decide()
    assert stands()[2] == "Send the letter that the threshold is met"
    case.post(date(2026, 3, 9))
    assert stands() == (Stage.TO_CONVENE, "us", "Convene the panel")
    case.assess().convene().post(date(2026, 3, 20))
    assert stands() == (
        Stage.CONVENED,
        "a meeting date",
        "Record how the victim takes part",
    )
    case.choose()
    assert stands()[1:] == ("a meeting date", "Send the papers to the panel")
    case.send_papers()
    assert stands()[1:] == (
        "a meeting date",
        "Hold the panel on Wednesday 1 April 2026",
    )
    case.hold()
    assert stands() == (
        Stage.HELD,
        "us",
        "Consult the victim on the plan, then record the outcome",
    )
    case.find()
    assert stands() == (Stage.OUTCOME, "us", "Send the outcome letter")
    case.post(date(2026, 4, 7))
    assert stands()[:2] == (Stage.MONITORED, "Cambridgeshire Constabulary")  # due first
    case.do_actions()
    assert stands()[1:] == ("us", "Send the letter about the action plan")
    case.post(date(2026, 5, 12))
    assert stands()[1:] == (
        COUNCIL_NAME,
        f"Get the answer of {COUNCIL_NAME} to the recommendation",
    )
    case.respond(date(2026, 5, 12))
    assert stands() == (Stage.MONITORED, "us", "Close the case")
    case.close()
    assert stands() == (Stage.CLOSED, "us", "Send the closing letter")
    case.post(date(2026, 5, 14))
    assert stands() == (Stage.CLOSED, "nobody", "Nothing: the case has ended")


def test_of_several_bodies_a_case_waits_for_the_first_due_then_the_next(case, stands):
    reviews, on = case.reviews, date(2026, 3, 4)
    case.apply().post(date(2026, 3, 3)).decide(on).post(on).ask(on)
    names = [body.name for body in EAST_CAMBRIDGESHIRE.relevant_bodies]
    requests = {r.body_id: r for r in reviews.case(case.case_id).evidence.unanswered}
    assert stands()[1] == names[0]
    assert stands()[2] == f"Get the answer of {names[0]}, the first due of 4"
    for answers, then in ((1, 0), (0, 2), (2, 3)):
        reviews.answer_request(
            case.case_id,
            requests[BODIES[answers]].request_id,
            answered_on=on,
            kind=AnswerKind.NIL,
            answer="",
            may_be_told=MayBeTold.ALL,
            signed=case.signed(on),
        )
        assert stands()[1] == names[then]
    assert stands()[2] == f"Get the answer of {names[3]}"
    reviews.correct_evidence(
        case.case_id,
        requests[BODIES[0]].request_id,
        reason="Of another case",
        signed=case.signed(on),
    )
    assert stands()[1] == names[0]


def handed_over(case):
    from asbreview.domain.letter.facts import LetterDrafted  # noqa: PLC0415

    log = case.reviews.recorder.select_notifications(1, 10_000)
    read = map(case.reviews.mapper.to_domain_event, log)
    return [e.originator_id for e in read if isinstance(e, LetterDrafted)]


def test_a_case_waits_for_the_consent_of_a_victim_who_did_not_apply(case, stands):
    signed = case.signed(APPLIED_ON)
    case.case_id = signed.new_case_id
    case.reviews.receive_application(
        application(Capacity.REPRESENTATIVE),
        procedure_id=PROCEDURE,
        applicant=MARIGOLD,
        victim=VICTIM,
        account="For my neighbour.",
        signed=signed,
    )
    on = date(2026, 3, 4)
    case.post(date(2026, 3, 3))
    assert stands()[1:] == ("us", "Pass the application on to every relevant body")
    case.reviews.pass_on(case.case_id, passed_on=on, signed=case.signed(on))
    assert stands()[:2] == (Stage.CONSENT, "the applicant")
    consent = ConsentTold(given_on=on, how=HowConsented.IN_WRITING)
    case.reviews.record_consent(case.case_id, consent, signed=case.signed(on))
    assert stands()[0] == Stage.THRESHOLD
    case.reviews.withdraw_consent(case.case_id, consent, signed=case.signed(on))
    assert stands()[0] == Stage.THRESHOLD  # they have answered: the case goes on


def test_a_case_whose_threshold_is_not_met_is_told_and_closed(case, stands):
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    assert stands()[2] == "Send the letter that the threshold is not met"
    case.post(date(2026, 3, 10))
    assert stands() == (Stage.NOT_MET, "us", "Close the case")
    case.close(date(2026, 3, 11)).post(date(2026, 3, 11))
    assert stands()[:2] == (Stage.CLOSED, "nobody")


def test_a_withdrawn_case_waits_until_its_letter_has_gone(case, stands):
    case.apply().post(date(2026, 3, 3))
    case.reviews.withdraw(
        case.case_id,
        withdrawn_on=date(2026, 3, 4),
        reason="They moved away",
        signed=case.signed(date(2026, 3, 4)),
    )
    assert stands()[:2] == (Stage.WITHDRAWN, "us")

    case.post(date(2026, 3, 5))

    assert stands()[:2] == (Stage.WITHDRAWN, "nobody")


def test_a_decision_recorded_in_error_is_to_be_decided_again(case, stands):
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    before = case.reviews.end_of_log()
    decision = case.reviews.case(case.case_id).trigger.threshold
    case.reviews.correct_threshold(
        case.case_id,
        decision.decision_id,
        reason="The wrong case",
        signed=case.signed(date(2026, 3, 10)),
    )
    assert stands()[0] == Stage.THRESHOLD
    assert stands(as_of=before)[0] == Stage.NOT_MET


def test_what_is_due_next_leads_the_queue(reviews, standing, ask):
    later = Journey(reviews, 11).apply(date(2026, 3, 5))
    sooner = Journey(reviews, 12).apply(APPLIED_ON)
    page = ask(queue)
    assert [row.case_id for row in page.rows] == [sooner.case_id, later.case_id]
    [first, _] = page.rows
    assert (first.next_due_on, first.next_timer_id) == (date(2026, 3, 9), "acknowledge")


def test_the_queue_is_asked_by_owner_place_stage_and_wait(reviews, standing, ask):
    mine = Journey(reviews, 11).apply().case_id
    nobodys = Journey(reviews, 12).apply(caseworker_id=None).case_id
    signed = standing.signed(APPLIED_ON)
    reviews.receive_application(
        application(place="Soham"),
        procedure_id=PROCEDURE,
        applicant=MARIGOLD,
        account="Noise",
        caseworker_id=CASEWORKER,
        signed=signed,
    )
    elsewhere = signed.new_case_id

    def found(**asked):
        return {row.case_id for row in ask(queue, Asked(**asked)).rows}

    assert found() == {mine, nobodys, elsewhere}
    assert found(owner=CASEWORKER) == {mine, elsewhere}
    assert found(owner=Whose.UNASSIGNED) == {nobodys}
    assert found(place="Soham") == {elsewhere}
    assert found(stage=Stage.RECEIVED, waits_for=WaitsFor.US) == {
        mine,
        nobodys,
        elsewhere,
    }
    assert found(waits_for=WaitsFor.BODY, body_id=BODIES[0]) == set()
    assert found(overdue_on=date(2026, 3, 5)) == {elsewhere}  # not passed on
    fenland, ours = Scope(("fenland",)), Scope((PROCEDURE,))
    assert found(seen=fenland) == set()
    assert found(seen=ours) == {mine, nobodys, elsewhere}
    assert ask(places) == ["Ely", "Soham"]
    assert ask(places, Asked(seen=ours)) == ["Ely", "Soham"]
    assert ask(places, Asked(seen=fenland)) == []
    hidden = ours._replace(but=frozenset({elsewhere}))
    assert found(seen=hidden) == {mine, nobodys}
    assert ask(places, Asked(seen=hidden)) == ["Ely"]
    only = ours._replace(only=frozenset({elsewhere}))
    assert found(seen=only) == {elsewhere}
    assert ask(places, Asked(seen=only)) == ["Soham"]


def test_the_bodies_that_cases_wait_for_are_offered_each_once(reviews, standing, ask):
    for number in (30, 31):
        case = Journey(reviews, number).apply().post(date(2026, 3, 3)).decide()
        case.post(date(2026, 3, 9)).ask()
    offered = ask(bodies_waited_for)
    assert offered == ask(bodies_waited_for, as_of=reviews.end_of_log())
    assert offered == ask(bodies_waited_for, Scope((PROCEDURE,)))
    assert ask(bodies_waited_for, Scope(("fenland",))) == []
    assert [body_id for body_id, _ in offered] == [COUNCIL]


def test_lists_are_counted_in_one_question_as_they_are_counted_singly(
    reviews, standing, ask
):
    Journey(reviews, 11).apply()
    Journey(reviews, 12).apply(caseworker_id=None)
    lists = [Asked(owner=CASEWORKER), Asked(owner=Whose.UNASSIGNED), Asked()]
    assert ask(counts, lists) == [ask(count, one) for one in lists] == [1, 1, 2]


ALL = Asked(seen=Scope((PROCEDURE,)))
MINE, NOBODYS = replace(ALL, owner=CASEWORKER), replace(ALL, owner=Whose.UNASSIGNED)
NEVER_SORTED = pytest.mark.parametrize(
    "question",
    [
        PLACES.params(area=PROCEDURE),
        BODIES_WAITED_FOR.params(area=PROCEDURE),
        _counts_of((ALL, MINE, replace(ALL, place="Ely")), None),
        _page_of(ALL, None).params(most=25, begin=0),
        _page_of(MINE, None).params(most=25, begin=0),
        _page_of(NOBODYS, None).params(most=25, begin=0),
    ],
    ids=["places", "bodies", "counts", "all", "mine", "unassigned"],
)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@NEVER_SORTED
def test_the_queue_is_read_in_its_order_and_never_sorted(
    question, reviews, standing, ask
):
    """A list that is sorted for each page takes the longer the more cases there are."""
    Journey(reviews, 11).apply()

    def plan(db):
        said = question.compile(db, compile_kwargs={"literal_binds": True})
        rows = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")
        return [row.detail for row in rows]

    steps = [step for step in ask(plan) if "caseload_" in step]
    assert steps
    assert all("is_open=? AND to_position=?" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in ask(plan))


@pytest.mark.postgres
@pytest.mark.parametrize("place", ["postgres"], indirect=True)
@NEVER_SORTED
def test_the_queue_is_read_in_its_order_on_postgresql_too(
    question, reviews, standing, ask
):
    """A few it would sort all the same: so it is told not to, where it need not."""
    Journey(reviews, 11).apply()

    def plan(db):
        for way in ("seqscan", "bitmapscan", "sort"):
            db.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        said = question.compile(db, compile_kwargs={"literal_binds": True})
        rows = db.exec_driver_sql(f"EXPLAIN {str(said).replace('%', '%%')}")
        return [row[0] for row in rows]

    steps = ask(plan)
    assert any("_alone_" in step for step in steps)
    assert not any("Sort" in step for step in steps), steps


def test_the_queue_comes_in_pages(reviews, standing, ask):
    cases = {Journey(reviews, 20 + n).apply().case_id for n in range(7)}
    pages = [ask(queue, page=n, per_page=3) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert {row.case_id for page in pages for row in page.rows} == cases
    assert {(page.total, page.pages) for page in pages} == {(7, 3)}
    assert ask(queue, page=99, per_page=3).number == 3
    assert ask(queue, Asked(place="Nowhere")).total == 0


def test_ended_cases_are_shown_when_asked_for(case, ask):
    case.go()
    assert ask(count) == 0
    assert ask(count, Asked(ended=True)) == 1


def test_a_case_is_found_and_holds_tokens_only(case, ask, reviews):
    case.apply()
    row = ask(case_row, case.case_id)
    assert row.reference == reviews.case(case.case_id).trigger.reference
    assert "MARKER" not in repr(row)
    assert reviews.keyring.reveal(Sealed(row.applicant_name)) == MARIGOLD.name
    assert reviews.keyring.reveal(Sealed(row.applicant_address)) == MARIGOLD.address
    assert ask(case_row, case.case_id, as_of=0) is None
    assert [r.case_id for r in ask(case_rows, [case.case_id])] == [case.case_id]


def test_every_list_can_be_asked_for_as_of_a_position(case, ask, reviews):
    case.apply()
    received = reviews.end_of_log()
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess().convene()
    case.choose().hold().find().post(date(2026, 4, 7)).do_actions().respond()
    case.close().post(date(2026, 5, 14))
    assert ask(queue).rows == []
    [then] = ask(queue, as_of=received).rows
    assert then.stage == Stage.RECEIVED
    assert ask(count, as_of=0) == 0
