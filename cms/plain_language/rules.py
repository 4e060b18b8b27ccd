"""The rules, each a function from a sentence to its findings. None looks at a word more often than a fixed number of
times, so that a text takes time in proportion to its length, whoever wrote it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from cms.plain_language import words
from cms.plain_language.findings import MAX_SENTENCE, MAX_STEM, Finding, Rule, finding
from cms.plain_language.sentences import JOINERS, Sentence, Token, is_bullet, sentences

MAX_COMMAS = 2
OLDEST_YEAR, NEWEST_OLD_YEAR = 1000, 1949
LARGE = 10_000
MAX_SMALL_WORD = 17  # letters of a word that is no noun
MIN_PARTICIPLE = 5  # letters
MIN_FOREIGN = 7  # letters of a word that is hard by its ending
MIN_PART = 3  # letters of a compound's second part
DIGITS_OF_YEAR, DIGITS_OF_POSTAL_CODE = 4, 5
MAX_ACRONYM = 6  # letters
MAX_FINDINGS = 500  # of a kind; nobody reads more of them

_SPLIT = re.compile(f"[{JOINERS}]")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_DOTTED = re.compile(r"(?<!\w)(?:" + "|".join(words.DOTTED).replace("_?", "[   ]?") + ")")
_PHONE = re.compile(r"[+0]\d[\d   /–-]*")
_SPECIAL = re.compile("[" + re.escape("".join(words.SPECIAL)) + "]+|(?<=[^\\W\\d_]):(?=[^\\W\\d_])|\\.{3,}")
_CHUNK = re.compile(r"\S+")


def check(text: str) -> list[Finding]:
    """What in the German text breaks the rules of Leichte Sprache, in the order of the text."""
    skipped = _addresses(text)
    found = [*_in_sentences(text, skipped), *_first(abbreviations(text)), *_first(special_characters(text))]
    return sorted(
        (one for one in found if not _within(one, skipped)), key=lambda one: (one.start, one.end, one.rule.value)
    )


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    return itertools.islice(found, MAX_FINDINGS)


def _in_sentences(text: str, addresses: list[tuple[int, int]]) -> list[Finding]:
    found: list[Finding] = []
    parts = sentences(text, addresses)
    for number, sentence in enumerate(parts):
        if len(found) >= MAX_FINDINGS:
            break
        for rule in RULES:
            found += _first(rule(text, sentence))
        if number + 1 == len(parts) or not _explains(parts[number + 1]):
            found += _first(hard_words(text, sentence))
    return found


def _addresses(text: str) -> list[tuple[int, int]]:
    """The places of web and e-mail addresses and telephone numbers, in which no rule is looked for."""
    found = [
        match.span()
        for match in _CHUNK.finditer(text)
        if match.group().startswith(("http://", "https://", "www.")) or "@" in match.group()[1:-1]
    ]
    merged: list[tuple[int, int]] = []
    for start, end in sorted([*found, *(match.span() for match in _PHONE.finditer(text))]):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged


def _within(one: Finding, spans: list[tuple[int, int]]) -> bool:
    """True for a finding that lies in one of the spans, which are in order."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= one.start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= one.start and one.end <= spans[low][1]


def _explains(sentence: Sentence) -> bool:
    """True for a sentence that says what the one before it meant."""
    begin = " ".join(token.lower for token in sentence.tokens[:3]) + " "
    return begin.startswith(("das heißt ", "das bedeutet ", "das meint ", "damit ist gemeint "))


# Sentences


def sentence_length(text: str, sentence: Sentence) -> Iterator[Finding]:
    length = len(sentence.words)
    if length > MAX_SENTENCE:
        message = _("This sentence has %(number)d words: make two of it, each of %(most)d at the most.")
        yield finding(
            Rule.SENTENCE_LENGTH,
            message % {"number": length, "most": MAX_SENTENCE},
            text,
            sentence.start,
            sentence.end,
        )


def one_idea(text: str, sentence: Sentence) -> Iterator[Finding]:
    """At most one of: a sub-clause, several commas, several joined parts."""
    message = _sub_clause(sentence) or _too_many_parts(sentence)
    if message:
        yield finding(Rule.ONE_IDEA, message, text, sentence.start, sentence.end)


def _sub_clause(sentence: Sentence) -> str:
    tokens = sentence.tokens
    for number, token in enumerate(tokens[:-1]):
        if token.kind == "comma" and _begins_sub_clause(tokens, number + 1):
            words_ = {"word": tokens[number + 1].text}
            return _("A sub-clause begins with “%(word)s”: make a sentence of its own of it.") % words_
    return ""


def _begins_sub_clause(tokens: list[Token], number: int) -> bool:
    word = tokens[number].lower
    if word in words.CONJUNCTIONS:
        return True
    if word not in words.RELATIVES:
        return False
    # Up to the next comma, but no further than a rule may look.
    last = None
    for token in tokens[number + 1 : number + 12]:
        if token.kind == "comma":
            break
        last = token
    verb = last is not None and (last.text.endswith(("t", "en")) or last.lower in words.FINITE)
    return verb and last is not None and last.text[:1].islower()


def _too_many_parts(sentence: Sentence) -> str:
    commas = sum(token.kind == "comma" for token in sentence.tokens)
    if commas > MAX_COMMAS:
        return _("There are %(number)d commas in this sentence: make a list or several sentences.") % {"number": commas}
    joined = sum(token.lower in {"und", "oder", "sowie"} for token in sentence.tokens)
    if joined > 1:
        return _("This sentence joins several things with “und” or “oder”: make a list or several sentences.")
    return ""


def passive(text: str, sentence: Sentence) -> Iterator[Finding]:
    """A form of *werden* with a participle at the end of its clause."""
    for clause in _clauses(sentence):
        auxiliary: Token | None = None
        for number, token in enumerate(clause):
            following = clause[number + 1].lower if number + 1 < len(clause) else ""
            if token.lower in words.PASSIVE_AUXILIARIES:
                auxiliary = token
            elif (following in words.PASSIVE_AUXILIARIES or (auxiliary and not following)) and is_participle(
                token.text
            ):
                first = min(token, auxiliary or token, key=lambda one: one.start)
                message = _("Passive voice: say who does it. For example “Wir …” or “Die Stadt …”.")
                yield finding(Rule.PASSIVE, message, text, first.start, token.end)
                break


def _clauses(sentence: Sentence) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in sentence.tokens:
        if token.kind == "comma" or token.lower in {"und", "oder"}:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def is_participle(word: str) -> bool:
    """True for what is most likely a past participle, which is written small."""
    if not word.islower() or word in words.NOT_PARTICIPLES or len(word) < MIN_PARTICIPLE:
        return False
    if word in words.STRONG_PARTICIPLES or word.endswith("iert"):
        return True
    if word.endswith("t") and word.startswith(words.INSEPARABLE) and not word.endswith(("heit", "keit")):
        return True
    return any(_is_ge_form(word.removeprefix(prefix)) for prefix in ("", *words.SEPARABLE) if word.startswith(prefix))


def _is_ge_form(word: str) -> bool:
    plain = word.startswith("ge") and len(word) >= MIN_PARTICIPLE and word.endswith(("t", "en"))
    return plain and word not in words.LIKE_PARTICIPLES and word not in words.NOT_PARTICIPLES


def genitive(text: str, sentence: Sentence) -> Iterator[Finding]:
    tokens = sentence.tokens
    looked_at = 0
    gives = False
    for number, token in enumerate(tokens):
        if token.lower not in words.GENITIVE_MARKS:
            continue
        gives = gives or any(one.lower.startswith(words.DATIVE_VERBS) for one in tokens[looked_at:number])
        looked_at = number
        noun = _noun_after(tokens, number)
        if noun is None:
            continue
        if token.lower == "des" or (token.lower != "der" and _is_genitive_noun(noun)):
            start = token.start
        elif token.lower == "der" and not gives and _follows_noun(tokens, number):
            start = tokens[number - 1].start
        else:
            continue
        message = _("Genitive: say it with “von”. For example “das Haus von dem Lehrer”.")
        yield finding(Rule.GENITIVE, message, text, start, noun.end)


def _noun_after(tokens: list[Token], number: int) -> Token | None:
    """The noun right after an article, with two words before it at the most."""
    for token in tokens[number + 1 : number + 4]:
        if token.kind != "word":
            return None
        if token.text[:1].isupper():
            return token
        if not token.text.endswith(("en", "er", "n")):
            return None
    return None


def _is_genitive_noun(noun: Token) -> bool:
    return noun.lower.endswith("s") and not noun.lower.endswith(words.ENDS_IN_S)


def _follows_noun(tokens: list[Token], number: int) -> bool:
    """True where a noun with its article stands right before: die Arbeit | der Agentur."""
    near: list[Token | None] = [None, None, *tokens[max(0, number - 3) : number]]
    *earlier, before, noun = near
    if before is None or noun is None or not noun.text[:1].isupper() or noun.kind != "word":
        return False
    if before.lower in words.DETERMINERS or before.kind == "number":
        return True
    # With an adjective between the two: die gute Arbeit der Agentur.
    adjective = before.text[:1].islower() and before.text.endswith(("e", "en", "er"))
    return adjective and earlier[-1] is not None and earlier[-1].lower in words.DETERMINERS


def subjunctive(text: str, sentence: Sentence) -> Iterator[Finding]:
    for token in sentence.tokens:
        if token.text in words.SUBJUNCTIVES:
            message = _("Subjunctive: say what is. For example “vielleicht”, or what somebody can do.")
            yield finding(Rule.SUBJUNCTIVE, message, text, token.start, token.end)


def negation(text: str, sentence: Sentence) -> Iterator[Finding]:
    for token in sentence.tokens:
        if token.lower in words.NEGATIONS:
            message = _("Negation: say what is, not what is not. Where it must stand, set it in bold.")
            yield finding(Rule.NEGATION, message, text, token.start, token.end)


# Words


def hard_words(text: str, sentence: Sentence) -> Iterator[Finding]:
    """Foreign and official words, but for those explained right there: “Inklusion heißt: …”."""
    found = sentence.words
    for number, token in enumerate(found):
        following = found[number + 1].lower if number + 1 < len(found) else ""
        if token.kind != "word" or following in {"heißt", "bedeutet", "meint"}:
            continue
        simpler = simpler_for(token.text)
        if simpler is None:
            continue
        message = (
            _("Hard word: say “%(simpler)s”, or explain it.") % {"simpler": simpler}
            if simpler
            else _("Foreign word: say it in an easier way, or explain it.")
        )
        yield finding(Rule.HARD_WORD, message, text, token.start, token.end)


@lru_cache(4096)
def simpler_for(word: str) -> str | None:
    """What to say instead of the word; empty for a foreign word without a proposal, None for an easy one."""
    listed = words.SIMPLER.get(word.lower())
    if listed is not None:
        return listed
    for part in _SPLIT.split(word):
        base = _listed(part.lower())
        if base is not None:
            return words.SIMPLER[base]
        if _is_foreign(part):
            return ""
    return None


def _listed(word: str) -> str | None:
    if word in words.SIMPLER:
        return word
    stems = [word.removesuffix(ending) for ending in words.INFLECTIONS if word.endswith(ending)]
    verbs = [f"{stem}en" for stem in (word.removesuffix("t"), word.removesuffix("te"), word.removesuffix("ten"))]
    return next((stem for stem in [*stems, *verbs] if stem in words.SIMPLER and stem != word), None)


def _is_foreign(word: str) -> bool:
    lower = word.lower()
    if word == lower:
        for ending in words.HARD_VERBS:
            if lower.endswith(ending):
                return lower.removesuffix(ending).removeprefix("ge") not in words.KNOWN_VERBS
        return (
            lower.endswith(words.HARD_ADJECTIVES) and lower not in words.KNOWN_ADJECTIVES and len(lower) >= MIN_FOREIGN
        )
    known = lower in words.KNOWN_NOUNS or lower.endswith(words.KNOWN_ENDS) or len(lower) < MIN_FOREIGN
    return not known and lower.endswith(words.HARD_NOUNS)


def long_words(text: str, sentence: Sentence) -> Iterator[Finding]:
    for token in sentence.tokens:
        if token.kind != "word":
            continue
        place = token.start
        for part in _SPLIT.split(token.text):
            if is_long(part):
                yield finding(Rule.LONG_WORD, _divided(part), text, place, place + len(part))
            place += len(part) + 1


@lru_cache(4096)
def is_long(word: str) -> bool:
    """True for a compound noun that is not divided, and for any very long word."""
    lower = word.lower()
    if lower in words.NAMES:
        return False
    if word == lower:
        return len(word) >= MAX_SMALL_WORD
    return _joint(lower) > 0 or len(_stem(lower)) >= MAX_STEM


def _stem(word: str) -> str:
    ending = next((one for one in words.DERIVATIONS if word.endswith(one)), "")
    return word.removesuffix(ending)


def _joint(word: str) -> int:
    """Where the second part of a compound begins; 0 where that cannot be told."""
    places = (word.find(joint) + len(joint) for joint in words.JOINTS if word.find(joint) > 1)
    return next((place for place in places if len(word) - place >= MIN_PART), 0)


def _divided(word: str) -> str:
    place = _joint(word.lower())
    if not place:
        return _("Long word: divide it with a hyphen (Presse-Stelle) or choose a shorter one.")
    proposal = f"{word[:place]}-{word[place:].capitalize()}"
    return _("Long word: divide it, for example “%(proposal)s”.") % {"proposal": proposal}


# Numbers


def numbers(text: str, sentence: Sentence) -> Iterator[Finding]:
    tokens = sentence.words
    for number, token in enumerate(tokens):
        before = tokens[number - 1].lower if number else ""
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        message = _number_word(token) if token.kind == "word" else _digits(token, before, after, text)
        if message:
            yield finding(Rule.NUMBER, message, text, token.start, token.end)


def _number_word(token: Token) -> str:
    word = token.text
    if word.lower() in {"prozent", "prozente"}:
        return _("Per cent are hard: say for example “viele” or “1 von 4 Menschen”.")
    if word.lower() in {"million", "millionen", "milliarde", "milliarden"}:
        return _("A large number: say “viele” or compare it with something.")
    if word.lower() in words.NUMBER_WORDS or word.endswith(words.TENS):
        return _("Write the number in digits.")
    if len(word) > 1 and word.isupper() and word not in words.NOT_ROMAN and _ROMAN.match(word):
        return _("Write Roman numerals as digits.")
    return ""


def _digits(token: Token, before: str, after: str, text: str) -> str:
    if text[token.end : token.end + 2].strip().startswith("%"):
        return _("Per cent are hard: say for example “viele” or “1 von 4 Menschen”.")
    if "," in token.text:
        return ""
    value = int("".join(filter(str.isdecimal, token.text[:15])))
    if _is_year(token, before, text) and OLDEST_YEAR <= value <= NEWEST_OLD_YEAR:
        return _("Old years tell little: say “vor langer Zeit” or “vor mehr als 100 Jahren”.")
    grouped = not token.text.isdigit()
    if value >= LARGE and (grouped or len(token.text) != DIGITS_OF_POSTAL_CODE or after.lower() in words.COUNTED):
        return _("A large number: say “viele” or compare it with something.")
    return ""


def _is_year(token: Token, before: str, text: str) -> bool:
    in_date = text[max(0, token.start - 2) : token.start].rstrip(" ").endswith(".")
    return len(token.text) == DIGITS_OF_YEAR and (before in words.YEARS_AFTER or in_date)


# Signs


def abbreviations(text: str) -> Iterator[Finding]:
    for match in _DOTTED.finditer(text):
        long = words.DOTTED_LONG.get("".join(match.group().lower().split()), "")
        message = (
            _("Abbreviation: write “%(words)s”.") % {"words": long}
            if long
            else _("Abbreviation: write the words in full.")
        )
        yield finding(Rule.ABBREVIATION, message, text, *match.span())


def acronyms(text: str, sentence: Sentence) -> Iterator[Finding]:
    """Names made of capitals, but for known ones, numerals, and those that the sentence introduces."""
    if any(token.lower in {"abkürzung", "kurz", "abgekürzt"} for token in sentence.words) or not _has_small(sentence):
        return
    for token in sentence.tokens:
        unknown = (part for part in _SPLIT.split(token.text) if _is_acronym(part))
        if token.kind == "word" and next(unknown, None):
            message = _("Abbreviation: write the words in full, or explain it.")
            yield finding(Rule.ABBREVIATION, message, text, token.start, token.end)


def _has_small(sentence: Sentence) -> bool:
    return any(not token.text.isupper() for token in sentence.words if token.kind == "word")


def _is_acronym(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word[: MAX_ACRONYM + 1])
    return capitals > 1 and len(word) <= MAX_ACRONYM and word not in words.KNOWN_ACRONYMS and not _ROMAN.match(word)


def special_characters(text: str) -> Iterator[Finding]:
    for match in _SPECIAL.finditer(text):
        sign, place = match.group(), match.start()
        # Per cent after a number are told of as a number; a mark before an item of a list is none.
        after_number = sign[0] == "%" and text[max(0, place - 2) : place].strip()[-1:].isdigit()
        if after_number or (sign == "*" and is_bullet(text, place)):
            continue
        yield finding(Rule.SPECIAL_CHARACTER, _about_sign(sign), text, place, match.end())


def _about_sign(sign: str) -> str:
    if sign[0] in "([":
        return _("Brackets: make a sentence of its own of what stands in them.")
    said = words.SPECIAL.get(sign[0], "")
    if said:
        return _("Special character “%(sign)s”: write “%(words)s”.") % {"sign": sign, "words": said}
    return _("Special character “%(sign)s”: write the sentence without it.") % {"sign": sign}


RULES = (sentence_length, one_idea, passive, genitive, subjunctive, negation, long_words, numbers, acronyms)
