"""XES (IEEE 1849), which knows but one case for each event."""

from io import TextIOWrapper
from typing import Final

from asbreview.exports.object_log import ObjectLog, Progress
from asbreview.exports.ocel_xml import HEAD
from asbreview.exports.traces import Step, Traces

XES: Final = "http://www.xes-standard.org/"
EXTENSIONS: Final = "".join(
    f'<extension name="{prefix.title()}" prefix="{prefix}"'
    f' uri="{XES}{prefix}.xesext"/>\n'
    for prefix in ("concept", "time", "org")
)


def write_xes(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the cases: the events of each, in order of time."""
    traces = Traces()
    for events in log.portions(progress):
        traces.take(events)
    file.write(f'{HEAD}<log xes.version="1849-2016" xmlns="{XES}">{EXTENSIONS}')
    for case_id, steps in traces:
        file.write(f"<trace>{_string('concept:name', case_id)}")
        file.writelines(map(_event, steps))
        file.write("</trace>\n")
    file.write("</log>\n")


def _event(step: Step) -> str:
    result = "" if step.result is None else _string("result", step.result)
    return (
        f"<event>{_string('concept:name', step.kind)}"
        f"{_date('time:timestamp', step.at)}"
        f"{_string('org:resource', step.officer_id)}"
        f"{_string('happened_on', step.happened_on)}"
        f"{_date('recorded_at', step.recorded_at)}{result}</event>\n"
    )


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value="{value}"/>\n'


def _date(key: str, value: str) -> str:
    return f'<date key="{key}" value="{value}"/>\n'
