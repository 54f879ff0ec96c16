"""One caseworker, forty open cases in six areas: `python -m benchmarks.one_look`.

The queue, each of its filters and the search answer in one look.  There are as many
cases again of every other caseworker of the county, which are not theirs to be shown.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from asbreview.access.accounts import open_account
from asbreview.installation import Installation, opened
from asbreview.procedures.reading import read_procedure
from asbreview.reviews.told import PersonTold
from asbreview.settings import Settings
from benchmarks import asking
from benchmarks.asking import Aim, Asked, Held
from benchmarks.measuring import Figure, finish, machine, report
from benchmarks.serving import Client, Served
from browser.premises import PASSWORD, SAM
from journey import APPLIED_ON, PROCEDURE, SAFE, Journey

OTHERS: Final = (
    "cambridge-city",
    "fenland",
    "huntingdonshire",
    "south-cambridgeshire",
    "peterborough",
)
AREAS: Final = (PROCEDURE, *OTHERS)
OPEN: Final = 40  # cases of the one caseworker
OF_OTHERS: Final = 160  # cases of four more
CASEWORKERS: Final = (SAM.account_id, *(UUID(int=900 + n) for n in range(4)))
AIM: Final = Aim(nearly_all=50)
SURNAMES: Final = ("Marsh", "Fen", "Sedge", "Larkspur", "Wicken", "Teasel", "Heron")


def figures() -> Iterator[Figure]:
    """Measure the queue, its filters and the search of such an installation."""
    with TemporaryDirectory() as folder:
        told = {
            "ASBREVIEW_DATA": str(Path(folder) / "data"),
            "ASBREVIEW_SECRET": "s" * 32,
            "ASBREVIEW_OTHER_PROCEDURES": ",".join(OTHERS),
        }
        with opened(Settings.read(told)) as installation:
            references = list(_filled(installation))
        held = Held(f"{OPEN} of {OPEN + OF_OTHERS} in six areas", told, references)
        yield from asking.figures([held], pages)


def pages() -> Iterator[Asked]:
    """Yield what somebody looks at in a morning."""
    for what, address in (
        ("the queue: my cases", "/"),
        ("all cases, of six areas", "/?whose=all"),
        ("filtered by place", "/?whose=all&place=Ely"),
        ("filtered by what is overdue", "/?overdue=yes"),
        ("filtered by whom it waits for", "/?waits_for=us"),
        ("filtered by all of these", "/?whose=all&place=Ely&overdue=yes&waits_for=us"),
        ("its second page", "/?page=2"),
    ):
        yield Asked(what, AIM, _getting(address))
    yield Asked("search for a surname", AIM, _searching("larkspur"))
    yield Asked("search with a slip in it", AIM, _searching("larkspru"))
    yield Asked("search for a reference", AIM, _searching_reference)


def _getting(address: str) -> asking.Of:
    return lambda server, _: server.getting(address)


def _searching(query: str) -> asking.Of:
    return lambda server, _: _asking_for(server, query)


def _searching_reference(server: Served, held: Held) -> Client:
    return _asking_for(server, held.cases[0])


def _asking_for(server: Served, query: str) -> Client:
    body = urlencode(server.visitor.form("/find", {"query": query}), doseq=True)
    return server.sending("/find", (body for _ in iter(int, 1)))


def _filled(installation: Installation) -> Iterator[str]:
    """Open the account and the cases; yield the references of the caseworker's own."""
    reviews, stood_on = installation.reviews, date(2024, 4, 1)
    standing = Journey(reviews).stand()
    for name in OTHERS:
        procedure = read_procedure(name)
        signed = standing.signed(stood_on)
        reviews.record_procedure(procedure, in_force_from=stood_on, signed=signed)
    sam = SAM._replace(areas=frozenset(AREAS))
    open_account(
        installation.office,
        sam,
        password=PASSWORD,
        at=installation.clock(),
        demonstration=False,
    )
    for number in range(OPEN + OF_OTHERS):
        whose = CASEWORKERS[0 if number < OPEN else 1 + number % 4]
        on = APPLIED_ON + timedelta(days=number % 14)
        surname = SURNAMES[number % len(SURNAMES)]
        tale = Journey(reviews, 100 + number).apply(
            on,
            procedure_id=AREAS[number % len(AREAS)],
            applicant=PersonTold(name=f"Rowan {surname} {number}", safe=SAFE),
            caseworker_id=whose,
        )
        tale.post(on + timedelta(days=1))
        if number < OPEN:
            yield reviews.case(tale.case_id).trigger.reference
    installation.projector.catch_up()


if __name__ == "__main__":
    print(machine())
    report("One caseworker, forty open cases, six areas", figures())
    finish()
