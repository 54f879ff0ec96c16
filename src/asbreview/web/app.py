"""The pages of one installation."""

from typing import Any, Final

from litestar import Controller, Litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from litestar.types import Dependencies, Message, Scope

from asbreview.access.sessions import Sessions
from asbreview.web.assets import Assets, StaticFiles, assets
from asbreview.web.case_known import Shown
from asbreview.web.case_view import case_view
from asbreview.web.csrf import FormGuard
from asbreview.web.files_sent import takes_in_its_file
from asbreview.web.given import Asked, Installation, Who, dependencies, given_of
from asbreview.web.headers import AsGet, Headers, HostGuard
from asbreview.web.logs import logging
from asbreview.web.pages_from_outside import FROM_OUTSIDE
from asbreview.web.pages_of_cases import OF_CASES
from asbreview.web.pages_of_offices import OF_OFFICES
from asbreview.web.problems import problems
from asbreview.web.proof import ProofGuard, ProofPages
from asbreview.web.provider import ProviderPages
from asbreview.web.search_index import SearchIndex
from asbreview.web.second_factor import SecondFactorPages
from asbreview.web.seen_index import SeenIndex
from asbreview.web.sessions import SessionGuard
from asbreview.web.signing_in import SigningIn
from asbreview.web.signing_in_code import SigningInCode
from asbreview.web.statement import Statement
from asbreview.web.telling import Telling
from asbreview.web.templating import templates

FRAME: Final[tuple[type[Controller], ...]] = (
    SigningIn,
    SigningInCode,
    ProviderPages,
    SecondFactorPages,
    ProofPages,
    Statement,
    StaticFiles,
)
PAGES: Final[tuple[type[Controller], ...]] = (
    *FRAME,
    *OF_OFFICES,
    *OF_CASES,
    *FROM_OUTSIDE,
)
Connection = ASGIConnection[Any, Any, Any, Any]
LARGEST_FORM: Final = 1_000_000  # bytes


class Pages(Litestar):
    """The pages; whoever asks for the head of one is answered as for the page."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer HEAD as GET, without the body."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, AsGet(send)
        await super().__call__(scope, receive, send)


def create_app(
    installation: Installation, *, pages: tuple[type[Controller], ...] = PAGES
) -> Litestar:
    """Return the pages of an installation.

    Whatever page is among them is guarded: only for whoever is signed in, its forms
    only from the session they were shown to, unless the page itself says otherwise.
    """
    return given_to(routes_to(pages), installation)


def given_to(app: Litestar, installation: Installation) -> Litestar:
    """Give pages the installation that they are to be the pages of."""
    app.state = _shared(installation)
    return app


def routes_to(pages: tuple[type[Controller], ...]) -> Litestar:
    """Return pages that are of no installation yet.

    To find out what each of some hundred and fifty addresses asks for takes a third
    of a second, and is the same for every installation; whatever is an installation's
    own lies in the `state` of the application.
    """
    files = assets()
    return Pages(
        pages,
        guards=[
            answers_to_its_name,
            takes_in_its_file,
            knows_who_asks,
            was_shown_its_form,
            shows_who_it_is,
        ],
        dependencies=_at_hand(files),
        exception_handlers=problems(),
        before_send=[write_headers],
        template_config=TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(templates(files.address))
        ),
        logging_config=logging(),
        openapi_config=None,
        request_max_body_size=LARGEST_FORM,
    )


def _shared(installation: Installation) -> State:
    """Return what guards and pages share of one installation."""
    settings, office = installation.settings, installation.office
    sessions = Sessions(office, settings.limits)
    visitors = SessionGuard(
        office,
        sessions,
        installation.now,
        demonstration=settings.demonstration,
        two_factors=settings.two_factors,
        look=installation.keyring.look,
    )
    return State(
        {
            "installation": installation,
            "settings": settings,
            "hosts": HostGuard(settings.allowed_hosts),
            "headers": Headers(https=settings.https),
            "sessions": sessions,
            "visitors": visitors,
            "forms": FormGuard(settings.secret),
            "proofs": ProofGuard(installation.now, settings.limits.proof),
            "shown": Shown(),
            "index": SearchIndex(installation.keyring, installation.views),
        }
    )


def _at_hand(files: Assets) -> Dependencies:
    """Return what pages may ask for, by name."""
    return {
        **dependencies(),
        "assets": Provide(lambda: files, sync_to_thread=False),
        "view": Provide(case_view, sync_to_thread=True),
        "index": Provide(_index, sync_to_thread=False),
        "tell": Provide(_tell, sync_to_thread=False),
    }


def _index(request: Asked, who: Who) -> SearchIndex:
    given = given_of(request)
    return SeenIndex(request.app.state.index, given.views, who)


def _tell(request: Asked) -> Telling:
    given = given_of(request)
    return Telling(given.keyring, given.views)


async def answers_to_its_name(asked: Connection, handler: BaseRouteHandler) -> None:
    """Refuse a name that is not the installation's."""
    await asked.app.state.hosts(asked, handler)


async def knows_who_asks(asked: Connection, handler: BaseRouteHandler) -> None:
    """Find out who asks, and refuse what they may not ask."""
    await asked.app.state.visitors(asked, handler)


async def was_shown_its_form(asked: Connection, handler: BaseRouteHandler) -> None:
    """Refuse a form that was shown to somebody else."""
    await asked.app.state.forms(asked, handler)


async def shows_who_it_is(asked: Connection, handler: BaseRouteHandler) -> None:
    """Ask again who it is, before what reaches far."""
    await asked.app.state.proofs(asked, handler)


async def write_headers(message: Message, scope: Scope) -> None:
    """Write what every answer tells the browser."""
    await scope["litestar_app"].state.headers(message, scope)
