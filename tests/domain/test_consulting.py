"""The victim is consulted on the plan before it is final, and what came of it."""

from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.outcome.consulting import (
    ConsultationDeclined,
    Consulted,
    PlanProposed,
    PlanViewGiven,
    ProposedAction,
    VictimNotConsulted,
)
from asbreview.domain.outcome.facts import FindingsMade, OutcomeFileOpened
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.people import Channel, HeardBy
from facts import APPLICANT, GROUND, POLICE, TODAY, TOMORROW, YESTERDAY, prose
from story import SIGNED, Story, that

PLAN, VIEW = UUID(int=60), UUID(int=61)
PROPOSED = {
    "proposal_id": PLAN,
    "proposed_on": TODAY,
    "answer_by": TOMORROW,
    "how": Channel.LETTER,
    "actions": (ProposedAction(body_id=POLICE, action=prose()),),
}
SAID = {
    "view_id": VIEW,
    "person_id": APPLICANT,
    "given_on": TODAY,
    "how": HeardBy.PHONE,
    "view": prose(2),
}
opened = that(OutcomeFileOpened)
proposed, said = that(PlanProposed, **PROPOSED), that(PlanViewGiven, **SAID)
declined = that(ConsultationDeclined, declined_on=TODAY)
not_asked = that(VictimNotConsulted, decided_on=TODAY, reasons=prose(3))
found = that(
    FindingsMade,
    findings_id=UUID(int=62),
    made_on=TODAY,
    made_by=(POLICE,),
    findings=prose(4),
    options=(),
    assessment_id=UUID(int=63),
    ground=GROUND,
)


def the_file(*happened):
    return Story(Outcome).given(opened, *happened)


def known(*happened):
    files = []
    the_file(*happened).when(files.append)
    return files[0]


def proposing(**changes):
    return lambda o: o.propose_plan(**{**PROPOSED, **changes}, signed=SIGNED)


def saying(**changes):
    return lambda o: o.give_view(**{**SAID, **changes}, signed=SIGNED)


def test_a_plan_is_proposed_and_waits_for_the_victim_until_they_have_said():
    the_file().when(proposing()).then(proposed)
    assert known(proposed).waits_for_view.answer_by == TOMORROW
    the_file(proposed).when(saying()).then(said)
    assert known(proposed, said).waits_for_view is None
    assert known(proposed, found).waits_for_view is None


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"actions": ()}, "at least one action"),
        ({"proposed_on": TOMORROW}, "future"),
        ({"answer_by": YESTERDAY}, "answer by"),
    ],
)
def test_a_proposal_has_an_action_and_a_day_to_answer_by(changes, because):
    the_file().when(proposing(**changes)).then_refused(Misrecorded, because=because)


def test_nobody_has_a_view_of_what_was_not_proposed_or_before_it_was():
    the_file().when(saying()).then_refused(NotPermittedYet, because="proposed to them")
    the_file(proposed).when(saying(given_on=YESTERDAY)).then_refused(
        Misrecorded, because="before"
    )
    the_file(proposed).when(saying(given_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


@pytest.mark.parametrize(
    "late",
    [
        proposing(),
        saying(),
        lambda o: o.decline_consultation(declined_on=TODAY, signed=SIGNED),
        lambda o: o.not_consult(decided_on=TODAY, reasons=prose(3), signed=SIGNED),
    ],
)
def test_once_the_findings_are_made_the_plan_is_final(late):
    the_file(proposed, found).when(late).then_refused(AlreadyDone, because="final")


@pytest.mark.parametrize(
    ("happened", "consulted"),
    [
        ((), None),
        ((proposed,), None),
        ((declined,), Consulted.DECLINED),
        ((not_asked,), Consulted.NOT_ASKED),
        ((proposed, not_asked, said), Consulted.HEARD),
        ((proposed, said, not_asked), Consulted.HEARD),  # what was said stays said
    ],
)
def test_a_view_counts_whenever_it_came(happened, consulted):
    assert known(*happened).consulted is consulted


def test_what_was_said_in_error_was_not_said():
    wrong = that(
        OutcomeFactInError, fact=OutcomeFact.HEARD, item_id=VIEW, reason=prose(5)
    )
    outcome = known(proposed, said, wrong)
    assert (outcome.consulted, outcome.views) == (None, ())
    assert known(proposed, declined).consulted is Consulted.DECLINED
