"""The ombudsman's pack: what was due and done when, who decided, why, what since."""

from collections.abc import Iterator
from typing import Final

from asbreview.packs.document import (
    Block,
    Facts,
    PackDocument,
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
from asbreview.packs.times_told import times_told

TITLE: Final = "The case, for an ombudsman"
EDITION: Final = "For the ombudsman: everything on record, of everybody"
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
            ("How it ended", of.case.ended_as or "it has not ended"),
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
