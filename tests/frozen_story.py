"""What is told in every frozen corpus: three cases, and by hand what is so of them.

The facts are those of the tale, not what the program says of it.  A later release may
tell them in other words and on other pages; that they are so no release may change.
"""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from asbreview.domain.erasure import Basis
from asbreview.domain.letter.facts import Status
from asbreview.working import sender_of
from everything import OLEANDER, for_another
from journey import APPLIED_ON, FOUR_COMPLAINTS, MARIGOLD, PROCEDURE, Journey
from packs.papers import give, picture

SIGNED = datetime(2026, 5, 14, 17, tzinfo=UTC)
TODAY = date(2026, 5, 20)
FACTS = {
    "looked_at": TODAY.isoformat(),
    # s.104(9)(a) to (d), and who withdrew: of the year
    "figures": {
        "applications": 3,
        "not_met": 0,
        "reviews": 1,
        "with_recommendations": 1,
        "withdrawn": 1,
    },
    "heads": 2,
    "cases": [
        {
            "complaints": 4,
            "recommendations": 2,
            "actions": 3,
            "pages": {
                "/history": ["Marigold MARKERNAME", "13 May 2026"],
                "/complaints": ["MARKERTEXT at night", "12 February 2026"],
            },
        },
        {
            "complaints": 4,
            "recommendations": 0,
            "actions": 0,
            "file": "MARKERORIGINAL",
            "letter": "Marigold MARKERNAME",
            "pages": {
                "/history": ["Three complaints qualify. MARKERTEXT", "9 March 2026"],
                "/documents": ["From the bedroom window"],
            },
        },
        {
            "complaints": 4,
            "recommendations": 0,
            "actions": 0,
            "pages": {"/history": ["6 March 2026"]},
            "forgotten": "Marigold MARKERNAME",
            "remembered": "Oleander Quill",
        },
    ],
}


def tell(at):
    """Tell it all at a desk; return the ids of the cases in the order of the facts."""
    at.tale.go()
    at.installation.ledger.sign(SIGNED - timedelta(days=1))
    told = [at.tale.case_id, open_case(at), withdrawn(at)]
    at.installation.ledger.sign(SIGNED)
    return told


def open_case(at):
    """Bodies are asked; a letter went as it really does; a file is on record."""
    case = second(at, 2).apply()
    at.clock.set(APPLIED_ON)
    sender_of(at.installation).run_once(at.clock())
    gone = [x.id for x in case.all_letters() if x.status is Status.HANDED_OVER]
    at.reviews.post_letters(gone, posted_on=APPLIED_ON, signed=case.signed(APPLIED_ON))
    case.decide().ask()
    there = SimpleNamespace(installation=at.installation, reviews=at.reviews, tale=case)
    there.case = at.reviews.case(case.case_id)
    give(there, picture(), shows="From the bedroom window", on=date(2026, 3, 11))
    return case.case_id


def withdrawn(at):
    """One applied for another, withdrew, and was forgotten."""
    case, on = second(at, 3), date(2026, 3, 6)
    signed = case.signed(APPLIED_ON)
    at.reviews.receive_application(
        for_another(),
        procedure_id=PROCEDURE,
        applicant=MARIGOLD,
        victim=OLEANDER,
        account="Noise at night.",
        complaints=FOUR_COMPLAINTS,
        passed_on=True,
        signed=signed,
    )
    case.case_id = signed.new_case_id
    told = {"reason": "It has stopped.", "signed": case.signed(on)}
    at.reviews.withdraw(case.case_id, withdrawn_on=on, **told)
    forgotten = at.reviews.case(case.case_id).contact.applicant_id
    at.reviews.decide_erasure(
        case.case_id,
        forgotten,
        basis=Basis.REQUEST,
        texts=[],
        instead={},
        remains="Dates, decisions and figures",
        signed=case.signed(on),
    )
    at.reviews.finish_erasure(forgotten, signed=case.signed(on))
    return case.case_id


def second(at, number):
    case = Journey(at.reviews, number)
    case.begun_after = at.reviews.end_of_log()
    return case
