"""A review by the policing body: open from a day, to the cases that it reaches.

The application is of Monday 2 March, under version 1, which sets no day.  Version 2, in
force from Monday 23 March, opens the way from Wednesday 1 April.
"""

from datetime import date

import pytest

from asbreview.domain.challenging import OfWhichDay, PolicingBodyReview
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import Challenged
from asbreview.reviews.told import ChallengeTold
from desk import desk, words
from journey import EAST_CAMBRIDGESHIRE, FOUR_COMPLAINTS
from web.test_challenges import NEW, OF_THE_APPLICATION
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
CHALLENGE, DECISION, APPLICATION = OfWhichDay
IN_FORCE, OPEN = date(2026, 3, 23), date(2026, 4, 1)
THE_DAY_BEFORE = date(2026, 3, 31)
BODY = "Cambridgeshire and Peterborough Police and Crime Commissioner"
TIER = "policing-body-review"
TWO_COMPLAINTS = FOUR_COMPLAINTS[2:]


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam


def apply(sam, on=date(2026, 3, 2)):
    sam.tale.apply(on, complaints=TWO_COMPLAINTS).post(on)
    return sam


def tell(sam, on):
    """Decide that the threshold is not met, and tell it on that day."""
    sam.tale.decide(on, met=False).post(on)
    return sam.on(on)


def switch_on(sam, goes_by, **changes):
    """Record version 2, which opens the way from 1 April for some cases."""
    switch = PolicingBodyReview(from_day=OPEN, goes_by=goes_by, checked="The clerk")
    told = {"version": 2, "effective_from": IN_FORCE, "policing_body_review": switch}
    sam.reviews.record_procedure(
        EAST_CAMBRIDGESHIRE.model_copy(update=told | changes),
        in_force_from=IN_FORCE,
        signed=sam.tale.signed(IN_FORCE),
    )
    return sam


def form(sam, on):
    return sam.on(on).get(NEW)


def offers(page):
    return f'value="{TIER}"' in page.text


def test_where_no_day_is_set_nobody_is_told_of_it_and_the_form_says_why(sam):
    page = form(tell(apply(sam), date(2026, 3, 10)), date(2026, 4, 7))
    assert not offers(page)
    assert f"A review by {BODY} is not open: the procedures set no day" in words(page)


def test_by_the_challenge_a_case_of_before_has_it_from_the_day_on(sam):
    switch_on(tell(apply(sam), date(2026, 3, 10)), CHALLENGE)
    page = form(sam, THE_DAY_BEFORE)
    assert not offers(page)
    assert (
        "Version 2 of the procedures opens it for challenges that come from Wednesday"
        " 1 April 2026 on: a challenge now would come on Tuesday 31 March 2026."
    ) in words(page)

    page = form(sam, OPEN)
    assert offers(page)
    assert "is not open" not in words(page)
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION, tier=TIER))
    assert f"It goes to {BODY}. Version 2 of the procedures opens it for" in told
    assert sam.case.procedure.version == 1  # what decided the threshold
    page = said_in(sam, LetterKind.CHALLENGE_RECEIVED)
    assert f"Who that is: {BODY}." in page


def test_on_the_day_before_it_is_refused_though_somebody_sends_it(sam):
    switch_on(tell(apply(sam), date(2026, 3, 10)), CHALLENGE)
    sam.on(OPEN)
    typed = OF_THE_APPLICATION | {"tier": TIER, "received_on-day": "31"}
    page = sam.fill_in(NEW, **typed, **{"received_on-month": "3"})
    assert page.status_code == 409
    assert "On that day this way was not open to the case" in words(page)
    assert "Nobody asked the police" in page.text
    assert not sam.case.outcome.challenges


@pytest.mark.parametrize(
    ("told_on", "is_open"), [(THE_DAY_BEFORE, False), (OPEN, True)]
)
def test_by_the_decision_it_goes_by_the_day_on_which_it_was_told(sam, told_on, is_open):
    switch_on(apply(sam), DECISION)
    tell(sam, told_on)
    page = form(sam, date(2026, 4, 20))
    assert offers(page) is is_open
    says = "this one was told on"
    ours = "Wednesday 1 April 2026." if is_open else "Tuesday 31 March 2026."
    assert f"{says} {ours}" in words(page)


@pytest.mark.parametrize(
    ("applied_on", "is_open"), [(date(2026, 3, 2), False), (OPEN, True)]
)
def test_by_the_application_a_case_that_was_open_goes_on_without_it(
    sam, applied_on, is_open
):
    switch_on(sam, APPLICATION)
    page = form(tell(apply(sam, applied_on), date(2026, 4, 9)), date(2026, 4, 20))
    assert offers(page) is is_open


@pytest.mark.parametrize(
    ("goes_by", "because"),
    [
        (CHALLENGE, "a challenge made on or after Wednesday 1 April 2026 can go this"),
        (DECISION, "you are told this on or after Wednesday 1 April 2026"),
        (APPLICATION, "the application was made on or after Wednesday 1 April 2026"),
    ],
)
def test_the_letter_says_which_way_there_is_and_why_from_the_day_on(
    sam, goes_by, because
):
    switch_on(sam, goes_by)
    way = f"There is one more way that our procedure gives you: {BODY}."
    applied_on = OPEN if goes_by is APPLICATION else date(2026, 3, 2)
    apply(sam, applied_on)
    if goes_by is not APPLICATION:
        tell(sam, THE_DAY_BEFORE)
        assert way not in not_met(sam)
        apply(sam)
    tell(sam, OPEN)
    said = not_met(sam)
    assert f"{way} Ask the local policing body to review" in said
    assert f"It is open to you because {because}" in said
    assert "Policing Act 2026" not in said  # no letter calls it law


def test_a_letter_that_waited_past_the_day_is_drawn_again_and_names_it(sam):
    switch_on(apply(sam), DECISION)
    sam.tale.decide(THE_DAY_BEFORE, met=False)
    assert BODY not in not_met(sam.on(THE_DAY_BEFORE))
    sam.tale.post(OPEN)
    assert BODY in not_met(sam.on(OPEN))


def test_a_letter_says_until_when_where_the_procedures_set_a_time(sam):
    [tier] = EAST_CAMBRIDGESHIRE.escalation
    timed = tier.model_copy(update={"window": "challenge-threshold-window"})
    switch_on(apply(sam), DECISION, escalation=(timed,))
    said = not_met(tell(sam, OPEN))
    # 28 days after Wednesday 1 April, both for us and for the policing body.
    assert said.count("until Wednesday 29 April 2026") == 2


def test_a_threshold_that_is_met_leaves_nobody_anything_to_turn_to(sam):
    switch_on(sam, CHALLENGE)
    sam.tale.apply().post(date(2026, 3, 3)).decide(OPEN).post(OPEN)
    sam.on(OPEN)
    assert BODY not in said_in(sam, LetterKind.THRESHOLD_MET)


def test_whoever_applied_reads_of_it_where_they_challenge(sam):
    switch_on(tell(apply(sam), date(2026, 3, 10)), CHALLENGE)
    for on, is_told in ((THE_DAY_BEFORE, False), (OPEN, True)):
        sam.on(on)
        sam.browser.cookies.clear()
        follow(sam.browser, *known(sam, sam.tale.case_id))
        page = words(sam.browser.get("/status/challenge"))
        assert (f"You can also turn to {BODY}" in page) is is_told


def test_whoever_challenged_with_us_is_told_of_it_with_the_decision(sam):
    switch_on(tell(apply(sam), date(2026, 3, 10)), CHALLENGE)
    case_id, on = sam.tale.case_id, date(2026, 4, 7)
    told = ChallengeTold(
        of=Challenged.APPLICATION,
        made_by=sam.case.contact.applicant_id,
        received_on=on,
        channel="by telephone",
        grounds="Nobody asked the police",
    )
    sam.reviews.receive_challenge(case_id, told, signed=sam.tale.signed(on))
    sam.tale.arrange_hearing(date(2026, 4, 10))
    (challenge_id,) = sam.case.outcome.challenges
    sam.reviews.decide_challenge(
        case_id,
        challenge_id,
        upheld="not upheld",
        decided_on=date(2026, 4, 10),
        reasons="They were asked.",
        follows="",
        signed=sam.tale.signed(date(2026, 4, 10)),
    )
    sam.on(date(2026, 4, 10))
    said = said_in(sam, LetterKind.CHALLENGE_DECIDED)
    assert f"There is one more way that our procedure gives you: {BODY}." in said
    assert "a challenge made on or after Wednesday 1 April 2026 can go this" in said


def said_in(sam, kind):
    """What the last letter of a kind says."""
    letter = [each for each in sam.tale.all_letters() if each.kind is kind][-1]
    return words(sam.get(f"/letters/{letter.id}")).replace(" .", ".")  # after bold


def not_met(sam):
    return said_in(sam, LetterKind.THRESHOLD_NOT_MET)
