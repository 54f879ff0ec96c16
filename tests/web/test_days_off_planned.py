"""A day on which nobody works is asked about before it is planned for; not refused."""

from datetime import date

import pytest

from asbreview.domain.working_days import Holiday
from desk import date_in, desk, filled_in, words

ON = date(2026, 3, 10)
SATURDAY, SUNDAY = date(2026, 3, 28), date(2026, 3, 29)
GOOD_FRIDAY = date(2026, 4, 3)
ASKED = "Nobody works on this day. Is it meant?"


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("days-off")) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        yield at_desk


@pytest.fixture
def sam(at_desk):
    return at_desk.on(ON)


def postponing(sam, day):
    shown = filled_in(sam.get("/panel/postpone"))
    return shown | date_in("meets_on", day) | {"reason": "The chair is ill"}


def test_a_panel_may_meet_on_a_saturday_once_that_is_said_to_be_meant(at_desk):
    at_desk.tale.convene(ON)
    sam, page = at_desk.on(ON), "/panel/postpone"
    end = sam.reviews.end_of_log()
    asked = sam.send(page, postponing(sam, SATURDAY))
    assert asked.status_code == 200
    assert ASKED in words(asked)
    assert "Saturday 28 March 2026: this day is meant" in words(asked)
    assert "There is a problem" not in words(asked)
    assert sam.reviews.end_of_log() == end
    kept = filled_in(asked)
    assert kept["reason"] == ["The chair is ill"]
    assert "meant" not in kept  # it is for them to say so

    other = sam.send(page, kept | {"meant": "2026-03-28"} | date_in("meets_on", SUNDAY))
    assert "Sunday 29 March 2026: this day is meant" in words(other)
    assert sam.reviews.end_of_log() == end

    done = sam.send(page, filled_in(other) | {"meant": "2026-03-29"})
    assert "The meeting is put off" in words(done)
    assert sam.case.panel.meets_at.date() == SUNDAY


def test_what_was_meant_is_not_asked_again_when_something_else_is_wrong(sam):
    page = "/contacts/new"
    typed = filled_in(sam.get(page)) | date_in("promised_by", SATURDAY)
    typed |= {"channel": "phone", "direction": "from us", "promised": "To ring"}
    wrong = sam.send(page, typed | {"meant": "2026-03-28"})
    assert wrong.status_code == 422  # what was said is missing
    done = sam.send(page, filled_in(wrong) | {"said": "We rang"})
    assert "The contact is recorded" in words(done)


def test_a_bank_holiday_and_a_closure_are_named_in_a_list_of_actions(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale.apply().post(date(2026, 3, 3)).decide()
        tale.post(date(2026, 3, 9)).assess().convene().choose().hold(date(2026, 4, 1))
        shut = Holiday(on=date(2026, 4, 30), name="The offices are shut")
        at_desk.reviews.add_closures((shut,), signed=tale.signed(date(2026, 4, 1)))
        sam, page = at_desk.on(date(2026, 4, 2)), "/outcome/decide"
        typed = filled_in(sam.get(page))
        body = str(sam.case.panel.convened.bodies[0])
        typed |= {"findings": "More could be done", "decided_by": []}
        typed |= {"not_consulted_because": "She is in hospital."}
        typed |= {"options-0-option": "Visits", "options-0-chosen": "true"}
        typed |= {"options-0-reasons": "They help"}
        bodies = [str(b.body_id) for b in sam.case.procedure.relevant_bodies]
        typed["decided_by"] = bodies
        for number, day in enumerate((GOOD_FRIDAY, shut.on)):
            typed |= date_in(f"actions-{number}-due_on", day)
            typed |= {f"actions-{number}-body_id": body}
            typed |= {f"actions-{number}-action": "Visit"}
        asked = sam.send(page, typed)
        assert "Nobody works on these days" in words(asked)
        assert "Friday 3 April 2026, Good Friday" in words(asked)
        assert "Thursday 30 April 2026, The offices are shut" in words(asked)
        half = sam.send(page, filled_in(asked) | {"meant": ["2026-04-03"]})
        assert filled_in(half)["meant"] == ["2026-04-03"]
        assert sam.case.outcome.findings is None
        both = ["2026-04-03", "2026-04-30"]
        sam.send(page, filled_in(half) | {"meant": both})
        assert len(sam.case.outcome.actions) == 2


def test_a_working_day_is_not_asked_about(sam):
    done = sam.fill_in(
        "/deadlines/hold-panel/extend",
        **{
            k.replace("-", "__"): v
            for k, v in date_in("due_on", date(2026, 4, 20)).items()
        },
        reason="The police answer late",
    )
    assert "The step has more time" in words(done)
