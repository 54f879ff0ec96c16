"""Does the time of an answer tell that there is a case which is not theirs?

    python -m benchmarks.refusing

A case of another area, a restricted one, and references that nothing has, asked for in
turn by a caseworker.  It prints the median of each beside that of no case, and how
often an answer of no case was the slower of two: 50 % says nothing.  What is aimed for
is our own: that a few hundred answers do not tell one from the other.
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from structlog.testing import capture_logs

from benchmarks.measuring import Figure, finish, machine, report, seconds
from desk import Day, Desk, desk
from journey import APPLIED_ON, EAST_CAMBRIDGESHIRE

TIMES: Final = 600
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NEARLY: Final = 0.05  # of the time of an answer of no case
EVEN: Final = 0.15  # of the pairs, on either side of half of them
AIM: Final = "0.95 to 1.05 times, 35 to 65 %"
HIDDEN: Final = ("a case of another area", "a restricted case")


def main() -> None:
    """Measure, and print; it ends with 1 where what is aimed for was missed."""
    print(machine())
    with TemporaryDirectory() as folder, desk(Path(folder) / "desk") as at_desk:
        addresses = _hidden(at_desk)
        at_desk.on(APPLIED_ON)
        numbers = count()
        taken: dict[str, list[float]] = {name: [] for name in ("none", *HIDDEN)}
        with capture_logs():  # each refusal is logged, which nobody has to read here
            for _ in range(TIMES):
                asked = {"none": _nowhere(next(numbers)), **addresses}
                for name, address in asked.items():
                    taken[name].append(seconds(_get(at_desk, address)))
    report("Cases that are not theirs", _figures(taken))
    finish()


def _hidden(at_desk: Desk) -> dict[str, str]:
    elsewhere = EAST_CAMBRIDGESHIRE.model_copy(
        update={"procedure_id": "elsewhere", "area": "Elsewhere"}
    )
    signed = at_desk.tale.signed(elsewhere.effective_from)
    at_desk.reviews.record_procedure(
        elsewhere, in_force_from=elsewhere.effective_from, signed=signed
    )
    made = {}
    for number, name in enumerate(HIDDEN):
        tale = Day(at_desk.reviews, at_desk.clock)
        tale.seed = tale.seed.__class__(int=8000 + number)
        told = {"procedure_id": "elsewhere"} if not number else {}
        tale.apply(caseworker_id=None, **told)
        tale.reviews.restrict_case(
            tale.case_id, (), reason="Her name", signed=tale.signed(APPLIED_ON)
        )
        reference = tale.reviews.case(tale.case_id).trigger.reference
        made[name] = f"/cases/{reference}"
    return made


def _nowhere(number: int) -> str:
    letters = "".join(ALPHABET[number // 32**n % 32] for n in range(5))
    return f"/cases/EC-25-{letters}"


def _get(at_desk: Desk, address: str) -> Callable[[], object]:
    def get() -> None:
        answer = at_desk.browser.get(address)
        if answer.status_code != 404:  # noqa: PLR2004
            raise RuntimeError(address)

    return get


def _figures(taken: dict[str, list[float]]) -> list[Figure]:
    none = taken["none"]
    found = []
    for name in HIDDEN:
        theirs = taken[name]
        slower = sum(a > b for a, b in zip(none, theirs, strict=True)) / len(none)
        times = median(theirs) / median(none)
        told = f"{1000 * median(theirs):.2f} ms, {times:.2f} times"
        beside = f"no case was slower in {slower:.0%} of pairs"
        met = abs(times - 1) <= NEARLY and abs(slower - 1 / 2) <= EVEN
        found.append(Figure(name, told, beside, AIM, met))
    return found


if __name__ == "__main__":
    main()
