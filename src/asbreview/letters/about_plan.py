"""What letters say of the plan of actions: proposed, consulted on, carried out."""

from types import SimpleNamespace as Said
from typing import Any

from asbreview.domain.letter.record import Letter
from asbreview.domain.outcome.consulting import ConsultationDeclined
from asbreview.domain.outcome.facts import ActionAdded
from asbreview.letters.saying import CannotBeComposed, Telling, counted


def plan_consultation(telling: Telling) -> dict[str, Any]:
    """Say what is proposed, and by which day to say what they think of it."""
    proposed = telling.case.outcome.proposal
    if proposed is None:
        raise CannotBeComposed("No plan was proposed")
    return {
        "days": telling.days(),
        "victim": telling.victim(),
        "proposed": [
            Said(action=telling.prose(each.action), body=telling.body(each.body_id))
            for each in proposed.actions
        ],
    }


def consulted(telling: Telling) -> Said:
    """Say whether the victim was asked about the plan, what they said, what came of it.

    All of it is nothing where no plan was made, or it was made before they were asked.
    """
    outcome = telling.case.outcome
    proposed, considered = outcome.proposal, outcome.considered
    because = outcome.not_consulted_because
    last = next(reversed(outcome.consultations.values()), None)
    declined = isinstance(last, ConsultationDeclined) and not outcome.views
    return Said(
        proposed_on=proposed.proposed_on if proposed else None,
        was_heard=bool(outcome.views),
        views=[
            Said(given_on=view.given_on, view=telling.prose(view.view))
            for view in outcome.views
        ],
        became_of_it=telling.prose(considered.became_of_it) if considered else "",
        declined_on=last.declined_on
        if declined and isinstance(last, ConsultationDeclined)
        else None,
        not_because=telling.prose(because) if because else "",
    )


def plan_update(telling: Telling) -> dict[str, Any]:
    """Say what has become of the actions that its command reported, and what is open.

    An action that was recorded as ended in error since is not among them.
    """
    outcome, letter = telling.case.outcome, telling.letter
    ended = [
        action
        for action in _by_day(telling)
        for end in (outcome.done, outcome.cancelled)
        if (fact := end.get(action.action_id))
        and Letter.caused_by(fact.command_id, letter.kind) == letter.id
    ]
    if not ended:
        raise CannotBeComposed("No action has ended")
    is_open = {action.action_id for action in outcome.open_actions}
    cancelled = [action for action in ended if action.action_id in outcome.cancelled]
    return {
        "plan": Said(
            ended_now=counted(len(ended), "action"), is_cancelled=bool(cancelled)
        ),
        "changes": [_action(telling, action) for action in ended],
        "actions": [a for a in actions(telling) if a.id in is_open],
    }


def actions(telling: Telling) -> list[Said]:
    """Say each action of the plan, what is due first at the top."""
    return [_action(telling, action) for action in _by_day(telling)]


def _by_day(telling: Telling) -> list[ActionAdded]:
    return sorted(telling.case.outcome.actions.values(), key=lambda a: a.due_on)


def _action(telling: Telling, action: ActionAdded) -> Said:
    done = telling.case.outcome.done.get(action.action_id)
    cancelled = telling.case.outcome.cancelled.get(action.action_id)
    became = done.result if done else cancelled.reason if cancelled else None
    return Said(
        id=action.action_id,
        action=telling.prose(action.action),
        body=telling.body(action.body_id),
        due_on=action.due_on,
        done_on=done.done_on if done else None,
        cancelled_on=cancelled.cancelled_on if cancelled else None,
        became=telling.prose(became) if became else "",
    )
