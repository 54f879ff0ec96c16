"""The pages of one case: all that is below its address."""

from typing import Final

from litestar import Controller

from asbreview.web.address_holds import AddressHoldsPages
from asbreview.web.addressees import AddresseePages
from asbreview.web.adjustments import AdjustmentPages
from asbreview.web.after_receipt import AfterReceipt
from asbreview.web.asking import AskingPages
from asbreview.web.between import Between
from asbreview.web.calls_for_help import CallsForHelp
from asbreview.web.case_erasure import CaseErasurePages
from asbreview.web.case_letters import CaseLetters
from asbreview.web.challenges import ChallengePages
from asbreview.web.challenges_decided import ChallengeDecidedPages
from asbreview.web.challenges_heard import ChallengeHeardPages
from asbreview.web.challenges_papers import ChallengePapersPages
from asbreview.web.chronology import ChronologyPages
from asbreview.web.circumstances import CircumstancesPages
from asbreview.web.closing import ClosingPages
from asbreview.web.complaints import ComplaintPages
from asbreview.web.consent import ConsentPages
from asbreview.web.contacts import ContactPages
from asbreview.web.cross_border import CrossBorderPages
from asbreview.web.data_annotated import AnnotationPages
from asbreview.web.data_recipients import RecipientPages
from asbreview.web.data_requests import DataRequestPages
from asbreview.web.data_requests_answered import AnswerPages
from asbreview.web.data_requests_erased import TextsErasurePages
from asbreview.web.data_restricted import RestrictionPages
from asbreview.web.deadlines import Deadlines
from asbreview.web.decisions import Decisions
from asbreview.web.documents import DocumentPages
from asbreview.web.earlier_cases import EarlierPages
from asbreview.web.erasure import ErasurePages
from asbreview.web.erasure_proposals import ErasureProposalPages
from asbreview.web.history import History
from asbreview.web.incident_lists import IncidentListPages
from asbreview.web.keeping import KeepingPages
from asbreview.web.known import KnownThen
from asbreview.web.letters_approving import LettersApproving
from asbreview.web.letters_left import LettersLeft
from asbreview.web.letters_sent import SentLetters
from asbreview.web.letters_words import LettersWords
from asbreview.web.moved_days import MovedDays
from asbreview.web.need_to_know import NeedToKnowPages
from asbreview.web.ombudsman_pack import OmbudsmanPackPages
from asbreview.web.outcome import OutcomePages
from asbreview.web.overview import Overview
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
from asbreview.web.plan import PlanPages
from asbreview.web.plan_consulted import PlanConsultedPages
from asbreview.web.progress import ProgressPages
from asbreview.web.putting_right import PuttingRightPages
from asbreview.web.representatives import RepresentativePages
from asbreview.web.risk import RiskPages
from asbreview.web.satisfaction import SatisfactionPages
from asbreview.web.standing_still import Clock
from asbreview.web.statements import StatementPages
from asbreview.web.status_code import StatusCodePages
from asbreview.web.threshold import ThresholdPages
from asbreview.web.told_in_error import ToldInErrorPages
from asbreview.web.updates import UpdatesPages
from asbreview.web.victim import VictimPages
from asbreview.web.who_sees import WhoSeesPages

OF_CASES: Final[tuple[type[Controller], ...]] = (
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
    DocumentPages,
    ChronologyPages,
    History,
    Between,
    KnownThen,
    Decisions,
    PuttingRightPages,
    KeepingPages,
    DataRequestPages,
    AnswerPages,
    TextsErasurePages,
    RestrictionPages,
    AnnotationPages,
    RecipientPages,
    ToldInErrorPages,
    CaseErasurePages,
    ErasurePages,
    ErasureProposalPages,
    StatusCodePages,
)
