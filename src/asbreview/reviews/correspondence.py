"""What becomes of letters: held back, made ready, posted, told in another way."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, NamedDay, Status
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.reviews.after_the_end import must_have_gone_before
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.days_printed import Drawn, days_printed
from asbreview.reviews.drafting import redraw
from asbreview.reviews.telling import Telling, telling


class CorrespondenceCommands(Telling):
    """A decision is told when its letter has gone, and not before."""

    @once
    def hold_back_letter(
        self, letter_id: UUID, *, because: HeldBecause, signed: Signed
    ) -> Changed:
        """Hold a letter back for a caseworker to look at."""
        letter = self.letter(letter_id)
        letter.hold_back(because, signed=signed)
        return (letter,)

    @once
    def redraw_letter(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Draw a letter again, from the case as it now stands.

        One that was held back, or whose days have moved on: a window that begins with
        the letter is counted from today.  Of one that was approved the days alone are
        counted anew: a second officer has seen the rest.
        """
        letter = self.letter(letter_id)
        self._redraw(letter, signed=signed)
        return (letter,)

    @once
    def approve_letter(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Record that a second officer approved a letter; its days are today's then."""
        letter = self.letter(letter_id)
        letter.approve(signed=signed)
        if self.is_out_of_date(letter, signed.on):
            self._redraw(letter, signed=signed)
        return (letter,)

    @once
    def send_letter_back(
        self, letter_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a second officer sent a letter back to be put right."""
        letter = self.letter(letter_id)
        must_say(reason, asks="Enter what has to be put right", field="reason")
        case = self.case(letter.case_id)
        why = case.prose(reason, "reason", signed=signed)
        letter.send_back(reason=why, signed=signed)
        return (letter,)

    def _redraw(self, letter: Letter, *, signed: Signed) -> None:
        if letter.is_approved and letter.status is not Status.HELD:
            days = self._days_if_sent(letter, signed.on)
            letter.redraw(drawn_from=letter.drawn_from, days=days, signed=signed)
        else:
            redraw(letter, self.case(letter.case_id), signed=signed)

    @once
    def redraw_out_of_date(
        self, letter_ids: Sequence[UUID], *, signed: Signed
    ) -> Changed:
        """Draw again those of the letters that print days which no longer hold today.

        Refused (`NotPermittedYet`) if that is none of them.
        """
        letters = [self.letter(id_) for id_ in dict.fromkeys(letter_ids)]
        drawn = [letter for letter in letters if self.is_out_of_date(letter, signed.on)]
        if not drawn:
            raise NotPermittedYet("No letter is to be drawn again: their days hold")
        for letter in drawn:
            self._redraw(letter, signed=signed)
        return tuple(drawn)

    def is_out_of_date(
        self, letter: Letter, on: date, *, drawn: Case | None = None
    ) -> bool:
        """Say whether a letter that goes out on a London date prints a wrong day.

        `drawn` is the case as it is drawn from, for whoever has read it already.
        """
        if not letter.can_be_stopped:
            return False
        return letter.days != self._days_if_sent(letter, on, drawn)

    def _days_if_sent(
        self, letter: Letter, on: date, drawn: Case | None = None
    ) -> tuple[NamedDay, ...]:
        """Return the days a letter prints, as it is drawn, if they are counted anew."""
        drawn = drawn or self.case_as(letter.case_id, letter.drawn_from)
        return days_printed(Drawn.of(letter, drawn, on))

    @once
    def prepare_letter(
        self,
        letter_id: UUID,
        *,
        sha256: str,
        pages: int,
        made_with: tuple[str, ...],
        signed: Signed,
    ) -> Changed:
        """Record that a letter is made as it goes out, and its sealed copy kept."""
        letter = self.letter(letter_id)
        letter.prepare(sha256=sha256, pages=pages, made_with=made_with, signed=signed)
        return (letter,)

    @once
    def post_letters(
        self, letter_ids: Sequence[UUID], *, posted_on: date, signed: Signed
    ) -> Changed:
        """Record that letters were posted, on a London date: what they say is told.

        All of them or none: one is refused (`NotPermittedYet`) if it prints a day to
        challenge by, say, that is another when it is counted from the posting.
        """
        if not letter_ids:
            raise Misrecorded("Select the letters that were posted", field="letters")
        letters = [self.letter(id_) for id_ in dict.fromkeys(letter_ids)]
        cases = {id_: self.case(id_) for id_ in {x.case_id for x in letters}}
        for letter in letters:
            self._post(letter, cases[letter.case_id], posted_on, signed=signed)
            self._tell(cases[letter.case_id], letter, posted_on, signed=signed)
        return *letters, *telling(cases.values())

    def _post(self, letter: Letter, case: Case, on: date, *, signed: Signed) -> None:
        """Post a letter; a refusal says which, for it is one of several."""
        try:
            must_have_gone_before(letter, case, on)
            days = self._days_if_sent(letter, on)
            letter.post(posted_on=on, days=days, signed=signed)
        except NotPermittedYet as refused:
            which = f"{letter.kind.capitalize()}, {case.trigger.reference}"
            raise NotPermittedYet(f"{which}: {refused}", field=refused.field) from None

    @once
    def tell_otherwise(
        self,
        letter_id: UUID,
        *,
        told_on: date,
        channel: Channel,
        how: str,
        signed: Signed,
    ) -> Changed:
        """Record that what a letter says was told in another way: it is not sent.

        A letter of our own is no other way (`Misrecorded`) to somebody whom it is not
        safe to write to.
        """
        letter = self.letter(letter_id)
        case = self.case(letter.case_id)
        _must_be_safe(case, letter, channel)
        letter.tell_otherwise(
            told_on=told_on,
            channel=channel,
            how=case.prose(how, "how", signed=signed),
            signed=signed,
        )
        self._tell(case, letter, told_on, signed=signed)
        return letter, *telling([case])

    @once
    def cancel_letter(self, letter_id: UUID, *, reason: str, signed: Signed) -> Changed:
        """Record that a letter is not to go out."""
        letter = self.letter(letter_id)
        case = self.case(letter.case_id)
        letter.cancel(reason=case.prose(reason, "reason", signed=signed), signed=signed)
        return (letter,)

    @once
    def leave_letter_as_it_is(
        self, letter_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record why no letter is needed to put right what this one told in error."""
        letter = self.letter(letter_id)
        must_say(reason, asks="Enter why no letter is needed", field="reason")
        why = self.case(letter.case_id).prose(reason, "reason", signed=signed)
        letter.leave_as_it_is(reason=why, signed=signed)
        return (letter,)


def _must_be_safe(case: Case, letter: Letter, channel: Channel) -> None:
    person = case.contact.people[letter.to]
    if channel is Channel.LETTER and not person.safe.to_write:
        raise Misrecorded(
            "It is not safe to write to this person: no letter may go to them. Tell"
            " them in a way that is safe. If it is safe to write now, record that"
            " first, and draw the letter again",
            field="channel",
        )
