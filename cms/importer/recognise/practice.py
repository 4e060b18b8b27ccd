"""Practice reports: sections under known headings, in whichever order, and the facts beside them."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cms.importer.contacts import Contact, find_address, find_emails, find_phones
from cms.importer.findings import Code, Finding
from cms.importer.layout import SENTENCE_END, Paragraph
from cms.importer.people import bare_name, surname
from cms.importer.recognise import common
from cms.importer.results import Block, Heading, Named, Recognised
from cms.importer.speech import quoted, speeches
from cms.importer.vocabulary import PRACTICE_HEADINGS, PRACTICE_MARK, PRACTICE_NOTE, SECTION_NUMBER

FACTS = {"transfer", "contacts", "carrier", "programme", "project"}
MAX_HEADING = 90
MAX_TITLE = 180
MAX_LINE = 80  # what is longer is running text
MAX_NAMES = 200  # of a sentence that names several
SECTION_NAMES = {
    "starting_point": "Ausgangslage/Herausforderung",
    "implementation": "Umsetzung",
    "conclusion": "Fazit",
}


@dataclass
class _Section:
    field: str
    heading: Paragraph
    paragraphs: list[Paragraph] = dataclasses.field(default_factory=list)


def recognise(paragraphs: Sequence[Paragraph], *, today: datetime.date) -> Recognised:
    """What a practice report says."""
    found = Recognised("practice_report")
    common.contact_lines(paragraphs, found)
    kept = common.without_debris(paragraphs, found)
    head, sections = _sections(kept)
    _title_and_teaser(head, sections, found)
    for section in sections:
        found.sections.append(section.heading.text)
        _fill(section, found)
    found.people = quoted(speeches([paragraph.text for section in sections for paragraph in section.paragraphs]))
    found.list_items = common.count_items(kept)
    if not found.title:
        found.findings.append(Finding(Code.TITLE_MISSING, kept[0].line if kept else 1, "title"))
    for name, words in SECTION_NAMES.items():
        if not getattr(found, name):
            found.findings.append(Finding(Code.SECTION_MISSING, None, name, {"section": words}))
    return found


def _sections(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[_Section]]:
    """What stands before the first heading, and the sections. A heading that repeats the title is about the format."""
    head: list[Paragraph] = []
    sections: list[_Section] = []
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        name, rest = _heading(paragraph, after, head)
        if not name and sections and sections[-1].field in FACTS and _is_bare_heading(paragraph, after):
            name = "format"  # the report's own name for what can be taken over
        if name == "format" and not sections and not paragraph.text.endswith(":") and not rest:
            name = ""  # the title may speak of a format
        if name:
            sections.append(_Section(name, Paragraph(_without_rest(paragraph.text, rest), paragraph.line)))
            if rest:
                sections[-1].paragraphs.append(Paragraph(rest, paragraph.line))
        elif sections and not _is_full_fact(sections[-1], paragraph):
            sections[-1].paragraphs.append(paragraph)
        else:
            head.append(paragraph)
    return head, sections


def _is_bare_heading(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """True for a short line with a colon at its end, above a sentence or something long."""
    text = paragraph.text
    if after is None or after.is_item or paragraph.is_item or not text.endswith(":") or len(text) > MAX_HEADING:
        return False
    return len(after.text) > len(text) and (len(after.text) > MAX_LINE or after.text.endswith("."))


def _is_full_fact(section: _Section, paragraph: Paragraph) -> bool:
    """True where a fact of one line is said already, and a text of its own follows: facts may stand above the title."""
    return section.field in {"carrier", "programme", "project"} and bool(section.paragraphs) and not paragraph.is_item


def _without_rest(text: str, rest: str) -> str:
    return text.removesuffix(rest).strip() if rest else text


def _heading(paragraph: Paragraph, after: Paragraph | None, head: list[Paragraph]) -> tuple[str, str]:
    """The field that the paragraph is a heading of, with what stands behind its colon; empty for none."""
    if paragraph.is_item:
        return "", ""
    text = SECTION_NUMBER.sub("", paragraph.text)
    before, colon, rest = text.partition(":")
    if len(before) > MAX_HEADING or before.endswith((".", "!", "?", "…")):
        return "", ""
    if not colon and (after is None or len(text) > MAX_HEADING):
        return "", ""
    if colon and not rest and any(_same(before, line.text) for line in head):
        return "format", ""
    for name, pattern in PRACTICE_HEADINGS:
        if pattern.match(before.strip()):
            return name, rest.strip()
    return "", ""


def _same(one: str, other: str) -> bool:
    return one.strip(" :").casefold() == other.strip(" :").casefold()


def _title_and_teaser(head: list[Paragraph], sections: list[_Section], found: Recognised) -> None:
    """Title, sub-title and teaser above the first section."""
    lines: list[Paragraph] = []
    teaser: list[str] = []
    for paragraph in head:
        text = paragraph.text
        if PRACTICE_NOTE.match(text):
            common.left_out(found, paragraph)
        elif PRACTICE_MARK.match(text) and not teaser and not lines:
            found.kicker = text
        elif not teaser and len(text) <= MAX_TITLE and not re.search(r"[.!]$", text) and len(lines) <= 1:
            lines.append(paragraph)
        else:
            teaser.append(text)
    if lines:
        found.title = lines[0].text
    if len(lines) > 1:
        found.subtitle = lines[1].text
    found.teaser = " ".join(teaser)


def _fill(section: _Section, found: Recognised) -> None:
    texts = [paragraph.text for paragraph in section.paragraphs]
    match section.field:
        case "transfer":
            found.transfer += _list_of(section.paragraphs)
        case "contacts":
            _contacts(section.paragraphs, found)
        case "carrier" | "programme" | "project":
            setattr(found, section.field, getattr(found, section.field) or " ".join(texts) or None)
        case "format":
            found.format_title = found.format_title or _format_title(section.heading.text)
            found.format_description = "\n\n".join(filter(None, [found.format_description, *texts])) or None
        case _:
            getattr(found, section.field).extend(_blocks(section, bool(getattr(found, section.field))))


def _format_title(heading: str) -> str:
    """The name of the format where the heading says more than that one follows."""
    title = heading.strip(" :")
    return title if len(title.split()) > 1 and not title.lower().startswith(("beschreibung", "das ")) else ""


def _blocks(section: _Section, has_text_before: bool) -> list[Block]:
    """The blocks of a section; under the heading as written where the page's own heading says something else."""
    said = dict(
        zip(
            [id(one) for one in section.paragraphs],
            speeches([one.text for one in section.paragraphs]),
            strict=True,
        )
    )
    made = common.blocks(section.paragraphs, lambda paragraph: said.get(id(paragraph), []))
    heading = SECTION_NUMBER.sub("", section.heading.text).strip(" :")
    usual = heading in {"Ausgangslage", "Herausforderung", "Ausgangslage/Herausforderung", "Umsetzung", "Fazit"}
    return [Heading(heading), *made] if made and (has_text_before or not usual) else made


def _list_of(paragraphs: list[Paragraph]) -> list[str]:
    """Those named, in a list or between commas and “und”."""
    found: list[str] = []
    for paragraph in paragraphs:
        text = paragraph.text.rstrip(".")
        if paragraph.is_item or (SENTENCE_END.search(paragraph.text) and len(text) > MAX_NAMES):
            found.append(text.rstrip(",;"))
            continue
        parts = re.split(r"\s*[,;]\s*(?![^()]*\))|\s+/\s+", text)
        if len(parts) > 1 or text.count(" und ") == 1:
            first, *others = re.split(r"\s+(?:und|sowie)\s+(?![^()]*\))", parts[-1])
            if not parts[-1].split(" und ")[0].endswith("-") and len(others) == 1:
                parts = [*parts[:-1], first, *others]
        found += [part.removeprefix("sowie ").removeprefix("und ").strip() for part in parts if part.strip()]
    return found


def _contacts(paragraphs: list[Paragraph], found: Recognised) -> None:
    """Everybody named, each with the e-mail address that holds the name; a phone that is alone belongs to all."""
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    phones = [phone for phone in find_phones(whole) if phone.type == "phone"]
    emails = find_emails(whole)
    people = common.people_to_contact(paragraphs)
    found.contact_address = find_address([paragraph.text for paragraph in paragraphs])
    for index, (name, role, _paragraph) in enumerate(people):
        common.add_contact(found, Contact("person", name, name))
        own = [email for email in emails if surname(name).casefold() in _folded(email.normalised)]
        email = (
            own[0] if own else emails[index] if len(emails) == len(people) else emails[0] if len(emails) == 1 else None
        )
        phone = phones[index] if len(phones) == len(people) else phones[0] if phones else None
        found.named.append(
            Named(
                name=bare_name(name) if not role else name,
                role=role,
                phone=phone.as_written if phone else "",
                email=email.normalised if email else "",
            )
        )


def _folded(address: str) -> str:
    local = address.partition("@")[0].casefold()
    return local.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü") + " " + local
