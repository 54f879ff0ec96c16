"""In which areas each account sees cases; an area is named by its procedures' id."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    Uuid,
    bindparam,
    select,
)

from asbreview.access.office import TABLES

account_areas: Final = Table(
    "account_areas",
    TABLES,
    Column("account_id", Uuid, ForeignKey("accounts.account_id"), primary_key=True),
    Column("area_id", String, primary_key=True),
)
AREAS_OF: Final = select(account_areas.c.area_id).where(
    account_areas.c.account_id == bindparam("account_id")
)


def areas_of(db: Connection, account_id: UUID) -> Iterable[str]:
    """Return the areas of an account."""
    return db.scalars(AREAS_OF, {"account_id": account_id})


def all_areas(db: Connection) -> dict[UUID, list[str]]:
    """Return the areas of every account that has any."""
    areas: dict[UUID, list[str]] = {}
    for account_id, area_id in db.execute(select(account_areas)):
        areas.setdefault(account_id, []).append(area_id)
    return areas


def put_in(db: Connection, account_id: UUID, areas: Collection[str]) -> None:
    """Say that an account sees these areas, besides those it saw already."""
    rows = [{"account_id": account_id, "area_id": area_id} for area_id in areas]
    if rows:
        db.execute(account_areas.insert(), rows)


def put_out_of_all(db: Connection, account_id: UUID) -> None:
    """Say that an account sees no area any more."""
    theirs = account_areas.c.account_id == account_id
    db.execute(account_areas.delete().where(theirs))
