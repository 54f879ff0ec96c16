"""The ways to challenge that a procedure has besides its own, as they stand on a day.

A case is dealt with under the version in force when it was applied for.  Who else
reviews it is no choice of that version where the law gives the way: it is taken from
the version in force on the day of the challenge, which says from when, and for which
cases, that way is open (`docs/decisions/0111`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from asbreview.domain.challenging import (
    MAY_BE_OF,
    DaysOfChallenge,
    EscalationBody,
    EscalationTier,
    PolicingBodyReview,
)
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.procedure import Procedure
from asbreview.domain.terms import Challenged
from asbreview.reviews.case import Case


class FurtherWay(NamedTuple):
    """A way that is open on a day, who hears it, and the version that has it."""

    tier: EscalationTier
    body: EscalationBody
    under: Procedure

    @property
    def switch(self) -> PolicingBodyReview | None:
        """By what it is open, if it is one that waits for a switch."""
        switched = self.tier.of_policing_body_review
        return self.under.policing_body_review if switched else None

    def last_day(self, case: Case, told_on: date) -> date | None:
        """Return until when it is open after something was told, if a time is set."""
        under = replace(case, procedure=self.under)
        return under.due_or_later(self.tier.window, told_on)

    def decide_by(self, case: Case, received_on: date) -> date | None:
        """Return until when a challenge is to be decided there, if a time is set."""
        under = replace(case, procedure=self.under)
        return under.due_or_later(self.tier.decide, received_on)


class Closed(NamedTuple):
    """A review by the policing body that is not open to a case, and the day it has.

    `compared_on` is the day of the case that the switch goes by, if there is one yet.
    """

    way: FurtherWay
    switch: PolicingBodyReview
    compared_on: date | None


def further_ways(
    case: Case, of: Challenged, day: date, *, told_then: bool = False
) -> list[FurtherWay]:
    """Return the ways besides the partnership's own that are open on a day.

    *told_then* takes what is challenged as told on that day, if it was not before: by
    a letter that is being written.
    """
    days = days_of(case, of, day)
    if told_then and days.told_on is None:
        days = days._replace(told_on=day)
    return [
        FurtherWay(tier, body, under)
        for tier, under in _tiers_of_day(case, day)
        if tier in under.tiers_for(of, days)
        and (body := under.heard_by(tier, day)) is not None
    ]


def closed_ways(case: Case, of: Challenged, day: date) -> list[Closed]:
    """Return the reviews by the policing body that its switch keeps closed."""
    days = days_of(case, of, day)
    return [
        Closed(
            FurtherWay(tier, body, under),
            under.policing_body_review,
            days.day_of(under.policing_body_review.goes_by),
        )
        for tier, under in _tiers_of_day(case, day)
        if tier.of_policing_body_review
        and MAY_BE_OF[of] & set(tier.may_challenge)
        and not under.policing_body_review.reaches(days)
        and (body := under.heard_by(tier, day)) is not None
    ]


def way_of(case: Case, challenge: ChallengeReceived) -> FurtherWay | None:
    """Return the further way that a challenge went, or nothing for our own.

    `NoSuchThing` if its procedures have it no more.
    """
    if not challenge.on_what.tier:
        return None
    day = challenge.received_on
    for tier, under in _tiers_of_day(case, day):
        if tier.tier_id == challenge.on_what.tier:
            body = under.heard_by(tier, day)
            return FurtherWay(tier, body or _nameless(tier), under)
    raise NoSuchThing("The procedures have no such way")


def days_of(case: Case, of: Challenged, day: date) -> DaysOfChallenge:
    """Return the days by which it is found whether a way is open on a day."""
    told_on = {
        Challenged.APPLICATION: case.trigger.threshold_told_on,
        Challenged.REVIEW: case.outcome.told_on,
    }[of]
    return DaysOfChallenge(day, told_on, case.trigger.application.applied_on)


def _tiers_of_day(case: Case, day: date) -> Iterator[tuple[EscalationTier, Procedure]]:
    """Yield the tiers of a case, each with the version that has it.

    Its own; those that wait for the switch, of the version in force on the day.
    """
    own, of_day = case.procedure, _in_force(case, day)
    yield from ((t, own) for t in own.escalation if not t.of_policing_body_review)
    yield from ((t, of_day) for t in of_day.escalation if t.of_policing_body_review)


def _in_force(case: Case, day: date) -> Procedure:
    if case.in_force_on is None:
        return case.procedure
    try:
        return case.in_force_on(day)
    except NoSuchThing:
        return case.procedure


def _nameless(tier: EscalationTier) -> EscalationBody:
    return EscalationBody(slug=tier.body, name=tier.body)
