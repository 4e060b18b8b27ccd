"""Who is quoted, and in which function: names, speech and its attribution in German running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.importer.dates import WEEKDAYS
from cms.importer.vocabulary import ORGANISATION_WORD

TITLE = r"(?:Prof(?:essor(?:in)?|\.)|Dr(?:es)?\.|PD|Dipl\.-[A-ZÄÖÜ][\w.]*|Ing\.|Mag\.|h\.\s?c\.|(?:med|phil|jur|rer|nat|pol|oec|theol|habil)\.|Sr\.|Pfarrer(?:in)?)"
_WORD = r"(?:[A-ZÄÖÜÉÇŞİ][a-zäöüßéèêçáóíúñşğıćčžšłøåëï’'\w]*\.?(?:-[A-ZÄÖÜÉÇŞİ][\w’']+)*)"
_NAME_WORD = r"(?:[A-ZÄÖÜÉÇŞİŁŠČŽ][a-zäöüßéèêçáóíúñşğıćčžšłøåëï’']+(?:[A-ZÄÖÜ][a-zäöüß]+)?(?:-[A-ZÄÖÜÉ][\wäöüß’']+)*)"
_PARTICLE = r"(?:von(?:\s+de[rmn])?|van(?:\s+de[rn]?)?|zu|de(?:\s+la)?|da|di|del|el|al|bin|ibn|le|la|ter|ten)"
_GIVEN = rf"(?:{_NAME_WORD}|[A-ZÄÖÜ]\.)"
NAME = rf"(?:{TITLE}\s+)*{_NAME_WORD}(?:\s+{_GIVEN})?(?:\s+{_GIVEN})?\s+(?:{_PARTICLE}\s+)?{_NAME_WORD}"
_NAME = re.compile(NAME)
_TITLES = re.compile(rf"^(?:{TITLE}\s+)+")

_NO_NAME = re.compile(
    r"(?:Am|An|Im|In|Auf|Zum|Zur|Unter|Der|Die|Das|Alte[rs]?|Neue[rs]?|Große[rs]?|Kleine[rs]?|Tel|Fax|Für|Ihre?|Unser)\s"
)

# The last part of words that name an office; “-in” and gendered forms included.
_ROLE = re.compile(
    r"(?:führ(?:er|ung)|leit(?:er|ung)|minister|präsident|sprecher|vorsitzende|direktor|meister|rat|rätin|sekretär|sekretar|"
    r"beauftragt|koordinator|referent|chef|vorstand|vorständ|inhaber|rektor|dezernent|berater|manager|intendant|"
    r"geschäftsführend|abgeordnet|senator|kanzler|professor|forscher|kurator|geschäftsführung|trainer|coach|"
    r"unternehmer|gründer|mitarbeiter|redner|schirmherr|projektträger|obermeister|betreiber|lehrer|dozent|"
    r"experte|expertin|mentor|pate|patin|lotse|lotsin|amtsarzt|ärzt|arzt|wissenschaftler|ausbilder|schüler|absolvent|"
    r"verantwortlich|partner|verwalter|notar|anwalt|anwält|richter|pfarrer|bischof|dekan|hauptgeschäftsführer|"
    r"auszubildend|fachkraft|personaler|kollege|kollegin|moderator|vertreter|organisator|initiator|"
    r"präses|syndikus|vize|stellvertret|kommissar|botschafter|attaché|konsul|stipendiat|studierend|student|"
    r"ingenieur|pfleger|schwester|handwerker|tischler|bäcker|elektriker|mechaniker|techniker|bauer|landwirt|wirt|wirtin)"
    r"(?:in(?:nen)?|\*in|:in|_in|/in|/-in|e[rnms]?|n)?$",
    re.IGNORECASE,
)
_SPEAKS = (
    r"(?:sagte?n?|erklärte?n?|betonte?n?|ergänzte?n?|unterstreicht|unterstrich|meinte?|berichtete?n?|bekräftigte?n?|"
    r"freute?\s+sich|versicherte?|fasste?|lobte?|resümierte?|fügte?|bilanzierte?|kündigte?|wirbt|warb|weiß|wusste|"
    r"erläuterte?n?|appellierte?|zeigte?\s+sich|verspricht|versprach|schilderte?|erinnerte?|begrüßte?|würdigte?|dankte?|"
    r"urteilte?|beschreibt|beschrieb|stellte?|führte?|hob|hebt|nannte|nennt|sieht|sah|fordert?e?|mahnte?|warnte?|rief|ruft|"
    r"hofft?e?|blickte?|lautete?|zitierte?|äußerte?|wünscht?e?\s+sich|rät|riet|empfiehlt|empfahl|erzählte?n?|gab|gibt|findet|fand|"
    r"unterstützt|hält|hielt|kommentierte?|kommt|zog|zieht|schließt|schloss|antwortete?|fragte?|wirft|plädierte?|verwies|verweist|"
    r"macht(?:e)?\s+deutlich|pflichtete?|sprach|spricht|signalisierte?|stimmte?|weist|wies|überzeugt|heißt\s+es\s+(?:von|bei|in)|bestätigte?n?|prognostizierte?)"
)
_OPENING, _CLOSING = '„“"»«', '“”"«»'
_SPEECH = re.compile(
    r"„(?P<low>[^„“”\"]{3,3000})[“”\"]|»(?P<out>[^«»]{3,3000})«|«(?P<in>[^«»]{3,3000})»|\"(?P<plain>[^\"„“”]{3,3000})\"|“(?P<high>[^“”„]{3,3000})”"
)
_AFTER = re.compile(
    rf"^\s*,?\s*(?:(?P<so>so)\s+|(?P<verb>{_SPEAKS})\b(?:\s+(?:sich|zudem|auch|dazu|weiter|abschließend|außerdem|dabei|dann|jetzt|denn|heute|gestern|anschließend|erfreut|zuversichtlich|überzeugt))*\s+|(?P<verdict>ist\s+sich|findet|meint|zeigt\s+sich)\s+)"
)
_ARTICLE = re.compile(r"^(?:(?:der|die|das|den|dem|des|ein|eine|einer)\s+)?(?:(?:Herrn?|Frau)\s+)?")
_FUNCTION_ENDS = re.compile(
    r"[;:!?„»\"(]|,(?!\s*(?:Jugend|Frauen|Familie|Gesundheit|Soziales|Arbeit|Wirtschaft|Verkehr|Umwelt|Kultur|Bildung|Wissenschaft|Energie|Integration|Digital\w*|Technologie|Natur\w*|Infrastruktur|Tourismus|Forsten|Europa\w*|Inneres|Kommunales|Landwirtschaft|Verbraucher\w*|Migration|Justiz|Sport|Bauen|Wohnen|Forschung)\b[^,.]*\bund\b)"
    r"|\.(?=\s+[A-ZÄÖÜ„»]|\s*$)"
    r"|\s(?:bei(?:m)?\s+(?:der|einer|seine[rm]|ihre[rm]|de[mn]|d[ae]s)?\s*(?:Eröffnung|Begrüßung|Auftakt|Vorstellung|Unterzeichnung|Abschluss|Pressekonferenz|Termin|Besuch|Treffen|Tagung|Übergabe|Präsentation|Veranstaltung|Rundgang|Start|Gespräch\w*)\w*|beim\s|anlässlich|während\s|im\s+Rahmen|zum\s+(?:Auftakt|Abschluss|Start|Ende)|zur\s+(?:Eröffnung|Begrüßung)|"
    r"in\s+(?:seine[rm]|ihre[rm])\s|am\s+(?:heutigen|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Rande|\d)|heute\b|gestern\b|nach\s+(?:der|dem|Angaben)|vor\s+(?:Ort|rund|mehr|den)|mit\s+(?:Blick|Verweis|Nachdruck)|und\s+(?:verweist|verwies|ergänzt|fügt|dankt|betont|kündigt|wirbt|lobt)|über\s|gegenüber\s|zufrieden\b|abschließend\b|(?:sagt|erklärt|betont|meint|freut|ergänzt|unterstreicht|berichtet|resümiert|weiß|zeigt|lobt|begrüßt)e?\b)"
)
_ABBREVIATION = re.compile(r"(?:\b(?:e|V|Dr|Prof|St|bzw|z|B|ca|Nr|inkl|Dipl|stv|stellv|i|A|d|Abt|Ref|Tel|u|a|gem)\.)$")
# What goes on after a name and a comma without saying who somebody is.
_NO_FUNCTION = {
    "der", "die", "das", "dass", "den", "dem", "wie", "wenn", "weil", "als", "und", "oder", "sowie", "mit", "in", "bei", "auch",
    "aber", "doch", "denn", "er", "sie", "es", "wir", "ich", "man", "dessen", "deren", "wo", "was", "wer", "so", "um", "ohne",
    "nachdem", "während", "bevor", "damit", "zuvor", "heute", "gestern",
}  # fmt: skip
LONGEST_SEARCHED = 20_000  # characters
LEAST_WORDS = 5  # of what counts as speech without anybody said to have spoken


@dataclass(frozen=True)
class Person:
    """Somebody who is quoted; the function as written, or empty."""

    name: str
    function: str = ""


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
    whole = "\n".join(paragraphs)[:LONGEST_SEARCHED]
    known: dict[str, Person] = {}
    found: list[list[Speech]] = []
    for paragraph in paragraphs:
        said: list[Speech] = []
        speaker: Person | None = None
        for speech in _speeches(paragraph):
            named = _completed(speech.speaker, known, whole) if speech.speaker else None
            if named is not None:
                known[surname(named.name)] = named
            speaker = named or speaker
            if named is None and len(speech.words.split()) < LEAST_WORDS:
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


def bare_name(name: str) -> str:
    """The name without academic titles."""
    return _TITLES.sub("", name).strip()


def surname(name: str) -> str:
    return bare_name(name).split()[-1]


def names(text: str) -> list[str]:
    """The names in a text that lists people, such as a line of contacts or of moderators."""
    found = (match for match in _NAME.finditer(text) if not re.match(r"\s*\d", text[match.end() :]))
    return [match[0] for match in found if not _is_role(match[0].split()[0]) and not _NO_NAME.match(match[0])]


def _filled_backwards(said: list[Speech]) -> list[Speech]:
    """What opens a paragraph without a name is by whoever is named in it first."""
    first = next((speech.speaker for speech in said if speech.speaker), None)
    return [replace(speech, speaker=speech.speaker or first) for speech in said]


def _speeches(paragraph: str) -> Iterator[Speech]:
    for match in _SPEECH.finditer(paragraph):
        words = next(group for group in match.groups() if group is not None)
        after = _speaker_after(paragraph, match.end())
        if after is not None:
            person, end, pure = after
            yield Speech(words.strip(), person, match.start(), end, pure)
            continue
        before = _speaker_before(paragraph[: match.start()])
        if before is not None:
            person, start, pure = before
            yield Speech(words.strip(), person, start, match.end(), pure)
            continue
        yield Speech(words.strip(), None, match.start(), match.end(), pure=True)


def _speaker_after(paragraph: str, position: int) -> tuple[Person, int, bool] | None:
    """Who spoke according to the words behind the speech, where those words end, and whether they say only that."""
    rest = paragraph[position : position + 400]
    match = _AFTER.match(rest)
    if match is None:
        return None
    # The verb is there: the subject follows, or stands before it and is named elsewhere.
    found = _speaker(rest[match.end() :])
    if found is None:
        return None
    person, length = found
    end = match.end() + length
    tail = rest[end:]
    stop = re.match(r"\s*\.(?=\s|$)", tail)
    return person, position + end + (stop.end() if stop else 0), bool(stop or not tail.strip())


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
        return None
    subject = re.sub(r"^\s*(?:(?:So|Für|Auch|Laut)\s+)?", "", match["clause"], count=1)
    for candidate in (subject, *_behind_verbs(subject)):
        found = _speaker(candidate)
        if found is not None:
            person, length = found
            rest = candidate[length:]
            pure = candidate is subject and bool(re.fullmatch(rf",?\s*(?:{_SPEAKS})?\s*", rest))
            return person, begin, pure
    return None


def _begin_of_sentence(text: str) -> int:
    begin = 0
    for match in re.finditer(r"[.!?“”]\s+(?=[A-ZÄÖÜ])", text):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            begin = match.end()
    return begin


def _behind_verbs(clause: str) -> list[str]:
    return [clause[match.end() :].lstrip() for match in re.finditer(rf"\b{_SPEAKS}\b", clause)]


def _speaker(text: str) -> tuple[Person, int] | None:
    """The person at the beginning of the text, in any of the orders NAME, FUNCTION; FUNCTION NAME; FUNCTION, NAME;
    SURNAME alone; with the length of what was read."""
    article = _ARTICLE.match(text)
    begin = article.end() if article else 0
    for read in (_name_before_comma, _function_then_name, _name_then_function, _surname_alone):
        found = read(text[begin:])
        if found is not None:
            return found[0], begin + found[1]
    return None


def _name_before_comma(text: str) -> tuple[Person, int] | None:
    """“Jan Muster, Präsident der Kammer”: a name that a comma ends, so that no office in front of it is meant."""
    match = _NAME.match(text)
    is_name = match is not None and not any(_is_role(word) for word in match[0].split())
    return _name_then_function(text) if is_name and text[match.end() :].startswith((",", " (")) else None  # type: ignore[union-attr]


def _name_then_function(text: str) -> tuple[Person, int] | None:
    match = _NAME.match(text)
    if match is None or _is_role(match[0].split()[0]):
        return None
    name = _without_trailing_noise(match[0])
    end = len(name)
    behind = re.match(r"\s*\((?P<bracket>[^()]{2,80})\)", text[end:])
    if behind:
        return Person(name, behind["bracket"].strip()), end + behind.end()
    comma = re.match(r",\s+", text[end:])
    if not comma:
        return Person(name), end
    function, length = _function(text[end + comma.end() :])
    if not function:
        return Person(name), end
    return Person(name, function), end + comma.end() + length


def _function_then_name(text: str) -> tuple[Person, int] | None:
    """“LEG-Geschäftsführerin Anna Muster”, “Präsident der Kammer Erfurt, Jan Muster”."""
    tokens = list(re.finditer(r"\S+", text[:260]))
    role_end = None
    for index, token in enumerate(tokens[:9]):
        word = token[0].rstrip(",")
        if _is_role(word):
            role_end = index
        if token[0].endswith((".", ":", ";")) and not _ABBREVIATION.search(token[0]):
            break
        if role_end is not None and index > role_end:
            break
    if role_end is None:
        return None
    position = tokens[role_end].end()
    if text[position - 1] == ",":
        # “Geschäftsführer Muster, …” never ends its role with a comma: the name must follow.
        position -= 1
    name = re.compile(rf",?\s+(?P<name>{NAME})").match(text, position)
    if name and not text[tokens[0].start() :].startswith(("als ", "wie ")) and not _is_role(name["name"].split()[0]):
        found = _without_trailing_noise(name["name"])
        return Person(found, text[:position].strip()), name.start("name") + len(found)
    return _long_function_then_name(text, position)


_LONG = re.compile(
    rf"(?P<of>\s+(?:de[rsm]|für|von|vom|im|in|bei|beim|zu[rm]?|und|am|an)\s[^,.;:„“]{{2,140}}?),\s+(?P<name>{NAME})\b(?P<comma>,)?"
)
_LONG_WITHOUT_COMMA = re.compile(
    rf"(?P<of>\s+(?:de[rsm]|für|von|vom|im|in|bei|beim|zu[rm]?)\s[^,.;:„“]{{2,140}}?)\s+(?P<name>(?:{TITLE}\s+)*{_NAME_WORD}\s+(?:{_PARTICLE}\s+)?{_NAME_WORD})(?=\s*(?:[.,;:!?]|$|\s(?:bei|beim|am|im|in|zum|zur|heute|mit|nach|und)\b))"
)


def _long_function_then_name(text: str, position: int) -> tuple[Person, int] | None:
    match = _LONG.match(text, position) or _LONG_WITHOUT_COMMA.match(text, position)
    if match is None or _is_role(match["name"].split()[0]):
        return None
    name = _without_trailing_noise(match["name"])
    return Person(name, text[: match.end("of")].strip()), match.start("name") + len(name)


def _surname_alone(text: str) -> tuple[Person, int] | None:
    match = re.match(rf"(?:{TITLE}\s+)*{_NAME_WORD}(?=\s*(?:[.,;:!?]|$|\s[a-zäöü]))", text)
    if match is None or _is_role(match[0].split()[-1]):
        return None
    return Person(match[0]), match.end()


def _function(text: str) -> tuple[str, int]:
    """The function at the beginning of the text and its length; empty where none stands there."""
    for match in _FUNCTION_ENDS.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(text[: match.start() + 1]):
            continue
        function, end = text[: match.start()], match.start()
        break
    else:
        function, end = text, len(text)
    if len(function) > 160 or not _is_function(function):
        return "", 0
    function = function.strip()
    return function if _ABBREVIATION.search(function) else function.rstrip("."), end


def _is_function(text: str) -> bool:
    """True for words that can be somebody's function: they begin with a noun or adjective, and no verb follows."""
    words = text.split()
    if not words or words[0].lower() in _NO_FUNCTION:
        return False
    if any(_is_role(word.rstrip(",")) for word in words[:6]) or words[0][:1].isupper():
        return True
    return (
        len(words) <= 8
        and bool(re.search(r"(?:e|er|en|es)$", words[0]))
        and words[1:2] != []
        and words[1][:1].isupper()
    )


def _is_role(word: str) -> bool:
    bare = word.strip(",.").split("-")[-1]
    return bool(re.match(r"[A-ZÄÖÜa-zäöü]", bare)) and bool(_ROLE.search(bare))


def _without_trailing_noise(name: str) -> str:
    """A name ends before words that only begin with a capital, such as weekdays."""
    words = name.split()
    while len(words) > 2 and (words[-1].lower() in WEEKDAYS or ORGANISATION_WORD.search(words[-1])):
        words.pop()
        while len(words) > 2 and words[-1][:1].islower():
            words.pop()
    return " ".join(words)


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
    if last in known:
        return known[last]
    full = re.compile(rf"(?:{TITLE}\s+)*{_NAME_WORD}\s+(?:{_PARTICLE}\s+)?{re.escape(last)}\b")
    for match in full.finditer(whole):
        if not _is_role(bare_name(match[0]).split()[0]):
            return Person(match[0], _function_elsewhere(match[0], whole))
    return None


def _function_elsewhere(name: str, whole: str) -> str:
    """The function given where the text names the person first."""
    for match in re.finditer(re.escape(bare_name(name)), whole):
        comma = re.match(r",\s+", whole[match.end() :])
        if comma:
            function, _length = _function(whole[match.end() + comma.end() : match.end() + 260])
            if function and any(_is_role(word.rstrip(",")) for word in function.split()[:6]):
                return function
        before = re.search(
            r"(?:(?:[A-ZÄÖÜ][\w\-*:]+)\s+){0,2}(?P<role>[\w\-*:]+)\s+(?:" + TITLE + r"\s+)*$", whole[: match.start()]
        )
        if before and _is_role(before["role"]):
            return whole[before.start() : before.end("role")]
    return ""
