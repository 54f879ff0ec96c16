"""What `asbreview` can be told on the command line, a module per command."""

from asbreview.commands.procedures import procedures
from asbreview.commands.threshold import threshold
from asbreview.commands.timetable import timetable

__all__ = ["procedures", "threshold", "timetable"]
