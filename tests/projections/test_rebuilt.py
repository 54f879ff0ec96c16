"""What is made anew is what was there, whatever happened and however it was fed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from asbreview.domain.application import Capacity
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.panel.facts import Participation
from asbreview.domain.working_days import Holiday
from asbreview.reviews.told import PartTold
from asbreview.store.log import EventLog
from everything import OLEANDER
from journey import APPLIED_ON, THERE, Journey
from places import InFolder
from projections.deadlines import deadlines_of, overdue
from projections.every import ALL
from projections.letters import letters_of
from projections.people import everybody
from projections.projector import Projector
from projections.queue import Asked, case_row, queue
from projections.reporting import statutory
from projections.timeline import timeline_of
from projections.waits import life_of, spans_of

CASES = 3
AREA = "east-cambridgeshire"
STEPS = (
    "post",
    "ask",
    "answer",
    "decide",
    "decide_not",
    "correct",
    "assess",
    "convene",
    "postpone",
    "choose",
    "hold",
    "find",
    "respond",
    "do_actions",
    "close",
    "withdraw",
    "assign",
    "holiday",
    "extend",
    "take_back",
    "take_back",
    "attendance",
    "participation",
    "victim",
)
steps = st.tuples(
    st.integers(0, CASES - 1), st.sampled_from(STEPS), st.integers(0, 4), st.booleans()
)
stories = st.lists(steps, max_size=20)


class Teller:
    """Gives the commands of a story; what is refused is not told."""

    def __init__(self, reviews):
        self.reviews = reviews
        self.standing = Journey(reviews).stand()
        self.today = APPLIED_ON
        self.cases = [
            Journey(reviews, 10 + n).apply(complaints=()) for n in range(CASES)
        ]

    def tell(self, number, step, days):
        self.today += timedelta(days=days)
        case = self.cases[number]
        own = getattr(self, f"_{step}", None)
        try:
            own(case) if own else getattr(case, step)(self.today)
        except (CaseReviewRefused, AttributeError):
            case.steps += 1000

    def _decide_not(self, case):
        case.decide(self.today, met=False)

    def _convene(self, case):
        case.convene(self.today, self.today + timedelta(days=9))

    def _correct(self, case):
        decided = self.reviews.case(case.case_id).trigger.threshold
        self.reviews.correct_threshold(
            case.case_id,
            decided.decision_id,
            reason="Another case",
            signed=case.signed(self.today),
        )

    def _postpone(self, case):
        later = self.today + timedelta(days=20)
        self.reviews.postpone_panel(
            case.case_id,
            meets_at=datetime(later.year, later.month, later.day, 13, tzinfo=UTC),
            reason="Ill",
            signed=case.signed(self.today),
        )

    def _withdraw(self, case):
        self.reviews.withdraw(
            case.case_id,
            withdrawn_on=self.today,
            reason="Moved",
            signed=case.signed(self.today),
        )

    def _assign(self, case):
        self.reviews.assign(
            case.case_id, UUID(int=self.today.day), signed=case.signed(self.today)
        )

    def _holiday(self, _):
        proclaimed = Holiday(on=self.today + timedelta(days=3), name="Proclaimed")
        self.reviews.proclaim_holiday(
            proclaimed, source="Gazette", signed=self.standing.signed(self.today)
        )

    def _take_back(self, case):
        """Take back one of what may be in error, the day deciding which."""
        facts = facts_of(self.reviews.case(case.case_id), case.all_letters())
        take_back(case, *facts[self.today.toordinal() % len(facts)], self.today)

    def _attendance(self, case):
        self.reviews.correct_attendance(
            case.case_id, THERE, reason="Slip", signed=case.signed(self.today)
        )

    def _participation(self, case):
        panel = self.reviews.case(case.case_id).panel
        self.reviews.correct_participation(
            case.case_id,
            PartTold(participation=Participation.DECLINED),
            decided_on=panel.held.held_on,
            reason="Slip",
            signed=case.signed(self.today),
        )

    def _victim(self, case):
        self.reviews.correct_victim(
            case.case_id,
            Capacity.REPRESENTATIVE,
            OLEANDER,
            reason="Slip",
            signed=case.signed(self.today),
        )

    def _extend(self, case):
        self.reviews.extend_deadline(
            case.case_id,
            "decide-threshold",
            was_due_on=date(2026, 3, 30),
            due_on=max(date(2026, 3, 31), self.today) + timedelta(days=7),
            reason="More time",
            signed=case.signed(self.today),
        )


def facts_of(stands, letters):
    """Everything on a case that may have been recorded in error, by topic and id."""
    records = (
        stands.trigger,
        stands.evidence,
        stands.panel,
        stands.outcome,
        stands.contact,
    )
    return [
        *(
            (fact, id_)
            for r in records
            for fact, ids in r.facts_on_record.items()
            for id_ in ids
        ),
        *(
            (f"letter.letter-{how}", x.id)
            for x in letters
            for how in ("posted", "told-otherwise")
        ),
    ]


def take_back(case, topic, item_id, on):
    case.reviews.correct_fact(
        case.case_id, topic, item_id, reason="Slip", signed=case.signed(on)
    )


def everything(views):
    """Every row of every table that is read."""
    with views.connect() as db:
        return {
            table.name: sorted(map(repr, db.execute(select(table)).all()))
            for projection in ALL
            for table in projection.kept.tables.sorted_tables
        }


def lists(views, positions, cases):
    """Every list, as of each of some positions."""
    with views.connect() as db:
        return [
            (
                queue(db, as_of=position),
                queue(db, Asked(ended=True), as_of=position),
                overdue(db, on=date(2026, 4, 1), as_of=position),
                statutory(
                    db,
                    area_id=AREA,
                    from_=APPLIED_ON,
                    to=date(2026, 4, 1),
                    as_of=position,
                ),
                everybody(db, as_of=position),
                [
                    question(db, case.case_id, as_of=position)
                    for case in cases
                    for question in (
                        case_row,
                        deadlines_of,
                        letters_of,
                        life_of,
                        spans_of,
                        timeline_of,
                    )
                ],
            )
            for position in positions
        ]


TOLD = (stories, st.integers(1, 9), st.integers(1, 200))


def examples(most):
    return settings(
        max_examples=most,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@given(*TOLD)
@examples(3)
def test_what_is_made_anew_is_what_was_there(story, small, large):
    """The same rows, and the same lists as of a dozen positions and the last."""
    what_is_made_anew_is_what_was_there(story, small, large)


@pytest.mark.slow
@pytest.mark.thorough
@given(*TOLD)
@examples(25)
def test_what_is_made_anew_is_what_was_there_in_many_stories(story, small, large):
    what_is_made_anew_is_what_was_there(story, small, large)


def what_is_made_anew_is_what_was_there(story, small, large):
    with TemporaryDirectory() as folder, InFolder(Path(folder)).opened() as reviews:
        views = InFolder(Path(folder)).views()
        events = EventLog(reviews)
        projector = Projector(events, views, ALL, batch=small)
        teller = Teller(reviews)
        for number, step, days, catch_up in story:
            teller.tell(number, step, days)
            if catch_up:
                projector.catch_up()
        projector.catch_up()
        grown = everything(views)
        positions = some_positions(reviews.end_of_log())
        as_they_were = lists(views, positions, teller.cases)

        Projector(events, views, ALL, batch=large).rebuild()

        assert everything(views) == grown
        assert lists(views, positions, teller.cases) == as_they_were
        waits_sum_to_lead_times(views, teller.cases)
        views.dispose()


def some_positions(end):
    return [*range(0, end, max(1, end // 12)), end]


def waits_sum_to_lead_times(views, cases):
    """A case waits for one party at a time: the days waited are the days gone by."""
    with views.connect() as db:
        for case in cases:
            life, spans = life_of(db, case.case_id), spans_of(db, case.case_id)
            for first, then in pairwise(spans):
                assert first.ended_on == then.began_on
            to = life.outcome_told_on or date(2027, 1, 1)
            waited = sum(span.days(to=to) for span in spans)
            assert waited == (to - life.applied_on).days


def test_what_was_listed_then_is_what_is_listed_of_then(reviews, standing, views):
    """A list as of a position is the list that was shown when the log ended there."""
    projector = Projector(EventLog(reviews), views, ALL)
    case = Journey(reviews, 10).apply()
    shown = {}

    def look():
        projector.catch_up()
        end = reviews.end_of_log()
        (shown[end],) = lists(views, [end], [case])

    look()
    for step in (
        lambda: case.post(date(2026, 3, 3)),
        lambda: case.ask(date(2026, 3, 4)),
        lambda: case.answer(date(2026, 3, 6)),
        case.decide,
        lambda: case.post(date(2026, 3, 10)),
        lambda: case.assess().convene(),
        case.choose,
        case.hold,
        case.find,
        lambda: case.post(date(2026, 4, 7)),
        case.respond,
        case.do_actions,
        case.close,
    ):
        step()
        look()

    assert lists(views, shown, [case]) == list(shown.values())


def test_a_case_unmade_slip_by_slip_is_always_what_a_rebuild_gives(
    reviews, standing, views
):
    """A closed case is taken back fact by fact, as far as it goes."""
    projector = Projector(EventLog(reviews), views, ALL)
    case, on = Journey(reviews, 11).go(), date(2026, 5, 15)
    shown, taken_back = {}, set()

    def look():
        projector.catch_up()
        end = reviews.end_of_log()
        (shown[end],) = lists(views, [end], [case])

    look()
    had = -1
    while len(taken_back) > had:
        had = len(taken_back)
        for topic, item_id in facts_of(reviews.case(case.case_id), case.all_letters()):
            try:
                take_back(case, topic, item_id, on)
            except CaseReviewRefused:
                continue
            taken_back.add((topic, item_id))
            look()
    grown = everything(views)
    projector.rebuild()
    assert everything(views) == grown
    assert lists(views, shown, [case]) == list(shown.values())
    waits_sum_to_lead_times(views, [case])
    assert {topic for topic, _ in taken_back} >= {
        "letter.letter-posted",
        "outcome.case-closed",
        "outcome.findings-made",
        "panel.panel-held",
        "panel.participation-chosen",
        "panel.panel-convened",
        "trigger.application-passed-on",
    }
    stands = reviews.case(case.case_id)
    assert stands.outcome.told_on is None
    assert stands.trigger.threshold_told_on is None
    assert stands.panel.convened is None
