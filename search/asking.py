"""What somebody asks for: the words that were typed, each with all that may stand for it on this site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from itertools import islice, product

from cms import locales
from search.analysis import (
    WEEKDAYS,
    Date,
    Token,
    dates,
    in_capitals,
    is_short,
    joined,
    key_of,
    stop_words,
    tokens,
)
from search.lexicon import PART, Lexicon, lexicon
from search.synonyms import Phrase, synonyms

MAX_TERMS = 12
UNFINISHED = " *~…\"'„“”»«"  # what may stand behind a word that is not finished
BEGINNING = 5  # letters of what may be the beginning of a word; two less where a sign says that it is one
_SAYS_BEGINNING = re.compile(r"\s*[*…]")
# What may stand between the name of a weekday and a date.
_BEFORE_A_DATE = re.compile(r",?\s{1,2}(?:(?:de[nmr])\s)?")
_QUOTES = re.compile(r"[\"„“”«»‚‘’]([^\"„“”«»‚‘]+)[\"“”«»‘’]")
LIKELY = 4  # words that somebody who mistyped may have meant
SENTENCE = 3  # words of a question, at least
FORMS = 25  # in which words that stand for others may be inflected
MOST_NAMES = 200  # words, and several of them, that one word may be called as well


class Level(IntEnum):
    """How near something is to what was typed, the nearest first."""

    EXACT = 0
    STEM = 1
    SAME = 2  # a synonym, an abbreviation that a text introduces, or what it stands for
    PART = 3
    BEGINNING = 4
    TYPO = 5


@dataclass(frozen=True)
class Alternative:
    """Words that may stand for something, one behind the other where they are several; with `beginning`, the last one
    need only be the beginning of a word."""

    level: Level
    words: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True)
class Group:
    """Something that was typed, with all that may stand for it, the nearest first. What is not `required` only helps to
    put hits in order, and what is `idle` hardly does; a `part` is one of several of a word that nobody wrote as one."""

    typed: str
    alternatives: tuple[Alternative, ...]
    required: bool = True
    idle: bool = False
    part: bool = False
    noun: bool = False
    spelt: str = ""  # as the index would know it

    def of_level(self, level: Level) -> tuple[Alternative, ...]:
        return tuple(found for found in self.alternatives if found.level is level)

    def places(self, words: Sequence[str]) -> Iterator[tuple[Level, int, int]]:
        """Where in these words something stands for it: with its level, where it begins, and where it ends."""
        for at, word in enumerate(words):
            if word in self.levels:
                yield self.levels[word], at, at + 1
        for one in self.alternatives:
            if one.beginning:
                yield from ((one.level, at, at + 1) for at, word in enumerate(words) if word.startswith(one.words[0]))
            elif len(one.words) > 1:
                yield from ((one.level, at, at + len(one.words)) for at in _phrases(one.words, words))

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Each single word that may stand for it, with its level."""
        single = (one for one in reversed(self.alternatives) if len(one.words) == 1 and not one.beginning)
        return {one.words[0]: one.level for one in single}


def _phrases(phrase: tuple[str, ...], words: Sequence[str]) -> Iterator[int]:
    """Where the phrase begins."""
    starts = (at for at, word in enumerate(words) if word == phrase[0])
    return (at for at in starts if tuple(words[at : at + len(phrase)]) == phrase)


@dataclass(frozen=True)
class Question:
    """All that was asked for; `quoted` are words in quotes, which have to stand one behind the other; `meant` is the
    text as it was understood where something was taken for a typing error."""

    groups: tuple[Group, ...]
    meant: str = ""
    quoted: tuple[Group, ...] = ()

    @property
    def required(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.required)

    @property
    def conditions(self) -> tuple[Group, ...]:
        """All that a hit has to hold."""
        return (*self.required, *self.quoted)


def understood(text: str, locale: str, without: Collection[str] = frozenset()) -> Question:
    """What a text asks for in a language, if no text has the words `without`, as the index spells them."""
    language = locales.base(locale)
    known = lexicon(language)
    with known.lock:
        return _understood(text, language, known, known.lost(without))


def _understood(text: str, language: str, known: Lexicon, lost: Collection[str]) -> Question:
    days = list(dates(text, language))
    found = (token for token in tokens(text, language) if not any(day.start <= token.start < day.end for day in days))
    typed = list({token.word: token for token in found}.values())[:MAX_TERMS]  # in the order in which they stand
    of_days = [Group(text[day.start : day.end], (Alternative(Level.EXACT, (day.words[0],)),)) for day in days]
    of_words, corrections = _called(typed, _of_tokens(text, typed, known, lost), known)
    groups = _with_abbreviations([*of_days, *of_words][:MAX_TERMS], known)
    weighed = _weighed(groups, text, typed, days, known)
    return Question(tuple(weighed), _rewritten(text, corrections), tuple(_quoted(text, known)))


def _of_tokens(text: str, typed: Sequence[Token], known: Lexicon, lost: Collection[str]) -> list[list[Group]]:
    """What may stand for each word that was typed, or for its parts."""
    last, least = _unfinished(text, typed)
    found = [
        [
            replace(group, spelt=token.word, noun=token.start > 0 and text[token.start].isupper())
            for group in _groups(token.key, known, lost, beginning=least if token is last else 0)
        ]
        for token in typed
    ]
    for word, made_of in joined(text, known.language):
        for number in (number for number, token in enumerate(typed) if token.word in made_of):
            found[number] = [_or_as_one(group, word, known) for group in found[number]]
    return found


def _called(
    typed: Sequence[Token], of_tokens: Sequence[list[Group]], known: Lexicon
) -> tuple[list[Group], dict[Token, str]]:
    """The same with what else it is called, and for which words it was taken that nobody knows."""
    called = synonyms(known.language)
    named = called.of([token.key for token in typed])
    guessed = called.of([_taken_for(some) or token.key for token, some in zip(typed, of_tokens, strict=True)])
    groups: list[Group] = []
    corrections: dict[Token, str] = {}
    for number, (token, some) in enumerate(zip(typed, of_tokens, strict=True)):
        if number in named:
            groups += [_with_synonyms(_as_typed(group), named[number], known, Level.SAME) for group in some]
            continue
        if corrected := _correction(some, known):
            corrections[token] = corrected
        groups += [_with_synonyms(group, guessed.get(number, ()), known, Level.TYPO) for group in some]
    return groups, corrections


def _weighed(
    groups: list[Group], text: str, typed: Sequence[Token], days: Sequence[Date], known: Lexicon
) -> Iterator[Group]:
    """The same as the index knows it, with what only helps to put hits in order."""
    idle = stop_words(known.language) | {token.key for token in typed if _names_day(token, text, days)}
    in_capitals_only = {
        token.key for token in typed if token.key in known.abbreviations and is_short(text[token.start : token.end])
    } & idle
    groups = list(_helping(groups, idle - in_capitals_only))
    if known.language == "de" and _is_question(text, typed):
        groups = list(_verbs_help(groups))
    for group in groups:
        indexed = _as_indexed(group, known)
        yield _in_capitals(indexed) if group.typed in in_capitals_only else indexed


def _names_day(token: Token, text: str, days: Sequence[Date]) -> bool:
    """True for the name of a weekday that stands before a date, which says it all."""
    return token.key in WEEKDAYS and any(_BEFORE_A_DATE.fullmatch(text, token.end, day.start) for day in days)


def _unfinished(text: str, typed: Sequence[Token]) -> tuple[Token | None, int]:
    """The word that may be the beginning of one, as nothing follows, and how many letters it needs for that."""
    rest = text[typed[-1].end :] if typed else ""
    if not typed or rest.strip(UNFINISHED):
        return None, 0
    return typed[-1], BEGINNING - 2 if _SAYS_BEGINNING.match(rest) else BEGINNING


def _quoted(text: str, known: Lexicon) -> Iterator[Group]:
    """Several words in quotes, as they were typed or inflected."""
    for found in _QUOTES.finditer(text):
        some = list(tokens(found[1], known.language))[:MAX_TERMS]
        if len(some) > 1:
            forms = [[one for word in _forms(token, known) for one in known.spelt(word, token.word)] for token in some]
            phrases = dict.fromkeys(islice(product(*forms), FORMS))
            yield Group(found[1], tuple(Alternative(Level.EXACT, phrase) for phrase in phrases))


def _or_as_one(group: Group, word: str, known: Lexicon) -> Group:
    """With the word that hyphens make of several, where texts write it as one: Email for each of E-Mail."""
    key = key_of(word, german=known.language == "de")
    found = [Alternative(Level.EXACT, (one,)) for one in (key, *known.inflected(key)) if one in known]
    return replace(group, alternatives=_in_order((*group.alternatives, *found)))


def _forms(token: Token, known: Lexicon) -> list[str]:
    return [token.key, *known.inflected(token.key)]


def _as_indexed(group: Group, known: Lexicon) -> Group:
    """The group with words as the index knows them, in place of their keys."""
    found: dict[tuple[tuple[str, ...], bool], Alternative] = {}
    for one in group.alternatives:
        if one.beginning:
            several: Iterable[tuple[str, ...]] = ((begun,) for begun in known.begun(one.words[0]))
        else:
            several = islice(product(*(known.spelt(word, group.spelt) for word in one.words)), FORMS)
        for words in several:
            found.setdefault((words, one.beginning), replace(one, words=words))
    return replace(group, alternatives=tuple(found.values()) or (Alternative(Level.EXACT, (group.spelt,)),))


def _groups(word: str, known: Lexicon, lost: Collection[str], *, beginning: int = 0) -> Iterator[Group]:
    """What may stand for a word, or for each of its parts; words that are lost stand for nothing. With so many letters
    it may be the `beginning` of one, with 0 never."""
    found = [Alternative(Level.EXACT, (word,))] if word in known else []
    found += [Alternative(Level.STEM, (other,)) for other in known.inflected(word)]
    found += [Alternative(Level.SAME, (other,)) for other in known.neutral(word)]
    found += [Alternative(Level.PART, (other,)) for other in known.compounds(word)]
    already = {one.words[0] for one in found}
    more = (other for other in known.begun_with(word) if other not in already)
    found += [Alternative(Level.BEGINNING, (other,)) for other in more]
    found = [one for one in found if one.words[0] not in lost]
    if not found and (parts := known.parts(word)) and min(map(len, parts)) > PART:
        for part in parts:
            for group in _groups(part, known, lost):
                # A part is meant as it stands: not what is made of it in turn.
                near = [one for one in group.alternatives if one.level <= Level.STEM]
                yield replace(group, alternatives=tuple(_no_nearer(near, Level.PART)), part=True)
        return
    if not found and 0 < beginning <= len(word) and set(known.beginning(word)) - set(lost):
        found = [Alternative(Level.BEGINNING, (word,), beginning=True)]
    if not found:
        likely = known.similar(word, without=stop_words(known.language) | set(lost))[:LIKELY]
        likely = likely or [one for one in known.similar_ends(word) if one not in lost][:LIKELY]
        others = [near for other in likely for near in (other, *known.inflected(other), *known.compounds(other))]
        found = [Alternative(Level.TYPO, (other,)) for other in dict.fromkeys(others)]
    yield Group(word, tuple(found) or (Alternative(Level.EXACT, (word,)),))


def _no_nearer(alternatives: Sequence[Alternative], level: Level) -> Iterator[Alternative]:
    return (replace(found, level=max(found.level, level)) for found in alternatives)


def _as_typed(group: Group) -> Group:
    """A word that the agency knows, and that so is no typing error."""
    right = tuple(found for found in group.alternatives if found.level is not Level.TYPO)
    return replace(group, alternatives=right or (Alternative(Level.EXACT, (group.typed,)),))


def _with_synonyms(group: Group, phrases: Sequence[Phrase], known: Lexicon, nearest: Level) -> Group:
    """With what else the same is called, in the forms that texts have of it."""
    if not phrases:
        return group
    found: dict[Phrase, Alternative] = {}
    for phrase in phrases:
        forms = [(word, *known.inflected(word)) for word in phrase]
        for words in islice(product(*forms), FORMS):
            found.setdefault(words, Alternative(nearest, words))
        if len(phrase) == 1:
            for word in known.compounds(phrase[0]):
                found.setdefault((word,), Alternative(max(nearest, Level.PART), (word,)))
    named = _in_order(tuple(found.values()))[:MOST_NAMES]
    return replace(group, alternatives=_in_order((*group.alternatives, *named)))


def _taken_for(groups: Sequence[Group]) -> str:
    """What a typing error was taken for, as the index has it; empty where there was none."""
    nearest = [group.alternatives[0] for group in groups]
    return nearest[0].words[0] if len(nearest) == 1 and nearest[0].level is Level.TYPO else ""


def _correction(groups: Sequence[Group], known: Lexicon) -> str:
    """The same as texts write it."""
    word = _taken_for(groups)
    return known.shown[word] if word else ""


def _rewritten(text: str, corrections: dict[Token, str]) -> str:
    if not corrections:
        return ""
    for token in sorted(corrections, key=lambda token: -token.start):
        text = text[: token.start] + corrections[token] + text[token.end :]
    return text


def _with_abbreviations(groups: list[Group], known: Lexicon) -> list[Group]:
    """With the long form of a short one, and the short form of a long one, which stands for each of its words."""
    for start in range(len(groups)):
        for end in range(start + 1, len(groups) + 1):
            said = [_meant(group) for group in groups[start:end]]
            others = known.abbreviations.get(known.stemmed(said) if len(said) > 1 else said[0], ())
            more = tuple(one for other in sorted(others) for one in _in_all_forms(other.split(), known))
            groups[start:end] = [
                replace(group, alternatives=_in_order((*group.alternatives, *more))) for group in groups[start:end]
            ]
    return groups


def _in_all_forms(words: Sequence[str], known: Lexicon) -> Iterator[Alternative]:
    """A short or long form of what was typed, the long one however it is inflected."""
    if len(words) == 1 and words[0] in stop_words(known.language):
        yield Alternative(Level.SAME, (in_capitals(words[0]),))
        return
    forms = [(word, *known.inflected(word)) for word in words] if len(words) > 1 else [tuple(words)]
    yield from (Alternative(Level.SAME, phrase) for phrase in islice(product(*forms), FORMS))


def _in_capitals(group: Group) -> Group:
    """An abbreviation that is spelt like a word which says nothing, as it stands in capitals, and by its long form."""
    exact = Alternative(Level.EXACT, (in_capitals(group.spelt),))
    return replace(group, alternatives=(exact, *group.of_level(Level.SAME)))


def _meant(group: Group) -> str:
    """The word that was typed, or that was taken for it."""
    nearest = group.alternatives[0]
    return nearest.words[0] if nearest.level is Level.TYPO else group.typed


def _in_order(alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    return tuple(sorted(alternatives, key=lambda found: found.level))


def _helping(groups: list[Group], stop_words: frozenset[str]) -> Iterator[Group]:
    """With those that no text has to hold: words that mean nothing alone, as long as others were typed."""
    idle = [group.typed in stop_words or (len(group.typed) == 1 and not group.typed.isdigit()) for group in groups]
    for group, is_idle in zip(groups, idle, strict=True):
        yield replace(group, required=False, idle=True) if is_idle and not all(idle) else group


def _is_question(text: str, typed: Sequence[Token]) -> bool:
    """True for a sentence that asks: what nobody would type who types words alone."""
    return text.rstrip().endswith("?") or (len(typed) >= SENTENCE and typed[0].key in stop_words("de"))


def _verbs_help(groups: Sequence[Group]) -> Iterator[Group]:
    """In a German question nouns say what it is about; texts may lack the other words, and say it otherwise."""
    about = any(group.noun and group.required for group in groups)
    for group in groups:
        yield replace(group, required=False) if about and group.required and not group.noun else group
