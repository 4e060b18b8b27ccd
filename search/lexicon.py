"""The words of everything published: what a word that somebody types may mean on this site.

A process keeps the words of a language in memory and asks for those that came since; so a text is found by the parts of
its compounds whatever words came to the site after it, and nothing is indexed again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from threading import RLock

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from cms.delivery.chunks import chunks
from search.analysis import LONGEST, Token, fold, key_of, tokens
from search.models import Abbreviation, Word
from search.stems import names_woman, neutral, siblings, stem

# What German puts between the parts of a compound, and what it takes from them: Erdgas, Schulamt.
LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ens")
SHORT_LINKS = ("s", "es")  # without one, three letters happen to stand before others: Mal is no part of Mahlstrom
PLAIN_LINKS = ("", "s", "es")  # which a short or an inflected part may have: Zugfahrt, but no Zug in zugelassen
TAKEN = ("e", "en")
PART = 4  # letters that a part has at least; a noun one less
INFLECTION = 6  # letters, at most, by which a word is longer than its stem
WHOLE_BEGINNING = 5  # letters of a word of which words that begin with it mean something alike
ENDS_FROM = 7  # letters of a word which, with one of them wrong, may be the last part of a compound
ENDING = 2  # letters that make another word of one, but no compound
# Nouns whose plural ends so; of all others, -er makes another word of one: Müller is no form of Müll.
PLURALS = (
    "amt", "bad", "band", "bild", "blatt", "brett", "buch", "dach", "denkmal", "dorf", "fach", "fass", "feld", "geld",
    "gehalt", "geist", "gesicht", "glas", "glied", "grab", "gut", "haus", "holz", "irrtum", "kind", "kleid", "kraut",
    "land", "licht", "lied", "loch", "mann", "nest", "rad", "rand", "rat", "reichtum", "rind", "schild", "schloss",
    "tal", "tuch", "volk", "wald", "wort",
)  # fmt: skip
# Nouns whose plural has an umlaut and no other ending: Mütter are more than one Mutter.
UMLAUT_PLURALS = (
    "acker", "apfel", "boden", "bogen", "bruder", "faden", "garten", "graben", "hafen", "hammer", "kasten", "kloster",
    "laden", "magen", "mangel", "mantel", "mutter", "nagel", "ofen", "sattel", "schaden", "schnabel", "tochter",
    "vater", "vogel", "wagen",
)  # fmt: skip
# Of verbs that have dots in the present tense: er fährt.
STRONG_VERBS = frozenset((
    "back", "blas", "brat", "fahr", "fall", "fang", "grab", "halt", "lad", "lass", "lauf", "rat", "sauf", "schlaf",
    "schlag", "stoss", "trag", "wachs", "wasch",
))  # fmt: skip
# What stands before a verb or its noun without being a word by itself: no Zug is in Familiennachzug.
PARTICLES = frozenset((
    "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "entgegen", "er", "fort", "ge", "gegen", "her",
    "hin", "los", "miss", "mit", "nach", "nieder", "uber", "um", "unter", "ver", "vor", "weg", "wider", "wieder",
    "zer", "zu", "zuruck", "zusammen",
))  # fmt: skip
# Compounds that have grown together: what these parts mean by themselves, they do not.
GROWN_TOGETHER = {
    "abend": ("sonnabend", "feierabend"),
    "blick": ("augenblick",),
    "burger": ("burgermeister",),
    "garten": ("kindergarten",),
    "halt": ("haushalt",),
    "hand": ("handbuch", "handschuh", "handwerk"),
    "haus": ("haushalt",),
    "hof": ("bahnhof", "friedhof"),
    "meister": ("burgermeister", "hausmeister"),
    "mittel": ("mittelstand",),
    "mutter": ("muttersprache",),
    "netz": ("netzwerk",),
    "schuh": ("handschuh",),
    "schwester": ("krankenschwester",),
    "stand": ("mittelstand", "ruhestand", "wohlstand"),
    "stuhl": ("lehrstuhl", "fahrstuhl"),
    "tag": ("bundestag", "kreistag", "landtag"),
    "vater": ("vaterland",),
    "wehr": ("bundeswehr", "feuerwehr"),
    "werk": ("feuerwerk", "handwerk", "kunstwerk", "netzwerk", "stockwerk"),
    "zeit": ("hochzeit", "mahlzeit"),
}
_AGENT = re.compile(r"(\w{3,})er(?:[ns]|in|innen)?")
MOST = 100  # words that are looked for in place of one
# How many letters may be wrong in words of how many letters: see `_allowed`.
ALLOWED = ((8, 2), (5, 1))
FIRST_MAY_BE_WRONG = 8  # letters of a word of which the first may be wrong
NO_CAPITAL_AFTER = frozenset(".!?:;„“”\"'»«›‹–—-•·/(|")


class Lexicon:
    """The words of one language that this process knows, by their keys; who asks several things of it holds its
    `lock`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.last = 0
        self.stems: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.spellings: defaultdict[str, list[str]] = defaultdict(list)  # by their key, words as the index knows them
        self.nouns: set[str] = set()
        self.small: set[str] = set()  # words, as the index knows them, that are no nouns
        self.of_stem: defaultdict[str, list[str]] = defaultdict(list)
        self.abbreviations: dict[str, set[str]] = defaultdict(set)  # long forms of a short one, and short of a long one
        self._all = ""
        self._sorted: list[str] | None = None
        self._compounds: dict[str, list[str]] = {}
        self._splits: dict[tuple[str, bool], bool] = {}
        self.lock = RLock()

    def __contains__(self, word: str) -> bool:
        return word in self.stems

    def refresh(self) -> Lexicon:
        """Learn what came since; itself."""
        with self.lock, connection.cursor() as cursor:
            cursor.execute(NEW, [self.language, self.last])
            if new := cursor.fetchall():
                self._learn(new)
                cursor.execute(ABBREVIATIONS, [self.language])
                for short, long in cursor.fetchall():
                    self.abbreviations[short].add(long)
                    self.abbreviations[self.stemmed(long.split())].add(short)
        return self

    def stemmed(self, words: Iterable[str]) -> str:
        """What words have in common with their other forms: by this the long form of an abbreviation is known."""
        return " ".join(stem(word, self.language) for word in words)

    def _learn(self, rows: Iterable[tuple[int, str, str, str, bool]]) -> None:
        for pk, word, its_stem, shown, noun in rows:
            self.last = max(self.last, pk)
            key = key_of(word, german=self.language == "de")
            if noun:
                self.nouns.add(key)
            if shown[:1].islower():
                self.small.add(word)
            if word not in self.spellings[key]:
                self.spellings[key].append(word)
            if key in self.stems:
                continue
            self.stems[key], self.shown[key] = its_stem, shown
            self.of_stem[its_stem].append(key)
        self._all = "\n".join(self.stems)
        self._sorted = None
        self._compounds.clear()
        self._splits.clear()

    def inflected(self, word: str) -> list[str]:
        """The other words of its stem, those that differ least first."""
        found = {*self.of_stem.get(stem(word, self.language), ())}
        for sibling in siblings(word, self.language) & self.stems.keys():
            found |= {*self.of_stem[self.stems[sibling]]}
        found = {other for other in found if self._is_form(other, word)}
        if names_woman(word):
            found = {other for other in found if self.shown[other][:1].isupper()}  # no verb: kochen
        return sorted(found - {word}, key=lambda other: (abs(len(other) - len(word)), other))[:MOST]

    def neutral(self, word: str) -> list[str]:
        """The nouns of the site that say the same for all genders, or in place of such a form: Studierende."""
        found = neutral(word) & self.stems.keys() if self.language == "de" else set()
        return sorted(one for one in found if self.shown[one][:1].isupper())

    def _is_form(self, one: str, other: str) -> bool:
        """True for words of one stem, but where one names who does something, and the other what."""
        first, second = self._agent(one), self._agent(other)
        return (not first or other.startswith(f"{first}er")) and (not second or one.startswith(f"{second}er"))

    def _agent(self, word: str) -> str:
        """What is before the ending of a noun in -er; empty for all else: plurals, and adjectives, which have other
        endings as well."""
        found = _AGENT.fullmatch(word) if self.language == "de" else None
        if not found or found[1].endswith(PLURALS):
            return ""
        return "" if {f"{found[1]}es", f"{found[1]}em"} & self.stems.keys() else found[1]

    def _root(self, word: str) -> str:
        agent = self._agent(word)
        return f"{agent}er" if agent else stem(word, self.language)

    def lost(self, words: Collection[str]) -> set[str]:
        """The keys of which there are no words but these."""
        german = self.language == "de"
        return {key for key in (key_of(word, german=german) for word in words) if {*self.spellings[key]} <= {*words}}

    def spelt(self, key: str, typed: str) -> list[str]:
        """The words with that key that may stand for what was typed, as the index knows them: of Fordern and Fördern,
        where the site has both, those that are written like the typed one, and of other words those whose umlauts are
        explained by how German inflects."""
        mine = key_of(typed, german=self.language == "de")
        known = self.spellings.get(key) or [typed if key == mine else key]
        own = self.spellings.get(mine, [])
        if key == mine:
            return [typed] if typed in own and not _is_plural_by_umlaut(mine) else known
        if self.language != "de" or (not own and typed == mine):
            return known  # perhaps typed on a keyboard without umlauts
        root = self.stems.get(mine) or stem(mine, "de")
        return [
            word for word in known if any(self._is_spelt_like(word, key, one, root) for one in self._meant(typed, own))
        ]

    def _meant(self, typed: str, own: list[str]) -> list[str]:
        return [typed] if typed in own or not own else own

    def _is_spelt_like(self, word: str, key: str, typed: str, root: str) -> bool:
        """True where two words have the root written alike, or only an inflection puts its dots."""
        at = key.find(root)
        if at < 0:
            return True
        here, there = _spelt_part(word, at, len(root)), _spelt_part(typed, 0, len(root))
        if here == there:
            return True
        if len(here) > len(there):
            return self._takes_umlaut(typed, word) or self._is_strong(root, key[at + len(root) :])
        if self._takes_umlaut(word, typed):
            return True
        return self.stems.get(key) != root and self._is_part_of(word, key, typed)

    def _takes_umlaut(self, plain: str, other: str) -> bool:
        """True for Bank and Bänke, Arzt and Ärztinnen, Mutter and Mütter, and compounds with these; not for Bar and
        Bären where the site knows a Bär."""
        key = key_of(other)
        for end in ("", "s", "es", "n"):
            base = plain.removesuffix(end)
            at = key.find(base) if plain.endswith(end) and len(base) >= PART - 1 else -1
            if at < 0:
                continue
            rest = key[at + len(base) :]
            if rest == "en" and other in self.small:
                continue  # a verb: zählen is no form of Zahl
            if base.endswith(UMLAUT_PLURALS) and end != "n":
                return True
            takes = rest.startswith("in" if end == "n" else ("e", "in"))
            if takes and _spelt_part(other, at, len(base)) not in self.spellings.get(base, ()):
                return True
        return False

    def _is_strong(self, root: str, ending: str) -> bool:
        return root in STRONG_VERBS and ending in {"t", "st"}

    def _is_part_of(self, whole: str, key: str, typed: str) -> bool:
        """True for a Werkbank where Bänke were typed: a compound has the word as it is without its dots."""
        mine = key_of(typed)
        for end in ("e", "en", "er", "ern", "in", "innen", ""):
            base = mine.removesuffix(end)
            if not mine.endswith(end) or len(base) < PART - 1 or base not in whole or len(whole) < len(base) + PART - 1:
                continue
            is_word = key.endswith(base) or (base in self.spellings.get(base, ()) and not key.endswith(f"{base}en"))
            if is_word and _spelt_part(typed, 0, len(base)) not in self.spellings.get(base, ()):
                return True
        return False

    def begun(self, letters: str) -> list[str]:
        """The beginnings of words, as the index knows them, that have that key."""
        spellings = (word for key in self.beginning(letters) for word in self.spellings[key])
        return list(dict.fromkeys(_spelt_beginning(word, letters) for word in spellings))

    def beginning(self, letters: str, most: int = MOST) -> list[str]:
        """The words that begin so, the shortest first."""
        if self._sorted is None:
            self._sorted = sorted(self.stems)
        found = []
        for word in self._sorted[bisect_left(self._sorted, letters) :]:
            if not word.startswith(letters):
                break
            found.append(word)
        return sorted(found, key=len)[:most]

    def begun_with(self, word: str) -> list[str]:
        """Longer words that begin with a whole one: of a compound, nobody may have written the other part by itself.
        Not what begins with another word that is hardly longer: Messerschleifen has nothing to do with a Messe."""
        if len(word) < WHOLE_BEGINNING:
            return []
        longer = self.beginning(word)
        others = [one for one in longer if 0 < len(one) - len(word) <= ENDING and self._root(one) != self._root(word)]
        return [one for one in longer if not one.startswith(tuple(others))]

    def compounds(self, word: str) -> list[str]:
        """The compounds that the word, or one of its stem, is a part of; all their other parts are words of the site,
        too: Rat is no part of Beratung."""
        if self.language != "de":
            return []
        roots = [self._root(word), *(self.stems[one] for one in sorted(siblings(word, "de") & self.stems.keys()))]
        found = dict.fromkeys(whole for root in roots for whole in self._of_root(root))
        return [whole for whole in found if self._may_mean(whole, word)][:MOST]

    def _may_mean(self, whole: str, word: str) -> bool:
        """True where a compound has to do with the word that it holds: a woman is what ends it, and a noun ends none
        that is no noun, as -bar does."""
        if names_woman(word):
            return self._root(whole).endswith(self._root(word))
        if any(one in whole for one in (*GROWN_TOGETHER.get(word, ()), *GROWN_TOGETHER.get(self._root(word), ()))):
            return False
        shown = self.shown.get(word, "")
        return not (shown[:1].isupper() and self.shown[whole][:1].islower() and whole.endswith(word))

    def _of_root(self, wanted: str) -> list[str]:
        if len(wanted) < PART - 1:
            return []
        if wanted not in self._compounds:
            found = re.findall(rf"^.*{re.escape(wanted)}.*$", self._all, re.MULTILINE)
            held = [whole for whole in found if self._root(whole) != wanted and self._holds(whole, wanted)]
            self._compounds[wanted] = sorted(held, key=len)[:MOST]
        return self._compounds[wanted]

    def parts(self, word: str) -> list[str]:
        """The fewest words of the site that a compound is made of, in their order; none where it is none."""
        if self.language != "de" or word in self.stems:
            return []
        for end in range(len(word) - PART + 1, PART - 2, -1):
            first, rest = word[:end], word[end:]
            if not (known := self._known_part(first)):
                continue
            for further in _after_link(rest):
                if last := self._known_end(further):
                    return [known, *last]
        return []

    def _known_part(self, piece: str) -> str:
        """The word of the site that a part stands for, which is not the last one."""
        if self._is_part(piece):
            return piece
        return next((piece + letters for letters in TAKEN if len(piece) >= PART and piece + letters in self.stems), "")

    def _known_end(self, piece: str) -> list[str]:
        if piece in self.stems and self._is_part(piece):
            return [piece]
        forms = self.of_stem.get(stem(piece, self.language), []) if len(piece) >= PART else []
        if form := next((word for word in forms if self._is_part(word) and self._is_form(word, piece)), ""):
            return [form]
        return self.parts(piece) if len(piece) >= 2 * PART else []

    def similar(self, word: str, without: Collection[str] = frozenset()) -> list[str]:
        """The words, but for some, that somebody may have meant who typed this one, the most likely first: as few
        letters as possible are wrong, missing, too many or exchanged."""
        allowed = _allowed(word)
        if not allowed or word.isdigit():
            return []
        found = process.extract(word, self.stems.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=20)
        found = [one for one in found if one[0] not in without]
        if not found:
            return []
        least = min(distance for _word, distance, _key in found)
        same = [other for other, distance, _key in found if distance == least and not other.isdigit()]
        if len(word) < FIRST_MAY_BE_WRONG:
            same = [other for other in same if sorted(other[:2]) == sorted(word[:2]) or other[0] == word[0]]
        agreeing = {other: _common(other, word) + _common(other[::-1], word[::-1]) for other in same}
        most = max(agreeing.values(), default=0)
        same = [other for other in same if agreeing[other] == most]
        return sorted(same, key=lambda other: (other[0] != word[0], -_common(other, word), abs(len(other) - len(word))))

    def similar_ends(self, word: str) -> list[str]:
        """Compounds whose last part somebody may have meant who typed this word with a letter wrong."""
        if self.language != "de" or len(word) < ENDS_FROM:
            return []
        third = len(word) // 3
        kept = (word[:third], word[third:-third], word[-third:])  # of which one wrong letter leaves at least one
        like = [whole for whole in self.stems if any(part in whole for part in kept)]
        ends = {whole[-length:] for whole in like for length in range(len(word) - 1, len(word) + 2)}
        found = [end for end, *_ in process.extract(word, sorted(ends), scorer=OSA.distance, score_cutoff=1)]
        wholes = [(whole, end) for end in found for whole in like if whole.endswith(end)]
        return [whole for whole, end in wholes if self._is_made_of_parts(whole.removesuffix(end))]

    def _holds(self, whole: str, wanted: str) -> bool:
        """True where the stem is that of a part of the word, and all else is made of words."""
        begin = whole.find(wanted)
        while begin >= 0:
            before = whole[:begin]
            if (
                not self._is_particle(before)
                and self._is_made_of_parts(before)
                and self._ends_well(whole[begin:], wanted)
            ):
                return True
            begin = whole.find(wanted, begin + 1)
        return False

    def _is_particle(self, before: str) -> bool:
        """True where what stands before a part makes another word of it."""
        ends = (before[-length:] for length in range(2, 9) if length <= len(before))
        return before in PARTICLES or (
            before not in self.stems
            and any(end in PARTICLES and self._is_made_of_parts(before.removesuffix(end)) for end in ends)
        )

    def _ends_well(self, rest: str, wanted: str) -> bool:
        """True where the rest of a word is the part with that stem, or begins with it."""
        if self._root(rest) == wanted:
            return True
        short = len(wanted) < PART
        for end in range(len(wanted), min(len(wanted) + (0 if short else INFLECTION) + 1, len(rest))):
            if wanted in {rest[:end], self._root(rest[:end])}:
                for further in _after_link(rest[end:], links=PLAIN_LINKS if short or end > len(wanted) else LINKS):
                    if self._is_end(further) or self._is_made_of_parts(further, last=True):
                        return True
        return False

    def _is_made_of_parts(self, letters: str, *, last: bool = False) -> bool:
        """True for nothing, and for parts of a compound one behind another; `last`: up to its end."""
        if not letters:
            return not last
        known = (letters, last)
        if known not in self._splits:
            self._splits[known] = False  # while it is being found out
            self._splits[known] = self._can_be_split(letters, last)
        return self._splits[known]

    def _can_be_split(self, letters: str, last: bool) -> bool:
        for end in range(len(letters), PART - 2, -1):
            if not self._known_part(letters[:end]):
                continue
            rest = letters[end:]
            if not last and rest in (LINKS if end >= PART else SHORT_LINKS):
                return True
            for further in _after_link(rest, links=SHORT_LINKS if end < PART else LINKS):
                if (last and self._is_end(further)) or self._is_made_of_parts(further, last=last):
                    return True
        return False

    def _is_part(self, piece: str) -> bool:
        return piece in self.stems and (len(piece) >= PART or (len(piece) == PART - 1 and piece in self.nouns))

    def _is_end(self, piece: str) -> bool:
        """True for a word of the site, however it is inflected at the end of a compound."""
        if self._is_part(piece):
            return True
        known = self.of_stem.get(stem(piece, self.language), []) if len(piece) >= PART else []
        return any(self._is_part(word) for word in known)


def _spelt_beginning(word: str, key: str) -> str:
    """So much of a word as has that key; the word itself where nothing has."""
    return next((word[:end] for end in range(len(key), len(word) + 1) if key_of(word[:end]) == key), word)


def _spelt_part(word: str, begin: int, length: int) -> str:
    """So much of a word as has these letters of its key, dots and all."""
    lengths = [len(key_of(word[:end])) for end in range(len(word) + 1)]
    start = len(lengths) - 1 - lengths[::-1].index(begin) if begin in lengths else 0
    end = len(lengths) - 1 - lengths[::-1].index(begin + length) if begin + length in lengths else len(word)
    return word[start:end]


def _is_plural_by_umlaut(key: str) -> bool:
    return key.endswith(UMLAUT_PLURALS) or key.removesuffix("n").endswith(UMLAUT_PLURALS)


def _after_link(letters: str, *, links: tuple[str, ...] = LINKS) -> Iterator[str]:
    """What may follow a part of a compound: the letters behind one of these links."""
    return (letters[len(link) :] for link in links if letters.startswith(link) and len(letters) > len(link))


def _allowed(word: str) -> int:
    return next((wrong for length, wrong in ALLOWED if len(word) >= length), 0)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


NEW = "SELECT id, word, stem, shown, noun FROM search_word WHERE language = %s AND id > %s ORDER BY id"
ABBREVIATIONS = "SELECT short, long FROM search_abbreviation WHERE language = %s ORDER BY id"


@cache
def _known(language: str, database: str) -> Lexicon:
    return Lexicon(language)


def lexicon(language: str) -> Lexicon:
    """The words of the language, as of now."""
    return _known(language, str(connection.settings_dict["NAME"])).refresh()


def forget() -> None:
    """Know nothing any more, after words were taken from the database: a test that is rolled back does so."""
    _known.cache_clear()


def learn(texts: Iterable[tuple[str, str]]) -> None:
    """Add the words and abbreviations of texts, each after its language, to those that are known."""
    found: dict[tuple[str, str, bool], str] = {}
    pairs: set[tuple[str, str, str]] = set()
    told: defaultdict[str, set[str]] = defaultdict(set)
    for language, text in texts:
        for word, noun, shown in _words(text, language, told[language]):
            found.setdefault((language, word, noun), shown)
        pairs |= {(language, short, long) for short, long in abbreviations(text, language)}
    for some in chunks(found):
        rows = Word.objects.filter(language__in={one[0] for one in some}, word__in={one[1] for one in some})
        new = sorted({*some} - {*rows.values_list("language", "word", "noun")})
        Word.objects.bulk_create(
            (
                Word(
                    language=language,
                    word=word,
                    stem=_stem(word, language),
                    shown=found[language, word, noun],
                    noun=noun,
                )
                for language, word, noun in new
            ),
            ignore_conflicts=True,
        )
    if not pairs:
        return
    Abbreviation.objects.bulk_create(
        [Abbreviation(language=language, short=short, long=long) for language, short, long in sorted(pairs)],
        ignore_conflicts=True,
    )


def _stem(word: str, language: str) -> str:
    return stem(key_of(word, german=language == "de"), language)


def _words(text: str, language: str, told: set[str]) -> Iterator[tuple[str, bool, str]]:
    """The words of a text that are not told yet, each with whether it is a short noun, and as the text writes it."""
    for token in tokens(text, language, without=told):
        shown = text[token.start : token.end]
        may_be_noun = len(token.key) == PART - 1 and shown[:1].isupper()
        is_noun = may_be_noun and _is_inside(text, token)
        if is_noun == may_be_noun:
            told.add(shown)
        if not token.word.isdigit():
            yield token.word, is_noun, shown[:LONGEST]


def _is_inside(text: str, token: Token) -> bool:
    """True where a capital letter means something: not where a sentence begins."""
    at = token.start - 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at >= 0 and text[at] not in NO_CAPITAL_AFTER


CAPITALS = 2  # letters of an abbreviation that are capital ones, at least
SMALL = 3  # letters of words that an abbreviation passes over, at most: "für", "und"
_INTRODUCED = re.compile(r"\(([^\W\d_][\w-]{1,14})\)")


def abbreviations(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The short forms that a text introduces, and the words that they stand for, folded: the words before the bracket
    whose first letters make it up, of which small ones may be passed over."""
    for found in _INTRODUCED.finditer(text):
        short = found[1]
        if sum(letter.isupper() for letter in short) < CAPITALS:
            continue
        before = [token.key for token in tokens(text[max(0, found.start() - 200) : found.start()], language)]
        if long := _stands_for(fold(short), before):
            yield fold(short, german=language == "de"), " ".join(long)


def _stands_for(short: str, before: list[str]) -> list[str]:
    """The last words whose beginnings spell the short form; none where there are none."""
    for number in range(1, min(len(before), len(short) + 4) + 1):
        some = before[-number:]
        if some[0][0] == short[0] and _spells(short, some):
            return some
    return []


def _spells(short: str, some: list[str]) -> bool:
    """True where the letters are found in the words one after another, each word's first letter, or more of it, or the
    first letter of a part of a compound, at its turn."""
    if not short:
        return not some or (len(some) == 1 and len(some[0]) <= SMALL)
    if not some:
        return False
    first, *others = some
    if first[0] == short[0]:
        for length in range(len(short), 0, -1):
            if _is_spread(short[:length], first) and _spells(short[length:], others):
                return True
    return len(first) <= SMALL and _spells(short, others)


def _is_spread(letters: str, word: str) -> bool:
    """True where the letters stand in the word in that order, the first one at its beginning."""
    at = 0
    for number, letter in enumerate(letters):
        at = word.find(letter, at if number else 0)
        if at < 0 or (number == 0 and at):
            return False
        at += 1
    return True
