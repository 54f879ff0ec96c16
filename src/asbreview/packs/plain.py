"""What a pack tells without any words that somebody typed: days, bodies, decisions.

Nothing of a person is an input of what is here.  So it needs no crossing out, whoever
is to read it (`docs/decisions/0068`).
"""

from collections.abc import Iterator

from asbreview.domain.days import in_words
from asbreview.packs.complaints_told import threshold_told
from asbreview.packs.document import Block, Facts, Heading, Table, Words
from asbreview.packs.of_case import OfCase, victim_came


def plain_chronology(of: OfCase) -> Iterator[Block]:
    """Tell each line by its title, with the days on which it happened and came in."""
    yield Words(
        "Each line is a kind of thing that was recorded. What was typed with it, and"
        " about whom, is not in here."
    )
    yield Table(
        caption="What happened and what was done, by the day",
        header=("When", "What", "Recorded on"),
        rows=tuple(
            (
                in_words(row.on),
                "\n".join(
                    (
                        row.title,
                        *(("RECORDED IN ERROR",) if row.in_error else ()),
                        *(says.upper() for says in row.after),
                    )
                ),
                in_words(row.recorded_on),
            )
            for row in of.chronology.rows
        ),
        widths=(20, 34, 20),
        leads=1,
    )


def plain_bodies(of: OfCase) -> Iterator[Block]:
    """Tell of each body when it was asked, when it was to answer, and when it did."""
    rows = [
        (
            of.body(request.body_id),
            in_words(request.requested_on),
            in_words(due) if (due := of.due.get(request.request_id)) else "no day",
            f"{in_words(answer.answered_on)}\n{answer.kind}"
            if (answer := of.case.evidence.answers.get(request.request_id))
            else "It has not answered",
        )
        for request in of.case.evidence.requests.values()
    ]
    if not rows:
        yield Words("No body was asked for information.")
        return
    yield Table(
        caption="What the bodies were asked for, and when they answered",
        header=("Body", "Asked on", "Due on", "Answered on"),
        rows=tuple(rows),
        widths=(26, 18, 18, 20),
        leads=0,
    )


def plain_decisions(of: OfCase) -> Iterator[Block]:
    """Tell each decision: when, by which bodies, under which rule, and when told."""
    trigger, outcome, held = of.case.trigger, of.case.outcome, of.case.panel.held
    yield Heading("The threshold")
    yield from threshold_told(of)
    told = trigger.threshold_told_on
    if trigger.threshold is not None:
        yield Words(f"Told on {in_words(told)}." if told else "It has not been told.")
    if held is not None:
        there = dict.fromkeys(of.body(each.body_id) for each in held.attended)
        yield Heading(f"The panel of {in_words(held.held_on)}")
        issues = [str(issue.disposal) for issue in held.issues]
        disposed = ", ".join(f"{issues.count(d)} {d}" for d in dict.fromkeys(issues))
        yield Facts(
            (
                ("Bodies that came", ", ".join(there)),
                ("The victim", victim_came(held)),
                ("Issues", disposed or "none"),
            )
        )
    if (found := outcome.findings) is not None:
        yield Heading(f"The outcome of {in_words(found.made_on)}")
        chosen = sum(option.chosen for option in found.options)
        yield Facts(
            (
                ("Found by", ", ".join(of.body(each) for each in found.made_by)),
                ("Options", f"{len(found.options)} considered, {chosen} chosen"),
                (
                    "Told on",
                    in_words(outcome.told_on) if outcome.told_on else "not yet",
                ),
            )
        )
    yield from _challenges(of)


def _challenges(of: OfCase) -> Iterator[Block]:
    for id_, challenge in of.case.outcome.challenges.items():
        decided = of.case.outcome.decided.get(id_)
        yield Heading(f"The challenge of {in_words(challenge.received_on)}")
        result = (
            f"{decided.upheld}, on {in_words(decided.decided_on)}"
            if decided
            else "not decided yet"
        )
        about = ("Of", str(challenge.of)), ("It came", str(challenge.timely))
        yield Facts((*about, ("Decided", result)))


def plain_actions(of: OfCase) -> Iterator[Block]:
    """Tell whose each recommendation and action is, when due, and how it stands."""
    outcome = of.case.outcome
    made = [
        (
            f"Recommendation {number}",
            of.body(each.body_id),
            "",
            f"{answer.response} on {in_words(answer.answered_on)}"
            if (answer := outcome.responses.get(id_))
            else "not answered",
        )
        for number, (id_, each) in enumerate(outcome.recommendations.items(), 1)
    ]
    planned = [
        (
            f"Action {number}",
            of.body(each.body_id),
            in_words(each.due_on),
            f"done on {in_words(outcome.done[id_].done_on)}"
            if id_ in outcome.done
            else f"cancelled on {in_words(outcome.cancelled[id_].cancelled_on)}"
            if id_ in outcome.cancelled
            else "open",
        )
        for number, (id_, each) in enumerate(outcome.actions.items(), 1)
    ]
    if not made and not planned:
        yield Words("Nothing was recommended, and no action is planned.")
        return
    yield Table(
        caption="What was recommended and planned, and how it stands",
        header=("What", "Whose", "Due on", "How it stands"),
        rows=(*made, *planned),
        widths=(20, 26, 18, 22),
        leads=0,
    )
