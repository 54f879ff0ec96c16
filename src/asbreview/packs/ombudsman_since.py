"""What has been done since the outcome, as an ombudsman asks for it."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from asbreview.domain.days import in_words, so_many_days
from asbreview.domain.outcome.facts import ActionHeldUp
from asbreview.packs.document import Block, Heading, Quotation, Table, Words
from asbreview.packs.of_case import OfCase


def done_since(of: OfCase) -> Iterator[Block]:
    """Tell what the bodies answered, and how each action stands."""
    outcome = of.case.outcome
    for number, (id_, made) in enumerate(outcome.recommendations.items(), start=1):
        yield Heading(f"Recommendation {number}, to {of.body(made.body_id)}")
        yield Quotation(of.tell(made.recommendation))
        answer = outcome.responses.get(id_)
        if answer is None:
            yield Words("The body has not answered it.", strong=True)
        else:
            on = in_words(answer.answered_on)
            yield Words(f"It was {answer.response} on {on}. The reasons:")
            yield Quotation(of.tell(answer.reasons))
    yield from _reviewed_again(of)
    if not outcome.actions:
        yield Words("No action is on record.")
        return
    yield Table(
        caption="The actions, and how each stands",
        header=("Action", "Whose", "Due on", "How it stands"),
        rows=tuple(
            (
                of.tell(a.action),
                of.body(a.body_id),
                in_words(a.due_on),
                _stands(of, id_),
            )
            for id_, a in outcome.actions.items()
        ),
        widths=(30, 16, 15, 24),
    )


def _reviewed_again(of: OfCase) -> Iterator[Block]:
    """Say which challenges led to a linked review, that is a case of its own."""
    for decided in of.case.outcome.decided.values():
        if (linked := decided.referred_back) is not None:
            on = in_words(decided.decided_on)
            yield Heading(f"A linked review, {linked.reference}")
            yield Words(
                f"A challenge was {decided.upheld} on {on}, and referred back to it. It"
                " is a case of its own: have its papers put together as well."
            )


def _stands(of: OfCase, action_id: UUID) -> str:
    """Say how an action stands, after what was reported of it."""
    return "\n".join((*_news(of, action_id), _became(of, action_id)))


def _news(of: OfCase, action_id: UUID) -> Iterator[str]:
    for news in of.news.get(action_id, ()):
        on = in_words(news.reported_on)
        if isinstance(news, ActionHeldUp):
            yield f"{on}, not done yet: {of.tell(news.reason)}"
        else:
            yield f"{on}: {of.tell(news.progress)}"


def _became(of: OfCase, action_id: UUID) -> str:
    for id_, done in of.case.outcome.done.items():
        if id_ == action_id:
            late = _days_late(of, id_, done.done_on)
            return f"Done on {in_words(done.done_on)}{late}\n{of.tell(done.result)}"
    for id_, ended in of.case.outcome.cancelled.items():
        if id_ == action_id:
            return (
                f"Cancelled on {in_words(ended.cancelled_on)}\n{of.tell(ended.reason)}"
            )
    days = (of.today - of.case.outcome.actions[action_id].due_on).days
    return f"Open, overdue by {so_many_days(days)}" if days > 0 else "Open"


def _days_late(of: OfCase, action_id: UUID, on: date) -> str:
    due_on = of.case.outcome.actions[action_id].due_on
    return f", {so_many_days((on - due_on).days)} late" if on > due_on else ""
