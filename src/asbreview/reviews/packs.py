"""Packs: asked for by a person, made by the worker, destroyed with whom they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.model import Signed
from asbreview.domain.pack.facts import NotMadeBecause, PackKind
from asbreview.domain.pack.record import Pack
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import FAR, Changed, Commands, once


@dataclass(frozen=True)
class PackTold:
    """A pack as a command is told of it, which lies sealed under its key already.

    `size` is in bytes; `sha256` is in hexadecimal.
    """

    sha256: str
    size: int
    pages: int
    files_shown: int
    files_listed: int
    made_with: tuple[str, ...]


class PackCommands(Commands):
    """One document of a case, as it stood at a position of the log."""

    @once
    def ask_for_pack(
        self,
        case_id: UUID,
        kind: PackKind,
        *,
        challenge_id: UUID | None = None,
        signed: Signed,
    ) -> Changed:
        """Ask for a pack of a case as it stands now, ended or not; or of a challenge.

        Refused (`AlreadyDone`) while one of the kind is being made; of a challenge that
        another body decides (`NotPermittedYet`), which has papers of its own.
        """
        case, packs = self.case(case_id), list(self.packs_of(case_id))
        if challenge_id is not None:
            _must_be_heard_here(case, challenge_id)
        alike = (p for p in packs if (p.kind, p.challenge_id) == (kind, challenge_id))
        if any(pack.is_waited_for for pack in alike):
            raise AlreadyDone("This pack is being made already")
        pack = Pack.ask_for(
            case.case_id,
            kind=kind,
            number=len(packs) + 1,
            log_position=case.log_position,
            challenge_id=challenge_id,
            signed=signed,
        )
        return (pack,)

    @once
    def record_pack_made(
        self, pack_id: UUID, told: PackTold, *, signed: Signed
    ) -> Changed:
        """Record that a pack was made; only once (`AlreadyDone`)."""
        pack = self.get(Pack, pack_id)
        pack.was_made(
            sha256=told.sha256,
            size=told.size,
            pages=told.pages,
            files_shown=told.files_shown,
            files_listed=told.files_listed,
            made_with=told.made_with,
            signed=signed,
        )
        return (pack,)

    @once
    def record_pack_not_made(
        self, pack_id: UUID, because: NotMadeBecause, *, signed: Signed
    ) -> Changed:
        """Record why a pack was not made; only once (`AlreadyDone`)."""
        pack = self.get(Pack, pack_id)
        pack.could_not_be_made(because, signed=signed)
        return (pack,)

    def pack_asked_for(self, command_id: UUID) -> Pack:
        """Return the pack that a command asked for; `NoSuchThing` if it asked for none.

        However many others are asked for meanwhile.
        """
        position = self.recorder.position_of(command_id)
        if position is None:
            raise NoSuchThing("No pack was asked for")
        (line,) = self.recorder.lines(position - 1, up_to=position, limit=1)
        return self.get(Pack, UUID(str(line.stored.originator_id)))

    def packs_of(self, case_id: UUID, *, as_of: int = FAR) -> Iterator[Pack]:
        """Yield the packs of a case, the first first, that were asked for by then."""
        for number in count(1):
            pack_id = Pack.id_for(case_id, number)
            if not self.recorder.version_as_of(pack_id, as_of):
                return
            yield self.get(Pack, pack_id)


def _must_be_heard_here(case: Case, challenge_id: UUID) -> None:
    challenge = case.outcome.challenges.get(challenge_id)
    if challenge is None:
        raise NoSuchThing("There is no such challenge on this case")
    if challenge.on_what.tier:
        raise NotPermittedYet(
            "Another body decides this challenge: put the case together for them"
        )
