"""What each field of a procedure file means, by the name of what holds it."""

from typing import Final

FROM: Final = "The first day of it, where that is known"
TO: Final = "The last day of it, where that is known"
ORIGIN: Final = "Where it comes from"
REFERENCE: Final = (
    "The provision, the words, or the publication; *published* needs an address"
    " beginning with `https://` or the title of a publication"
)

MEANINGS: Final[dict[str, dict[str, str]]] = {
    "Procedure": {
        "procedure_id": "What it is called by: the same for all its versions",
        "version": "Its number; a case keeps the version of its receipt",
        "effective_from": "The day it is in force from (s.104(2))",
        "name": "Its title, for readers",
        "area": "What the area is called",
        "day_zero": "Where working days are counted from when a timer starts on a day"
        " on which nobody works",
        "adopted": "In a sentence, how it came into force",
        "published_at": "The address at which the procedure is published (s.104(2))",
        "passed_on_to_every_body": "Is an application passed on to all the relevant"
        " bodies? (s.104(3))",
        "lead": "The slug of the relevant body in which the point of contact sits",
        "effectiveness": "How the procedure's effectiveness is assessed (Sch.4 para 4)",
        "nation": "Whose relevant bodies and bank holidays",
        "languages": "The languages letters are written in",
        "adopted_by": "Who adopted it, where that is known",
        "adopted_on": "When, where that is known",
        "consulted": "Who was consulted on it (Sch.4 paras 1-2)",
        "areas": "Each area of a joint procedure",
        "publications": "What is quoted here as published",
        "partnership": "Who writes the letters, and the point of contact (s.104(3))",
        "points_of_contact": "Further points of contact",
        "applying": "How an application is made",
        "letters": "How letters are written",
        "panel": "How a review is held",
        "plan": "What becomes of an outcome",
        "reporting": "The reporting period (s.104(9))",
        "threshold": "When the threshold is met (s.104(4)-(5), (11)-(12))",
        "relevant_bodies": "The relevant bodies (s.105)",
        "timers": "What is due by when",
        "chasers": "When a body is reminded of what it has not answered; `[]` is never."
        " A day on which the machine was off is made up for within five working days",
        "challenges": "What an applicant who is dissatisfied may do first"
        " (Sch.4 para 3): a way for each of the two things",
        "ombudsmen": "Who looks into whose handling",
        "escalation_bodies": "Who can be turned to after the partnership",
        "escalation": "Further ways to challenge",
        "policing_body_review": "The switch for reviews by the local policing body:"
        " off unless a day is set",
        "sources": "Where each part comes from",
    },
    "Correspondence": {
        "second_officer": "The letters that do not go before an officer who neither"
        " drafted them nor wrote in them has approved them",
        "languages": "What letters in a language other than English say outside their"
        " texts",
        "texts": "Texts that the area supplies, in such a language or instead of those"
        " that are shipped",
    },
    "LettersIn": {
        "language": "Its code, as in `languages`: `cy` is Welsh",
        "called": "What somebody may say who speaks it best: letters to them are in it",
        "weekdays": "Monday to Sunday",
        "months": "January to December",
        "day": "How a day is said, with `{weekday}`, `{day}`, `{month}`, `{year}`",
        "greeting": "How a letter begins, with `{name}`",
        "close": "How it ends, before who signs",
        "our_reference": "What stands before the reference",
        "telephone": "What stands before the number",
        "page": "What stands at the foot, with `{1}` for the page and `{2}` for the"
        " number of pages",
        "of_several": "What is said before each of several, with `{1}` and `{2}`",
        "in_this_order": "What is said before a list whose lines say several things,"
        " with `{1}`",
        "another_format": "What stands before the formats",
        "formats": "In what other formats a letter can be had",
        "phrases": "What letters compute in English, and how it is said: where one is"
        " missing that a letter needs, the letter is held back and names it",
    },
    "Phrase": {
        "english": "What is said in English, with `{1}`, `{2}` for days and numbers",
        "says": "How it is said, with the same",
    },
    "LetterText": {
        "name": "The kind of letter, with dashes, or a piece, beginning with `_`",
        "language": "The code of its language",
        "format": "What it is written for; large print has the words of the standard",
        "text": "The text: Markdown with the fields that such a letter may name",
    },
    "Area": {"name": "Its name", "from_day": FROM, "to_day": TO},
    "Publication": {
        "title": "What references call it",
        "address": "Its address, beginning with `https://`",
        "no_address_because": "Why there is no address, where there is none",
    },
    "Partnership": {
        "name": "Its name",
        "address": "Its address, line by line",
        "phone": "Its telephone number",
        "email": "Its e-mail address",
        "formats": "In which other formats a letter can be had, in a sentence",
    },
    "PointOfContact": {
        "name": "Who it is: a team or an office, not a person",
        "of": "Of which area or body",
        "phone": "Its telephone number",
        "email": "Its e-mail address",
    },
    "Applying": {
        "ways": "The ways to apply; guidance asks for more than one",
        "who": "Who may apply",
        "consent": "Whose consent is asked for, and how; a missing one bars nothing",
    },
    "Panel": {
        "fewest_bodies": "The fewest bodies at a meeting",
        "chair": "In a sentence, why the chair is independent",
        "ways_to_take_part": "How the victim may take part",
        "kind": "Is it brought together for a case, or does it meet anyway?",
        "name": "What it is called",
        "meets": "How often a standing group meets",
        "quorum": "How many bodies have to be there; `0` if it is not set",
        "independence": "Where the chair comes from",
        "first_minutes": "For how many minutes the victim may attend, if not for all",
        "not_invited_only_if": "When a victim is not invited, in a half sentence",
    },
    "Plan": {
        "recommendations": "How a recommendation is answered",
        "monitoring": "How actions are followed to their end",
        "closing_contact": "How the applicant is spoken with before the case is closed",
    },
    "Reporting": {
        "starts_in_month": "The month in which a year of periods begins",
        "months": "How many months a period has: at most 12",
        "published_at": "Where the figures are published",
        "breakdowns_from": "The smallest number shown in a breakdown; the four totals"
        " are published whatever their size",
    },
    "ThresholdRules": {
        "complaints_needed": "How many qualifying complaints there have to be",
        "one_incident_counts_once": "Is one incident told to several bodies counted"
        " once? (s.104(12))",
        "one_date_counts_once": "Is one date of behaviour counted once? (s.104(12))",
        "decided_by": "Who decides",
        "any_of": "Further ways to meet the threshold: each suffices",
        "considerations": "The discretion test (s.104(5))",
        "caveats": "What is asked besides: shown as advice, never a bar",
    },
    "LocalRule": {
        "rule_id": "What it is called by",
        "says": "The rule in words",
        "count": "How many there have to be",
        "kind": "What it is about; a senior officer's discretion is told as advice",
        "of": "What is counted",
        "within": "The length of the window",
        "window": "How the window lies: from each complaint to the application, the"
        " behaviour of so long before it, from the first incident on, or ending with"
        " the latest report",
        "reported_within": "How soon after the behaviour it has to be reported",
        "latest_report_within": "How old the latest report may be at the application",
        "same": "What the complaints counted together have in common",
        "fewest_people": "How many people they have to be from",
        "hate_only": "Are only incidents of hate counted?",
        "sources_not_counted": "Sources of complaints that do not count",
        "requires": "What is asked for besides and cannot be counted; told as advice",
        "decided_by": "Who decides, where it is a discretion",
    },
    "Consideration": {
        "consideration_id": "What it is called by",
        "asks": "The question, for whoever decides",
    },
    "Caveat": {
        "caveat_id": "What it is called by",
        "asks": "The question, to be answered by yes or no",
        "noted_when": "The answer at which it is noted",
        "says": "The advice then given",
    },
    "Body": {
        "slug": "What it is called by, whatever the procedure",
        "kind": "What makes it a relevant body",
        "name": "Its name",
        "short_name": "What letters call it",
        "from_day": FROM,
        "to_day": TO,
    },
    "Timer": {
        "timer_id": "What it is called by; the names below are understood",
        "says": "The step in words",
        "starts": "What starts it; the day itself is not counted. A `contact`, or a"
        " letter, starts it again each time: no contact for so long is overdue",
        "length": "How long it is: nought or more",
        "unit": "What it is counted in",
        "binds": "Whom it binds",
        "origin": ORIGIN,
        "reference": REFERENCE,
        "before": "Is it counted back from what starts it?",
        "extendable": "May it be put off, with a reason and a new date?",
        "moves_to_working_day": "Does a due date on a day when nobody works move to the"
        " next one on which people do?",
        "pauses_for": "What it may stand still for, with a reason",
        "notice": "What the applicant is told when it is put off or stands still",
    },
    "Chaser": {
        "chaser_id": "What it is called by; it goes once for a request",
        "working_days": "How many working days from the day the answer is due: the"
        " timer `partner-answer`. `0` is the day itself, or the next working day",
        "origin": ORIGIN,
        "reference": REFERENCE,
        "before": "Is it counted back from that day?",
    },
    "ChallengeRoute": {
        "of": "What is challenged",
        "to_whom": "Who decides it",
        "how": "How it is made, in a sentence",
        "grounds": "On what grounds",
        "window": "The id of the timer within which to make it",
        "escalation": "What there is after that",
        "origin": ORIGIN,
        "reference": REFERENCE,
        "exclusions": "When it cannot be made, in sentences",
        "consent": "What agreement is needed to pass data on",
        "results": "How it can end",
        "decide": "The id of the timer within which it is decided",
    },
    "Ombudsman": {
        "kind": "The kind of body whose handling they look into",
        "name": "Their name",
        "looks_into": "What they look into, in words",
        "contact": "Where they are found",
    },
    "EscalationBody": {
        "slug": "What it is called by",
        "name": "Its name",
        "contact": "Where it is found",
        "from_day": FROM,
        "to_day": TO,
    },
    "EscalationTier": {
        "tier_id": "What it is called by",
        "body": "The slug of an escalation body",
        "says": "What can be done, in words",
        "may_challenge": "What of a case is looked at",
        "origin": ORIGIN,
        "reference": REFERENCE,
        "grounds": "On what grounds",
        "window": "The id of the timer within which to do it, if a time is set",
        "exclusions": "When it cannot be done",
        "consent": "What agreement is needed to pass data on",
        "pack": "What is sent to it",
        "results": "How it can end",
        "decide": "The id of the timer within which it is decided, if a time is set",
        "of_policing_body_review": "Does it wait for the switch below?",
    },
    "PolicingBodyReview": {
        "from_day": "The day the partnership sets, once it has checked that the law is"
        " in force; without one it is off",
        "goes_by": "What has to be of that day, or later, for this way to be open: the"
        " challenge itself, the telling of the decision that is challenged, or the"
        " application",
        "checked": "Who checked it, and where",
    },
    "Source": {
        "about": "A field of this file, or `panel.chair` for a part of one",
        "origin": ORIGIN,
        "reference": REFERENCE,
    },
}
