"""What texts of all kinds have: contacts, links, debris, blocks of running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from cms.importer.contacts import Contact, Link, find_emails, find_links, find_phones, unclear_phones
from cms.importer.findings import Code, Finding
from cms.importer.layout import SENTENCE_END, Paragraph
from cms.importer.people import NAME, bare_name, names
from cms.importer.results import Block, Heading, Points, Prose, Quote, Recognised
from cms.importer.speech import Speech
from cms.importer.vocabulary import DEBRIS, LEGAL_FORM, MORE_INFORMATION, ORGANISATION_WORD

MAX_HEADING = 120  # characters
MAX_QUESTION = 60
MAX_CONTACT_LINE = 120
MAX_ORGANISATION, MAX_ORGANISATION_WORDS = 120, 12
MIN_PLACE = 3  # shorter ones in capitals are abbreviations
# What is longer may be more than a web page's navigation.
MAX_NAVIGATION = 32
_CONNECTORS = {
    *("der", "die", "das", "des", "dem", "den", "für", "und", "in", "im", "am", "an", "von", "vom", "zu", "zur", "zum"),
    *("bei", "mit", "e.", "a.", "ob", "vor", "auf", "&"),
}
_NAME_LINE = re.compile(
    rf"^(?:(?:Herr|Frau)\s+)?(?P<name>{NAME})"
    r"(?:\s*[,–|]\s*(?P<role>[^.]{3,120})|\s*\((?P<bracket>[^()]{3,80})\))?$"
)


# Without any of these, a text tells no way to reach anybody.
_MAY_REACH = re.compile(r"\d\d|@|[(\[][aä]t|\{at| at |www|https?:|<", re.IGNORECASE)


def contact_lines(paragraphs: Iterable[Paragraph], found: Recognised) -> None:
    """Note all phones, faxes, e-mail addresses and links of the text, each once."""
    for paragraph in paragraphs:
        if not _MAY_REACH.search(paragraph.text):
            continue
        for contact in sorted([*find_phones(paragraph.text), *find_emails(paragraph.text)], key=lambda one: one.start):
            add_contact(found, contact)
        for written in unclear_phones(paragraph.text):
            found.findings.append(Finding(Code.PHONE_UNCLEAR, paragraph.line, "", {"written": written}))
        for link in find_links(paragraph.text):
            if not link.url:
                left_out(found, replace(paragraph, text=paragraph.text[link.start : link.end]))
                continue
            if link.is_web and link.url not in found.links:
                found.links.append(link.url)
            if link.was_broken:
                found.findings.append(Finding(Code.LINK_REPAIRED, paragraph.line, "body", {"link": link.url}))


def add_contact(found: Recognised, contact: Contact) -> None:
    if (contact.type, contact.normalised) not in {(one.type, one.normalised) for one in found.contacts}:
        found.contacts.append(contact)


def without_debris(paragraphs: Iterable[Paragraph], found: Recognised) -> list[Paragraph]:
    """The paragraphs without what a web page left in the text; what was more than its navigation is reported."""
    kept = []
    for paragraph in paragraphs:
        if paragraph.is_item or not DEBRIS.match(paragraph.text):
            kept.append(paragraph)
        elif len(paragraph.text) > MAX_NAVIGATION:
            left_out(found, paragraph)
    return kept


def left_out(found: Recognised, paragraph: Paragraph) -> None:
    found.findings.append(Finding(Code.LEFT_OUT, paragraph.line, "", {"text": paragraph.text}))


def is_contact_line(text: str) -> bool:
    """True for a line that says little but how to reach somebody: a phone, an e-mail or a web address."""
    if len(text) > MAX_CONTACT_LINE or not _MAY_REACH.search(text):
        return False
    spans: list[Contact | Link] = [*find_phones(text), *find_emails(text), *find_links(text)]
    if not spans:
        return False
    covered = sum(span.end - span.start for span in spans)
    return covered * 2 >= len(text) or bool(
        re.match(r"^(?:Tel|Fon|Fax|Mobil|E-?Mail|Mail|Internet|Web|www|http)", text, re.I)
    )


def is_organisation(text: str) -> bool:
    """True for a line that is the bare name of an organisation: no verb, no sentence."""
    if len(text) > MAX_ORGANISATION or SENTENCE_END.search(text.removesuffix("V.")):
        return False
    words = re.sub(r"\([^()]*\)|„[^„“”]*[“”]", "", LEGAL_FORM.sub("", text)).split()
    if not 1 <= len(words) <= MAX_ORGANISATION_WORDS or any(
        word[:1].islower() and word.lower() not in _CONNECTORS for word in words
    ):
        return False
    if LEGAL_FORM.search(text):
        return True
    return any(ORGANISATION_WORD.search(word.strip(",;")) for word in words[:4])


def name_line(text: str) -> tuple[str, str] | None:
    """Name and role of a line that names one person and little else."""
    match = _NAME_LINE.match(text.strip().rstrip(",;"))
    if match is None or is_organisation(text.split(",")[0]):
        return None
    return match["name"], (match["role"] or match["bracket"] or "").strip()


def people_to_contact(paragraphs: Iterable[Paragraph]) -> list[tuple[str, str, Paragraph]]:
    """Name, role and paragraph of everybody named in the lines of a contact section."""
    found: list[tuple[str, str, Paragraph]] = []
    for paragraph in paragraphs:
        line = name_line(paragraph.text)
        if line is not None:
            found.append((*line, paragraph))
            continue
        addressed = re.findall(rf"\b(?:Herrn?|Frau)\s+({NAME})", paragraph.text)
        if addressed:
            found += [(name, "", paragraph) for name in addressed]
            continue
        if MORE_INFORMATION.match(paragraph.text):
            continue
        for part in re.split(r"[,;|]", paragraph.text):
            if re.search(r"\d|\b(?:Tel|Fon|Fax|E-?Mail)\b", part) or is_organisation(part.strip()):
                continue
            found += [(name, "", paragraph) for name in names(part) if not ORGANISATION_WORD.search(name)]
    # The first mention counts.
    return list({bare_name(entry[0]): entry for entry in reversed(found)}.values())[::-1]


def is_heading(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """True for a short line without the end of a sentence that something longer follows."""
    text = paragraph.text
    is_question = text.endswith("?") and len(text) <= MAX_QUESTION and paragraph.gap
    return (
        after is not None
        and not paragraph.is_item
        and len(text) <= MAX_HEADING
        and (is_question or not re.search(r"[.!?…,;“”]$", text))
        and text[:1] not in "„»"
        and (_names_a_list(text) if after.is_item else len(after.text) > len(text))
    )


def _names_a_list(text: str) -> bool:
    """True for a heading above a list; a sentence that the list goes on breaks off before a noun."""
    return not re.search(r"[.!?]\s", text) and text.split()[-1][:1].isupper()


def blocks(paragraphs: list[Paragraph], said: Callable[[Paragraph], list[Speech]]) -> list[Block]:
    """The paragraphs as blocks: items become lists, short lines headings, and speech that stands by itself quotes."""
    made: list[Block] = []
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if paragraph.is_item:
            if (made and isinstance(made[-1], Points) and not paragraph.gap) or (
                made and isinstance(made[-1], Points) and index and paragraphs[index - 1].is_item
            ):
                made[-1].items.append(paragraph.text)
            else:
                made.append(Points([paragraph.text], ordered=paragraph.number is not None))
        elif is_heading(paragraph, after) and not paragraph.text.endswith(":"):
            made.append(Heading(paragraph.text))
        else:
            made += prose(paragraph.text, said(paragraph), number=index + 1)
    return made


def prose(text: str, said: list[Speech], *, number: int) -> list[Block]:
    """A paragraph as prose and quotes. Speech becomes a quote only where the block says all that the text said: whole
    sentences by somebody known in some function, between whole sentences."""
    made: list[Block] = []
    position = 0
    for speech in said:
        lead = text[position : speech.start].strip()
        if speech.speaker is None or not speech.pure or (lead and not SENTENCE_END.search(lead)):
            continue
        behind = text[speech.end :].strip()
        if behind and not re.match(r"[A-ZÄÖÜ„»\"]", behind):
            continue
        if not speech.speaker.function:
            continue
        if lead:
            made.append(Prose(lead, number))
        made.append(Quote(speech.words, speech.speaker, text[speech.start : speech.end].strip(), number))
        position = speech.end
    rest = text[position:].strip()
    return [*made, Prose(rest, number)] if rest else made


def count_items(paragraphs: Iterable[Paragraph]) -> int:
    return sum(paragraph.is_item for paragraph in paragraphs)


def place_as_usual(place: str) -> str:
    """A place in normal capitals: “BAD LANGENSALZA” is written Bad Langensalza."""
    place = place.strip(" ,;:.–—-_|/")
    if not place.isupper() or len(place) < MIN_PLACE:
        return place
    words = re.split(r"([\s/\-]+)", place.lower())
    small = {"am", "an", "der", "im", "in", "ob", "bei", "vor", "dem", "den", "und", "auf", "a.", "d."}
    return "".join(word if word in small and index else word.capitalize() for index, word in enumerate(words))
