"""The pages of one installation."""

from typing import Final

from litestar import Controller, Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from litestar.types import Dependencies

from asbreview.access.sessions import Sessions
from asbreview.web.after_receipt import AfterReceipt
from asbreview.web.applications import Applications
from asbreview.web.assets import Assets, StaticFiles, assets
from asbreview.web.case_letters import CaseLetters
from asbreview.web.case_view import case_view
from asbreview.web.closing import ClosingPages
from asbreview.web.complaints import ComplaintPages
from asbreview.web.contacts import ContactPages
from asbreview.web.csrf import FormGuard
from asbreview.web.deadlines import Deadlines
from asbreview.web.erasure import ErasurePages
from asbreview.web.figures import Figures
from asbreview.web.finding import Finding
from asbreview.web.given import Installation, dependencies
from asbreview.web.headers import Headers, HostGuard
from asbreview.web.health import Health
from asbreview.web.history import History
from asbreview.web.letters import Letters
from asbreview.web.logs import logging
from asbreview.web.outcome import OutcomePages
from asbreview.web.overview import Overview
from asbreview.web.panel import PanelPages
from asbreview.web.papers import PapersPages
from asbreview.web.partners import PartnerPages
from asbreview.web.plan import PlanPages
from asbreview.web.problems import problems
from asbreview.web.queue import Queue
from asbreview.web.risk import RiskPages
from asbreview.web.search_index import SearchIndex
from asbreview.web.sessions import SessionGuard
from asbreview.web.signing_in import SigningIn
from asbreview.web.statement import Statement
from asbreview.web.telling import Telling
from asbreview.web.templating import templates
from asbreview.web.threshold import ThresholdPages

FRAME: Final[tuple[type[Controller], ...]] = (SigningIn, Statement, StaticFiles)
PAGES: Final[tuple[type[Controller], ...]] = (
    *FRAME,
    Health,
    Queue,
    Finding,
    Applications,
    Overview,
    AfterReceipt,
    Deadlines,
    ComplaintPages,
    PartnerPages,
    RiskPages,
    ThresholdPages,
    PanelPages,
    PapersPages,
    OutcomePages,
    PlanPages,
    ClosingPages,
    ContactPages,
    CaseLetters,
    Letters,
    History,
    Figures,
    ErasurePages,
)
LARGEST_FORM: Final = 1_000_000  # bytes


def create_app(
    installation: Installation, *, pages: tuple[type[Controller], ...] = PAGES
) -> Litestar:
    """Return the pages of an installation.

    Whatever page is among them is guarded: only for whoever is signed in, its forms
    only from the session they were shown to, unless the page itself says otherwise.
    """
    settings, files = installation.settings, assets()
    shared = _shared(installation)
    return Litestar(
        pages,
        guards=[HostGuard(settings.allowed_hosts), shared.visitors, shared.forms],
        dependencies=_at_hand(installation, files),
        exception_handlers=problems(),
        before_send=[Headers(https=settings.https)],
        template_config=TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(templates(files.address))
        ),
        logging_config=logging(),
        openapi_config=None,
        request_max_body_size=LARGEST_FORM,
        state=shared,
    )


def _shared(installation: Installation) -> State:
    """Return what guards and pages share: who is signed in, and which forms fit."""
    settings, office = installation.settings, installation.office
    sessions = Sessions(office, settings.limits)
    visitors = SessionGuard(
        office,
        sessions,
        installation.now,
        demonstration=settings.demonstration,
        look=installation.keyring.look,
    )
    return State(
        {
            "settings": settings,
            "sessions": sessions,
            "visitors": visitors,
            "forms": FormGuard(settings.secret),
        }
    )


def _at_hand(installation: Installation, files: Assets) -> Dependencies:
    """Return what pages may ask for, by name."""
    keyring, views = installation.keyring, installation.views
    index = SearchIndex(keyring, views)
    return {
        **dependencies(installation),
        "assets": Provide(lambda: files, sync_to_thread=False),
        "view": Provide(case_view, sync_to_thread=True),
        "index": Provide(lambda: index, sync_to_thread=False),
        "tell": Provide(lambda: Telling(keyring, views), sync_to_thread=False),
    }
