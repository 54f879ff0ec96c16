"""Where the rehearsal takes place: a folder, free ports, and the files of `deploy/`.

These are used as they are.  Only what differs between this machine and those they are
written for is put in its place: addresses, ports, folders and passwords.
"""

import os
import pwd
import random
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DEPLOY: Final = ROOT / "deploy"
HOST: Final = "127.0.0.1"
NAME: Final = "reviews.example.org"
SECRETS: Final = (
    *("THE-SECRET", "APP-PASSWORD", "OWNER-PASSWORD"),
    *("REPLICATION-PASSWORD", "REPORTS-PASSWORD", "BACKUP-PASSWORD"),
)
SERVERS: Final = {"db1": 5432, "db2": 5432, "keys1": 5432, "keys2": 5432}


def free_port() -> int:
    """Return a port that nothing is served on."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
    return port


def web_port() -> int:
    """Return a free port of four digits; with a 1 before it, it is free as well."""
    while True:
        port = random.randint(4000, 9999)  # noqa: S311  nothing secret
        if _is_free(port) and _is_free(10_000 + port):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        try:
            trying.bind((HOST, port))
        except OSError:
            return False
    return True


@dataclass(frozen=True)
class Site:
    """The folder, and what stands here for what is written in the files."""

    folder: Path = field(
        default_factory=lambda: Path(mkdtemp(prefix="asbreview-rehearsal-"))
    )
    secrets: dict[str, str] = field(
        default_factory=lambda: {name: token_hex(20) for name in SECRETS}
    )
    ports: dict[str, int] = field(
        default_factory=lambda: {
            **{name: free_port() for name in SERVERS},
            **{name: web_port() for name in ("web1", "web2")},
            **{name: free_port() for name in ("http", "https", "haproxy", "work")},
            "haproxy-http": free_port(),
        }
    )

    def rendered(self, name: str, **more: str) -> str:
        """Return a file of `deploy/` as it is for this machine; *more* goes first."""
        here = more | self._here()
        longest_first = sorted(here, key=len, reverse=True)
        found = re.compile("|".join(map(re.escape, longest_first)))
        text = (DEPLOY / name).read_text("utf-8")
        return found.sub(lambda match: here[match[0]], text)

    def write(self, name: str, to: str, **more: str) -> Path:
        """Write a file of `deploy/` where it belongs on this machine."""
        path = self.folder / to
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.rendered(name, **more), "utf-8")
        return path

    def environment(self, name: str) -> dict[str, str]:
        """Return what an environment file sets, as systemd reads it."""
        lines = self.rendered(f"environment/{name}.env").splitlines()
        told = dict(
            line.split("=", 1) for line in lines if line and not line.startswith("#")
        )
        path = f"{programs()}:{os.environ['PATH']}"
        own = {"ASBREVIEW_SECOND_FACTOR": "none"}  # those who use it here have no app
        own |= {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        return {**own, **told}

    def _here(self) -> dict[str, str]:
        ports = {name: str(port) for name, port in self.ports.items()}
        servers = {f"{n}.internal:5432": f"{HOST}:{ports[n]}" for n in SERVERS}
        pairs = {
            f"{a}.internal,{b}.internal port=5432,5432": (
                f"{HOST},{HOST} port={ports[a]},{ports[b]}"
            )
            for a, b in (("db1", "db2"), ("keys1", "keys2"))
        }
        folders = {
            "/etc/asbreview/tls": f"{self.folder}/tls",
            "/var/lib/asbreview-keys": f"{self.folder}/keys",
            "/var/lib/asbreview": f"{self.folder}/data",
            "/srv/backup-keys": f"{self.folder}/backup-keys",
            "/srv/backup": f"{self.folder}/backup",
            "/var/log/nginx": f"{self.folder}/log",
            "/opt/asbreview/.venv": f"{ROOT}/.venv",
            "/opt/asbreview/deploy": str(DEPLOY),
        }
        served = {
            "127.0.0.1:8001": f"{HOST}:{ports['web1']}",
            "127.0.0.1:8002": f"{HOST}:{ports['web2']}",
            "METRICS_PORT=18000": f"METRICS_PORT={ports['work']}",
            "10.0.0.0/24": f"{HOST}/32",
        }
        return self.secrets | servers | pairs | folders | served

    def make_certificate(self) -> None:
        """Make a certificate of this machine, which is its own authority."""
        tls = self.folder / "tls"
        tls.mkdir()
        names = f"subjectAltName=IP:{HOST},DNS:localhost,DNS:{NAME}"
        told = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        told += ["-subj", f"/CN={NAME}", "-addext", names]
        told += ["-keyout", str(tls / "web.key"), "-out", str(tls / "web.crt")]
        run(["openssl", *told], quietly=True)
        shutil.copy(tls / "web.crt", tls / "ca.crt")
        shutil.copy(tls / "web.crt", tls / "server.crt")
        shutil.copy(tls / "web.key", tls / "server.key")
        both = (tls / "web.crt").read_text() + (tls / "web.key").read_text()
        (tls / "web.pem").write_text(both)
        for name in ("server.key", "web.key", "web.pem"):
            (tls / name).chmod(0o600)
        give_to_postgres(tls / "server.key")


def programs() -> Path:
    """Return the folder of PostgreSQL's programs: the system's, which know TLS."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"))
    if not found:
        raise SystemExit("PostgreSQL is not on this machine: install postgresql.")
    return found[-1].parent


def give_to_postgres(path: Path) -> None:
    """Let the account that PostgreSQL runs as own a file; it refuses to be root's."""
    if who := postgres_account():
        os.chown(path, who.pw_uid, who.pw_gid)


def postgres_account() -> pwd.struct_passwd | None:
    """Return the account that PostgreSQL runs as, where it is not one's own."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def run(
    command: list[str],
    environment: dict[str, str] | None = None,
    *,
    as_postgres: bool = False,
    quietly: bool = False,
) -> str:
    """Run a command to its end and return what it said; else say why it failed."""
    who = postgres_account() if as_postgres else None
    done = subprocess.run(  # noqa: S603  our own words
        command,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quietly else subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
        user=who and who.pw_uid,
        group=who and who.pw_gid,
        extra_groups=[] if who else None,
    )
    if done.returncode:
        raise Failed(f"{Path(command[0]).name}: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout


class Failed(Exception):
    """A step of the rehearsal did not do what the documentation says."""


def must(so: object, otherwise: str) -> None:
    """Go on only if something is so."""
    if not so:
        raise Failed(otherwise)
