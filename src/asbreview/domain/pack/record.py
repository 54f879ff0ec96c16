"""The record of one pack of a case."""

from typing import Self
from uuid import UUID, uuid5

from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.pack.facts import (
    OF_A_CHALLENGE,
    NotMadeBecause,
    PackAskedFor,
    PackKind,
    PackMade,
    PackNotMade,
)


class Pack(Aggregate):
    """A pack, from when it was asked for; the packs of a case are numbered from one.

    Its id is also that of the sealed file it is kept in, and of the key to that.
    """

    TOPIC = "pack"

    def __init__(
        self,
        case_id: UUID,
        kind: PackKind,
        number: int,
        log_position: int,
        challenge_id: UUID | None = None,
    ) -> None:
        self.case_id, self.kind = case_id, kind
        self.number, self.log_position = number, log_position
        self.challenge_id = challenge_id
        self.made: PackMade | None = None
        self.not_made: PackNotMade | None = None

    @staticmethod
    def id_for(case_id: UUID, number: int) -> UUID:
        """Return the id of a pack of a case, by its number."""
        return uuid5(case_id, f"pack/{number}")

    @classmethod
    def ask_for(  # noqa: PLR0913  what a pack is of
        cls,
        case_id: UUID,
        *,
        kind: PackKind,
        number: int,
        log_position: int,
        challenge_id: UUID | None = None,
        signed: Signed,
    ) -> Self:
        """Ask for a pack of a case as the log had it at a position.

        One of a challenge that is not named, or that names one and is of none, is no
        pack (`Misrecorded`).
        """
        if (kind in OF_A_CHALLENGE) is not (challenge_id is not None):
            raise Misrecorded("Select which papers are to be made", field="kind")
        return cls._open(
            PackAskedFor,
            cls.id_for(case_id, number),
            signed,
            case_id=case_id,
            kind=kind,
            number=number,
            log_position=log_position,
            challenge_id=challenge_id,
        )

    @property
    def is_waited_for(self) -> bool:
        """Has it still to be made?"""
        return self.made is None and self.not_made is None

    def was_made(  # noqa: PLR0913  what is known of a document
        self,
        *,
        sha256: str,
        size: int,
        pages: int,
        files_shown: int,
        files_listed: int,
        made_with: tuple[str, ...],
        signed: Signed,
    ) -> None:
        """Record that it was made; only once (`AlreadyDone`)."""
        self._must_be_waited_for()
        self._record(
            PackMade,
            signed,
            case_id=self.case_id,
            sha256=sha256,
            size=size,
            pages=pages,
            files_shown=files_shown,
            files_listed=files_listed,
            made_with=made_with,
        )

    def could_not_be_made(self, because: NotMadeBecause, *, signed: Signed) -> None:
        """Record why it was not made; only once (`AlreadyDone`)."""
        self._must_be_waited_for()
        self._record(PackNotMade, signed, case_id=self.case_id, because=because)

    def _must_be_waited_for(self) -> None:
        if not self.is_waited_for:
            raise AlreadyDone("This pack has been seen to")
