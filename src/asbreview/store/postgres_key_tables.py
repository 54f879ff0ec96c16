"""The tables of data keys on PostgreSQL, and what is asked of them."""

from typing import Final

from sqlalchemy import text

from asbreview.store.epochs import PARTS

TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS keys (owner uuid PRIMARY KEY,
    part int NOT NULL, epoch text NOT NULL, wrapped bytea NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS keys_part ON keys (part)",
    "CREATE TABLE IF NOT EXISTS destroyed (owner uuid PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS parts (part int PRIMARY KEY, epoch text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS counted (one int PRIMARY KEY, destroyed int NOT NULL)",
    "INSERT INTO counted VALUES (1, 0) ON CONFLICT DO NOTHING",
    "CREATE TABLE IF NOT EXISTS about (name text PRIMARY KEY, value bytea NOT NULL)",
)
LOCKS: Final = 0x4153424B  # "ASBK": the number space of these locks
WHOLE_FILE: Final = PARTS  # the lock of the file of epochs, besides one for each part
FIND: Final = text("""SELECT owner,
    (SELECT true FROM destroyed WHERE owner = :owner) AS destroyed, epoch, wrapped
    FROM (SELECT CAST(:owner AS uuid) AS owner) asked LEFT JOIN keys USING (owner)""")
FIND_ALL: Final = text("""SELECT
    asked.owner, destroyed.owner IS NOT NULL AS destroyed, epoch, wrapped
    FROM unnest(CAST(:owners AS uuid[])) AS asked(owner)
    LEFT JOIN destroyed ON destroyed.owner = asked.owner
    LEFT JOIN keys ON keys.owner = asked.owner""")
ADD: Final = text("""INSERT INTO keys SELECT :owner, :part, :epoch, :wrapped
    WHERE NOT EXISTS (SELECT FROM destroyed WHERE owner = :owner)
    ON CONFLICT DO NOTHING""")
REWRAP: Final = text(
    "UPDATE keys SET epoch = :epoch, wrapped = :wrapped WHERE owner = :id"
)
BURIED_ALIVE: Final = "SELECT owner FROM keys JOIN destroyed USING (owner)"
NOBODYS: Final = text("""SELECT NOT EXISTS (SELECT FROM keys)
    AND NOT EXISTS (SELECT FROM destroyed)
    AND NOT EXISTS (SELECT FROM about WHERE name = 'log')""")
NOTE: Final = text("INSERT INTO about VALUES (:name, :value) ON CONFLICT DO NOTHING")
COUNT: Final = text("UPDATE counted SET destroyed = destroyed + :new")
LOCK: Final = text("SELECT pg_advisory_xact_lock(:space, :number)")
SHARE: Final = text("SELECT pg_advisory_xact_lock_shared(:space, :number)")
LOCK_SESSION: Final = text("SELECT pg_advisory_lock(:space, :number)")
UNLOCK_SESSION: Final = text("SELECT pg_advisory_unlock(:space, :number)")
