"""The words for forgetting a person or a whole case: proposed, decided, done."""

from asbreview.domain.erasure import ErasureDecided, KeysDestroyed
from asbreview.domain.erasure_of_case import CaseErasureDecided, CaseErasureOrdered
from asbreview.domain.erasure_of_texts import TextsErasureAgreed, TextsErasureDecided
from asbreview.domain.retention.proposed_case_erasures import (
    CaseErasureApproved,
    CaseErasureProposed,
    CaseErasureReturned,
)
from asbreview.domain.retention.proposed_erasures import (
    ErasureApproved,
    ErasureProposed,
    ErasureReturned,
)
from asbreview.domain.retention.proposed_texts_erasures import (
    TextsErasureApproved,
    TextsErasureProposed,
    TextsErasureReturned,
)
from projections.telling.contacts import tell
from projections.telling.line import Line, Names, On, in_words, plainly


@tell.register
def _(event: ErasureProposed, _: Names) -> Line:
    details = (
        ("Why", str(event.basis)),
        ("Texts to be written again", str(len(event.redactions))),
    )
    return Line("Proposed to forget a person", On.HISTORY, details)


@tell.register
def _(event: ErasureDecided, _: Names) -> Line:
    by_one = event.recorded_by == event.proposed_by
    alone = "by one officer: nobody else could have approved it"
    details = (
        ("Why", str(event.basis)),
        ("Texts written again", str(len(event.redactions))),
        ("Decided", alone if by_one else "by two officers"),
    )
    return Line("Decided to forget a person", On.HISTORY, details)


@tell.register
def _(event: TextsErasureProposed, _: Names) -> Line:
    details = (
        ("How far it would be granted", str(event.answer.granted)),
        ("Texts to be written again or removed", str(len(event.redactions))),
    )
    return Line("Proposed to erase what somebody asked for", On.RIGHTS, details)


@tell.register
def _(event: TextsErasureDecided, _: Names) -> Line:
    details = (
        ("Texts written again or removed", str(len(event.redactions))),
        ("Decided", "by one officer"),
    )
    return Line("Decided to erase what somebody asked for", On.RIGHTS, details)


@tell.register
def _(event: TextsErasureAgreed, _: Names) -> Line:
    details = (
        ("Texts written again or removed", str(len(event.redactions))),
        ("Decided", "by two officers"),
    )
    return Line("Decided to erase what somebody asked for", On.RIGHTS, details)


@tell.register
def _(event: CaseErasureDecided, _: Names) -> Line:
    years = event.rule.years
    kept = f"{event.rule.of}: {years} year{'s' if years > 1 else ''}"
    details = (
        ("By the rule", f"{kept} from {event.rule.counted_from}"),
        ("Due since", in_words(event.due_on)),
        ("Approved", "by a second officer"),
    )
    return Line("Decided to dispose of the case", On.HISTORY, details)


@tell.register
def _(event: CaseErasureProposed, _: Names) -> Line:
    details = (("Why", str(event.because)),)
    return Line("Proposed to forget the case", On.HISTORY, details)


@tell.register
def _(event: CaseErasureOrdered, _: Names) -> Line:
    details = (("Why", str(event.because)), ("Approved", "by a second officer"))
    return Line("Decided to forget the case before its time", On.HISTORY, details)


plainly(CaseErasureApproved, "Approved to forget the case", On.HISTORY)
plainly(CaseErasureReturned, "Proposal to forget the case returned", On.HISTORY)
plainly(ErasureApproved, "Approved to forget a person", On.HISTORY)
plainly(ErasureReturned, "Proposal to forget a person returned", On.HISTORY)
plainly(TextsErasureApproved, "Approved to erase what somebody asked for", On.RIGHTS)
plainly(
    TextsErasureReturned,
    "Proposal to erase what somebody asked for returned",
    On.RIGHTS,
)
plainly(KeysDestroyed, "What was to be forgotten was destroyed", On.HISTORY)
