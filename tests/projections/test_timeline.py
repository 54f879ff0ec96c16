"""What happened on a case, in words."""

from datetime import date, datetime, timezone

import pytest

from asbreview.domain.model import CaseEvent
from asbreview.store.log import EventLog
from journey import APPLIED_ON, CASEWORKER, COUNCIL, HandClock, Journey, opened
from projections.every import ALL
from projections.projector import Projector
from projections.telling.line import On
from projections.telling.review import tell
from projections.timeline import timeline_of

UNTOLD = {
    "letter-prepared": "told when it is ready to post",
    "relied-on": "a note beside a decision",
    "file-opened": "opened with the case",
    "reference-given": "given with the application",
    "victim-put-right": "told with the correction of the application",
}


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply()


def test_the_timeline_tells_a_case_newest_first(case, ask):
    case.post(date(2026, 3, 3)).decide()
    titles = [line.title for line in ask(timeline_of, case.case_id)]
    assert titles[:4] == [
        "Letter drafted",
        "Threshold decided: met",
        "Application acknowledged",
        "Letter posted",
    ]
    assert titles[-1] == "Application received"
    assert "Application passed on to Cambridgeshire Constabulary" in titles


def test_a_line_says_who_recorded_it_for_whom_and_when(tmp_path, views):
    clock = HandClock(date(2026, 3, 4))
    with opened(tmp_path, clock=clock) as reviews:
        case = Journey(reviews, 7)
        Journey(reviews).stand()
        case.apply()
        Projector(EventLog(reviews), views, ALL).catch_up()
        with views.connect() as db:
            received = timeline_of(db, case.case_id)[-1]
    assert (received.recorded_by, received.recorded_for) == (CASEWORKER, COUNCIL)
    assert received.happened_on == APPLIED_ON
    assert received.said_at == datetime(2026, 3, 2, 9, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert received.recorded_at.date() == date(2026, 3, 4)


def test_a_line_keeps_the_texts_sealed_and_names_no_person(case, ask, reviews):
    case.decide()
    lines = ask(timeline_of, case.case_id)
    assert "MARKER" not in repr(lines)
    [reasons] = lines[1].texts
    assert reasons.label == "reasons"
    assert reviews.keyring.reveal(reasons.prose.text).endswith("MARKERTEXT")
    assert reasons.prose.about == reviews.case(case.case_id).contact.everyone


def test_what_was_recorded_in_error_is_told_and_marked(reviews, standing, ask):
    case = Journey(reviews, 8).apply(complaints=()).decide(met=False)
    before = reviews.end_of_log()
    decision = reviews.case(case.case_id).trigger.threshold
    reviews.correct_threshold(
        case.case_id,
        decision.decision_id,
        reason="The wrong case",
        signed=case.signed(date(2026, 3, 10)),
    )
    held_back, corrected, drafted, decided = ask(timeline_of, case.case_id)[:4]
    assert (held_back.title, drafted.title) == ("Letter held back", "Letter drafted")
    assert corrected.title == "Threshold decision recorded in error"
    assert (decided.title, decided.in_error) == ("Threshold decided: not met", True)
    assert not ask(timeline_of, case.case_id, as_of=before)[1].in_error


def test_the_timeline_is_asked_as_of_a_position(case, ask, reviews):
    received = reviews.end_of_log()
    case.decide()
    assert ask(timeline_of, case.case_id, as_of=received)[0].title != (
        "Threshold decided: met"
    )
    drafted, line, *_ = ask(timeline_of, case.case_id)
    assert (drafted.title, line.title) == ("Letter drafted", "Threshold decided: met")


def test_a_line_about_a_letter_says_which(case, ask):
    case.post(date(2026, 3, 3))
    posted = next(
        line for line in ask(timeline_of, case.case_id) if line.title == "Letter posted"
    )
    assert posted.details == (
        ("Letter", "acknowledgement"),
        ("Posted on", "Tuesday 3 March 2026"),
    )


def test_a_line_links_to_the_page_that_tells_more(case, ask):
    case.ask(date(2026, 3, 4))
    assert ask(timeline_of, case.case_id)[0].on is On.PARTNERS


def events_of_a_case():
    kinds, found = [CaseEvent], []
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if "TOPIC" in kind.__dict__:
            found.append(kind)
    return sorted(found, key=lambda kind: kind.TOPIC)


@pytest.mark.parametrize("kind", events_of_a_case(), ids=lambda kind: kind.TOPIC)
def test_every_event_of_a_case_has_words_or_a_reason_to_have_none(kind):
    name = kind.TOPIC.partition(".")[2]
    told = tell.dispatch(kind) is not tell.dispatch(object)
    silent = name in UNTOLD
    assert told is not silent
