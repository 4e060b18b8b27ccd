"""Minutes of meetings: series and number, day and place, rounds with their findings, feedback, gallery, next dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.importer.contacts import Contact, find_links
from cms.importer.dates import ORDINALS, SOME_DAY, Written, find_dates
from cms.importer.findings import Code, Finding
from cms.importer.layout import SENTENCE_END, Paragraph
from cms.importer.people import names
from cms.importer.recognise import common
from cms.importer.recognise.press import date_findings
from cms.importer.results import DateResult, EventDate, Group, Heading, Recognised, Round, SeriesResult
from cms.importer.speech import quoted, speeches
from cms.importer.vocabulary import (
    MINUTES_SECTIONS,
    MINUTES_TITLE,
    MODERATION,
    ROMAN_NUMBER,
    ROUND,
    SECTION_NUMBER,
)

MAX_HEADING = 120  # characters
MAX_CLAUSE = 200
MAX_TITLE = 250
MAX_OPENING = 200  # of a paragraph that begins a section
MAX_TOPIC_WORDS = 9  # of a heading
LONG_ROUNDS = 8  # words: from there on a sentence about the rounds, and no heading above them
# From so many characters on, a line is more than that.
LONG_LABEL, LONG_SUBTITLE, LONG_DAY_LINE, LONG_GROUP_TITLE = 40, 160, 90, 80
MUCH_BESIDE_DATE = 60  # characters of a line that says more than when it was
MAX_DATE = 60
MAX_BEFORE_DATE = 4  # characters between the beginning of a numbered meeting's name and a date that it really is
LAST_ORDINAL = 12  # that is written out
_ORDINAL = (
    rf"(?P<ordinal>{'|'.join(word for number, word in ORDINALS.items() if number <= LAST_ORDINAL)})(?P<ending>e[rsmn]?)"
)
NUMBERED_MEETING = re.compile(
    rf"(?:(?P<article>\b[Dd](?:es|er|em|en|as|ie)|\bzu[mr]|\bvo[mn]|\bbeim)\s+)?(?:(?P<number>\d{{1,3}})\.\s?|\b{_ORDINAL}\s+)"
    r"(?P<name>[A-ZÄÖÜ][^\n(–—|]*)",
    re.IGNORECASE,
)
_PLACE = r"(?P<place>[A-ZÄÖÜ][\wäöüß.-]+(?:(?:\s(?:am|an der|auf|im|in|bei)\s|\s|/)[A-ZÄÖÜ(][\wäöüß.)-]+){0,3})"
PLACE_NEAR_DATE = re.compile(rf"(?:,\s*|\bin\s+|\s[|–-]\s){_PLACE}")
PLACE_BEFORE = re.compile(rf"{_PLACE},?\s*(?:den|am|vom)?\s*$")
_NUMBERS = ("eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
INVITATION_LEAD = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?P<unit>Wochen?|Tagen?|Tage)\s+(?:vor\b|vorher|zuvor)",
    re.IGNORECASE,
)
END_OF_NAME = re.compile(
    r"\s+(?:am|vom|im|an|mit|zum\s+Thema|zur?\s)\s*(?=[\dA-ZÄÖÜ]).*$|[.,:;]?\s*\d{1,2}\.\s?(?:[A-ZÄÖÜ]|\d).*$|[,:;].*$"
)


@dataclass
class _Section:
    """A part of the minutes: what it is about, its heading and what stands in it."""

    about: str
    heading: Paragraph
    paragraphs: list[Paragraph] = field(default_factory=list)


def recognise(paragraphs: Sequence[Paragraph], *, today: datetime.date) -> Recognised:
    """What the minutes of a meeting say."""
    found = Recognised("meeting_documentation")
    common.contact_lines(paragraphs, found)
    kept = common.without_debris(paragraphs, found)
    head, sections = _sections(kept)
    _title_and_series(head, found)
    _day_and_place(head, found, today)
    if found.series and found.place:
        # “3. Treffen der Lotsen in Gera” is held in Gera; other places belong to the name.
        name = found.series.name.removesuffix(f" in {found.place}")
        found.series = SeriesResult(name=name, number=found.series.number)
    found.body = common.blocks(head, lambda _paragraph: [])
    for section in sections:
        if not ROUND.match(section.heading.text):
            found.sections.append(section.heading.text)
        _READERS[section.about](section, found, today)
    found.people = quoted(speeches([paragraph.text for paragraph in kept]))
    found.list_items = common.count_items(one for section in sections for one in section.paragraphs)
    found.list_items -= _promoted(sections)
    if not found.title:
        found.findings.append(Finding(Code.TITLE_MISSING, kept[0].line if kept else 1, "title"))
    return found


def _promoted(sections: list[_Section]) -> int:
    """How many items were headings behind a page break."""
    return sum(
        _is_group_title(section.paragraphs, index)
        for section in sections
        if section.about == "round"
        for index, paragraph in enumerate(section.paragraphs)
        if paragraph.is_item
    )


# Sections


def _sections(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[_Section]]:
    """What stands before the first section, and the sections with the rounds among them."""
    head: list[Paragraph] = []
    sections: list[_Section] = []
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        about = _about(paragraph, after, index, sections)
        if about:
            sections.append(_Section(about, paragraph))
            continue
        head_of_line, colon, rest = paragraph.text.partition(": ")
        if colon and sections and _topic(head_of_line) == "contacts" and len(head_of_line) < LONG_LABEL:
            heading = Paragraph(f"{head_of_line}:", paragraph.line)
            sections.append(_Section("contacts", heading, [Paragraph(rest, paragraph.line)]))
            continue
        if sections and sections[-1].about == "round" and _is_rest_of_heading(sections[-1], paragraph, after):
            sections[-1].heading = _joined(sections[-1].heading, paragraph)
            continue
        (sections[-1].paragraphs if sections else head).append(paragraph)
    return head, sections


def _about(paragraph: Paragraph, after: Paragraph | None, index: int, sections: list[_Section]) -> str:
    """What the section that the paragraph begins is about; empty where it begins none."""
    text = paragraph.text
    is_free = not paragraph.is_item or paragraph.top
    if not is_free or len(text) > MAX_OPENING:
        return ""
    if ROUND.match(text) and not re.search(r"[.!?]$", text):
        return "round"
    if index == 0:
        return ""
    if ROMAN_NUMBER.match(text):
        return _topic(text) or "other"
    return _topic_of_heading(paragraph, after, sections)


def _topic_of_heading(paragraph: Paragraph, after: Paragraph | None, sections: list[_Section]) -> str:
    """What a heading without a label of its own is about; empty for what is none."""
    text = paragraph.text
    if len(text) > MAX_HEADING or re.search(r"[.,;…]$", text) or find_links(text):
        return ""
    numbered = bool(re.match(r"^\d{1,2}\.\s+[A-ZÄÖÜ]", text)) and not find_dates(text, today=SOME_DAY)
    bare = SECTION_NUMBER.sub("", text) if numbered else text
    topic = _topic(bare)
    if not topic or len(bare.split()) > MAX_TOPIC_WORDS or find_dates(text, today=SOME_DAY):
        return ""
    if topic == "rounds" and not (sections or numbered or text.endswith(":") or len(bare.split()) < LONG_ROUNDS):
        return ""
    if sections and _goes_on(sections[-1].about, topic, numbered=numbered):
        return ""
    return topic if numbered or text.endswith((":", "!")) or paragraph.gap or after is not None else ""


def _goes_on(about: str, topic: str, *, numbered: bool) -> bool:
    """True where a heading of that topic only goes on with what the section is about."""
    return (about == "round" and topic == "rounds") or (about == topic and not numbered)


def _topic(text: str) -> str:
    return next((name for name, pattern in MINUTES_SECTIONS if pattern.search(text)), "")


def _is_rest_of_heading(section: _Section, paragraph: Paragraph, after: Paragraph | None) -> bool:
    """True for the title of a round on the line below its label."""
    match = ROUND.match(section.heading.text)
    return (
        not section.paragraphs
        and match is not None
        and not match["rest"].strip(" –—:.-|")
        and not paragraph.is_item
        and len(paragraph.text) <= MAX_HEADING
        and not re.search(r"[.!]$", paragraph.text)
        and after is not None
    )


def _joined(heading: Paragraph, rest: Paragraph) -> Paragraph:
    text = heading.text.rstrip()
    return Paragraph(f"{text} {rest.text}", heading.line)


# The head


def _title_and_series(head: list[Paragraph], found: Recognised) -> None:
    lines = [paragraph for paragraph in head if len(paragraph.text) <= MAX_TITLE and not _is_only_date(paragraph.text)]
    titles = [line for line in lines[:5] if MINUTES_TITLE.search(line.text)]
    title = titles[0] if titles else (lines[0] if lines else None)
    if title is not None and title in lines:
        found.title = title.text
        head.remove(title)
    for paragraph in ([title] if title is not None else []) + lines[:4]:
        series = series_in(paragraph.text)
        if series is not None:
            found.series = series
            if paragraph in head and len(paragraph.text) < LONG_SUBTITLE:
                found.subtitle = paragraph.text
                head.remove(paragraph)
            break
    for paragraph in list(head[:3]):
        if found.subtitle is None and len(paragraph.text) < LONG_SUBTITLE and not _is_only_date(paragraph.text):
            if not SENTENCE_END.search(paragraph.text) and not find_dates(paragraph.text, today=SOME_DAY):
                found.subtitle = paragraph.text
                head.remove(paragraph)
            break


def _is_only_date(text: str) -> bool:
    dates = find_dates(text, today=SOME_DAY)
    return (
        bool(dates)
        and len(text) - (dates[0].end - dates[0].start) < MUCH_BESIDE_DATE
        and not MINUTES_TITLE.search(text)
    )


def series_in(text: str) -> SeriesResult | None:
    """The series that a numbered meeting belongs to, its name in the nominative; None where no meeting is numbered."""
    for match in NUMBERED_MEETING.finditer(text):
        if find_dates(match[0][:40], today=SOME_DAY) and match["number"]:
            written = find_dates(text[match.start() : match.start() + MAX_DATE], today=SOME_DAY)
            if written and written[0].start <= MAX_BEFORE_DATE:
                continue
        name = END_OF_NAME.sub("", match["name"]).strip(" .,:;–—-!")
        if not name or not name[:1].isupper():
            continue
        number = int(match["number"]) if match["number"] else _ordinal(match["ordinal"])
        return SeriesResult(name=nominative(name, (match["article"] or "").lower()), number=number)
    return None


def _ordinal(word: str) -> int:
    return next(number for number, known in ORDINALS.items() if known == word.lower())


def nominative(name: str, article: str) -> str:
    """The name as a heading says it: “des 7. Fachforums Pflege” is one of the series Fachforum Pflege."""
    words = name.split()
    adjectives = 0
    while (
        adjectives < len(words) - 1
        and words[adjectives].endswith("en")
        and not words[adjectives].endswith("treffen")
        and words[adjectives + 1][:1].isupper()
        and article in {"des", "der", "zum", "vom", "beim", "dem"}
    ):
        adjectives += 1
    noun = words[adjectives]
    masculine_or_neuter = article in {"des", "zum", "vom", "beim", "dem"}
    for index in range(adjectives):
        stem = words[index].removesuffix("en")
        ending = "e" if not masculine_or_neuter else "es" if _is_neuter(noun) else "er"
        words[index] = stem + ending
    if article == "des":
        words[adjectives] = _without_genitive(noun)
    return " ".join(words)


def _is_neuter(noun: str) -> bool:
    return bool(
        re.search(r"(?:treffen|forum|gespräch|seminar|netzwerk|symposium|podium|café)(?:e?s)?$", noun, re.IGNORECASE)
    )


def _without_genitive(noun: str) -> str:
    for ending, kept in (
        ("sses", "ss"),
        ("tages", "tag"),
        ("tisches", "tisch"),
        ("kreises", "kreis"),
        ("ges", "g"),
        ("ches", "ch"),
    ):
        if noun.lower().endswith(ending):
            return noun[: len(noun) - len(ending)] + kept
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "kreis", "kongress")) else noun


def _day_and_place(head: list[Paragraph], found: Recognised, today: datetime.date) -> None:
    texts = [
        (found.title or "", 1),
        (found.subtitle or "", 1),
        *((paragraph.text, paragraph.line) for paragraph in head),
    ]
    for text, line in texts:
        dates = find_dates(text, today=today)
        if not dates:
            continue
        date = dates[0]
        found.date = DateResult(value=date.value, as_written=date.as_written, means="event")
        found.event_dates = date.days()
        found.findings += date_findings(date, line, today)
        found.place = _place_near(text, date)
        for paragraph in list(head):
            if paragraph.text == text and (_is_only_date(text) or len(text) < LONG_DAY_LINE):
                head.remove(paragraph)
        return
    found.findings.append(Finding(Code.DATE_MISSING, 1, "date"))


def _place_near(text: str, date: Written) -> str | None:
    behind = PLACE_NEAR_DATE.match(text[date.end :]) or PLACE_NEAR_DATE.search(text[date.end : date.end + 120])
    if behind:
        return common.place_as_usual(behind["place"].rstrip(".)"))
    before = PLACE_BEFORE.search(text[: date.start].rstrip("( "))
    if before and not MINUTES_TITLE.search(before["place"]):
        return common.place_as_usual(before["place"])
    inside = re.search(r"\bin\s+(?P<place>[A-ZÄÖÜ][\wäöüß-]+)", text)
    return inside["place"] if inside else None


# What the sections say


def _round(section: _Section, found: Recognised, today: datetime.date) -> None:
    talk = Round(section.heading.text)
    group: Group | None = None
    paragraphs = section.paragraphs
    for index, paragraph in enumerate(paragraphs):
        moderation = MODERATION.match(paragraph.text)
        if moderation and not paragraph.is_item:
            talk.moderators.extend(names(moderation["names"]))
        elif _is_group_title(paragraphs, index):
            if paragraph.is_item:
                found.findings.append(Finding(Code.HEADING_UNSURE, paragraph.line, "rounds", {"text": paragraph.text}))
            group = Group(paragraph.text, [])
            talk.groups.append(group)
        elif paragraph.is_item:
            (group.findings if group else talk.findings).append(paragraph.text)
        elif group is not None and not talk.prose:
            group.findings.append(paragraph.text)
        else:
            talk.prose.append(paragraph.text)
    found.rounds.append(talk)


def _is_group_title(paragraphs: list[Paragraph], index: int) -> bool:
    """True for a short line above a list; behind a page break the indent says nothing, and the words decide."""
    paragraph = paragraphs[index]
    after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if after is None or len(paragraph.text) > MAX_HEADING or re.search(r"[.!?;,]$", paragraph.text):
        return False
    if not paragraph.is_item:
        return after.is_item or (
            len(paragraph.text) < LONG_GROUP_TITLE
            and len(after.text) > len(paragraph.text)
            and not paragraph.text.endswith(":")
        )
    has_groups = any(not other.is_item for other in paragraphs)
    return paragraph.top and has_groups and paragraph.text[:1].isupper() and after.is_item and not after.gap


def _feedback(section: _Section, found: Recognised, today: datetime.date) -> None:
    for paragraph in section.paragraphs:
        if not paragraph.is_item and paragraph.text.endswith(":"):
            continue
        found.feedback.append(paragraph.text)


def _gallery(section: _Section, found: Recognised, today: datetime.date) -> None:
    links = [
        link
        for paragraph in [section.heading, *section.paragraphs]
        for link in find_links(paragraph.text)
        if link.is_web
    ]
    if links:
        found.gallery_url = links[0].url
    else:
        found.findings.append(Finding(Code.GALLERY_WITHOUT_LINK, section.heading.line, "gallery_url"))
    for paragraph in section.paragraphs:
        if not find_links(paragraph.text):
            common.left_out(found, paragraph)


def _next(section: _Section, found: Recognised, today: datetime.date) -> None:
    for paragraph in [section.heading, *section.paragraphs]:
        dates = find_dates(paragraph.text, today=today)
        found.invitation_lead = found.invitation_lead or _invitation_lead(paragraph.text)
        if not dates and (paragraph is not section.heading or NUMBERED_MEETING.match(paragraph.text)):
            common.left_out(found, paragraph)
        position = 0
        for date in dates:
            clause = paragraph.text[position : date.start][-MAX_CLAUSE:]
            position = date.end
            if date.value is None:
                found.findings += date_findings(date, paragraph.line, today)
                continue
            days = date.days()
            place = PLACE_NEAR_DATE.match(paragraph.text[date.end :])
            found.next_dates.append(
                EventDate(
                    day=days[0],
                    last_day=days[-1],
                    number=_number_in(clause),
                    place=common.place_as_usual(place["place"].rstrip(".")) if place else "",
                    text=paragraph.text,
                )
            )


def _invitation_lead(text: str) -> datetime.timedelta | None:
    """How long before the event the text says that invitations are sent, in days or weeks; None where it does not."""
    match = INVITATION_LEAD.search(text)
    if match is None or not re.search(r"\b(?:Einladung|eingeladen|laden)", text, re.IGNORECASE):
        return None
    number = int(match["number"]) if match["number"].isdigit() else _NUMBERS.index(match["number"].lower()) + 1
    return (
        datetime.timedelta(weeks=number) if match["unit"].lower().startswith("w") else datetime.timedelta(days=number)
    )


def _number_in(text: str) -> int | None:
    series = series_in(text + " ")
    if series is not None:
        return series.number
    match = re.search(r"(?:^|\s)(\d{1,3})\.\s?(?=[A-ZÄÖÜ])", text)
    return int(match[1]) if match else None


def _contacts(section: _Section, found: Recognised, today: datetime.date) -> None:
    for name, _role, _paragraph in common.people_to_contact(section.paragraphs):
        common.add_contact(found, Contact("person", name, name))
    _other(section, found, today)


def _other(section: _Section, found: Recognised, today: datetime.date) -> None:
    """A section above the rounds or beside them is kept as it is; a heading of the rounds alone says nothing."""
    made = common.blocks(section.paragraphs, lambda _paragraph: [])
    heading = SECTION_NUMBER.sub("", section.heading.text).strip(" :")
    found.body += [Heading(heading), *made] if made else []


_READERS = {
    "round": _round,
    "rounds": _other,
    "feedback": _feedback,
    "gallery": _gallery,
    "next": _next,
    "contacts": _contacts,
    "other": _other,
}
