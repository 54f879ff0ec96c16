"""Which chair the procedure lets review a case, and which it does not."""

import pytest

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.meeting import Independence, Panel
from asbreview.domain.panel.independence import Touched, must_be_independent
from asbreview.reviews.chairs import is_named

NOTHING_ASKED = Panel()
UNINVOLVED = Panel(independence=Independence.UNINVOLVED_MANAGER)
TELLS_SO = Panel(chair="The chair has taken no part in the case")
ELSEWHERE = Panel(independence=Independence.ANOTHER_PARTNERSHIP)
RECORDED, HERE = Touched.RECORDED, Touched.OF_HERE


def check(asked, *grounds, is_another=False, although=""):
    must_be_independent(asked, grounds, is_another=is_another, although=although)


@pytest.mark.parametrize("asked", [UNINVOLVED, TELLS_SO, ELSEWHERE])
@pytest.mark.parametrize("ground", [g for g in Touched if g is not HERE])
def test_who_touched_the_case_is_refused_where_no_part_is_asked_for(asked, ground):
    with pytest.raises(NotPermittedYet, match=ground.value) as refused:
        check(asked, ground, although="Nobody else can come")
    assert refused.value.field == "chair_name"
    check(asked, ground, is_another=True)


def test_where_nothing_is_asked_for_it_is_said_why_all_the_same():
    with pytest.raises(Misrecorded, match="recorded something on the case") as refused:
        check(NOTHING_ASKED, RECORDED, although="  ")
    assert refused.value.field == "chair_although"
    check(NOTHING_ASKED, RECORDED, although="Nobody else can come")


def test_a_chair_from_here_is_warned_of_where_another_partnership_is_asked_for():
    with pytest.raises(Misrecorded, match="comes from a body of this partnership"):
        check(ELSEWHERE, HERE, is_another=True)
    check(ELSEWHERE, HERE, although="They could send nobody")


@pytest.mark.parametrize("asked", [NOTHING_ASKED, UNINVOLVED, TELLS_SO, ELSEWHERE])
def test_who_has_had_no_part_is_let_be(asked):
    check(asked)


@pytest.mark.parametrize(
    ("typed", "name", "is_of_it"),
    [
        ("Sam Reed", "Sam Reed", True),
        ("SAM  REED, Community safety", "Sam Reed", True),
        ("Chief Inspector Sam Reed (north)", "sam reed", True),
        ("Sam Reedham", "Sam Reed", False),
        ("Reed Sam", "Sam Reed", False),
        ("Seán Ó Briain", "Seán Ó Briain", True),
        ("Sam", "Sam Reed", False),
        ("Anybody", "", False),
    ],
)
def test_a_name_is_known_whatever_stands_around_it(typed, name, is_of_it):
    assert is_named(typed, name) is is_of_it
