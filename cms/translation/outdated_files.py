"""Whether a translation's own file was chosen before its original got another one.

It is noted with the job whenever a file, an original or a translation changes, and gone when the own one is renewed or
somebody says that it still holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.content.models import OwnFacts
from cms.delivery import publications
from cms.delivery.sources import Source
from cms.translation import own, status
from cms.translation.models import Job, original_of
from cms.translation.requesting import approved_form
from cms.translation.segments import texts_of


def follow(touched: Collection[Source], pages: Iterable[Page]) -> None:
    """Compare the own files of all translations that the touched files, and these pages, are about."""
    keys_of: dict[Any, set[UUID]] = defaultdict(set)
    for page in pages:
        if issubclass(model := page.specific_class or Page, OwnFacts):
            keys_of[model].add(page.translation_key)
    keys = set().union(*keys_of.values())
    files = _files_among(touched)
    if not keys and not files:
        return
    wanted = Q(key__in=keys) | ~Q(own_files={}) if files else Q(key__in=keys)
    jobs = list(Job.objects.filter(wanted).select_related("locale", "translation__source"))
    having = _having_own(keys_of) if any(job.key in keys for job in jobs) else set()
    for job in jobs:
        if job.key in having or (job.own_files and (job.key in keys or files & _named_in(job))):
            compare(job)


def compare(job: Job) -> None:
    """Note what the original's files were when the translation's own came to be, and since when they are others."""
    original, target = original_of(job), _target(job)
    said = approved_form(original) if isinstance(original, OwnFacts) else None
    if said is None or not isinstance(target, OwnFacts):
        return
    names = own.fields_of(target) if target.live else frozenset()
    found = {name: _compared(job.own_files.get(name), said, target, name) for name in sorted(names)}
    if found != job.own_files:
        job.own_files = found
        job.save(update_fields=["own_files"])
        status.refresh(job, texts_of(said))


def confirm(job: Job, names: Iterable[str]) -> None:
    """Say that the translation's own files hold beside those that the original has now."""
    left = {name: said for name, said in job.own_files.items() if name not in set(names)}
    if left != job.own_files:
        with publications.unit():
            job.own_files = left
            job.save(update_fields=["own_files"])
            compare(job)


def told(job: Job) -> dict[str, str]:
    """Of each own file that is outdated, by its field, the sentence that says so."""
    original = original_of(job)
    return {name: _sentence(original, name, since) for name, since in job.outdated_files.items()}


def _sentence(original: Any, name: str, since: Any) -> str:
    words = {
        "field": capfirst(original._meta.get_field(name).verbose_name),
        "day": formats.date_format(timezone.localtime(since), "SHORT_DATETIME_FORMAT"),
    }
    if own.files_of(original, name):
        return _("%(field)s: the original has had a new file since %(day)s.") % words
    return _("%(field)s: the original has had no file since %(day)s.") % words


def _compared(before: Mapping[str, Any] | None, original: Any, target: Any, name: str) -> dict[str, Any]:
    mine, theirs = _marks(target, name), _marks(original, name)
    if before is None or before["own"] != mine:
        return {"own": mine, "original": theirs, "since": None}
    since = None if before["original"] == theirs else before["since"] or timezone.now().isoformat()
    return {**before, "since": since}


def _marks(page: Any, name: str) -> list[list[Any]]:
    """By what files are told from others: which ones they are, and their content."""
    return [[file.pk, file.file_hash] for file in own.files_of(page, name)]


def _named_in(job: Job) -> set[int]:
    return {pk for said in job.own_files.values() for pk, _hash in [*said["own"], *said["original"]]}


def _having_own(keys_of: Mapping[Any, set[UUID]]) -> set[UUID]:
    """Those of the keys that some translation has files of its own under, given by the model of their pages."""
    found: set[UUID] = set()
    for model, keys in keys_of.items():
        having = model._default_manager.filter(translation_key__in=keys).exclude(own_fields=[])
        found |= set(having.values_list("translation_key", flat=True))
    return found


def _files_among(touched: Collection[Source]) -> set[int]:
    kind = get_document_model()._meta.label_lower
    return {int(source.value) for source in touched if source.kind == kind and source.value != "*"}


def _target(job: Job) -> Any:
    page = Page.objects.filter(translation_key=job.key, locale=job.locale_id).first()
    return page.specific if page is not None else None
