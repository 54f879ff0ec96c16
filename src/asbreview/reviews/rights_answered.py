"""What is answered to somebody about their data; what is granted is really done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from asbreview.domain.erasure import Redaction
from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.rights.answering import Answer, Granted, RefusalGround
from asbreview.domain.rights.facts import Right
from asbreview.domain.statute import (
    ERASED_ON_REQUEST,
    REASONS_FOR_REFUSING,
    implements,
)
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import draft_to
from asbreview.reviews.holding import HoldingCommands
from asbreview.reviews.rights import RightsCommands

REMAINS = (
    "Dates, decisions, codes and references; who recorded each and when; the person's "
    "name and how to reach them; every other text; our copies of the letters that were "
    "sent, as they were sent."
)


@dataclass(frozen=True)
class AnswerGiven:
    """What is answered, as whoever answers says it.

    *instead* holds, for each text that is erased, what is to stand in its place.
    *forgets* says that the person is to be forgotten, once they had the letter.
    """

    granted: Granted
    decided_on: date
    grounds: Sequence[RefusalGround] = ()
    done: str = ""
    not_done: str = ""
    reasons: str = ""
    instead: Mapping[UUID, str] = field(default_factory=dict)
    forgets: bool = False


class AnsweringCommands(HoldingCommands, RightsCommands):
    """Answering requests of people about their own data."""

    @once
    @implements(REASONS_FOR_REFUSING, ERASED_ON_REQUEST)
    def answer_data_request(
        self, case_id: UUID, request_id: UUID, told: AnswerGiven, *, signed: Signed
    ) -> Changed:
        """Answer a request; a letter tells what is done, what is not, and why.

        What is granted of a request to erase is erased in the same save; to finish it,
        call `finish_erasure` with the request.  Refused: `Misrecorded` where something
        of the answer is missing, `NotPermittedYet` where it would erase what is held.
        """
        case, rights = self._asked(case_id)
        asked = rights.requests.get(request_id)
        answer = _answer(case, told, signed=signed)
        rights.answer(request_id, answer, decided_on=told.decided_on, signed=signed)
        assert asked is not None  # noqa: S101  `answer` asked
        erases = asked.right is Right.ERASURE and told.granted is not Granted.NOTHING
        _erases_what_it_grants(told, erases=erases)
        letter = draft_to(
            case, LetterKind.DATA_REQUEST_ANSWERED, asked.person_id, signed=signed
        )
        if not told.instead:
            return rights, letter
        if held := self.held_by(case, asked.person_id, answering=request_id):
            raise NotPermittedYet(f"Nothing can be destroyed. {held[0]}")
        erasure = TextsErasure.decide(
            case_id,
            request_id=request_id,
            person_id=asked.person_id,
            redactions=_redactions(case, told.instead, signed=signed),
            remains=REMAINS,
            signed=signed,
        )
        rely(case.records, "erasure", signed=signed)
        keeping = self.rely_on_no_placed_hold(case, "erasure", signed=signed)
        return rights, letter, erasure, *case.records, keeping


def _answer(case: Case, told: AnswerGiven, *, signed: Signed) -> Answer:
    def prose(text: str, name: str) -> Prose | None:
        said = text.strip()
        return case.prose(said, f"answer/{name}", signed=signed) if said else None

    return Answer(
        granted=told.granted,
        grounds=tuple(dict.fromkeys(told.grounds)),
        done=prose(told.done, "done"),
        not_done=prose(told.not_done, "not_done"),
        reasons=prose(told.reasons, "reasons"),
        forgets=told.forgets,
    )


def _erases_what_it_grants(told: AnswerGiven, *, erases: bool) -> None:
    """Refuse (`Misrecorded`) to grant an erasure that erases nothing, and otherwise."""
    does = bool(told.instead) or told.forgets
    if erases and not does:
        raise Misrecorded(
            "It is granted: select at least one text to remove or to write again, or"
            " that the person is forgotten",
            field="texts",
        )
    if does and not erases:
        raise Misrecorded(
            "Nothing is erased where it is not granted: keep every text", field="texts"
        )
    if told.forgets and told.granted is Granted.PART:
        raise Misrecorded(
            "Whoever is forgotten is granted all they asked", field="granted"
        )


def _redactions(
    case: Case, instead: Mapping[UUID, str], *, signed: Signed
) -> tuple[Redaction, ...]:
    """Return the texts as they are written again; each may tell of everybody still."""
    return tuple(
        Redaction(
            text_id=text_id,
            instead=case.prose(text, f"instead/{text_id.hex}", signed=signed),
        )
        for text_id, text in instead.items()
    )
