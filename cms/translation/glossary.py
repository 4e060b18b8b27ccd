"""The agency's own terms: found in originals whatever their inflection, and prescribed in translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms import locales
from cms.translation import editing, wording
from cms.translation.localize import StringSegment
from cms.translation.models import Job, TermTranslation
from cms.translation.segments import label_of

# The tool that words come from which the glossary prescribes for the whole string.
GLOSSARY = "glossary"
# A word that begins with a term of that many letters, and goes on with more, is a compound: `Anerkennungsverfahren`.
SHORTEST_FIRST_PART, SHORTEST_REST = 6, 4
START = 5  # letters by which compounds are looked up


@dataclass(frozen=True)
class Suggestion:
    """A term that a text has, and what to call it; `compound` where it is only the first part of a word there."""

    term: str
    translation: str
    note: str
    forbidden: list[str]
    compound: bool = False


@dataclass(frozen=True)
class Finding:
    """Something about the translation of one string, said to people."""

    segment: StringSegment
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Glossary:
    """The terms with their translations into one language."""

    def __init__(self, locale: Locale) -> None:
        """Read them all, in one query."""
        self.by_stem: dict[str, list[_Entry]] = {}
        self.by_start: dict[str, list[_Entry]] = {}
        for one in TermTranslation.objects.filter(locale=locale).select_related("term"):
            entry = _Entry(Suggestion(one.term.term, one.text, one.term.note, one.variants))
            if entry.words:
                self.by_stem.setdefault(entry.stems[0], []).append(entry)
                self.by_start.setdefault(entry.first[:START], []).append(entry)

    def suggestions(self, html: str) -> list[Suggestion]:
        """The terms that the text has, in its order, each once."""
        tokens = wording.words(wording.plain(html))
        # Of a text's words each belongs to one term: whole words first, then the longest.
        places = sorted(
            [*self._phrases(tokens), *self._compounds(tokens)],
            key=lambda place: (place.suggestion.compound, -place.length, -len(place.suggestion.term), place.start),
        )
        free, taken = set(range(len(tokens))), []
        for place in places:
            if place.covers <= free:
                free -= place.covers
                taken.append(place)
        found: dict[str, Suggestion] = {}
        for place in sorted(taken, key=lambda place: place.start):
            known = found.setdefault(place.suggestion.term, place.suggestion)
            if known.compound:
                found[place.suggestion.term] = place.suggestion
        return list(found.values())

    def _phrases(self, tokens: Sequence[str]) -> Iterator[_Place]:
        """Where terms stand word for word, inflected or not."""
        stems = [wording.stem(token, locales.DEFAULT) for token in tokens]
        for start, stem in enumerate(stems):
            for entry in self.by_stem.get(stem, ()):
                end = start + len(entry.stems)
                if stems[start:end] == entry.stems and entry.may_be(tokens[start:end]):
                    yield _Place(start, len(entry.stems), entry.suggestion)

    def _compounds(self, tokens: Sequence[str]) -> Iterator[_Place]:
        """Where a word begins with a term; what only ends with it is another thing: a `Briefträger` carries letters."""
        for start, token in enumerate(tokens):
            for entry in self.by_start.get(_fold(token)[:START], ()):
                if entry.begins(token):
                    yield _Place(start, 1, replace(entry.suggestion, compound=True))


@dataclass(frozen=True)
class _Place:
    start: int
    length: int
    suggestion: Suggestion

    @property
    def covers(self) -> set[int]:
        return set(range(self.start, self.start + self.length))


class _Entry:
    """A term as it is looked for."""

    def __init__(self, suggestion: Suggestion) -> None:
        self.suggestion = suggestion
        self.words = wording.words(wording.plain(suggestion.term))
        self.stems = [wording.stem(word, locales.DEFAULT) for word in self.words]
        self.first = _fold(self.words[0]).removesuffix("e") if self.words else ""

    def may_be(self, tokens: Sequence[str]) -> bool:
        """False for words that only share the stems: a noun is no verb (`Anerkennung`, `anerkennen`)."""
        if len(self.words) == 1 and self.words[0][0].isupper() and not tokens[0][0].isupper():
            return False
        return all(_keeps_umlauts(word, token) for word, token in zip(self.words, tokens, strict=True))

    def begins(self, token: str) -> bool:
        """True for a noun that begins with this one and goes on."""
        if len(self.words) > 1 or len(self.words[0]) < SHORTEST_FIRST_PART or not token[0].isupper():
            return False
        goes_on = len(token) - len(self.first) >= SHORTEST_REST
        return goes_on and _fold(token).startswith(self.first) and _keeps_umlauts(self.words[0], token)


def _fold(word: str) -> str:
    return word.casefold().translate(str.maketrans("äöü", "aou"))


def _keeps_umlauts(word: str, token: str) -> bool:
    """A plural may bring an umlaut (`Fachkraft`, `Fachkräfte`), but none takes it away (`Träger`, `Tragen`)."""
    pairs = zip(word.casefold(), token.casefold(), strict=False)
    return all(mine == theirs for mine, theirs in pairs if mine in "äöü")


def suggestions(text: str, locale: Locale) -> list[Suggestion]:
    """The terms that the German text has, with what they are called in that language."""
    return Glossary(locale).suggestions(text)


def prescribed(source: Locale, target: Locale) -> dict[str, str]:
    """All terms with their translations, as machines take them; none for originals in another language than theirs."""
    if source.language_code != settings.LANGUAGE_CODE:
        return {}
    found = TermTranslation.objects.filter(locale=target).order_by("term__term").values_list("term__term", "text")
    return dict(found)


def fill_in(job: Job) -> int:
    """Let the prescribed translation stand for every string that is nothing but a term; returns for how many."""
    terms = {term.casefold(): text for term, text in prescribed(job.source_locale, job.locale).items()}
    found = [segment for segment in editing.missing(job) if segment.string.data.casefold() in terms] if terms else []
    for segment in found:
        editing.put(job, segment, terms[segment.string.data.casefold()], tool=GLOSSARY)
    return len(found)


def violations(job: Job) -> list[str]:
    """Where the translation says what the glossary forbids, one sentence each."""
    return [str(finding) for finding in violating(job)]


def violating(job: Job) -> list[Finding]:
    """The strings whose original has a term and whose translation calls it what it must not be called."""
    found = []
    for segment, said, terms in _translated(job):
        text = _without(said, [term.translation for term in terms])
        for term in terms:
            found += [
                Finding(segment, _forbidden(job, segment, variant, term))
                for variant in term.forbidden
                if wording.whole(wording.plain(variant)).search(text)
            ]
    return found


def hints(job: Job) -> list[Finding]:
    """The strings whose original has a term and whose translation does not say what is prescribed for it."""
    language = job.locale.language_code
    return [
        Finding(segment, _lacking(job, segment, term))
        for segment, said, terms in _translated(job)
        for term in terms
        if not term.compound and not wording.says(said, wording.plain(term.translation), language)
    ]


def _translated(job: Job) -> Iterator[tuple[StringSegment, str, list[Suggestion]]]:
    """The strings with a translation that were not kept on purpose, its plain words, and the original's terms."""
    if job.source_locale.language_code != settings.LANGUAGE_CODE:
        return
    glossary, words = Glossary(job.locale), editing.words_of(job)
    for segment in editing.segments_of(job) if glossary.by_stem else []:
        made = words.get((segment.string_id, segment.context_id))
        if made is not None and made.tool_name != editing.KEPT:
            yield segment, wording.plain(made.data), glossary.suggestions(segment.string.data)


def _without(text: str, phrases: Iterable[str]) -> str:
    """The text without what is prescribed: `EU Blue Card` is right also where `Blue Card` alone is not."""
    for phrase in sorted(phrases, key=len, reverse=True):
        text = wording.whole(wording.plain(phrase)).sub("·", text)
    return text


def _forbidden(job: Job, segment: StringSegment, variant: str, term: Suggestion) -> str:
    return _("%(place)s: “%(variant)s” must not be used for “%(term)s”, which is called “%(translation)s”.") % {
        "place": _place(job, segment),
        "variant": variant,
        "term": term.term,
        "translation": term.translation,
    }


def _lacking(job: Job, segment: StringSegment, term: Suggestion) -> str:
    return _("%(place)s: the original says “%(term)s”, which is called “%(translation)s”.") % {
        "place": _place(job, segment),
        "term": term.term,
        "translation": term.translation,
    }


def _place(job: Job, segment: StringSegment) -> str:
    return label_of(apps.get_model(job.model), segment.context.path)
