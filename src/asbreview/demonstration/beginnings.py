"""The first steps of a case: the application, the answers, the threshold."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from asbreview.demonstration import people
from asbreview.demonstration.office_hours import drawn
from asbreview.demonstration.play import Play
from asbreview.demonstration.responses import put_responses_on_file, victim_of
from asbreview.demonstration.tale import Complaint, discretion, words
from asbreview.domain.application import (
    Application,
    Category,
    HowConsented,
    Wish,
)
from asbreview.domain.evidence.facts import AnswerKind, HowAnswered, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.threshold import ThresholdDuty
from asbreview.reviews.thresholds import finding_on
from asbreview.reviews.told import (
    ComplaintTold,
    ConsentTold,
    OfficialTold,
    PersonTold,
    SearchTold,
)
from asbreview.signing import signed_by_body

Act = Callable[[Play], None]
Steps = Iterator[tuple[int, Act]]
NOTHING: Final = ("Nothing held", "Neither address is one of ours")
WISHES: Final = (Wish.ATTEND, Wish.STATEMENT, Wish.UNDECIDED, Wish.NOT)
ASSESSORS_OF: Final = ("council", "housing", "police")
IN_PART: Final = ("not share", "not want that shared", "in part", "ourselves")
OF_OTHERS: Final = ("neighbour", "household")
WHY_NONE: Final = "It tells of somebody else, who has not been asked."
GRAVE: Final = frozenset({"hate", "drugs", "abuse"})


def apply(play: Play) -> None:
    """Receive the application, pass it on and give it to its caseworker."""
    signed = play.signed()
    applicant, victim = _people(play)
    wish = play.plan.wish
    if wish is Wish.UNDECIDED:
        wish = WISHES[play.draw("wish", of=len(WISHES))]
    agreed = play.has("daughter") and not play.has("waits for consent")
    play.reviews.receive_application(
        Application(
            applied_on=signed.on,
            how=play.plan.how,
            capacity=play.plan.capacity,
            category=Category(play.tale.category),
            place=play.tale.place,
            wish=wish,
        ),
        procedure_id=play.plan.area,
        applicant=applicant,
        victim=victim,
        consent=ConsentTold(given_on=signed.on, how=HowConsented.IN_WRITING)
        if agreed
        else None,
        account=play.tale.account,
        complaints=list(complaints(play)),
        passed_on=not play.has("not passed on"),
        caseworker_id=play.owner_id,
        signed=signed,
    )


def complaints(play: Play) -> Iterator[ComplaintTold]:
    """Yield the complaints, the latest some days before the application."""
    told = play.tale.complaints
    for number, complaint in enumerate(told):
        made_on = _made_on(play, complaint, number)
        yield ComplaintTold(
            behaviour_on=made_on - timedelta(days=_waited(play, complaint, number)),
            made_on=made_on,
            made_to=complaint.made_to,
            account=complaint.account,
            their_reference=_reference(complaint.made_to, play.tale.key, number),
            hate=complaint.hate,
        )


def ask(play: Play) -> None:
    """Ask every relevant body what it knows."""
    signed = play.signed()
    applicant, victim = _people(play)
    who = victim or applicant
    complaints = play.case.evidence.complaints
    play.reviews.request_information(
        play.case_id,
        bodies=tuple(play.bodies.values()),
        requested_on=signed.on,
        questions=words()["questions"],
        by_email=True,
        search=SearchTold(
            by=f"{who.name}\n{who.address}",
            from_on=min((c.behaviour_on for c in complaints), default=signed.on),
            to_on=signed.on,
        ),
        signed=signed,
    )
    play.world.asked.note(play.case_id, signed.on)


def answer(body: str) -> Act:
    """Return the step in which a body answers."""

    def answers(play: Play) -> None:
        signed = play.signed()
        requests = play.case.evidence.unanswered
        asked = next(r for r in requests if r.body_id == play.bodies[body])
        by_link = play.world.asked.is_by_link(asked.request_id)
        if by_link:
            signed = signed_by_body(
                signed.at, body_id=asked.body_id, command_id=signed.command_id
            )
        refuses = play.has("refused") and body == "health"
        says = play.told(play.review.answers[body])
        play.reviews.answer_request(
            play.case_id,
            asked.request_id,
            answered_on=signed.on,
            kind=_kind(says, refuses=refuses),
            answer="" if refuses else says,
            may_be_told=_may_be_told(says, refuses=refuses),
            tells_of=_tells_of(play, says, refuses=refuses),
            legal_ground=words()["refused"] if refuses else "",
            part_told=_part_told(says),
            why_none=WHY_NONE if by_link else "",
            how=HowAnswered.BY_LINK if by_link else HowAnswered.ENTERED,
            came_by=None if by_link else CameBy.EMAIL,
            given_by="" if by_link else "the duty desk",
            signed=signed,
        )
        play.world.asked.answered(asked.request_id)
        if _kind(says, refuses=refuses) is AnswerKind.RETURNED:
            put_responses_on_file(play, body)

    return answers


def assess(play: Play) -> None:
    """Assess the risk."""
    signed = play.signed()
    who = play.draw("assessor", of=len(ASSESSORS_OF))
    grave = play.review.key in GRAVE
    play.reviews.assess_risk(
        play.case_id,
        assessed_on=signed.on,
        assessor=OfficialTold(
            name=people.ASSESSORS[who], body_id=play.bodies[ASSESSORS_OF[who]]
        ),
        answers=_answers(play, grave=grave),
        remarks=play.told(play.review.remarks),
        signed=signed,
    )


def decide(play: Play, *, met: bool | None = None) -> None:
    """Decide the threshold, as planned unless told otherwise."""
    finding = finding_on(play.case)
    if finding.duty is ThresholdDuty.MUST_BE_MET:
        reasons = play.review.reasons
    else:
        reasons = discretion()[play.tale.key]
    asks = {c.caveat_id for c in play.case.procedure.threshold.caveats}
    noted = asks & {"case-closed"} if not play.draw("caveat", of=4) else set()
    signed = play.signed()
    play.reviews.decide_threshold(
        play.case_id,
        met=play.plan.met if met is None else met,
        decided_on=signed.on,
        decided_by=tuple(play.bodies.values()),
        reasons=play.told(reasons),
        caveats_noted=noted,
        signed=signed,
    )


def _people(play: Play) -> tuple[PersonTold, PersonTold | None]:
    """Return who applies, and the victim if that is another."""
    if not play.has("daughter"):
        return play.person, None
    return play.daughter, play.person


def _made_on(play: Play, complaint: Complaint, number: int) -> date:
    """Return when a complaint was made: each some weeks after the one before."""
    before = len(play.tale.complaints) - 1 - number
    if complaint.old:
        return play.applied_on - timedelta(days=290 + 70 * before)
    days = 5 + 26 * before + play.draw(f"made/{number}", of=16)
    return play.applied_on - timedelta(days=days)


def _waited(play: Play, complaint: Complaint, number: int) -> int:
    """Return how many days after the behaviour a complaint was made."""
    soon = play.draw(f"behaviour/{number}", of=6)
    return 47 + soon * 4 if complaint.slow else soon


def _reference(made_to: str, key: str, number: int) -> str:
    prefix = {"council": "EH", "police": "INC", "housing": "T", "health": ""}[made_to]
    return f"{prefix}-{10_000 + drawn(key, number, of=89_999)}" if prefix else ""


def _kind(says: str, *, refuses: bool) -> AnswerKind:
    if refuses:
        return AnswerKind.REFUSED
    return AnswerKind.NIL if says.startswith(NOTHING) else AnswerKind.RETURNED


def _may_be_told(says: str, *, refuses: bool) -> MayBeTold:
    if refuses or "may not be told" in says:
        return MayBeTold.NONE
    in_part = any(words in says for words in (*IN_PART, *OF_OTHERS))
    return MayBeTold.PART if in_part else MayBeTold.ALL


def _tells_of(play: Play, says: str, *, refuses: bool) -> tuple[Whom, ...]:
    """Say whom an answer tells of: what is shared whole tells of nobody else."""
    if _kind(says, refuses=refuses) is not AnswerKind.RETURNED:
        return (Whom.NOBODY,)
    if _may_be_told(says, refuses=refuses) is MayBeTold.ALL:
        return (victim_of(play),)
    return victim_of(play), Whom.COMPLAINED_OF


def _part_told(says: str) -> str:
    """Return the sentences of an answer that the applicant may be told."""
    sentences = says.split(". ")
    told = [s.rstrip(".") for s in sentences if not any(w in s for w in IN_PART)]
    return ". ".join(told) + "." if told else "That we were asked, and answered."


def _answers(play: Play, *, grave: bool) -> Mapping[str, str]:
    """Answer the matrix: a grave kind of case weighs more."""
    often = ("weekly", "daily") if grave else ("monthly", "weekly")
    return {
        "frequency": often[play.draw("often", of=2)],
        "worsening": ("no", "yes")[play.draw("worse", of=2)],
        "targeted": "yes" if grave else "no",
        "violence": ("no", "threat")[play.draw("violence", of=2)] if grave else "no",
        "effect": "severe" if grave else "some",
        "support": ("yes", "no")[play.draw("support", of=2)],
    }
