"""Which texts a letter is drafted with: those shipped, and what its area supplied."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from asbreview.domain.procedure import Procedure


def edition_of_texts(procedure: Procedure) -> str:
    """Name the texts that letters under a procedure are written with today.

    Those of the area are in the log with the version of the procedures; of those that
    are shipped this is a hash, the same wherever the same release is installed.
    """
    supplied = procedure.letters.texts or procedure.letters.languages
    of_area = f"{procedure.procedure_id} {procedure.version}, " if supplied else ""
    return f"{of_area}shipped {_shipped()}"


@cache
def _shipped() -> str:
    digest = sha256()
    for name, text in sorted(_texts_in(files("asbreview.letters") / "texts", "")):
        digest.update(name.encode() + b"\0" + text + b"\0")
    return digest.hexdigest()[:12]


def _texts_in(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        name = f"{path}/{each.name}"
        if each.is_dir():
            yield from _texts_in(each, name)
        else:
            yield name, each.read_bytes()
