"""Rehearses the deployment of `docs/deploying.md`; ends with 1 when a step fails."""

import shutil
import sys
import time
import traceback
from typing import Final

from scripts.rehearsal import losses, scanning, steps
from scripts.rehearsal.deployment import Deployment
from scripts.rehearsal.site import Site

STEPS: Final = (
    steps.make_the_servers,
    steps.make_the_tables,
    steps.start_the_processes,
    steps.go_through_the_proxies,
    steps.record_an_application,
    steps.try_the_roles,
    steps.kill_a_process,
    steps.restart_one_after_the_other,
    scanning.scan_with_clamav,
    losses.restart_the_primaries,
    losses.ask_the_replica,
    losses.back_up,
    losses.lose_and_restore,
    losses.promote_the_replicas,
    losses.put_back_to_an_instant,
)


def main() -> int:
    """Take step after step, tell how each went, and leave nothing behind."""
    site = Site()
    deployed = Deployment(site)
    try:
        for step in STEPS:
            began = time.monotonic()
            print(step.__doc__, flush=True)
            told = step(deployed)
            took = time.monotonic() - began
            print(f"    done: {told} ({took:.0f} s)", flush=True)
    except Exception as why:  # noqa: BLE001  told, and everything cleared away
        print(f"    FAILED: {why}", flush=True)
        traceback.print_exc()
        return 1
    finally:
        deployed.clear_away()
        shutil.rmtree(site.folder, ignore_errors=True)
    print("Rehearsed: every step did what it is said to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
