"""The directory of the bodies: how each is reached for requests, and since when."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.directory import ContactPoint, ReachedBy
from asbreview.domain.errors import Misrecorded
from asbreview.domain.mailable import mailable
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.reviews.commanding import Changed, Commands, once

REACHED_OTHERWISE: Final = overtaken("How the body is reached was recorded")


class DirectoryCommands(Commands):
    """How the bodies are reached, whatever the case."""

    @once
    def record_contact_point(  # noqa: PLR0913  what an entry holds
        self,
        body_id: UUID,
        *,
        from_on: date,
        team: str = "",
        email: str = "",
        phone: str = "",
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record how a body is reached from a London date on.

        An empty text is not known; with neither email nor telephone it is refused, as
        is an email address to which nothing can be sent (`Misrecorded`).  So is
        (`AlreadyDone`) what something was recorded over *since* a version of it; 0 is
        that nothing was.
        """
        known = self.contact_point(body_id)
        must_stand(since, known.version if known else 0, says=REACHED_OTHERWISE)
        if not (email.strip() or phone.strip()):
            raise Misrecorded(
                "Enter an email address or a telephone number", field="email"
            )
        if email.strip() and mailable(email) is None:
            raise Misrecorded(
                "Enter one email address, such as asb.team@council.example",
                field="email",
            )
        reached = ReachedBy(
            entry_id=uuid5(signed.command_id, "entry"),
            team=Sealed.of(team.strip()),
            email=Sealed.of(mailable(email) or ""),
            phone=Sealed.of(phone.strip()),
        )
        if known is None:
            opened = ContactPoint.open_for(
                body_id, from_on=from_on, reached=reached, signed=signed
            )
            return (opened,)
        known.change(from_on=from_on, reached=reached, signed=signed)
        return (known,)

    def contact_point(
        self, body_id: UUID, *, as_of: int | None = None
    ) -> ContactPoint | None:
        """Return how a body is reached, and was; nothing if that was never recorded."""
        return self.as_it_stood(ContactPoint, ContactPoint.id_for(body_id), as_of)

    def has_email(self, body_id: UUID, on: date) -> bool:
        """Say whether the directory has an email address for a body on a day."""
        known = self.contact_point(body_id)
        by = known.on(on) if known else None
        if by is None:
            return False
        email = self.keyring.reveal(by.email)
        return email is not ERASED and email != ""
