"""What the tables hold, column by column: the dictionary is made from this.

No text that anybody typed is in them, no reference and no place.  A case, a person who
recorded, a request and so on stand under a name made up for this one export, the same
in every table.
"""

from typing import Final, NamedTuple

CASE: Final = "What stands for the case in this export, in every table."
BODY: Final = "The name of the body that it was put to."
VERSION: Final = "What stands for the version of the procedures, in every table."
EMPTY: Final = "Empty: not so far, or not known."


class Column(NamedTuple):
    """A column: its kind is text, date, time, number or yes-no."""

    name: str
    kind: str
    meaning: str


TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "cases": (
        Column("case", "text", CASE),
        Column(
            "imported",
            "yes-no",
            "Brought in from a list of earlier cases: it has no rows in other tables,"
            " and what the list did not say is empty.",
        ),
        Column("area", "text", "The id of the review procedures of its area."),
        Column("category", "text", "What the behaviour mostly is."),
        Column(
            "applied_on",
            "date",
            "The day it was applied for, or came from another area. Empty, of one that"
            " was imported: not known.",
        ),
        Column("decided_on", "date", f"The day the threshold was decided on. {EMPTY}"),
        Column("decision", "text", f"“met” or “not met”. {EMPTY}"),
        Column("reviewed_on", "date", f"The day the findings were made. {EMPTY}"),
        Column(
            "recommendations",
            "number",
            "How many recommendations stand. Empty, of one that was imported: not"
            " known.",
        ),
        Column(
            "recommended_on", "date", f"The day of the first recommendation. {EMPTY}"
        ),
        Column("outcome_told_on", "date", f"The day the outcome was told. {EMPTY}"),
        Column("ended_on", "date", f"The day the case ended. {EMPTY}"),
        Column("ended_as", "text", f"“closed”, “withdrawn” or “transferred”. {EMPTY}"),
        Column(
            "procedure_version",
            "text",
            "What stands for the version of the procedures that it is under. Empty, of"
            " one that was imported: not known.",
        ),
    ),
    "steps": (
        Column("step", "text", "The event; the same name as in OCEL and XES."),
        Column("case", "text", CASE),
        Column("happened", "text", "What happened: the topic of the event."),
        Column("happened_on", "date", "The day it happened."),
        Column("recorded_at", "time", "When it was recorded, in UTC."),
        Column("officer", "text", "What stands for whoever recorded it."),
        Column(
            "officer_kind",
            "text",
            "“person” for whoever has an account; else “program”, “applicant,"
            " online” or “body, by its link”: nobody's hands.",
        ),
        Column("in_error", "yes-no", "It is on record as recorded in error."),
        Column(
            "was_for",
            "text",
            "What somebody got in touch with us for. Empty: nobody said, or it is no"
            " contact that came to us.",
        ),
    ),
    "requests": (
        Column("request", "text", "What stands for the request for information."),
        Column("case", "text", CASE),
        Column("body", "text", BODY),
        Column("asked_on", "date", "The day the body was asked."),
        Column("answered_on", "date", f"The day it answered. {EMPTY}"),
    ),
    "recommendations": (
        Column("recommendation", "text", "What stands for the recommendation."),
        Column("case", "text", CASE),
        Column("body", "text", BODY),
        Column("made_on", "date", "The day it was made."),
        Column("answered_on", "date", f"The day the body answered. {EMPTY}"),
    ),
    "actions": (
        Column("action", "text", "What stands for the action of the plan."),
        Column("case", "text", CASE),
        Column("body", "text", BODY),
        Column("added_on", "date", "The day it was added to the plan."),
        Column("due_on", "date", "The day it is due."),
        Column("done_on", "date", f"The day it was done. {EMPTY}"),
        Column("cancelled_on", "date", f"The day it was cancelled. {EMPTY}"),
    ),
    "letters": (
        Column("letter", "text", "What stands for the letter."),
        Column("case", "text", CASE),
        Column("kind", "text", "What the letter is for."),
        Column("dated", "date", "The day that it is dated."),
        Column("status", "text", "Where it stands."),
        Column("way", "text", f"The way that it goes. {EMPTY}"),
        Column("posted_on", "date", f"The day it was posted. {EMPTY}"),
    ),
    "procedure_versions": (
        Column("procedure_version", "text", VERSION),
        Column("area", "text", "The id of the review procedures of its area."),
        Column("version", "number", "Which version of them it is."),
        Column("effective_from", "date", "The day that it is in force from."),
        Column(
            "day_zero",
            "text",
            "Where working days are counted from when a time starts on a day off: “next"
            " working day” or “day itself”. The day that starts it is not counted.",
        ),
    ),
    "times": (
        Column("procedure_version", "text", VERSION),
        Column("time", "text", "The id of the time, in the procedures."),
        Column("length", "number", "How long it is."),
        Column("unit", "text", "“working days”, “days”, “weeks” or “months”."),
        Column("starts", "text", "What starts it."),
        Column("before", "yes-no", "It is counted back from what starts it."),
        Column("binds", "text", "Whom it binds."),
    ),
    "calendar": (
        Column("weekend", "text", "The days of each week on which nobody works."),
        Column("known_until", "date", "The last day that the days off are known for."),
    ),
    "days_off": (
        Column("day", "date", "A day, besides weekends, on which nobody works."),
        Column(
            "why",
            "text",
            "“bank holiday”, “bank holiday proclaimed late”, or “closure” of the"
            " office, which makes no time that the law sets any longer.",
        ),
        Column("known_from", "time", "When it was recorded, in UTC."),
        Column(
            "known_to",
            "time",
            "When it was taken back, in UTC: since then it is no day off. Empty: it"
            " is one.",
        ),
    ),
}


def dictionary() -> list[tuple[str, str, str, str]]:
    """Return each column there is: its table, its name, its kind, what it means."""
    return [(table, *column) for table, columns in TABLES.items() for column in columns]
