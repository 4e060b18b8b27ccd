"""What the agency says that words are called as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cms.delivery.generation import remembered
from search.analysis import tokens
from search.models import Synonym
from search.stems import common, stems

Phrase = tuple[str, ...]
MOST = 20  # other names of one thing


@dataclass(frozen=True)
class Synonyms:
    """The synonyms of one language, by the stems of their words."""

    language: str
    named: dict[Phrase, tuple[Phrase, ...]]
    longest: int

    def of(self, words: Sequence[str]) -> dict[int, list[Phrase]]:
        """Of those words, by their place, that are called otherwise as well, alone or with their neighbours: how."""
        found: defaultdict[int, list[Phrase]] = defaultdict(list)
        of_words = tuple(common(word, self.language) for word in words) if self.named else ()
        for start in range(len(of_words)):
            for end in range(start + 1, min(start + self.longest, len(of_words)) + 1):
                for phrase in self.named.get(of_words[start:end], ()):
                    for at in range(start, end):
                        found[at].append(phrase)
        return found

    def knows(self, text: str) -> bool:
        """True where a synonym is about exactly that."""
        return stems(text, self.language) in self.named


@remembered
def synonyms(language: str) -> Synonyms:
    """All synonyms of a language, as of now."""
    named: defaultdict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    rows = Synonym.objects.filter(language=language).order_by("pk").values_list("words", "also", "both_ways")
    for words, also, both_ways in rows:
        for one, other in ((words, also), (also, words))[: 2 if both_ways else 1]:
            named[stems(one, language)][tuple(token.key for token in tokens(other, language))] = None
    some = {said: tuple(others)[:MOST] for said, others in named.items() if said}
    return Synonyms(language, some, max(map(len, some), default=0))
