"""Builds the wheel, looks into it, and runs the tests on it in a clean environment.

The environment first gets nothing but the wheel and what it says it needs, so that a
dependency which only the tests bring cannot hide.  The tests run in a folder that has
neither `src/` nor `projections/`.
"""

import argparse
import fnmatch
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
PACKAGES = {"asbreview", "projections"}
SOURCES = {"src", "projections"}
WEB = "asbreview/web"
CONTAINED = {
    "the manifest of the assets": f"{WEB}/static/built/manifest.json",
    "styles": f"{WEB}/static/built/*.css",
    "scripts": f"{WEB}/static/built/*.js",
    "the pages' templates": f"{WEB}/templates/*.html.jinja",
    "the letters' texts": "asbreview/letters/texts/*",
    "review procedures": "asbreview/procedures/*.toml",
}
TESTS_FOR_A_WHEEL = (
    "not browser and not slow and not soak and not source and not thorough"
    " and not postgres"  # its programs lie where `nobody` cannot reach them
)
# What a wheel could lack, a module or a file of data, shows in these rooms.
TRIED = ("tests/domain", "tests/store", "tests/reviews")


def main() -> None:
    """Try the wheel; the exit status says whether it is fit to be given away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="2")
    workers = parser.parse_args().workers
    with tempfile.TemporaryDirectory(prefix="asbreview-wheel-") as scratch:
        folder = Path(scratch)
        wheel = build(folder)
        look_into(wheel)
        python = install(wheel, folder)
        run(str(python.parent / "asbreview"), "--help", at=folder)
        try_out(python, folder, workers)


def build(folder: Path) -> Path:
    """Build the wheel from the tree as it is."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder))
    return next(folder.glob("*.whl"))


def look_into(wheel: Path) -> None:
    """Stop if the wheel holds too little or too much."""
    names = zipfile.ZipFile(wheel).namelist()
    top = {PurePosixPath(name).parts[0] for name in names}
    if {part for part in top if not part.endswith(".dist-info")} != PACKAGES:
        raise SystemExit(f"The wheel's top level is {sorted(top)}.")
    sources = (Path(name) for name in in_the_tree() if Path(name).parts[0] in SOURCES)
    left_out = {str(path).removeprefix("src/") for path in sources} - set(names)
    if left_out:
        raise SystemExit(f"The wheel leaves out {sorted(left_out)}.")
    for what, pattern in CONTAINED.items():
        if not fnmatch.filter(names, pattern):
            raise SystemExit(f"The wheel lacks {what} ({pattern}).")


def install(wheel: Path, folder: Path) -> Path:
    """Make an environment of the wheel and what it asks for, as locked."""
    python = folder / "env" / "bin" / "python"
    constraints = ["--constraint", str(ROOT / "requirements.lock")]
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "env"))
    pip = [str(UV), "pip", "install", "--quiet", "--python", str(python)]
    run(*pip, *constraints, f"{wheel}[postgres]")
    run(str(python), "-c", EVERY_MODULE, at=folder)
    run(*pip, *constraints, "--group", "tests")
    return python


EVERY_MODULE = """
import importlib, pkgutil, asbreview, projections
for package in (asbreview, projections):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


def try_out(python: Path, folder: Path, workers: str) -> None:
    """Run the tests upon the installed wheel, from a tree without its sources."""
    tree = folder / "tree"
    for name in in_the_tree():
        if Path(name).parts[0] not in SOURCES:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    pytest = ["-m", "pytest", "-q", "--numprocesses", workers, "-m", TESTS_FOR_A_WHEEL]
    run(str(python), *pytest, *TRIED, at=tree)


def in_the_tree() -> list[str]:
    """Return the files of the project, but none that is made."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = run(*listed, kept=True).splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def run(*command: str, at: Path = ROOT, kept: bool = False) -> str:
    """Run *command*; where it fails, so does this."""
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    environment["UV_LINK_MODE"] = "copy"
    output = subprocess.PIPE if kept else None
    done = subprocess.run(  # noqa: S603  our own words
        command, cwd=at, env=environment, stdout=output, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"The wheel did not stand the trial: {' '.join(command)}")
    return done.stdout or ""


if __name__ == "__main__":
    main()
