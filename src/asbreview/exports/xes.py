"""XES (IEEE 1849), which knows but one case for each event."""

from io import TextIOWrapper
from typing import Final

from asbreview.exports.object_log import EVENT_ATTRIBUTES, ObjectLog, Progress
from asbreview.exports.ocel_xml import HEAD
from asbreview.exports.traces import Step, Traces

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
    for case_id, steps in traces:
        file.write(f'<trace><string key="concept:name" value="{case_id}"/>\n')
        file.writelines(_event(step, log.officers[step.officer_id]) for step in steps)
        file.write("</trace>\n")
    file.write("</log>\n")


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
