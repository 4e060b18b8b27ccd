"""What the command says: a line per file, or a line of JSON, and the totals at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cms.importer.findings import Code
from cms.importer.importing import Outcome

KINDS = {
    "press_release": "press release",
    "practice_report": "practice report",
    "meeting_documentation": "meeting documentation",
    None: "unknown kind",
}


def lines(outcome: Outcome) -> Iterator[str]:
    """The outcome of one file for a person to read."""
    result = outcome.result
    what = f" {KINDS[result.kind]} “{result.title or 'without a title'}”" if result.kind else ""
    where = f", page {result.page_id}" if result.page_id else ""
    yield f"{outcome.file}: {outcome.state}{what}{where}"
    for finding in result.findings:
        at = f"line {finding.line}: " if finding.line else ""
        yield f"    {at}{finding.message}"


def totals(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """How many files of each kind came to which end, and how often each finding was made."""
    outcomes = list(outcomes)
    by_kind = Counter((KINDS[outcome.result.kind], outcome.state) for outcome in outcomes)
    found = Counter(finding.code for outcome in outcomes for finding in outcome.findings)
    yield ""
    yield from _table(["kind", "state", "files"], [[*key, str(number)] for key, number in sorted(by_kind.items())])
    if found:
        yield ""
        rows = [[code.value, str(Code(code).label), str(number)] for code, number in found.most_common()]
        yield from _table(["finding", "", "files"], rows)


def _table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        last = row[-1].rjust(widths[-1])
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)), last])
