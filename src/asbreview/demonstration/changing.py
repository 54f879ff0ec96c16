"""What is done once, on no case: bodies are in the directory, a change is named."""

from typing import Final
from uuid import uuid5

from asbreview.demonstration.accounts import AREAS, COUNCIL, DEMONSTRATION, LENA
from asbreview.demonstration.asking import SINCE
from asbreview.demonstration.play import World
from asbreview.demonstration.schedule import Step, in_the_morning
from asbreview.domain.days import local_day
from asbreview.domain.model import Signed

NAMED: Final = 110  # working days ago
CHANGED: Final = "A morning each fortnight kept free in the diaries for panels"
WHY: Final = (
    "Half of the wait for a panel was for a day on which all could come. Whether this"
    " helped is to be seen from here."
)


def directory_opened(world: World) -> Step:
    """Open the directory of bodies, before anybody is asked by it."""
    return in_the_morning(world.hours, SINCE, world.asked.open_directory)


def change_named(world: World) -> Step:
    """Name what the area changed, on the day from which it held."""

    def name() -> None:
        (area_id,) = AREAS
        at = world.clock()
        signed = Signed(
            by=LENA.account.account_id,
            for_body=COUNCIL,
            at=at,
            command_id=uuid5(DEMONSTRATION, "change"),
        )
        world.reviews.name_change(
            area_id, on=local_day(at), says=CHANGED, why=WHY, signed=signed
        )

    return in_the_morning(world.hours, NAMED, name)
