"""The parts of documents as HTML. What the API calls `html` is clean already, everything else is escaped; what is not
known here, such as a new kind of block, is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import Any

from words import direction, when, word

Document = dict[str, Any]
Address = Callable[[str], str]
"""Where what leads to a page of the newsroom leads from here."""

WEBP = "image/webp"
LINK = re.compile(r'\bhref="([^"]*)"')


def paragraph(text: str | None, kind: str = "") -> str:
    """The text as a paragraph; nothing where it is empty."""
    return f"<p{f' class={kind!r}' if kind else ''}>{escape(text)}</p>" if text else ""


def section(title: str, content: str) -> str:
    """The content below a heading; nothing where there is none."""
    return f"<section><h2>{escape(title)}</h2>{content}</section>" if content else ""


def listed(items: Iterable[str], tag: str = "ul") -> str:
    """A list of what is HTML already; nothing where there is none."""
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{found}</{tag}>" if found else ""


def time_of(document: Document) -> str:
    """Its day or its beginning; nothing where it has none."""
    machine, words = when(document)
    return f'<time datetime="{machine}">{words}</time>' if machine else ""


def image(found: Document | None, locale: str) -> str:
    """The image from the newsroom's own sources, with what it shows, whom to credit and what may be done with it."""
    if not found or not found["sources"]:
        return ""
    modern = [source for source in found["sources"] if source["type"] == WEBP]
    plain = [source for source in found["sources"] if source["type"] != WEBP] or modern
    size = plain[0]
    said = found["alt_locale"]
    language = f' lang="{said}"' if said not in {None, locale} else ""
    return (
        f'<figure><picture><source type="{WEBP}" srcset="{_srcset(modern)}" sizes="(min-width: 50rem) 46rem, 100vw">'
        f'<img src="{escape(size["url"])}" srcset="{_srcset(plain)}" sizes="(min-width: 50rem) 46rem, 100vw"'
        f' width="{size["width"]}" height="{size["height"]}" loading="lazy"'
        f' alt="{"" if found["decorative"] else escape(found["alt"])}"{language}></picture>'
        f"<figcaption>{_rights(found, locale)}</figcaption></figure>"
    )


def _srcset(sources: list[Document]) -> str:
    return escape(", ".join(f"{source['url']} {source['width']}w" for source in sources))


def _rights(found: Document, locale: str) -> str:
    words = [spoken(found[name], found[f"{name}_locale"], locale) for name in ("caption", "credit", "licence_note")]
    rights = licence(found["licence"]) if found["licence"] else ""
    return " · ".join(text for text in (*words[:2], rights, words[2]) if text)


def spoken(text: str | None, said: str | None, locale: str) -> str:
    """The text, marked where it is in another language than the page; nothing where there is none."""
    if not text or said in {None, locale}:
        return escape(text or "")
    return f'<span lang="{said}" dir="{direction(said)}">{escape(text)}</span>'


def licence(found: Document) -> str:
    """The licence's name, linked where it has a text, and whom to name."""
    name = escape(found["name"])
    linked = f'<a href="{escape(found["url"])}" rel="license">{name}</a>' if found["url"] else name
    return f"{linked} ({escape(found['attribution'])})" if found["attribution"] else linked


def files(found: Iterable[Document]) -> str:
    """Links to the files, with their kinds and sizes."""
    return listed(
        f'<a href="{escape(file["url"])}">{escape(file["title"])}</a>'
        f" ({escape(file['type'].rpartition('/')[2].upper())}{_size(file['size'])})"
        for file in found
    )


def _size(size: int | None) -> str:
    return f", {size / 1000:,.0f} kB" if size else ""


def venue(found: Document, locale: str) -> str:
    """Where it is, how to get there, and who can."""
    address = found["address"]
    lines = [
        found["name"],
        address["street"],
        " ".join(part for part in (address["postal_code"], address["city"]) if part),
    ]
    place = "<br>".join(spoken(line, found["locale"], locale) for line in lines if line)
    more = (spoken(found[name], found["locale"], locale) for name in ("directions", "accessibility"))
    return f"<address>{place}</address>{''.join(f'<p>{text}</p>' for text in more if text)}"


def contact(found: Document) -> str:
    """A person or a desk, and how to reach them."""
    organisation = (found["organisation"] or {}).get("name", "")
    lines = [f"<strong>{escape(found['name'])}</strong>", escape(found["role"] or ""), escape(organisation)]
    if found["phone"]:
        lines.append(f'<a dir="ltr" href="tel:{re.sub(r"[^+0-9]", "", found["phone"])}">{escape(found["phone"])}</a>')
    if found["email"]:
        lines.append(f'<a href="mailto:{escape(found["email"])}">{escape(found["email"])}</a>')
    return f"<address>{'<br>'.join(line for line in lines if line)}</address>"


class Blocks:
    """Blocks of a document in the language, with links to where pages are here."""

    def __init__(self, locale: str, address: Address) -> None:
        self.locale, self.address = locale, address

    def html(self, blocks: Iterable[Document]) -> str:
        """All of them, in their order."""
        return "".join(self._one(block) for block in blocks)

    def prose(self, html: str | None) -> str:
        """Clean HTML with its links led to where they lead from here; nothing where there is none."""
        return LINK.sub(lambda found: f'href="{escape(self.address(unescape(found[1])))}"', html or "")

    def interview(self, found: Document) -> str:
        """Questions and answers, and who gave these."""
        answers = (f"<h3>{escape(one['question'])}</h3>{self.prose(one['html'])}" for one in found["answers"])
        return paragraph(_person(found["person"]), "person") + "".join(answers)

    def figures(self, found: Iterable[Document]) -> str:
        """Numbers and what they count."""
        pairs = "".join(f"<div><dt>{escape(one['label'])}</dt><dd>{escape(one['value'])}</dd></div>" for one in found)
        return f'<dl class="figures">{pairs}</dl>' if pairs else ""

    def _one(self, block: Document) -> str:
        make = getattr(self, f"_{block['type']}", None)
        return make(block) if make else ""

    def _heading(self, block: Document) -> str:
        return f"<h2>{escape(block['text'])}</h2>"

    def _rich_text(self, block: Document) -> str:
        return self.prose(block["html"])

    def _quote(self, block: Document) -> str:
        return f"<blockquote>{paragraph(block['text'])}{paragraph(_person(block['person']), 'person')}</blockquote>"

    def _list(self, block: Document) -> str:
        return listed(map(self.prose, block["items"]), "ol" if block["ordered"] else "ul")

    def _image(self, block: Document) -> str:
        return image(block["image"], self.locale)

    def _key_figures(self, block: Document) -> str:
        return self.figures(block["figures"])

    def _interview(self, block: Document) -> str:
        return self.interview(block)

    def _documents(self, block: Document) -> str:
        return files(block["files"])

    def _sign_language_video(self, block: Document) -> str:
        poster = block["poster"]["sources"][0]["url"] if block["poster"] and block["poster"]["sources"] else ""
        return (
            f'<video controls preload="none" poster="{escape(poster)}" src="{escape(block["file"]["url"])}"></video>'
            f"<details><summary>{escape(word(self.locale, 'transcript'))}</summary>"
            f"{self.prose(block['html'])}</details>"
        )


def _person(person: Document | None) -> str:
    if not person:
        return ""
    organisation = (person["organisation"] or {}).get("name", "")
    return ", ".join(text for text in (person["name"], person["function"], organisation) if text)
