"""What four people of the demonstration ask about their own data."""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from asbreview.demonstration.accounts import LENA
from asbreview.demonstration.play import Play
from asbreview.domain.days import local_day
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.people import HeardBy
from asbreview.domain.rights.annotating import Rectified
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, Right
from asbreview.reviews.erasing import finishing
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.reviews.rights_answered import AnswerGiven

Steps = Iterator[tuple[int, Callable[[Play], None]]]
ASKED_AFTER: Final = 6  # working days, from the closing
PROPOSED_AFTER: Final = 12
GRANTED_AFTER: Final = 14
LATELY: Final = 9  # working days ago
JUST_NOW: Final = 2
ANSWERED_AFTER: Final = 9
NOT_LONG_AGO: Final = 27
TO_ERASE: Final = (
    "Please erase everything you have on me. It is over, and what was in that"
    " note is nobody\u2019s business."
)
ONE_THING: Final = (
    "I wrote what my brother does for a living. He never asked to be in it: please take"
    " that out."
)
ERASED: Final = "We have erased what you wrote of your first complaint."
KEPT: Final = "We keep what was decided and why, and the dates of what happened."
WHY_KEPT: Final = (
    "The bodies may be asked to account for the review, and you or the other people of"
    " it may challenge it, or go to court."
)
REMOVED: Final = "[removed]"
TO_PUT_RIGHT: Final = (
    "One of the answers says that I did not report it. I did, twice, on the telephone."
)
SAID_OF_IT: Final = "I reported it twice, on the telephone, and was given no number."
WHY_IT_STAYS: Final = (
    "It is what was answered, and the panel had it before it. No record of the two"
    " calls was found."
)
TO_SEE: Final = "I want to see everything that you and the others hold about me."
TO_SEE_IT_ALL: Final = (
    "Send me everything that was written about me, and everything the neighbours said."
)


def asks_to_erase(play: Play) -> Steps:
    """Ask, once the case is closed, that all is erased; a part of it is granted."""
    yield play.course["close"] + ASKED_AFTER, _ask(Right.ERASURE, TO_ERASE)
    yield play.course["close"] + PROPOSED_AFTER, _propose_a_part
    yield play.course["close"] + GRANTED_AFTER, _agree_to_a_part


def asks_to_erase_a_part(play: Play) -> Steps:
    """Ask, long after the closing, for one thing to go: another officer has to say."""
    yield play.plan.ago - LATELY, _ask(Right.ERASURE, ONE_THING)
    yield play.plan.ago - JUST_NOW, _propose_a_part


def asks_for_access(_: Play) -> Steps:
    """Ask, while the case goes on, to see what is held; it is to be answered soon."""
    yield NOT_LONG_AGO, _ask(Right.ACCESS, TO_SEE)


def asks_for_all(play: Play) -> Steps:
    """Ask, once the case is closed, to see it all; what tells of others is left out."""
    yield play.course["close"] + ASKED_AFTER, _ask(Right.ACCESS, TO_SEE_IT_ALL)
    yield play.course["close"] + GRANTED_AFTER, _let_see_a_part


def asks_to_put_right(play: Play) -> Steps:
    """Say, once the panel has found, that an answer is wrong: it is annotated."""
    yield play.course["find"] + ASKED_AFTER, _ask(Right.RECTIFICATION, TO_PUT_RIGHT)
    yield play.course["find"] + ANSWERED_AFTER, _annotate


def _annotate(play: Play) -> None:
    """Put beside a body's answer what they say of it; refuse to change its words."""
    case, on = play.case, local_day(play.world.clock())
    assert case.rights is not None  # noqa: S101  they asked before
    (request_id,) = case.rights.requests
    answered = next(iter(case.evidence.answers.values()))
    given = AnnotationGiven(
        texts=(answered.answer.text_id,),
        decision=Rectified.ANNOTATED,
        decided_on=on,
        said=SAID_OF_IT,
        reasons=WHY_IT_STAYS,
    )
    reviews = play.reviews
    reviews.annotate_texts(play.case_id, request_id, given, signed=play.signed())
    told = AnswerGiven(
        granted=Granted.PART,
        decided_on=on,
        grounds=(RefusalGround.ACCURATE,),
        done="What you say stands beside the answer from today on.",
        not_done="We do not change what was answered.",
        reasons=WHY_IT_STAYS,
    )
    signed = play.signed()
    reviews.answer_data_request(play.case_id, request_id, told, signed=signed)


def _let_see_a_part(play: Play) -> None:
    """Give what is about the applicant, and refuse what tells of the neighbours."""
    case = play.case
    assert case.rights is not None  # noqa: S101  they asked before
    (request_id,) = case.rights.requests
    told = AnswerGiven(
        granted=Granted.PART,
        decided_on=local_day(play.world.clock()),
        grounds=(RefusalGround.OTHERS,),
        done=(
            "You have a copy of what is held about you: what you told us, what was"
            " decided and why, and our letters to you."
        ),
        not_done="What others said of themselves is left out, and so are their names.",
        reasons=(
            "They can be told from it even without their names. We asked them, and they"
            " do not agree; what they told us was told in confidence."
        ),
    )
    reviews, of_theirs = play.reviews, PackKind.SUBJECT_APPLICANT
    reviews.ask_for_pack(play.case_id, of_theirs, signed=play.signed())
    signed = play.signed()
    reviews.answer_data_request(play.case_id, request_id, told, signed=signed)


def _ask(right: Right, asked: str) -> Callable[[Play], None]:
    def ask(play: Play) -> None:
        signed = play.signed()
        play.reviews.receive_data_request(
            play.case_id,
            person_id=play.case.contact.applicant_id,
            right=right,
            received_on=local_day(play.world.clock()),
            heard_by=HeardBy.EMAIL,
            asked=asked,
            identity=Identity.ASKED_BACK,
            signed=signed,
        )

    return ask


def _propose_a_part(play: Play) -> None:
    """Propose to erase one account, and why the others stay: another officer says."""
    case = play.case
    logged = next(iter(case.evidence.logged.values()))
    told = AnswerGiven(
        granted=Granted.PART,
        decided_on=local_day(play.world.clock()),
        grounds=(RefusalGround.DUTY, RefusalGround.CLAIMS),
        done=ERASED,
        not_done=KEPT,
        reasons=WHY_KEPT,
        instead={logged.account.text_id: REMOVED},
    )
    play.reviews.propose_texts_erasure(
        play.case_id, _asked_for(play), told, signed=play.signed()
    )


def _agree_to_a_part(play: Play) -> None:
    """Approve it as the lead, in the words proposed, and erase the account."""
    signed = play.signed().model_copy(update={"by": LENA.account.account_id})
    request_id = _asked_for(play)
    (proposed,) = play.reviews.texts_erasures_proposed(play.case, request_id)
    said = ERASED, KEPT, WHY_KEPT, REMOVED
    words = {
        text.text_id: says for text, says in zip(proposed.words, said, strict=True)
    }
    play.reviews.approve_texts_erasure(
        play.case_id, proposed.proposal_id, words=words, signed=signed
    )
    play.reviews.finish_erasure(request_id, signed=finishing(signed))


def _asked_for(play: Play) -> UUID:
    """Return the one request of a case."""
    rights = play.case.rights
    assert rights is not None  # noqa: S101  they asked before
    (request_id,) = rights.requests
    return request_id


DATA_TWISTS: Final = {
    "asks to erase": asks_to_erase,
    "asks to erase a part": asks_to_erase_a_part,
    "asks for access": asks_for_access,
    "asks for all": asks_for_all,
    "asks to put right": asks_to_put_right,
}
