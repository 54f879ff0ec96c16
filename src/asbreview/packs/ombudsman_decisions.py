"""The decisions of a case as an ombudsman asks for them: by whom, on what, why."""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.ground import Ground
from asbreview.domain.panel.facts import Participation
from asbreview.packs.complaints_told import threshold_told
from asbreview.packs.document import Block, Facts, Heading, Quotation, Table, Words
from asbreview.packs.of_case import OfCase

RECORDS: Final = (
    "the application",
    "the evidence",
    "the panel",
    "the outcome",
    "the contacts",
)
NOT_TOLD: Final = "That the applicant was told is not on record."


def decisions(of: OfCase) -> Iterator[Block]:
    """Tell each decision with its reasons, and what was before those who took it."""
    yield from _threshold(of)
    yield from _extensions(of)
    yield from _not_invited(of)
    yield from _meeting(of)
    yield from _outcome(of)
    yield from _challenges(of)


def _threshold(of: OfCase) -> Iterator[Block]:
    yield Heading("The threshold")
    yield from threshold_told(of)
    decided = of.case.trigger.threshold
    if decided is None:
        return
    yield Words("The reasons:")
    yield Quotation(of.tell(decided.reasons))
    yield _before(of, decided.ground)
    told = of.case.trigger.threshold_told_on
    yield Words(f"The applicant was told on {in_words(told)}." if told else NOT_TOLD)


def _before(of: OfCase, ground: Ground) -> Words:
    """Say what was before the deciders, as it was noted when they decided."""
    names = {r.id: name for r, name in zip(of.case.records, RECORDS, strict=True)}
    stood = ", ".join(
        f"{names[relied.record_id]} up to its entry {relied.version}"
        for relied in ground.relied_on
        if relied.record_id in names
    )
    return Words(
        f"Before those who decided: {stood}; version {ground.procedure_version} of the"
        f" review procedures. The log had got to its entry {ground.log_position}: what"
        " is marked “after” in the chronology came later."
    )


def _extensions(of: OfCase) -> Iterator[Block]:
    for given in of.case.trigger.more_time.values():
        yield Heading(f"More time, until {in_words(given.due_on)}")
        yield Words(f"The step was due on {in_words(given.was_due_on)}. The reason:")
        yield Quotation(of.tell(given.reason))
        yield _before(of, given.ground)


def _not_invited(of: OfCase) -> Iterator[Block]:
    panel = of.case.panel
    if panel.participation is Participation.NOT_INVITED:
        yield Heading("Not to invite the victim")
        yield Quotation(of.tell(panel.not_invited_because))


def _meeting(of: OfCase) -> Iterator[Block]:
    held = of.case.panel.held
    if held is None:
        return
    yield Heading(f"The panel of {in_words(held.held_on)}")
    there = (f"{of.tell(p.name)}, {of.body(p.body_id)}" for p in held.attended)
    yield Facts((("There were", "\n".join(there)),))
    if held.went_on_because:
        yield Words("It went on with fewer bodies than the procedure asks for:")
        yield Quotation(of.tell(held.went_on_because))
    yield Table(
        caption="The issues, and what the panel did with each",
        header=("Issue", "Disposed of as"),
        rows=tuple((of.tell(i.issue), str(i.disposal)) for i in held.issues),
        widths=(40, 20),
    )
    yield _before(of, held.ground)


def _outcome(of: OfCase) -> Iterator[Block]:
    outcome = of.case.outcome
    found = outcome.findings
    if found is None:
        return
    yield Heading(f"The outcome of {in_words(found.made_on)}")
    yield Words(f"Found by {', '.join(of.body(each) for each in found.made_by)}:")
    yield Quotation(of.tell(found.findings))
    yield Table(
        caption="The options that were considered",
        header=("Option", "Chosen?", "Why"),
        rows=tuple(
            (of.tell(o.option), "Yes" if o.chosen else "No", of.tell(o.reasons))
            for o in found.options
        ),
        widths=(26, 9, 32),
    )
    yield _before(of, found.ground)
    told = outcome.told_on
    yield Words(f"The applicant was told on {in_words(told)}." if told else NOT_TOLD)


def _challenges(of: OfCase) -> Iterator[Block]:
    outcome = of.case.outcome
    for id_, challenge in outcome.challenges.items():
        yield Heading(f"The challenge of {in_words(challenge.received_on)}")
        yield Words(f"To {challenge.of}; it came {challenge.timely}. Its grounds:")
        yield Quotation(of.tell(challenge.grounds))
        decided = outcome.decided.get(id_)
        if decided is None:
            yield Words("It has not been decided.", strong=True)
            continue
        yield Words(f"Decided on {in_words(decided.decided_on)}: {decided.upheld}.")
        yield Quotation(of.tell(decided.reasons))
        yield Words("What follows from it:")
        yield Quotation(of.tell(decided.follows))
        yield _before(of, decided.ground)
