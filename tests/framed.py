"""An installation to try the frame with: two accounts, one case, a page with a form."""

import os
from copy import copy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import create_engine

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.office import Office
from asbreview.access.policy import CaseKnown
from asbreview.evidence_files.files import Files
from asbreview.evidence_files.folder import FileFolder
from asbreview.evidence_files.scanner import no_scanner
from asbreview.evidence_files.vault import Vault
from asbreview.store.keys import KeyRing
from asbreview.store.sqlite_keys import SQLiteKeys
from asbreview.web.app import FRAME, given_to, routes_to
from asbreview.web.given import Installation, Settings
from hesitation import hesitant
from pages_shared import without_events
from sample_pages import TEMPLATES, Notes, SamplePages

PASSWORD = "heron over the washes"
AREAS = frozenset({"east-fen"})
SAM = Account(
    UUID(int=1), "sam@ely.example", "Sam Reed", Role.CASEWORKER, UUID(int=9), AREAS
)
ANN = Account(
    UUID(int=2), "ann@ely.example", "Ann Fen", Role.AUDITOR, UUID(int=9), AREAS
)
CASE = UUID(int=5)
KNOWN = CaseKnown(CASE, "east-fen")


def open_office(folder, *, at, demonstration=False):
    office = Office.in_file(Path(folder) / "office.sqlite")
    for account in (SAM, ANN):
        open_account(
            office, account, password=PASSWORD, at=at, demonstration=demonstration
        )
    return office


def install(office, now, settings):
    keyring = KeyRing(SQLiteKeys(Path(":memory:"), b"k" * 32))
    return Installation(
        reviews=Notes(),
        keyring=keyring,
        views=create_engine("sqlite://"),
        projector=None,
        office=office,
        now=now,
        find_case={"EF-26-7K3MQ": CASE}.get,
        case_known={CASE: KNOWN}.get,
        position_as_of=lambda instant: instant.day,
        settings=settings,
        files=Files(Vault(FileFolder(Path("nowhere")), keyring), no_scanner, 1, 1),
    )


@cache
def _pages():
    pages = routes_to((*FRAME, SamplePages))
    engine = pages.template_engine.engine
    engine.loader = ChoiceLoader([engine.loader, DictLoader(TEMPLATES)])
    return without_events(pages)


def framed(installation):
    """Return an installation's frame; what is alike for all of them is made once."""
    return given_to(copy(_pages()), installation)


def served():
    """Make the pages for a real server; it is told the folder by its environment."""

    def now():
        return datetime.now(UTC)

    office = open_office(os.environ["FRAMED_FOLDER"], at=now(), demonstration=True)
    told = Settings("East Fen partnership", b"s" * 32, demonstration=True)
    return hesitant(framed(install(office, now, told)))
