"""What the text of each kind of letter may name, and no more: the allow-list.

A text that names anything else is refused when it is loaded.  `[]` stands for each of
several: `complaints[].made_on` is the day each complaint was made.  Nothing is listed
that the addressee may not see; a new field is listed here or never printed.
"""

from typing import Final

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.fields_in_common import (
    ASKED_OF_DATA,
    CHALLENGE,
    CHALLENGED,
    CONSULTED,
    EVERY_LETTER,
    MEETING,
    OMBUDSMEN,
    PLAN,
    REASONED,
    STEPS,
    TEST,
    THRESHOLD,
    WAITS,
)

ALLOWED: Final[dict[LetterKind, frozenset[str]]] = {
    LetterKind.ACKNOWLEDGEMENT: EVERY_LETTER
    | TEST
    | {
        "came.area",
        "came.on",
        "days.decide_threshold",
        "days.tell_outcome",
        "status.at",
        "status.code",
        "victim.name",
    },
    LetterKind.CONSENT: EVERY_LETTER | {"applicant.name"},
    LetterKind.THRESHOLD_MET: EVERY_LETTER | THRESHOLD | {"days.hold_panel"},
    LetterKind.THRESHOLD_NOT_MET: EVERY_LETTER | THRESHOLD,
    LetterKind.INVITATION: EVERY_LETTER
    | MEETING
    | {
        "adjustments[].answer",
        "adjustments[].asked",
        "adjustments[].is_made",
        "invited.declined",
        "invited.takes_part",
        "meeting.ways[]",
    },
    LetterKind.NOT_INVITED: EVERY_LETTER
    | MEETING
    | CHALLENGE
    | REASONED
    | {"invited.reasons"},
    LetterKind.DELAY: EVERY_LETTER
    | REASONED
    | {
        "delay.now_due",
        "delay.reasons",
        "delay.step",
        "delay.was_due",
        "delay.yours",
    },
    LetterKind.CLOCK_STOPPED: EVERY_LETTER
    | CHALLENGE
    | WAITS
    | {"steps[].says", "steps[].was", "victim.name"},
    LetterKind.CLOCK_STARTED: EVERY_LETTER
    | CHALLENGE
    | STEPS
    | WAITS
    | {"wait.after", "wait.until", "wait.what"},
    LetterKind.DAYS_MOVED: EVERY_LETTER
    | STEPS
    | {"change.added", "change.days_off[].name", "change.days_off[].on"},
    LetterKind.PLAN_CONSULTATION: EVERY_LETTER
    | {
        "days.answer_by",
        "proposed[].action",
        "proposed[].body",
        "victim.name",
    },
    LetterKind.PROGRESS: EVERY_LETTER
    | {
        "days.decide_threshold",
        "days.meets_on",
        "days.tell_outcome",
        "days.was_due",
        "progress.has_actions",
        "progress.has_met",
        "progress.has_outcome",
        "progress.is_not_met",
        "progress.is_undecided",
        "progress.says",
    },
    LetterKind.REQUEST: EVERY_LETTER | REASONED | {"days.answer_by", "request.asks"},
    LetterKind.OUTCOME: EVERY_LETTER
    | CHALLENGE
    | REASONED
    | PLAN
    | CONSULTED
    | {
        "bodies[]",
        "findings.made_on",
        "findings.text",
        "issues[].disposal",
        "issues[].issue",
        "meeting.held_on",
        "options[].chosen",
        "options[].option",
        "options[].reasons",
        "recommendations[].body",
        "recommendations[].recommendation",
    },
    LetterKind.PLAN_UPDATE: EVERY_LETTER
    | {
        "actions[].action",
        "actions[].body",
        "actions[].due_on",
        "changes[].action",
        "changes[].became",
        "changes[].body",
        "changes[].cancelled_on",
        "changes[].done_on",
        "plan.ended_now",
        "plan.is_cancelled",
    },
    LetterKind.CLOSING: EVERY_LETTER
    | CHALLENGE
    | PLAN
    | {
        "challenge.ended",
        "closing.handed_over[]",
        "closing.on",
        "closing.reviewed",
        "closing.reference_there",
        "closing.transferred_to",
        "closing.withdrawn",
        "recommendations[].answer",
        "recommendations[].answered_on",
        "recommendations[].body",
        "recommendations[].reasons",
        "recommendations[].recommendation",
    },
    LetterKind.CHALLENGE_RECEIVED: EVERY_LETTER
    | OMBUDSMEN
    | CHALLENGED
    | {
        "challenged.decide_by",
        "challenged.is_heard",
        "challenged.is_late",
        "challenged.last_day",
        "challenged.must_agree",
        "challenged.to_whom",
    },
    LetterKind.CHALLENGE_HEARING: EVERY_LETTER
    | CHALLENGED
    | {
        "days.decide_challenge",
        "hearers[].name",
        "hearers[].of",
        "hearing.at",
        "hearing.is_meeting",
        "hearing.on",
        "hearing.place",
    },
    LetterKind.CHALLENGE_DECIDED: EVERY_LETTER
    | REASONED
    | OMBUDSMEN
    | CHALLENGED
    | {
        "challenged.agreed",
        "challenged.decided_by[]",
        "challenged.decided_on",
        "challenged.escalation",
        "challenged.follows",
        "challenged.reasons",
        "challenged.upheld",
        "challenged.went_back",
        "next.body",
        "next.by",
        "next.by_application",
        "next.by_decision",
        "next.consent",
        "next.contact",
        "next.says",
        "next.since",
    },
    LetterKind.LINKED_REVIEW: EVERY_LETTER
    | {
        "days.decide_threshold",
        "days.hold_panel",
        "days.tell_outcome",
        "linked.met_on",
        "linked.of",
        "linked.reference",
        "status.at",
        "status.code",
        "victim.name",
    },
    LetterKind.JOINT_CASE: EVERY_LETTER | {"joint.area", "joint.reason", "joint.since"},
    LetterKind.DATA_REQUEST_RECEIVED: EVERY_LETTER
    | ASKED_OF_DATA
    | {"request.answer_by", "request.has_shown", "request.must_show"},
    LetterKind.DATA_REQUEST_LONGER: EVERY_LETTER
    | ASKED_OF_DATA
    | REASONED
    | {
        "longer.answer_by",
        "longer.is_complex",
        "longer.reason",
        "longer.was_answer_by",
    },
    LetterKind.RESTRICTION_LIFTED: EVERY_LETTER
    | REASONED
    | {"restricted.reason", "restricted.since", "restricted.why_it_was"},
    LetterKind.DATA_REQUEST_ANSWERED: EVERY_LETTER
    | ASKED_OF_DATA
    | REASONED
    | {
        "answer.annotated[].adds",
        "answer.annotated[].anew",
        "answer.annotated[].decided_on",
        "answer.annotated[].reasons",
        "answer.annotated[].refused",
        "answer.annotated[].said",
        "answer.annotated[].stays",
        "answer.decided_on",
        "answer.done",
        "answer.erases",
        "answer.forgets",
        "answer.grounds[].easily",
        "answer.grounds[].law",
        "answer.grounds[].says",
        "answer.in_part",
        "answer.is_granted",
        "answer.not_done",
        "answer.reasons",
        "answer.tells_others",
    },
}
