"""The page for whoever reads no further: what a period comes to, in a few sentences."""

from collections.abc import Iterator

from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.reports.document import Block, Points
from asbreview.reports.gathering import Facts
from asbreview.reports.periods import called
from asbreview.reports.sentences import has, many, sentence, took, was
from projections.figures_counted import Period


def in_short(facts: Facts) -> Iterator[Block]:
    """Say what came in, what was decided, what is late, and what is open."""
    yield Points(tuple(sentence(each) for each in _points(facts)))


def _points(facts: Facts) -> Iterator[str]:
    name, figures = called(facts.period), facts.figures
    came, earlier = len(figures.applications), len(facts.earlier.applications)
    yield (
        f"{many(came, 'application')} for a review came in; in the {name} before,"
        f" {many(earlier, 'application')}"
    )
    held, led = len(figures.reviews), len(figures.with_recommendations)
    yield (
        f"{many(held, 'review')} {was(held)} carried out, and {many(led, 'review')}"
        " resulted in recommendations"
    )
    yield _of_threshold(facts)
    if facts.told:
        taken = [life.lead_time or 0 for life in facts.told]
        yield (
            f"{many(len(taken), 'outcome')} {was(len(taken))} told. From the"
            f" application it took {took(taken)}"
        )
    else:
        yield "no outcome of a review was told"
    yield from _of_promises(facts)
    open_, overdue, done, late, _ = facts.actions
    if done:
        after = f"{late} of them after their day" if late else "all by their day"
        yield f"{many(done, 'action')} {was(done)} done, {after}"
    if open_:
        says = f"{overdue} of them overdue" if overdue else "none of them overdue"
        yield f"{many(open_, 'action')} {was(open_)} open at the end, {says}"
    challenged = facts.often[ChallengeReceived.TOPIC]
    yield f"{many(challenged, 'challenge')} {was(challenged)} received"


def _of_threshold(facts: Facts) -> str:
    """Say in how many of the cases decided in the period it was not met."""
    figures = facts.figures
    if not_met := len(figures.not_met):
        cases = many(not_met, "case")
        return f"in {cases} it was decided that the threshold for a review was not met"
    counted = [case for cases in figures for case in cases]
    if any(case.is_past for case in counted):  # what was decided need not be known
        return "no case is known in which the threshold for a review was not met"
    within = Period(*facts.period)
    if any(within.has(case.decided_on) for case in counted):
        return "in every case decided, the threshold for a review was met"
    return "in no case was it decided whether the threshold for a review was met"


def _of_promises(facts: Facts) -> Iterator[str]:
    due = sum(kept.due for kept in facts.promises)
    if not due:
        yield "no step fell due"
        return
    late = sum(kept.late for kept in facts.promises)
    missed = sum(kept.not_taken for kept in facts.promises)
    in_time = due - late - missed
    if in_time == due:
        yield f"{many(due, 'step')} fell due, and all were taken in time"
        return
    yield (
        f"of {many(due, 'step')} that fell due, {in_time} {was(in_time)} taken in time,"
        f" {late or 'none'} late, and {missed or 'none'} {has(missed)} not been taken"
    )
