"""The pages of an office beside its cases: the queue, figures, what it keeps."""

from typing import Final

from litestar import Controller

from asbreview.web.accounts_kept import AccountsKept
from asbreview.web.accounts_linked import AccountsLinked
from asbreview.web.answer_times import BodyTimes, OwnTimes
from asbreview.web.applications import Applications
from asbreview.web.audit import Audit
from asbreview.web.audit_reads import AuditReads
from asbreview.web.conformance import ConformancePages
from asbreview.web.directory import DirectoryPages
from asbreview.web.disposals import DisposalPages
from asbreview.web.effectiveness import (
    AssessingPages,
    AssessmentTakenBack,
    EffectivenessPages,
)
from asbreview.web.emergency import EmergencyPages
from asbreview.web.figures import Figures
from asbreview.web.figures_again import AgainPages
from asbreview.web.figures_again_by import AgainSideBySidePages
from asbreview.web.figures_again_cases import AgainCasesPages
from asbreview.web.figures_bodies import BodiesPages
from asbreview.web.figures_bodies_by import BodiesSideBySidePages
from asbreview.web.figures_bodies_cases import AskedCasesPages
from asbreview.web.figures_changes import ChangesPages, ChangeTakenBack
from asbreview.web.figures_counts import CountsPages
from asbreview.web.figures_months_cases import MonthCasesPages
from asbreview.web.figures_open import OpenPages
from asbreview.web.figures_satisfaction import FoundPages
from asbreview.web.figures_time import TimePages
from asbreview.web.figures_time_by import TimeSideBySidePages
from asbreview.web.figures_time_cases import SpentCasesPages
from asbreview.web.finding import Finding
from asbreview.web.group import GroupPages
from asbreview.web.group_changed import GroupChangePages
from asbreview.web.health import Health
from asbreview.web.ledger import LedgerPages
from asbreview.web.letters import Letters
from asbreview.web.own_account import OwnAccount
from asbreview.web.past import PastPages
from asbreview.web.past_forgotten import PastForgetting
from asbreview.web.past_import import PastImportPages
from asbreview.web.procedures import Procedures
from asbreview.web.procedures_adopted import Adoption
from asbreview.web.queue import Queue
from asbreview.web.reports import CommitteeReportPages
from asbreview.web.reports_county import CountyReportPages
from asbreview.web.requests import Requests
from asbreview.web.requests_answered import OwnActions, OwnRequest
from asbreview.web.retention import RetentionPages
from asbreview.web.returns import ReturnPages
from asbreview.web.returns_published import PublishingPages, ReturnTakenBack
from asbreview.web.what_if import WhatIfPages
from asbreview.web.what_if_kept import KeptPages
from asbreview.web.working_days import WorkingDays

OF_OFFICES: Final[tuple[type[Controller], ...]] = (
    Health,
    Queue,
    Finding,
    Applications,
    Letters,
    Figures,
    TimePages,
    TimeSideBySidePages,
    SpentCasesPages,
    OpenPages,
    MonthCasesPages,
    BodiesPages,
    BodiesSideBySidePages,
    AskedCasesPages,
    AgainPages,
    AgainSideBySidePages,
    AgainCasesPages,
    ChangesPages,
    ChangeTakenBack,
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
    AssessmentTakenBack,
    WhatIfPages,
    KeptPages,
    PublishingPages,
    ReturnTakenBack,
    RetentionPages,
    DisposalPages,
    PastPages,
    PastForgetting,
    PastImportPages,
    AccountsKept,
    AccountsLinked,
    EmergencyPages,
    OwnAccount,
    Requests,
    OwnRequest,
    OwnActions,
    WorkingDays,
    DirectoryPages,
    GroupPages,
    GroupChangePages,
    Procedures,
    Adoption,
)
