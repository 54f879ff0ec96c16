"""How long the demonstration's records are kept, what is due, and what is held."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from asbreview.demonstration.accounts import LENA
from asbreview.demonstration.play import Play
from asbreview.domain.days import local_day
from asbreview.domain.erasure import Basis
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin
from asbreview.installation import Installation
from projections.due_for_disposal import due
from projections.scope import Scope
from projections.texts import texts_about

SIX_YEARS: Final = "As long as a claim may be brought for it (invented)"
OWN_CHOICE: Final = "Nothing was decided on it: a year for questions (invented)"
AS_READ: Final = "As long as a complaint about it may be made (invented)"
SCHEDULE: Final = (
    (RecordKind.WITH_OUTCOME, CountedFrom.ENDED, 6, SIX_YEARS),
    (RecordKind.NOT_MET, CountedFrom.ENDED, 6, SIX_YEARS),
    (RecordKind.WITHDRAWN, CountedFrom.ENDED, 1, OWN_CHOICE),
    (RecordKind.READS, CountedFrom.READ, 6, AS_READ),
)
REMAINS: Final = "Dates, decisions, codes and references; the figures."
WRITTEN_AGAIN: Final = "Noise from next door."
LOOK_AGAIN: Final = timedelta(days=120)


def keep_records(plays: Sequence[Play]) -> None:
    """Lay down how long records are kept, and hold one case that an ombudsman has.

    Of what was transferred nothing is laid down: a page has to say that, too.
    """
    of_area = [play for play in plays if play.plan.area == plays[0].plan.area]
    _lay_down(of_area[0])
    ended = [play for play in of_area if play.case.ended_as == "closed"]
    _hold(ended[0])


def propose_to_forget(installation: Installation, plays: Sequence[Play]) -> None:
    """Propose to forget who withdrew last: the lead has to approve it, or return it."""
    area = plays[0].plan.area
    withdrawn = (p for p in plays if p.plan.area == area and p.has("withdrawn"))
    play = next(withdrawn, None)
    if play is None or play.case.ended_as != "withdrawn":
        return
    person_id = play.case.contact.applicant_id
    installation.projector.catch_up()
    with installation.views.connect() as db:
        texts = [text.prose.text_id for text in texts_about(db, person_id)]
    installation.reviews.propose_erasure(
        play.case_id,
        person_id,
        basis=Basis.REQUEST,
        texts=texts,
        instead={texts[0]: WRITTEN_AGAIN},
        remains=REMAINS,
        signed=play.signed(),
    )


def propose_to_dispose(installation: Installation, plays: Sequence[Play]) -> None:
    """Propose to dispose of the case that is due longest: another officer says so.

    That whoever applied is forgotten before is proposed too: whatever is approved first
    leaves the less for the other.
    """
    area = plays[0].plan.area
    of_area = {play.case_id: play for play in plays if play.plan.area == area}
    schedule = installation.reviews.retention_schedule(area)
    on = local_day(plays[0].world.clock())
    rule = schedule.rule_for(RecordKind.WITHDRAWN, on=on) if schedule else None
    if rule is None:
        return
    installation.projector.catch_up()
    with installation.views.connect() as db:
        found = due(db, area, rule, seen=Scope((area,)), on=on).cases
    free = (case.case_id for case in found if not case.is_open)
    if case_id := next(free, None):
        installation.reviews.propose_disposal(
            area, rule.of, cases=[case_id], signed=of_area[case_id].signed()
        )


def _lay_down(play: Play) -> None:
    for of, counted_from, years, source in SCHEDULE:
        signed = play.signed().model_copy(update={"by": LENA.account.account_id})
        rule = RetentionRule(
            of=of,
            years=years,
            counted_from=counted_from,
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
