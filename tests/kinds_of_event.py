"""Every kind of event there is, for tests that ask something of each."""

import importlib
import pkgutil

import asbreview.domain
from asbreview.domain.model import Event

for _module in pkgutil.walk_packages(asbreview.domain.__path__, "asbreview.domain."):
    importlib.import_module(_module.name)


def _kinds(kind):
    for each in kind.__subclasses__():
        if each.__module__.startswith("asbreview."):
            yield each
        yield from _kinds(each)


EVENTS = sorted(
    {kind for kind in _kinds(Event) if "TOPIC" in kind.__dict__},
    key=lambda kind: kind.TOPIC,
)
