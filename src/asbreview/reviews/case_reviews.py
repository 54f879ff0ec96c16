"""The commands, and the log of what they recorded."""

from asbreview.reviews.addressees import AddresseeCommands
from asbreview.reviews.adjustments import AdjustmentCommands
from asbreview.reviews.applications import ApplicationCommands
from asbreview.reviews.calendars import CalendarCommands
from asbreview.reviews.calls_for_help import CallCommands
from asbreview.reviews.challenges import ChallengeCommands
from asbreview.reviews.closing import ClosingCommands
from asbreview.reviews.consulting import ConsultingCommands
from asbreview.reviews.contacts import ContactCommands
from asbreview.reviews.correspondence import CorrespondenceCommands
from asbreview.reviews.cross_border import CrossBorderCommands
from asbreview.reviews.dated_changes import DatedChangeCommands
from asbreview.reviews.delays import DelayCommands
from asbreview.reviews.earlier_cases import EarlierCaseCommands
from asbreview.reviews.effectiveness import EffectivenessCommands
from asbreview.reviews.given_files import FileCommands
from asbreview.reviews.group_moves import GroupMoves
from asbreview.reviews.hearings import HearingCommands
from asbreview.reviews.importing import ImportCommands
from asbreview.reviews.in_touch import InTouchCommands
from asbreview.reviews.meetings import MeetingCorrections
from asbreview.reviews.moved_days import MovedDaysCommands
from asbreview.reviews.need_to_know import NeedToKnowCommands
from asbreview.reviews.outcomes import OutcomeCommands
from asbreview.reviews.owners import OwnerCommands
from asbreview.reviews.owners_reminded import OwnerRemindingCommands
from asbreview.reviews.packs import PackCommands
from asbreview.reviews.panels import PanelCommands
from asbreview.reviews.partners import PartnerCommands
from asbreview.reviews.past import PastCommands
from asbreview.reviews.plans import PlanCommands
from asbreview.reviews.proposing_erasures import ErasureProposalCommands
from asbreview.reviews.proposing_texts import TextsErasureCommands
from asbreview.reviews.receiving import ReceivingCommands
from asbreview.reviews.rectifying import RectifyingCommands
from asbreview.reviews.removing import RemovalCommands
from asbreview.reviews.representatives import RepresentativeCommands
from asbreview.reviews.responses import ResponseCommands
from asbreview.reviews.returns import ReturnCommands
from asbreview.reviews.rights import RightsCommands
from asbreview.reviews.risks import RiskCommands
from asbreview.reviews.satisfaction import SatisfactionCommands
from asbreview.reviews.sending import SendingCommands
from asbreview.reviews.sittings import SittingCommands
from asbreview.reviews.standing_still import StandstillCommands
from asbreview.reviews.statements import StatementCommands
from asbreview.reviews.telling_right import TellingRightCommands
from asbreview.reviews.thresholds import ThresholdCommands
from asbreview.reviews.updates import UpdatesCommands
from asbreview.reviews.victims import VictimCorrections
from asbreview.reviews.what_ifs import WhatIfCommands
from asbreview.reviews.who_sees import SeeingCommands
from asbreview.reviews.writing import WritingCommands


class CaseReviews(
    CalendarCommands,
    HearingCommands,
    CrossBorderCommands,
    ReceivingCommands,
    ApplicationCommands,
    ImportCommands,
    ContactCommands,
    InTouchCommands,
    ThresholdCommands,
    PartnerCommands,
    ResponseCommands,
    RiskCommands,
    GroupMoves,
    PanelCommands,
    SittingCommands,
    OutcomeCommands,
    ClosingCommands,
    PlanCommands,
    OwnerCommands,
    OwnerRemindingCommands,
    TellingRightCommands,
    AddresseeCommands,
    ChallengeCommands,
    DelayCommands,
    StandstillCommands,
    MovedDaysCommands,
    CorrespondenceCommands,
    WritingCommands,
    SendingCommands,
    ErasureProposalCommands,
    TextsErasureCommands,
    RectifyingCommands,
    RemovalCommands,
    PackCommands,
    VictimCorrections,
    MeetingCorrections,
    StatementCommands,
    FileCommands,
    CallCommands,
    SeeingCommands,
    NeedToKnowCommands,
    ConsultingCommands,
    AdjustmentCommands,
    RepresentativeCommands,
    SatisfactionCommands,
    UpdatesCommands,
    ReturnCommands,
    EffectivenessCommands,
    DatedChangeCommands,
    WhatIfCommands,
    EarlierCaseCommands,
    PastCommands,
    RightsCommands,
):
    """Everything that can be done to a case, each command one save."""
