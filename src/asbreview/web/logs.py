"""What is written down of a failure: where it was, and nothing of whom.

No address as it was asked, nothing typed, no message of an exception and no value of a
variable: any of them may tell of a person.
"""

import json
import sys
from secrets import token_hex
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final

from litestar.logging.config import StructLoggingConfig
from litestar.types import Scope
from structlog.contextvars import merge_contextvars
from structlog.processors import (
    JSONRenderer,
    TimeStamper,
    add_log_level,
    format_exc_info,
)

from asbreview.access.drafts import TooManyDrafts
from asbreview.domain.errors import NoSuchThing
from asbreview.web.answering_who import NotAnswering
from asbreview.web.applicants import FloodedBy, NothingBegun
from asbreview.web.following import NotFollowing
from asbreview.web.proof import ProofNeeded
from asbreview.web.sessions import SecondFactorFirst

TOLD_ON_A_PAGE: Final[set[int | type[Exception]]] = {
    *(400, 401, 403, 404, 405, 410, 413),
    NoSuchThing,
    NothingBegun,
    FloodedBy,
    NotFollowing,
    NotAnswering,
    ProofNeeded,
    SecondFactorFirst,
    TooManyDrafts,
}
FRAMES: Final = 12


def logging() -> StructLoggingConfig:
    """Return how failures are logged: always, whatever the mode."""
    return StructLoggingConfig(
        log_exceptions="always",
        disable_stack_trace=TOLD_ON_A_PAGE,
        exception_logging_handler=_write,
        cache_logger_on_first_use=False,
        pretty_print_tty=False,
        processors=[
            merge_contextvars,
            add_log_level,
            format_exc_info,
            TimeStamper(fmt="iso", utc=True),
            JSONRenderer(serializer=_in_ascii),
        ],
    )


def _in_ascii(told: Any, **_: Any) -> bytes:
    """Write an event as one line that no program takes for two, and no terminal obeys.

    JSON lets U+2028, U+0085 and what turns a text round stand as they are; not so
    whoever reads a log line by line.
    """
    return json.dumps(told, default=str, separators=(",", ":")).encode("ascii")


def fault_id(scope: Scope) -> str:
    """Return the id by which a failure is found in the log."""
    found: str = scope["state"].setdefault("fault_id", token_hex(4))
    return found


def _write(logger: Any, scope: Scope, _: list[str]) -> None:
    kind, raised, trace = sys.exc_info()
    logger.error(
        "A page failed",
        fault_id=fault_id(scope),
        method=scope.get("method"),
        page=scope.get("path_template"),
        raised=[kind.__name__ if kind else "", *_causes(raised)],
        where=_where(trace),
    )


def _causes(raised: BaseException | None) -> list[str]:
    cause = raised and (raised.__cause__ or raised.__context__)
    return [type(cause).__name__, *_causes(cause)] if cause else []


def _where(trace: TracebackType | None) -> list[str]:
    return [f"{f.filename}:{f.lineno} {f.name}" for f in extract_tb(trace)[-FRAMES:]]
