"""What lies on a translator's desk: the original and the translation side by side, with all that helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.translation import editing, glossary, memory
from cms.translation.difference import Part, difference
from cms.translation.editing import Conflict, shown
from cms.translation.glossary import GLOSSARY
from cms.translation.localize import StringSegment, StringTranslation
from cms.translation.memory import MEMORY
from cms.translation.models import Job, Status
from cms.translation.segments import label_of
from cms.translation.status import KEPT


@dataclass
class Row:
    """One string: the original, what stands for it, where that came from, and what is offered."""

    id: int
    original: str
    words: str = ""
    origin: str = ""
    unread: bool = False
    kept: bool = False
    problem: str = ""
    theirs: str = ""
    matches: list[memory.Match] = field(default_factory=list)
    terms: list[glossary.Suggestion] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """The words as they were when shown, to tell what was typed since."""
        return self.theirs or self.words

    @property
    def lines(self) -> int:
        """How high the field is, in lines."""
        return max(2, len(self.original) // 45 + 1 + self.original.count("\n"))


@dataclass
class Block:
    """A place of the original with its strings; `changes` are those of the original since the public translation."""

    path: str
    label: str
    status: Status
    rows: list[Row] = field(default_factory=list)
    changes: list[Part] = field(default_factory=list)


def blocks_of(job: Job, conflicts: Iterable[Conflict] = ()) -> list[Block]:
    """All blocks of a job in the original's order; those that the original lost stand last, without strings."""
    model = job.source.specific_content_type.model_class()
    segments = editing.segments_of(job)
    rows = _rows(job, segments, {conflict.segment.pk: conflict for conflict in conflicts})
    texts: dict[str, list[str]] = {}
    found = {}
    for block in job.blocks:
        found[block["path"]] = Block(block["path"], label_of(model, block["path"]), Status(block["status"]))
    for segment in segments:
        path = segment.context.path
        texts.setdefault(path, []).append(segment.string.data)
        block = found.setdefault(path, Block(path, label_of(model, path), Status.IN_PROGRESS))
        block.rows.append(rows[segment.pk])
    for path, block in found.items():
        block.changes = changes_of(job, path, texts.get(path, []))
    return list(found.values())


def changes_of(job: Job, path: str, strings: list[str]) -> list[Part]:
    """What the original's words in that place were when the public translation was made, and are now, word by word;
    empty where nothing changed or nothing was public yet."""
    if job.baseline is None:
        return []
    old, new = ("\n".join(shown(string) for string in words) for words in (job.baseline.get(path, []), strings))
    return difference(old, new) if old != new else []


def _rows(job: Job, segments: list[StringSegment], conflicts: dict[int, Conflict]) -> dict[int, Row]:
    words = editing.words_of(job, segments)
    rows = {}
    for segment in segments:
        row = Row(segment.pk, shown(segment.string.data))
        said = words.get((segment.string_id, segment.context_id))
        if said is not None:
            _fill(row, said)
        if conflict := conflicts.get(segment.pk):
            row.theirs, row.words = conflict.theirs, conflict.mine
        rows[segment.pk] = row
    _offer(job, segments, rows)
    return rows


def _fill(row: Row, said: StringTranslation) -> None:
    row.words = shown(said.data)
    row.kept = said.tool_name == KEPT
    row.unread = said.translation_type == editing.MACHINE
    row.origin = _origin(said)
    row.problem = said.get_error() or ""


def _origin(said: StringTranslation) -> str:
    if said.tool_name == MEMORY:
        return _("From the translation memory")
    if said.tool_name == GLOSSARY:
        return _("From the glossary")
    if said.translation_type == editing.MACHINE:
        return _("Machine translated by %(tool)s, unread") % {"tool": said.tool_name}
    if said.tool_name:
        return _("Machine translated by %(tool)s, read") % {"tool": said.tool_name}
    return ""


def _offer(job: Job, segments: list[StringSegment], rows: dict[int, Row]) -> None:
    """Memory for what nothing stands for yet, and terms for everything."""
    empty = [segment for segment in segments if not rows[segment.pk].words]
    matches = memory.matches({segment.string.data for segment in empty}, job.source_locale, job.locale)
    for segment in empty:
        rows[segment.pk].matches = matches.get(segment.string.data, [])
    terms = glossary.Glossary(job.locale)
    for segment in segments:
        rows[segment.pk].terms = terms.suggestions(segment.string.data)
