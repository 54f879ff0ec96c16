"""Every table of the office, whoever keeps it.

A module's table is known once the module is read; a command that makes or copies all of
them must not depend on what else it happened to read.
"""

from typing import Final

from sqlalchemy import Table

from asbreview.access import (
    accounts,
    alerts_due,
    answer_codes,
    answers_begun,
    drafts,
    emergencies,
    export_log,
    flooding,
    half_signed_in,
    identities,
    keeping,
    read_log,
    second_factors,
    sessions,
    throttle,
)
from asbreview.access.office import TABLES
from asbreview.audit import kept_heads, kept_stamps
from asbreview.letters.outbox import TABLES as OUTBOX
from asbreview.web import sent, what_if_shared

KEPT_BY: Final = (
    accounts,
    alerts_due,
    answer_codes,
    answers_begun,
    drafts,
    emergencies,
    export_log,
    flooding,
    half_signed_in,
    identities,
    keeping,
    kept_heads,
    kept_stamps,
    read_log,
    second_factors,
    sessions,
    throttle,
    sent,
    what_if_shared,
)
ALL: Final = (TABLES, OUTBOX)


def all_tables() -> dict[str, Table]:
    """Return the tables of the office by name, those first that others point to."""
    return {table.name: table for kept in ALL for table in kept.sorted_tables}
