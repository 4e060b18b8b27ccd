"""Phones, e-mail addresses, postal addresses and web addresses, as texts write and break them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cms.content.phones import e164

# A number in a text has them, with its country's code; what has fewer is a date or an extension.
MIN_DIGITS = 8

# The library's own finder takes years and postal codes for numbers, or leaves out what no network has assigned: where a
# number stands is told by its label or by how it is written; which number it is, by the library.
_NUMBER = r"(?:\+\s?\d{1,3}|00\d{2}|\(?0)[\d\s()/.\-–—]{4,}\d"
_LABELLED_PHONE = re.compile(
    rf"""
    (?P<label>\b(?:Tel(?:efon)?|Fon|Phone|Ruf|Mobil(?:telefon)?|Handy|Telefax|Fax|Durchwahl)\b(?:nummer)?\.?
        (?:\s*(?:/|und|u\.)\s*(?:Tele)?fax\.?)?)
    \s*(?::|\.:)?\s*
    (?P<number>{_NUMBER}|\d[\d\s/\-–]{{2,}}\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE_PHONE = re.compile(
    r"(?<![\w.\-/+])(?:\+49|0049)[\d\s()/.\-–—]{6,}\d|(?<![\w.\-/+])\(?0\d{2,5}\)?\s?[/\-–]\s?\d[\d\s\-]{3,}\d"
)
_AT = r"\s?(?:@|\((?:at|ät)\)|\[(?:at|ät)\]|\{at\}|<at>|&#64;)\s?|\s(?:at|AT)\s"
_DOT = r"\.|\s?(?:\((?:dot|punkt)\)|\[(?:dot|punkt)\])\s?"
_EMAIL = re.compile(
    rf"(?<![\w.+\-])(?P<local>[\w+\-]+(?:(?:\.)[\w+\-]+)*)(?:{_AT})(?P<domain>[\w\-]+(?:(?:{_DOT})[\w\-]+)+)",
    re.IGNORECASE,
)
_TOP_LEVEL = re.compile(r"\.[a-z]{2,12}$", re.IGNORECASE)

_LINK_TAG = re.compile(
    r"<(?:link|a)\s+(?P<target>[^<>]{3,500})>(?P<text>[^<\n]{0,300})(?:</(?:link|a)>)?", re.IGNORECASE
)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(?P<target>[^\"'\s]+)", re.IGNORECASE)
_ANGLED = re.compile(r"<\s*(?P<target>(?:https?:|www\.)[^<>\s][^<>]{2,500})>", re.IGNORECASE)
_URL = re.compile(r"(?:https?:\s?/\s?/\s?(?:www\.\s)?|\bwww\.\s?)[^\s<>\"“”„»«|]+", re.IGNORECASE)
_HOST = re.compile(r"^(?:[\w\-]+\.)+[a-z]{2,12}(?::\d+)?(?:[/?#].*)?$", re.IGNORECASE)

_STREETS = (
    r"str(?:aße|asse|\.)|weg|platz|allee|gasse|ring|ufer|damm|markt|hof|graben|chaussee|steig|promenade|berg|wall|park|tor"
    r"|brücke|garten|feld|plan|anger|bahnhof|zentrum|haus|Straße|Str\.|Platz|Weg|Allee|Ring"
)
_STREET_BEGINS = r"Am|An\s(?:der|den|dem)|Im|In\sder|Auf\sde[rm]|Zum|Zur|Unter\sden|(?:Alte|Neue|Große|Kleine)[rs]?"
STREET = re.compile(
    rf"^(?=.{{4,80}}$)(?:(?:{_STREET_BEGINS})\s[A-ZÄÖÜ][\w.\-/'’ ]*?|[A-ZÄÖÜ0-9][\w.\-/'’ ]*?(?:{_STREETS}))"
    r"\s?\d+(?:\s?[a-z])?(?:\s?[-–/]\s?\d+(?:\s?[a-z])?)?$"
)
TOWN = re.compile(r"^(?:D[-–\s]\s?)?(?P<code>\d{5})\s+(?P<town>[A-ZÄÖÜ][\w.\-/()' ]{1,60})$")


@dataclass(frozen=True)
class Contact:
    """Somebody or something to reach: phones as E.164, e-mail addresses with @, people by name; never empty."""

    type: Literal["person", "phone", "fax", "email"]
    as_written: str
    normalised: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Link:
    """A web or mail address with its scheme, where it stands, and whether the text had broken it; an empty one where a
    tag leads to nothing that is an address."""

    url: str
    start: int
    end: int
    shown: str
    was_broken: bool = False

    @property
    def is_web(self) -> bool:
        return self.url.startswith("http")


@dataclass(frozen=True)
class PostalAddress:
    street: str = ""
    postal_code: str = ""
    town: str = ""


def find_phones(text: str) -> list[Contact]:
    """Phones and faxes in the text; numbers without an area code cannot be normalised and are left out."""
    found = list(_phones(text))
    return sorted(found, key=lambda contact: contact.start)


def _phones(text: str) -> Iterator[Contact]:
    taken: list[tuple[int, int]] = []
    for match in _LABELLED_PHONE.finditer(text):
        number = match["number"].strip()
        normalised = _full(number)
        label = match["label"].lower()
        if normalised is None:
            continue
        taken.append(match.span("number"))
        is_fax, is_both = "fax" in label, "fax" in label and not label.startswith(("fax", "telefax"))
        if is_both or not is_fax:
            yield Contact("phone", number, normalised, *match.span("number"))
        if is_fax:
            yield Contact("fax", number, normalised, *match.span("number"))
    for match in _BARE_PHONE.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        normalised = _full(match[0])
        if normalised is not None:
            yield Contact("phone", match[0].strip(), normalised, *match.span())


def unclear_phones(text: str) -> list[str]:
    """Numbers that are labelled as phones and lack an area code."""
    return [match["number"].strip() for match in _LABELLED_PHONE.finditer(text) if _full(match["number"]) is None]


def _full(number: str) -> str | None:
    found = e164(number)
    return found if found and len(found) >= len("+") + MIN_DIGITS else None


def find_emails(text: str) -> list[Contact]:
    """E-mail addresses in the text, also those that hide their @."""
    found = []
    for match in _EMAIL.finditer(text):
        domain = re.sub(_DOT, ".", match["domain"], flags=re.IGNORECASE).lower()
        if _TOP_LEVEL.search(domain):
            found.append(Contact("email", match[0].strip(), f"{match['local']}@{domain}", *match.span()))
    return found


def find_links(text: str) -> list[Link]:
    """Web addresses in the text, with broken tags repaired; a tag is one link together with the words in it."""
    found: list[Link] = []
    taken = bytearray(len(text))
    for pattern in (_LINK_TAG, _ANGLED):
        for match in pattern.finditer(text):
            attribute = _HREF.search(match["target"])
            target = attribute["target"] if attribute else match["target"]
            url = _repaired(target) or _mail(target)
            if (url or pattern is _LINK_TAG) and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                shown = (match.groupdict().get("text") or "").strip()
                written = _repaired(shown)
                # A blank in the target cut it short where the words spell it out.
                url = written if url and written.startswith(url) else url
                found.append(Link(url, *match.span(), shown or _bare(url), was_broken=True))
    for match in _URL.finditer(text):
        if any(taken[match.start() : match.end()]):
            continue
        written = match[0].rstrip(".,;:!?)]}'’“”…")
        url = _repaired(written)
        if url:
            is_broken = " " in written
            found.append(Link(url, match.start(), match.start() + len(written), written, was_broken=is_broken))
    return sorted(found, key=lambda link: link.start)


def _repaired(target: str) -> str:
    """The address that a target means, with scheme; empty where it means none."""
    scheme = "https" if target.lower().startswith("https") else "http"
    rest = re.sub(r"^https?:\s*/?\s*/?\s*", "", target.strip(), flags=re.IGNORECASE)
    rest = re.sub(r"^www\.\s+", "www.", rest, flags=re.IGNORECASE).split(maxsplit=1)[0] if rest else ""
    rest = rest.strip("\"'").rstrip(".,;:")
    return f"{scheme}://{rest}" if _HOST.match(rest) else ""


def _mail(target: str) -> str:
    found = _EMAIL.match(target.strip().removeprefix("mailto:"))
    return f"mailto:{find_emails(found[0])[0].normalised}" if found and find_emails(found[0]) else ""


def _bare(url: str) -> str:
    return re.sub(r"^(?:https?://|mailto:)", "", url)


def find_address(lines: list[str]) -> PostalAddress:
    """The first postal address in lines or in parts of one line between commas."""
    street = code = town = ""
    for part in (part.strip() for line in lines for part in re.split(r"[,|·•;]", line)):
        if not street and STREET.match(part):
            street = part
        place = TOWN.match(part)
        if not town and place:
            code, town = place["code"], place["town"].strip()
    return PostalAddress(street, code, town)
