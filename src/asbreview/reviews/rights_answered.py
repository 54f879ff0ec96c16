"""What is answered to somebody about their data; what is granted is really done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from asbreview.domain.erasure import Redaction
from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.rights.answering import Answer, Granted, RefusalGround
from asbreview.domain.rights.facts import Right
from asbreview.domain.rights.record import Rights
from asbreview.domain.statute import (
    ERASED_ON_REQUEST,
    REASONS_FOR_REFUSING,
    implements,
)
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import draft_to
from asbreview.reviews.rights import RightsCommands
from asbreview.reviews.two_officers import TwoOfficersCommands

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


class AnsweringCommands(TwoOfficersCommands, RightsCommands):
    """Answering requests of people about their own data."""

    @once
    @implements(REASONS_FOR_REFUSING, ERASED_ON_REQUEST)
    def answer_data_request(
        self, case_id: UUID, request_id: UUID, told: AnswerGiven, *, signed: Signed
    ) -> Changed:
        """Answer a request; a letter tells what is done, what is not, and why.

        What is granted of a request to erase is erased in the same save; to finish it,
        call `finish_erasure` with the request.  Refused: `Misrecorded` where something
        of the answer is missing, `NotPermittedYet` where it would erase what is held,
        `AlreadyDone` while another answer to it waits for an officer.

        One that erases texts is one officer's decision: where another may approve it,
        it is proposed (`docs/decisions/0139`).
        """
        case, rights = self._asked(case_id)
        disposals = self.disposals(case.procedure.procedure_id)
        if disposals:
            disposals.must_not_wait_for(request_id)
        letter = answered(case, rights, request_id, told, signed=signed)
        if not told.instead:
            return rights, letter
        self.must_not_be_held(case, rights, request_id)
        erasure = TextsErasure.decide(
            case_id,
            request_id=request_id,
            person_id=rights.requests[request_id].person_id,
            redactions=redactions_of(case, told.instead, signed=signed),
            remains=REMAINS,
            signed=signed,
        )
        relied_on = self.relied_on_to_erase(case, signed=signed)
        return rights, letter, erasure, *relied_on

    def must_not_be_held(self, case: Case, rights: Rights, request_id: UUID) -> None:
        """Refuse (`NotPermittedYet`) to erase what is held for another reason."""
        person_id = rights.requests[request_id].person_id
        if held := self.held_by(case, person_id, answering=request_id):
            raise NotPermittedYet(f"Nothing can be destroyed. {held[0]}")

    def relied_on_to_erase(self, case: Case, *, signed: Signed) -> Changed:
        """Return the records that must not change while it is decided to erase."""
        rely(case.records, "erasure", signed=signed)
        keeping = self.rely_on_no_placed_hold(case, "erasure", signed=signed)
        return *case.records, keeping


def answered(
    case: Case, rights: Rights, request_id: UUID, told: AnswerGiven, *, signed: Signed
) -> Letter:
    """Record the answer, and return the letter that says it."""
    answer = answer_of(case, told, signed=signed)
    rights.answer(request_id, answer, decided_on=told.decided_on, signed=signed)
    asked = rights.requests[request_id]
    erases = asked.right is Right.ERASURE and told.granted is not Granted.NOTHING
    _erases_what_it_grants(told, erases=erases)
    kind = LetterKind.DATA_REQUEST_ANSWERED
    return draft_to(case, kind, asked.person_id, signed=signed)


def answer_of(case: Case, told: AnswerGiven, *, signed: Signed) -> Answer:
    """Return what is answered, its words to be sealed each under a key of its own."""

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


def redactions_of(
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
