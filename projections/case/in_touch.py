"""What the people of a case were promised and asked, and what they heard from us."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel


class Owed(BaseModel):
    """A promise made to a person, and when it was kept."""

    contact_id: UUID
    made_on: date
    due_on: date
    kept_on: date | None = None


class Asked(BaseModel):
    """What the applicant was asked, and when they answered."""

    asked_on: date
    answer_by: date
    answered_on: date | None = None


class Telling(BaseModel):
    """A person who is owed the new day of what they were told, and when they had it.

    `told_in` is the contact in which they were told, or the command of a letter's.
    """

    person_id: UUID
    owed_on: date
    due_on: date
    told_on: date | None = None
    told_in: UUID | None = None


class Call(BaseModel):
    """A call for help, by when it is to be answered, and when it was.

    `not_safe` says that they do not feel safe; `answered_in` is the contact.
    """

    asked_on: date
    answer_by: date
    not_safe: bool
    answered_on: date | None = None
    answered_in: UUID | None = None


class Adjustment(BaseModel):
    """An adjustment that was asked for: by when it is answered, when it first was."""

    asked_on: date
    answer_by: date
    answered_on: date | None = None


class Updates(BaseModel):
    """Progress updates that a person was promised, and until when."""

    person_id: UUID
    every_weeks: int
    promised_on: date
    ended_on: date | None = None


class Given(BaseModel):
    """That a person heard from us: in a contact that we made, or by a letter."""

    person_id: UUID
    on: date
