"""Draft issues for a panel: questions that what is on record raises, and no answers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from asbreview.chronology.gaps import Gap, Missing
from asbreview.chronology.rows import to_whom
from asbreview.domain.days import in_words
from asbreview.domain.risk import Band
from asbreview.packs.of_case import OfCase

DRAFTS: Final = (
    "These are drafts, made from what is on record and from nothing else. The panel"
    " says what its issues are, and disposes of each."
)
QUESTION: Final = (
    "What did the relevant bodies do in response to the behaviour complained of, was"
    " that adequate, and what is now to be done? (s.104 of the Anti-social Behaviour,"
    " Crime and Policing Act 2014)"
)


def issues(of: OfCase, gaps: Iterable[Gap]) -> tuple[str, ...]:
    """Return the questions that whoever has the papers may know, each once."""
    gaps = tuple(gaps)
    found = (*_of_complaints(of), *_of_silence(gaps), *_of_bodies(of, gaps))
    return tuple(dict.fromkeys(found))


def _of_complaints(of: OfCase) -> Iterator[str]:
    """Ask of the response to the complaints to each agency."""
    made: dict[str, list[date]] = {}
    for complaint in of.case.evidence.complaints:
        made.setdefault(complaint.made_to, []).append(complaint.made_on)
    for agency, days in made.items():
        on = _listed([in_words(day) for day in sorted(days)])
        what = "complaint" if len(days) == 1 else "complaints"
        yield (
            f"Whether the response to the {what} to {to_whom(agency)} of {on} was"
            " adequate."
        )


def _of_silence(gaps: tuple[Gap, ...]) -> Iterator[str]:
    if any(gap.kind is Missing.CONTACT for gap in gaps):
        yield (
            "Whether the applicant was kept in touch with: no contact is on record over"
            " the time named under “What is missing”."
        )


def _of_bodies(of: OfCase, gaps: tuple[Gap, ...]) -> Iterator[str]:
    for gap in gaps:
        if gap.kind is Missing.ANSWER and gap.item_id:
            body = of.body(of.case.evidence.requests[gap.item_id].body_id)
            yield f"What the panel can decide without an answer from {body}."


def of_risk(of: OfCase) -> Iterator[str]:
    """Ask of safety; that it is asked tells of the band, so only the panel is told."""
    last = of.case.evidence.last_assessment(by=of.today)
    if last is None or last.band is not Band.STANDARD:
        yield "Whether the victim is safe now, and what is needed until the plan works."


def _listed(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
