"""A case under a shipped procedure, told by the same steps as every other."""

from dataclasses import replace

import pytest

import journey
from asbreview.procedures import read_procedure
from asbreview.reviews import CaseReviews
from journey import Journey


def be_of(area: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cases that are told be those of an area that ships."""
    procedure = read_procedure(area)
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


def case_of(
    area: str, reviews: CaseReviews, monkeypatch: pytest.MonkeyPatch
) -> Journey:
    """Begin to tell a case of an area: its procedure and the calendar are on record."""
    be_of(area, monkeypatch)
    return Journey(reviews).stand()
