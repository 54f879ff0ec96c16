"""`asbreview migrate`, as it is given: in a process that has read nothing else."""

import os
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest
from sqlalchemy import create_engine, inspect

import asbreview
from asbreview.access.office import TABLES
from asbreview.letters.outbox import TABLES as OUTBOX
from asbreview.store.database import parsed
from postgres_server import shared_server


def every_table_of_the_office():
    for module in pkgutil.walk_packages(asbreview.__path__, "asbreview."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return set(TABLES.tables) | set(OUTBOX.tables)


@pytest.mark.postgres
def test_every_table_of_the_office_is_made(tmp_path):
    server = shared_server()
    log, keys = server.new_database(), server.new_database()
    told = {
        "ASBREVIEW_DATA": str(tmp_path),
        "ASBREVIEW_SECRET": "s" * 32,
        "ASBREVIEW_DATABASE_URL": server.address(log),
        "ASBREVIEW_KEYS_DATABASE_URL": server.address(keys),
    }
    subprocess.run(
        [sys.executable, "-m", "asbreview", "migrate"],
        env=os.environ | told,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    engine = create_engine(parsed(server.address(log)))
    made = set(inspect(engine).get_table_names("office"))
    engine.dispose()
    assert made == every_table_of_the_office()
    assert "accounts" in made
