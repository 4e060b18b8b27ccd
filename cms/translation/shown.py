"""What a text shows besides its own words: it is asked for with it and listed on its desk, and what stays in another
language is said before the text is approved.

Of a page this is what presenting its translation reads and says, so no list of fields is kept anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from wagtail.models import DraftStateMixin, Page, TranslatableMixin

from cms.content.models import ContactPoint, CustomImage, FileTexts, Organisation, OwnFacts, Person
from cms.delivery import registry
from cms.delivery.presenting import Presented, present
from cms.delivery.visibility import Visibility
from cms.delivery.words import Said, words_in
from cms.translation import localize, submission
from cms.translation.models import Job, Status, original_of
from cms.translation.segments import label_of, texts_of

# Of these a page shows facts whose words have a language of their own.
WITH_FACTS = (ContactPoint, Organisation, Person, CustomImage)
MAX_WORDS = 80  # letters of a paragraph, by which it is known


@dataclass(frozen=True)
class Shown:
    """Something that a text shows, and how far it is in the text's language; without a job nobody asked for it."""

    original: Any
    job: Job | None
    status: Status

    @property
    def kind(self) -> str:
        """What such things are called."""
        return capfirst(str(self.original._meta.verbose_name))


@dataclass(frozen=True)
class Stay:
    """A place of the page whose words stay in another language than the page's."""

    place: str
    locale: str
    words: list[str]


def originals_shown(job: Job, presented: Presented | None) -> list[Any]:
    """Everything with words to translate that the translation, presented if it is a page, shows besides its own; as it
    is in the original's language, and without what is a translation itself."""
    found = _of_document(presented, job) if presented is not None else _named_by(original_of(job))
    translated = set(
        Job.objects.filter(key__in=[one.translation_key for one in found], locale=job.source_locale_id).values_list(
            "key", flat=True
        )
    )
    return [one for one in found if one.translation_key not in translated and texts_of(one)]


def shown_with(job: Job, presented: Presented | None) -> list[Shown]:
    """The same with how far each is in the translation's language."""
    originals = originals_shown(job, presented)
    jobs = {
        found.key: found
        for found in Job.objects.filter(key__in=[one.translation_key for one in originals], locale=job.locale_id)
    }
    return [_shown(original, jobs.get(original.translation_key), job) for original in originals]


def stays(presented: Presented | None) -> list[Stay]:
    """The places whose words would stay in another language, if the page went out as it is presented here."""
    if presented is None:
        return []
    found: dict[tuple[str, str], Stay] = {}
    own = presented.document["locale"]
    for said in words_in(presented.shape):
        if said.locale not in {own, ""}:
            place = _place_of(type(presented.page), said)
            stay = found.setdefault((place, said.locale), Stay(place, said.locale, []))
            words = Truncator(said.words).chars(MAX_WORDS)
            if words not in stay.words:
                stay.words.append(words)
    return list(found.values())


def _place_of(model: type[Any], said: Said) -> str:
    """What the place is called in the page's form; with the name of the fact, where it is one of something shown there:
    a telephone number is no background."""
    label = label_of(model, said.place)
    if not said.fact or said.fact == said.place:
        return label
    named = (field for kind in WITH_FACTS for field in kind._meta.concrete_fields if field.name == said.fact)
    names = (str(capfirst(field.verbose_name)) for field in named)
    return f"{label}: {name}" if (name := next(names, "")) else label


def presented_translation(job: Job) -> Presented | None:
    """The document of the translation as it would go out; None for a snippet, which has none."""
    page = submission.going_out(job)
    if not isinstance(page, Page) or registry.presenter_for(type(page)) is None:
        return None
    return present(page, Visibility(timezone.now()))


def _of_document(presented: Presented, job: Job) -> list[Any]:
    keys: dict[type[Any], list[str]] = {}
    for kind, value in sorted(presented.sources):
        model = apps.get_model(kind) if "." in kind and value != "*" else None
        if model is not None and issubclass(model, TranslatableMixin):
            keys.setdefault(model, []).append(value)
    found = (
        model.objects.filter(translation_key__in=values, locale=job.source_locale_id).order_by("pk")
        for model, values in keys.items()
    )
    own = presented.page.own_files() if isinstance(presented.page, OwnFacts) else set()
    return [one for some in found for one in some if _is_public(one) and not _is_of(one, own)]


def _is_of(texts: Any, own: set[int]) -> bool:
    """True for the texts of one of these files, which are in the translation's language as they are."""
    return isinstance(texts, FileTexts) and texts.file_id in own


def _named_by(instance: Any) -> list[Any]:
    """What a snippet names, and what that names."""
    found: dict[tuple[Any, Any], Any] = {}
    waiting = [instance]
    while waiting:
        named = {(type(one), one.pk): one for one in localize.named_by(waiting.pop()) if not isinstance(one, Page)}
        waiting += [one for key, one in named.items() if key not in found]
        found |= named
    found.pop((type(instance), instance.pk), None)
    return list(found.values())


def _is_public(original: Any) -> bool:
    return not isinstance(original, DraftStateMixin) or original.live


def _shown(original: Any, job: Job | None, of: Job) -> Shown:
    if job is not None:
        return Shown(original, job, Status(job.status))
    by_hand = original.get_translation_or_none(of.locale) is not None
    return Shown(original, None, Status.CURRENT if by_hand else Status.NOT_REQUESTED)
