"""Whether the threshold is met: one legal point a row, applied on 2 March 2026."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.local_rules import (
    Counted,
    RuleKind,
    Same,
    Span,
    SpanUnit,
    WindowFrom,
)
from asbreview.domain.threshold import (
    Because,
    Caveat,
    Complaint,
    Consideration,
    LocalRule,
    ThresholdDuty,
    ThresholdRules,
    Window,
    find_threshold,
    why_not,
)

APPLIED_ON = date(2026, 3, 2)  # a Monday
MUST, BODIES = ThresholdDuty.MUST_BE_MET, ThresholdDuty.FOR_THE_BODIES
CLOSED_FIRST = Caveat(
    caveat_id="case-closed",
    asks="Is the case closed?",
    noted_when=False,
    says="The case has to be closed first.",
)
HARM = Consideration(consideration_id="harm", asks="What harm does it cause?")


def complaint(behaviour="2026-02-02", made=None, number=1, **details):
    return Complaint(
        complaint_id=UUID(int=number),
        behaviour_on=date.fromisoformat(behaviour),
        made_on=date.fromisoformat(made or behaviour),
        **{"made_to": "police", **details},
    )


def several(number, **details):
    return [complaint(number=n, **details) for n in range(1, number + 1)]


def find(*complaints, applied_on=APPLIED_ON, noted=frozenset(), **rules):
    return find_threshold(
        complaints,
        applied_on=applied_on,
        rules=ThresholdRules(**rules),
        caveats_noted=noted,
    )


def rule(count, **details):
    return LocalRule(rule_id="a-rule", says="a rule", count=count, **details)


def of_people(people):
    return [
        complaint("2026-01-05", "2026-02-20", made_by=p, location="x", number=n)
        for n, p in enumerate(people)
    ]


AGENCIES = [
    complaint(made_to=agency, number=number, incident="a")
    for number, agency in enumerate(("police", "council", "housing"), start=1)
]
NO_DIARIES = rule(2, sources_not_counted=("diary sheet",))


@pytest.mark.parametrize(
    ("behaviour", "made", "applied", "missed"),
    [
        # Made "within one month beginning with" the day of the behaviour.
        ("2026-01-05", "2026-01-05", "2026-03-02", []),  # the first day
        ("2026-01-05", "2026-02-04", "2026-03-02", []),  # the last day
        ("2026-01-05", "2026-02-05", "2026-03-02", [("TO_COMPLAIN", 1)]),
        ("2026-01-01", "2026-01-31", "2026-03-02", []),  # a whole month
        ("2026-01-01", "2026-02-01", "2026-03-02", [("TO_COMPLAIN", 1)]),
        ("2026-01-31", "2026-02-28", "2026-03-02", []),  # February has no 31st
        ("2026-01-31", "2026-03-01", "2026-03-02", [("TO_COMPLAIN", 1)]),
        ("2026-01-30", "2026-02-28", "2026-03-02", []),  # nor a 30th
        ("2026-01-28", "2026-02-27", "2026-03-02", []),  # but a 28th
        ("2026-01-28", "2026-02-28", "2026-03-02", [("TO_COMPLAIN", 1)]),
        ("2024-01-31", "2024-02-29", "2024-03-02", []),  # a leap year
        ("2024-01-29", "2024-02-29", "2024-03-02", [("TO_COMPLAIN", 1)]),
        ("2024-02-29", "2024-03-28", "2024-04-02", []),  # begun on 29 February
        ("2024-02-29", "2024-03-29", "2024-04-02", [("TO_COMPLAIN", 1)]),
        ("2025-12-15", "2026-01-14", "2026-03-02", []),  # over the year's end
        ("2025-12-15", "2026-01-15", "2026-03-02", [("TO_COMPLAIN", 1)]),
        # The application "within six months beginning with" the day it was made.
        ("2025-09-03", "2025-09-03", "2026-03-02", []),  # the last day
        ("2025-09-02", "2025-09-02", "2026-03-02", [("TO_APPLY", 1)]),
        ("2025-09-02", "2025-09-02", "2026-03-01", []),
        ("2025-08-31", "2025-08-31", "2026-02-28", []),  # ends with February
        ("2025-08-31", "2025-08-31", "2026-03-01", [("TO_APPLY", 1)]),
        ("2023-08-31", "2023-08-31", "2024-02-29", []),  # which has 29 days then
        ("2023-08-31", "2023-08-31", "2024-03-01", [("TO_APPLY", 1)]),
        ("2024-02-29", "2024-02-29", "2024-08-28", []),  # begun on 29 February
        ("2024-02-29", "2024-02-29", "2024-08-29", [("TO_APPLY", 1)]),
        ("2025-08-30", "2025-09-03", "2026-03-02", []),  # from the complaint, not
        ("2025-08-04", "2025-09-03", "2026-03-02", []),  # from the behaviour
        ("2026-03-02", "2026-03-02", "2026-03-02", []),  # all on one day
        # Both, each by its own number of days; and what cannot be.
        (
            "2025-07-01",
            "2025-08-05",
            "2026-03-02",
            [("TO_COMPLAIN", 5), ("TO_APPLY", 26)],
        ),
        ("2026-02-10", "2026-02-09", "2026-03-02", [("AFTER_BEHAVIOUR", 1)]),
        ("2026-03-02", "2026-03-03", "2026-03-02", [("BEFORE_APPLICATION", 1)]),
    ],
)
def test_a_complaint_qualifies_in_its_own_windows(behaviour, made, applied, missed):
    found = find(complaint(behaviour, made), applied_on=date.fromisoformat(applied))
    [told] = found.complaints
    assert [(b.window.name, b.days_over) for b in told.because] == missed
    assert told.qualifies is not bool(missed)
    assert (found.qualifying, told.provision) == (int(not missed), "s.104(11)")


@pytest.mark.parametrize(
    ("complaints", "rules", "duty", "by", "qualifying"),
    [
        ([], {}, BODIES, "s.104(5)", 0),
        (several(2), {}, BODIES, "s.104(5)", 2),
        (several(3), {}, MUST, "s.104(4)", 3),  # "at least three"
        (several(4), {}, MUST, "s.104(4)", 4),
        (several(2), {"complaints_needed": 2}, MUST, "s.104(4)", 2),  # another number
        (several(1), {"complaints_needed": 1}, MUST, "s.104(4)", 1),
        (several(4), {"complaints_needed": 5}, BODIES, "s.104(5)", 4),
        # One out of time is not counted, and takes nothing from the others.
        (
            [*several(2), complaint("2025-12-01", "2026-01-02", number=3)],
            {},
            BODIES,
            "s.104(5)",
            2,
        ),
        (
            [*several(3), complaint("2025-12-01", "2026-01-02", number=4)],
            {},
            MUST,
            "s.104(4)",
            3,
        ),
        # The application is made on the last day of the sixth month of one complaint,
        # and a day past that of another: the one counts, the other does not.
        (
            [*several(2), complaint("2025-09-03", number=3)],
            {},
            MUST,
            "s.104(4)",
            3,
        ),
        (
            [
                *several(1),
                complaint("2025-09-03", number=2),
                complaint("2025-09-02", number=3),
            ],
            {},
            BODIES,
            "s.104(5)",
            2,
        ),
        # One incident told to three agencies: three complaints, unless the procedure
        # counts it once, which takes no duty away (s.104(12)).
        (AGENCIES, {}, MUST, "s.104(4)", 3),
        (AGENCIES, {"one_incident_counts_once": True}, MUST, "s.104(4)", 1),
        # Diary sheets are a source that a local rule may leave out; the Act asks only
        # for a complaint to a body.
        (several(3, source="diary sheet"), {"any_of": (NO_DIARIES,)}, MUST,
         "s.104(4)", 3),
        (several(2, source="diary sheet"), {"any_of": (NO_DIARIES,)}, BODIES,
         "s.104(5)", 2),
        # To several agencies, by several people, on one day: each counts.
        ([complaint(made_to=a, number=n) for n, a in enumerate("abc")], {}, MUST,
         "s.104(4)", 3),
        ([complaint(made_by=p, number=n) for n, p in enumerate("abc")], {}, MUST,
         "s.104(4)", 3),
        (several(3, incident="a"), {}, MUST, "s.104(4)", 3),
        # A procedure that counts one incident once does not change the Act's test …
        (several(3, incident="a"), {"one_incident_counts_once": True}, MUST,
         "s.104(4)", 1),
        # … nor make three of two, and what names no incident is one of its own.
        (several(2, incident="a"), {"one_incident_counts_once": True}, BODIES,
         "s.104(5)", 1),
        (several(3), {"one_incident_counts_once": True}, MUST, "s.104(4)", 3),
    ],
)  # fmt: skip
def test_the_acts_own_test(complaints, rules, duty, by, qualifying):
    found = find(*complaints, **rules)
    assert (found.duty, found.rule, found.qualifying) == (duty, by, qualifying)
    assert found.provision == by


SIX_MONTHS = Span(length=6, unit=SpanUnit.MONTHS)
LAST = WindowFrom.LATEST_REPORT
FIRST = WindowFrom.FIRST_INCIDENT
LAST_MONTHS = WindowFrom.APPLICATION
A_MONTH = Span(length=1, unit=SpanUnit.MONTHS)
OLD = [complaint(f"2025-0{n}-10", number=n) for n in range(1, 4)]
APART = [complaint(f"2025-{m}-10", number=int(m)) for m in ("01", "05", "08")]


@pytest.mark.parametrize(
    ("complaints", "local", "suffices"),
    [
        # One hate incident, where the rule is for hate; and any other is none.
        (several(1, hate=True), rule(1, hate_only=True), True),
        (several(1), rule(1, hate_only=True), False),
        # As many as the rule asks for, and one fewer.
        (several(2), rule(2), True),
        (several(1), rule(2), False),
        # Incidents are counted, not how often one was told; or else people are.
        (several(2, incident="a"), rule(2, of=Counted.INCIDENTS), False),
        ([complaint(incident=i, number=n) for n, i in enumerate("ab")],
         rule(2, of=Counted.INCIDENTS), True),
        (several(2), rule(2, of=Counted.INCIDENTS), True),  # unnamed: each its own
        (several(2), rule(2, of=Counted.PEOPLE), False),
        ([complaint(made_by=p, number=n) for n, p in enumerate("ab")],
         rule(2, of=Counted.PEOPLE), True),
        # Counted together: one person's, or those of one place.
        ([complaint(made_by=p, number=n) for n, p in enumerate("ab")],
         rule(2, same=Same.PERSON), False),
        (several(2, made_by="a"), rule(2, same=Same.PERSON), True),
        ([complaint(location=p, number=n) for n, p in enumerate("ab")],
         rule(2, same=Same.LOCATION), False),
        (several(2, location="a"), rule(2, same=Same.LOCATION), True),
        (several(2), rule(2, same=Same.LOCATION), False),  # place unknown: not linked
        (several(2, location="a"),
         rule(2, same=Same.LOCATION, fewest_people=2), False),
        ([complaint(made_by=p, location="x", number=n) for n, p in enumerate("ab")],
         rule(2, same=Same.LOCATION, fewest_people=2), True),
        # The windows: to the application, from the first incident, to the latest.
        (OLD[:2], rule(2), False),
        (OLD[:2], rule(2, window=LAST), True),
        (OLD[:2], rule(2, window=FIRST), True),
        (APART[:2], rule(2, window=LAST), True),
        (APART[1:], rule(2, window=FIRST), True),
        ([APART[0], APART[2]], rule(2, window=LAST), False),
        ([APART[0], APART[2]], rule(2, window=FIRST), False),
        # Reported within 7 days, the day of the behaviour among them.
        ([complaint("2026-02-02", "2026-02-08")],
         rule(1, reported_within=Span(length=7, unit=SpanUnit.DAYS)), True),
        ([complaint("2026-02-02", "2026-02-09")],
         rule(1, reported_within=Span(length=7, unit=SpanUnit.DAYS)), False),
        # Five people's complaints of one place, where five are asked for; and four.
        # Each is told too late for the Act's own count.
        (of_people("abcde"), rule(5, of=Counted.PEOPLE, same=Same.LOCATION), True),
        (of_people("abcda"), rule(5, of=Counted.PEOPLE, same=Same.LOCATION), False),
        # Diary sheets do not count where the procedure says so; one report is one.
        (several(2, source="diary sheet"), NO_DIARIES, False),
        ([*several(1, source="diary sheet"), complaint(number=2)], NO_DIARIES, False),
        (several(2, source="call"), NO_DIARIES, True),
        # Sources that do not count; what cannot be.
        (several(1, source="anonymous"),
         rule(1, sources_not_counted=("anonymous",)), False),
        # The latest report no more than a month old: one of 3 February ends on 2 March.
        ([complaint("2026-02-03")], rule(1, latest_report_within=A_MONTH), True),
        ([complaint("2026-02-02")], rule(1, latest_report_within=A_MONTH), False),
        # Behaviour of the last six months: from 3 September on; told late is no matter.
        ([complaint("2025-09-03", "2026-02-20")], rule(1, window=LAST_MONTHS), True),
        ([complaint("2025-09-02", "2026-02-20")], rule(1, window=LAST_MONTHS), False),
        (several(2), rule(2, of=Counted.DAYS), False),  # two reports of one date
        ([complaint("2026-02-02"), complaint("2026-02-03", number=2)],
         rule(2, of=Counted.DAYS), True),
        # What an officer may decide is never found by counting.
        (several(2), rule(1, kind=RuleKind.DISCRETION), False),
        ([complaint("2026-03-03")], rule(1), False),
        ([complaint("2026-02-10", "2026-02-09")], rule(1), False),
    ],
)  # fmt: skip
def test_a_local_rule_that_suffices_leaves_no_choice_and_is_named(
    complaints, local, suffices
):
    found = find(*complaints, any_of=(local,))
    assert (found.duty is MUST) is suffices
    assert found.rule == ("a-rule" if suffices else "s.104(5)")
    assert found.provision == "s.104(5)"


def test_the_act_is_named_before_a_local_rule_that_suffices_too():
    assert find(*several(3), any_of=(rule(1),)).rule == "s.104(4)"


def test_a_caveat_is_advice_and_decides_nothing():
    found = find(*several(3), caveats=(CLOSED_FIRST,), noted={"case-closed"})
    assert (found.duty, found.advice) == (MUST, ("The case has to be closed first.",))
    assert find(*several(3), caveats=(CLOSED_FIRST,)).advice == ()


def test_what_is_to_be_considered_is_said_where_the_number_does_not_settle_it():
    assert find(considerations=(HARM,)).advice == ("What harm does it cause?",)
    assert find(*several(3), considerations=(HARM,)).advice == ()


def test_an_incident_counted_once_says_so_and_what_the_act_counts():
    told = [complaint(made=f"2026-02-0{n}", number=n, incident="a") for n in (4, 3, 2)]
    found = find(*told, one_incident_counts_once=True)
    first, second, _ = found.complaints
    assert (first.complaint_id, first.qualifies) == (UUID(int=2), True)
    assert (second.qualifies, second.provision) == (False, "s.104(12)")
    assert why_not(second.because[0]).endswith("report made on Monday 2 February 2026")
    assert (found.counted_each, found.qualifying) == (3, 1)
    assert found.advice[0].endswith("as s.104(4) does, 3 qualify.")


def test_a_date_counted_once_says_so_and_takes_no_duty_away():
    same = [complaint("2026-02-02", f"2026-02-0{n}", number=n) for n in (2, 3, 4)]
    found = find(*same, one_date_counts_once=True)
    assert (found.duty, found.counted_each, found.qualifying) == (MUST, 3, 1)
    assert why_not(found.complaints[2].because[0]) == (
        "it is about behaviour on a date that is counted once, by the report made on "
        "Monday 2 February 2026"
    )
    assert found.advice[0].startswith("The procedure counts one date once.")


def test_what_counting_cannot_show_is_advice_beside_the_rule_that_suffices():
    names = rule(2, requires=("The names of both people",))
    assert find(*several(2), any_of=(names,)).advice == ("The names of both people",)
    assert find(*several(1), any_of=(names,)).advice == ()


def test_that_an_officer_may_decide_is_advice_where_the_number_settles_nothing():
    officer = rule(1, kind=RuleKind.DISCRETION)
    assert find(any_of=(officer,)).advice == (officer.says,)
    assert find(*several(3), any_of=(officer,)).advice == ()


def test_two_complaints_of_one_day_are_found_on_alike_in_either_order():
    one, other = several(2, incident="a")
    found = find(one, other, one_incident_counts_once=True)
    assert found == find(other, one, one_incident_counts_once=True)
    assert [c.qualifies for c in found.complaints] == [True, False]


def test_a_complaint_out_of_time_does_not_use_its_incident_up():
    late = complaint("2025-12-01", "2026-01-02", number=1, incident="a")
    found = find(late, complaint(number=2, incident="a"), one_incident_counts_once=True)
    assert [c.qualifies for c in found.complaints] == [False, True]


@pytest.mark.parametrize(
    ("behaviour", "made", "words"),
    [
        (
            "2026-01-06",
            "2026-02-06",
            (
                "it was reported on Friday 6 February 2026, one day too late: the "
                "month for reporting it ended on Thursday 5 February 2026"
            ),
        ),
        (
            "2025-08-31",
            "2025-08-31",
            (
                "the application was made on Monday 2 March 2026, 2 days too late: the "
                "six months that began with the report ended on Saturday 28 February "
                "2026"
            ),
        ),
        (
            "2026-02-10",
            "2026-02-07",
            (
                "it is recorded as reported on Saturday 7 February 2026, 3 days before "
                "the behaviour on Tuesday 10 February 2026"
            ),
        ),
        (
            "2026-03-03",
            "2026-03-03",
            (
                "it was reported on Tuesday 3 March 2026, one day after the "
                "application was made on Monday 2 March 2026"
            ),
        ),
    ],
)
def test_why_a_complaint_does_not_count_in_words(behaviour, made, words):
    [told] = find(complaint(behaviour, made)).complaints
    assert [why_not(because) for because in told.because] == [words]


def test_a_finding_is_stored_and_read_again():
    found = find(complaint("2026-01-01", "2026-02-20"), *several(3)[1:])
    assert type(found).model_validate_json(found.model_dump_json()) == found
    assert isinstance(found.complaints[0].because, tuple)
    assert Because(window=Window.TO_APPLY, on=APPLIED_ON, against=APPLIED_ON)


days = st.dates(date(2025, 6, 1), date(2026, 3, 4))
few = st.sampled_from(["a", "b", None])


@st.composite
def told(draw):
    """Draw complaints with ids of their own, often about one incident or place."""
    return [
        Complaint(
            complaint_id=UUID(int=number),
            behaviour_on=(behaviour_on := draw(days)),
            made_on=behaviour_on + timedelta(days=draw(st.integers(-2, 40))),
            made_to="police",
            made_by=draw(st.sampled_from("xy")),
            incident=draw(few),
            location=draw(few),
            source=draw(few),
            hate=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


spans = st.builds(Span, length=st.integers(1, 12), unit=st.just(SpanUnit.MONTHS)) | (
    st.builds(Span, length=st.integers(1, 90), unit=st.just(SpanUnit.DAYS))
)
local_rules = st.builds(
    LocalRule,
    rule_id=st.just("a-rule"),
    says=st.just("a rule"),
    count=st.integers(1, 4),
    of=st.sampled_from(Counted),
    within=spans,
    window=st.sampled_from(WindowFrom),
    reported_within=st.none() | spans,
    same=st.sampled_from(Same),
    fewest_people=st.integers(1, 2),
    hate_only=st.booleans(),
    sources_not_counted=st.sampled_from([(), ("a",)]),
    latest_report_within=st.none() | spans,
    kind=st.sampled_from(RuleKind),
)
rule_sets = st.fixed_dictionaries(
    {
        "complaints_needed": st.integers(1, 4),
        "one_incident_counts_once": st.booleans(),
        "one_date_counts_once": st.booleans(),
        "any_of": st.lists(local_rules, max_size=2).map(tuple),
    }
)


@given(told(), rule_sets, st.randoms())
def test_the_order_in_which_complaints_are_told_never_matters(
    complaints, rules, chance
):
    shuffled = list(complaints)
    chance.shuffle(shuffled)
    assert find(*shuffled, **rules) == find(*complaints, **rules)


@given(told(), rule_sets)
def test_nothing_a_procedure_adds_takes_away_a_duty(complaints, rules):
    plain = find(*complaints, complaints_needed=rules["complaints_needed"])
    fuller = find(*complaints, **rules, caveats=(CLOSED_FIRST,), noted={"case-closed"})
    assert fuller.counted_each == plain.qualifying
    if plain.duty is MUST:
        assert (fuller.duty, fuller.rule) == (MUST, "s.104(4)")


@given(told(), rule_sets)
def test_a_caveat_changes_nothing_but_the_advice(complaints, rules):
    without = find(*complaints, **rules)
    noted = find(*complaints, **rules, caveats=(CLOSED_FIRST,), noted={"case-closed"})
    assert noted.model_copy(update={"advice": without.advice}) == without
    assert noted.advice == (*without.advice, CLOSED_FIRST.says)


@given(told(), rule_sets, days, few, few)
def test_one_more_complaint_never_turns_must_be_met_back(
    complaints, rules, behaviour_on, incident, location
):
    more = Complaint(
        complaint_id=UUID(int=99),
        behaviour_on=behaviour_on,
        made_on=behaviour_on,
        made_to="council",
        incident=incident,
        location=location,
    )
    before, after = find(*complaints, **rules), find(*complaints, more, **rules)
    assert after.qualifying >= before.qualifying
    assert after.counted_each >= before.counted_each
    if before.duty is MUST:
        assert after.duty is MUST


@given(told(), rule_sets)
def test_the_number_found_is_the_number_of_complaints_that_qualify(complaints, rules):
    found = find(*complaints, **rules)
    assert found.qualifying == sum(c.qualifies for c in found.complaints)
    assert all(bool(c.because) is not c.qualifies for c in found.complaints)


def test_a_hundred_complaints_in_any_order_are_found_on_in_that_of_their_days():
    """One of every third day, told from the last to the first.

    3 September is 180 days before the application, and the first day whose complaint is
    in time: with the day of the application itself, 61 qualify.
    """
    told = [
        complaint(f"{APPLIED_ON - timedelta(days=3 * n)}", number=n) for n in range(100)
    ]
    found = find(*told)
    assert found == find(*reversed(told))
    assert found.duty is MUST
    assert found.qualifying == 61
    late = [c for c in found.complaints if not c.qualifies]
    assert {c.because[0].window for c in late} == {Window.TO_APPLY}
