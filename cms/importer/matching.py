"""Who and what a text names, matched to what editors have already: by name, spelling variants and abbreviation."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale

from cms.content.models import Audience, Boilerplate, ContactPoint, Organisation, Person, PersonFunction, Topic
from cms.content.phones import dialled, is_same
from cms.content.plain_text import plain_text
from cms.importer.people import bare_name
from cms.importer.vocabulary import LEGAL_ABBREVIATION

MAX_UNINFLECTED = 4  # letters of a word whose last s is no ending
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ARTICLES = {
    "der",
    "die",
    "das",
    "des",
    "dem",
    "den",
    "fuer",
    "und",
    "im",
    "in",
    "am",
    "vom",
    "von",
    "beim",
    "bei",
    "zum",
    "zur",
}


def folded(text: str) -> str:
    """The text in the form in which spelling variants are equal: case, umlauts, accents, hyphens and marks."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", text))


def folded_name(text: str) -> str:
    """An organisation's or a series' name without its legal form, articles and the endings of cases."""
    words = (word for word in folded(LEGAL_ABBREVIATION.sub("", text)).split() if word not in _ARTICLES)
    return " ".join(
        word[:-1] if len(word) > MAX_UNINFLECTED and word.endswith("s") and not word.endswith("ss") else word
        for word in words
    )


class Directory:
    """The snippets of a language that are offered, by the names under which texts may speak of them; knows what is
    added later too."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._organisations: dict[str, Organisation] = {}
        self._people: dict[str, Person] = {}
        self._topics: dict[str, Topic] = {}
        self._audiences: dict[str, Audience] = {}
        self._boilerplates: dict[str, Boilerplate] = {}
        self._contacts: dict[tuple[int | None, str], list[ContactPoint]] = {}
        for organisation in Organisation.objects.filter(locale=locale, retired=False).order_by("-pk"):
            self.add(organisation)
        functions: dict[int, list[PersonFunction]] = {}
        for function in PersonFunction.objects.filter(person__locale=locale).select_related("organisation"):
            functions.setdefault(function.person_id, []).append(function)
        for person in Person.objects.filter(locale=locale, retired=False).order_by("-pk"):
            person.functions = functions.get(person.pk, [])  # read once for all of them
            self.add(person)
        for topic in Topic.objects.filter(locale=locale, retired=False).order_by("-pk"):
            self.add(topic)
        for audience in Audience.objects.filter(locale=locale, retired=False).order_by("-pk"):
            self.add(audience)
        for contact in ContactPoint.objects.filter(locale=locale, retired=False):
            self.add(contact)
        boilerplates = Boilerplate.objects.filter(locale=locale, retired=False)
        for boilerplate in boilerplates.prefetch_related("wordings").order_by("-pk"):
            self.add(boilerplate)

    def add(self, snippet: Any) -> None:
        """Know a snippet under its names; the one added last counts."""
        match snippet:
            case Organisation():
                for name in (snippet.name, snippet.short_name, f"{snippet.name} {snippet.short_name}"):
                    if folded_name(name):
                        self._organisations[folded_name(name)] = snippet
            case Person():
                self._people[folded(bare_name(snippet.name))] = snippet
            case Topic():
                self._topics[folded(snippet.title)] = snippet
            case Audience():
                self._audiences[folded(snippet.title)] = snippet
            case ContactPoint():
                name = "" if snippet.person_id else snippet.name
                self._contacts.setdefault((snippet.person_id, name), []).append(snippet)
            case Boilerplate():
                for wording in snippet.wordings.all():
                    self._boilerplates[folded(plain_text(wording.text))] = snippet

    def organisation(self, *names: str) -> Organisation | None:
        """The organisation under any of the names, the full one first; an abbreviation alone may be the beginning of
        one short name. Two organisations may share a short name: beside a full one it must not say another."""
        for name in filter(None, names):
            found = self._organisations.get(folded_name(name))
            if found is not None and (name == names[0] or _agrees_on_name(found, names)):
                return found
        for name in names:
            if name.isupper() and len(name) > 1 and " " not in name:
                beginning = {
                    organisation.pk: organisation
                    for organisation in self._organisations.values()
                    if folded(organisation.short_name).split()[:1] == [folded(name)]
                }
                found = next(iter(beginning.values())) if len(beginning) == 1 else None
                if found is not None and (name == names[0] or _agrees_on_name(found, names)):
                    return found
        return None

    def person(self, name: str) -> Person | None:
        return self._people.get(folded(bare_name(name)))

    def topic(self, title: str) -> Topic | None:
        return self._topics.get(folded(title))

    def audience(self, title: str) -> Audience | None:
        return self._audiences.get(folded(title))

    def boilerplate(self, paragraphs: Iterable[str]) -> Boilerplate | None:
        """The boilerplate that has these very words in one of its wordings."""
        return self._boilerplates.get(folded(" ".join(paragraphs)))

    def contact(self, person: Person | None, name: str, phone: str, email: str) -> ContactPoint | None:
        """The contact point of that person or office that says nothing else about how to reach them."""
        for point in self._contacts.get((person.pk, "") if person is not None else (None, name), []):
            agrees = not dialled(point.phone) or is_same(point.phone, phone)
            if agrees and point.email.casefold() in {"", email.casefold()}:
                return point
        return None


def _agrees_on_name(organisation: Organisation, names: tuple[str, ...]) -> bool:
    """True where the full name, the first of the names, says no other organisation than the one held."""
    held, said = (set(folded_name(name).split()) for name in (organisation.name, names[0]))
    return held <= said or said <= held or folded_name(organisation.name) in map(folded_name, names)


def function_is(written: str, function: str, organisation: str) -> bool:
    """True where the function as written says no other than the one held, in whichever order of its words."""
    said = set(folded(written).split()) - _ARTICLES
    held = set(folded(function).split()) - _ARTICLES
    with_organisation = held | set(folded(organisation).split())
    return held <= said or said <= with_organisation


def held_on(person: Person, day: datetime.date | None) -> Any:
    """The function held on that day, or of a text without a day the one held last; None where none is known."""
    if day is not None:
        return person.function_on(day)
    return max(person.functions.all(), key=lambda held: held.valid_from or datetime.date.min, default=None)
