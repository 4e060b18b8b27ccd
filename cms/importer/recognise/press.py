"""Press releases: headline, dateline, text, standing words, contacts, in whichever order they come."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cms.importer.contacts import Contact, find_address, find_emails, find_links, find_phones
from cms.importer.dates import WEEKDAYS, Written, find_dates, years_that_fit
from cms.importer.findings import ANY_YEAR, Code, Finding
from cms.importer.layout import SENTENCE_END, Paragraph
from cms.importer.recognise import common
from cms.importer.recognise.dateline import Dateline, find_dateline
from cms.importer.results import DateResult, Heading, Issuer, Named, Prose, Recognised
from cms.importer.speech import Speech, quoted, speeches
from cms.importer.vocabulary import (
    BOILERPLATE,
    CAPTION,
    CONTACT_HEADING,
    CREDIT,
    KEYWORDS,
    MORE_INFORMATION,
    TYPE_OF_TEXT,
)

MAX_HEADLINE = 250  # characters
MAX_KICKER = 48
MIN_LEAD = 160
NEAR_EVENT = 120  # characters between a date and the word for what is on that day
MAX_NAME = 6  # words with a title and a function
MAX_CAPTION = 220
MAX_NO_CAPTION = 2  # words at the end that are a name or a place
LONG_CONTACT = 200  # more than how to reach somebody
MAX_LINK_LINE = 80  # behind “Hintergrund:”; what is longer is the background itself
MIN_OPENING = 60  # of the text behind a dateline
MAX_HEAD = 3  # paragraphs: kicker, title and sub-headline
CAPTION_WORDS = re.compile(r"^(?:Von|V\.)\s?(?:links|l\.)|\bv\.\s?l\.\s?n\.\s?r\.", re.IGNORECASE)
# “| Agentur X”, with the day before it or without.
MARK = re.compile(r"^(?:\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]+)\s?\d{2,4}\s*)?\|\s*(?P<name>\S.{1,80})$")
SHORT_NAME = re.compile(r"\s*\((?P<short>[^()]{2,60})\)\s*$")
EVENT_WORDS = re.compile(
    r"\b(?:\w*(?:veranstaltung|treffen|tagung|messe|konferenz|forum|workshop|seminar|börse)|(?:Aktions|Fach|Info|Informations|Pendler"
    r"|Praxis|Sprech|Themen)tag|besuch(?:t|te|en|ten)|findet|fand|finden|fanden|stattfind\w*|stattfand\w*|eröffne\w*|"
    r"Eröffnung|lädt|laden|beginn\w*|start\w*|trafen|trifft|Auftakt|Termin|Empfang|Feier\w*|Jubiläum)\b",
    re.IGNORECASE,
)
TODAY_AT_ALL = re.compile(r"\bheut", re.IGNORECASE)
TODAY = re.compile(r"\bheut(?:e|igen?|iger)\b[^.!?]{0,40}$", re.IGNORECASE)


def recognise(paragraphs: Sequence[Paragraph], *, today: datetime.date) -> Recognised:
    """What a press release says."""
    found = Recognised("press_release")
    common.contact_lines(paragraphs, found)
    kept = common.without_debris(paragraphs, found)
    parts = _Parts(kept, found, today)
    parts.read()
    return found


class _Parts:
    """The release while its parts are taken out of it, from the outside to the inside."""

    def __init__(self, paragraphs: list[Paragraph], found: Recognised, today: datetime.date) -> None:
        self.paragraphs = paragraphs
        self.found = found
        self.today = today
        self.header: list[Paragraph] = []
        self.contact: list[Paragraph] = []
        self.dates: list[Written] = []

    def read(self) -> None:
        self.paragraphs = list(_unstacked(self.paragraphs))
        self._take_contact_section()
        self._take_captions_and_keywords()
        self._take_boilerplates()
        begin, dateline = self._begin_of_text()
        head, body = self.paragraphs[:begin], self.paragraphs[begin:]
        if dateline is not None and begin < len(self.paragraphs) and dateline.rest:
            first = body[0]
            body = [Paragraph(dateline.rest, first.line, gap=first.gap), *body[1:]]
        self._headline(head)
        self._place_and_date(head, body, dateline)
        self._issuer()
        self._people_to_contact()
        self._report_the_rest()
        self._text(body)

    # From the end

    def _take_contact_section(self) -> None:
        """What stands under a heading of contacts up to the standing words, the captions or the end."""
        kept: list[Paragraph] = []
        inside = False
        for index, paragraph in enumerate(self.paragraphs):
            text = paragraph.text
            head, colon, rest = text.partition(":")
            if CONTACT_HEADING.match(text) or (
                colon and rest and len(rest) < LONG_CONTACT and CONTACT_HEADING.match(head)
            ):
                inside = index > 0
                if inside:
                    self.found.sections += [text] if not rest else []
                    if rest.strip():
                        self.contact.append(Paragraph(rest.strip(), paragraph.line))
                    continue
            ends = len(text) > LONG_CONTACT or BOILERPLATE.match(text) or CAPTION.match(text) or CREDIT.match(text)
            if inside and (ends or TYPE_OF_TEXT.match(text) or find_dateline(text)):
                inside = False
            (self.contact if inside else kept).append(paragraph)
        self.paragraphs = kept

    def _take_captions_and_keywords(self) -> None:
        kept: list[Paragraph] = []
        captions: list[str] = []
        for paragraph in self.paragraphs:
            keywords = KEYWORDS.match(paragraph.text)
            label = CAPTION.match(paragraph.text)
            if keywords:
                words = keywords["words"] or keywords["topics"]
                self.found.topics = [word.strip(" .") for word in re.split(r"[,;|]", words) if word.strip(" .")]
            elif label and not CREDIT.match(paragraph.text):
                captions.append(paragraph.text[label.end() :])
            elif CREDIT.match(paragraph.text) and (
                captions or paragraph is self.paragraphs[-1] or len(kept) > MAX_HEAD
            ):
                captions.append(paragraph.text)
            else:
                kept.append(paragraph)
        self.paragraphs = kept
        if not captions and self._last_is_caption():
            captions = [self.paragraphs.pop().text]
        elif captions and CREDIT.match(captions[0]) and self._last_is_caption():
            captions.insert(0, self.paragraphs.pop().text)
        if captions:
            self.found.caption = " ".join(captions)
            self.found.findings.append(
                Finding(Code.CAPTION_WITHOUT_IMAGE, None, "image", {"caption": self.found.caption})
            )

    def _last_is_caption(self) -> bool:
        """True where the text ends with a short line that is no sentence: what stood under a picture."""
        if len(self.paragraphs) <= MAX_HEAD:
            return False
        last, before = self.paragraphs[-1], self.paragraphs[-2]
        if CAPTION_WORDS.search(last.text) and len(last.text) <= MAX_CAPTION:
            return True
        return (
            not last.is_item
            and not before.is_item
            and len(last.text) <= MAX_CAPTION
            and not re.search(r"[.!?:]$", last.text)
            and not common.is_contact_line(last.text)
            and not MORE_INFORMATION.match(last.text)
            and not find_links(last.text)
            and not common.is_organisation(last.text)
            and not (len(last.text.split()) <= MAX_NAME and common.name_line(last.text))
            and not find_address([last.text]).postal_code
            and len(last.text.split()) > MAX_NO_CAPTION
        )

    def _take_boilerplates(self) -> None:
        """The standing paragraphs under their headings; a line that only leads further belongs to the text."""
        kept: list[Paragraph] = []
        current: list[str] | None = None
        for paragraph in self.paragraphs:
            text = paragraph.text
            head, _colon, rest = text.partition(": ")
            if BOILERPLATE.match(text) and kept:
                self.found.sections.append(text)
                current = []
                self.found.boilerplates.append(current)
            elif kept and len(rest) > MAX_LINK_LINE and re.match(r"^(?:Zum\s+)?Hintergrund\w*$", head):
                self.found.sections.append(f"{head}:")
                current = [rest.strip()]
                self.found.boilerplates.append(current)
            elif current is None or MORE_INFORMATION.match(text) or common.is_contact_line(text):
                kept.append(paragraph)
            else:
                current.append(text)
        self.found.boilerplates = [boilerplate for boilerplate in self.found.boilerplates if boilerplate]
        self.paragraphs = kept

    # From the beginning

    def _begin_of_text(self) -> tuple[int, Dateline | None]:
        """Where the running text begins, and the dateline wherever it stands."""
        own_line: Dateline | None = None
        for index, paragraph in enumerate(self.paragraphs):
            dateline = find_dateline(paragraph.text, today=self.today)
            if dateline and len(dateline.rest) >= MIN_OPENING:
                return index, dateline
            if dateline and not dateline.rest and own_line is None:
                own_line = dateline
                self.header.append(paragraph)
                continue
            if self._is_text(paragraph):
                return index, own_line
        return len(self.paragraphs), own_line

    def _is_text(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if common.is_contact_line(text) or TYPE_OF_TEXT.match(text):
            return False
        return len(text) > MAX_HEADLINE or (len(text) >= MIN_LEAD and bool(SENTENCE_END.search(text)))

    def _headline(self, head: list[Paragraph]) -> None:
        """Kicker, title and sub-headline among the lines above the text; the others are the letterhead."""
        lines: list[Paragraph] = []
        marks = [index for index, one in enumerate(head) if self._is_mark_of_letterhead(one.text)]
        near_mark = {near for index in marks for near in range(index - 3, index + 3) if near != index}
        for index, paragraph in enumerate(head):
            above_mark = bool(marks) and index <= marks[-1]
            names_sender = index in near_mark and common.is_organisation(paragraph.text)
            if paragraph in self.header or above_mark or names_sender:
                self.header += [] if paragraph in self.header else [paragraph]
            else:
                lines.append(paragraph)
        if len(lines) > MAX_HEAD and common.is_organisation(lines[0].text):
            self.header.append(lines.pop(0))
        if len(lines) > 1 and _is_kicker(lines[0].text, lines[1].text):
            self.found.kicker = lines.pop(0).text
        if not lines:
            self.found.findings.append(Finding(Code.TITLE_MISSING, head[0].line if head else 1, "title"))
            return
        self.found.title = lines[0].text
        if len(lines) > 1:
            self.found.subtitle = " ".join(line.text for line in lines[1:])

    def _is_mark_of_letterhead(self, text: str) -> bool:
        return bool(self._is_address(text) or TYPE_OF_TEXT.match(text) or MARK.match(text))

    def _is_address(self, text: str) -> bool:
        address = find_address([text])
        return bool(common.is_contact_line(text) or address.street or address.postal_code)

    # What the parts say

    def _place_and_date(self, head: list[Paragraph], body: list[Paragraph], dateline: Dateline | None) -> None:
        if dateline is not None and dateline.place:
            self.found.place = dateline.place
        date, line = (dateline.date if dateline else None), body[0].line if body else None
        if date is None:
            date, line = self._date_of_letterhead(head) or self._date_said_today(body) or (None, line)
        if date is None:
            self.found.findings.append(Finding(Code.DATE_MISSING, line, "date"))
        else:
            self.found.date = DateResult(value=date.value, as_written=date.as_written, means="publication")
            self.found.findings += date_findings(date, line, self.today)
        self.found.event_dates = self._event_dates(body)

    def _date_of_letterhead(self, head: list[Paragraph]) -> tuple[Written, int] | None:
        for paragraph in [*self.header, *head]:
            if TYPE_OF_TEXT.match(paragraph.text) or paragraph in self.header:
                dates = find_dates(paragraph.text, today=self.today)
                if dates:
                    return dates[0], paragraph.line
        return None

    def _date_said_today(self, body: list[Paragraph]) -> tuple[Written, int] | None:
        for paragraph in body:
            for date in find_dates(paragraph.text, today=self.today) if TODAY_AT_ALL.search(paragraph.text) else []:
                if TODAY.search(paragraph.text[max(0, date.start - 80) : date.start]):
                    return date, paragraph.line
        return None

    def _event_dates(self, body: list[Paragraph]) -> list[datetime.date]:
        """The days of events that the text speaks of, in their order."""
        days: set[datetime.date] = set()
        for paragraph in body:
            for date in find_dates(paragraph.text, today=self.today):
                around = paragraph.text[max(0, date.start - NEAR_EVENT) : date.end + NEAR_EVENT]
                if date.value and EVENT_WORDS.search(around):
                    days.update(date.days())
        return sorted(days)

    def _issuer(self) -> None:
        """The organisation of the letterhead, else the one to contact."""
        mark = next((match["name"] for line in self.header if (match := MARK.match(line.text))), "")
        header = [
            line
            for line in self.header
            if common.is_organisation(line.text) and not MARK.match(line.text) and not TYPE_OF_TEXT.match(line.text)
        ]
        header = header or _issuers_in_type(self.header)
        contact = [line for line in self.contact if common.is_organisation(line.text)]
        lines = self.header if header or mark else self.contact
        line = next(iter(header or ([] if mark else contact)), None)
        if line is None and not mark:
            self.found.findings.append(Finding(Code.ISSUER_MISSING, None, "issuer"))
            return
        full = line.text if line else mark
        short = SHORT_NAME.search(full)
        name = SHORT_NAME.sub("", full)
        texts = [one.text for one in lines]
        whole = "\n".join(texts)
        phones = [phone for phone in find_phones(whole) if phone.type == "phone"]
        emails, links = find_emails(whole), [link for link in find_links(whole) if link.is_web]
        at_head = lines is self.header
        self.found.issuer = Issuer(
            as_written=mark or full,
            name=name,
            short_name=short["short"] if short else (mark if mark != name else ""),
            address=find_address(texts),
            phone=phones[0].as_written if phones and at_head else "",
            email=emails[0].normalised if emails and at_head else "",
            website=links[0].url if links else "",
        )

    def _report_the_rest(self) -> None:
        """Lines of letterhead and contacts that no field takes."""
        people = {id(paragraph) for _name, _role, paragraph in common.people_to_contact(self.contact)}
        for line in [*self.header, *self.contact]:
            text = line.text
            known = self._is_mark_of_letterhead(text) or common.is_organisation(text) or find_dateline(text)
            if not known and id(line) not in people and not MORE_INFORMATION.match(text):
                common.left_out(self.found, line)

    def _people_to_contact(self) -> None:
        for name, role, paragraph in common.people_to_contact(self.contact):
            common.add_contact(self.found, Contact("person", name, name))
            index = self.contact.index(paragraph)
            block = _until_next_person(self.contact, index)
            self.found.named.append(_named(name, role, "\n".join(line.text for line in block)))

    def _text(self, body: list[Paragraph]) -> None:
        said = dict(zip([id(one) for one in body], speeches([one.text for one in body]), strict=True))

        def speech_of(paragraph: Paragraph) -> list[Speech]:
            return said.get(id(paragraph), [])

        self.found.people = quoted(list(said.values()))
        self.found.list_items = common.count_items(body)
        made = common.blocks(body, speech_of)
        headings = [block.text for block in made if isinstance(block, Heading)]
        self.found.sections = [*headings, *self.found.sections]
        first = made[0] if made else None
        if isinstance(first, Prose):
            self.found.lead = first.text
            made = made[1:]
        self.found.body = made


def _unstacked(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, lines like “Kammer X | Pressemitteilung 3/2017” in their parts."""
    for paragraph in paragraphs:
        parts = [part.strip() for part in paragraph.text.split(" | ")]
        if len(parts) > 1 and any(TYPE_OF_TEXT.match(part) for part in parts):
            yield from (replace(paragraph, text=part) for part in parts if part)
        else:
            yield paragraph


def _issuers_in_type(header: list[Paragraph]) -> list[Paragraph]:
    """“Pressemitteilung der Kammer X” names the issuer."""
    found = []
    for line in header:
        match = re.match(r"^\W*\w+(?:\s+(?:Nr\.?)?\s*[\d/.-]+)?\s+(?:der|des|von)\s+(?P<name>.+)$", line.text)
        if match and TYPE_OF_TEXT.match(line.text) and common.is_organisation(match["name"]):
            found.append(replace(line, text=match["name"]))
    return found


def _is_kicker(first: str, second: str) -> bool:
    """True for a few words above a longer line."""
    return len(first) <= MAX_KICKER and len(first) < 0.7 * len(second) and not re.search(r"[.!?:]$", first)


def _until_next_person(lines: list[Paragraph], index: int) -> list[Paragraph]:
    block = [lines[index]]
    for line in lines[index + 1 :]:
        if common.name_line(line.text):
            break
        block.append(line)
    return block


def _named(name: str, role: str, block: str) -> Named:
    phones = [phone for phone in find_phones(block) if phone.type == "phone"]
    emails = find_emails(block)
    return Named(
        name=name,
        role=role,
        phone=phones[0].as_written if phones else "",
        email=emails[0].normalised if emails else "",
    )


def date_findings(date: Written, line: int | None, today: datetime.date) -> list[Finding]:
    """What an editor must look at about a date: a missing year, a weekday that does not fit."""
    if date.value is None:
        years = years_that_fit(date.first, date.weekday, today=today)
        words = ", ".join(map(str, years)) if date.weekday is not None else str(ANY_YEAR)
        return [Finding(Code.YEAR_MISSING, line, "date", {"written": date.as_written, "years": words})]
    if date.contradicts_weekday:
        weekday = WEEKDAYS[date.value.weekday()].capitalize()
        return [Finding(Code.WEEKDAY_CONTRADICTS, line, "date", {"written": date.as_written, "weekday": weekday})]
    return []
