"""One file: read, recognised, built and recorded in one transaction; what is not changed is left alone."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.delivery import publications
from cms.importer import read
from cms.importer.build import Builder, Built
from cms.importer.findings import Code, Finding
from cms.importer.indexing import indexes_at_the_end
from cms.importer.models import Import, ImportFinding
from cms.importer.read import RefusedError
from cms.importer.recognise import recognise
from cms.importer.results import Kind, Recognised, Result, finding_results

log = logging.getLogger(__name__)

BATCH = 20  # files in one transaction
MAX_PATH = 1024  # characters that are remembered, the last ones


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `state` is imported, updated, unchanged, left alone, refused or recognised (a dry run)."""

    file: str
    state: str
    result: Result
    findings: list[Finding] = field(default_factory=list)


class Importer:
    """Imports files in one language. `today` decides what a two-digit or missing year can be."""

    def __init__(self, builder: Builder, *, today: datetime.date, kind: Kind | None, publish: bool) -> None:
        self.builder = builder
        self.locale = builder.locale.language_code
        self.today = today
        self.kind = kind
        self.publish = publish
        self._paths: list[Path] = []
        self._places: dict[str, Path] | None = None

    def recognise(self, path: Path) -> Outcome:
        """What the file says; nothing is written."""
        try:
            found = self._recognised(read.read_file(path))
        except RefusedError as refused:
            return _refused(path, self.locale, refused.finding)
        file = readable(path)
        return Outcome(file, "recognised", found.result(file=file, locale=self.locale), found.findings)

    def import_files(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Import the files, a few in each transaction. Whatever goes wrong with one is its outcome: nothing of it is
        left half-written, and the others are imported. For a process of its own (see cms.importer.indexing)."""
        self._paths, self._places = list(paths), None
        with indexes_at_the_end():
            for some in batched(self._paths, BATCH):
                yield from self._import_together(some)

    def _import_together(self, paths: tuple[Path, ...]) -> list[Outcome]:
        try:
            with publications.unit():
                outcomes = [self._import_file(path) for path in paths]
                self.builder.finish()
        except Exception:
            self.builder.forget()
            if len(paths) == 1:
                raise
            log.exception("%s files are imported one by one after all", len(paths))
            return [outcome for path in paths for outcome in self._import_alone(path)]
        return outcomes

    def _import_alone(self, path: Path) -> list[Outcome]:
        try:
            return self._import_together((path,))
        except Exception as error:
            return [self._failed(path, error)]

    def _import_file(self, path: Path) -> Outcome:
        """Import the file in a savepoint of its own."""
        made, logged = len(self.builder.made), len(self.builder.log)
        try:
            with transaction.atomic():
                return self._import(path)
        except Exception as error:
            self.builder.forget(made, logged)
            return self._failed(path, error)

    def _failed(self, path: Path, error: Exception) -> Outcome:
        log.error("%s could not be imported", readable(path), exc_info=error)
        reason = f"{type(error).__name__}: {error}"
        outcome = _refused(path, self.locale, Finding(Code.FAILED, details={"reason": reason}))
        with publications.unit():
            self._record_refusal(path, outcome.findings)
        return outcome

    def _import(self, path: Path) -> Outcome:
        try:
            data = read.read_file(path)
            found = self._recognised(data)
        except RefusedError as refused:
            outcome = _refused(path, self.locale, refused.finding)
            self._record_refusal(path, outcome.findings)
            return outcome
        digest = hashlib.sha256(data).hexdigest()
        before = self._known(path, digest)
        if before is not None and before.status != Import.Status.REFUSED:
            left = self._left_alone(before, digest, found)
            if left is not None:
                return self._outcome(path, left, found, before.page_id)
        page = None
        if before is not None and before.page is not None and before.kind == found.kind:
            page = before.page.specific
        draft = page.get_latest_revision_as_object() if page is not None else None
        built = self.builder.build(found, name=readable(Path(path.name)), publish=self.publish, page=draft)
        self._record(path, before, data, built, found)
        return self._outcome(path, "imported" if page is None else "updated", found, built.page.pk)

    def _recognised(self, data: bytes) -> Recognised:
        return recognise(read.read(data), today=self.today, kind=self.kind)

    def _known(self, path: Path, digest: str) -> Import | None:
        """The import of the same content, wherever it lay then; else what was made of the file of that name, unless
        that content now lies elsewhere: then the file is a new one."""
        records = Import.objects.filter(Q(path=_key(path)) | Q(sha256=digest), locale=self.locale)
        known = list(records) if records.exists() else []  # most files are new, and asking only that is faster
        same = next((one for one in known if one.sha256 == digest), None)
        if same is not None or not known:
            return same
        [before] = known
        place = self._place_of(before.sha256)
        if place is None:
            return before
        self._move(before, place)
        return None

    def _place_of(self, sha256: str) -> Path | None:
        """Where that content lies in this run; the files are read for it only once one of them has changed."""
        if self._places is None:
            self._places = dict(_contents(self._paths))
        return self._places.get(sha256)

    def _move(self, record: Import, place: Path) -> None:
        """Remember the import where its content now lies, or where that place is taken, beside its old one."""
        taken = Import.objects.filter(locale=self.locale, path=_key(place)).exists()
        path = f"{record.path} ({record.sha256[:8]})" if taken else _key(place)
        Import.objects.filter(pk=record.pk).update(path=path[-MAX_PATH:])

    def _left_alone(self, before: Import, digest: str, found: Recognised) -> str | None:
        """Why the page is not touched, as the state of the outcome; None where it is to be written."""
        if before.page is None:
            if before.sha256 == digest:
                found.findings.append(Finding(Code.PAGE_DELETED))
                return "left alone"
            return None
        if before.sha256 == digest:
            is_draft = not before.page.live or before.page.has_unpublished_changes
            if self.publish and is_draft and not self._is_edited(before) and found.may_go_out:
                return None
            found.findings.append(Finding(Code.UNCHANGED))
            return "unchanged"
        if self._is_edited(before):
            finding = Finding(Code.EDITED)
            found.findings.append(finding)
            _keep_finding(before, finding)
            Import.objects.filter(pk=before.pk).update(status=Import.Status.LEFT_ALONE, imported_at=timezone.now())
            return "left alone"
        return None

    def _is_edited(self, before: Import) -> bool:
        """True where an editor changed the page or took it off the site."""
        page = before.page
        if page is None:
            raise LookupError(f"{before} has no page.")
        was_unpublished = page.first_published_at is not None and not page.live
        return was_unpublished or page.latest_revision_id != before.revision_id

    def _record_refusal(self, path: Path, findings: list[Finding]) -> None:
        """Write down why; the page that an earlier state of the file was made into stays known."""
        record, made = Import.objects.get_or_create(
            path=_key(path), locale=self.locale, defaults={"status": Import.Status.REFUSED}
        )
        if made or record.page_id is None:
            Import.objects.filter(pk=record.pk).update(status=Import.Status.REFUSED, imported_at=timezone.now())
            _replace_findings(record, findings)
        else:
            for finding in findings:
                _keep_finding(record, finding)

    def _record(self, path: Path, before: Import | None, data: bytes, built: Built, found: Recognised) -> None:
        """Write down what became of the file."""
        record = before or Import(path=_key(path), locale=self.locale)
        record.sha256 = hashlib.sha256(data).hexdigest()
        record.kind = found.kind
        record.status = Import.Status.PUBLISHED if built.is_published else Import.Status.DRAFT
        record.page_id = built.page.pk
        record.revision_id = built.revision_id
        record.save()
        if before is None:
            ImportFinding.objects.bulk_create(_finding_row(record, finding) for finding in found.findings)
        else:
            _replace_findings(record, found.findings)

    def _outcome(self, path: Path, state: str, found: Recognised, page_id: int | None) -> Outcome:
        file = readable(path)
        return Outcome(file, state, found.result(file=file, locale=self.locale, page_id=page_id), found.findings)


def batched(paths: Iterable[Path], size: int) -> Iterator[tuple[Path, ...]]:
    """The paths in tuples of that size, the last one shorter."""
    rest = iter(paths)
    while some := tuple(itertools.islice(rest, size)):
        yield some


def _key(path: Path) -> str:
    """The file's path as it is remembered."""
    return readable(path.resolve())[-MAX_PATH:]


def readable(path: Path) -> str:
    """The path as text; bytes that are not UTF-8 are written as backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _contents(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The SHA-256 of each file that can be read, with its path."""
    for path in paths:
        with contextlib.suppress(RefusedError):
            yield hashlib.sha256(read.read_file(path)).hexdigest(), path


def _refused(path: Path, locale: str, finding: Finding) -> Outcome:
    file = readable(path)
    result = Result(file=file, locale=locale, findings=finding_results([finding]))
    return Outcome(file, "refused", result, [finding])


def _finding_row(record: Import, finding: Finding) -> ImportFinding:
    return ImportFinding(
        record=record, code=finding.code, line=finding.line, field=finding.field, details=finding.details
    )


def _replace_findings(record: Import, findings: list[Finding]) -> None:
    """The findings in place of earlier ones; what an editor settled stays settled."""
    settled = {old.key(): old for old in record.findings.exclude(settled_at=None)}
    record.findings.all().delete()
    made = [_finding_row(record, finding) for finding in findings]
    for row in made:
        old = settled.get(row.key())
        if old is not None:
            row.settled_at, row.settled_by_id = old.settled_at, old.settled_by_id
    ImportFinding.objects.bulk_create(made)


def _keep_finding(record: Import, finding: Finding) -> None:
    if not record.findings.filter(code=finding.code, settled_at=None).exists():
        _finding_row(record, finding).save()
