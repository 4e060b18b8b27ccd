"""What keeps every job in line with its original and with what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision, TranslatableMixin
from wagtail.signals import page_published, workflow_cancelled, workflow_rejected

from cms.content.models import Message
from cms.delivery import publications
from cms.delivery.chunks import chunks
from cms.delivery.sources import PAGE, Source
from cms.delivery.statements import filling, parameters, statement
from cms.translation import facts, names, outdated_files, own, requesting, status, submission, upgrading
from cms.translation.adopting import adopt, is_copy
from cms.translation.models import Job, original_of
from cms.translation.segments import texts_of

# What documents tell of a job, or whether they are public by.
TOLD = {"status", "blocks", "released_at", "excluded", "baseline", "source_locale", "own_files"}


def connect() -> None:
    publications.before_flush.connect(follow, dispatch_uid="translation.follow")
    pre_save.connect(names.remember, dispatch_uid="translation.names_before")
    post_save.connect(names.follow_by_hand, dispatch_uid="translation.names")
    post_delete.connect(on_deleted, dispatch_uid="translation.deleted")
    post_save.connect(on_job, sender=Job, dispatch_uid="translation.job")
    post_delete.connect(on_job, sender=Job, dispatch_uid="translation.job_deleted")
    pre_delete.connect(on_file_deleted, sender=get_document_model(), dispatch_uid="translation.file_deleted")
    post_save.connect(on_approved, sender=Revision, dispatch_uid="translation.approved")
    page_published.connect(on_published, dispatch_uid="translation.published")
    workflow_rejected.connect(on_returned, dispatch_uid="translation.rejected")
    workflow_cancelled.connect(on_returned, dispatch_uid="translation.cancelled")


def on_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A text that is gone has no translations, and a translation that is gone can be asked for anew."""
    if not isinstance(instance, TranslatableMixin) or sender is Page:
        return
    jobs = Job.objects.filter(key=instance.translation_key)
    jobs.filter(Q(locale=instance.locale_id) | Q(source_locale=instance.locale_id)).delete()


def on_file_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A translation whose own file goes has that of its original again."""
    publications.touch(*(publications.page_source(page.pk) for page in own.with_own(instance)))


def on_approved(sender: Any, instance: Revision, update_fields: Any = None, **kwargs: Any) -> None:
    """A version was approved for later, or is so no more: how far a translation written by hand is follows from it."""
    if update_fields is None or "approved_go_live_at" not in update_fields:
        return
    pages = Page.objects.filter(pk__in=[instance.object_id]) if instance.base_content_type.model == "page" else []
    for page in pages:
        if Job.objects.filter(key=page.translation_key, locale=page.locale_id, translation=None).exists():
            publications.touch(publications.page_source(page.pk))


def on_published(sender: Any, instance: Page, revision: Any = None, **kwargs: Any) -> None:
    """The version that was handed over went live: from now on it is what visitors read."""
    if instance.live and revision is not None:
        for job in Job.objects.filter(key=instance.translation_key, locale=instance.locale_id, revision_id=revision.pk):
            submission.released(job)


def stays_withheld(revision: Revision) -> bool:
    """True where the page is a translation that was never approved, and would still be once this version of it is live:
    it is not what was handed over, nor written by hand in words of its own."""
    key, locale = revision.content.get("translation_key"), revision.content.get("locale")
    job = Job.objects.filter(key=key, locale=locale, released_at=None).exclude(revision_id=revision.pk).first()
    if job is None:
        return False
    original = original_of(job) if job.translation_id is None else None
    if original is None:
        return True
    return is_copy(texts_of(revision.as_object()), texts_of(requesting.public_form(original)))


def on_returned(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A review ended without approval: the translator goes on."""
    page = instance.content_object
    if not isinstance(page, Page):
        return
    for job in Job.objects.filter(key=page.translation_key, locale=page.locale_id).exclude(submitted_at=None):
        task = instance.current_task_state
        submission.reopen(job, comment=task.comment if task else "")


def follow(sender: Any, touched: Iterable[Source], **kwargs: Any) -> None:
    """Bring the jobs of everything touched in line before documents are made: originals that say something else now,
    and pages that turn out to be translations written by hand."""
    touched = set(touched)
    ids = {int(source.value) for source in touched if source.kind == PAGE}
    originals = _originals_of(ids)
    of_keys = _pages_of(originals.keys())
    pages = [page for some in of_keys.values() for page in some if page.pk in ids]
    translations = {key: [page for page in some if page.alias_of_id is None] for key, some in of_keys.items()}
    several = {key for key, some in translations.items() if len(some) > 1}
    public = facts.follow(several, touched)
    jobs = _jobs_of(originals.keys())
    for page in pages:
        key = page.translation_key
        original = next((one for one in translations[key] if one.locale_id == originals[key]), None)
        if page.alias_of_id is None and original is not None:
            _follow_page(page, original, translations[key], jobs.get(key, []), public.get(key))
    for model, snippets in _snippets(touched).items():
        for job_key in set(Job.objects.filter(key__in=snippets).values_list("key", flat=True)):
            _follow_snippet(model, job_key)
    outdated_files.follow(touched, pages)


def _originals_of(ids: Iterable[int]) -> dict[UUID, int | None]:
    """Of the messages of these pages, those that are in several languages or that somebody translates, each with the
    locale of its original."""
    found: dict[int, tuple[Any, ...]] = {}
    for some in chunks(ids):
        number, filled = filling("page", some)
        found.update({row.pk: row for row in _messages(number, **filled)})
    languages = Counter(key for _pk, key, alias_of, _has_job, _original in found.values() if alias_of is None)
    rows = found.values()
    return {key: original for _pk, key, _alias, has_job, original in rows if has_job or languages[key] > 1}


@statement
def _messages(number: int) -> Any:
    """All pages of the messages of these pages."""
    these = Page.objects.filter(pk__in=parameters("page", Page._meta.pk, number))
    original = Message.objects.filter(key=OuterRef("translation_key")).values("original_locale")
    pages = Page.objects.filter(translation_key__in=these.order_by().values("translation_key")).annotate(
        has_job=Exists(Job.objects.filter(key=OuterRef("translation_key"))), original=Subquery(original)
    )
    return pages.order_by("pk").values_list("pk", "translation_key", "alias_of", "has_job", "original")


def _pages_of(keys: Iterable[UUID]) -> dict[UUID, list[Page]]:
    """The pages with each of these keys."""
    found: dict[UUID, list[Page]] = {key: [] for key in keys}
    for some in chunks(sorted(found)):
        for page in Page.objects.filter(translation_key__in=some).select_related("locale").order_by("pk"):
            found[page.translation_key].append(page)
    return found


def _jobs_of(keys: Collection[UUID]) -> dict[UUID, list[Job]]:
    jobs: dict[UUID, list[Job]] = {}
    for some in chunks(sorted(keys)):
        for job in Job.objects.filter(key__in=some).select_related("translation__source", "locale"):
            jobs.setdefault(job.key, []).append(job)
    return jobs


def _follow_page(page: Page, original: Page, translations: list[Page], jobs: list[Job], public: Any) -> None:
    """Follow one that was touched; `public` is its original as it was just read, where it is public."""
    if page.pk == original.pk:
        of_page = [job for job in jobs if job.source_locale_id == page.locale_id]
        approved = (public or requesting.approved_form(page)) if of_page else None
        if approved is not None:
            renew(approved, of_page)
        known = {job.locale_id for job in jobs}
        for translation in translations:
            if translation.pk != page.pk and translation.locale_id not in known:
                adopt(translation, page, texts_of(requesting.public_form(page)))
        return
    job = next((job for job in jobs if job.locale_id == page.locale_id), None)
    if job is None or (job.translation_id is None and not job.is_public):
        adopt(page, original, texts_of(requesting.public_form(original)))


def renew(instance: Any, jobs: Iterable[Job]) -> None:
    """Take the original's words as they are public now into its translations, and tell whose status changed."""
    jobs = list(jobs)
    texts = texts_of(instance)
    upgrading.renew(instance, jobs)
    if any(job.translation_id for job in jobs):
        requesting.take_in(instance)
    _name(jobs, str(instance)[:255])
    for job in jobs:
        names.follow(instance, job)
        status.refresh(job, texts)


def _name(jobs: list[Job], title: str) -> None:
    """Let the jobs have the title, which no document tells."""
    if renamed := [job for job in jobs if job.title != title]:
        Job.objects.filter(pk__in=[job.pk for job in renamed]).update(title=title)
        for job in renamed:
            job.title = title


def on_job(sender: Any, instance: Job, update_fields: Any = None, **kwargs: Any) -> None:
    """Have the documents of the text made anew in all its languages, or those that show it: they say how far the job
    is."""
    if update_fields is not None and not TOLD & set(update_fields):
        return
    if not issubclass(apps.get_model(instance.model), Page):
        publications.touch(Source(instance.model, str(instance.key)))
        return
    pages = Page.objects.filter(translation_key=instance.key, locale_id=instance.locale_id)
    publications.touch(
        publications.translations_source(instance.key),
        *(publications.page_source(pk) for pk in pages.values_list("pk", flat=True)),
    )


def _snippets(touched: set[Source]) -> dict[type[models.Model], set[str]]:
    """The keys of the touched snippets by model."""
    found: dict[type[models.Model], set[str]] = {}
    for source in touched:
        if "." in source.kind and source.value != "*":
            model = apps.get_model(source.kind)
            if issubclass(model, TranslatableMixin):
                found.setdefault(model, set()).add(source.value)
    return found


def _follow_snippet(model: Any, key: Any) -> None:
    jobs = list(Job.objects.filter(key=key).select_related("translation__source", "locale"))
    original = model.objects.filter(translation_key=key, locale_id=jobs[0].source_locale_id).first()
    if original is not None and getattr(original, "live", True):
        renew(original, jobs)
