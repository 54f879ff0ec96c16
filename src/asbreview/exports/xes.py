"""XES (IEEE 1849), which knows but one case for each event.

What days are reckoned by stands before the cases, an attribute of the log each: its key
is the object's name, its value the object's kind; what is known of it is nested, with
the instant it is known from.  Each case names its version of the procedures.
"""

from datetime import datetime
from io import TextIOWrapper
from typing import Final
from xml.sax.saxutils import quoteattr

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    ObjectLog,
    Progress,
    stamp,
)
from asbreview.exports.ocel_xml import HEAD
from asbreview.exports.reckoning import ATTRIBUTES
from asbreview.exports.things import Thing
from asbreview.exports.traces import Step, Traces

PROCEDURE: Final = "procedure_version"
XES: Final = "http://www.xes-standard.org/"
EXTENSIONS: Final = "".join(
    f'<extension name="{prefix.title()}" prefix="{prefix}"'
    f' uri="{XES}{prefix}.xesext"/>\n'
    for prefix in ("concept", "time", "org")
)

_TAGS: Final = {
    name: "date" if kind == "time" else kind for name, kind in EVENT_ATTRIBUTES.items()
}


def write_xes(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the cases: the events of each, in order of time."""
    traces = Traces()
    for events in log.portions(progress):
        traces.take(events)
    file.write(f'{HEAD}<log xes.version="1849-2016" xmlns="{XES}">{EXTENSIONS}')
    file.writelines(map(_reckoned_by, log.things.of_kinds(ATTRIBUTES)))
    for of, steps in traces:
        file.write(f'<trace><string key="concept:name" value="{of.case_id}"/>\n')
        if of.under:
            file.write(f'<string key="{PROCEDURE}" value="{of.under}"/>\n')
        file.writelines(_event(step, log.officers[step.officer_id]) for step in steps)
        file.write("</trace>\n")
    file.write("</log>\n")


def _reckoned_by(thing: Thing) -> str:
    """Write an object with all that was known of it when; the latest is told plainly.

    Keys are not to be had twice: what was known before has its instant in the key.
    """
    told: dict[str, tuple[datetime, str]] = {}
    for name, since, value in thing.attributes:
        if name in told:
            before, its_value = told[name]
            told[f"{name} from {stamp(before)}"] = before, its_value
        told[name] = since, value
    own = "".join(
        f'<string key="{key}" value={quoteattr(value)}>'
        f'<date key="known_from" value="{stamp(since)}"/></string>\n'
        for key, (since, value) in told.items()
    )
    return f'<string key="{thing.object_id}" value="{thing.kind}">\n{own}</string>\n'


def _event(step: Step, role: str) -> str:
    own = "".join(
        f'<{_TAGS[name]} key="{name}" value="{value}"/>\n'
        for name, value in step.attributes.items()
    )
    return (
        f'<event><string key="concept:name" value="{step.kind}"/>\n'
        f'<string key="concept:instance" value="{step.event_id}"/>\n'
        f'<date key="time:timestamp" value="{step.at}"/>\n'
        f'<string key="org:resource" value="{step.officer_id}"/>\n'
        f'<string key="org:role" value="{role}"/>\n'
        f"{own}</event>\n"
    )
