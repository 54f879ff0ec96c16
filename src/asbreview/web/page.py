"""A page in its frame."""

from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from litestar.connection import Request
from litestar.response import Template

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from asbreview.web.as_of import AsOf
from asbreview.web.headers import nonce_of
from asbreview.web.moving_along import Move, as_of, when_seen
from asbreview.web.public import is_for_bodies, is_public
from asbreview.web.sessions import Visitor

NAVIGATION: Final = (
    ("Queue", "/", Action.READ_CASES),
    ("Find a case", "/find", Action.READ_CASES),
    ("Record an application", "/applications/new", Action.WRITE),
    ("Letters", "/letters", Action.READ_CASES),
    ("Meetings", "/meetings", Action.READ_CASES),
    ("Figures", "/figures", Action.READ_FIGURES),
    ("Ledger", "/audit/ledger", Action.READ_LEDGER),
    ("Audit", "/audit", Action.ASK_ACROSS),
    ("What your body was asked", "/requests", Action.READ_REQUESTS),
    ("Accounts", "/accounts", Action.KEEP_ACCOUNTS),
    ("Emergency", "/emergency", Action.OPEN_IN_EMERGENCY),
    ("Opened in an emergency", "/emergency/opened", Action.READ_READS),
)


class Frame(NamedTuple):
    """What stands around every page."""

    partnership: str
    demonstration: bool
    account: Account | None
    may_record: bool
    may_keep_questions: bool
    may_look: bool
    may_see_due: bool
    may_say_how_long: bool
    navigation: list[dict[str, Any]]
    csrf_token: str
    nonce: str
    lasts: int
    as_of: AsOf | None
    moves: list[Move] | None
    now_address: str
    is_public: bool
    is_for_bodies: bool

    @property
    def seen_from(self) -> str:
        """When the page is looked at from, in words."""
        return when_seen(self.as_of) if self.as_of else ""

    @property
    def as_of_query(self) -> str:
        """What leads to another page as of the same instant; nothing now."""
        if self.as_of is None or self.as_of.instant is None:
            return ""
        return f"?{urlencode({'as_of': self.as_of.instant.isoformat()})}"


class Page(Template):
    """A page from a template, which finds its frame in `frame`.

    `Page("panel/show.html.jinja", case=case)`; name a status with `status_code`.
    """

    def __init__(
        self, template: str, *, status_code: int = 200, **context: Any
    ) -> None:
        super().__init__(template, context=context, status_code=status_code)

    def create_template_context(
        self, request: Request[Any, Any, Any]
    ) -> dict[str, Any]:
        """Add the frame to what the page itself shows."""
        return {**super().create_template_context(request), "frame": _frame(request)}


def _frame(request: Request[Any, Any, Any]) -> Frame:
    given = request.app.state
    visitor: Visitor = request.state.get("visitor", Visitor())
    seen_from: AsOf | None = request.state.get("as_of", None)
    may_record = may(visitor.account, Action.WRITE) and seen_from is None
    return Frame(
        partnership=given.settings.partnership,
        demonstration=given.settings.demonstration,
        account=visitor.account,
        may_record=may_record,
        may_keep_questions=may(visitor.account, Action.KEEP_QUESTIONS),
        may_look=may(visitor.account, Action.READ_CASES),
        may_see_due=may(visitor.account, Action.READ_DUE),
        may_say_how_long=may(visitor.account, Action.SAY_HOW_LONG)
        and seen_from is None,
        navigation=_navigation(visitor, request.scope["path"]),
        csrf_token=given.forms.token(visitor.token),
        nonce=nonce_of(request.scope),
        lasts=visitor.lasts,
        as_of=seen_from,
        moves=request.state.get("moves", None),
        now_address=as_of(request, None),
        is_public=is_public(request.scope["path"]),
        is_for_bodies=is_for_bodies(request.scope["path"]),
    )


def home_of(account: Account) -> str:
    """Return where whoever signs in begins; at their account if nowhere else."""
    mine = (address for _, address, action in NAVIGATION if may(account, action))
    return next(mine, "/account")


def _navigation(visitor: Visitor, path: str) -> list[dict[str, Any]]:
    """Return where else to go; whoever has to add a second factor goes nowhere else."""
    account = None if visitor.must_add else visitor.account
    return [
        {"text": text, "href": address, "current": path == address}
        for text, address, action in NAVIGATION
        if may(account, action)
    ]
