"""How far the translations of a page are, beside its form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Locale, Page

from cms.content.side_panels import SavedPagePanel
from cms.delivery import fate
from cms.translation import outdated_files, requesting
from cms.translation import own as own_facts
from cms.translation.adopting import is_copy
from cms.translation.desk import moved_on
from cms.translation.models import Job, Status, job_for, original_of
from cms.translation.permissions import may_request
from cms.translation.segments import places_of, texts_of


class TranslationsPanel(SavedPagePanel):
    """Every language with the status of the page in it, and the way to its desk."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "wagtail-localize-language"
        aria_label = pgettext_lazy("newsroom", "Translations")
        has_counter = False

    name = "translations"
    title = pgettext_lazy("newsroom", "Translations")
    template_name = "translation/panel.html"
    order = 160

    def saved_context(self) -> dict[str, Any]:
        page = self.object
        jobs = {job.locale_id: job for job in Job.objects.filter(key=page.translation_key).select_related("locale")}
        own = job_for(page)
        translations = list(Page.objects.filter(translation_key=page.translation_key).select_related("locale"))
        standing = {one.locale_id: fate.standing(one) for one in translations}
        files = {one.locale_id: own_facts.named(one) for one in translations}
        others = Locale.objects.exclude(pk=own.source_locale_id if own else page.locale_id)
        return {
            "page": page,
            "own": own,
            "is_copy": own is not None and _has_words_of_original(page, own),
            "languages": [
                {
                    "locale": locale,
                    "job": jobs.get(locale.pk),
                    "blocks": _blocks(page, jobs.get(locale.pk)),
                    "standing": [*standing.get(locale.pk, []), *_told(jobs.get(locale.pk))],
                    "own": files.get(locale.pk, ""),
                }
                for locale in others
            ],
            "bereaved": fate.bereaved(page),
            "may_request": own is None and may_request(self.request.user, page),
            "outdated": any(job.status == Status.OUTDATED for job in jobs.values()),
        }


def _has_words_of_original(page: Page, own: Job) -> bool:
    """True of a page by hand in which nobody has written a word of its own yet."""
    original = original_of(own) if own.translation_id is None and not own.is_public else None
    if original is None:
        return False
    return is_copy(texts_of(page.get_latest_revision_as_object()), texts_of(requesting.public_form(original)))


def _told(job: Job | None) -> list[str]:
    """What the original has of late that the translation has not."""
    return [] if job is None else [*moved_on(job), *outdated_files.told(job).values()]


def _blocks(page: Any, job: Job | None) -> list[tuple[str, str]]:
    """The places of the text with the status of each; nothing where all are current."""
    found = job.blocks if job is not None else []
    if job is None or all(block["status"] == Status.CURRENT for block in found):
        return []
    places = places_of(page.specific, (block["path"] for block in found))
    return [(places[block["path"]], job.told(block["status"])) for block in found]
