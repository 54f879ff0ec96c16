"""What is asked about a file, and of its virus scan."""

from typing import ClassVar
from uuid import UUID

from asbreview.web.files_sent import GivenFile
from asbreview.web.forms import Day, Form, Says, Text


class FileForm(Form):
    """A file given as evidence."""

    SAYS: ClassVar = {
        "description": Says.enter("what the file shows"),
        "giver_id": Says.select("who gave the file"),
        "received_on": Says.enter("the date on which it was received"),
        "file": Says("Choose the file", "The file"),
    }

    description: Text
    giver_id: UUID
    received_on: Day
    file: GivenFile


class ScanForm(Form):
    """To have a file scanned asks nothing."""
