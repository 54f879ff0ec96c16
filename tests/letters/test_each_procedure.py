"""A whole case under each shipped procedure: an area needs a file, and no code."""

from dataclasses import replace

import pytest

import journey
from asbreview.domain.letter.facts import Status
from asbreview.letters.composing import compose
from asbreview.procedures import read_procedure, shipped
from journey import Journey, opened


@pytest.fixture(params=[name for name in shipped() if name != "statute"])
def procedure(request, monkeypatch):
    """Let the case be one of that area."""
    procedure = read_procedure(request.param)
    bodies = tuple(body.body_id for body in procedure.relevant_bodies)
    there = tuple(
        replace(one, body_id=body)
        for one, body in zip(journey.THERE, bodies, strict=False)
    )
    for name, value in (
        ("PROCEDURE", procedure.procedure_id),
        ("EAST_CAMBRIDGESHIRE", procedure),
        ("BODIES", bodies),
        ("COUNCIL", procedure.lead_body.body_id),
        ("THERE", there),
    ):
        monkeypatch.setattr(journey, name, value)
    return procedure


def test_a_case_goes_from_application_to_closing(procedure, tmp_path):
    with opened(tmp_path) as reviews:
        gone = Journey(reviews).stand().go()
        case = reviews.case(gone.case_id)
        assert case.procedure == procedure
        assert case.ended_as == "closed"
        letters = gone.all_letters()
        assert {letter.status for letter in letters} == {Status.POSTED}
        for letter in letters:
            then = reviews.case_as(gone.case_id, letter.drawn_from)
            written = compose(then, letter, reviews.keyring.reveal)
            assert procedure.partnership.name in str(written)
