"""What several kinds of letter may name, by what it is about."""

from typing import Final

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
