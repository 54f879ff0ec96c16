"""Challenging how it was dealt with, on the pages for following an application.

What they wrote is not shown here again: whoever has the code may be somebody else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from asbreview.domain.outcome.challenge import Window
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews import Case
from asbreview.reviews.further_ways import FurtherWay, further_ways
from asbreview.reviews.told import ChallengeTold
from asbreview.signing import signed_by_applicant
from asbreview.web.following import FOLLOWER, ByFollower, Following
from asbreview.web.forms import Form, Line, Says, Text
from asbreview.web.given import Asked, Given, Installation, Today, TypedFields
from asbreview.web.page import Page
from asbreview.web.public import STATUS
from asbreview.web.sent import sent_once
from asbreview.web.status import CASE, LARGEST, OF_FOLLOWERS
from asbreview.web.status_changes import binding, done, not_too_often
from asbreview.web.submitted import Shown, submitted

YOURS: Final = {
    Challenged.APPLICATION: "How you dealt with my application",
    Challenged.REVIEW: "How the review was carried out",
}


class StatusChallengeForm(Form):
    """What whoever applied is not satisfied with."""

    SAYS: ClassVar = {
        "of": Says.select("what you are not satisfied with"),
        "grounds": Says("Enter what you are not satisfied with", "What you wrote"),
        "on_grounds": Says.select("the reasons from the list"),
        "agrees": Says.select("whether you agree"),
    }

    of: Challenged
    grounds: Text
    on_grounds: tuple[Line, ...] = ()
    agrees: bool = False


class StatusChallenge(Controller):
    """A challenge, as long as something was told that can be challenged."""

    path = f"{STATUS}/challenge"
    opt: dict[str, Any] | None = OF_FOLLOWERS
    dependencies = FOLLOWER
    request_max_body_size = LARGEST

    @get(sync_to_thread=True)
    def ask(
        self, request: Asked, followed: ByFollower, installation: Given, today: Today
    ) -> Page:
        """Ask what they are not satisfied with; 404 where nothing was told yet."""
        told = list(_told(followed.case, installation, today))
        known = str(told[0]) if len(told) == 1 else ""
        shown = Shown.first(binding(request, followed), of=known)
        return _page(followed, installation, shown, today)

    @post(sync_to_thread=True)
    def receive(
        self,
        followed: ByFollower,
        typed: TypedFields,
        installation: Given,
        today: Today,
    ) -> Response[Any]:
        """Record a challenge of today, in their words; late is recorded as late."""
        not_too_often(followed, installation)
        _must_be_told(followed.case, installation, today)

        def received(form: StatusChallengeForm) -> Redirect:
            signed = signed_by_applicant(installation.now(), command_id=form.command_id)
            told = ChallengeTold(
                of=form.of,
                made_by=followed.case.contact.applicant_id,
                received_on=today,
                channel=HeardBy.ONLINE,
                grounds=form.grounds,
                on_grounds=form.on_grounds,
                agrees=form.agrees,
            )
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.receive_challenge(
                    followed.case.case_id, told, signed=signed
                )
            return done(installation, position, "challenge")

        return submitted(
            StatusChallengeForm,
            typed,
            do=received,
            show_again=lambda shown: _page(followed, installation, shown, today),
        )


def _told(case: Case, given: Installation, today: date) -> dict[Challenged, Window]:
    """Return what was told and can be challenged, in or out of its time: until when."""
    reviews, ways = given.reviews, filter(case.procedure.challenge_of, YOURS)
    windows = {of: reviews.window_of(case, of, on=today) for of in ways}
    return {of: window for of, window in windows.items() if window.opened_on}


def _further(case: Case, told: Iterable[Challenged], today: date) -> list[FurtherWay]:
    """Return who else can be turned to today, each once."""
    ways = (way for of in told for way in further_ways(case, of, today))
    return list({way.tier.tier_id: way for way in ways}.values())


def _must_be_told(
    case: Case, given: Installation, today: date
) -> dict[Challenged, Window]:
    if told := _told(case, given, today):
        return told
    raise NotFoundException


def _page(followed: Following, given: Installation, shown: Shown, today: Today) -> Page:
    case = followed.case
    windows = _must_be_told(case, given, today)
    routes = [r for of in windows if (r := case.procedure.challenge_of(of))]
    grounds = dict.fromkeys(ground for route in routes for ground in route.grounds)
    return Page(
        "status/challenge.html.jinja",
        shown=shown,
        limbs=[{"value": str(of), "text": YOURS[of]} for of in windows],
        windows=[(YOURS[of], w.last_day) for of, w in windows.items() if w.last_day],
        today=today,
        routes=routes,
        grounds=[{"value": ground, "text": ground} for ground in grounds],
        consents=list(dict.fromkeys(r.consent for r in routes if r.consent)),
        further=_further(case, windows, today),
        partnership=case.procedure.partnership,
        back=CASE,
    )
