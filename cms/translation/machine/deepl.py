"""DeepL, with the glossary as its own: https://developers.deepl.com/docs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.cache import cache

from cms import locales
from cms.translation.machine.http_client import RefusedError, as_many, ask, nonsense
from cms.translation.machine.interface import MachineError

FREE, PAID = "https://api-free.deepl.com", "https://api.deepl.com"
LANGUAGES = {
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb",
    "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi", "zh",
}  # fmt: skip
# Of these DeepL wants to know which.
TARGETS = {"en": "EN-GB", "pt": "PT-PT"}
KEPT_FOR = 24 * 60 * 60  # seconds for which the id of a glossary is known without asking


class DeepL:
    """Translates into British English where English is asked for."""

    name = "DeepL"

    def __init__(self, key: str, url: str = "") -> None:
        """With the key of an account; its kind says at which address, unless one is given."""
        self.url = url or (FREE if key.endswith(":fx") else PAID)
        self.headers = {"Authorization": f"DeepL-Auth-Key {key}"}

    def can(self, source: str, target: str) -> bool:
        return (
            locales.PLAIN_GERMAN not in {source, target}
            and {locales.base(source), locales.base(target)} <= LANGUAGES
            and source != target
        )

    def translate(self, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str]) -> list[str]:
        question: dict[str, Any] = {
            "text": list(texts),
            "source_lang": locales.base(source).upper(),
            "target_lang": TARGETS.get(target, target.upper()),
            "tag_handling": "html",
        }
        glossary = self._glossary(locales.base(source), locales.base(target), terms) if terms else None
        if glossary is not None:
            question["glossary_id"] = glossary.id
        try:
            answer = self._ask("POST", "/v2/translate", json=question)
        except RefusedError as error:
            if glossary is not None and glossary.was_known and error.code in {400, 404}:
                # Somebody may have deleted it: the next attempt asks which there are.
                glossary.forget()
                raise MachineError(error.message, permanent=False) from error
            raise
        try:
            return as_many([one["text"] for one in answer["translations"]], len(texts))
        except (TypeError, KeyError) as error:
            raise nonsense() from error

    def _glossary(self, source: str, target: str, terms: Mapping[str, str]) -> _Glossary:
        """The account's glossary with just these terms, made where there is none."""
        glossary = _Glossary(source, target, terms)
        if glossary.id is None:
            glossary.know(self._find_or_make(glossary))
        return glossary

    def _find_or_make(self, glossary: _Glossary) -> str:
        # Not every process has the cache of the others.
        try:
            for one in self._ask("GET", "/v2/glossaries")["glossaries"]:
                if one["name"] == glossary.name:
                    return str(one["glossary_id"])
            return str(self._ask("POST", "/v2/glossaries", json=glossary.content)["glossary_id"])
        except (TypeError, KeyError) as error:
            raise nonsense() from error

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        return ask(method, f"{self.url}{path}", headers=self.headers, **more)


class _Glossary:
    """Terms for one pair of languages as DeepL keeps them: never changed, so their content is in the name."""

    def __init__(self, source: str, target: str, terms: Mapping[str, str]) -> None:
        entries = "\n".join(f"{_one_line(term)}\t{_one_line(text)}" for term, text in sorted(terms.items()))
        digest = hashlib.sha256(entries.encode()).hexdigest()[:16]
        self.name = f"{settings.SITE_NAME} {source}-{target} {digest}"
        self.content = {
            "name": self.name,
            "source_lang": source,
            "target_lang": target,
            "entries": entries,
            "entries_format": "tsv",
        }
        self._key = f"deepl-glossary-{source}-{target}-{digest}"
        self.id: str | None = cache.get(self._key)
        self.was_known = self.id is not None

    def know(self, id_: str) -> None:
        self.id = id_
        cache.set(self._key, id_, KEPT_FOR)

    def forget(self) -> None:
        cache.delete(self._key)


def _one_line(text: str) -> str:
    return " ".join(text.split())
