"""How people found it: asked once a case is closed, and counted with how many said."""

from datetime import date

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.people import HeardBy
from asbreview.domain.sealed import ERASED
from browser.stages import Stages
from desk import desk, filled_in, words
from projections.reporting import statutory
from projections.timeline import timeline_of
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ON = date(2026, 5, 20)
WORDS = "MARKER nobody told me of the second visit"
OPEN = Answers(
    process=Answer.NOT_ANSWERED,
    outcome=Answer.NOT_ANSWERED,
    informed=Answer.NOT_ANSWERED,
)


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.silent = stages.until("close")
        sam.still_open = stages.until("find")
        sam.tale = stages.until("close")
        yield sam.on(ON)


def say(sam, tale=None, **changes):
    tale = tale or sam.tale
    told = {
        "person_id": sam.reviews.case(tale.case_id).contact.applicant_id,
        "told_on": ON,
        "how": HeardBy.PHONE,
        "answers": OPEN.model_copy(update={"process": Answer.SATISFIED}),
        "said": "",
        **changes,
    }
    sam.reviews.say_how_it_was(tale.case_id, **told, signed=tale.signed(ON))


def figures(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return statutory(
            db,
            area_id="east-cambridgeshire",
            from_=date(2026, 4, 1),
            to=date(2027, 3, 31),
        )


def test_whoever_follows_a_closed_case_says_how_it_was_and_leaves_open_what_they_like(
    sam,
):
    sam.browser.cookies.clear()
    shown = follow(sam.browser, *known(sam, sam.tale.case_id))
    assert "Tell us how it was" in words(shown)
    page = "/status/how-it-was"
    fields = filled_in(sam.browser.get(page))
    assert "process" not in fields  # nothing is chosen for them
    empty = sam.browser.post(page, data=fields)
    assert empty.status_code == 409
    assert "Answer at least one question" in words(empty)
    fields |= {"informed": "dissatisfied", "said": WORDS}
    done = sam.browser.post(page, data=fields)
    assert "What you said is recorded" in words(done)
    assert "Tell us how it was" not in words(done)
    assert "MARKER" not in done.text
    (said,) = sam.case.outcome.satisfaction.values()
    assert said.answers == OPEN.model_copy(update={"informed": Answer.DISSATISFIED})
    assert said.how is HeardBy.ONLINE
    assert sam.installation.keyring.reveal(said.said.text) == WORDS
    assert "You have told us" in words(sam.browser.get(page))
    sam.on(ON)
    told = words(sam.get("/outcome"))
    assert "with how we kept them informed dissatisfied" in told
    assert "with what came of it not answered" in told
    assert WORDS in told


def test_staff_record_what_was_answered_and_a_person_answers_once(sam):
    page = "/outcome/satisfaction"
    sam.fill_in(page, how="by telephone", outcome="satisfied")
    (said,) = sam.case.outcome.satisfaction.values()
    assert said.answers == OPEN.model_copy(update={"outcome": Answer.SATISFIED})
    again = sam.fill_in(page, how="by telephone", outcome="dissatisfied")
    assert again.status_code == 409
    with pytest.raises(AlreadyDone, match="already"):
        say(sam)


def test_it_is_asked_of_a_closed_case_from_its_closing_on(sam):
    with pytest.raises(NotPermittedYet, match="once the case is closed"):
        say(sam, sam.still_open)
    with pytest.raises(Misrecorded):
        say(sam, told_on=date(2026, 5, 12))
    with pytest.raises(Misrecorded, match="at least one"):
        say(sam, answers=OPEN)
    say(sam, answers=OPEN, said=WORDS)
    sam.browser.cookies.clear()
    follow(sam.browser, *known(sam, sam.still_open.case_id))
    assert "once your case is closed" in words(sam.browser.get("/status/how-it-was"))


def test_the_figures_count_answers_and_never_silence(sam):
    say(sam, said=WORDS)
    ended = figures(sam).ended
    assert [len(case.said_of_it) for case in ended] == [0, 1]
    page = words(sam.on(ON).browser.get("/figures/satisfaction"))
    assert "Of 2 cases closed in the period, somebody answered on 1" in page
    assert "and nobody on 1: of those nothing is known" in page
    assert "(n = 1)" in page
    # satisfied, neither, dissatisfied, not answered
    assert "How we dealt with the case 1 0 0 0" in page
    assert "What came of it 0 0 0 1" in page
    assert "%" not in page
    assert "MARKER" not in page


def test_when_the_text_is_forgotten_the_answers_are_counted_still(sam):
    say(sam, said=WORDS)
    (said,) = sam.case.outcome.satisfaction.values()
    sam.installation.keyring.destroy(said.said.text_id)
    assert sam.installation.keyring.reveal(said.said.text) is ERASED
    assert [len(case.said_of_it) for case in figures(sam).ended] == [0, 1]
    assert "[removed]" in words(sam.on(ON).get("/outcome"))


def test_what_another_said_is_taken_back_after_the_end(sam):
    say(sam)
    sam.on(ON)
    with sam.installation.views.connect() as db:
        lines = timeline_of(db, sam.tale.case_id)
    line = next(x for x in lines if x.topic == "outcome.said-how-it-was")
    sam.fill_in(f"/history/{line.position}/in-error", reason="It was her sister")
    assert not sam.case.outcome.satisfaction
    assert [len(case.said_of_it) for case in figures(sam).ended] == [0, 0]
    say(sam)
