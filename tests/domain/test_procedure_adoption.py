"""How review procedures come into force: s.104(2), Sch.4 paras 1-2."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NotPermittedYet,
)
from asbreview.domain.model import Signed
from asbreview.domain.procedure_adoption import (
    Accepted,
    Consultation,
    Consultee,
    ProcedureAdopted,
    ProcedureConsultedOn,
    ProcedureProposed,
    ProposalDropped,
    Standing,
)
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.procedures.reading import read_procedure

TODAY = date(2026, 3, 2)
SIGNED = Signed(
    by=UUID(int=2),
    for_body=UUID(int=3),
    at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    command_id=UUID(int=4),
)
EAST = read_procedure("east-cambridgeshire")
SECOND = EAST.model_copy(update={"version": 2, "effective_from": date(2026, 4, 1)})
PCC = Consultation(
    consultee=Consultee.POLICING_BODY,
    name="The Police and Crime Commissioner",
    consulted_on=date(2026, 2, 2),
    said="No objection",
)
LANDLORD = PCC.model_copy(update={"consultee": Consultee.HOUSING, "name": "A landlord"})


@dataclass
class Proposal:
    """A proposal, and what recorded anything on it."""

    content: object = SECOND
    record: ReviewProcedure = field(init=False)

    def __post_init__(self):
        self.record = ReviewProcedure.propose(
            self.content, reason="Reviews take too long", signed=SIGNED
        )

    def consulted(self, *consultations):
        for consultation in consultations or (PCC, LANDLORD):
            self.record.consult(consultation, signed=SIGNED)
        return self

    def adopt(self, **changes):
        reasons = {w.says: "It is advice" for w in self.record.warnings}
        told = {
            "adopted_on": TODAY,
            "adopted_by": "The partnership's board",
            "reasons": reasons,
            "no_housing_because": "",
            "signed": SIGNED,
        }
        self.record.adopt(**(told | changes))
        return self

    @property
    def happened(self):
        return [type(event) for event in self.record.collect_events()]


def test_a_version_is_proposed_consulted_on_and_adopted():
    proposal = Proposal().consulted().adopt()
    record = proposal.record
    assert record.standing is Standing.ADOPTED
    assert (record.adopted_on, record.in_force_from) == (TODAY, date(2026, 4, 1))
    assert proposal.happened == [
        ProcedureProposed,
        ProcedureConsultedOn,
        ProcedureConsultedOn,
        ProcedureAdopted,
    ]


def test_it_is_adopted_whole_with_a_reason_for_each_warning():
    record = Proposal().consulted().adopt().record
    *_, adopted = record.collect_events()
    assert adopted.procedure == SECOND
    # Each of the three published caveats cannot stand against s.104(4).
    assert [type(each) for each in adopted.accepted] == [Accepted] * 3
    assert {each.reason for each in adopted.accepted} == {"It is advice"}


def test_nothing_is_in_force_under_a_proposal():
    record = Proposal().consulted().record
    assert not any(record.is_in_force_on(date(2026, month, 1)) for month in (3, 4, 9))


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2026, 3, 31), False),  # adopted, and not in force yet
        (date(2026, 4, 1), True),
        (date(2027, 3, 31), True),  # the day before the next takes its place
        (date(2027, 4, 1), False),
    ],
)
def test_a_version_is_in_force_from_its_day_to_that_of_the_next(day, in_force):
    record = Proposal().consulted().adopt().record
    later = SECOND.model_copy(update={"version": 3, "effective_from": date(2027, 4, 1)})
    record.supersede(later, signed=SIGNED)
    assert record.is_in_force_on(day) is in_force


def without(**changes):
    return SECOND.model_copy(update=changes)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        # s.104(3): the point of contact, and passing on to all the relevant bodies.
        (without(partnership=type(EAST.partnership)()), "No point of contact"),
        (without(passed_on_to_every_body=False), "not passed on to all"),
        # s.104(2): the current procedures are published.
        (without(published_at=""), "not published"),
        # Sch.4 para 3: both things can be challenged.  Sch.4 para 4: effectiveness.
        (without(challenges=()), "No way to challenge how the review"),
        (without(effectiveness=""), "effectiveness"),
        # s.104(9): at least every twelve months.
        (
            without(reporting=EAST.reporting.model_copy(update={"months": 13})),
            "reporting period",
        ),
    ],
)
def test_what_breaks_the_act_is_not_adopted(content, says):
    proposal = Proposal(content).consulted()
    with pytest.raises(ContraryToLaw, match=says):
        proposal.adopt()
    assert ProcedureAdopted not in proposal.happened


@pytest.mark.parametrize(
    ("consultations", "no_housing_because", "refused"),
    [
        ((), "", "Consult the local policing body first"),  # Sch.4 paras 1-2
        ((LANDLORD,), "", "Consult the local policing body first"),
        ((PCC,), "", "Consult a provider of social housing first"),
        ((PCC,), "  ", "Consult a provider of social housing first"),
        ((PCC,), "There is none in the area", None),  # "such ... as appropriate"
        ((PCC, LANDLORD), "", None),
    ],
)
def test_whom_the_act_wants_consulted(consultations, no_housing_because, refused):
    proposal = Proposal()
    for consultation in consultations:
        proposal.record.consult(consultation, signed=SIGNED)
    if refused is None:
        proposal.adopt(no_housing_because=no_housing_because)
        assert proposal.record.standing is Standing.ADOPTED
    else:
        with pytest.raises(ContraryToLaw, match=refused):
            proposal.adopt(no_housing_because=no_housing_because)


def test_a_warning_is_adopted_only_with_a_reason():
    proposal = Proposal().consulted()
    reasons = {w.says: "It is advice" for w in proposal.record.warnings}
    reasons[proposal.record.warnings[1].says] = " "
    with pytest.raises(Misrecorded) as refused:
        proposal.adopt(reasons=reasons)
    assert refused.value.field == "accepted-1-reason"


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 1)])
def test_its_first_day_is_yet_to_come(day):
    """Applications of today were received under the version before."""
    proposal = Proposal(without(effective_from=day)).consulted()
    with pytest.raises(NotPermittedYet, match="a day to come"):
        proposal.adopt()


def test_nothing_is_adopted_or_consulted_on_on_a_day_to_come():
    tomorrow = date(2026, 3, 3)
    with pytest.raises(Misrecorded, match="future"):
        Proposal().consulted().adopt(adopted_on=tomorrow)
    with pytest.raises(Misrecorded, match="future"):
        Proposal().consulted(PCC.model_copy(update={"consulted_on": tomorrow}))


def test_what_was_adopted_or_dropped_is_not_taken_up_again():
    adopted = Proposal().consulted().adopt()
    dropped = Proposal()
    dropped.record.drop(reason="The board wants another", signed=SIGNED)
    assert dropped.happened[-1:] == [ProposalDropped]
    for proposal in (adopted, dropped):
        with pytest.raises(AlreadyDone):
            proposal.consulted()
        with pytest.raises(AlreadyDone):
            proposal.record.revise(EAST, reason="Late", signed=SIGNED)
        with pytest.raises(AlreadyDone):
            proposal.adopt()


def test_a_proposal_is_revised_and_looked_at_anew():
    proposal = Proposal(without(published_at=""))
    assert [error.says for error in proposal.record.errors] == [
        "The procedure is not published"
    ]
    proposal.record.revise(SECOND, reason="It is published now", signed=SIGNED)
    assert not proposal.record.errors
    with pytest.raises(AlreadyDone, match="Nothing in it has changed"):
        proposal.record.revise(SECOND, reason="Again", signed=SIGNED)


def test_a_version_gives_way_only_to_one_of_a_later_day():
    record = Proposal().consulted().adopt().record
    earlier = SECOND.model_copy(
        update={"version": 3, "effective_from": date(2026, 4, 1)}
    )
    with pytest.raises(Misrecorded, match="has to follow it"):
        record.supersede(earlier, signed=SIGNED)
