"""The pages of one installation."""

from typing import Any, Final

from litestar import Controller, Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from asbreview.access.sessions import Sessions
from asbreview.web.assets import Assets, StaticFiles
from asbreview.web.case_view import case_view
from asbreview.web.csrf import FormGuard
from asbreview.web.given import Installation, dependencies
from asbreview.web.headers import Headers, HostGuard
from asbreview.web.logs import logging
from asbreview.web.problems import problems
from asbreview.web.sessions import SessionGuard
from asbreview.web.signing_in import SigningIn
from asbreview.web.statement import Statement
from asbreview.web.telling import Telling
from asbreview.web.templating import templates

PAGES: Final[tuple[type[Controller], ...]] = (SigningIn, Statement, StaticFiles)
LARGEST_FORM: Final = 1_000_000  # bytes


def create_app(
    installation: Installation, *, pages: tuple[type[Controller], ...] = PAGES
) -> Litestar:
    """Return the pages of an installation.

    Whatever page is among them is guarded: only for whoever is signed in, its forms
    only from the session they were shown to, unless the page itself says otherwise.
    """
    settings, assets = installation.settings, Assets()
    sessions = Sessions(installation.office, settings.limits)
    visitors = SessionGuard(installation.office, sessions, installation.now)
    forms = FormGuard(settings.secret)
    shared: dict[str, Any] = {
        "settings": settings,
        "sessions": sessions,
        "visitors": visitors,
        "forms": forms,
    }
    return Litestar(
        pages,
        guards=[HostGuard(settings.allowed_hosts), visitors, forms],
        dependencies={
            **dependencies(installation),
            "assets": Provide(lambda: assets, sync_to_thread=False),
            "view": Provide(case_view, sync_to_thread=True),
            "tell": Provide(
                lambda: Telling(installation.keyring, installation.views),
                sync_to_thread=False,
            ),
        },
        exception_handlers=problems(),
        before_send=[Headers(https=settings.https)],
        template_config=TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(templates(assets.address))
        ),
        logging_config=logging(),
        openapi_config=None,
        request_max_body_size=LARGEST_FORM,
        state=State(shared),
    )
