"""Adopting a version of the procedures: what rests on the one before stays."""

from datetime import date

import pytest

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.procedure_adoption import Consultation, Consultee, Standing
from asbreview.domain.trigger.record import Trigger
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE, Journey, opened

PROPOSED_ON, ADOPTED_ON = date(2026, 3, 3), date(2026, 3, 16)
IN_FORCE = date(2026, 4, 1)
SECOND = EAST_CAMBRIDGESHIRE.model_copy(
    update={"version": 2, "effective_from": IN_FORCE}
)


@pytest.fixture
def standing(tmp_path):
    with opened(tmp_path) as reviews:
        yield Journey(reviews).stand()


def propose(tale, procedure=SECOND, on=PROPOSED_ON):
    tale.reviews.propose_procedure(
        procedure, reason="Reviews take too long", signed=tale.signed(on)
    )
    return tale


def adopt(tale, version=2, on=ADOPTED_ON):
    reviews = tale.reviews
    for consultee in (Consultee.POLICING_BODY, Consultee.HOUSING):
        reviews.record_consultation(
            PROCEDURE,
            version,
            consultation=Consultation(
                consultee=consultee, name="One", consulted_on=on, said="Yes"
            ),
            signed=tale.signed(on),
        )
    warned = reviews.procedure_version(PROCEDURE, version).warnings
    reviews.adopt_procedure(
        PROCEDURE,
        version,
        adopted_on=on,
        adopted_by="The board",
        reasons={warning.says: "It is advice" for warning in warned},
        signed=tale.signed(on),
    )
    return tale


def number_in_force(tale, on):
    return tale.reviews.procedure_in_force(PROCEDURE, on).version


def test_a_version_takes_the_place_of_another_on_its_day(standing):
    propose(standing)
    assert number_in_force(standing, IN_FORCE) == 1
    adopt(standing)
    assert number_in_force(standing, date(2026, 3, 31)) == 1
    assert number_in_force(standing, IN_FORCE) == 2
    first, second = standing.reviews.procedure_versions(PROCEDURE)
    assert (first.superseded_by, first.superseded_from) == (2, IN_FORCE)
    assert second.standing is Standing.ADOPTED


def test_it_is_adopted_and_gives_way_in_one_save(standing):
    end = adopt(propose(standing)).reviews.end_of_log()
    before = standing.reviews.procedure_versions(PROCEDURE, as_of=end - 2)
    assert [version.superseded_by for version in before] == [None, None]
    lines = list(standing.reviews.recorder.lines(end - 2, limit=2))
    assert [line.stored.topic for line in lines] == [
        "procedure.procedure-adopted",
        "procedure.procedure-superseded",
    ]
    assert len({line.recorded_at for line in lines}) == 1


def test_a_case_decided_under_the_first_is_untouched_to_the_byte(standing):
    standing.apply().decide()
    case_id, reviews = standing.case_id, standing.reviews

    def replayed():
        records = [kind.id_for(case_id) for kind in (Trigger,)]
        histories = reviews.recorder.histories(records, up_to=reviews.end_of_log())
        return [
            (event.originator_id, event.originator_version, event.topic, event.state)
            for history in histories.values()
            for event in history
        ]

    before, stood = replayed(), reviews.case(case_id)
    adopt(propose(standing))
    assert replayed() == before
    after = reviews.case(case_id)
    assert vars(after.trigger) == vars(stood.trigger)
    assert after.procedure == EAST_CAMBRIDGESHIRE


def test_a_later_application_is_dealt_with_under_the_second(standing):
    adopt(propose(standing))
    day_before, day = (
        Journey(standing.reviews, number=2).apply(on=date(2026, 3, 31)),
        Journey(standing.reviews, number=3).apply(on=IN_FORCE),
    )
    versions = [
        standing.reviews.case(tale.case_id).trigger.procedure_version
        for tale in (day_before, day)
    ]
    assert versions == [1, 2]


@pytest.mark.parametrize("version", [1, 3])
def test_the_next_version_has_the_next_number(standing, version):
    with pytest.raises(Misrecorded, match="next version is 2"):
        propose(standing, SECOND.model_copy(update={"version": version}))


def test_another_area_s_procedures_are_not_proposed_here(standing):
    with pytest.raises(NoSuchThing, match="keep the `procedure_id`"):
        propose(standing, SECOND.model_copy(update={"procedure_id": "fenland"}))


def test_two_may_be_proposed_side_by_side_and_the_second_be_adopted_first(standing):
    third = SECOND.model_copy(update={"version": 3})
    adopt(propose(propose(standing), third), version=3)
    assert number_in_force(standing, IN_FORCE) == 3
    with pytest.raises(Misrecorded, match="has to follow it"):
        adopt(standing)  # of the same day
    later = SECOND.model_copy(update={"effective_from": date(2026, 5, 1)})
    standing.reviews.revise_proposal(
        later, reason="After the third", signed=standing.signed(ADOPTED_ON)
    )
    adopt(standing)
    assert number_in_force(standing, date(2026, 4, 30)) == 3
    assert number_in_force(standing, date(2026, 5, 1)) == 2


def test_an_installation_may_begin_with_a_later_version(tmp_path):
    fourth = EAST_CAMBRIDGESHIRE.model_copy(update={"version": 4})
    with opened(tmp_path) as reviews:
        tale = Journey(reviews)
        tale.reviews.record_procedure(
            fourth,
            in_force_from=date(2024, 4, 1),
            signed=tale.signed(date(2024, 4, 1)),
        )
        assert number_in_force(tale, IN_FORCE) == 4
        propose(tale, SECOND.model_copy(update={"version": 5}))
        adopt(tale, version=5)
        assert number_in_force(tale, IN_FORCE) == 5


def test_versions_as_they_were(standing):
    before = standing.reviews.end_of_log()
    propose(standing)
    assert len(standing.reviews.procedure_versions(PROCEDURE)) == 2
    assert len(standing.reviews.procedure_versions(PROCEDURE, as_of=before)) == 1
