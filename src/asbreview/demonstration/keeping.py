"""How long the demonstration's records are kept, what is due, and what is held."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from asbreview.demonstration.accounts import LENA
from asbreview.demonstration.play import Play
from asbreview.domain.days import local_day
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin

SIX_YEARS: Final = "As long as a claim may be brought for it (invented)"
OWN_CHOICE: Final = "Nothing was decided on it: a year for questions (invented)"
SCHEDULE: Final = (
    (RecordKind.WITH_OUTCOME, 6, SIX_YEARS),
    (RecordKind.NOT_MET, 6, SIX_YEARS),
    (RecordKind.WITHDRAWN, 1, OWN_CHOICE),
)
LOOK_AGAIN: Final = timedelta(days=120)


def keep_records(plays: Sequence[Play]) -> None:
    """Lay down how long records are kept, and hold one case that an ombudsman has.

    Of what was transferred nothing is laid down: a page has to say that, too.
    """
    of_area = [play for play in plays if play.plan.area == plays[0].plan.area]
    _lay_down(of_area[0])
    ended = [play for play in of_area if play.case.ended_as == "closed"]
    _hold(ended[0])


def _lay_down(play: Play) -> None:
    for of, years, source in SCHEDULE:
        signed = play.signed().model_copy(update={"by": LENA.account.account_id})
        rule = RetentionRule(
            of=of,
            years=years,
            counted_from=CountedFrom.ENDED,
            origin=Origin.OWN_CHOICE,
            source=source,
            from_on=signed.on,
        )
        play.reviews.set_retention_rule(play.plan.area, rule, signed=signed)


def _hold(play: Play) -> None:
    signed = play.signed()
    play.reviews.place_hold(
        play.case_id,
        ground=HoldGround.OMBUDSMAN,
        reason="They asked for the whole case, and have not decided.",
        review_on=local_day(play.world.clock()) + LOOK_AGAIN,
        signed=signed,
    )
