"""The steps of answering a request, however it was opened: by its link, or signed in.

Kept as it is typed, checked, and sent once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import uuid5

from litestar import MediaType
from litestar.response import Redirect, Response

from asbreview.access.answers_begun import AnswersBegun
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.evidence.answering import must_say_whom_it_tells_of
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.tells_of import Whom
from asbreview.web.answering_forms import (
    NIL,
    AnswerByLink,
    kept_of,
    nil_in_full,
    says_something,
)
from asbreview.web.answering_page import (
    answer_page,
    answered_already,
    ask_of_nil,
    begun,
    begun_of,
    keep,
    kept_meanwhile,
    kept_since_checked,
    mark_of,
)
from asbreview.web.answering_who import Answering
from asbreview.web.given import Asked, Installation
from asbreview.web.page import Page
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

SAVE: Final = "save"  # the button that keeps what was typed, and checks nothing
WHILE_TYPING: Final = "typed"  # what the page's script saves with
SURE: Final = "sure"  # a nil return, though an answer was begun


def shown_request(request: Asked, given: Installation, who: Answering) -> Page:
    """Show the questions, and what was answered so far; or that it is answered."""
    if who.answer is not None:
        AnswersBegun(given.office, given.keyring).forget(who.request_id)
        return answer_page(request, given, who, "answered", Shown())
    known = begun(given, who)
    return answer_page(
        request,
        given,
        who,
        "form",
        Shown(known.fields if known else {}),
        saved_at=known.saved_at if known else None,
    )


def gone_on_with(
    request: Asked, given: Installation, who: Answering, typed: Fields
) -> Response[Any]:
    """Keep what was typed; then check it, unless it is only to be kept."""
    own = kept_of(typed)
    if who.answer is not None:
        return answered_already(request, given, who, typed)
    seen = keep(given, who, own, typed)
    if seen is None:
        return kept_meanwhile(request, given, who, own)
    if typed.get(SAVE) == [WHILE_TYPING]:
        return Response(seen, media_type=MediaType.TEXT, status_code=200)
    if SAVE in typed:
        return Redirect(f"{who.at}/saved", status_code=303)
    return submitted(
        AnswerByLink,
        nil_in_full(own),
        do=lambda _: Redirect(f"{who.at}/check", status_code=303),
        show_again=lambda shown: answer_page(request, given, who, "form", shown),
        do_not_fit=_does_not_fit,
    )


def checked(request: Asked, given: Installation, who: Answering) -> Response[Any]:
    """Show what is about to be sent, and what of it the applicant may see."""
    if who.answer is not None:
        return Redirect(who.at, status_code=303)
    known = begun_of(given, who)
    return submitted(
        AnswerByLink,
        known,
        do=lambda form: answer_page(
            request, given, who, "check", Shown(known), form=form
        ),
        show_again=lambda shown: answer_page(request, given, who, "form", shown),
        do_not_fit=_does_not_fit,
    )


def sent(
    request: Asked, given: Installation, who: Answering, typed: Fields
) -> Response[Any]:
    """Put the answer on record, as it was checked; else show what was kept since."""
    known = begun(given, who)
    is_as_seen = known is None or known.mark == _seen(typed)
    if who.answer is None and not is_as_seen:
        return kept_since_checked(request, given, who)
    answer = nil_in_full(known.fields) if known else {}
    return _recorded(request, given, who, answer, typed)


def nil_sent(
    request: Asked, given: Installation, who: Answering, typed: Fields
) -> Response[Any]:
    """Put on record that the body holds nothing: at one click, if nothing was begun."""
    own = kept_of(typed)
    if who.answer is None:
        is_sure = SURE in typed and _seen(typed) == mark_of(given, who)
        if not is_sure and says_something(own) and keep(given, who, own, typed) is None:
            return kept_meanwhile(request, given, who, own)
        if not is_sure and says_something(begun_of(given, who)):
            return ask_of_nil(request, given, who)
    return _recorded(request, given, who, NIL, typed)


def _seen(typed: Fields) -> str:
    """Return the mark of what was kept when the page that was sent was shown."""
    return next(iter(typed.get("seen", ())), "")


def _does_not_fit(given: Mapping[str, Any]) -> Iterator[CaseReviewRefused]:
    """Yield what the record would refuse, to be told with all that is missing."""
    told, kind = given.get("may_be_told"), given.get("kind")
    yield from _not_to_be_told_so(told, given.get("tells_of", ()))
    if kind == AnswerKind.REFUSED.value:
        if not given.get("forbidden_by"):
            says = "Select which law forbids it: nothing else allows you to refuse"
            yield Misrecorded(says, field="forbidden_by")
        if not given.get("provision"):
            yield Misrecorded("Enter the provision that forbids it", field="provision")
    if told == MayBeTold.PART.value and not given.get("part_told"):
        says = "Enter the part that the applicant may be told"
        yield Misrecorded(says, field="part_told")
    if told == MayBeTold.NONE.value and not given.get("why_none"):
        says = "Enter why the applicant may be told none of it"
        yield Misrecorded(says, field="why_none")


def _not_to_be_told_so(
    told: str | None, tells_of: Sequence[str]
) -> Iterator[CaseReviewRefused]:
    """Yield why what tells of these people may not be told so to the applicant."""
    whom = [each for each in Whom if each.value in tells_of]
    if told in set(MayBeTold):
        try:
            must_say_whom_it_tells_of(whom, MayBeTold(told))
        except Misrecorded as refused:
            yield refused


def _recorded(
    request: Asked,
    given: Installation,
    who: Answering,
    answer: Fields,
    typed: Fields,
) -> Response[Any]:
    """Record an answer once; the same form again has the same effect."""
    said = next(iter(typed.get("command_id", ())), "")
    command_id = uuid5(who.request_id, f"answer {said}")
    signed = who.signed(given.now(), command_id=command_id)
    if given.reviews.recorder.position_of(signed.command_id) is not None:
        return Redirect(who.at, status_code=303)
    if who.answer is not None:
        return answered_already(request, given, who, typed)

    def record(form: AnswerByLink) -> Redirect:
        position = given.reviews.answer_request(
            who.case.case_id,
            who.request_id,
            answered_on=signed.on,
            how=who.how,
            signed=signed,
            **form.told(),
        )
        AnswersBegun(given.office, given.keyring).forget(who.request_id)
        given.projector.wait_for(position)
        return Redirect(who.at, status_code=303)

    return submitted(
        AnswerByLink,
        answer,
        do=record,
        show_again=lambda shown: answer_page(request, given, who, "form", shown),
        do_not_fit=_does_not_fit,
    )
