"""The running processes, started as the unit files say, and the proxies before them."""

import os
import shlex
import shutil
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.rehearsal.servers import wait_until
from scripts.rehearsal.site import HOST, NAME, Failed, Site, run

GONE: Final = 0


@dataclass
class Unit:
    """A service of systemd, of which this is what starts it and starts it again."""

    site: Site
    file: str
    instance: str = ""
    process: subprocess.Popen[bytes] | None = None
    settings: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        text = self.site.rendered(f"systemd/{self.file}")
        lines = text.replace("%i", self.instance).splitlines()
        pairs = (line.partition("=") for line in lines if line[:1].isalpha())
        self.settings = [(name, value) for name, _, value in pairs]

    def of(self, name: str) -> str:
        """Return what the unit sets, once."""
        (value,) = (value for key, value in self.settings if key == name)
        return value

    def environment(self) -> dict[str, str]:
        """Return what the process is told, from the files that the unit names."""
        told = self.site.environment(Path(self.of("EnvironmentFile")).stem)
        for name, value in self.settings:
            if name == "Environment":
                told |= dict(word.split("=", 1) for word in shlex.split(value))
        return told

    def run(self, *, as_postgres: bool = False) -> str:
        """Run a unit that comes to an end."""
        command = shlex.split(self.of("ExecStart"))
        return run(command, self.environment(), as_postgres=as_postgres)

    def start(self) -> None:
        """Start a unit that goes on."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(  # noqa: S603  our own words
                shlex.split(self.of("ExecStart")),
                env=self.environment(),
                cwd="/",
                stdout=said,
                stderr=said,
            )

    @property
    def log(self) -> Path:
        """Return the file of what it says: the journal's place."""
        return self.site.folder / "log" / f"{self.file}{self.instance}.txt"

    @property
    def pid(self) -> int:
        """Return the number of its process, or that it is gone."""
        if self.process is None or self.process.poll() is not None:
            return GONE
        return self.process.pid

    def kill(self) -> None:
        """End it as if the machine had."""
        if self.process and self.pid:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """End it as systemd does."""
        if self.process and self.pid:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(int(self.of("TimeoutStopSec")))

    def look_after(self) -> None:
        """Start it again if it is gone, as `Restart=always` does."""
        if not self.pid and self.of("Restart") == "always":
            time.sleep(int(self.of("RestartSec")))
            self.start()


@dataclass(frozen=True)
class Answer:
    """What a page answered."""

    status: int
    text: str


def asked(site: Site, address: str) -> Answer:
    """Ask for an address as the installation's name, and go where nothing leads."""
    request = urllib.request.Request(address, headers={"Host": NAME})  # noqa: S310
    ours = ssl.create_default_context(cafile=str(site.folder / "tls" / "ca.crt"))
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ours), _Stays
    )
    try:
        with opener.open(request, timeout=30) as found:
            return Answer(found.status, found.read().decode())
    except urllib.error.HTTPError as found:
        return Answer(found.code, found.read().decode())
    except OSError as why:
        return Answer(GONE, str(why))


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: where a page leads is part of its answer."""


def ready(site: Site, unit: Unit) -> bool:
    """Say whether a web process answers that it is ready; one that gave up is not."""
    if not unit.pid:
        raise Failed(f"{unit.file} gave up: {unit.log.read_text()[-800:]}")
    return asked(site, f"http://{HOST}:{unit.instance}/readyz").status == 200  # noqa: PLR2004


def wait_until_ready(site: Site, *units: Unit) -> float:
    """Wait until web processes are ready, starting again those that are gone."""

    def all_are() -> bool:
        for unit in units:
            unit.look_after()
        return all(ready(site, unit) for unit in units)

    return wait_until(all_are, "the web processes to be ready")


@dataclass
class Proxy:
    """A proxy, by nginx or HAProxy, on a port of its own."""

    site: Site
    kind: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return where it serves the pages."""
        port = self.site.ports["https" if self.kind == "nginx" else "haproxy"]
        return f"https://{HOST}:{port}"

    @property
    def plain_address(self) -> str:
        """Return where it sends browsers on to the address above."""
        port = self.site.ports["http" if self.kind == "nginx" else "haproxy-http"]
        return f"http://{HOST}:{port}"

    @property
    def program(self) -> str | None:
        """Return the proxy's program; none if it is not on this machine."""
        return shutil.which(self.kind, path=f"{os.environ['PATH']}:/usr/sbin")

    def start(self) -> None:
        """Start it with the file of `deploy/`."""
        command = self._nginx() if self.kind == "nginx" else self._haproxy()
        with (self.site.folder / "log" / self.kind).open("ab") as said:
            self.process = subprocess.Popen(  # noqa: S603  our own words
                [str(self.program), *command], stdout=said, stderr=said
            )
        page = f"{self.address}/sign-in"
        wait_until(lambda: asked(self.site, page).status == 200, f"{self.kind}")  # noqa: PLR2004

    def stop(self) -> None:
        """Stop it."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def _nginx(self) -> list[str]:
        https, http = self.site.ports["https"], self.site.ports["http"]
        ours = self.site.write(
            "nginx/asbreview.conf",
            "nginx/asbreview.conf",
            **{
                "listen 443": f"listen {HOST}:{https}",
                "listen 80": f"listen {HOST}:{http}",
            },
        )
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = " ".join(f"{k}_temp_path {ours.parent}/{k};" for k in kinds)
        user = "user root;" if os.geteuid() == 0 else ""
        around = ours.with_name("nginx.conf")
        around.write_text(
            f"daemon off; {user} pid {ours.parent}/pid;\n"
            f"events {{}}\nhttp {{ {temporary} include {ours}; }}\n"
        )
        said = str(self.site.folder / "log" / "nginx-start")
        return ["-c", str(around), "-e", said, "-p", str(ours.parent)]

    def _haproxy(self) -> list[str]:
        https, http = self.site.ports["haproxy"], self.site.ports["haproxy-http"]
        ours = self.site.write(
            "haproxy/haproxy.cfg",
            "haproxy.cfg",
            **{"bind :443": f"bind {HOST}:{https}", "bind :80": f"bind {HOST}:{http}"},
        )
        return ["-db", "-f", str(ours)]
