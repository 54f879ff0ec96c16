"""What is given to the pages: by type, and by name.

A page names what it needs among its parameters, by these names: `who: Who`,
`signed: Signature`, `typed: TypedFields`, `form_fields: FormFields`,
`case_id: CaseId`, `as_of: AsOfAsked`, `reviews: Reviews`, `views: Views`,
`keyring: Keyring`, `projector: Projections`, `office: OfficeGiven`, `seen: Seen`,
`today: Today`, `installation: Given`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from litestar.concurrency import sync_to_thread
from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import Dependencies
from sqlalchemy import Engine

from asbreview.access.accounts import Account, Role
from asbreview.access.office import Office
from asbreview.access.policy import Action, CaseKnown, may
from asbreview.access.provider import Provider
from asbreview.access.read_log import Read, note_read
from asbreview.access.sessions import Limits
from asbreview.access.throttle import Allowed
from asbreview.domain.days import local_day
from asbreview.domain.letter.facts import Way
from asbreview.domain.model import Signed
from asbreview.evidence_files.files import Files
from asbreview.letters.ways.choosing import LookedAt
from asbreview.letters.ways.smtp import MailServer
from asbreview.reviews import CaseReviews
from asbreview.store.keys import KeyRing
from asbreview.web.as_of import AsOf, as_of
from asbreview.web.case_known import NO_CASE, Shown
from asbreview.web.sessions import NEEDS, SAFE, note_refusal
from asbreview.web.typed import Fields
from projections.projector import Projector
from projections.scope import Scope, scope_of

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """What the pages of an installation are told to be.

    `procedure` names the review procedure of the installation's own area, `areas` those
    of every area that applications are received in, if there are several; `ways` are
    those that letters can take besides the print queue; `receipts_token` is what
    Notify bears that tells what became of them; `follow_at` the address at which an
    applicant follows a case, as letters print it, `answer_at` that at which a body
    answers a request; `two_factors` are the roles that have to have a second factor.
    """

    partnership: str
    secret: bytes = field(repr=False)
    procedure: str = "east-cambridgeshire"
    areas: tuple[str, ...] = ()
    demonstration: bool = False
    https: bool = False
    allowed_hosts: tuple[str, ...] = LOOPBACK
    proxies: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    tries: Allowed = field(default_factory=Allowed)
    ways: frozenset[Way] = frozenset()
    receipts_token: str = field(default="", repr=False)
    follow_at: str = ""
    answer_at: str = ""
    two_factors: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Installation:
    """All that one installation is made of.

    `find_case` gives the case of a reference, `case_known` what has to be known of it
    to say who may see it; `position_as_of` the position of the last event recorded by
    an instant; `forget_letters` takes those to a person out of the print queue;
    `settle_letters` takes every letter as far as it can go now; `files` is where what
    is given as evidence lies; `mail` is the mail server, where one is set up;
    `ledger_keys` gives the public keys by which the ledger is signed; `provider` is the
    identity provider, where one is set up; `looks_first` gives the way of a letter that
    somebody has to look at before it goes.
    """

    reviews: CaseReviews
    keyring: KeyRing
    views: Engine
    projector: Projector
    office: Office
    now: Callable[[], datetime]
    find_case: Callable[[str], UUID | None]
    position_as_of: Callable[[datetime], int]
    settings: Settings
    files: Files
    case_known: Callable[[UUID], CaseKnown | None] = lambda _: None
    forget_letters: Callable[[UUID], None] = lambda _: None
    settle_letters: Callable[[], None] = lambda: None
    mail: MailServer | None = None
    ledger_keys: Callable[[], list[str]] = list
    provider: Provider | None = None
    looks_first: LookedAt = lambda _, __, chosen: chosen


@dataclass(frozen=True)
class Signing:
    """The hand of whoever is signed in: signs each command that a form gives."""

    account: Account
    at: datetime
    writes_first: bool = False

    @property
    def on(self) -> date:
        """The day it is, in England and Wales."""
        return local_day(self.at)

    def by_command(self, command_id: UUID) -> Signed:
        """Sign a command."""
        return Signed(
            by=self.account.account_id,
            for_body=self.account.body_id,
            at=self.at,
            command_id=command_id,
            writes_first=self.writes_first,
        )


Given = NamedDependency[Installation]
Reviews = NamedDependency[CaseReviews]
Keyring = NamedDependency[KeyRing]
Projections = NamedDependency[Projector]
Views = NamedDependency[Engine]
OfficeGiven = NamedDependency[Office]
Who = NamedDependency[Account]
Signature = NamedDependency[Signing]
Today = NamedDependency[date]
TypedFields = NamedDependency[Mapping[str, list[str]]]
FormFields = NamedDependency[dict[str, str]]
AsOfAsked = NamedDependency[AsOf]
CaseId = NamedDependency[UUID]
Seen = NamedDependency[Scope]

Asked = Request[Any, Any, Any]


def dependencies() -> Dependencies:
    """Return what pages may ask for, by name."""
    return {
        "installation": Provide(given_of, sync_to_thread=False),
        "reviews": Provide(_part("reviews"), sync_to_thread=False),
        "keyring": Provide(_part("keyring"), sync_to_thread=False),
        "views": Provide(_part("views"), sync_to_thread=False),
        "projector": Provide(_part("projector"), sync_to_thread=False),
        "office": Provide(_part("office"), sync_to_thread=False),
        "today": Provide(_today, sync_to_thread=False),
        "who": Provide(_who, sync_to_thread=False),
        "signed": Provide(_signed, sync_to_thread=False),
        "typed": Provide(_typed, sync_to_thread=False),
        "form_fields": Provide(form_fields_of, sync_to_thread=False),
        "as_of": Provide(_as_of),
        "case_id": Provide(case_asked_for, sync_to_thread=True),
        "seen": Provide(seen_by, sync_to_thread=True),
    }


def given_of(request: Asked) -> Installation:
    """Return the installation that a request is made to."""
    given: Installation = request.app.state.installation
    return given


def _part(name: str) -> Callable[[Asked], Any]:
    def part(request: Asked) -> Any:
        return getattr(given_of(request), name)

    return part


def _today(request: Asked) -> date:
    return local_day(given_of(request).now())


def _who(request: Asked) -> Account:
    account: Account = request.state.visitor.account
    return account


def _signed(request: Asked, who: Who, installation: Given) -> Signing:
    del request
    return Signing(who, installation.now())


def _typed(request: Asked) -> Fields:
    fields: Fields = request.state.fields
    return fields


def form_fields_of(request: Asked) -> dict[str, str]:
    """Give a form its session's token, and the id of the command it will give."""
    token = request.app.state.forms.token(request.state.visitor.token)
    return {"csrf_token": token, "command_id": str(uuid4())}


async def _as_of(request: Asked, installation: Given) -> AsOf:
    """Say when the page is looked at from; the frame then says so too.

    The log is asked only where an instant is; a thread is waited for only then.
    """
    asked, now = request.query_params.get("as_of"), installation.now()
    ask = partial(as_of, asked, now=now, position_as_of=installation.position_as_of)
    seen_from = await sync_to_thread(ask) if asked else ask()
    if not seen_from.is_now:
        request.state.as_of = seen_from
    return seen_from


def seen_by(who: Who, views: Views) -> Scope:
    """Return which cases whoever asks may see: every list asks for no others."""
    with views.connect() as db:
        return scope_of(db, who)


def case_asked_for(
    request: Asked, reference: FromPath[str], who: Who, installation: Given
) -> UUID:
    """Find the case a page is about, and note that it was read.

    No such case and not yours are the same answer.
    """
    shown: Shown = request.app.state.shown
    seen = shown.to(who.account_id, reference)
    case_id = seen or installation.find_case(reference)
    known = installation.case_known(case_id or NO_CASE)
    only_looks = request.method in SAFE
    needs = request.route_handler.opt.get(NEEDS, Action.WRITE)
    action = Action.READ_CASE if only_looks else needs
    if case_id is None or known is None or not may(who, action, known):
        note_refusal(request, who, case_id)
        raise NotFoundException
    shown.note(who.account_id, reference, case_id)
    if only_looks:
        read = Read(who.account_id, case_id, request.url.path, installation.now())
        note_read(installation.office, read)
    return case_id
