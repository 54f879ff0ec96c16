"""The full edition of a panel's pack: everything on record that it has to know."""

from collections.abc import Iterator
from typing import Final

from asbreview.chronology.kinds import Kind
from asbreview.chronology.rows import Row
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import (
    FileReceived,
    InformationAnswered,
    InformationRequested,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.panel.facts import Participation
from asbreview.packs.complaints_told import threshold_told
from asbreview.packs.document import (
    Block,
    Facts,
    Heading,
    PackDocument,
    Points,
    Quotation,
    Table,
    Words,
)
from asbreview.packs.edition import Part, edition, missing
from asbreview.packs.full_evidence import (
    bodies,
    complaints,
    documents,
    risk,
    statements,
)
from asbreview.packs.issues import DRAFTS, QUESTION, issues, of_risk
from asbreview.packs.of_case import OfCase, moment, victim_came

TITLE: Final = "Papers for the panel"
EDITION: Final = "Full edition: for the panel and nobody else"
IN_SHORT: Final = 300  # characters, of what stands in full further on
FOR_THE_PANEL: Final = (
    "For those who sit on the panel. It has in it what the applicant may not be told,"
    " and what is known of other people: do not pass it on, or leave it where somebody"
    " else may read it. There is an edition for the applicant."
)
ON: Final = "Complaints, answers, statements and documents are told in full further on."
IN_FULL_BELOW: Final = frozenset(
    {
        InformationAnswered.TOPIC,
        InformationRequested.TOPIC,
        StatementReceived.TOPIC,
        StatementTakenDown.TOPIC,
        FileReceived.TOPIC,
    }
)


def full_edition(of: OfCase) -> PackDocument:
    """Return the papers of a case for its panel."""
    return edition(
        of,
        title=TITLE,
        head=EDITION,
        cover=_cover(of),
        parts=(
            Part("What the panel is asked", _asked(of)),
            Part("What is missing", _missing(of)),
            Part("Draft issues for the panel", _issues(of), short=True),
            Part("Chronology", chronology_told(of)),
            Part("The complaints", complaints(of)),
            Part("What each body answered and did", bodies(of)),
            Part("The risk", risk(of)),
            Part("What the victim says", statements(of), short=True),
            Part("The documents", documents(of)),
        ),
        shows=of.files,
    )


def _cover(of: OfCase) -> Iterator[Block]:
    contact, panel = of.case.contact, of.case.panel
    victim = contact.people[contact.victim_id]
    yield Facts(
        (
            ("Case", of.reference),
            ("Applicant", of.tell(contact.applicant.name)),
            *(
                ()
                if contact.victim_id == contact.applicant_id
                else (("Victim", of.tell(victim.name)),)
            ),
            ("Panel", _meeting(of)),
            ("Chair", _chair(of)),
            ("The victim", _part(of)),
            ("As it stood on", moment(of.asked_at)),
        )
    )
    yield Words(FOR_THE_PANEL, strong=True)
    if panel.held:
        yield Words(
            f"The panel met on {in_words(panel.held.held_on)}. The victim:"
            f" {victim_came(panel.held)}. What came in after it is marked in the"
            " chronology.",
        )


def _meeting(of: OfCase) -> str:
    panel = of.case.panel
    if panel.convened is None or panel.meets_at is None:
        return "not convened yet"
    return f"{moment(panel.meets_at)}, {of.tell(panel.convened.place)}"


def _chair(of: OfCase) -> str:
    convened = of.case.panel.convened
    if convened is None:
        return "not named yet"
    return f"{of.tell(convened.chair.name)}, {of.body(convened.chair.body_id)}"


def _part(of: OfCase) -> str:
    panel = of.case.panel
    match panel.participation:
        case Participation.CHOSEN:
            return str(panel.takes_part)
        case Participation.DECLINED:
            return "chose not to take part"
        case Participation.NOT_INVITED:
            return "is not invited: the reasons are on record"
        case _:
            return "it is not known yet how they take part"


def _asked(of: OfCase) -> Iterator[Block]:
    yield Words(QUESTION, strong=True)
    application = of.case.trigger.application
    yield Heading("The application")
    yield Facts(
        (
            ("Made on", in_words(application.applied_on)),
            ("Made by", str(application.capacity)),
            ("About", f"{application.category}, in {application.place}"),
            ("They would", str(application.wish)),
        )
    )
    yield Quotation(of.tell(of.case.trigger.account))
    yield Heading("The threshold")
    yield from threshold_told(of)
    if decided := of.case.trigger.threshold:
        yield Words("The reasons of the bodies:")
        yield Quotation(of.tell(decided.reasons))


def _missing(of: OfCase) -> Iterator[Block]:
    nothing = "Nothing is found to be missing in the chronology."
    yield from missing(of, if_nothing=nothing)
    not_shown = [told for told in of.files if not told.is_shown]
    if not_shown:
        yield Words("Documents that are on record and not shown in this pack:")
        yield Points(tuple(f"{t.called}: {t.why_not}." for t in not_shown))
    unscanned = [told.called for told in of.files if told.scan_says.startswith("not")]
    if unscanned:
        yield Words(
            "Not scanned for viruses (what is shown of them was drawn anew here):"
            f" {', '.join(unscanned)}."
        )


def _issues(of: OfCase) -> Iterator[Block]:
    yield Words(DRAFTS)
    drafts = (*issues(of, of.chronology.gaps), *of_risk(of))
    yield Points(drafts, numbered=True) if drafts else Words("None.")


def chronology_told(
    of: OfCase, *, with_errors: bool = False, in_full: bool = False
) -> Iterator[Block]:
    """Tell what happened and was done, each line with its source and recording.

    What was recorded in error is left out, or told and marked; *in_full* tells here
    what else is only told further on.
    """
    rows = [row for row in of.chronology.rows if with_errors or not row.in_error]
    left_out = len(of.chronology.rows) - len(rows)
    yield Words(
        "By the day it happened." if in_full else f"By the day it happened. {ON}"
    )
    if left_out:
        lines = "line was" if left_out == 1 else "lines were"
        yield Words(f"{left_out} {lines} recorded in error and left out.")
    yield Table(
        caption="What happened and what was done",
        header=("When", "What", "Who says so, and when it was recorded"),
        rows=tuple(
            (
                in_words(row.on),
                "\n".join(_told(of, row, in_full=in_full)),
                _source(of, row),
            )
            for row in rows
        ),
        widths=(17, 36, 20),
        leads=1,
    )


def _told(of: OfCase, row: Row, *, in_full: bool) -> Iterator[str]:
    yield row.title
    if row.in_error:
        yield "RECORDED IN ERROR, and counts for nothing"
    for name, fact in row.details:
        if fact != in_words(row.on):  # it stands beside
            yield f"{name}: {fact}"
    for told in row.texts:
        words = of.tell(told.prose)
        if row.kind is Kind.BEHAVIOUR and not in_full:
            yield _in_short(words)
        elif words and (in_full or row.topic not in IN_FULL_BELOW):
            yield words
    for says in row.after:
        yield f"{says.upper()}: it was not before the deciders"


def _in_short(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) <= IN_SHORT:
        return plain
    return plain[:IN_SHORT].rpartition(" ")[0] + " …"


def _source(of: OfCase, row: Row) -> str:
    source = f"{row.source[:1].upper()}{row.source[1:]}"
    on = in_words(row.recorded_on)
    return f"{source}\nRecorded on {on} by {of.name_of(row.recorded_by)}"
