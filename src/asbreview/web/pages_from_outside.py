"""The pages for whoever has no account: who applies, follows a case, or answers."""

from typing import Final

from litestar import Controller

from asbreview.web.answer import Answer
from asbreview.web.answering import AnsweringPages
from asbreview.web.apply import Apply
from asbreview.web.apply_complaints import ApplyComplaints
from asbreview.web.apply_files import ApplyFiles
from asbreview.web.apply_sending import Sending
from asbreview.web.notify_receipts import NotifyReceipts
from asbreview.web.reporting import ReportingPages
from asbreview.web.status import Status
from asbreview.web.status_adjustment import StatusAdjustment
from asbreview.web.status_challenge import StatusChallenge
from asbreview.web.status_changes import StatusChanges
from asbreview.web.status_file import StatusFile
from asbreview.web.status_help import StatusHelp
from asbreview.web.status_meeting import StatusMeeting
from asbreview.web.status_plan import StatusPlan
from asbreview.web.status_satisfaction import StatusSatisfaction

FROM_OUTSIDE: Final[tuple[type[Controller], ...]] = (
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
    NotifyReceipts,
)
