"""The pack for the council's scrutiny committee: how a case was dealt with, of nobody.

The committee's papers are public.  No name, no word that somebody typed, and no content
of an event is an input of it.
"""

from typing import Final

from asbreview.packs.document import Facts, PackDocument, Words
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.plain import (
    plain_actions,
    plain_bodies,
    plain_chronology,
    plain_decisions,
)
from asbreview.packs.proofs_told import attached, proofs_told
from asbreview.packs.times_told import times_told

TITLE: Final = "How a case was dealt with"
EDITION: Final = "For scrutiny: it names nobody"
WHAT_IT_IS: Final = (
    "It says when each thing was due and done, by which bodies, and under which rule."
    " It was built without anybody\u2019s name and without any words that somebody"
    " typed: nothing has been crossed out. Whoever knows the case may still know it."
)


def scrutiny_pack(of: OfCase) -> PackDocument:
    """Return a case as a scrutiny committee may have it."""
    of = of.without_words
    procedure = of.case.procedure
    facts = (
        ("Case", of.reference),
        ("Procedures", f"{procedure.area}, version {procedure.version}"),
        ("How it ended", of.case.ended_as or "it has not ended"),
        ("As it stood on", moment(of.asked_at)),
    )
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=(Facts(facts), Words(WHAT_IT_IS)),
        parts=(
            Part("When each thing was due and done", times_told(of)),
            Part("The decisions", plain_decisions(of)),
            Part("The bodies", plain_bodies(of), short=True),
            Part("Recommendations and actions", plain_actions(of)),
            Part("What is missing", missing(of), short=True),
            Part("Chronology", plain_chronology(of)),
            Part("The proofs", proofs_told(of.proofs)),
        ),
        attached=attached(of.proofs, with_contents=False),
    )
