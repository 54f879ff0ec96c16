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
from asbreview.web.accounts_kept import AccountsKept
from asbreview.web.accounts_linked import AccountsLinked
from asbreview.web.address_holds import AddressHoldsPages
from asbreview.web.addressees import AddresseePages
from asbreview.web.adjustments import AdjustmentPages
from asbreview.web.after_receipt import AfterReceipt
from asbreview.web.answer import Answer
from asbreview.web.answer_times import BodyTimes, OwnTimes
from asbreview.web.answering import AnsweringPages
from asbreview.web.applications import Applications
from asbreview.web.apply import Apply
from asbreview.web.apply_complaints import ApplyComplaints
from asbreview.web.apply_files import ApplyFiles
from asbreview.web.apply_sending import Sending
from asbreview.web.asking import AskingPages
from asbreview.web.assets import Assets, StaticFiles, assets
from asbreview.web.audit import Audit
from asbreview.web.audit_reads import AuditReads
from asbreview.web.between import Between
from asbreview.web.calls_for_help import CallsForHelp
from asbreview.web.case_erasure import CaseErasurePages
from asbreview.web.case_known import Shown
from asbreview.web.case_letters import CaseLetters
from asbreview.web.case_view import case_view
from asbreview.web.challenges import ChallengePages
from asbreview.web.challenges_decided import ChallengeDecidedPages
from asbreview.web.challenges_heard import ChallengeHeardPages
from asbreview.web.challenges_papers import ChallengePapersPages
from asbreview.web.chronology import ChronologyPages
from asbreview.web.circumstances import CircumstancesPages
from asbreview.web.closing import ClosingPages
from asbreview.web.complaints import ComplaintPages
from asbreview.web.conformance import ConformancePages
from asbreview.web.consent import ConsentPages
from asbreview.web.contacts import ContactPages
from asbreview.web.cross_border import CrossBorderPages
from asbreview.web.csrf import FormGuard
from asbreview.web.data_annotated import AnnotationPages
from asbreview.web.data_recipients import RecipientPages
from asbreview.web.data_requests import DataRequestPages
from asbreview.web.data_requests_answered import AnswerPages
from asbreview.web.data_requests_erased import TextsErasurePages
from asbreview.web.data_restricted import RestrictionPages
from asbreview.web.deadlines import Deadlines
from asbreview.web.decisions import Decisions
from asbreview.web.directory import DirectoryPages
from asbreview.web.disposals import DisposalPages
from asbreview.web.documents import DocumentPages
from asbreview.web.earlier_cases import EarlierPages
from asbreview.web.effectiveness import AssessingPages, EffectivenessPages
from asbreview.web.emergency import EmergencyPages
from asbreview.web.erasure import ErasurePages
from asbreview.web.erasure_proposals import ErasureProposalPages
from asbreview.web.figures import Figures
from asbreview.web.figures_again import AgainPages
from asbreview.web.figures_bodies import BodiesPages
from asbreview.web.figures_counts import CountsPages
from asbreview.web.figures_open import OpenPages
from asbreview.web.figures_satisfaction import FoundPages
from asbreview.web.figures_time import TimePages
from asbreview.web.files_sent import takes_in_its_file
from asbreview.web.finding import Finding
from asbreview.web.given import Asked, Installation, Who, dependencies, given_of
from asbreview.web.group import GroupPages
from asbreview.web.group_changed import GroupChangePages
from asbreview.web.headers import AsGet, Headers, HostGuard
from asbreview.web.health import Health
from asbreview.web.history import History
from asbreview.web.incident_lists import IncidentListPages
from asbreview.web.keeping import KeepingPages
from asbreview.web.known import KnownThen
from asbreview.web.ledger import LedgerPages
from asbreview.web.letters import Letters
from asbreview.web.letters_approving import LettersApproving
from asbreview.web.letters_left import LettersLeft
from asbreview.web.letters_sent import SentLetters
from asbreview.web.letters_words import LettersWords
from asbreview.web.logs import logging
from asbreview.web.moved_days import MovedDays
from asbreview.web.need_to_know import NeedToKnowPages
from asbreview.web.notify_receipts import NotifyReceipts
from asbreview.web.ombudsman_pack import OmbudsmanPackPages
from asbreview.web.outcome import OutcomePages
from asbreview.web.overview import Overview
from asbreview.web.own_account import OwnAccount
from asbreview.web.packs import PackPages
from asbreview.web.panel import PanelPages
from asbreview.web.panel_calendar import PanelCalendarFile
from asbreview.web.panel_invitations import PanelInvitationPages
from asbreview.web.panel_put_right import PanelPutRightPages
from asbreview.web.panel_sitting import PanelSittingPages
from asbreview.web.panel_sitting_ended import PanelSittingEnded
from asbreview.web.papers import PapersPages
from asbreview.web.partners import PartnerPages
from asbreview.web.partners_reminders import ReminderPages
from asbreview.web.partners_sent import PartnerSentPages
from asbreview.web.past import PastPages
from asbreview.web.past_forgotten import PastForgetting
from asbreview.web.past_import import PastImportPages
from asbreview.web.plan import PlanPages
from asbreview.web.plan_consulted import PlanConsultedPages
from asbreview.web.problems import problems
from asbreview.web.procedures import Procedures
from asbreview.web.procedures_adopted import Adoption
from asbreview.web.progress import ProgressPages
from asbreview.web.proof import ProofGuard, ProofPages
from asbreview.web.provider import ProviderPages
from asbreview.web.putting_right import PuttingRightPages
from asbreview.web.queue import Queue
from asbreview.web.reporting import ReportingPages
from asbreview.web.reports import CommitteeReportPages
from asbreview.web.reports_county import CountyReportPages
from asbreview.web.representatives import RepresentativePages
from asbreview.web.requests import Requests
from asbreview.web.requests_answered import OwnActions, OwnRequest
from asbreview.web.retention import RetentionPages
from asbreview.web.returns import ReturnPages
from asbreview.web.returns_published import PublishingPages
from asbreview.web.risk import RiskPages
from asbreview.web.satisfaction import SatisfactionPages
from asbreview.web.search_index import SearchIndex
from asbreview.web.second_factor import SecondFactorPages
from asbreview.web.seen_index import SeenIndex
from asbreview.web.sessions import SessionGuard
from asbreview.web.signing_in import SigningIn
from asbreview.web.signing_in_code import SigningInCode
from asbreview.web.standing_still import Clock
from asbreview.web.statement import Statement
from asbreview.web.statements import StatementPages
from asbreview.web.status import Status
from asbreview.web.status_adjustment import StatusAdjustment
from asbreview.web.status_challenge import StatusChallenge
from asbreview.web.status_changes import StatusChanges
from asbreview.web.status_code import StatusCodePages
from asbreview.web.status_file import StatusFile
from asbreview.web.status_help import StatusHelp
from asbreview.web.status_meeting import StatusMeeting
from asbreview.web.status_plan import StatusPlan
from asbreview.web.status_satisfaction import StatusSatisfaction
from asbreview.web.telling import Telling
from asbreview.web.templating import templates
from asbreview.web.threshold import ThresholdPages
from asbreview.web.told_in_error import ToldInErrorPages
from asbreview.web.updates import UpdatesPages
from asbreview.web.victim import VictimPages
from asbreview.web.what_if import WhatIfPages
from asbreview.web.what_if_kept import KeptPages
from asbreview.web.who_sees import WhoSeesPages
from asbreview.web.working_days import WorkingDays

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
    Health,
    Queue,
    Finding,
    Applications,
    Overview,
    AfterReceipt,
    CrossBorderPages,
    EarlierPages,
    ConsentPages,
    Clock,
    Deadlines,
    ComplaintPages,
    PartnerPages,
    PartnerSentPages,
    IncidentListPages,
    NeedToKnowPages,
    ReminderPages,
    RiskPages,
    ThresholdPages,
    PanelPages,
    PanelPutRightPages,
    PanelCalendarFile,
    PanelInvitationPages,
    AddresseePages,
    PanelSittingPages,
    PanelSittingEnded,
    VictimPages,
    WhoSeesPages,
    PapersPages,
    PackPages,
    OmbudsmanPackPages,
    StatementPages,
    OutcomePages,
    PlanPages,
    PlanConsultedPages,
    SatisfactionPages,
    ChallengePages,
    ChallengeHeardPages,
    ChallengePapersPages,
    ChallengeDecidedPages,
    ClosingPages,
    ContactPages,
    MovedDays,
    CallsForHelp,
    AdjustmentPages,
    RepresentativePages,
    UpdatesPages,
    CircumstancesPages,
    CaseLetters,
    SentLetters,
    LettersWords,
    LettersApproving,
    LettersLeft,
    ProgressPages,
    AskingPages,
    AddressHoldsPages,
    Letters,
    DocumentPages,
    ChronologyPages,
    History,
    Between,
    KnownThen,
    Decisions,
    PuttingRightPages,
    Figures,
    TimePages,
    OpenPages,
    BodiesPages,
    AgainPages,
    CountsPages,
    FoundPages,
    LedgerPages,
    Audit,
    AuditReads,
    ReturnPages,
    BodyTimes,
    OwnTimes,
    ConformancePages,
    CommitteeReportPages,
    CountyReportPages,
    EffectivenessPages,
    AssessingPages,
    WhatIfPages,
    KeptPages,
    PublishingPages,
    RetentionPages,
    DisposalPages,
    KeepingPages,
    DataRequestPages,
    AnswerPages,
    TextsErasurePages,
    RestrictionPages,
    AnnotationPages,
    RecipientPages,
    ToldInErrorPages,
    PastPages,
    PastForgetting,
    CaseErasurePages,
    PastImportPages,
    AccountsKept,
    AccountsLinked,
    EmergencyPages,
    OwnAccount,
    Requests,
    OwnRequest,
    OwnActions,
    ErasurePages,
    ErasureProposalPages,
    WorkingDays,
    DirectoryPages,
    GroupPages,
    GroupChangePages,
    Procedures,
    Adoption,
    Answer,
    AnsweringPages,
    ReportingPages,
    Apply,
    ApplyComplaints,
    ApplyFiles,
    Sending,
    Status,
    StatusChanges,
    StatusChallenge,
    StatusFile,
    StatusHelp,
    StatusAdjustment,
    StatusSatisfaction,
    StatusPlan,
    StatusMeeting,
    StatusCodePages,
    NotifyReceipts,
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
