"""Erasing texts as somebody asked, when two officers say so."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.erasure import Redaction
from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.retention.proposed_texts_erasures import ProposedTextsErasure
from asbreview.domain.rights.answering import Answer
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.rights_answered import (
    REMAINS,
    AnswerGiven,
    AnsweringCommands,
    answer_of,
    answered,
    redactions_of,
)
from asbreview.reviews.two_officers import why_returned


class TextsErasureCommands(AnsweringCommands):
    """An answer that erases texts is proposed by one officer, approved by another."""

    @once
    def propose_texts_erasure(
        self, case_id: UUID, request_id: UUID, told: AnswerGiven, *, signed: Signed
    ) -> Changed:
        """Propose an answer that erases texts: nothing is answered or erased by that.

        Refused as `answer_data_request` is, and (`Misrecorded`) where it erases none.
        """
        case, rights = self._asked(case_id)
        if not told.instead:
            raise Misrecorded("Select at least one text to remove or to write again")
        # What would be refused when it is approved is refused now; none of it is kept.
        answered(case, rights, request_id, told, signed=signed)
        self.must_not_be_held(case, rights, request_id)
        area_id = case.procedure.procedure_id
        disposals = self.disposals_to_add_to(area_id, signed=signed)
        disposals.propose_texts_erasure(
            uuid5(signed.command_id, "texts-erasure"),
            case_id=case_id,
            request_id=request_id,
            person_id=rights.requests[request_id].person_id,
            answer=_draft(answer_of(case, told, signed=signed)),
            redactions=_drafts(redactions_of(case, told.instead, signed=signed)),
            signed=signed,
        )
        return (disposals,)

    @once
    def approve_texts_erasure(
        self,
        case_id: UUID,
        proposal_id: UUID,
        *,
        words: Mapping[UUID, str],
        signed: Signed,
    ) -> Changed:
        """Approve it: the request is answered, and what it grants is erased.

        Never by whoever proposed it (`NotPermittedYet`).  *words* are those of every
        text that was proposed, to be sealed anew with the decision; `Misrecorded` where
        they are of other texts.  Refused otherwise as `answer_data_request` is;
        `finish_erasure` of the request does the rest.
        """
        case, rights = self._asked(case_id)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        proposed = disposals.approve_texts_erasure(case_id, proposal_id, signed=signed)
        if set(proposed.drafts) != set(words):
            raise Misrecorded("Only what was proposed is approved")
        told = _as_proposed(proposed, words, on=signed.on)
        request_id = proposed.request_id
        letter = answered(case, rights, request_id, told, signed=signed)
        self.must_not_be_held(case, rights, request_id)
        ever = disposals.texts_erasures_of(request_id)
        erasure = TextsErasure.agree(
            case_id,
            request_id=request_id,
            person_id=proposed.person_id,
            proposed_by=proposed.proposed_by,
            redactions=redactions_of(case, told.instead, signed=signed),
            drafts=tuple(draft for each in ever for draft in each.drafts),
            remains=REMAINS,
            signed=signed,
        )
        relied_on = self.relied_on_to_erase(case, signed=signed)
        return disposals, rights, letter, erasure, *relied_on

    @once
    def return_texts_erasure(
        self, case_id: UUID, proposal_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Return a proposal, and say why: the request is open until it is answered."""
        case = self.case(case_id)
        said = case.prose(why_returned(reason), "reason", signed=signed)
        disposals = self.disposals_proposed_on(case.procedure.procedure_id)
        self.must_be_kept((case.trigger,))
        disposals.return_texts_erasure(case_id, proposal_id, reason=said, signed=signed)
        return (disposals,)

    def texts_erasures_proposed(
        self, case: Case, request_id: UUID, *, as_of: int | None = None
    ) -> list[ProposedTextsErasure]:
        """Return what was ever proposed to be erased for a request, the first first."""
        disposals = self.disposals(case.procedure.procedure_id, as_of=as_of)
        return disposals.texts_erasures_of(request_id) if disposals else []


def _as_proposed(
    proposed: ProposedTextsErasure, words: Mapping[UUID, str], *, on: date
) -> AnswerGiven:
    """Return what was proposed, as whoever approves it says it."""

    def said(text: Prose | None) -> str:
        return words[text.text_id] if text else ""

    answer = proposed.answer
    return AnswerGiven(
        granted=answer.granted,
        decided_on=on,
        grounds=answer.grounds,
        done=said(answer.done),
        not_done=said(answer.not_done),
        reasons=said(answer.reasons),
        instead={each.text_id: said(each.instead) for each in proposed.redactions},
        forgets=answer.forgets,
    )


def _draft(answer: Answer) -> Answer:
    """Return an answer that is proposed: its words are nobody's to be looked at.

    They go when it is decided, and with whoever of the case is forgotten.
    """
    of = {"done": answer.done, "not_done": answer.not_done, "reasons": answer.reasons}
    drafts = {name: text and _of_nobody(text) for name, text in of.items()}
    return answer.model_copy(update=drafts)


def _drafts(redactions: tuple[Redaction, ...]) -> tuple[Redaction, ...]:
    return tuple(
        each.model_copy(update={"instead": _of_nobody(each.instead)})
        for each in redactions
    )


def _of_nobody(text: Prose) -> Prose:
    return text.model_copy(update={"about": ()})
