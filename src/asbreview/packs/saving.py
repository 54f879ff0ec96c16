"""What is saved of a pack beside the document: its proofs, and what checks them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pikepdf

from asbreview.packs.proofs_told import PROOFS, VERIFIER, verifier


def proofs_of(pdf: bytes) -> bytes | None:
    """Return the proofs that lie in a pack; nothing where none do."""
    with pikepdf.open(BytesIO(pdf)) as pack:
        found = pack.attachments.get(PROOFS)
        return found.get_file().read_bytes() if found is not None else None


def proofs_in(pdf: bytes) -> bytes | None:
    """Return the proofs of a pack with the program that checks them, packed."""
    proofs = proofs_of(pdf)
    if proofs is None:
        return None
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as into:
        for name, content in ((PROOFS, proofs), (VERIFIER, verifier())):
            into.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()
