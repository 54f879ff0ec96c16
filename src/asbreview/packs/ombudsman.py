"""The ombudsman's pack: what was due and done when, who decided, why, what since."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.procedure import Binds
from asbreview.packs.document import (
    Block,
    Facts,
    PackDocument,
    Table,
    Words,
)
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.full import chronology_told
from asbreview.packs.full_evidence import (
    bodies,
    complaints,
    documents,
    risk,
    statements,
)
from asbreview.packs.letters_told import letters_told
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.ombudsman_decisions import decisions
from asbreview.packs.ombudsman_since import done_since
from asbreview.packs.proofs_told import attached, proofs_told
from projections.case.runs import Moot
from projections.deadlines import Deadline

TITLE: Final = "The case, for an ombudsman"
EDITION: Final = "For the ombudsman: everything on record, of everybody"
OWN: Final = "The applicant\u2019s own to use or not"
MOOT: Final = {
    Moot.HELD: f"No: it was not done, and {Moot.HELD}",
    Moot.NOT_NEEDED: "No longer needed",
}
HOW_TO_CHECK: Final = (
    "The proofs that none of this was recorded later than it says, or changed since,"
    " are attached to this document. The last section says how to check them."
)


def ombudsmans_pack(of: OfCase) -> PackDocument:
    """Return a case as an ombudsman asks for it."""
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("When each thing was due and done", times_told(of)),
            Part("The decisions, and what was before each", decisions(of)),
            Part("What has been done since", done_since(of)),
            Part("What is missing", missing(of), short=True),
            Part("Chronology", chronology_told(of, with_errors=True)),
            Part("The complaints", complaints(of)),
            Part("What each body answered and did", bodies(of)),
            Part("The risk", risk(of)),
            Part("What the victim says", statements(of), short=True),
            Part("The letters as they were sent", letters_told(of)),
            Part("The documents", documents(of)),
            Part("The proofs", proofs_told(of.proofs)),
        ),
        shows=of.files,
        attached=attached(of.proofs),
    )


def _cover(of: OfCase) -> Iterator[Block]:
    procedure = of.case.procedure
    yield Facts(
        (
            ("Case", of.reference),
            ("Applicant", of.tell(of.case.contact.applicant.name)),
            ("Procedures", f"{procedure.area}, version {procedure.version}"),
            ("It ended as", of.case.ended_as or "it has not ended"),
            ("As it stood on", moment(of.asked_at)),
            ("Of the log", f"up to its entry {of.case.log_position}"),
        )
    )
    yield Words(
        "It has in it what is known of everybody on the case. It is for whoever looks"
        " into a complaint about how the case was dealt with, and for nobody else.",
        strong=True,
    )
    yield Words(HOW_TO_CHECK)


def times_told(of: OfCase) -> Iterator[Block]:
    """Tell every time that was set, with the day it was kept, if it was."""
    steps = sorted(of.deadlines, key=lambda step: (step.started_on, step.timer_id))
    if not steps:
        yield Words("No time was set for anything.")
        return
    ours = [step for step in steps if step.binds is not Binds.APPLICANT]
    late = sum(_was_not_kept(of, step) for step in ours)
    yield Words(
        f"{len(ours)} times were set for the partnership and the bodies; {late} were"
        " not kept. The applicant\u2019s own are listed and not counted."
    )
    yield Table(
        caption="Every time that was set, and whether it was kept",
        header=("What", "Counted from", "Due on", "Done on", "Kept?"),
        rows=tuple(_step(of, step) for step in steps),
        widths=(24, 15, 15, 15, 14),
        leads=0,
    )


def _was_not_kept(of: OfCase, step: Deadline) -> bool:
    """Say whether a step was late, or never taken though its day had come."""
    if step.moot is Moot.HELD:
        return True
    return step.was_met_late or step.is_overdue(of.today)


def _step(of: OfCase, step: Deadline) -> tuple[str, str, str, str, str]:
    body = f"\n{of.body(step.body_id)}" if step.body_id else ""
    first = f"\nfirst due on {in_words(step.was_due_on)}" if step.was_due_on else ""
    done_on = _challenged_on(of, step) or step.met_on
    return (
        f"{step.says}{body}",
        in_words(step.started_on),
        (in_words(step.due_on) if step.due_on else "not known") + first,
        in_words(done_on) if done_on else "not done",
        _kept(of, step),
    )


def _challenged_on(of: OfCase, step: Deadline) -> date | None:
    """Return the day on which an applicant used the time that they had to challenge."""
    procedure = of.case.procedure
    for challenge in of.case.outcome.challenges.values():
        route = procedure.challenge_of(challenge.of)
        if route is not None and route.window == step.timer_id:
            return challenge.received_on
    return None


def _kept(of: OfCase, step: Deadline) -> str:
    if step.moot:
        return MOOT.get(step.moot, f"No longer needed: {step.moot}")
    if step.binds is Binds.APPLICANT:
        return OWN
    if step.due_on is None:
        return "Its day is not known"
    if step.met_on is not None:
        return _was_kept(step, (step.met_on - step.due_on).days)
    days = (of.today - step.due_on).days
    return f"No: overdue by {days} days" if days > 0 else "Not due yet"


def _was_kept(step: Deadline, days: int) -> str:
    """Say of a step that was taken how many *days* late it was, if it was."""
    if days > 0:
        return f"No: {days} days late"
    if step.was_met_late:
        return "No: more time was given too late"
    return "Yes, in the longer time" if step.was_due_on else "Yes"
