"""Asking for translations: the place for the text is made, as a draft, and what is known already is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import DraftStateMixin, Locale, Page

from cms.delivery import publications
from cms.translation import editing, glossary, localize, machine, memory, notify, own, status, upgrading
from cms.translation.adopting import confirm, is_copy, take_over_words
from cms.translation.localize import TranslationSource
from cms.translation.models import Job, known_jobs, original_of
from cms.translation.notify import Order
from cms.translation.segments import texts_of, texts_of_source
from cms.translation.shown import originals_shown, presented_translation


class RequestError(Exception):
    """The text cannot be translated into that language; the message says why, to editors."""


def request(
    instance: Any, locales: Iterable[Locale], order: Order, *, subtree: bool = False, with_shown: bool = True
) -> list[Job]:
    """Ask for the text in these languages, with what is below it and all that these show, as far as that is missing or
    outdated; returns all these jobs, new or not. What is asked for already keeps its words.

    Raises RequestError for an alias, a translation, or the language the text is written in.
    """
    locales = list(locales)
    jobs: dict[int, Job] = {}
    with publications.unit():
        for original in _originals(instance, subtree=subtree):
            for locale in locales:
                job = _request_one(original, locale, order)
                jobs[job.pk] = job
                for shown in originals_shown(job, presented_translation(job)) if with_shown else ():
                    if (asked := _request_shown(shown, locale, order)) is not None:
                        jobs.setdefault(asked.pk, asked)
        if order.assignee is not None:
            notify.assigned(list(jobs.values()), order)
    return list(jobs.values())


def exclude(instance: Any, locale: Locale, user: Any) -> Job:
    """Say that the text is not to be in that language; what was translated stays, and an existing page as it is."""
    _refuse_impossible(instance, locale)
    with publications.unit():
        job = _job(instance, locale, Order(user=user))
        job.excluded = True
        job.save(update_fields=["excluded"])
        status.refresh(job, {})
    return job


def include(job: Job) -> None:
    """Let a text that was excluded be asked for again; without a translation so far it is as if never asked for."""
    with publications.unit():
        job.excluded = False
        if job.translation is None and not job.is_public:
            job.delete()
        else:
            job.save(update_fields=["excluded"])
            original = public_form(original_of(job))
            upgrading.renew(original, known_jobs(original))
            job.refresh_from_db(fields=["baseline", "handed_over", "extracted_by"])
            status.refresh(job, texts_of(original))


def take_in(instance: Any) -> TranslationSource:
    """The frozen original of the text as it is public now, or of its newest draft where it is not public yet."""
    return localize.freeze(public_form(instance))


def public_form(instance: Any) -> Any:
    """The text that translations are made from: the public one, else that which is approved to be, else the newest
    draft."""
    if isinstance(instance, Page):
        return approved_form(instance) or instance.get_latest_revision_as_object()
    if isinstance(instance, DraftStateMixin) and not instance.live:
        return instance.get_latest_revision_as_object()
    return instance


def approved_form(page: Page) -> Page | None:
    """The page as it is public, or was approved to be at its time; None while nothing of it was approved."""
    if page.live:
        return page.specific
    scheduled = page.scheduled_revision
    return scheduled.as_object() if scheduled is not None else None


def _originals(instance: Any, *, subtree: bool) -> Iterator[Any]:
    yield instance
    if subtree and isinstance(instance, Page):
        # In the order of the tree: a place above is made before what stands below it.
        below = Page.objects.descendant_of(instance).filter(locale=instance.locale_id, alias_of=None).order_by("path")
        yield from below.specific()


def _request_shown(instance: Any, locale: Locale, order: Order) -> Job | None:
    """As `_request_one`, of what a text shows; None where nothing is to be done: it is public in that language and
    says what its original says, or is not to be."""
    job = Job.objects.filter(key=instance.translation_key, locale=locale).first()
    if job is None:
        job = _request_one(instance, locale, Order(user=order.user))
    if job.is_open:
        return _request_one(instance, locale, order)
    return None


def _request_one(instance: Any, locale: Locale, order: Order) -> Job:
    _refuse_impossible(instance, locale)
    known = known_jobs(instance)
    if any(upgrading.is_stale(job) for job in known):
        upgrading.renew(public_form(instance), known)
    job = _job(instance, locale, order)
    if job.translation is None or not job.translation.enabled or job.excluded:
        source = take_in(instance)
        by_hand = _translation_in(instance, locale)
        make_place(instance, locale, order.user)
        job.translation = localize.translation_into(source, locale)
        job.excluded = False
        job.save(update_fields=["translation", "excluded"])
        if by_hand is not None:
            _take_over(job, by_hand)
        _fill_in(job, order.user)
    _update_order(job, order)
    status.refresh(job)
    return job


def _take_over(job: Job, by_hand: Any) -> None:
    """Let the words of a translation that was written by hand stand; one that is public is current with them."""
    said = public_form(by_hand)
    take_over_words(job, said)
    own.take_over(job, said)
    texts = texts_of_source(job.source)
    if not isinstance(by_hand, Page) and not job.is_public and _is_live(by_hand) and not is_copy(texts_of(said), texts):
        confirm(job, texts)


def _is_live(snippet: Any) -> bool:
    return not isinstance(snippet, DraftStateMixin) or snippet.live


def _fill_in(job: Job, user: Any) -> None:
    """What is known stands at once, marked as what it is: from memory, from the glossary, and by a machine where one
    is configured."""
    memory.fill_in(job)
    glossary.fill_in(job)
    if machine.can_order(job) and editing.missing(job):
        machine.order(job, user)


def _job(instance: Any, locale: Locale, order: Order) -> Job:
    job, _made = Job.objects.get_or_create(
        key=instance.translation_key,
        locale=locale,
        defaults={
            "model": type(instance)._meta.label_lower,
            "title": str(instance)[:255],
            "source_locale": instance.locale,
            "requested_by": order.user,
            "extracted_by": localize.stamp(),
        },
    )
    return job


def _update_order(job: Job, order: Order) -> None:
    if order.due:
        job.due = order.due
    if order.assignee:
        job.assignee = order.assignee
    job.save(update_fields=["due", "assignee"])


def _refuse_impossible(instance: Any, locale: Locale) -> None:
    if instance.locale_id == locale.pk:
        raise RequestError(_("The text is written in this language."))
    if isinstance(instance, Page) and instance.alias_of_id:
        raise RequestError(_("An alias has no words of its own: ask for a translation of the page itself."))
    if Job.objects.filter(key=instance.translation_key, locale=instance.locale_id).exists():
        raise RequestError(_("This text is a translation itself: ask for one of its original."))


def make_place(instance: Any, locale: Locale, user: Any) -> None:
    """Make the page that the translation will be, as a draft, where there is none; a snippet is made only when its
    words are approved."""
    if not isinstance(instance, Page):
        return
    translation = _translation_in(instance, locale)
    if translation is None:
        instance.copy_for_translation(locale, copy_parents=True)
    elif translation.alias_of_id:
        # Never live under the foreign language with the original's words.
        Page.objects.filter(pk=translation.pk).update(live=False)
        translation.refresh_from_db()
        ConvertAliasPageAction(translation.specific, user=user).execute(skip_permission_checks=True)


def _translation_in(instance: Any, locale: Locale) -> Any:
    translation = instance.get_translation_or_none(locale)
    return translation.specific if isinstance(translation, Page) else translation
