"""People in German running text: their names, and the functions that stand before or behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cms.importer.dates import WEEKDAYS
from cms.importer.vocabulary import ORGANISATION_WORD

MAX_FUNCTION = 160  # characters
MAX_FUNCTION_WORDS = 8  # where none of them is known as a role
MIN_NAME = 2  # words: a given name and a family name
TITLE = (
    r"(?:Prof(?:essor(?:in)?|\.)|Dr(?:es)?\.|PD|Dipl\.-[A-ZÄÖÜ][\w.]*|Ing\.|Mag\.|h\.\s?c\."
    r"|(?:med|phil|jur|rer|nat|pol|oec|theol|habil)\.|Sr\.|Pfarrer(?:in)?)"
)
_BEYOND_LATIN_1 = [chr(code) for code in (*range(0x100, 0x250), *range(0x1E00, 0x1F00))]
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(letter for letter in _BEYOND_LATIN_1 if letter.isupper())
_LOWER = "a-zß-öø-ÿ" + "".join(letter for letter in _BEYOND_LATIN_1 if letter.islower())
NAME_WORD = rf"(?:[{_UPPER}][{_LOWER}’']+(?:[A-ZÄÖÜ][a-zäöüß]+)?(?:-[{_UPPER}][\w’']+)*)"
PARTICLE = r"(?:von(?:\s+de[rmn])?|van(?:\s+de[rn]?)?|zu|de(?:\s+la)?|da|di|del|el|al|bin|ibn|le|la|ter|ten)"
_GIVEN = rf"(?:{NAME_WORD}|[{_UPPER}]\.)"
NAME = rf"(?:{TITLE}\s+)*{NAME_WORD}(?:\s+{_GIVEN})?(?:\s+{_GIVEN})?\s+(?:{PARTICLE}\s+)?{NAME_WORD}"
ANY_NAME = re.compile(NAME)
_TITLES = re.compile(rf"^(?:{TITLE}\s+)+")

NO_NAME = re.compile(
    r"(?:Am|An|Im|In|Auf|Zum|Zur|Unter|Der|Die|Das|Den|Dem|Des|Eine?[nmrs]?|Kein\w*|Diese[rsmn]?|Alte[rs]?|Neue[rs]?"
    r"|Große[rs]?|Kleine[rs]?|Tel|Fax|Für|Ihre?|Unser|Frau|Herrn?|Laut|Auch|So|Mit|Von|Nach|Bei|Als|Wie|Und|Aber|Doch|Denn"
    r"|Dass|Wenn|Weil|Gestern|Heute)\s"
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
# Given names that end like an office.
_NO_ROLES = {"murat", "marat", "firat", "fırat"}
_ARTICLE = re.compile(r"^(?:(?:der|die|das|den|dem|des|ein|eine|einer)\s+)?(?:(?:Herrn?|Frau)\s+)?")
_FUNCTION_ENDS = re.compile(
    r"[;:!?„»\"(]|,(?!\s*(?:Jugend|Frauen|Familie|Gesundheit|Soziales|Arbeit|Wirtschaft|Verkehr|Umwelt|Kultur|Bildung|Wissenschaft|Energie|Integration|Digital\w*|Technologie|Natur\w*|Infrastruktur|Tourismus|Forsten|Europa\w*|Inneres|Kommunales|Landwirtschaft|Verbraucher\w*|Migration|Justiz|Sport|Bauen|Wohnen|Forschung)\b[^,.]*\bund\b)"
    r"|\.(?=\s+[A-ZÄÖÜ„»]|\s*$)"
    r"|\s(?:bei(?:m)?\s+(?:der|einer|seine[rm]|ihre[rm]|de[mn]|d[ae]s)?\s*(?:Eröffnung|Begrüßung|Auftakt|Vorstellung|Unterzeichnung|Abschluss|Pressekonferenz|Termin|Besuch|Treffen|Tagung|Übergabe|Präsentation|Veranstaltung|Rundgang|Start|Gespräch\w*)\w*|beim\s|anlässlich|während\s|im\s+Rahmen|zum\s+(?:Auftakt|Abschluss|Start|Ende)|zur\s+(?:Eröffnung|Begrüßung)|"
    r"in\s+(?:seine[rm]|ihre[rm])\s|am\s+(?:heutigen|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Rande|\d)|heute\b|gestern\b|nach\s+(?:der|dem|Angaben)|vor\s+(?:Ort|rund|mehr|den)|mit\s+(?:Blick|Verweis|Nachdruck)|und\s+(?:verweist|verwies|ergänzt|fügt|dankt|betont|kündigt|wirbt|lobt)|über\s|gegenüber\s|zufrieden\b|abschließend\b|(?:sagt|erklärt|betont|meint|freut|ergänzt|unterstreicht|berichtet|resümiert|weiß|zeigt|lobt|begrüßt)e?\b)"
)
ABBREVIATION = re.compile(r"(?:\b(?:e|V|Dr|Prof|St|bzw|z|B|ca|Nr|inkl|Dipl|stv|stellv|i|A|d|Abt|Ref|Tel|u|a|gem)\.)$")
# What goes on after a name and a comma without saying who somebody is.
_NO_FUNCTION = {
    "der", "die", "das", "dass", "den", "dem", "wie", "wenn", "weil", "als", "und", "oder", "sowie", "mit", "in", "bei",
    "auch", "aber", "doch", "denn", "er", "sie", "es", "wir", "ich", "man", "dessen", "deren", "wo", "was", "wer", "so",
    "um", "ohne", "nachdem", "während", "bevor", "damit", "zuvor", "heute", "gestern",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who is quoted; the function as written, or empty."""

    name: str
    function: str = ""


def bare_name(name: str) -> str:
    """The name without academic titles."""
    return _TITLES.sub("", name).strip()


def surname(name: str) -> str:
    return bare_name(name).split()[-1]


def names(text: str) -> list[str]:
    """The names in a text that lists people, such as a line of contacts or of moderators."""
    found = (match for match in ANY_NAME.finditer(text) if not re.match(r"\s*\d", text[match.end() :]))
    return [match[0] for match in found if may_be_name(match[0])]


def speaker_at(text: str) -> tuple[Person, int] | None:
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
    match = ANY_NAME.match(text)
    is_name = match is not None and not any(is_role(word) for word in match[0].split())
    return _name_then_function(text) if is_name and text[match.end() :].startswith((",", " (")) else None  # type: ignore[union-attr]


def _name_then_function(text: str) -> tuple[Person, int] | None:
    match = ANY_NAME.match(text)
    if match is None or not may_be_name(match[0]):
        return None
    name = _without_trailing_noise(match[0])
    end = len(name)
    behind = re.match(r"\s*\((?P<bracket>[^()]{2,80})\)", text[end:])
    if behind:
        return Person(name, behind["bracket"].strip()), end + behind.end()
    comma = re.match(r",\s+", text[end:])
    if not comma:
        return Person(name), end
    function, length = function_at(text[end + comma.end() :])
    if not function:
        return Person(name), end
    return Person(name, function), end + comma.end() + length


def _function_then_name(text: str) -> tuple[Person, int] | None:
    """“LEG-Geschäftsführerin Anna Muster”, “Präsident der Kammer Erfurt, Jan Muster”."""
    tokens = list(re.finditer(r"\S+", text[:260]))
    role_end = None
    for index, token in enumerate(tokens[:9]):
        word = token[0].rstrip(",")
        if is_role(word):
            role_end = index
        if token[0].endswith((".", ":", ";")) and not ABBREVIATION.search(token[0]):
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
    if name and not text[tokens[0].start() :].startswith(("als ", "wie ")) and may_be_name(name["name"]):
        found = _without_trailing_noise(name["name"])
        return Person(found, text[:position].strip()), name.start("name") + len(found)
    return _long_function_then_name(text, position)


_LONG = re.compile(
    rf"(?P<of>\s+(?:de[rsm]|für|von|vom|im|in|bei|beim|zu[rm]?|und|am|an)\s[^,.;:„“]{{2,140}}?),\s+(?P<name>{NAME})\b(?P<comma>,)?"
)
_LONG_WITHOUT_COMMA = re.compile(
    rf"(?P<of>\s+(?:de[rsm]|für|von|vom|im|in|bei|beim|zu[rm]?)\s[^,.;:„“]{{2,140}}?)\s+(?P<name>(?:{TITLE}\s+)*{NAME_WORD}\s+(?:{PARTICLE}\s+)?{NAME_WORD})(?=\s*(?:[.,;:!?]|$|\s(?:bei|beim|am|im|in|zum|zur|heute|mit|nach|und)\b))"
)


def _long_function_then_name(text: str, position: int) -> tuple[Person, int] | None:
    match = _LONG.match(text, position) or _LONG_WITHOUT_COMMA.match(text, position)
    if match is None:
        return None
    if not may_be_name(match["name"]):
        # “Vorsitzender des Rates, Minister Jan Muster” has two offices.
        begin = match.start("name")
        second = _function_then_name(text[begin:]) if is_role(match["name"].split()[0]) else None
        if second is None:
            return None
        person, length = second
        return Person(person.name, f"{text[:begin].strip(' ,')}, {person.function}"), begin + length
    name = _without_trailing_noise(match["name"])
    return Person(name, text[: match.end("of")].strip()), match.start("name") + len(name)


def _surname_alone(text: str) -> tuple[Person, int] | None:
    match = re.match(rf"(?:{TITLE}\s+)*{NAME_WORD}(?=\s*(?:[.,;:!?]|$|\s[a-zäöü]))", text)
    if match is None or is_role(match[0].split()[-1]):
        return None
    return Person(match[0]), match.end()


def may_be_name(words: str) -> bool:
    """False for words that begin like no name does: with an office, an article, a preposition."""
    return not is_role(words.split()[0]) and not NO_NAME.match(words)


def function_at(text: str) -> tuple[str, int]:
    """The function at the beginning of the text and its length; empty where none stands there."""
    for match in _FUNCTION_ENDS.finditer(text):
        if match[0].startswith(".") and ABBREVIATION.search(text[: match.start() + 1]):
            continue
        function, end = text[: match.start()], match.start()
        break
    else:
        function, end = text, len(text)
    if len(function) > MAX_FUNCTION or not _is_function(function):
        return "", 0
    function = function.strip()
    return function if ABBREVIATION.search(function) else function.rstrip("."), end


def _is_function(text: str) -> bool:
    """True for words that can be somebody's function: they begin with a noun or adjective, and no verb follows."""
    words = text.split()
    if not words or words[0].lower() in _NO_FUNCTION:
        return False
    if any(is_role(word.rstrip(",")) for word in words[:6]) or words[0][:1].isupper():
        return True
    return (
        len(words) <= MAX_FUNCTION_WORDS
        and bool(re.search(r"(?:e|er|en|es)$", words[0]))
        and words[1:2] != []
        and words[1][:1].isupper()
    )


def is_role(word: str) -> bool:
    bare = word.strip(",.").split("-")[-1]
    return bool(re.match(r"[A-ZÄÖÜa-zäöü]", bare)) and bare.lower() not in _NO_ROLES and bool(_ROLE.search(bare))


def _without_trailing_noise(name: str) -> str:
    """A name ends before words that only begin with a capital, such as weekdays."""
    words = name.split()
    while len(words) > MIN_NAME and (words[-1].lower() in WEEKDAYS or ORGANISATION_WORD.search(words[-1])):
        words.pop()
        while len(words) > MIN_NAME and words[-1][:1].islower():
            words.pop()
    return " ".join(words)
