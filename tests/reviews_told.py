"""Reviews that are told from application to outcome, each step on a day of its own."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest

import journey
from asbreview.domain.application import Application
from desk import Day


class StepDays(NamedTuple):
    """The days on which a review was applied for, and each step of it was taken."""

    applied: date
    asked: date
    answered: date
    convened: date
    held: date
    told: date


def told_after(days, on):
    """Return the days of a review whose outcome was told on a day, after so many.

    The risk is assessed two weeks before: within the 28 days before the findings.
    """
    applied, held = on - timedelta(days), on - timedelta(2)
    asked, answered = applied + timedelta(1), applied + timedelta(5)
    return StepDays(applied, asked, answered, on - timedelta(14), held, on)


def tell_review(reviews, clock, number, on, **changes):
    """Tell a review; *changes* are what its application says otherwise than others."""

    def made(**told):
        return Application(**told | changes)

    tale = Day(reviews, clock)
    tale.seed = UUID(int=1000 + number)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journey, "Application", made)
        tale.apply(on.applied, complaints=_recent(on.applied))
    tale.post(on.applied).decide(on.asked).post(on.asked).ask(on.asked)
    tale.answer(on.answered).assess(on.convened)
    tale.convene(on.convened, meets_on=on.held).choose(on.convened).post(on.convened)
    tale.hold(on.held).find(on.held).post(on.told)
    return tale


def _recent(applied_on):
    """Return three complaints of the month before, by which the threshold is met."""
    days = [applied_on - timedelta(ago) for ago in (20, 15, 10)]
    return tuple(journey.complaint(on, on) for on in days)
