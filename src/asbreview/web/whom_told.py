"""Whom a statement of a body tells of, as it is asked on a page."""

from collections.abc import Iterator
from uuid import UUID

from asbreview.domain.evidence.record import Evidence
from asbreview.domain.evidence.tells_of import Whom
from asbreview.reviews import Case
from asbreview.web.body_items import Items


def whom_to_tick(case: Case) -> Items:
    """Return of whom a statement may tell; the victim apart where another applied."""
    applies_for_themselves = case.contact.applicant_id == case.contact.victim_id
    return [
        {"value": whom.value, "text": _called(whom, applies_for_themselves)}
        for whom in Whom
        if not (applies_for_themselves and whom is Whom.VICTIM)
    ]


def _called(whom: Whom, applies_for_themselves: bool) -> str:  # noqa: FBT001
    match whom:
        case Whom.APPLICANT if applies_for_themselves:
            return "The applicant, who is the victim"
        case Whom.APPLICANT:
            return "The applicant, who applied for the victim"
        case Whom.LIVES_THERE:
            return "Somebody who lives with the victim, such as a child"
        case Whom.ANOTHER:
            return "Another person, such as a neighbour or a witness"
    return whom.value[0].upper() + whom.value[1:]


def marked_texts(evidence: Evidence) -> dict[UUID, tuple[Whom, ...]]:
    """Return of each text of a body whom its body says that it tells of, by its id."""
    return {text_id: whom for text_id, whom in _marked(evidence) if whom}


def _marked(evidence: Evidence) -> Iterator[tuple[UUID, tuple[Whom, ...]]]:
    for request_id, answer in evidence.answers.items():
        for prose in (answer.answer, answer.telling, answer.legal_ground):
            if prose is not None:
                yield prose.text_id, evidence.tells_of(request_id)
    for response_id, done in evidence.responses.items():
        yield done.did.text_id, evidence.tells_of(response_id)
