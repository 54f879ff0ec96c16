"""The assessment of the procedures (Sch.4 para 4): of a period that is over, once."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.effectiveness.facts import Assessment
from asbreview.domain.effectiveness.record import Assessments
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from journey import Journey

AREA = "east-cambridgeshire"
ON = date(2026, 4, 20)


def signed(on=ON):
    return Journey(None).signed(on)


def an_assessment(number=1, **otherwise):
    told = {
        "assessment_id": UUID(int=number),
        "area": "East Cambridgeshire",
        "version": 1,
        "from_on": date(2025, 4, 1),
        "to_on": date(2026, 3, 31),
        "counted_as_of": datetime(2026, 4, 20, 8, tzinfo=UTC),
        "assessed_on": ON,
        "found": "The police answered late",
        "to_revise": "Ask all bodies at once",
    }
    return Assessment(**told | otherwise)


@pytest.fixture
def assessed():
    opened = Assessments.open_for(AREA, signed=signed())
    opened.assess(an_assessment(), signed=signed())
    return opened


def test_what_was_written_stands_as_it_was(assessed):
    assert assessed.standing == [an_assessment()]
    assert assessed.of_period(date(2025, 4, 1), date(2026, 3, 31)) == an_assessment()
    assert assessed.of_period(date(2025, 4, 1), date(2026, 3, 30)) is None


def test_a_period_is_assessed_once_unless_it_was_in_error(assessed):
    with pytest.raises(AlreadyDone):
        assessed.assess(an_assessment(2), signed=signed())
    assessed.take_back(UUID(int=1), reason="A draft", signed=signed())
    assert assessed.standing == []
    assessed.assess(an_assessment(2), signed=signed())
    assert [each.assessment_id.int for each in assessed.standing] == [2]
    with pytest.raises(NoSuchThing):
        assessed.take_back(UUID(int=1), reason="Again", signed=signed())


@pytest.mark.parametrize(
    ("otherwise", "because"),
    [
        ({"to_on": date(2026, 4, 20)}, "is assessed when it is over"),
        ({"from_on": date(2026, 4, 1)}, "must not be before the first"),
        ({"assessed_on": date(2026, 4, 21)}, "cannot be in the future"),
        ({"assessed_on": date(2026, 3, 30)}, "cannot be before"),
        (
            {"counted_as_of": datetime(2026, 4, 21, 9, tzinfo=UTC)},
            "an instant yet to come",
        ),
    ],
)
def test_what_cannot_be_is_refused(otherwise, because):
    opened = Assessments.open_for(AREA, signed=signed())
    with pytest.raises(Misrecorded, match=because):
        opened.assess(an_assessment(**otherwise), signed=signed())
    assert opened.standing == []


def test_the_last_day_of_a_period_is_not_over_before_midnight_in_london():
    """Summer time has begun: the instant is in April, and one before it is not."""
    opened = Assessments.open_for(AREA, signed=signed())
    just_before = datetime(2026, 3, 31, 22, 59, tzinfo=UTC)
    with pytest.raises(Misrecorded, match="when it is over"):
        opened.assess(an_assessment(counted_as_of=just_before), signed=signed())
    midnight = datetime(2026, 3, 31, 23, tzinfo=UTC)
    opened.assess(an_assessment(counted_as_of=midnight), signed=signed())
