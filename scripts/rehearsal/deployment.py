"""What is deployed: four servers, three processes, two proxies, and a caseworker."""

import shutil
import ssl
from dataclasses import dataclass, field
from typing import Any, Final

from scripts.rehearsal.processes import Proxy, Unit, asked, wait_until_ready
from scripts.rehearsal.servers import Server, wait_until
from scripts.rehearsal.site import HOST, NAME, SERVERS, Site, run

# From `tests`: a caseworker without a browser, and what is typed into the forms.
from browser.premises import PASSWORD, SAM  # type: ignore[import-not-found]  # isort: skip
from browser.visitor import Visitor  # type: ignore[import-not-found]  # isort: skip
from desk import words  # type: ignore[import-not-found]  # isort: skip
from faults.clients import TYPED  # type: ignore[import-not-found]  # isort: skip

APPLICATION: Final[dict[str, Any]] = TYPED["application"]
ERASURE: Final[dict[str, Any]] = TYPED["erasure"]
FIGURES: Final = "asbreview_databases_up 1.0"
BEHIND: Final = "asbreview_view_behind_events{"
TO_MAKE: Final = ("drafted", "being made ready")
PROXIES: Final = ("nginx", "haproxy")


@dataclass
class Deployment:
    """All that is deployed, and the cases that were recorded on it."""

    site: Site
    cases: list[str] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ports = self.site.ports
        self.servers = {name: Server(self.site, name) for name in SERVERS}
        self.web = [
            Unit(self.site, "asbreview-web@.service", str(ports[name]))
            for name in ("web1", "web2")
        ]
        self.work = Unit(self.site, "asbreview-work.service")
        self.proxies = [Proxy(self.site, kind) for kind in PROXIES]
        for name in ("log", "data", "backup", "backup-keys"):
            (self.site.folder / name).mkdir()
        (self.site.folder / "keys").mkdir(mode=0o700)
        self.site.folder.chmod(0o711)  # PostgreSQL is another account

    @property
    def processes(self) -> list[Unit]:
        """Return the processes that go on."""
        return [*self.web, self.work]

    @property
    def proxy(self) -> Proxy:
        """Return the proxy that runs."""
        return next(p for p in self.proxies if p.process and p.process.poll() is None)

    def start(self) -> float:
        """Start every process at once; return how long until the pages are ready."""
        for unit in self.processes:
            unit.start()
        return wait_until_ready(self.site, *self.web) + self.wait_for_the_worker()

    def wait_for_the_worker(self) -> float:
        """Wait until the worker is at work: it then serves its figures."""

        def works() -> bool:
            self.work.look_after()
            return FIGURES in self.figures_of_the_worker()

        return wait_until(works, "the worker to work")

    def figures_of_the_worker(self) -> str:
        """Return the worker's figures; nothing while there are none."""
        address = f"http://{HOST}:{self.site.ports['work']}/metrics"
        return asked(self.site, address).text

    def stop(self) -> None:
        """Stop every process."""
        for unit in self.processes:
            unit.stop()

    def unit(self, name: str, *, as_postgres: bool = False) -> str:
        """Run a unit that comes to an end: migrate, a backup."""
        unit = Unit(self.site, f"asbreview-{name}.service")
        return unit.run(as_postgres=as_postgres).strip()

    def asbreview(self, *told: str, **more: str) -> str:
        """Call the command as the account that runs the processes."""
        environment = self.web[0].environment() | more
        program = self.web[0].of("ExecStart").split()[0]
        return run([program, *told], environment)

    def visitor(self, address: str = "") -> Any:
        """Sign in: through the proxy, or at a process itself."""
        ours = ssl.create_default_context(
            cafile=str(self.site.folder / "tls" / "ca.crt")
        )
        how = {"verify": ours, "headers": {"Host": NAME}}
        return Visitor(address or self.proxy.address, **how)

    def apply(self, visitor: Any) -> str:
        """Record an application, and return the address of its case."""
        landed = visitor.give("/applications/new", APPLICATION)
        case = "/".join(landed.headers["location"].partition("?")[0].split("/")[:3])
        self.cases.append(case)
        return case

    def says(self, visitor: Any, page: str) -> str:
        """Return what a page says; anything but a page fails."""
        answer = visitor.get(page)
        assert answer.status_code == 200, (page, answer.status_code)  # noqa: S101, PLR2004
        return str(words(answer))

    def pages(self) -> dict[str, str]:
        """Return what every case's pages, and the queue, say now."""
        visitor = self.visitor()
        of_cases = [
            f"{c}{p}" for c in self.cases for p in ("", "/contacts", "/deadlines")
        ]
        return {page: self.says(visitor, page) for page in ["/", *of_cases]}

    def person_of(self, visitor: Any, case: str) -> str:
        """Return the id of the person on a case."""
        page = visitor.get(f"{case}/contacts").text
        return str(page.partition("/details")[0].rpartition("/")[2])

    def level(self) -> None:
        """Wait until the worker has made every letter that can be made."""
        queue = self.site.folder / "data" / "print-queue"

        def is_level() -> bool:
            told = self.figures_of_the_worker().splitlines()
            made = [f'asbreview_letters{{status="{each}"}} 0.0' for each in TO_MAKE]
            behind = [line for line in told if line.startswith(BEHIND)]
            caught_up = all(line.endswith(" 0.0") for line in behind)
            return set(made) <= set(told) and caught_up and any(queue.glob("*.pdf"))

        wait_until(is_level, "the letters")

    def add_caseworker(self) -> None:
        """Let a caseworker sign in."""
        told = ["accounts", "add", SAM.sign_in_name, "--name", SAM.name]
        self.asbreview(*told, "--password", PASSWORD)

    def process_address(self, number: int) -> str:
        """Return the address of a process itself, past the proxy."""
        return f"http://{HOST}:{self.web[number].instance}"

    def lose_everything(self) -> None:
        """Lose every server and folder; the key-encryption key has a copy elsewhere."""
        self.stop()
        for server in self.servers.values():
            server.destroy()
        for name in ("keys", "data"):
            shutil.rmtree(self.site.folder / name)
            (self.site.folder / name).mkdir(mode=0o700)

    def clear_away(self) -> None:
        """End every process that was started here."""
        for proxy in self.proxies:
            proxy.stop()
        for unit in self.processes:
            unit.kill()
        for server in self.servers.values():
            server.destroy()
