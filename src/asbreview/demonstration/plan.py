"""The cases of the demonstration, a line each: when, whose, and what was unusual.

Days are working days: *ago* before the day of the demonstration, the rest after the
application.  A step whose day has not come has not happened; so a case that began not
long ago is still going on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from asbreview.domain.application import Capacity, HowApplied, Wish

# Each step and the working day, after the application, on which it is taken.
COURSE: Final[Mapping[str, float]] = {
    "apply": 0,
    "ask": 1,
    "answer housing": 6,
    "answer council": 8,
    "answer health": 9,
    "answer police": 11,
    "assess": 12,
    "decide": 14,
    "convene": 17,
    "take part": 22,
    "assess again": 31,
    "hold": 33,
    "propose": 33,
    "say of plan": 35,
    "find": 36,
    "respond": 50,
    "progress": 58,
    "finish": 80,
    "close": 84,
}
OF_A_REVIEW: Final = (
    "convene",
    "take part",
    "assess again",
    "hold",
    "propose",
    "say of plan",
    "find",
    "respond",
    "progress",
    "finish",
)
CHALLENGEABLE: Final = 24  # working days a case stays open after "not met"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How one case goes; *on* gives steps another day, None leaves a step out.

    *again* is the tale of an earlier case, if whoever applies had applied for it.
    """

    tale: str
    ago: int
    area: str = "east-cambridgeshire"
    owner: str | None = "sam"
    pace: float = 1
    on: Mapping[str, int | None] = field(default_factory=dict)
    twists: tuple[str, ...] = ()
    said: Mapping[str, int] = field(default_factory=dict)
    how: HowApplied = HowApplied.WEB
    capacity: Capacity = Capacity.VICTIM
    wish: Wish = Wish.UNDECIDED
    met: bool = True
    again: str = ""

    def course(self) -> dict[str, int]:
        """Return the working day of each step that is planned, in order.

        Steps after one that has another day move with it.
        """
        dropped = () if self.met else OF_A_REVIEW
        days: dict[str, int] = {}
        moved_by = 0
        for step, usual in COURSE.items():
            day = self.on.get(step, round(usual * self.pace) + moved_by)
            if day is not None and step not in dropped:
                days[step] = day
                moved_by = day - round(usual * self.pace)
        if not self.met and "decide" in days:
            days["close"] = days["decide"] + CHALLENGEABLE
        return days
