"""A question to the past that somebody kept: what a change would have meant."""

from datetime import date

from asbreview.demonstration.play import Play
from asbreview.domain.counterfactual.facts import (
    Answering,
    ChangedProcedure,
    WhatIf,
)
from asbreview.domain.days import local_day
from asbreview.domain.timers import PARTNER_ANSWER
from asbreview.installation import Installation

NAME = "Five days for partners, and two complaints"


def ask_the_past(installation: Installation, play: Play) -> None:
    """Keep what it would mean had partners five days, and were two complaints enough.

    Asked by whoever has the case of *play*, of all cases of the installation's area.
    """
    signed = play.signed()
    today = local_day(signed.at)
    asked = WhatIf(
        area_id=installation.settings.procedure,
        from_on=date(today.year - 2, today.month, 1),
        to_on=today,
        closed_only=False,
        changed=ChangedProcedure(
            lengths=((PARTNER_ANSWER, 5),), complaints_needed=2, in_parallel=True
        ),
        answering=Answering.BY_ITS_DAY,
    )
    installation.reviews.keep_what_if(asked, name=NAME, as_of=signed.at, signed=signed)
