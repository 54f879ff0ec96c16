"""Cases that were challenged, and one that is another area's, too."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from asbreview.demonstration.accounts import CASEWORKERS
from asbreview.demonstration.beginnings import Act
from asbreview.demonstration.play import Play
from asbreview.demonstration.tale import words
from asbreview.domain.days import LONDON
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.hearing import HowHeard
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.procedures.reading import read_procedure
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.told import ChallengeTold, HearerTold, HearingTold

Steps = Iterator[tuple[int, Act]]
OTHER_AREA: Final = "fenland"
HEARERS: Final = (
    HearerTold(name="Thora Bexwell", of="The council: head of housing"),
    HearerTold(name="Caspian Wray", of="Another community safety partnership"),
)
AFTER: Final = 10  # working days from the findings: the letter came, and was read
UNTIL_HEARD: Final = 9
UNTIL_DECIDED: Final = 11


def upheld(play: Play) -> Steps:
    """Challenge how the review was carried out; another takes what is referred back."""
    yield from _challenged(play, Upheld.UPHELD, "not asked the school")
    decided = play.course["find"] + AFTER + UNTIL_DECIDED
    yield decided + 1, _take_linked


def proper(play: Play) -> Steps:
    """Challenge how the review was carried out; it was carried out properly."""
    yield from _challenged(play, Upheld.NOT_UPHELD, "not what was hoped for")


def challenged_now(play: Play) -> Steps:
    """Challenge it too late: nobody has said yet whether it is heard all the same."""
    yield play.plan.ago - 2, partial(_receive, grounds="nobody rang back")


def joint(_: Play) -> Steps:
    """Let the area across the drain read the case, too."""
    yield 4, _make_joint


def _challenged(play: Play, result: Upheld, grounds: str) -> Steps:
    first = play.course["find"] + AFTER
    heard_on = first + UNTIL_HEARD
    yield first, partial(_receive, grounds=grounds)
    yield first + 2, partial(_arrange, day=heard_on)
    yield first + UNTIL_DECIDED, partial(_decide, result=result, because=grounds)


def _receive(play: Play, *, grounds: str) -> None:
    signed = play.signed()
    told = ChallengeTold(
        of=Challenged.REVIEW,
        made_by=play.case.contact.applicant_id,
        received_on=signed.on,
        channel=HeardBy.EMAIL,
        grounds=play.told_by_applicant(words()[grounds]),
    )
    play.reviews.receive_challenge(play.case_id, told, signed=signed)


def _arrange(play: Play, *, day: int) -> None:
    on = play.day(day)
    told = HearingTold(
        hearers=HEARERS,
        took_part=False,
        independence=words()["nobody of the case"],
        how=HowHeard.MEETING,
        heard_at=datetime(on.year, on.month, on.day, 11, tzinfo=LONDON),
        place="Sample House, Ely",
    )
    play.reviews.arrange_hearing(
        play.case_id, _challenge_id(play), told, signed=play.signed()
    )


def _decide(play: Play, *, result: Upheld, because: str) -> None:
    signed, case = play.signed(), play.case
    goes_back = result is Upheld.UPHELD
    reveal = play.reviews.keyring.reveal
    play.reviews.decide_challenge(
        play.case_id,
        _challenge_id(play),
        upheld=result,
        decided_on=signed.on,
        reasons=play.told(words()[f"{because}, decided"]),
        follows="",
        carried=carried_over(case, reveal) if goes_back else None,
        signed=signed,
    )


def _take_linked(play: Play) -> None:
    (decided,) = play.case.outcome.decided.values()
    back = decided.referred_back
    assert back is not None  # noqa: S101  it was referred back in the step before
    tomasz = CASEWORKERS["tomasz"].account.account_id
    play.reviews.assign(back.case_id, tomasz, signed=play.signed())
    signed = play.signed()
    play.reviews.pass_on(back.case_id, passed_on=signed.on, signed=signed)


def _challenge_id(play: Play) -> UUID:
    (challenge_id,) = play.case.outcome.challenges
    return challenge_id


def _make_joint(play: Play) -> None:
    signed = play.signed()
    if not play.reviews.procedure_versions(OTHER_AREA):
        play.reviews.record_procedure(
            read_procedure(OTHER_AREA),
            in_force_from=play.applied_on,
            signed=signed.model_copy(update={"command_id": play.signed().command_id}),
        )
    play.reviews.make_joint(
        play.case_id,
        with_area=OTHER_AREA,
        since=signed.on,
        reason=play.told(words()["across the drain"]),
        signed=signed,
    )
