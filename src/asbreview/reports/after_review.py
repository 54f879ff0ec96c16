"""What became of reviews: recommendations, actions, challenges, what people said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from asbreview.domain.asking.reminding import ReminderFellDue
from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.evidence.facts import RequestChased
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.facts import RecommendationAnswered, RecommendationMade
from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.reporting_period import Period
from asbreview.reports.applied_again import applied_again
from asbreview.reports.document import Block, Points, Says, Table
from asbreview.reports.gathering import Facts, Published
from asbreview.reports.periods import called, in_words
from asbreview.reports.sentences import many, sentence, was
from projections.efforts import HOW_IT_GOES
from projections.figures_counted import Figures
from projections.small_numbers import FEWEST, published
from projections.telling.contacts import ASKED_HOW_IT_GOES

QUESTIONS: Final = {
    "process": "How we dealt with the case",
    "outcome": "What came of it",
    "informed": "How well we kept them informed",
}
NOT_SAID: Final = (
    f"What they answered is told of a whole reporting period whose figures have been"
    f" published, and where at least {FEWEST} people answered."
)
DEMANDS: Final = {
    ReminderFellDue.TOPIC: (
        "reminder to a body by rule",
        "reminders to bodies by rule",
    ),
    RequestChased.TOPIC: ("other reminder to a body", "other reminders to bodies"),
    HOW_IT_GOES: (
        "contact recorded as to ask how it is going",
        "contacts recorded as to ask how it is going",
    ),
    HelpAskedFor.TOPIC: ("call for help", "calls for help"),
    ChallengeReceived.TOPIC: ("challenge", ""),
}
WHAT_DEMANDS_ARE: Final = (
    "Such work is often there because something was not done in time, or not to"
    " somebody\u2019s satisfaction. Why each of these came is not judged here."
)


def actions_told(facts: Facts) -> Iterator[Block]:
    """Tell what was recommended and answered, and how the actions stand."""
    made = facts.often[RecommendationMade.TOPIC]
    answers = facts.titled(RecommendationAnswered.TOPIC)
    yield Says(
        sentence(
            f"{many(made, 'recommendation')} {was(made)} made."
            f" {answers.total() or 'None'!s} {was(answers.total())} answered in the"
            " period, whenever made"
        )
    )
    if answers:
        yield Points(tuple(f"{title}: {n}" for title, n in sorted(answers.items())))
    open_, overdue, done, late, cancelled = facts.actions
    yield Table(
        "How the actions stand",
        ("Actions", "Number"),
        (
            ("Done in the period", str(done)),
            ("Of those, after their day", str(late)),
            ("Cancelled in the period, with a reason", str(cancelled)),
            ("Open at the end", str(open_)),
            ("Of those, overdue", str(overdue)),
        ),
        (60, 16),
    )
    if overdue:
        says = f"{many(overdue, 'action')} {was(overdue)} overdue at the end"
        yield Says(sentence(says), strong=True)


def challenges_told(facts: Facts) -> Iterator[Block]:
    """Tell how many challenges came and were decided, and how many were upheld."""
    came = facts.often[ChallengeReceived.TOPIC]
    decided = facts.titled(ChallengeDecided.TOPIC)
    upheld = upheld_of(decided)
    yield Says(
        sentence(
            f"{many(came, 'challenge')} {was(came)} received, and"
            f" {decided.total() or 'none'} {was(decided.total())} decided"
        )
    )
    if decided:
        said = f"{many(upheld, 'of them', 'of them')} {was(upheld)} upheld"
        yield Says(sentence(f"{said}, wholly or in part").replace("No of", "None of"))


def upheld_of(decided: Counter[str]) -> int:
    """Return how many challenges were upheld, wholly or in part, by what each says."""
    return sum(
        n
        for title, n in decided.items()
        if title.partition(": ")[2].startswith("upheld")
    )


def satisfaction_told(facts: Facts) -> Iterator[Block]:
    """Tell how many said how it was; and what, where that points at nobody."""
    closed, people = said_of(facts.figures)
    yield Says(
        sentence(
            f"{many(closed, 'case')} {was(closed)} closed, and"
            f" {many(people, 'person', 'people').replace('no people', 'nobody')}"
            " said how it was dealt with"
        )
    )
    told = list(_answers(facts.published)) if facts.published else []
    yield from told or (Says(NOT_SAID),)


def said_of(figures: Figures) -> tuple[int, int]:
    """Return how many cases were closed, and how many people said how it was."""
    closed = [c for c in figures.ended if c.ended_as == "closed" and not c.is_past]
    return len(closed), sum(len(case.said_of_it) for case in closed)


def _answers(told: Published) -> Iterator[Block]:
    """Yield what was answered in a published period, nothing of it below five."""
    ended = told.figures.ended if told.figures else ()
    answers = [each for case in ended for each in case.said_of_it]
    if len(answers) < FEWEST:
        return
    own = Period(told.made.from_on, told.made.to_on)
    yield Says(
        f"Of {in_words(own)}, as counted when its figures were first published,"
        f" {len(answers)} people answered (n = {len(answers)})."
    )
    tables = [t for name in QUESTIONS if (t := _alike(name, answers))]
    yield from tables or (Says("Too few of them answered alike to say what."),)


def _alike(name: str, answers: Sequence[Answers]) -> Table | None:
    """Return how a question was answered; nothing where too few answered alike."""
    found = Counter(getattr(each, name) for each in answers)
    parts = published({str(answer): found[answer] for answer in Answer})
    if not parts.shown:
        return None
    rows = [(part.capitalize(), str(n)) for part, n in parts.shown.items()]
    if parts.together:
        together = f"Together: {', '.join(parts.together)}"
        rows.append((together, str(parts.sum_together)))
    return Table(QUESTIONS[name], ("Answer", "People"), tuple(rows), (60, 16))


def demands_told(facts: Facts) -> Iterator[Block]:
    """Tell of reminders, calls for help and challenges; why they came is not judged."""
    often = {topic: facts.often[topic] for topic in DEMANDS}
    often[HOW_IT_GOES] = facts.titled(ContactMade.TOPIC)[ASKED_HOW_IT_GOES]
    if not any(often.values()):
        yield Says(
            "No reminder, no contact recorded as to ask how it is going, no call for"
            f" help and no challenge in this {called(facts.period)}."
        )
    else:
        told = (many(often[topic], *says) for topic, says in DEMANDS.items())
        yield Points(tuple(map(sentence, told)))
        yield Says(WHAT_DEMANDS_ARE)
    yield from applied_again(facts)
