"""What lies on a translator's desk: the original and the translation side by side, with all that helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from cms.delivery.withdrawal import WITHDRAW
from cms.translation import editing, glossary, localize, memory, submission
from cms.translation.difference import Part, difference
from cms.translation.editing import Conflict, shown
from cms.translation.glossary import GLOSSARY
from cms.translation.localize import StringSegment, StringTranslation
from cms.translation.memory import MEMORY
from cms.translation.models import Job, Status, Texts
from cms.translation.segments import places_of, strings_in, texts_of, texts_of_source
from cms.translation.status import KEPT, block_statuses, has_outdated_words, state_of

# A place of these is not finished; in the others nothing is to be written.
TO_WRITE = (Status.IN_PROGRESS, Status.MACHINE)


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
    place: str = ""
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
    """A place of the original with its strings; `changes` are those of the original since the public translation,
    `later` those since the version in review was handed over, and `reworded` how the version in review differs from the
    public translation."""

    path: str
    label: str
    status: Status
    told: str = ""
    rows: list[Row] = field(default_factory=list)
    changes: list[Part] = field(default_factory=list)
    later: list[Part] = field(default_factory=list)
    reworded: list[Part] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True where words are missing or outdated."""
        if self.status == Status.OUTDATED:
            return True
        return self.status in TO_WRITE and any(not row.words or row.problem for row in self.rows)

    @property
    def is_unread(self) -> bool:
        """True where all words are there, and some wait for somebody to confirm that they are right."""
        return self.status == Status.MACHINE and not self.is_open


def blocks_of(job: Job, conflicts: Iterable[Conflict] = ()) -> list[Block]:
    """All blocks of a job in the original's order, each under a name of its own; those that the original lost stand
    last, without strings. Of a version in review these are the words that were handed over, beside what they were made
    from."""
    found = {block["path"]: Block(block["path"], "", Status(block["status"])) for block in job.blocks}
    segments = editing.segments_of(job)
    now = texts_of_source(job.source)
    if job.is_submitted:
        made_from = job.handed_over or {}
        statuses = block_statuses(state_of(job, made_from))
        for path, rows in _handed_over(job).items():
            found.setdefault(path, Block(path, "", Status.IN_REVIEW)).rows = rows
            found[path].status = statuses[path]
        public = texts_of(submission.target_of(job)) if job.is_public else {}
        for path, block in found.items():
            block.later = _difference(made_from.get(path, []), now.get(path, []))
            if path in public:
                # The words of a string stand once, however often its original does.
                block.reworded = _difference(public[path], dict.fromkeys(row.words for row in block.rows))
    else:
        made_from = now
        rows_by_id = _rows(job, segments, {conflict.segment.pk: conflict for conflict in conflicts})
        for segment in segments:
            path = segment.context.path
            found.setdefault(path, Block(path, "", Status.IN_PROGRESS)).rows.append(rows_by_id[segment.pk])
    for path, block in found.items():
        block.changes = changes_of(job, path, made_from.get(path, []))
    _name(job, list(found.values()))
    return list(found.values())


def has_moved_on(job: Job) -> bool:
    """True where the original says something else than it did when the version in review was handed over."""
    return job.is_submitted and job.handed_over != texts_of_source(job.source)


def moved_on(job: Job | None) -> list[str]:
    """The sentences that say so, for those who look at the page; nothing where it has not."""
    if job is None:
        return []
    changed = [_("The original has changed since this translation was handed over.")] if has_moved_on(job) else []
    return [*withdrawn_since(job), *changed]


def moved_on_as_approved(job: Job | None) -> list[str]:
    """The same for who has just approved the translation, whether it is public by now or waits for its moment."""
    if job is None or job.is_submitted:
        return moved_on(job)
    return [_("The original has changed since this translation was handed over.")] if has_outdated_words(job) else []


def withdrawn_since(job: Job) -> list[str]:
    """The sentence that says that the original was withdrawn after the version in review was handed over, and why."""
    if not job.is_submitted:
        return []
    withdrawn = PageLogEntry.objects.filter(action=WITHDRAW, timestamp__gte=job.submitted_at)
    of_original = Page.objects.filter(translation_key=job.key, locale=job.source_locale_id)
    last = withdrawn.filter(page__in=of_original).order_by("-timestamp").first()
    if last is None:
        return []
    if reason := last.data.get("reason"):
        return [_("The original was withdrawn after this was handed over: “%(reason)s”") % {"reason": reason}]
    return [_("The original was withdrawn after this was handed over.")]


def _name(job: Job, blocks: list[Block]) -> None:
    """Give every block the name of its place, numbered where several have the same, and what is said of its status."""
    original = localize.frozen(job.source)
    places = places_of(original, (block.path for block in blocks))
    for block in blocks:
        block.label, block.told = places[block.path], job.told(block.status)
        for row, name in zip(block.rows, strings_in(block.label, len(block.rows)), strict=True):
            row.place = name


def changes_of(job: Job, path: str, strings: list[str]) -> list[Part]:
    """What the original's words in that place were when the public translation was made, and are now, word by word;
    empty where nothing changed or nothing was public yet."""
    if job.baseline is None:
        return []
    return _difference(job.baseline.get(path, []), strings)


def _difference(before: Iterable[str], after: Iterable[str]) -> list[Part]:
    old, new = ("\n".join(shown(string) for string in words) for words in (before, after))
    return difference(old, new) if old != new else []


def _handed_over(job: Job) -> dict[str, list[Row]]:
    """The strings that the version in review was made from, by their place, with the words that stand for them."""
    handed_over: Texts = job.handed_over or {}
    words = {
        (said.context.path, said.translation_of.data): said
        for said in StringTranslation.objects.filter(
            locale_id=job.locale_id, context__object_id=job.key, context__path__in=handed_over
        ).select_related("context", "translation_of")
    }
    terms = glossary.Glossary(job.locale)
    found: dict[str, list[Row]] = {}
    for path, strings in handed_over.items():
        for string in strings:
            said = words.get((path, string))
            row = Row(said.pk if said else 0, shown(string), terms=terms.suggestions(string))
            if said is not None:
                _fill(row, said)
            found.setdefault(path, []).append(row)
    return found


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
    if said.tool_name == KEPT:
        return ""  # nobody made it
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
