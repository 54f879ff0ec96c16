"""Who may be let in to which case: the row that the policy is asked with."""

from uuid import UUID

import pytest
from sqlalchemy import select

from asbreview.store.log import EventLog
from everything import everything
from journey import BODIES, PROCEDURE, opened
from projections.admission import admission, case_known, special_cases
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file


@pytest.fixture(scope="module")
def all_that_happens(tmp_path_factory):
    folder = tmp_path_factory.mktemp("everything")
    with opened(folder) as reviews:
        everything(reviews)
        views = views_in_file(folder / "views.sqlite")
        Projector(EventLog(reviews), views, ALL).catch_up()
        yield reviews, views
        views.dispose()


def test_what_is_known_of_a_case_is_what_its_records_say(all_that_happens):
    reviews, views = all_that_happens
    with views.connect() as db:
        kept = {known.case_id: known for known in db.scalars(select(admission.c.known))}
    assert len(kept) > 5
    for case_id, known in kept.items():
        assert known == reviews.case(case_id).known


def test_a_case_is_of_the_area_of_its_procedures_and_knows_whom_it_asked(standing, ask):
    tale = standing.apply().decide().ask()
    known = ask(case_known, tale.case_id)
    assert known.area == PROCEDURE
    assert set(known.asked) <= set(BODIES)
    assert known.asked
    assert not known.is_special
    assert ask(special_cases, [PROCEDURE]) == []


def test_nothing_is_known_of_a_case_that_there_is_not(standing, ask):
    assert ask(case_known, UUID(int=0)) is None
