"""What a process may use that looks into a file somebody sent."""

import resource
from typing import Final

MEMORY: Final = 1 << 30  # bytes
SECONDS: Final = 25  # of a processor


def limit() -> None:
    """Limit this process: a file made to exhaust a machine ends it alone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
