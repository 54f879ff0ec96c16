"""The steps that nobody wants: servers restart, all is lost, a replica takes over."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scripts.rehearsal.deployment import ERASURE, Deployment
from scripts.rehearsal.processes import wait_until_ready
from scripts.rehearsal.servers import wait_until
from scripts.rehearsal.site import DEPLOY, HOST, Failed, must, run
from scripts.rehearsal.steps import make_the_replicas

REMOVED: Final = "[removed]"
MISSING: Final = 404


def restart_the_primaries(d: Deployment) -> str:
    """Restart both primaries as a power cut would: every process goes on by itself."""
    before = [unit.pid for unit in d.processes]
    for name in ("db1", "keys1"):
        d.servers[name].restart()
    took = wait_until_ready(d.site, *d.web)
    d.apply(d.visitor())
    d.level()
    must([unit.pid for unit in d.processes] == before, "a process did not live on")
    return f"the same processes are ready after {took:.1f} s, and record"


def ask_the_replica(d: Deployment) -> str:
    """Ask the replica: by SQL, and by `asbreview report` pointed at it."""
    replica, keys = d.servers["db2"], d.servers["keys2"]
    d.apply(d.visitor())
    asked = "SELECT count(DISTINCT case_id) FROM views.caseload"
    wait_until(
        lambda: (
            replica.asks("asbreview_reports", "asbreview", asked) == str(len(d.cases))
        ),
        "the replica to hold every case",
    )
    told = d.web[0].environment()
    here = {
        name: told[name].split("host=")[0] + f"host={HOST}:{server.port}"
        f"&sslmode=verify-full&sslrootcert={d.site.folder}/tls/ca.crt"
        for name, server in (
            ("ASBREVIEW_DATABASE_URL", replica),
            ("ASBREVIEW_KEYS_DATABASE_URL", keys),
        )
    }
    today = datetime.now(UTC).date()
    period = ["--from", f"{today.year}-01-01", "--to", f"{today.year}-12-31"]
    report = ["report", "statutory", "--area", "East Cambridgeshire", *period]
    said = d.asbreview(*report, **here)
    must(said == d.asbreview(*report), "the replica reports other figures")
    return said.splitlines()[0]


def back_up(d: Deployment) -> str:
    """Back up events, then keys; go on working; forget somebody after the last pair."""
    base = d.unit("backup-events", as_postgres=True)
    d.notes["cases then"] = list(d.cases)
    d.notes["then"] = d.servers["db1"].sql("SELECT clock_timestamp()")
    d.apply(d.visitor())  # only the archive of the write-ahead log has this one
    d.level()
    d.notes["base"], d.notes["pair"] = base, d.unit("backup-keys")
    shutil.copy(d.site.folder / "keys" / "kek", d.site.folder / "copy-of-the-kek")
    visitor, case = d.visitor(), d.cases[0]
    erasing = f"{case}/people/{d.person_of(visitor, case)}/erase"
    shown = visitor.form(erasing, ERASURE)
    fates = {n.replace("-text_id", "-fate"): "keep" for n in shown if "-text_id" in n}
    must(visitor.post(erasing, shown | fates).status_code < 400, "nobody was forgotten")  # noqa: PLR2004
    must(REMOVED in d.says(visitor, f"{case}/contacts"), "somebody is remembered")
    held = "the letter to somebody who is forgotten to be held"
    wait_until(lambda: "held" in d.says(visitor, case), held)
    d.servers["db1"].wait_until_archived()
    d.notes["pages"] = d.pages()
    return f"{Path(base).name} and {Path(d.notes['pair']).name}, and the archive"


def lose_and_restore(d: Deployment) -> str:
    """Lose every server and folder, and put them back: keys, then events."""
    d.lose_everything()
    restore_keys(d)
    restore_events(d)
    took = d.start()
    after, before = d.pages(), d.notes["pages"]
    differ = [page for page, says in before.items() if after[page] != says]
    if differ:
        raise Failed(f"{differ}: {_difference(before, after, differ[0])}")
    person = f"{d.cases[0]}/contacts"
    must(REMOVED in after[person], "who was forgotten is remembered again")
    d.level()
    return (
        f"ready after {took:.1f} s; {len(after)} pages say the same; who was forgotten"
        " after the last backup of the keys is forgotten still"
    )


def restore_keys(d: Deployment) -> None:
    """Put the key, the data keys and the epochs back."""
    keys = d.site.folder / "keys"
    shutil.copy(d.site.folder / "copy-of-the-kek", keys / "kek")
    server = d.servers["keys1"]
    server.make()
    server.file("roles-keys.sql")
    register = d.site.folder / "backup-keys" / "destroyed"
    program = str(DEPLOY / "backup" / "restore-keys")
    where = {"EPOCHS_FILE": str(keys / "kek.epochs")}
    run([program, d.notes["pair"], str(register)], server.libpq() | where)
    server.file("grants-keys.sql", "asbreview_keys")


def restore_events(d: Deployment, *instant: str) -> None:
    """Put events, office and views back, as they were last or at an instant."""
    server = d.servers["db1"]
    server.make_room()
    program = str(DEPLOY / "backup" / "restore-events")
    where = {"EVENTS_BACKUPS": str(d.site.folder / "backup")}
    told = [program, d.notes["base"], str(server.data), *instant]
    run(told, server.libpq() | where, as_postgres=True)
    server.start()
    in_recovery = "SELECT pg_is_in_recovery()"
    wait_until(lambda: server.sql(in_recovery) == "f", "the archive to be read")


def _difference(before: Any, after: Any, page: str) -> str:
    words = set(after[page].split()) ^ set(before[page].split())
    return f"{sorted(words)[:20]}"


def promote_the_replicas(d: Deployment) -> str:
    """Lose both primaries for good, and promote the replicas: work goes on."""
    make_the_replicas(d)
    case = d.apply(d.visitor())
    before = [unit.pid for unit in d.processes]
    for old, new in (("db1", "db2"), ("keys1", "keys2")):
        d.servers[old].destroy()
        d.servers[new].promote()
    took = wait_until_ready(d.site, *d.web)
    visitor = d.visitor()
    d.says(visitor, case)  # acknowledged by the primary that is gone
    d.says(visitor, d.apply(visitor))
    d.level()
    must([unit.pid for unit in d.processes] == before, "a process did not live on")
    return f"the same processes are ready after {took:.1f} s; nothing was lost"


def put_back_to_an_instant(d: Deployment) -> str:
    """Put the log back to an instant, beside newer keys: views are made anew."""
    d.stop()
    d.servers["db2"].destroy()
    restore_events(d, d.notes["then"])
    d.servers["db1"].file("new-epoch.sql", "asbreview")
    took = d.start()
    visitor = d.visitor()
    later = set(d.cases) - set(d.notes["cases then"])
    gone = {visitor.get(case).status_code for case in later}
    must(gone == {MISSING}, f"what was recorded later answers {gone}")
    d.cases[:] = d.notes["cases then"]
    says = d.says(visitor, f"{d.cases[0]}/contacts")
    must(REMOVED in says, "the newer keys remember who was forgotten")
    d.says(visitor, d.apply(visitor))
    return (
        f"ready after {took:.1f} s; {len(later)} later cases are gone, as they must"
        " be; who was forgotten is forgotten, though the log does not say so yet"
    )
