"""A time of day, typed as people write it."""

import re
from datetime import time
from typing import Annotated, Final, NoReturn

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

WRITTEN: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?(am|pm)?")
IN_WORDS: Final = {"noon": "12pm", "midday": "12pm", "12noon": "12pm"}
NOON: Final = 12
EARLIEST_UNSAID: Final = 8  # 8 to 23 need no "am": nobody meets at four in the morning


def _clock(given: object) -> object:
    if not isinstance(given, str):
        return given
    plain = given.casefold().replace(".m", "m").replace("m.", "m")
    plain = "".join(plain.split())
    match = WRITTEN.fullmatch(IN_WORDS.get(plain, plain))
    if match is None:
        _refuse("must be a time, like 10:30am or 2pm")
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] is None and hour < EARLIEST_UNSAID:
        _refuse("must say whether it is am or pm, like 2pm")
    try:
        return time(_of_24(hour, match[3]), minute)
    except ValueError:
        _refuse("must be a real time, like 10:30am or 2pm")


def _of_24(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return hour % NOON + (NOON if half == "pm" else 0)


def _refuse(how: str) -> NoReturn:
    raise PydanticCustomError("typed_time", "{how}", {"how": how})


Clock = Annotated[time, BeforeValidator(_clock)]
