"""Facts that stories begin with: invented, and as few as will do."""

from datetime import UTC, date, datetime
from uuid import UUID

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    Consent,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.ground import Ground
from asbreview.domain.people import Channel, Official, Person, Prose, Safety
from asbreview.domain.sealed import Sealed
from story import SIGNED

TODAY = date(2026, 3, 2)  # the Monday on which a story's command is given
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)
APPLICANT, VICTIM, STRANGER = UUID(int=7), UUID(int=8), UUID(int=9)
POLICE, HOUSING = UUID(int=31), UUID(int=32)
SAFE = Safety(to_write=True, to_email=True, to_ring=True, to_leave_a_message=False)
GROUND = Ground(
    procedure_id="statute", procedure_version=1, relied_on=(), log_position=20
)


def prose(number=1):
    return Prose(
        text_id=UUID(int=100 + number), text=Sealed("a token"), about=(APPLICANT,)
    )


def person(person_id=APPLICANT):
    token = Sealed("a token")
    return Person(
        person_id=person_id,
        name=token,
        address=token,
        email=token,
        phone=token,
        safe=SAFE,
        prefers=Channel.LETTER,
    )


def official(number=1, body_id=POLICE):
    return Official(
        official_id=UUID(int=200 + number), body_id=body_id, name=Sealed("a token")
    )


def application(applied_on=YESTERDAY, capacity=Capacity.VICTIM):
    return Application(
        applied_on=applied_on,
        how=HowApplied.PHONE,
        capacity=capacity,
        category=Category.NOISE,
        place="Littleport",
        wish=Wish.ATTEND,
    )


def consent(given_by=VICTIM, given_on=YESTERDAY):
    return Consent(given_by=given_by, given_on=given_on, how=HowConsented.IN_WRITING)


def signed_on(day, number=5):
    """Sign a command given on another day than the story's."""
    return SIGNED.model_copy(
        update={
            "at": datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC),
            "command_id": UUID(int=number),
        }
    )
