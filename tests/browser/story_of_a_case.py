"""One review of East Cambridgeshire, as it is typed into the pages, day by day.

Each date that the pages and letters have to show was counted by hand on a calendar of
2026: Good Friday is 3 April, Easter Monday the 6th, the bank holidays in May are the
4th and the 25th.
"""

from datetime import date

APPLIED = date(2026, 3, 2)  # Monday
ANSWERED = date(2026, 3, 5)  # Thursday
POSTED = date(2026, 3, 6)  # Friday, the threshold decided
MEETS = date(2026, 4, 1)  # Wednesday
DECIDED = date(2026, 4, 2)  # Maundy Thursday, and the outcome posted
BODIES_ANSWERED = date(2026, 4, 20)  # Monday
DONE = date(2026, 5, 12)  # Tuesday
CLOSED = date(2026, 5, 13)  # Wednesday

APPLICANT = "Rosalind Thackeray"
ADDRESS = "19 Teasel Way\nLittleport\nCB6 9ZZ"
PHONE = "01632 960417"

APPLICATION = {
    "applicant_name": APPLICANT,
    "address": ADDRESS,
    "phone": PHONE,
    "safe": ["write", "ring"],
    "category": "neighbour dispute",
    "place": "Littleport",
    "account": "Shouting and banging on the wall until the small hours.",
    "complaints-0-behaviour_on": date(2025, 7, 1),  # out of time: eight months ago
    "complaints-0-made_on": date(2025, 7, 2),
    "complaints-0-made_to": "council",
    "complaints-0-account": "A party in the garden",
    "complaints-1-behaviour_on": date(2026, 1, 5),
    "complaints-1-made_on": date(2026, 1, 6),
    "complaints-1-made_to": "council",
    "complaints-1-account": "Banging from midnight to three",
    "complaints-2-behaviour_on": date(2026, 1, 20),
    "complaints-2-made_on": date(2026, 1, 21),
    "complaints-2-made_to": "police",
    "complaints-2-account": "Threats over the fence",
    "complaints-3-behaviour_on": date(2026, 2, 10),
    "complaints-3-made_on": date(2026, 2, 12),
    "complaints-3-made_to": "housing",
    "complaints-3-account": "The bins were tipped over",
    "wish": "attend the meeting",
}
REASONS = "Three complaints count, each made within a month and within six months."
ANSWERS = {
    "council": "Two visits by an officer, and one warning letter.",
    "police": "Three incidents on the log, words of advice given.",
    "nhs": "",  # a nil return says so by itself
    "housing": "A tenancy warning was issued in February.",
}
RISK = {
    "risk-frequency": "weekly",
    "risk-worsening": "yes",
    "risk-targeted": "yes",
    "risk-violence": "threat",
    "risk-effect": "some",
    "risk-support": "yes",
    "assessor_name": "Ines Calloway",
    "assessor_body": "council",
}
CHAIR = "Odile Fenwick"
PANEL = {
    "meets_on": MEETS,
    "meets_at": "2pm",
    "place": "The Maltings, Ely",
    "chair_name": CHAIR,
    "chair_body": "police",
    "chair_was_involved": "false",
    "independence": "Has had no part in the case and manages nobody who has.",
}
MEETING = {
    "attended-1-name": "Bram Ollerton",
    "attended-2-name": "Petra Quillfeather",
    "attended-3-name": "Joss Ambler",
    "victim_came": "came to the meeting",
    "issues-0-issue": "The visits were not followed up",
    "issues-0-disposal": "more should have been done",
    "issues-1-issue": "The police were slow to come",
    "issues-1-disposal": "the response was adequate",
}
OUTCOME = {
    "findings": "The visits should have been followed up with evidence of the noise.",
    "options-0-option": "Noise equipment in the house",
    "options-0-chosen": "true",
    "options-0-reasons": "It gives evidence",
    "options-1-option": "Leave things as they are",
    "options-1-chosen": "false",
    "options-1-reasons": "It has not worked",
    "recommendations-0-body_id": "council",
    "recommendations-0-recommendation": "Follow up each visit within a week",
    "recommendations-1-body_id": "police",
    "recommendations-1-recommendation": "Patrol at night for a month",
    "not_consulted_because": "She was away, and nobody could reach her",
    "actions-0-action": "Install noise equipment",
    "actions-0-body_id": "council",
    "actions-0-due_on": date(2026, 4, 30),
    "actions-0-recommendation": "1",
    "actions-1-action": "Visit every week",
    "actions-1-body_id": "police",
    "actions-1-due_on": date(2026, 4, 16),
    "actions-1-recommendation": "2",
}
THIRD_ACTION = {
    "actions-2-action": "Write to the landlord",
    "actions-2-body_id": "housing",
    "actions-2-due_on": date(2026, 5, 8),
}
RESPONSES = {
    "answers-0-response": "accepted",
    "answers-0-reasons": "Agreed by the head of housing",
    "answers-1-response": "accepted in part",
    "answers-1-reasons": "For a fortnight, as officers allow",
}
REPORTS = {
    f"reports-{number}-{field}": value
    for number, says in enumerate(
        ["Visited four times", "The equipment was installed", "The landlord replied"]
    )
    for field, value in (("became", "done"), ("says", says))
}
CLOSING = {"sure": "yes"}

# What more may be put on file.
COMPLAINT = {
    "behaviour_on": date(2026, 2, 20),
    "made_on": date(2026, 2, 21),
    "made_to": "police",
    "account": "Shouting in the yard",
    "hate": "false",
}
CONTACT = {
    "channel": "phone",
    "direction": "to us",
    "said": "Asked when she will hear.",
}

# What the pages have to say, from the procedure's rules, counted by hand.
ACKNOWLEDGE_BY = "Monday 9 March 2026"  # 5 working days: 3, 4, 5, 6, 9
DECIDE_BY = "Monday 30 March 2026"  # 20 working days, four whole weeks
FINISH_BY = "Friday 29 May 2026"  # 60 working days, four bank holidays left out
ANSWER_BY = "Monday 16 March 2026"  # 10 working days after Monday 2 March
TELL_THRESHOLD_BY = "Friday 13 March 2026"  # 5 working days after Friday 6 March
HOLD_PANEL_BY = "Tuesday 7 April 2026"  # 20 after Friday 6 March; two of Easter
PAPERS_BY = "Monday 30 March 2026"  # 2 working days before Wednesday 1 April
TELL_OUTCOME_BY = "Friday 17 April 2026"  # 10 working days, two of Easter left out
CHALLENGE_THRESHOLD_BY = "Friday 3 April 2026"  # 28 days after Friday 6 March
CHALLENGE_REVIEW_BY = "Thursday 30 April 2026"  # 28 days after Thursday 2 April

# A letter prints the days that the pages count from its posting: the same day, here.
IN_LETTERS = {
    "We have received your application": [
        "Monday 2 March 2026",
        f"They will do this by {DECIDE_BY}",
        f"its outcome by {FINISH_BY}",
    ],
    "There will be a review of your case": [
        "The decision was made on Friday 6 March 2026",
        f"The panel meets by {HOLD_PANEL_BY}",
        f"challenge this until {CHALLENGE_THRESHOLD_BY}",
        "three qualifying complaints",
    ],
    "The meeting that reviews your case": [
        "When: Wednesday 1 April 2026, 2:00pm",
        "what you would like by Monday 30 March 2026",  # 2 working days before
        f"the outcome by {TELL_OUTCOME_BY}",
    ],
    "The outcome of the review of your case": [
        "The panel met on Wednesday 1 April 2026",
        "Thursday 16 April 2026",
        "Thursday 30 April 2026",
        "Friday 8 May 2026",
        f"challenge this until {CHALLENGE_REVIEW_BY}",
    ],
    "We are closing your case": [
        "We closed the case on Wednesday 13 May 2026",
        "Done on Tuesday 12 May 2026: The equipment was installed",
    ],
}
