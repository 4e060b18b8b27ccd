#!/usr/bin/env python3
"""A website of a partner's own, made of the copy that `clients/mirror.py` keeps. Python 3.11, nothing else.

    python build.py newsroom.sqlite3 site --newsroom http://127.0.0.1:8000

Writes plain files: the ministry's front page (index.html), one portal for each language with lists by type, and a page
for each document. What the copy has no more is gone afterwards. Nothing but the API is asked, and one of its feeds.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import sys
import tempfile
import urllib.request
from collections import defaultdict
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from parts import Blocks, contact, files, image, licence, listed, paragraph, section, time_of, venue
from words import NAMES, direction, word

Document = dict[str, Any]
HERE = Path(__file__).resolve().parent
TYPES = ("press-releases", "events", "practice-reports", "event-series", "meeting-documentations", "pages")
PROSE = ("body", "starting_point", "implementation", "conclusion")
NEWEST = 4  # of each type, on the front page of a language
SAFE = re.compile(r"[a-z0-9-]+")


def read(file: Path) -> list[Document]:
    """Every document of the copy but its front pages and lists, of which there are others here; newest first."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
        found = [json.loads(body) for (body,) in database.execute("SELECT body FROM documents")]
    shown = [document for document in found if document.get("kind") not in {"home", "index"}]
    return sorted(shown, key=lambda document: (document["date"] or "", document["title"]), reverse=True)


def place(document: Document) -> str:
    """Where the document's page is here; raises ValueError for names that no path is made of."""
    names = [document["locale"], document["type"], document["id"]]
    if not all(SAFE.fullmatch(name) for name in names):
        raise ValueError(f"Not a path: {names}")
    return f"/{'/'.join(names)}/"


class Site:
    """The pages of all documents; `base` is where they will stand, `newsroom` whence they come."""

    def __init__(self, documents: list[Document], base: str, newsroom: str) -> None:
        self.documents, self.base, self.newsroom = documents, base.rstrip("/"), newsroom.rstrip("/")
        self.places = {document["url"]: place(document) for document in documents}
        self.by_list: dict[tuple[str, str], list[Document]] = defaultdict(list)
        self.by_id: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            self.by_list[document["locale"], document["type"]].append(document)
            self.by_id[document["id"]].append(document)
        here = {document["locale"] for document in documents}
        self.locales = [*(code for code in NAMES if code in here), *sorted(here - set(NAMES))]

    def write(self, to: Path) -> int:
        """Write all pages into an empty folder; returns how many."""
        pages = {"/": self.ministry()}
        for locale in self.locales:
            pages[f"/{locale}/"] = self.portal(locale)
            for type_ in self._types(locale):
                pages[f"/{locale}/{type_}/"] = self.list_of(locale, type_)
        pages |= {place(document): self.page(document) for document in self.documents}
        for path, html in pages.items():
            folder = to / path.strip("/")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(html, encoding="utf-8")
        shutil.copy(HERE / "style.css", to)
        return len(pages)

    def address(self, url: str) -> str:
        """The page here that stands for one of the newsroom's, else the address as it is."""
        bare, mark, rest = url.partition("#")
        return f"{self.places[bare]}{mark}{rest}" if bare in self.places else url

    def ministry(self) -> str:
        """The page into which the newsroom's component is set, with what its feed says for readers without scripts."""
        template = (HERE / "ministry.html").read_text(encoding="utf-8")
        links = listed(f'<a href="{escape(url)}">{escape(title)}</a>' for url, title in newest_of_feed(self.newsroom))
        portals = listed(
            f'<a href="/{code}/" lang="{code}">{escape(NAMES.get(code, code))}</a>' for code in self.locales
        )
        return (
            template.replace("[newsroom]", escape(self.newsroom)).replace("[feed]", links).replace("[portals]", portals)
        )

    def portal(self, locale: str) -> str:
        """The front page of a language: the newest of each type."""
        title = word(locale, "portal")
        parts = []
        for type_ in self._types(locale):
            found = self.by_list[locale, type_]
            more = f'<p><a href="/{locale}/{type_}/">{escape(word(locale, "all"))}<span class="hidden">: '
            more += f"{escape(word(locale, type_))}</span></a></p>"
            parts.append(section(word(locale, type_), self._cards(found[:NEWEST], 3) + more))
        languages = {code: f"/{code}/" for code in self.locales}
        return self._frame(locale, title, f"<h1>{escape(title)}</h1>{''.join(parts)}", languages)

    def list_of(self, locale: str, type_: str) -> str:
        """All of a type in a language."""
        title = word(locale, type_)
        languages = {code: f"/{code}/{type_}/" for code in self.locales if (code, type_) in self.by_list}
        main = f"<h1>{escape(title)}</h1>{self._cards(self.by_list[locale, type_], 2)}"
        return self._frame(locale, title, main, languages)

    def page(self, document: Document) -> str:
        """The document in full."""
        locale = document["locale"]
        parts = [self._head(document), self._text(document), self._event(document), self._beside(document)]
        languages = {other["locale"]: place(other) for other in self.by_id[document["id"]]}
        main = f"<article>{''.join(parts)}{self._source(document)}</article>"
        return self._frame(
            locale, document["title"], main, languages, document["description"] or document["teaser"] or ""
        )

    def _types(self, locale: str) -> list[str]:
        return [type_ for type_ in TYPES if (locale, type_) in self.by_list]

    def _cards(self, documents: list[Document], level: int) -> str:
        items = "".join(
            f'<li><h{level}><a href="{place(document)}">{escape(document["title"])}</a></h{level}>{_meta(document)}'
            f"{paragraph(document['teaser'])}</li>"
            for document in documents
        )
        return f'<ul class="cards">{items}</ul>'

    def _head(self, document: Document) -> str:
        lead = document.get("lead") or document["teaser"]
        return (
            f"<header>{paragraph(document.get('kicker'), 'kicker')}<h1>{escape(document['title'])}</h1>"
            f"{paragraph(document.get('subheadline'), 'subheadline')}{_meta(document)}{paragraph(lead, 'lead')}"
            f"</header>{image(document['image'], document['locale'])}"
        )

    def _text(self, document: Document) -> str:
        blocks = Blocks(document["locale"], self.address)
        parts = [blocks.html(document.get(name, [])) for name in PROSE]
        parts += [blocks.figures(document.get("key_figures", []))]
        parts += [blocks.interview(document["interview"])] if document.get("interview") else []
        for one in document.get("rounds", []):
            groups = "".join(
                (f"<h3>{escape(group['title'])}</h3>" if group["title"] else "")
                + listed(map(blocks.prose, group["findings"]))
                for group in one["groups"]
            )
            parts.append(section(one["title"], blocks.prose(one["html"]) + groups))
        return "".join(parts)

    def _event(self, document: Document) -> str:
        locale, programme = document["locale"], document.get("programme", [])
        items = programme if isinstance(programme, list) else []  # of a practice report it is a name
        steps = listed(f"<strong>{item['start_time'][:5]}</strong> {escape(item['title'])}" for item in items)
        dates = [*document.get("events", []), *document.get("next_dates", [])]
        links = listed(
            f'<a href="{escape(self.address(one["page"]["url"]))}">{escape(one["page"]["title"])}</a> '
            f"{time_of({**one, 'locale': locale})}"
            for one in dates
        )
        where = venue(document["venue"], locale) if document.get("venue") else ""
        return (
            self._registration(document)
            + section(word(locale, "programme"), steps)
            + section(word(locale, "venue"), where)
            + section(word(locale, "dates"), links)
        )

    def _registration(self, document: Document) -> str:
        if not document.get("registration_url") or not document["registration_open"]:
            return ""
        link = f'<a href="{escape(document["registration_url"])}">{escape(word(document["locale"], "register"))}</a>'
        return f"<p>{link}</p>"

    def _beside(self, document: Document) -> str:
        locale, blocks = document["locale"], Blocks(document["locale"], self.address)
        people = [*document.get("contacts", []), *filter(None, [document.get("press_contact")])]
        corrections = (
            f"{time_of({**one, 'locale': locale})}: {escape(one['text'])}" for one in document.get("corrections", [])
        )
        return "".join(
            [
                section(word(locale, "corrections"), listed(corrections)),
                section(word(locale, "voices"), listed(map(escape, document.get("feedback", [])))),
                section(word(locale, "pictures"), "".join(image(one, locale) for one in document.get("gallery", []))),
                section(word(locale, "files"), files(document.get("files", []))),
                "".join(
                    f'<div class="about">{blocks.prose(one["html"])}</div>' for one in document.get("boilerplates", [])
                ),
                section(word(locale, "contact"), "".join(map(contact, people))),
            ]
        )

    def _source(self, document: Document) -> str:
        locale = document["locale"]
        host = escape(urlsplit(document["url"]).netloc)
        return (
            f'<footer class="source"><p>{escape(word(locale, "source"))}: '
            f'<a href="{escape(document["url"])}">{host}</a></p>'
            f"<p>{escape(word(locale, 'licence'))}: {licence(document['licence'])}</p></footer>"
        )

    def _frame(self, locale: str, title: str, main: str, languages: dict[str, str], description: str = "") -> str:
        """The whole page: in each of the languages it is at that path."""
        policy = f"default-src 'self'; img-src 'self' {self.newsroom}; media-src {self.newsroom}"
        alternates = "".join(
            f'<link rel="alternate" hreflang="{code}" href="{escape(self.base + path)}">'
            for code, path in languages.items()
        )
        return (
            f'<!doctype html><html lang="{locale}" dir="{direction(locale)}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
            f'<meta name="description" content="{escape(description)}"><link rel="stylesheet" href="/style.css">'
            f'{alternates}</head><body><a class="skip" href="#main">{escape(word(locale, "skip"))}</a>'
            f'{self._banner(locale, languages)}<main id="main">{main}</main></body></html>\n'
        )

    def _banner(self, locale: str, languages: dict[str, str]) -> str:
        sections = listed(f'<a href="/{locale}/{one}/">{escape(word(locale, one))}</a>' for one in self._types(locale))
        others = listed(
            f'<a href="{path}" lang="{code}" hreflang="{code}">{escape(NAMES.get(code, code))}</a>'
            for code, path in languages.items()
            if code != locale
        )
        choice = (
            f'<nav class="languages" aria-label="{escape(word(locale, "languages"))}">{others}</nav>' if others else ""
        )
        return (
            f'<header class="banner"><p class="name"><a href="/{locale}/">{escape(word(locale, "portal"))}</a></p>'
            f'<nav aria-label="{escape(word(locale, "sections"))}">{sections}</nav>{choice}</header>'
        )


def _meta(document: Document) -> str:
    locale = document["locale"]
    said = [time_of(document), escape(document.get("place") or "")]
    said += [escape(word(locale, "online"))] if document.get("online") else []
    said += [f"<strong>{escape(word(locale, 'cancelled'))}</strong>"] if document.get("state") == "cancelled" else []
    found = " · ".join(text for text in said if text)
    return f'<p class="meta">{found}</p>' if found else ""


def newest_of_feed(newsroom: str) -> list[tuple[str, str]]:
    """Address and title of the newest press releases, as the JSON Feed has them; none where it cannot be read."""
    address = f"{newsroom}/feeds/de/press-releases.json"
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 # main() lets pass HTTP only
            return [(item["url"], item["title"]) for item in json.load(response)["items"][:5]]
    except (OSError, ValueError) as error:
        print(f"{address}: {error}", file=sys.stderr)
        return []


def build(mirror: Path, to: Path, base: str, newsroom: str) -> int:
    """Write the site anew and put it in the place of the old one; returns the number of its pages."""
    site = Site(read(mirror), base, newsroom)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent) as folder:
        fresh, old = Path(folder) / "new", Path(folder) / "old"
        fresh.mkdir()
        number = site.write(fresh)
        if to.exists():
            to.rename(old)
        fresh.rename(to)
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a website of a newsroom's copy.")
    parser.add_argument("mirror", type=Path, help="the SQLite file that mirror.py keeps")
    parser.add_argument("site", type=Path, help="the folder to write; what is in it is replaced")
    parser.add_argument("--newsroom", required=True, help="where the newsroom is, such as https://newsroom.example")
    parser.add_argument("--base", default="http://127.0.0.1:8100", help="where the site will be")
    given = parser.parse_args()
    if not given.newsroom.startswith(("https://", "http://")):
        parser.error("--newsroom begins with https://")
    if given.site.exists() and any(given.site.iterdir()) and not (given.site / "style.css").exists():
        parser.error(f"{given.site} is no site of this program")
    print(f"{build(given.mirror, given.site, given.base, given.newsroom.rstrip('/'))} pages written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
