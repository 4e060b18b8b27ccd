"""Taking the words of a file over: only into strings that say what the file was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from cms.content.plain_text import plain_text
from cms.delivery import publications
from cms.translation import editing, localize, status
from cms.translation.exchange.received import Received, Unit, canonical
from cms.translation.exchange.report import Report, excerpt
from cms.translation.localize import String, StringSegment, StringTranslation, TranslationContext
from cms.translation.models import Job
from cms.translation.segments import label_of

ZERO = "\x00"  # ends strings elsewhere: words with it were cut, and no database keeps it
LETTERS_OF_COUNTRY = 2  # ISO 3166-1; other parts of a tag, such as Simple, make another language


def take(job: Job, received: Iterable[Received], user: Any) -> Report:
    """Let the words of the file stand for the job's strings, as if the user had typed them; says what became of each.

    Words for an original that says something else now are kept in the memory. Raises InReviewError while the text is
    handed over.
    """
    received = list(received)
    with publications.unit():
        locked = Job.objects.select_for_update().get(pk=job.pk)
        if locked.is_submitted:
            raise editing.InReviewError(_("The translation is in review: take it back before you change it."))
        mine = [one for one in received if one.key == str(job.key)]
        if not mine:
            return Report(refused=_("The file belongs to another text."))
        found = next((one for one in mine if is_in(one.language, job.locale.language_code)), None)
        if found is None:
            return Report(refused=_("The file is a translation into another language."))
        return _Taking(job, found, user).run()


def is_in(language: str, code: str) -> bool:
    """True for the code itself, however a tool writes it, and for its language as some country speaks it: `en_GB`."""
    said = language.strip().replace("_", "-").casefold()
    base, _hyphen, country = said.partition("-")
    return code.casefold() in {said, base if len(country) == LETTERS_OF_COUNTRY else said}


class _Taking:
    def __init__(self, job: Job, received: Received, user: Any) -> None:
        self.job, self.received, self.user = job, received, user
        self.report = Report()
        self.words = editing.words_of(job)
        segments = editing.segments_of(job)
        self.segments = {(segment.context.path, canonical(segment.string.data)): segment for segment in segments}
        self.paths = {path for path, _original in self.segments}
        self.names = editing.names_of(job, segments)
        self.places = {self.names[segment.pk]: segment.context.path for segment in segments}

    def run(self) -> Report:
        entries: dict[int, editing.Entry] = {}
        unknown: list[Unit] = []
        for unit in map(self._placed, self.received.units):
            segment = self.segments.get((unit.path, canonical(unit.original)))
            if segment is None:
                unknown.append(unit)
            elif entry := self._entry(segment, unit):
                entries[segment.pk] = entry
        self.report.taken = len(entries)
        editing.write(self.job, entries, self.user)
        self._keep(unknown)
        status.refresh(self.job)
        return self.report

    def _placed(self, unit: Unit) -> Unit:
        """The unit with its path, where the file calls its place by a name only."""
        return unit if unit.path else replace(unit, path=self.places.get(unit.name, unit.name))

    def _entry(self, segment: StringSegment, unit: Unit) -> editing.Entry | None:
        """What the file writes for the string; None where nothing changes, with the reason in the report."""
        stood = self.words.get((segment.string_id, segment.context_id))
        stored = stood.data if stood is not None else ""
        words = editing.clean(unit.translation)
        same = bool(words) and canonical(words) == canonical(stored)
        is_machine = stood is not None and stood.translation_type == editing.MACHINE
        if same and not (is_machine and unit.finished):
            self.report.unchanged += 1
        elif unit.problem or ZERO in unit.translation or _is_broken(segment, words):
            self.report.broken.append(self._place(unit))
        elif not unit.finished or not words:
            self.report.unfinished += 1
            if words:
                self.report.marked.append(self._place(unit))
        elif same:
            return editing.Entry(stored, seen=stored, read=True)
        elif stood is not None and self._is_newer(stood):
            self.report.newer.append(self._place(unit))
        else:
            return editing.Entry(words, seen=stored)
        return None

    def _is_newer(self, stood: StringTranslation) -> bool:
        """True for words that somebody else wrote after the file was made."""
        written_at, author = self.received.written_at, stood.last_translated_by_id
        by_others = author is not None and author != getattr(self.user, "pk", None)
        return by_others and written_at is not None and stood.updated_at > written_at

    def _keep(self, units: list[Unit]) -> None:
        """Keep words for what the original said once where the memory finds them; the rest was never ours."""
        strings, contexts = self._known(units)
        rows: dict[tuple[int, int], StringTranslation] = {}
        for unit in units:
            string, context = strings.get(canonical(unit.original)), contexts.get(unit.path)
            if string is None or context is None:
                # What cannot be read of an original is no reason to say that its place is gone.
                unreadable = unit.problem and unit.path in self.paths
                (self.report.broken if unreadable else self.report.unknown).append(self._place(unit))
                continue
            words = editing.clean(unit.translation)
            segment = StringSegment(string=string, context=context)
            if unit.problem or ZERO in unit.translation or _is_broken(segment, words):
                self.report.broken.append(self._place(unit))
                continue
            self.report.outdated.append(self._place(unit))
            if words and unit.finished:
                rows[string.pk, context.pk] = self._row(string, context, words)
        # In bulk, without signals: those of wagtail-localize would call the page by its old title.
        StringTranslation.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=["data", "translation_type", "tool_name", "last_translated_by", "has_error", "updated_at"],
        )

    def _known(self, units: list[Unit]) -> tuple[dict[str, String], dict[str, TranslationContext]]:
        strings = localize.strings_named({unit.original for unit in units}, self.job.source_locale_id)
        contexts = TranslationContext.objects.filter(object_id=self.job.key)
        return {canonical(one.data): one for one in strings}, {one.path: one for one in contexts}

    def _row(self, string: String, context: TranslationContext, words: str) -> StringTranslation:
        return StringTranslation(
            translation_of=string,
            locale_id=self.job.locale_id,
            context=context,
            data=words,
            translation_type=editing.MANUAL,
            last_translated_by=self.user,
        )

    def _place(self, unit: Unit) -> str:
        """What the string is called at the desk, or was when the file was written."""
        segment = self.segments.get((unit.path, canonical(unit.original)))
        name = self.names[segment.pk] if segment is not None else unit.name
        if name == unit.path and name:
            name = label_of(apps.get_model(self.job.model), name)
        return ": ".join(filter(None, (excerpt(name), excerpt(plain_text(unit.original)))))


def _is_broken(segment: StringSegment, words: str) -> bool:
    return bool(localize.markup_problem(segment.string.data, words))
