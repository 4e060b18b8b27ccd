"""What words are kept as, whoever typed, pasted or imported them: pure functions that every saved text passes.

Letters are composed (NFC). What cannot be seen goes: control characters, soft hyphens, what has no width. Three kinds
stay where they carry meaning: zero-width joiners and non-joiners after letters of scripts that join and in emoji, marks
of direction in texts with letters that are read from right to left, and the parts of a flag.

Of spaces that do not break, and of thin ones, those stay that typographers set: before `: ; ! ? »` and after `«`,
beside a number ("3 000", "10 %", "§ 5"), in abbreviations and initials ("z. B."), and beside a dash. Between two words,
and several in a row, machines typed them: they become one plain space. Line ends stay, since forms compare them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from wagtail import blocks

SET_SPACES = "\u00a0\u202f\u2009"  # that typographers set: no-break, narrow no-break, thin
_OTHER_SPACES = "\u1680\u2000-\u2008\u200a\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_NEVER_SEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # soft hyphens, and what has no width
    "\u202d\u202e"  # overrides of the direction, which show other words than are stored
    "\ud800-\udfff"  # halves of characters
)
_JOINERS = "\u200c\u200d"
_MARKS = "\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069"
_TAGS = "\U000e0001\U000e0020-\U000e007f"

_LINE_END = re.compile(f"[{_LINE_ENDS}]")
_UNSEEN = re.compile(f"[{_NEVER_SEEN}]")
_JOINER = re.compile(f"[{_JOINERS}]+")
_MARK = re.compile(f"[{_MARKS}]")
_TAG = re.compile(f"(\U0001f3f4[{_TAGS}]+)|[{_TAGS}]")
_OTHER_SPACE = re.compile(f"[{_OTHER_SPACES}]")
_SET_SPACE = re.compile(f"[ {SET_SPACES}]*[{SET_SPACES}][ {SET_SPACES}]*")
_TO_LOOK_AT = re.compile(f"[{_LINE_ENDS}{_NEVER_SEEN}{_JOINERS}{_MARKS}{_TAGS}{_OTHER_SPACES}{SET_SPACES}]")
_BREAK_IN_LINE = re.compile(r"\s*[\t\r\n]\s*")
_INITIAL = re.compile(r"(?:^|\W)[^\W\d_]\.$")
_MARKUP = re.compile(r"(<[^>]*>)")
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_LINKTYPE, _KEY = re.compile(r"\blinktype="), re.compile(r"""\bid=["']?([^"'\s]*)""")
_POSSIBLE_KEY = re.compile(r"[0-9]{1,18}")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
# Letters that nothing joins: a joiner after one of them was typed by a machine.
_UNJOINED = ("LATIN ", "GREEK ", "CYRILLIC ", "COMBINING ", "FULLWIDTH LATIN ", "MODIFIER LETTER ")
# Spaces beside the beginning and the end of a paragraph or the like, which no editor shows.
_BLOCK = "p|li|ul|ol|h[1-6]|blockquote"
_AT_BEGINNING, _AT_END = re.compile(rf"(<(?:{_BLOCK})\b[^>]*>)\s+"), re.compile(rf"\s+(</(?:{_BLOCK})>)")

WayOf = Callable[[blocks.Block], Callable[[str], str] | None]


def clean_text(text: str) -> str:
    """The text as it is kept; what is clean is the same afterwards."""
    return _cleaned(text, _is_right_to_left(text))


def clean_line(text: str) -> str:
    """The text of a field of one line: what ended a line is a space."""
    if not _needs_cleaning(text) and not _BREAK_IN_LINE.search(text):
        return text
    return _BREAK_IN_LINE.sub(" ", clean_text(text)).strip()


def clean_html(markup: str) -> str:
    """The HTML with clean words; its tags and their attributes stay as they are, but for links that name nothing."""
    if "linktype" in markup:
        markup = _LINK.sub(_linked, markup)
    if "&" in markup:
        markup = _REFERENCE.sub(_unreferenced, markup)
    markup = _AT_END.sub(r"\1", _AT_BEGINNING.sub(r"\1", markup))
    if not _needs_cleaning(markup):
        return markup
    directed = _is_right_to_left(markup)
    return "".join(
        part if part.startswith("<") and part.endswith(">") else _cleaned(part, directed)
        for part in _MARKUP.split(markup)
    )


def _linked(found: re.Match[str]) -> str:
    """The link as it is, or its words alone where what it leads to has no key that anything could have."""
    key = _KEY.search(found["attributes"])
    is_nonsense = _LINKTYPE.search(found["attributes"]) and not (key and _POSSIBLE_KEY.fullmatch(key[1]))
    return found["words"] if is_nonsense else found[0]


def clean_stream(block: blocks.Block, value: Any) -> Any:
    """The stored value of a block with clean words, whatever blocks stand inside it."""
    return in_stream(block, value, _way_of)


def in_stream(block: blocks.Block, value: Any, way_of: WayOf) -> Any:
    """The stored value of a block with the words of each block inside it in the way that is meant for them."""
    if isinstance(block, blocks.BaseStreamBlock):
        return [_child(block.child_blocks.get(child["type"]), child, way_of) for child in value or ()]
    if isinstance(block, blocks.ListBlock):
        # Items have had an id since some version of Wagtail only; what was stored before are the bare values.
        return [
            _child(block.child_block, item, way_of) if _is_item(item) else in_stream(block.child_block, item, way_of)
            for item in value or ()
        ]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, Mapping):
        known = block.child_blocks
        return {name: in_stream(known[name], one, way_of) if name in known else one for name, one in value.items()}
    way = way_of(block)
    return way(value) if way is not None and isinstance(value, str) else value


def _child(block: blocks.Block | None, child: dict[str, Any], way_of: WayOf) -> dict[str, Any]:
    return child if block is None else {**child, "value": in_stream(block, child["value"], way_of)}


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _way_of(block: blocks.Block) -> Callable[[str], str] | None:
    """How the words of a block without others inside are cleaned; None for what are no words, such as choices."""
    if isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock):
        return clean_html
    if isinstance(block, blocks.TextBlock | blocks.BlockQuoteBlock):
        return clean_text
    return clean_line if isinstance(block, blocks.CharBlock | blocks.URLBlock | blocks.EmailBlock) else None


def _cleaned(text: str, directed: bool) -> str:
    if not _needs_cleaning(text):
        return text
    text = unicodedata.normalize("NFC", text)
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    text = _TAG.sub(lambda found: found[1] or "", text)
    if not directed:
        text = _MARK.sub("", text)
    text = _JOINER.sub(_joiner, text)
    text = _SET_SPACE.sub(_set_space, _OTHER_SPACE.sub(" ", text))
    # What was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", text)


def _needs_cleaning(text: str) -> bool:
    return _TO_LOOK_AT.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def _joiner(found: re.Match[str]) -> str:
    """One joiner after a letter, mark or picture that it may join; nothing elsewhere."""
    before = found.string[: found.start()][-1:]
    if not before or unicodedata.category(before)[0] not in "LMS":
        return ""
    return "" if unicodedata.name(before, "").startswith(_UNJOINED) else found[0][0]


def _set_space(found: re.Match[str]) -> str:
    """The space that a typographer set there, else a plain one."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if len(found[0]) > 1 or not before or not after or not _is_set_between(before[-3:], after[0]):
        return " "
    return found[0]


def _is_set_between(before: str, after: str) -> bool:
    return (
        after in ":;!?»›%‰€$£°–—"
        or before[-1] in "«‹§¶–—"
        or after.isdigit()
        or before.rstrip(".")[-1:].isdigit()
        or (after.isalpha() and _INITIAL.search(before) is not None)
    )


def _unreferenced(found: re.Match[str]) -> str:
    """The character itself in the place of a reference to one that is cleaned; other references stay."""
    meant = html.unescape(found[0])
    return meant if _TO_LOOK_AT.search(meant) or any(map(unicodedata.combining, meant)) else found[0]
