"""How a command is given: once, in one save, on a case as it stood."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from inspect import unwrap
from typing import Any, ClassVar, Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.utils import EnvType, get_topic

from asbreview.domain.calendar import Calendar
from asbreview.domain.contact.record import Contact
from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing, NotPermittedYet
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.ground import ReliedOn
from asbreview.domain.keeping.record import Keeping
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, CaseAggregate, Event, Signed
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.pack.record import Pack
from asbreview.domain.panel.record import Panel
from asbreview.domain.procedure import Procedure
from asbreview.domain.reference import Reference
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.domain.rights.record import Rights
from asbreview.domain.trigger.record import Trigger
from asbreview.domain.working_days import WorkingCalendar
from asbreview.reviews.case import Case
from asbreview.reviews.procedure_versions import ProcedureVersions
from asbreview.store.keys import KeyRing
from asbreview.store.mapper import EventMapper, replay
from asbreview.store.recording import Clock, KeepsTime
from asbreview.store.sqlite import SQLiteLogFactory

A = TypeVar("A", bound=Aggregate)
OF_A_CASE: Final = (CaseAggregate, Letter, Pack)
FORGOTTEN: Final = (
    "The case was disposed of: what it told is destroyed, and nothing is recorded on it"
    " any more"
)
C = TypeVar("C", bound="Commands")
P = ParamSpec("P")
Changed = tuple[Aggregate, ...]
FAR: Final = 2**62  # a position no log reaches
RECORDS: Final[tuple[type[CaseAggregate], ...]] = (
    Trigger,
    Evidence,
    Panel,
    Outcome,
    Contact,
)


def once(
    command: Callable[Concatenate[C, P], Changed],
) -> Callable[Concatenate[C, P], int]:
    """Give a command one effect and one answer: where in the log its events end.

    A repeat, a double click or a retry after a lost reply, gets the first's answer.
    A command that came to nothing, because all of it had been done, is refused by
    the record itself.
    """

    @wraps(command)
    def give(reviews: C, /, *args: P.args, **kwargs: P.kwargs) -> int:
        signed = kwargs["signed"]
        assert isinstance(signed, Signed)  # noqa: S101
        done = reviews.recorder.position_of
        try:
            if done(signed.command_id) is None:
                changed = command(reviews, *args, **kwargs)
                reviews.must_be_kept(changed)
                reviews.save(*changed, command_id=signed.command_id)
        except (CaseReviewRefused, PersistenceError):
            if done(signed.command_id) is None:
                raise
        position = done(signed.command_id)
        assert position is not None  # noqa: S101
        return position

    return give


@contextmanager
def within(prefix: str) -> Iterator[None]:
    """Name, in a refusal, which of several things told it is about."""
    try:
        yield
    except CaseReviewRefused as refused:
        if refused.field is not None:
            refused.field = f"{prefix}-{refused.field}"
        raise


class Commands(ProcedureVersions):
    """What every command needs: the log, the key ring, and the records of a case."""

    name = "case_reviews"
    env: ClassVar[dict[str, str]] = {"PERSISTENCE_MODULE": get_topic(SQLiteLogFactory)}

    def __init__(
        self,
        keyring: KeyRing,
        env: EnvType | None = None,
        *,
        clock: Clock | None = None,
    ) -> None:
        self.keyring = keyring
        self._procedures: dict[UUID, Procedure] = {}
        self._calendars: dict[int, WorkingCalendar] = {}
        super().__init__(env)
        if clock is not None:
            assert isinstance(self.factory, KeepsTime)  # noqa: S101
            self.factory.keep_time_by(clock)

    def construct_mapper(self) -> EventMapper:
        """Hand the key ring to the one place that seals."""
        return EventMapper(self.keyring)

    def must_be_kept(self, changed: Changed) -> None:
        """Refuse (`NotPermittedYet`) to record anything on a case disposed of."""
        cases = {each.case_id for each in changed if isinstance(each, OF_A_CASE)}
        for case_id in cases:
            if self.recorder.version_as_of(Erasure.id_for(case_id), FAR):
                raise NotPermittedYet(FORGOTTEN)

    def would_change(
        self, command: Callable[..., int], *args: Any, **kwargs: Any
    ) -> Changed:
        """Return what a command would change, and save nothing: for a letter's preview.

        It refuses what the command would refuse.
        """
        changed: Changed = unwrap(command)(self, *args, **kwargs)
        return changed

    def case(self, case_id: UUID, *, as_of: int | None = None) -> Case:
        """Return the records of a case, now or when the log had reached a position.

        `NoSuchThing` if there is no such case, or was none then.
        """
        position = self.end_of_log() if as_of is None else as_of
        histories = self._histories(case_id, position)
        if not histories:
            then = "is no such case" if as_of is None else "was no such case then"
            raise NoSuchThing(f"There {then}")
        return self._assemble(case_id, position, histories)

    def case_as(self, case_id: UUID, drawn_from: tuple[ReliedOn, ...]) -> Case:
        """Return the records of a case as they stood when a letter was drawn."""
        stood = {relied.record_id: relied.version for relied in drawn_from}
        # What keeps a case no letter is drawn from.
        position = self.end_of_log()
        histories = {
            record_id: history[: stood[record_id]]
            for record_id, history in self._histories(case_id, position).items()
            if record_id in stood
        }
        return self._assemble(case_id, position, histories)

    def case_id_of(self, reference: str) -> UUID:
        """Return the case that a reference was given to (`NoSuchThing` if none)."""
        return self.get(Reference, Reference.id_for(reference)).case_id

    def letter(self, letter_id: UUID, *, as_of: int | None = None) -> Letter:
        """Return a letter, now or when the log had reached a position."""
        version = None if as_of is None else self._version(letter_id, as_of)
        return self.get(Letter, letter_id, version)

    def caused_by(self, command_id: UUID, *kinds: LetterKind) -> Iterator[Letter]:
        """Yield the letters of some kinds that a command caused, and their copies."""
        for kind in kinds:
            for letter_id in Letter.all_caused_by(command_id, kind):
                if self.recorder.version_as_of(letter_id, FAR):
                    yield self.letter(letter_id)

    def letters_of_application(self, case: Case, kind: LetterKind) -> list[Letter]:
        """Return the letters of a kind drafted with what the application's record has.

        The oldest first, and whatever has become of them.
        """
        record = self.events.get(case.trigger.id, lte=case.trigger.version)
        commands = dict.fromkeys(e.command_id for e in record if isinstance(e, Event))
        return [letter for id_ in commands for letter in self.caused_by(id_, kind)]

    def get(self, _kind: type[A], id_: UUID, version: int | None = None) -> A:
        """Return a record, now or as of a version (`NoSuchThing` if there is none)."""
        try:
            record: A = self.repository.get(id_, version=version, projector_func=replay)
        except AggregateNotFoundError as none:
            raise NoSuchThing("There is no such case") from none
        return record

    def as_it_stood(
        self, kind: type[A], id_: UUID, as_of: int | None = None
    ) -> A | None:
        """Return a record, now or at a position of the log; nothing if not there."""
        position = FAR if as_of is None else as_of
        version = self.recorder.version_as_of(id_, position)
        return self.get(kind, id_, version) if version else None

    def procedure_of_record(self, record_id: UUID) -> Procedure:
        """Return a version of the procedures; recorded once, it is read once."""
        if record_id not in self._procedures:
            record = self.get(ReviewProcedure, record_id)
            self._procedures[record_id] = record.procedure
        return self._procedures[record_id]

    def calendar(self, *, as_of: int) -> WorkingCalendar:
        """Return the working calendar of a position; each version is read once."""
        version = self._version(Calendar.ID, as_of)
        if version not in self._calendars:
            self._calendars[version] = self.get(Calendar, Calendar.ID, version).days
        return self._calendars[version]

    def _version(self, record_id: UUID, position: int) -> int:
        version = self.recorder.version_as_of(record_id, position)
        if not version:
            raise NoSuchThing("There was no such case then")
        return version

    def _histories(self, case_id: UUID, position: int) -> dict[UUID, list[StoredEvent]]:
        record_ids = [kind.id_for(case_id) for kind in RECORDS]
        record_ids += Keeping.id_for(case_id), Rights.id_for(case_id)
        return self.recorder.histories(record_ids, up_to=position)

    def _assemble(
        self, case_id: UUID, position: int, histories: dict[UUID, list[StoredEvent]]
    ) -> Case:
        records: list[Any] = [
            self._replayed(histories[kind.id_for(case_id)]) for kind in RECORDS
        ]
        trigger, evidence, panel, outcome, contact = records
        keeping = histories.get(Keeping.id_for(case_id))
        rights = histories.get(Rights.id_for(case_id))
        standing = ReviewProcedure.id_for(
            trigger.procedure_id, trigger.procedure_version
        )
        return Case(
            case_id=case_id,
            trigger=trigger,
            evidence=evidence,
            panel=panel,
            outcome=outcome,
            contact=contact,
            procedure=self.procedure_of_record(standing),
            calendar=self.calendar(as_of=position),
            log_position=position,
            keeping=self._replayed(keeping) if keeping else None,
            rights=self._replayed(rights) if rights else None,
            in_force_on=partial(self.procedure_in_force, trigger.procedure_id),
        )
