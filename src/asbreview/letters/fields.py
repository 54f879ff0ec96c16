"""What the text of each kind of letter may name, and no more: the allow-list.

A text that names anything else is refused when it is loaded.  `[]` stands for each of
several: `complaints[].made_on` is the day each complaint was made.  Nothing is listed
that the addressee may not see; a new field is listed here or never printed.
"""

from typing import Final

from asbreview.domain.letter.facts import LetterKind

EVERY_LETTER: Final = frozenset(
    {
        "contact.email",
        "contact.name",
        "contact.phone",
        "letter.dated",
        "own.at_the_end",
        "case.applied_on",
        "case.area",
        "case.reference",
        "counted[].how",
        "counted[].on",
        "us.name",
        "you.applied",
        "you.are_victim",
    }
)
NAMES: Final = frozenset(
    {
        "actions[].body",
        "applicant.name",
        "bodies[]",
        "came.area",
        "case.area",
        "case.reference",
        "changes[].body",
        "contact.email",
        "contact.name",
        "contact.phone",
        "meeting.chair",
        "meeting.chair_of",
        "ombudsmen[].about[]",
        "ombudsmen[].contact",
        "ombudsmen[].name",
        "recommendations[].body",
        "status.code",
        "us.name",
        "victim.name",
    }
)
"""What is said alike in every language."""
REASONED: Final = frozenset({"own.after_reasons"})  # beside reasons that it gives
OMBUDSMEN: Final = frozenset(
    {
        "ombudsmen[].about[]",
        "ombudsmen[].contact",
        "ombudsmen[].looks_into",
        "ombudsmen[].name",
    }
)
CHALLENGE: Final = OMBUDSMEN | frozenset(
    {
        "challenge.by",
        "challenge.decided_within",
        "challenge.escalation",
        "challenge.further[].body",
        "challenge.further[].by",
        "challenge.further[].by_application",
        "challenge.further[].by_decision",
        "challenge.further[].consent",
        "challenge.further[].contact",
        "challenge.further[].says",
        "challenge.further[].since",
        "challenge.grounds[]",
        "challenge.how",
        "challenge.to_whom",
    }
)
TEST: Final = frozenset(
    {
        "bodies[]",
        "test.considerations[]",
        "test.local_rules[]",
        "test.needed",
        "test.needed_complaints",
    }
)
THRESHOLD: Final = (
    CHALLENGE
    | TEST
    | REASONED
    | {
        "complaints[].behaviour_on",
        "complaints[].in_short",
        "complaints[].made_on",
        "complaints[].made_to",
        "complaints[].qualifies",
        "complaints[].why_not",
        "decision.by_number",
        "decision.by_local_rule",
        "decision.made_on",
        "decision.qualifying",
        "decision.by_procedure",
        "decision.counts_once",
        "decision.reasons",
        "decision.told_of",
    }
)
PLAN: Final = frozenset(
    {
        "actions[].action",
        "actions[].body",
        "actions[].due_on",
        "actions[].became",
        "actions[].cancelled_on",
        "actions[].done_on",
    }
)
CONSULTED: Final = frozenset(
    {
        "consulted.became_of_it",
        "consulted.declined_on",
        "consulted.not_because",
        "consulted.proposed_on",
        "consulted.views[].given_on",
        "consulted.views[].view",
        "consulted.was_heard",
    }
)
MEETING: Final = frozenset(
    {
        "days.send_papers",
        "days.tell_outcome",
        "meeting.adjourned_because",
        "meeting.at",
        "meeting.began_on",
        "meeting.chair",
        "meeting.chair_of",
        "meeting.independence",
        "meeting.is_elsewhere",
        "meeting.on",
        "meeting.place",
        "meeting.put_off_because",
        "victim.name",
    }
)
STEPS: Final = frozenset(
    {"steps[].now", "steps[].says", "steps[].was", "steps[].yours"}
)
WAITS: Final = frozenset(
    {
        "waits[].asked",
        "waits[].is_consent",
        "waits[].is_yours",
        "waits[].since",
        "waits[].what",
    }
)
CHALLENGED: Final = frozenset(
    {
        "challenged.grounds",
        "challenged.received_on",
        "challenged.what",
    }
)
ASKED_OF_DATA: Final = frozenset(
    {"request.asked", "request.asks", "request.received_on"}
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
DAYS_OF: Final[dict[LetterKind, tuple[str, ...]]] = {
    LetterKind.ACKNOWLEDGEMENT: ("decide-threshold", "tell-outcome"),
    LetterKind.CONSENT: (),
    LetterKind.THRESHOLD_MET: ("hold-panel", "challenge-by"),
    LetterKind.THRESHOLD_NOT_MET: ("challenge-by",),
    LetterKind.INVITATION: ("meets-on", "send-papers", "tell-outcome"),
    LetterKind.NOT_INVITED: (
        "meets-on",
        "send-papers",
        "tell-outcome",
        "challenge-by",
    ),
    LetterKind.DELAY: ("was-due", "now-due"),
    LetterKind.CLOCK_STOPPED: (),  # these print the days of steps, by their names
    LetterKind.CLOCK_STARTED: (),
    LetterKind.DAYS_MOVED: (),
    LetterKind.PLAN_CONSULTATION: ("answer-by",),
    LetterKind.PROGRESS: ("decide-threshold", "meets-on", "tell-outcome", "was-due"),
    LetterKind.REQUEST: ("answer-by",),
    LetterKind.OUTCOME: ("challenge-by",),
    LetterKind.PLAN_UPDATE: (),
    LetterKind.CLOSING: ("challenge-by", "challenge-ended"),
    LetterKind.CHALLENGE_RECEIVED: ("decide-challenge",),
    LetterKind.CHALLENGE_HEARING: ("decide-challenge",),
    LetterKind.CHALLENGE_DECIDED: ("challenge-by",),
    LetterKind.JOINT_CASE: (),
    LetterKind.DATA_REQUEST_RECEIVED: (),
    LetterKind.DATA_REQUEST_LONGER: (),
    LetterKind.DATA_REQUEST_ANSWERED: (),
    LetterKind.RESTRICTION_LIFTED: (),
    LetterKind.LINKED_REVIEW: ("decide-threshold", "hold-panel", "tell-outcome"),
}
