"""PostgreSQL servers: primaries, their replicas, and those put back from backups."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.rehearsal.site import (
    DEPLOY,
    HOST,
    Failed,
    Site,
    give_to_postgres,
    programs,
    run,
)

PATIENCE: Final = 60  # seconds
STANDBY: Final = "asbreview_standby"


@dataclass(frozen=True)
class Server:
    """One server, named as in the files: db1, db2, keys1 or keys2."""

    site: Site
    name: str

    @property
    def data(self) -> Path:
        """Return the server's data folder."""
        return self.site.folder / self.name / "data"

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return self.site.ports[self.name]

    @property
    def is_of_events(self) -> bool:
        """Say whether it holds events, and not keys."""
        return self.name.startswith("db")

    def make(self) -> None:
        """Make an empty server and start it."""
        self.make_room()
        made = ["-D", str(self.data), "-U", "postgres", "-A", "peer"]
        made += ["-E", "UTF8", "--locale=C"]
        self._as_postgres("initdb", *made)
        with (self.data / "postgresql.conf").open("a") as main:
            main.write("include_dir = 'conf.d'\n")
        self.start()

    def make_room(self) -> None:
        """Make the folder that its data will lie in."""
        self.data.parent.mkdir(exist_ok=True)
        give_to_postgres(self.data.parent)

    def start(self) -> None:
        """Start it with the files of `deploy/postgresql`, written for its port."""
        (self.data / "conf.d").mkdir(exist_ok=True)
        given = {"localhost,db1.internal": HOST, "port = 5432": f"port = {self.port}"}
        files = {"server.conf": "conf.d/asbreview.conf", "pg_hba.conf": "pg_hba.conf"}
        if self.is_of_events:
            files["archive.conf"] = "conf.d/archive.conf"
        for name, to in files.items():
            # The one difference of the rules: here the superuser is not an account.
            given["peer"] = "trust" if name == "pg_hba.conf" else "peer"
            path = self.site.write(f"postgresql/{name}", str(self.data / to), **given)
            give_to_postgres(path)
        give_to_postgres(self.data / "conf.d")
        self._control("start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: "immediate" is what a power cut does."""
        self._control("stop", "-m", how)

    def restart(self) -> None:
        """Stop it as a power cut does, and start it again."""
        self._control("restart", "-m", "immediate")

    def promote(self) -> None:
        """Make a replica the primary."""
        self._control("promote")

    def is_running(self) -> bool:
        """Say whether it runs."""
        return (self.data / "postmaster.pid").exists()

    def destroy(self) -> None:
        """Lose the server and all that is on it."""
        if self.is_running():
            self.stop("immediate")
        shutil.rmtree(self.data.parent, ignore_errors=True)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement as the superuser, and return what it gives."""
        return self.psql("-d", database, "-c", statement)

    def psql(self, *told: str, **secrets: str) -> str:
        """Call psql as the superuser, by the socket."""
        return run([*self._psql(), *told], {**self.libpq(), **secrets}).strip()

    def file(self, name: str, database: str = "postgres") -> None:
        """Run a file of `deploy/postgresql` as the superuser."""
        passwords = {
            name.replace("-", "_"): secret
            for name, secret in self.site.secrets.items()
            if name.endswith("-PASSWORD")
        }
        self.psql("-f", str(DEPLOY / "postgresql" / name), database, **passwords)

    def refuses(self, role: str, database: str, statement: str, *, tls: str) -> str:
        """Return in which words a role is refused a statement; nothing if it is not."""
        try:
            self.asks(role, database, statement, tls=tls)
        except Failed as refused:
            return str(refused)
        return ""

    def asks(
        self, role: str, database: str, statement: str, *, tls: str = "verify-full"
    ) -> str:
        """Run a statement as one of the roles, over the network."""
        secret = f"{role.removeprefix('asbreview_').upper()}-PASSWORD"
        address = (
            f"host={HOST} port={self.port} dbname={database} user={role}"
            f" password={self.site.secrets[secret]} sslmode={tls}"
            f" sslrootcert={self.site.folder}/tls/ca.crt"
        )
        return run([*self._psql(), "-c", statement, address], self.libpq()).strip()

    def follow(self, primary: "Server") -> None:
        """Become a replica, and have each commit of the primary wait for it."""
        self.make_room()
        primary_at = (
            f"host={HOST} port={primary.port} user=asbreview_replication"
            f" password={self.site.secrets['REPLICATION-PASSWORD']}"
            f" sslmode=verify-full sslrootcert={self.site.folder}/tls/ca.crt"
            f" application_name={STANDBY}"
        )
        told = ["-D", str(self.data), "-d", primary_at, "-X", "stream", "-c", "fast"]
        self._as_postgres("pg_basebackup", *told, "-R", "-C", "-S", STANDBY)
        self.start()
        waits = f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({STANDBY})'"
        primary.sql(waits)
        primary.sql("SELECT pg_reload_conf()")
        asked = "SELECT sync_state FROM pg_stat_replication"
        wait_until(lambda: primary.sql(asked) == "quorum", "the replica to follow")

    def wait_until_archived(self) -> None:
        """Close the piece of the write-ahead log that is written, and see it kept."""
        piece = self.sql("SELECT pg_walfile_name(pg_switch_wal())")
        kept = self.site.folder / "backup" / "wal" / piece
        wait_until(kept.exists, "the write-ahead log to be archived")

    def _psql(self) -> list[str]:
        return ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]

    def libpq(self) -> dict[str, str]:
        """Return what leads PostgreSQL's programs to this server as its superuser."""
        return {
            "PATH": f"{programs()}:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "PGHOST": str(self.data.parent),
            "PGPORT": str(self.port),
            "PGUSER": "postgres",
            "HOME": str(self.site.folder),
        }

    def _control(self, *command: str) -> None:
        told = ["-D", str(self.data), "-l", str(self.data.parent / "log"), "-w"]
        told += ["-t", str(PATIENCE), "-o", f"-k {self.data.parent}"]
        try:
            self._as_postgres("pg_ctl", *told, *command)
        except Failed as why:
            log = (self.data.parent / "log").read_text("utf-8")[-800:]
            raise Failed(f"{self.name}: {why}: {log}") from why

    def _as_postgres(self, program: str, *told: str) -> None:
        path = str(programs() / program)
        run([path, *told], self.libpq(), as_postgres=True)


def wait_until(ready: Callable[[], bool], what: str) -> float:
    """Wait for something, and return the seconds it took."""
    began = time.monotonic()
    while not ready():
        if time.monotonic() - began > PATIENCE:
            raise Failed(f"waited {PATIENCE} s for {what}")
        time.sleep(0.1)
    return time.monotonic() - began
