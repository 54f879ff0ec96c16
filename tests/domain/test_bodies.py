"""Who must be told, and who must decide."""

from datetime import date, timedelta

import pytest

from asbreview.domain.bodies import bodies_not_told, missing_deciders, must_decide
from asbreview.domain.procedure import Body, BodyKind
from asbreview.domain.statute import IMPLEMENTATIONS, PASSED_ON
from asbreview.procedures import read_procedure

MERGED_ON = date(2027, 4, 1)
LAST_DAY = MERGED_ON - timedelta(days=1)


def body(slug, kind=BodyKind.HEALTH, **days):
    return Body(
        body_id=Body.id_for(slug),
        slug=slug,
        kind=kind,
        name=slug.title(),
        short_name=slug,
        **days,
    )


COUNCIL = body("council", BodyKind.COUNCIL)
OLD_BOARD = body("old board", to_day=LAST_DAY)
NEW_BOARD = body("new board", from_day=MERGED_ON)
PROCEDURE = read_procedure("statute").model_copy(
    update={"relevant_bodies": (COUNCIL, OLD_BOARD, NEW_BOARD)}
)


@pytest.mark.parametrize(
    ("on", "told", "not_told"),
    [
        (LAST_DAY, [], [COUNCIL, OLD_BOARD]),
        (LAST_DAY, [COUNCIL], [OLD_BOARD]),
        (LAST_DAY, [COUNCIL, OLD_BOARD], []),
        (LAST_DAY, [COUNCIL, NEW_BOARD], [OLD_BOARD]),  # not yet relevant: no help
        (MERGED_ON, [COUNCIL, OLD_BOARD], [NEW_BOARD]),
        (MERGED_ON, [COUNCIL, NEW_BOARD], []),
    ],
)
def test_all_the_relevant_bodies_of_the_day_are_to_be_told_and_to_decide(
    on, told, not_told
):
    ids = {b.body_id for b in told}
    assert bodies_not_told(PROCEDURE, on, ids) == tuple(not_told)
    assert missing_deciders(PROCEDURE, on, ids) == tuple(not_told)
    assert set(not_told) <= set(must_decide(PROCEDURE, on))


def test_a_body_has_one_id_whatever_the_procedure():
    assert Body.id_for("council") == COUNCIL.body_id
    assert Body.id_for("council") != Body.id_for("police")


def test_passing_on_rests_on_its_provision():
    assert bodies_not_told in IMPLEMENTATIONS[PASSED_ON]
