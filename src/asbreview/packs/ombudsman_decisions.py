"""The decisions of a case as an ombudsman asks for them: by whom, on what, why."""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.panel.facts import Participation
from asbreview.domain.trigger.facts import (
    ApplicationTransferred,
    ApplicationWithdrawn,
)
from asbreview.packs.before_decisions import before_told
from asbreview.packs.complaints_told import threshold_told
from asbreview.packs.document import Block, Facts, Heading, Quotation, Table, Words
from asbreview.packs.of_case import OfCase, victim_came
from asbreview.packs.ombudsman_challenges import challenges
from asbreview.packs.ombudsman_told import told_by_letter

NOT_TOLD: Final = "That the applicant was told is not on record."


def decisions(of: OfCase) -> Iterator[Block]:
    """Tell each decision with its reasons, and what was before those who took it."""
    yield from threshold_decided(of)
    yield from more_time_given(of)
    yield from clock_stopped(of)
    yield from part_of_victim(of)
    yield from panel_held(of)
    yield from outcome_found(of)
    yield from challenges(of)
    yield from how_it_ended(of)


def threshold_decided(of: OfCase) -> Iterator[Block]:
    """Tell how the threshold was decided, why, and on what."""
    yield Heading("The threshold")
    yield from threshold_told(of)
    decided = of.case.trigger.threshold
    if decided is None:
        return
    yield Words(f"Recorded by {of.name_of(decided.recorded_by)}. The reasons:")
    yield Quotation(of.tell(decided.reasons))
    yield from before_told(of, decided.ground)
    told = of.case.trigger.threshold_told_on
    yield Words(f"The applicant was told on {in_words(told)}." if told else NOT_TOLD)


def more_time_given(of: OfCase) -> Iterator[Block]:
    """Tell each time that more time was given, and why."""
    for given in of.case.trigger.more_time.values():
        yield Heading(f"More time, until {in_words(given.due_on)}")
        yield Words(
            f"{_step(of, given.timer_id)} was due on {in_words(given.was_due_on)}."
            f" Recorded by {of.name_of(given.recorded_by)}. The reason:"
        )
        yield Quotation(of.tell(given.reason))
        yield from before_told(of, given.ground)
        yield from told_by_letter(of, given.command_id, LetterKind.DELAY)


def clock_stopped(of: OfCase) -> Iterator[Block]:
    """Say when the clock stood still, for what, and why."""
    trigger = of.case.trigger
    for id_, pause in trigger.pauses.items():
        until = trigger.resumed.get(id_)
        yield Heading(f"The clock stopped, after {in_words(pause.paused_on)}")
        ended = f"It went on after {in_words(until)}." if until else "It stands still."
        by = of.name_of(pause.recorded_by)
        yield Words(f"Waiting for {pause.waiting_for}. {ended} Recorded by {by}. Why:")
        yield Quotation(of.tell(pause.reason))
        yield from before_told(of, pause.ground)
        yield from told_by_letter(of, pause.command_id, LetterKind.CLOCK_STOPPED)


def _step(of: OfCase, timer_id: str) -> str:
    timer = of.case.procedure.timer(timer_id)
    return f"“{timer.says}”" if timer else "The step"


def part_of_victim(of: OfCase) -> Iterator[Block]:
    """Say how the victim took part, or why they were not invited."""
    panel = of.case.panel
    if panel.convened is None:
        return
    yield Heading("The victim\u2019s part in the panel")
    match panel.participation:
        case Participation.CHOSEN:
            yield Words(f"They chose to take part: {panel.takes_part}.")
        case Participation.DECLINED:
            yield Words("They chose not to take part.")
        case Participation.NOT_INVITED:
            yield Words("They were not invited. The reasons:")
            yield Quotation(of.tell(panel.not_invited_because))
        case _:
            yield Words("It is not on record how they take part.", strong=True)


def panel_held(of: OfCase) -> Iterator[Block]:
    """Tell who sat on the panel, what it did with each issue, and on what."""
    held = of.case.panel.held
    if held is None:
        return
    yield Heading(f"The panel of {in_words(held.held_on)}")
    yield Words(f"Recorded by {of.name_of(held.recorded_by)}.")
    there = (f"{of.tell(p.name)}, {of.body(p.body_id)}" for p in held.attended)
    came = ("The victim", victim_came(held))
    yield Facts((("There were", "\n".join(there)), came, *_chair(of)))
    if convened := of.case.panel.convened:
        yield Words("Why the chair is independent of the case:")
        yield Quotation(of.tell(convened.independence))
    if held.went_on_because:
        yield Words("It went on with fewer bodies than the procedure asks for:")
        yield Quotation(of.tell(held.went_on_because))
    yield Table(
        caption="The issues, and what the panel did with each",
        header=("Issue", "Disposed of as"),
        rows=tuple((of.tell(i.issue), str(i.disposal)) for i in held.issues),
        widths=(40, 20),
    )
    yield from before_told(of, held.ground)


def _chair(of: OfCase) -> Iterator[tuple[str, str]]:
    convened = of.case.panel.convened
    if convened is not None:
        chair = convened.chair
        yield "In the chair", f"{of.tell(chair.name)}, {of.body(chair.body_id)}"


def outcome_found(of: OfCase) -> Iterator[Block]:
    """Tell the findings, the options that were considered, and on what."""
    outcome = of.case.outcome
    found = outcome.findings
    if found is None:
        return
    yield Heading(f"The outcome of {in_words(found.made_on)}")
    by = ", ".join(of.body(each) for each in found.made_by)
    yield Words(f"Found by {by}. Recorded by {of.name_of(found.recorded_by)}.")
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
    yield from before_told(of, found.ground)
    yield from _plan_asked_about(of)
    told = outcome.told_on
    yield Words(f"The applicant was told on {in_words(told)}." if told else NOT_TOLD)


def _plan_asked_about(of: OfCase) -> Iterator[Block]:
    """Say whether the victim was asked about the plan, and what came of it."""
    outcome = of.case.outcome
    if outcome.views:
        yield Words("Asked about the plan before it was final, the victim said:")
        for view in outcome.views:
            yield Quotation(of.tell(view.view))
    elif because := outcome.not_consulted_because:
        yield Words("The victim was not asked about the plan. The reasons:")
        yield Quotation(of.tell(because))
    if considered := outcome.considered:
        yield Words("What came of it:")
        yield Quotation(of.tell(considered.became_of_it))


def how_it_ended(of: OfCase) -> Iterator[Block]:
    """Tell how the case ended, and why."""
    match of.case.trigger.ended:
        case ApplicationWithdrawn() as ended:
            yield Heading(f"Withdrawn, on {in_words(ended.withdrawn_on)}")
            by = of.name_of(ended.recorded_by)
            yield Words(f"By whoever applied. Recorded by {by}. The reason they gave:")
            yield Quotation(of.tell(ended.reason))
        case ApplicationTransferred() as ended:
            yield Heading(f"Transferred, on {in_words(ended.transferred_on)}")
            by = of.name_of(ended.recorded_by)
            yield Words(f"To {ended.to_area}. Recorded by {by}. The reason:")
            yield Quotation(of.tell(ended.reason))
            yield Words("To whom there, and what was handed over:")
            yield Quotation(of.tell(ended.to_whom))
            yield Quotation(of.tell(ended.handed_over))
    if (closed := of.case.outcome.closed) is not None:
        yield Heading(f"To close the case, on {in_words(closed.closed_on)}")
        by = of.name_of(closed.recorded_by)
        yield Words(f"It was closed as: {closed.closed_as}. Recorded by {by}.")
        yield from told_by_letter(of, closed.command_id, LetterKind.CLOSING)
