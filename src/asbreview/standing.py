"""What an installation stands on before its first case: a procedure and a calendar."""

from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from asbreview.access.answers_begun import AnswersBegun
from asbreview.domain.calendar import Calendar
from asbreview.domain.procedure import Procedure
from asbreview.holidays import bundled_holidays, known_until
from asbreview.installation import Installation
from asbreview.procedures.reading import read_procedure
from asbreview.signing import signed_by_system


def make_ready(installation: Installation) -> None:
    """Record the procedure and the holidays, if new; finish what a crash left."""
    _record_procedure(installation)
    _record_holidays(installation)
    begun = AnswersBegun(installation.office, installation.keyring)
    for case_id in installation.reviews.cases_being_erased():
        begun.forget_case(case_id)
    at = installation.clock()
    occasion = f"erasures/{at.isoformat()}"
    installation.reviews.finish_erasures(signed=signed_by_system(at, occasion=occasion))


def _record_procedure(installation: Installation) -> None:
    """Record each first version as in force; a later one has to be adopted."""
    for name in installation.settings.procedures:
        _record_first(installation, read_procedure(name))


def _record_first(installation: Installation, procedure: Procedure) -> None:
    if installation.reviews.procedure_versions(procedure.procedure_id):
        return
    name = f"{procedure.procedure_id}/{procedure.version}"
    installation.reviews.record_procedure(
        procedure,
        in_force_from=procedure.effective_from,
        signed=signed_by_system(installation.clock(), occasion=f"procedure/{name}"),
    )


def _record_holidays(installation: Installation) -> None:
    holidays = bundled_holidays()
    until = known_until(holidays)
    signed = signed_by_system(installation.clock(), occasion=f"holidays/{until}")
    reviews = installation.reviews
    if not _is_there(installation, Calendar.ID):
        reviews.set_calendar(holidays, known_until=until, signed=signed)
        return
    known = reviews.get(Calendar, Calendar.ID).days.known_until
    if until > known:
        new = tuple(holiday for holiday in holidays if holiday.on > known)
        reviews.extend_calendar(new, known_until=until, signed=signed)


def _is_there(installation: Installation, record_id: UUID) -> bool:
    try:
        installation.reviews.repository.get(record_id)
    except AggregateNotFoundError:
        return False
    return True
