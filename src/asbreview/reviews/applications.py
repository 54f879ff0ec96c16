"""Applications: passed on, agreed to, given to somebody, withdrawn."""

from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.application import Consent
from asbreview.domain.bodies import bodies_not_told
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import draft
from asbreview.reviews.told import ConsentTold

ASSIGNED_MEANWHILE: Final = overtaken("The case was given to a caseworker")
HAS_SAID: Final = "The victim has said whether they agree."


class ApplicationCommands(Commands):
    """What becomes of an application before anything is decided on it."""

    @once
    def pass_on(self, case_id: UUID, *, passed_on: date, signed: Signed) -> Changed:
        """Record that the application went to every relevant body not yet told."""
        case = self.case(case_id)
        case.must_be_open()
        pass_on_to_all(case, on=passed_on, signed=signed)
        return (case.trigger,)

    @once
    def record_consent(
        self, case_id: UUID, consent: ConsentTold, *, signed: Signed
    ) -> Changed:
        """Record that the victim agrees to somebody's applying for them."""
        case = self.case(case_id)
        case.must_be_open()
        given = Consent(
            given_by=case.trigger.victim_id,
            given_on=consent.given_on,
            how=consent.how,
        )
        asking = self._ask_no_more(case, signed=signed)
        case.trigger.record_consent(given, signed=signed)
        return case.trigger, *asking

    @once
    def refuse_consent(
        self, case_id: UUID, consent: ConsentTold, *, said: str = "", signed: Signed
    ) -> Changed:
        """Record that the victim does not agree, and what they said; the case goes on.

        What may no longer be told is `domain.consent.what_follows`.
        """
        case = self.case(case_id)
        case.must_be_open()
        asking = self._ask_no_more(case, signed=signed)
        case.trigger.refuse_consent(
            refused_on=consent.given_on,
            how=consent.how,
            said=case.prose(said, "said", signed=signed),
            signed=signed,
        )
        return case.trigger, *asking

    @once
    def withdraw_consent(
        self, case_id: UUID, consent: ConsentTold, *, said: str = "", signed: Signed
    ) -> Changed:
        """Record that the victim takes their consent back; the case goes on."""
        case = self.case(case_id)
        case.must_be_open()
        case.trigger.withdraw_consent(
            withdrawn_on=consent.given_on,
            how=consent.how,
            said=case.prose(said, "said", signed=signed),
            signed=signed,
        )
        return (case.trigger,)

    def _ask_no_more(self, case: Case, *, signed: Signed) -> list[Letter]:
        """Cancel the letter that asks the victim, if it has not gone."""
        asked = self.letters_of_application(case, LetterKind.CONSENT)
        asking = [letter for letter in asked if letter.can_be_stopped]
        for letter in asking:
            why = case.prose(HAS_SAID, f"letter/{letter.id}", signed=signed)
            letter.cancel(reason=why, signed=signed)
        return asking

    @once
    def assign(
        self,
        case_id: UUID,
        caseworker_id: UUID,
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Give the case to a caseworker.

        Refused (`AlreadyDone`) where it was given to one *since* a version of its
        record, and where it is theirs already.
        """
        case = self.case(case_id)
        must_stand(since, case.trigger.caseworker_since, says=ASSIGNED_MEANWHILE)
        case.trigger.assign(caseworker_id, signed=signed)
        return (case.trigger,)

    @once
    def withdraw(
        self, case_id: UUID, *, withdrawn_on: date, reason: str, signed: Signed
    ) -> Changed:
        """Record that the applicant withdrew; the case ends, and a letter says so."""
        case = self.case(case_id)
        case.must_be_open()
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.withdraw(withdrawn_on=withdrawn_on, reason=why, signed=signed)
        others = nothing_added(case, "withdrawal", signed=signed)
        letter = draft(case, LetterKind.CLOSING, signed=signed)
        return case.trigger, *others, letter


def nothing_added(case: Case, end: str, *, signed: Signed) -> Changed:
    """Note that the end of a case rests on what is on it: nothing comes after it."""
    others = case.evidence, case.panel, case.outcome
    rely(others, end, signed=signed)
    return others


def pass_on_to_all(case: Case, *, on: date, signed: Signed) -> None:
    """Pass an application on to every relevant body not yet told (s.104(3))."""
    passed_to = case.trigger.passed_to.keys()
    untold = bodies_not_told(case.procedure, case.trigger.clock_from, passed_to)
    if not untold:
        raise AlreadyDone("The application was passed on to every relevant body")
    for body in untold:
        case.trigger.pass_on(body.body_id, passed_on=on, signed=signed)
