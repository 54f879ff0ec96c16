"""The pages' styles, scripts and pictures, each under a name made of its content."""

import json
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final, NamedTuple

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from asbreview.web.sessions import PUBLIC

STATIC: Final = Path(__file__).parent / "static"
BUILT: Final = STATIC / "built"
OURS: Final = ("asbreview.css", "favicon.svg", "signed-in.js")
FOR_EVER: Final = "public, max-age=31536000, immutable"


class AssetsMissing(RuntimeError):
    """The pages' styles and scripts have not been built; run `make setup`."""


class Asset(NamedTuple):
    """A file as it is served."""

    content: bytes
    media_type: str


class Assets:
    """Every file the pages need, read once."""

    def __init__(self) -> None:
        manifest = BUILT / "manifest.json"
        if not manifest.exists():
            raise AssetsMissing(str(AssetsMissing.__doc__))
        self._names: dict[str, str] = json.loads(manifest.read_text())
        self._served = {
            served: _read(BUILT / served) for served in self._names.values()
        }
        for name in OURS:
            self._add(name)

    def address(self, name: str) -> str:
        """Return where a file is served: "govuk.css"."""
        return f"/static/{self._names[name]}"

    def served(self, name: str) -> Asset:
        """Return a file by the name it is served under."""
        if name not in self._served:
            raise NotFoundException
        return self._served[name]

    def _add(self, name: str) -> None:
        asset = _read(STATIC / name)
        stem, _, kind = name.rpartition(".")
        self._names[name] = f"{stem}.{sha256(asset.content).hexdigest()[:10]}.{kind}"
        self._served[self._names[name]] = asset


@cache
def assets() -> Assets:
    """Return every file the pages need, as this process serves them."""
    return Assets()


def _read(file: Path) -> Asset:
    kind = guess_type(file.name)[0] or "application/octet-stream"
    return Asset(file.read_bytes(), kind)


class StaticFiles(Controller):
    """The files themselves; what is asked for by its content never changes."""

    path = "/static"
    opt: dict[str, Any] | None = {PUBLIC: True}  # noqa: RUF012  as the framework has it

    @get("/{name:path}", sync_to_thread=False)
    def serve(
        self, name: FromPath[Path], assets: NamedDependency[Assets]
    ) -> Response[bytes]:
        """Serve a file, to be kept for ever."""
        asset = assets.served(name.as_posix().lstrip("/"))
        return Response(
            asset.content,
            media_type=asset.media_type,
            headers={"Cache-Control": FOR_EVER},
        )
