"""What letters say of a request of somebody about their own data."""

from types import SimpleNamespace as Said
from typing import Any, Final

from asbreview.domain.days import local_day
from asbreview.domain.letter.record import Letter
from asbreview.domain.rights.annotating import Rectified, TextsAnnotated
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import DataRequestReceived, LongerBecause, Right
from asbreview.domain.rights.record import Rights
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.letters.saying import CannotBeComposed, Drafted, Telling

ASKS: Final = {
    Right.ACCESS: "to see what we hold about you",
    Right.RECTIFICATION: "to put right something that we hold about you",
    Right.ERASURE: "to erase something that we hold about you",
    Right.RESTRICTION: "to restrict how we use what we hold about you",
    Right.OBJECTION: "not to use what we hold about you",
}
"""What they asked us."""
WHY_IT_WAS: Final = {
    RestrictedBecause.ACCURACY: "you told us that it is not accurate",
    RestrictedBecause.UNLAWFUL: "it should not have been used, and you wanted it kept",
    RestrictedBecause.CLAIMS: "you needed it for a legal claim",
    RestrictedBecause.OBJECTION: "you objected to its use",
}
"""Why the use of something was restricted, told to whom it tells of."""
EASILY: Final = {
    RefusalGround.DUTY: "We need it. The law gives us this work to do.",
    RefusalGround.CLAIMS: "It may be needed in court.",
    RefusalGround.ARCHIVE: "It is kept for history or for research.",
    RefusalGround.NOT_ERASED: "The law does not say that we must erase it.",
    RefusalGround.ACCURATE: "We think that it is right.",
    RefusalGround.NOT_RESTRICTED: "The law does not say that we must stop using it.",
    RefusalGround.OVERRIDING: "There are strong reasons to use it.",
    RefusalGround.CLAIMS_COME_FIRST: "It may be needed in court.",
    RefusalGround.OTHERS: "It is about other people, too.",
    RefusalGround.CRIME: "It could make it harder to stop a crime.",
    RefusalGround.UNFOUNDED: "The law lets us say no to a request like this one.",
    RefusalGround.UNKNOWN: "We could not be sure that it was you who asked.",
}
"""Why something is not done, for whoever reads easy words."""


def request_received(telling: Telling) -> dict[str, Any]:
    """Say that it has come, whether they have to show who they are, and by when."""
    rights, request = _rights(telling), _request(telling)
    id_ = request.request_id
    return {
        "request": Said(
            **_asked(telling, request),
            must_show=rights.awaits_identity(id_),
            has_shown=id_ in rights.shown,
            answer_by=rights.answer_by(id_),
        )
    }


def longer(telling: Telling) -> dict[str, Any]:
    """Say by when it is answered now, and why it takes longer."""
    rights, request = _rights(telling), _request(telling)
    put_off = rights.put_off[request.request_id]
    return {
        "request": Said(**_asked(telling, request)),
        "longer": Said(
            is_complex=put_off.because is LongerBecause.COMPLEX,
            reason=telling.prose(put_off.reason),
            was_answer_by=put_off.was_answer_by,
            answer_by=put_off.answer_by,
        ),
    }


def answered(telling: Telling) -> dict[str, Any]:
    """Say what is done, what is not, on what ground and why: Art. 12(3) and (4)."""
    rights, request = _rights(telling), _request(telling)
    decided = rights.answered[request.request_id]
    answer = decided.answer
    beside = rights.annotated_for(request.request_id)
    erases = request.right is Right.ERASURE and answer.granted is not Granted.NOTHING
    return {
        "request": Said(**_asked(telling, request)),
        "answer": Said(
            decided_on=decided.decided_on,
            is_granted=answer.granted is Granted.WHOLE,
            in_part=answer.granted is Granted.PART,
            done=telling.prose(answer.done) if answer.done else None,
            not_done=telling.prose(answer.not_done) if answer.not_done else None,
            reasons=telling.prose(answer.reasons) if answer.reasons else None,
            grounds=[
                Said(says=str(ground), easily=EASILY[ground], law=ground.law)
                for ground in answer.grounds
            ],
            erases=erases and not answer.forgets,
            forgets=answer.forgets,
            tells_others=any(x.decision is not Rectified.REFUSED for x in beside),
            annotated=[_annotated(telling, each) for each in beside],
        ),
    }


def _annotated(telling: Telling, beside: TextsAnnotated) -> Said:
    """Tell what stands beside a text now, as it is shown to whoever reads it."""
    decision = beside.decision
    return Said(
        said=telling.prose(beside.said),
        stays=decision is Rectified.ANNOTATED,
        adds=decision is Rectified.SUPPLEMENTED,
        anew=decision is Rectified.CORRECTED,
        refused=decision is Rectified.REFUSED,
        decided_on=beside.decided_on,
        reasons=telling.prose(beside.reasons) if beside.reasons else None,
    )


def restriction_lifted(telling: Telling) -> dict[str, Any]:
    """Say that a restriction is lifted, and why, before it is: Art. 18(3)."""
    rights, letter = _rights(telling), telling.letter
    for id_, announced in rights.announced.items():
        if Letter.caused_by(announced.command_id, letter.kind) == letter.id:
            restricted = rights.restrictions[id_]
            return {
                "restricted": Said(
                    since=local_day(restricted.timestamp),
                    why_it_was=WHY_IT_WAS[restricted.because],
                    reason=telling.prose(announced.reason),
                )
            }
    raise CannotBeComposed("No restriction is lifted")


def asked_by(rights: Rights, letter: Drafted) -> DataRequestReceived | None:
    """Return the request that a letter is about: its command recorded something of it.

    Nothing if that was in error.
    """
    for facts in reversed(list(rights.by_fact.values())):
        for id_, fact in facts.items():
            if Letter.caused_by(fact.command_id, letter.kind) == letter.id:
                return rights.requests.get(id_)
    return None


def _asked(telling: Telling, request: DataRequestReceived) -> dict[str, Any]:
    return {
        "asks": ASKS[request.right],
        "asked": telling.prose(request.asked),
        "received_on": request.received_on,
    }


def _rights(telling: Telling) -> Rights:
    rights = telling.case.rights
    if rights is None:
        raise CannotBeComposed("Nobody asked anything about their data")
    return rights


def _request(telling: Telling) -> DataRequestReceived:
    request = asked_by(_rights(telling), telling.letter)
    if request is None:
        raise CannotBeComposed("Nobody asked this about their data")
    return request
