"""The pack for the council's scrutiny committee: how a case was dealt with, of nobody.

The committee's papers are public.  No name, no word that somebody typed, and no content
of an event is an input of it.
"""

from typing import Final

from asbreview.packs.document import Facts, PackDocument, Section, Words
from asbreview.packs.of_case import OfCase, moment
from asbreview.packs.ombudsman import times_told
from asbreview.packs.plain import (
    plain_actions,
    plain_bodies,
    plain_chronology,
    plain_decisions,
    plain_gaps,
)
from asbreview.packs.proofs_told import attached, proofs_told

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
        ("It ended as", of.case.ended_as or "it has not ended"),
        ("As it stood on", moment(of.asked_at)),
    )
    return PackDocument(
        title=TITLE,
        edition=EDITION,
        reference=of.reference,
        partnership=procedure.partnership.name,
        dated=of.today,
        cover=(Facts(facts), Words(WHAT_IT_IS)),
        sections=(
            Section("1. When each thing was due and done", tuple(times_told(of))),
            Section("2. The decisions", tuple(plain_decisions(of))),
            Section("3. The bodies", tuple(plain_bodies(of)), short=True),
            Section("4. Recommendations and actions", tuple(plain_actions(of))),
            Section("5. What is missing", tuple(plain_gaps(of)), short=True),
            Section("6. Chronology", tuple(plain_chronology(of))),
            Section("7. The proofs", tuple(proofs_told(of.proofs))),
        ),
        shows=frozenset(),
        attached=attached(of.proofs, with_contents=False),
    )
