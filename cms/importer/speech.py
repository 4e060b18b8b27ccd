"""Who is quoted: words in quotation marks, and what the sentences around them say of the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from cms.importer.people import (
    ABBREVIATION,
    ANY_NAME,
    NAME,
    NAME_WORD,
    PARTICLE,
    TITLE,
    Person,
    bare_name,
    function_at,
    is_role,
    may_be_name,
    names,
    speaker_at,
    surname,
)
from cms.importer.vocabulary import ORGANISATION_WORD

_SPEAKS = (
    r"(?:sagte?n?|erklärte?n?|betonte?n?|ergänzte?n?|unterstreicht|unterstrich|meinte?|berichtete?n?|bekräftigte?n?|"
    r"freute?\s+sich|versicherte?|fasste?|lobte?|resümierte?|fügte?|bilanzierte?|kündigte?|wirbt|warb|weiß|wusste|"
    r"erläuterte?n?|appellierte?|zeigte?\s+sich|verspricht|versprach|schilderte?|erinnerte?|begrüßte?|würdigte?|dankte?|"
    r"urteilte?|beschreibt|beschrieb|stellte?|führte?|hob|hebt|nannte|nennt|sieht|sah|fordert?e?|mahnte?|warnte?|rief|ruft|"
    r"hofft?e?|blickte?|lautete?|zitierte?|äußerte?|wünscht?e?\s+sich|rät|riet|empfiehlt|empfahl|erzählte?n?|gab|gibt|findet|fand|"
    r"unterstützt|hält|hielt|kommentierte?|kommt|zog|zieht|schließt|schloss|antwortete?|fragte?|wirft|plädierte?|verwies|verweist|"
    r"macht(?:e)?\s+deutlich|pflichtete?|sprach|spricht|signalisierte?|stimmte?|weist|wies|überzeugt|heißt\s+es\s+(?:von|bei|in)|bestätigte?n?|prognostizierte?)"
)
_SPEECH = re.compile(
    r"„(?P<low>[^„“”\"]{3,3000})[“”\"]|»(?P<out>[^«»]{3,3000})«|«(?P<in>[^«»]{3,3000})»|\"(?P<plain>[^\"„“”]{3,3000})\"|“(?P<high>[^“”„]{3,3000})”"
)
_AFTER = re.compile(
    rf"^\s*,?\s*(?:(?P<so>so)\s+|(?P<verb>{_SPEAKS})\b(?:\s+(?:sich|zudem|auch|dazu|weiter|abschließend|außerdem|dabei|dann|jetzt|denn|heute|gestern|anschließend|erfreut|zuversichtlich|überzeugt))*\s+|(?P<verdict>ist\s+sich|findet|meint|zeigt\s+sich)\s+)"
)
# Any verb will do where a full name follows it.
_ANY_VERB = re.compile(r"^\s*,\s*[a-zäöüß]{3,}(?:t|te|ten|b|f|g|h|ß|d)(?:\s+sich)?\s+")
_PRONOUN = re.compile(r"^(?:(?:er|sie)\b|(?:der|die)\b(?=\s*(?:[,.;:!?]|$)))")
MAX_BEFORE = 800  # characters before speech in which its speaker is looked for
MAX_ROLE = 160  # characters before a name in which its bearer's office is looked for
MAX_AT_END = 260  # characters of a clause before speech that may name the speaker at their end
MAX_SEARCHED = 20_000  # characters
MIN_WORDS = 5  # of what counts as speech without anybody said to have spoken


@dataclass(frozen=True)
class Speech:
    """Words in quotation marks with whoever said them. `start` and `end` span the words, their marks and what says who
    spoke; `pure` tells that this names nothing but person and function, so that nothing is lost without it."""

    words: str
    speaker: Person | None
    start: int
    end: int
    pure: bool


def speeches(paragraphs: list[str]) -> list[list[Speech]]:
    """The speech of each paragraph. A speaker named by surname only is the one known by full name elsewhere in the
    text; speech that names nobody is by whoever spoke before it in the same paragraph."""
    # Who is quoted is introduced early on; a text of megabytes must not be searched for every name.
    whole = "\n".join(paragraphs)[:MAX_SEARCHED]
    known: dict[str, Person] = {}
    found: list[list[Speech]] = []
    for paragraph in paragraphs:
        said: list[Speech] = []
        speaker: Person | None = None
        position = 0  # where the speech before ended
        for speech in _speeches(paragraph):
            named = _completed(speech.speaker, known, whole) if speech.speaker else None
            if named is not None:
                known[surname(named.name)] = named
            elif speech.speaker or _speaks_of_another(paragraph[position : speech.start], speaker):
                speaker = None
            speaker = named or speaker
            position = speech.end
            if named is None and len(speech.words.split()) < MIN_WORDS:
                continue
            said.append(replace(speech, speaker=speaker))
        found.append(_filled_backwards(said))
    return found


def quoted(found: list[list[Speech]]) -> list[Person]:
    """Everybody who is quoted, once, in the order of the text, in the fullest function given."""
    people: dict[str, Person] = {}
    for speech in (speech for said in found for speech in said):
        if speech.speaker is None:
            continue
        key = bare_name(speech.speaker.name)
        if key not in people or (speech.speaker.function and not people[key].function):
            people[key] = speech.speaker
    return list(people.values())


def _speaks_of_another(between: str, speaker: Person | None) -> bool:
    """True where the words between two speeches announce the second one, or name somebody who has not spoken."""
    if between.rstrip().endswith(":"):
        return True
    return speaker is not None and any(surname(name) != surname(speaker.name) for name in names(between))


def _filled_backwards(said: list[Speech]) -> list[Speech]:
    """What opens a paragraph without a name is by whoever is named behind the speech that follows at once."""
    if len(said) <= 1 or said[0].speaker or said[0].start > 0 or said[1].start - said[0].end > 1:
        return said
    return [replace(said[0], speaker=said[1].speaker), *said[1:]]


def _speeches(paragraph: str) -> Iterator[Speech]:
    for match in _SPEECH.finditer(paragraph):
        words = next(group for group in match.groups() if group is not None)
        after = _speaker_after(paragraph, match.start(), match.end())
        if after is not None:
            person, end, pure = after
            yield Speech(words.strip(), person, match.start(), end, pure)
            continue
        begin = max(0, match.start() - MAX_BEFORE)
        before = _speaker_before(paragraph[begin : match.start()])
        if before is not None:
            person, start, pure = before
            yield Speech(words.strip(), person, begin + start, match.end(), pure)
            continue
        yield Speech(words.strip(), None, match.start(), match.end(), pure=True)


def _speaker_after(paragraph: str, start: int, position: int) -> tuple[Person, int, bool] | None:
    """Who spoke according to the words behind the speech, where those words end, and whether they say only that."""
    rest = paragraph[position : position + 400]
    match = _AFTER.match(rest) or _ANY_VERB.match(rest)
    if match is None:
        return None
    found = speaker_at(rest[match.end() :])
    if found is None or (match.re is _ANY_VERB and len(bare_name(found[0].name).split()) <= 1):
        # “sagt sie”: whoever the sentences before speak of.
        named = (
            _last_named(paragraph[max(0, start - MAX_BEFORE) : start])
            if _AFTER.match(rest) and _PRONOUN.match(rest[match.end() :])
            else None
        )
        return (named, position, False) if named else None
    person, length = found
    end = match.end() + length
    tail = rest[end:]
    stop = re.match(r"\s*\.(?=\s|$)", tail)
    return person, position + end + (stop.end() if stop else 0), bool(stop or not tail.strip())


def _last_named(text: str) -> Person | None:
    """The person of whom the text before spoke last, with the function that stands beside the name."""
    text = _SPEECH.sub(" ", text)
    for sentence in reversed(re.split(r"(?<=[a-zäöüß][.!?])\s+", text)):
        found = [name for name in ANY_NAME.finditer(sentence) if may_be_name(name[0])]
        found = [name for name in found if not ORGANISATION_WORD.search(name[0])]
        if found:
            spoken = speaker_at(re.sub(r"^\s*(?:So|Für|Auch|Laut)\s+", "", sentence, count=1))
            full = spoken is not None and bare_name(spoken[0].name) == bare_name(found[-1][0])
            return spoken[0] if spoken and full else Person(found[-1][0])
    return None


_BEFORE = re.compile(
    rf"^(?P<clause>[^„“]{{0,260}}?(?:\b(?:{_SPEAKS})\b[^„“]{{0,90}}|^\s*So\s[^„“]{{3,120}}|\bso\s[^„“]{{3,120}})):\s*$"
)


# “Für Landrat Jan Muster ist das ein Anfang: „…““
_FOR = re.compile(r"^(?P<clause>(?:Für|Auch|Laut)\s[^„“:]{5,200}):\s*$")


def _speaker_before(text: str) -> tuple[Person, int, bool] | None:
    """Who spoke according to the clause before the speech, which ends with a colon; where it begins."""
    begin = _begin_of_sentence(text)
    clause = text[begin:]
    match = _BEFORE.search(clause) or _FOR.search(clause)
    if match is None:
        return _named_at_end(clause, begin)
    subject = re.sub(r"^\s*(?:(?:So|Für|Auch|Laut)\s+)?", "", match["clause"], count=1)
    for candidate in (subject, *_behind_verbs(subject)):
        found = speaker_at(candidate)
        if found is not None:
            person, length = found
            rest = candidate[length:]
            pure = candidate is subject and bool(re.fullmatch(rf",?\s*(?:{_SPEAKS})?\s*", rest))
            return person, begin, pure
    return None


# “Neue Präsidentin Prof. ”, before a name.
_ROLE_BEFORE = re.compile(rf"(?P<function>(?:(?:[A-ZÄÖÜ][\w\-*:]+)\s+){{0,2}}(?P<role>[\w\-*:]+))\s+(?:{TITLE}\s+)*$")
# “Darunter Jan Muster, Leiter der Werke: „…““
_AT_END = re.compile(rf"(?P<name>{NAME}),\s+(?P<function>[^„“:.;,]{{3,120}}):\s*$")


def _named_at_end(clause: str, begin: int) -> tuple[Person, int, bool] | None:
    match = _AT_END.search(clause[-MAX_AT_END:])
    if match is None or not names(match["name"]) or not any(map(is_role, match["function"].split())):
        return None
    is_alone = match.start() == 0 and len(clause) <= MAX_AT_END
    return Person(match["name"], match["function"].strip()), begin, is_alone


def _begin_of_sentence(text: str) -> int:
    begin = 0
    for match in re.finditer(r"[.!?“”]\s+(?=[A-ZÄÖÜ])", text):
        if not ABBREVIATION.search(text[: match.start() + 1]):
            begin = match.end()
    return begin


def _behind_verbs(clause: str) -> list[str]:
    return [clause[match.end() :].lstrip() for match in re.finditer(rf"\b{_SPEAKS}\b", clause)]


def _completed(person: Person, known: dict[str, Person], whole: str) -> Person | None:
    """The person under the full name where only the surname is given; None where no full name is to be found."""
    if len(bare_name(person.name).split()) > 1:
        before = known.get(surname(person.name))
        if before and bare_name(before.name) == bare_name(person.name):
            return replace(
                before, function=before.function or person.function or _function_elsewhere(person.name, whole)
            )
        return replace(person, function=person.function or _function_elsewhere(person.name, whole))
    last = surname(person.name)
    found = _full_names(last, whole)
    if len(found) > 1:
        return None  # two of that surname
    if last in known:
        return known[last]
    return next((Person(name, _function_elsewhere(name, whole)) for name in found), None)


@lru_cache(maxsize=64)
def _full_names(last: str, whole: str) -> list[str]:
    """The different full names with that surname, each as it stands first."""
    full = re.compile(rf"(?:{TITLE}\s+)*{NAME_WORD}\s+(?:{PARTICLE}\s+)?{re.escape(last)}\b")
    found: dict[str, str] = {}
    for match in full.finditer(whole):
        for name in names(match[0]):
            found.setdefault(bare_name(name), name)
    return list(found.values())


@lru_cache(maxsize=64)
def _function_elsewhere(name: str, whole: str) -> str:
    """The function given where the text names the person first."""
    for match in re.finditer(re.escape(bare_name(name)), whole):
        comma = re.match(r",\s+", whole[match.end() :])
        if comma:
            function, _length = function_at(whole[match.end() + comma.end() : match.end() + 260])
            if function and any(is_role(word.rstrip(",")) for word in function.split()[:6]):
                return function
        before = _ROLE_BEFORE.search(whole[max(0, match.start() - MAX_ROLE) : match.start()])
        if before and is_role(before["role"]):
            return before["function"]
    return ""
