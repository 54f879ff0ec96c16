"""What the linter says of each shipped procedure, from what its area publishes.

The expected findings are made from the sources: three conditions of the county's
template of 2014 (East Cambridgeshire, Peterborough), a written consent (Fenland), an
application within six months of the *original* report (Cambridge), a panel in 21 days
beside an appeal in 15 working days (East Herts), 21 days and 21 working days for the
same appeal (Suffolk), and the statute, which is nobody's procedure.
"""

import pytest

from asbreview.domain.challenging import ChallengeRoute
from asbreview.domain.chasing import Chaser
from asbreview.domain.procedure import (
    Anchor,
    Binds,
    Challenged,
    Origin,
    Timer,
    Unit,
)
from asbreview.domain.procedure_lint import Severity, lint
from asbreview.domain.terms import PointOfContact
from asbreview.procedures import read_procedure, shipped

DOES_NOT_STAND = "cannot stand against the number of complaints: it is advice"
TEMPLATE_OF_2014 = [
    ("warning", f"The caveat “{caveat}” {DOES_NOT_STAND}", "s.104(4)")
    for caveat in (
        "case-closed",
        "first-report-after-april-2014",
        "reported-to-an-agency",
    )
]
EXPECTED = {
    "east-cambridgeshire": TEMPLATE_OF_2014,
    "peterborough": TEMPLATE_OF_2014,
    "fenland": [
        ("warning", f"The caveat “consent-in-writing” {DOES_NOT_STAND}", "s.104(4)")
    ],
    "cambridge-city": [
        (
            "warning",
            f"The caveat “within-six-months-of-the-original-report” {DOES_NOT_STAND}",
            "s.104(4)",
        )
    ],
    "south-cambridgeshire": [],
    "huntingdonshire": [],
    "richmond": [],
    "gosport": [],
    "east-herts": [
        (
            "warning",
            (
                "The letter about the threshold has “21 days” (hold-panel) beside "
                "“15 working days” (decide-challenge)"
            ),
            "s.104(6)",
        )
    ],
    "stockton": [],
    "cheltenham": [],
    "suffolk": [
        (
            "warning",
            (
                "The letter about the outcome has “21 days” "
                "(challenge-window-mid-suffolk) beside “21 working days” "
                "(challenge-window)"
            ),
            "s.104(8)",
        )
    ],
    "south-wales": [
        (
            "warning",
            (
                "Letters are promised in 'cy', and there is no text for any letter: "
                "whoever asks for it waits for a translation"
            ),
            "s.104(6)",
        )
    ],
    "statute": [
        ("error", "No point of contact for applications", "s.104(3)"),
        (
            "error",
            "Applications are not passed on to all the relevant bodies",
            "s.104(3)",
        ),
        ("error", "No relevant body of this kind: council", "s.105"),
        ("error", "No relevant body of this kind: police", "s.105"),
        ("error", "No relevant body of this kind: health", "s.105"),
        (
            "error",
            "No way to challenge how the application was dealt with",
            "Sch.4 para 3",
        ),
        ("error", "No way to challenge how the review was dealt with", "Sch.4 para 3"),
        ("error", "No assessment of the procedure's effectiveness", "Sch.4 para 4"),
    ],
}


def told(procedure):
    return [(f.severity.value, f.says, f.provision) for f in lint(procedure)]


def test_every_shipped_procedure_is_in_the_table():
    assert set(EXPECTED) == set(shipped())


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_found_on_a_shipped_procedure(name):
    assert told(read_procedure(name)) == EXPECTED[name]


PLAIN = read_procedure("huntingdonshire")  # nothing is found on it


def timer(timer_id, starts, length, unit=Unit.WORKING_DAYS, binds=Binds.PARTNERSHIP):
    return Timer(
        timer_id=timer_id,
        says="Take a step",
        starts=starts,
        length=length,
        unit=unit,
        binds=binds,
        origin=Origin.OWN_CHOICE,
        reference="for the test",
    )


def with_timers(*changed):
    """Huntingdonshire, with these timers instead of its own of the same name."""
    names = {t.timer_id: t for t in changed}
    kept = {t.timer_id: t for t in PLAIN.timers}
    return PLAIN.model_copy(update={"timers": tuple((kept | names).values())})


WINDOW, WINDOW_THRESHOLD = "challenge-window", "challenge-threshold-window"
A, WD, DAYS, WEEKS = Anchor, Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS
TOO_SOON = "can be over before the letter that tells of it arrives"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        # Three days in the post: two working days (2.8 days) may be over already.
        ([timer(WINDOW, A.OUTCOME_LETTER, 2, WD)], WINDOW),
        ([timer(WINDOW, A.OUTCOME_LETTER, 3, WD)], None),
        # From the panel, while the outcome may be told ten working days (14 days) on.
        ([timer(WINDOW, A.PANEL, 12, WD)], WINDOW),  # 16.8 days
        ([timer(WINDOW, A.PANEL, 13, WD)], None),  # 18.2 days
        # From the decision, with five working days (7 days) to tell it.
        ([timer(WINDOW_THRESHOLD, A.THRESHOLD_DECISION, 1, WEEKS)], WINDOW_THRESHOLD),
        ([timer(WINDOW_THRESHOLD, A.THRESHOLD_DECISION, 2, WEEKS)], None),
        # From receipt: 20 working days to decide and 5 to tell, 35 days.
        ([timer(WINDOW_THRESHOLD, A.RECEIPT, 5, WEEKS)], WINDOW_THRESHOLD),
        ([timer(WINDOW_THRESHOLD, A.RECEIPT, 6, WEEKS)], None),
        # A month is taken for 30 days, and is longer than 3 in the post.
        ([timer(WINDOW, A.OUTCOME_LETTER, 1, Unit.MONTHS)], None),
    ],
)
def test_a_window_that_closes_before_its_letter_arrives(changed, says):
    found = told(with_timers(*changed))
    expected = f"The time to challenge “{says}” {TOO_SOON}"
    assert found == ([("warning", expected, "Sch.4 para 3")] if says else [])


def test_a_window_for_what_is_not_met_cannot_wait_for_a_review():
    late = with_timers(timer(WINDOW_THRESHOLD, A.OUTCOME_LETTER, 4, WEEKS))
    assert told(late) == [
        (
            "warning",
            (
                "The timer “challenge-threshold-window” can never start where the "
                "threshold is not met: then there is no review"
            ),
            "Sch.4 para 3",
        )
    ]


def test_a_timer_that_can_never_start():
    no_way = PLAIN.model_copy(update={"challenges": ()})
    never = "The timer “decide-challenge” can never start: there is no way to challenge"
    assert ("warning", never, "Sch.4 para 3") in told(no_way)
    alone = PLAIN.model_copy(update={"relevant_bodies": PLAIN.relevant_bodies[:1]})
    never = (
        "The timer “partner-answer” can never start: there is no body to ask but the "
        "lead"
    )
    assert ("warning", never, "Sch.4 para 7") in told(alone)


def test_timers_in_a_circle_never_start():
    round_ = with_timers(
        timer("decide-threshold", A.PANEL, 5), timer("hold-panel", A.ACCEPTANCE, 5)
    )
    names = "decide-threshold → hold-panel → decide-threshold"
    says = f"Timers that wait for one another never start: {names}"
    assert ("warning", says, "s.104(2)") in told(round_)


@pytest.mark.parametrize(
    ("changed", "provision"),
    [
        # One letter, two ways of counting: each letter that is sent is looked at.
        ([timer("decide-threshold", A.RECEIPT, 20, DAYS)], "s.104(2)"),
        ([timer("hold-panel", A.ACCEPTANCE, 20, DAYS)], "s.104(6)"),
        ([timer("tell-outcome", A.PANEL, 10, DAYS)], "s.104(2)"),
        ([timer(WINDOW, A.OUTCOME_LETTER, 21, DAYS, Binds.APPLICANT)], "s.104(8)"),
        # Weeks are not mistaken for working days; a partner gets no such letter; and
        # what we do ourselves is told in none.
        ([timer("hold-panel", A.ACCEPTANCE, 3, WEEKS)], None),
        ([timer("partner-answer", A.RECEIPT, 10, DAYS, Binds.PARTNER)], None),
        ([timer("pass-on", A.RECEIPT, 2, DAYS)], None),
    ],
)
def test_days_beside_working_days_in_one_letter(changed, provision):
    found = told(with_timers(*changed))
    assert [f[2] for f in found] == ([provision] if provision else [])
    assert all(" beside " in f[1] for f in found)


def test_a_point_of_contact_may_be_one_of_several():
    one = PointOfContact(name="The council", phone="01632 960123")
    nobody = {"partnership": PLAIN.partnership.model_copy(update={"name": ""})}
    assert told(PLAIN.model_copy(update=nobody))[0][2] == "s.104(3)"
    assert told(PLAIN.model_copy(update={**nobody, "points_of_contact": (one,)})) == []


def test_errors_are_only_what_the_act_requires():
    """Nothing about times is an error: the Act sets none."""
    hasty = with_timers(timer(WINDOW, A.OUTCOME_LETTER, 1, DAYS))
    assert {f.severity for f in lint(hasty)} == {Severity.WARNING}


def test_a_challenge_of_each_thing_is_looked_at():
    """A second way for the same thing is none for the other."""
    route = PLAIN.challenge_of(Challenged.APPLICATION)
    assert isinstance(route, ChallengeRoute)
    twice = PLAIN.model_copy(update={"challenges": (route, route)})
    says = "No way to challenge how the review was dealt with"
    assert ("error", says, "Sch.4 para 3") in told(twice)


@pytest.mark.parametrize(
    ("days", "before", "warned"),
    [
        (10, True, True),  # the answer is due ten working days after the request
        (9, True, False),
        (30, False, False),
        (0, False, False),
    ],
)
def test_a_reminder_that_can_never_go(days, before, warned):
    mine = Chaser(
        chaser_id="mine",
        working_days=days,
        before=before,
        origin=Origin.OWN_CHOICE,
        reference="Chosen",
    )
    never = "The reminder “mine” never goes: it would be due before the request"
    found = told(PLAIN.model_copy(update={"chasers": (mine,)}))
    assert (("warning", never, "Sch.4 para 7") in found) is warned
    endless = tuple(t for t in PLAIN.timers if t.timer_id != "partner-answer")
    none = PLAIN.model_copy(update={"chasers": (mine,), "timers": endless})
    never = "The reminder “mine” never goes: no day is set for an answer"
    assert ("warning", never, "Sch.4 para 7") in told(none)
    left_out = PLAIN.model_copy(update={"timers": endless})
    assert not [f for f in told(left_out) if "reminder" in f[1]]
