"""Printing a report: tagged (PDF/UA-1), its charts as pictures told in words."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from asbreview.letters.pdf import STANDARD, fonts
from asbreview.reports.document import Block, Drawn, Report, Table

PROGRAM: Final = Path(__file__).with_name("report.typ")


def printed_report(report: Report) -> bytes:
    """Print a report; the same report gives the same bytes.

    What it says is computed, but for what somebody wrote for it: a character of that
    which no font shows stops it with a `typst.TypstError`.
    """
    midnight = datetime.combine(report.dated, time(), UTC)
    said = json.dumps(_data(report), ensure_ascii=False)
    compiler = typst.Compiler(PROGRAM, font_paths=fonts(), sys_inputs={"report": said})
    pdf = compiler.compile(
        format="pdf", pdf_standards=[STANDARD], timestamp=int(midnight.timestamp())
    )
    assert isinstance(pdf, bytes)  # noqa: S101
    return pdf


def _data(report: Report) -> dict[str, Any]:
    on = report.dated
    return {
        "title": report.title,
        "about": report.about,
        "for_whom": report.for_whom,
        "partnership": report.partnership,
        "what_it_is": report.what_it_is,
        "counted": report.counted,
        "dated": {"year": on.year, "month": on.month, "day": on.day},
        "sections": [
            {"title": section.title, "blocks": [_block(b) for b in section.blocks]}
            for section in report.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    told = asdict(block) | {"kind": block.kind}
    if isinstance(block, Table):
        told["numeric"] = block.numeric
    if isinstance(block, Drawn):
        told |= {"svg": str(block.svg), "alt": f"{block.title}. {block.sentence}"}
        told["table"] = _block(block.table)
    return told
