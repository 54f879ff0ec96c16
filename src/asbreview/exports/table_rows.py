"""The rows of the tables, read from the views one after the other."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, select
from sqlalchemy import case as where

from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.procedure import Procedure
from asbreview.exports.officers import kind_of_officer
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.reckoning import PROCEDURE_VERSION, WEEKEND, version_of
from projections.case.state import Case
from projections.caseload import cases, procedures
from projections.days_off import days_off_known, known_until
from projections.kinds import held
from projections.letters import letters
from projections.past import past_cases
from projections.telling.contacts import WHAT_FOR
from projections.timeline import timeline

AT_ONCE: Final = 1_000  # rows, held in mind
Row = tuple[Any, ...]


class TableRows:
    """The rows of each table, as the views are at one moment."""

    def __init__(self, db: Connection, pseudonyms: Pseudonyms) -> None:
        self._db, self._of = db, pseudonyms.of
        self._bodies = self._names_of_bodies()

    def of(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, in the order of its columns."""
        rows: dict[str, Callable[[], Iterator[Row]]] = {
            "cases": self._cases,
            "steps": self._steps,
            "requests": self._requests,
            "recommendations": self._recommendations,
            "actions": self._actions,
            "letters": self._letters,
            "procedure_versions": self._procedure_versions,
            "times": self._times,
            "calendar": self._calendar,
            "days_off": self._days_off,
        }
        return rows[table]()

    def _cases(self) -> Iterator[Row]:
        for case in self._states():
            told, threshold = case.told, case.threshold
            if told is None:
                continue
            made = [each.made_on for each in case.recommendations.values()]
            yield (
                self._of("case", case.case_id),
                False,
                told.procedure_id,
                str(told.category),
                told.began_on,
                threshold.decided_on if threshold else None,
                _decision(met=threshold.met) if threshold else None,
                case.found_on,
                len(made),
                min(made, default=None),
                case.outcome_told_on,
                case.ended_on,
                case.ended_as,
                self._version(told.procedure_id, told.procedure_version),
            )
        yield from self._cases_of_past()

    def _cases_of_past(self) -> Iterator[Row]:
        c = past_cases.c
        asked = select(c.case_id, c.area_id, c.facts).where(held(past_cases, None))
        for case_id, area_id, facts in self._read(asked.order_by(c.case_id)):
            yield (
                self._of("case", case_id),
                True,
                area_id,
                str(facts.category) if facts.category else None,
                facts.applied_on,
                facts.decided_on,
                str(facts.decided) if facts.decided else None,
                facts.reviewed_on,
                0 if facts.recommended is False else facts.recommendations,
                facts.recommended_on,
                None,
                facts.ended_on,
                str(facts.ended_as) if facts.ended_as else None,
                None,
            )

    def _steps(self) -> Iterator[Row]:
        t = timeline.c
        asked = select(
            t.position,
            t.case_id,
            t.topic,
            t.happened_on,
            t.recorded_at,
            t.recorded_by,
            t.in_error_from,
            where((t.topic == ContactMade.TOPIC, t.details)),
        ).where(t.topic.not_like("past.%"))
        for at, case_id, topic, on, recorded_at, by, wrong, told in self._read(
            asked.order_by(t.position)
        ):
            yield (
                f"event-{at}",
                self._of("case", case_id),
                topic,
                on,
                recorded_at,
                self._of("officer", by),
                kind_of_officer(by),
                wrong is not None,
                dict(told or ()).get(WHAT_FOR),
            )

    def _requests(self) -> Iterator[Row]:
        for case in self._states():
            for id_, request in case.requests.items():
                yield (
                    self._of("request", id_),
                    self._of("case", case.case_id),
                    self._body(request.body_id),
                    request.requested_on,
                    request.answered_on,
                )

    def _recommendations(self) -> Iterator[Row]:
        for case in self._states():
            for id_, made in case.recommendations.items():
                yield (
                    self._of("recommendation", id_),
                    self._of("case", case.case_id),
                    self._body(made.body_id),
                    made.made_on,
                    made.answered_on,
                )

    def _actions(self) -> Iterator[Row]:
        for case in self._states():
            for id_, action in case.actions.items():
                yield (
                    self._of("action", id_),
                    self._of("case", case.case_id),
                    self._body(action.body_id),
                    action.added_on,
                    action.due_on,
                    action.done_on,
                    action.cancelled_on,
                )

    def _letters(self) -> Iterator[Row]:
        c = letters.c
        asked = select(
            c.letter_id, c.case_id, c.kind, c.dated, c.status, c.way, c.posted_on
        ).where(held(letters, None))
        for id_, case_id, kind, dated, status, way, posted_on in self._read(
            asked.order_by(c.letter_id)
        ):
            yield (
                self._of("letter", id_),
                self._of("case", case_id),
                str(kind),
                dated,
                str(status),
                str(way) if way else None,
                posted_on,
            )

    def _procedure_versions(self) -> Iterator[Row]:
        for told in self._procedures():
            yield (
                self._version(told.procedure_id, told.version),
                told.procedure_id,
                told.version,
                told.effective_from,
                str(told.day_zero),
            )

    def _times(self) -> Iterator[Row]:
        for told in self._procedures():
            for timer in told.timers:
                yield (
                    self._version(told.procedure_id, told.version),
                    timer.timer_id,
                    timer.length,
                    str(timer.unit),
                    str(timer.starts),
                    timer.before,
                    str(timer.binds),
                )

    def _calendar(self) -> Iterator[Row]:
        if until := known_until(self._db):
            yield WEEKEND, until

    def _days_off(self) -> Iterator[Row]:
        for each in days_off_known(self._db):
            yield each.on, str(each.why), each.recorded_at, each.error_at

    def _states(self) -> Iterator[Case]:
        for (case,) in self._read(select(cases.c.state).order_by(cases.c.case_id)):
            yield case

    def _read(self, asked: Select[Any]) -> Iterator[Any]:
        yield from self._db.execution_options(yield_per=AT_ONCE).execute(asked)

    def _names_of_bodies(self) -> dict[UUID, str]:
        return {
            body.body_id: body.name
            for each in self._procedures()
            for body in each.relevant_bodies
        }

    def _procedures(self) -> Iterator[Procedure]:
        c = procedures.c
        asked = select(c.procedure).order_by(c.version, c.procedure_id)
        yield from self._db.scalars(asked)

    def _version(self, procedure_id: str, version: int) -> str:
        return self._of(PROCEDURE_VERSION, version_of(procedure_id, version))

    def _body(self, body_id: UUID) -> str:
        return self._bodies.get(body_id, "another body")


def _decision(*, met: bool) -> str:
    return "met" if met else "not met"
