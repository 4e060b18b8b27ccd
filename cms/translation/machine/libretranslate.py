"""LibreTranslate, on a server of one's own: https://docs.libretranslate.com."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cms import locales
from cms.translation.machine.http_client import as_many, ask, nonsense


class LibreTranslate:
    """Knows no glossary: the terms are left to whoever reads the words."""

    name = "LibreTranslate"

    def __init__(self, url: str, key: str = "") -> None:
        self.url = url
        self.key = key

    def can(self, source: str, target: str) -> bool:
        return locales.PLAIN_GERMAN not in {source, target} and locales.base(source) != locales.base(target)

    def translate(self, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str]) -> list[str]:
        question: dict[str, Any] = {
            "q": list(texts),
            "source": locales.base(source),
            "target": locales.base(target),
            "format": "html",
        }
        if self.key:
            question["api_key"] = self.key
        answer = ask("POST", f"{self.url}/translate", json=question, proxies=False)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise nonsense()
        return as_many(found, len(texts))
