"""The steps that set up, and that a working day brings."""

import time
from threading import Event, Thread
from typing import Any, Final, Self

from scripts.rehearsal.deployment import APPLICATION, Deployment
from scripts.rehearsal.processes import asked, wait_until_ready
from scripts.rehearsal.site import give_to_postgres, must

OK, MOVED, MISSING, TOO_LARGE = 200, 301, 404, 413
NOBODY_MAY: Final = [
    # role, database, statement, and why it is refused
    ("asbreview_app", "asbreview", "DELETE FROM events.stored_events", "permission"),
    ("asbreview_app", "asbreview", "TRUNCATE events.stored_events", "permission"),
    (
        "asbreview_app",
        "asbreview",
        "UPDATE events.stored_events SET topic = ''",
        "never edited or deleted",
    ),
    (
        "asbreview_app",
        "asbreview",
        "DROP TRIGGER never_edited ON events.stored_events",
        "must be owner",
    ),
    ("asbreview_app", "asbreview", "UPDATE events.store SET value = ''", "permission"),
    ("asbreview_app", "asbreview", "DELETE FROM events.commands", "permission"),
    ("asbreview_app", "asbreview", "CREATE TABLE events.mine ()", "permission"),
    ("asbreview_app", "asbreview", "CREATE TABLE public.mine ()", "permission"),
    ("asbreview_app", "asbreview", "CREATE SCHEMA mine", "permission"),
    ("asbreview_app", "asbreview_keys", "DELETE FROM keys.destroyed", "permission"),
    ("asbreview_app", "asbreview_keys", "UPDATE keys.about SET value=''", "permission"),
    ("asbreview_reports", "asbreview", "TABLE events.stored_events", "permission"),
    ("asbreview_reports", "asbreview", "TABLE office.accounts", "permission"),
    ("asbreview_reports", "asbreview", "DELETE FROM views.parked", "read-only"),
    ("asbreview_backup", "asbreview_keys", "DELETE FROM keys.keys", "read-only"),
]


def make_the_servers(d: Deployment) -> str:
    """Make the servers, and a replica of each that its commits wait for."""
    d.site.make_certificate()
    (d.site.folder / "backup" / "wal").mkdir()
    for name in ("backup", "backup/wal"):
        give_to_postgres(d.site.folder / name)
    d.servers["db1"].make()
    d.servers["keys1"].make()
    d.servers["db1"].file("roles.sql")
    d.servers["keys1"].file("roles-keys.sql")
    make_the_replicas(d)
    return "both replicas stream, and a commit is on both before it is acknowledged"


def make_the_replicas(d: Deployment) -> None:
    """Make a replica of each primary, which its commits wait for."""
    d.servers["db2"].follow(d.servers["db1"])
    d.servers["keys2"].follow(d.servers["keys1"])


def make_the_tables(d: Deployment) -> str:
    """Make the tables, by the role that owns them; the others get what they need."""
    d.unit("migrate")
    grant(d)
    said = d.unit("migrate")
    return f"twice, without harm: {said}"


def try_the_roles(d: Deployment) -> str:
    """Try what each role may not do, and come in without TLS."""
    refused = 0
    for role, database, statement, why in NOBODY_MAY:
        server = d.servers["keys1" if database.endswith("keys") else "db1"]
        says = server.refuses(role, database, statement, tls="verify-full")
        must(why in says, f"{role}: {statement}: {says or 'was done'}")
        refused += 1
    says = d.servers["db1"].refuses("asbreview_app", "asbreview", "", tls="disable")
    must("no encryption" in says, f"a connection without TLS: {says or 'let in'}")
    return f"{refused} statements that no such role needs are refused, and all but TLS"


def grant(d: Deployment) -> None:
    """Let those that run do what they need to."""
    d.servers["db1"].file("grants.sql", "asbreview")
    d.servers["keys1"].file("grants-keys.sql", "asbreview_keys")


def start_the_processes(d: Deployment) -> str:
    """Start two web processes and the worker at once, on tables that are empty."""
    key = d.site.folder / "keys" / "kek"
    must(key.stat().st_mode & 0o077 == 0, "the key is readable by others")
    took = d.start()
    d.add_caseworker()
    return f"ready after {took:.1f} s"


def go_through_the_proxies(d: Deployment) -> str:
    """Ask through each proxy: pages over TLS, and nothing that is the machine's own."""
    tried = []
    for proxy in d.proxies:
        if not proxy.program:
            continue
        proxy.start()
        for path in ("/readyz", "/healthz"):
            status = asked(d.site, f"{proxy.address}{path}").status
            must(status == MISSING, f"{proxy.kind} shows {path}: {status}")
        plain = asked(d.site, f"{proxy.plain_address}/sign-in")
        must(plain.status == MOVED, f"{proxy.kind} without TLS: {plain.status}")
        _a_form_too_large(d, proxy.address)
        d.apply(d.visitor(proxy.address))
        tried.append(proxy.kind)
        proxy.stop()
    must(bool(tried), "neither nginx nor haproxy is on this machine")
    next(p for p in d.proxies if p.kind == tried[0]).start()
    return f"tried: {', '.join(tried)}; going on with {tried[0]}"


def _a_form_too_large(d: Deployment, address: str) -> None:
    """See that asbreview says so itself, and the proxy does not before it."""
    visitor = d.visitor(address)
    typed = APPLICATION | {"account": "x" * 1_010_000}
    answer = visitor.post("/applications/new", visitor.form("/applications/new", typed))
    page = "asbreview" in answer.text
    must(answer.status_code == TOO_LARGE and page, f"too large: {answer.status_code}")


def record_an_application(d: Deployment) -> str:
    """Record an application over the proxy, and see it from either process."""
    case = d.apply(d.visitor())
    seen = [d.says(d.visitor(d.process_address(number)), case) for number in range(2)]
    must(seen[0] == seen[1], "the two processes show different pages")
    d.level()
    return f"both say the same of {case}; {len(d.cases)} letters lie in the print queue"


def kill_a_process(d: Deployment) -> str:
    """Kill a web process: pages are still served, and it is started again."""
    visitor = d.visitor()
    d.web[0].kill()
    for _ in range(20):
        d.says(visitor, d.cases[0])
    d.apply(visitor)
    took = wait_until_ready(d.site, *d.web)
    return f"20 of 20 pages, one application; ready again after {took:.1f} s"


def restart_one_after_the_other(d: Deployment) -> str:
    """Upgrade: migrate, then restart each process, while pages are read."""
    with _Reader(d) as reader:
        d.unit("migrate")
        grant(d)
        for unit in d.processes:
            unit.stop()
            unit.start()
            if unit in d.web:
                wait_until_ready(d.site, unit)
        d.wait_for_the_worker()
    must(not reader.failed, f"pages failed: {reader.failed[:3]}")
    return f"{reader.read} pages were read meanwhile, and every one was shown"


class _Reader:
    """Reads a page over and over, and keeps account."""

    def __init__(self, d: Deployment) -> None:
        self.read, self.failed = 0, list[Any]()
        self._visitor, self._page = d.visitor(), d.cases[0]
        self._stop = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            status = self._visitor.get(self._page).status_code
            self.read += 1
            if status != OK:
                self.failed.append(status)
            time.sleep(0.05)
