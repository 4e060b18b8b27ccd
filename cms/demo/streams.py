"""From the demo's blocks to the values of a StreamField, and from its paragraphs to rich text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from wagtail.rich_text import RichText

from cms.demo.texts import files, kinds

PICTURES = {picture.name: picture for picture in files.PICTURES}
PAGE_LINK = re.compile(r'href="page:([\w-]+)"')


class Finds(Protocol):
    """What has been made already, in one language."""

    language: str

    def find(self, kind: str, key: str) -> Any:
        """The snippet, page or file of that kind and key; raises LookupError where it is not there yet."""


def one_line(text: str) -> str:
    """The text without the line breaks of the module it was written in; spaces that do not break stay."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def rich(text: str, found: Finds) -> RichText:
    """Paragraphs as rich text with links to the pages that they name."""
    paragraphs = [one_line(part) for part in text.split("\n\n") if part.strip()]
    html = "".join(part if part.startswith(("<ul", "<ol", "<h")) else f"<p>{part}</p>" for part in paragraphs)
    return RichText(PAGE_LINK.sub(lambda match: _page_link(match[1], found), html))


def _page_link(key: str, found: Finds) -> str:
    return f'linktype="page" id="{found.find("page", key).pk}"'


def stream(blocks: Iterable[kinds.Block | None], found: Finds) -> list[tuple[str, Any]]:
    """The blocks as a StreamField takes them."""
    return [_block(block, found) for block in blocks if block is not None]


def _block(block: kinds.Block, found: Finds) -> tuple[str, Any]:
    match block:
        case kinds.Prose(text):
            return "rich_text", rich(text, found)
        case kinds.Heading(text):
            return "heading", text
        case kinds.Quote(person, text):
            return "quote", {"text": one_line(text), "person": found.find("person", person)}
        case kinds.Points(items, ordered):
            return "list", {"ordered": ordered, "items": [rich(item, found) for item in items]}
        case kinds.Picture(name, caption):
            return "image", {"image": found.find("picture", name), **_picture_texts(name, caption, found.language)}
        case kinds.Figures(figures):
            return "key_figures", {"figures": [{"value": value, "label": label} for value, label in figures]}
        case kinds.Interview(person, answers):
            said = [{"question": question, "answer": rich(answer, found)} for question, answer in answers]
            return "interview", {"person": found.find("person", person), "answers": said}
        case kinds.Downloads(papers):
            return "documents", {"files": [found.find("paper", paper) for paper in papers]}
        case kinds.Comment(text):
            return "comment", one_line(text)
        case kinds.Slot():
            return "item", _slot(block, found)
        case kinds.Round():
            return "round", _round(block, found)


def _picture_texts(name: str, caption: str, language: str) -> dict[str, Any]:
    """What a picture's use overrides: the caption where one is given, and all texts in another language."""
    if language == settings.LANGUAGE_CODE:
        return {"alt_text": "", "caption": caption, "credit": "", "decorative": False}
    own = PICTURES[name]
    texts = {"alt_text": own.alt[language], "caption": caption or own.caption[language], "credit": own.credit[language]}
    return {**texts, "decorative": False}


def _slot(slot: kinds.Slot, found: Finds) -> dict[str, Any]:
    return {
        "starts_at": datetime.time.fromisoformat(slot.start),
        "ends_at": datetime.time.fromisoformat(slot.end) if slot.end else None,
        "title": slot.title,
        "text": rich(slot.text, found),
        "people": [found.find("person", person) for person in slot.people],
    }


def _round(talk: kinds.Round, found: Finds) -> dict[str, Any]:
    return {
        "title": talk.title,
        "moderators": [found.find("person", person) for person in talk.moderators],
        "text": rich(talk.text, found),
        "groups": [
            {"title": title, "findings": [rich(finding, found) for finding in findings]}
            for title, findings in talk.groups
        ],
    }
