"""From the lines of a file to its paragraphs: broken lines are joined, bullets become items, page breaks are healed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cms.importer.findings import Code, Finding
from cms.importer.read import Line
from cms.importer.vocabulary import DATE_IN_BRACKETS, MODERATION, ROMAN_NUMBER, ROUND

# Symbol fonts leave their bullets in the private use area; some exports leave a lone “o”.
BULLET = re.compile(r"^(\s*)([•‣▪▫●○◦■□◆◇·∙➢➤►▶✓✔\uf000-\uf0ff]|[-–—*+]|o(?=\s{2,}))\s+(?=\S)")
NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
SENTENCE_END = re.compile(r"[.!?…][“”\"»«')\]]*$|:$")
PAGE_NUMBER = re.compile(r"^(?:-\s*\d{1,3}\s*-|(?:Seite|S\.)\s*\d{1,3}(?:\s*(?:von|/)\s*\d{1,3})?)$", re.IGNORECASE)
# A web address that the end of the line broke: it cannot end so, or the next line can only go on with it.
URL_AT_END = re.compile(r"(?:https?://|www\.)[^\s<>\"“”„]*$", re.IGNORECASE)
MAX_URL = 500
URL_GOES_ON = re.compile(r"^[\w\-.~/%?=&#+]+$")
# Lines longer than this are paragraphs already.
MAX_BROKEN_LINE = 150
# How full a line must be at least for its end to be the page's and not the writer's, in parts of the longest one.
FULL = 0.72
# From one filled line to the next, in lines.
ONE_BLANK, TWO_BLANKS = 2, 3
# A page is double-spaced where many lines go on behind an empty one, or nearly all stand alone and some further apart.
MIN_BROKEN, MIN_BROKEN_SHARE = 3, Fraction(1, 12)
MIN_APART, MIN_ALONE_SHARE = 3, Fraction(17, 20)
MIN_FLUSH = 3  # lines at the margin, for an indent to mean something
MAX_NUMBERED = 400  # characters of an item that a number begins, less one


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one line of text. An item stands in a list; `gap` tells that empty space stands before it, and
    `top` that it may begin a page, where an indent means nothing."""

    text: str
    line: int
    is_item: bool = False
    number: int | None = None
    gap: bool = False
    top: bool = False


@dataclass
class _Piece:
    """Lines that are one paragraph, while they are being collected."""

    lines: list[Line]
    is_item: bool = False
    number: int | None = None
    gap: bool = False
    top: bool = False
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """The paragraphs of a text and what was uncertain about them."""

    paragraphs: list[Paragraph]
    findings: list[Finding]


def paragraphs(lines: Iterable[Line]) -> Layout:
    """The paragraphs of the lines, in their order."""
    kept = [line for line in lines if not PAGE_NUMBER.match(line.text.strip())]
    spaced = _is_double_spaced(kept)
    findings: list[Finding] = []
    pieces = list(_double_spaced(kept, findings)) if spaced else list(_single_spaced(kept))
    found = [_paragraph(piece) for piece in pieces]
    return Layout(list(_numbered(found)), findings)


def _is_double_spaced(lines: list[Line]) -> bool:
    """True where each line of a page stands alone: sentences go on behind an empty line, and what belongs apart has
    more space between."""
    filled = [index for index, line in enumerate(lines) if not line.is_blank]
    gaps = [there - here for here, there in itertools.pairwise(filled)]
    broken = sum(
        there - here == ONE_BLANK
        and lines[there].text[:1].islower()
        and not SENTENCE_END.search(lines[here].text.rstrip())
        for here, there in itertools.pairwise(filled)
    )
    alone = sum(gap > 1 for gap in gaps)
    apart = sum(gap > TWO_BLANKS for gap in gaps)
    often_broken = broken >= MIN_BROKEN and broken >= len(filled) * MIN_BROKEN_SHARE
    nearly_all_alone = broken >= 1 and apart >= MIN_APART and alone >= len(gaps) * MIN_ALONE_SHARE
    return often_broken or nearly_all_alone


def _double_spaced(lines: list[Line], findings: list[Finding]) -> Iterator[_Piece]:
    """Pieces of a text with an empty line behind every line: more empty space ends a paragraph, none a page."""
    width = max((len(line.text) for line in lines), default=0)
    piece: _Piece | None = None
    empty = 2  # lines of empty space since the last text
    for line in lines:
        if line.is_blank:
            empty += 1
            continue
        top = piece is None or empty == 0
        gap = empty > 1
        if piece is not None and not gap and not top and not _begins_paragraph(piece, line.text):
            piece.lines.append(line)
        elif piece is not None and top and _goes_on_behind_a_page(piece, line, width):
            findings.append(Finding(Code.PAGE_BREAK_UNSURE, line.number, "", {"text": line.text.strip()}))
            piece.lines.append(line)
        else:
            if piece is not None:
                yield piece
            piece = _Piece([line], is_item=_begins_item(line.text), gap=gap, top=top)
        empty = 0
    if piece is not None:
        yield piece


def _goes_on_behind_a_page(piece: _Piece, line: Line, width: int) -> bool:
    """True where the first line of a page goes on the sentence that the page before broke off."""
    before, text = piece.lines[-1].text.strip(), line.text.strip()
    if SENTENCE_END.search(before) or not text[:1].islower():
        return False
    if re.search(r"[a-zäöüß][.!?]\s+[A-ZÄÖÜ]|,\s", " ".join(line.text.strip() for line in piece.lines)):
        return True  # whole sentences, and the last one has not ended
    first_word = text.split(maxsplit=1)[0]
    return len(before) + len(first_word) >= FULL * width or before.endswith((",", "und", "oder", "-"))


def _single_spaced(lines: list[Line]) -> Iterator[_Piece]:
    """Pieces of a text in which empty lines stand between paragraphs only."""
    filled = [line for line in lines if not line.is_blank]
    width = max((len(line.text) for line in filled), default=0)
    is_broken = width <= MAX_BROKEN_LINE and _has_broken_lines(lines)
    indented = _indented_items(lines)
    piece: _Piece | None = None
    gap = True
    for line in lines:
        if line.is_blank:
            gap = True
            continue
        is_item = bool(BULLET.match(line.text)) or line.number in indented
        if piece is not None and not gap and not is_item and _goes_on(piece, line, width, is_broken):
            piece.lines.append(line)
        else:
            if piece is not None:
                yield piece
            piece = _Piece([line], is_item=is_item, gap=gap)
        gap = False
    if piece is not None:
        yield piece


def _has_broken_lines(lines: list[Line]) -> bool:
    """True where sentences go on in the next line."""
    broken = [
        line
        for line, after in itertools.pairwise(lines)
        if after.text.strip()[:1].islower() and line.text.strip() and not SENTENCE_END.search(line.text)
    ]
    return len(broken) > 1


def _goes_on(piece: _Piece, line: Line, width: int, is_broken: bool) -> bool:
    """True where the line goes on the paragraph of the line before it."""
    before, text = piece.lines[-1].text.strip(), line.text.strip()
    url = URL_AT_END.search(before)
    if url and _url_goes_on(url[0], text):
        return True
    if not is_broken or NUMBERED.match(line.text):
        return False
    if re.search(r"\w-$", before):
        return True
    if piece.is_item and line.text.startswith("  "):
        return True
    is_full = len(before) + 1 + len(text.split(maxsplit=1)[0]) > FULL * width
    return is_full or (text[:1].islower() and not SENTENCE_END.search(before))


def _url_goes_on(url: str, text: str) -> bool:
    """True where the line is the rest of a web address that ended the line before."""
    return bool(URL_GOES_ON.match(text)) and (url[-1] in "/-_.=&?" or text[0] in "/-_.?=&")


def _indented_items(lines: list[Line]) -> set[int]:
    """The numbers of lines that are items by their indent alone: the bullets got lost. At least two in a row."""
    filled = [line for line in lines if not line.is_blank]
    flush = sum(1 for line in filled if not line.text.startswith(" "))
    if flush < MIN_FLUSH:
        return set()
    found: set[int] = set()
    run: list[Line] = []
    for line in [*filled, Line(0, "")]:
        if line.text.startswith(" ") and not BULLET.match(line.text):
            run.append(line)
            continue
        if len(run) > 1:
            found |= {item.number for item in run}
        run = []
    return found


def _begins_paragraph(piece: _Piece, text: str) -> bool:
    """True where a line cannot go on the one before it, although no more space than usual stands between them."""
    return (
        _begins_item(text)
        or bool(ROMAN_NUMBER.match(text) or ROUND.match(text) or DATE_IN_BRACKETS.match(text))
        or bool(DATE_IN_BRACKETS.match(piece.lines[-1].text))
        or piece.lines[-1].text.rstrip().endswith((":", "!", "!“", "!”", '!"'))
        or _names_moderators(piece.lines[-1].text.strip())
    )


def _names_moderators(line: str) -> bool:
    """True for a line of moderators that is complete."""
    return bool(MODERATION.match(line)) and not re.search(r"(?:,|-|/|\bund|\bsowie)$", line)


def _begins_item(text: str) -> bool:
    return text.startswith(" ") or bool(BULLET.match(text))


def _numbered(found: list[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs that count 1, 2, 3 … become items; a lone number is somebody's third meeting."""
    # Where other lists are numbered, a list of one is numbered too.
    pairs = itertools.pairwise(paragraph.number for paragraph in found)
    least = 1 if (1, 2) in pairs else 2
    index = 0
    while index < len(found):
        run = _length_of_run(found, index)
        if run < least:
            yield found[index]
            index += 1
            continue
        for paragraph in found[index : index + run]:
            yield replace(paragraph, text=NUMBERED.sub("", paragraph.text), is_item=True)
        index += run


def _length_of_run(found: list[Paragraph], start: int) -> int:
    """How many paragraphs from there on count up from 1, with the same space between them."""
    run = 0
    while start + run < len(found):
        paragraph = found[start + run]
        evenly = run <= 1 or paragraph.gap == found[start + 1].gap
        if paragraph.number != run + 1 or not _is_short(paragraph) or not evenly:
            break
        run += 1
    return run


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < MAX_NUMBERED


def _paragraph(piece: _Piece) -> Paragraph:
    first = piece.lines[0].text
    marker = BULLET.match(first)
    text = join(line.text.strip() for line in piece.lines)
    if marker:
        text = text[len(marker[0].lstrip()) :].strip() if marker[0].strip() else text
    number = NUMBERED.match(text)
    return Paragraph(
        text=" ".join(text.split()),
        line=piece.lines[0].number,
        is_item=piece.is_item,
        number=int(number[1]) if number and not piece.is_item else None,
        gap=piece.gap,
        top=piece.top,
    )


def join(lines: Iterable[str]) -> str:
    """The lines as one text: words that a line's end divided are healed, web addresses too."""
    text = ""
    for line in lines:
        if not text:
            text = line
            continue
        url = URL_AT_END.search(text[-MAX_URL:])
        if url and _url_goes_on(url[0], line.split(maxsplit=1)[0] if line else ""):
            text += line
        elif text.endswith("-") and not text.endswith(" -") and line[:1].islower() and not _is_elliptic(line):
            text = text[:-1] + line
        elif text.endswith(("-", "/")) and line[:1].isupper() and not text.endswith((" -", " /")):
            text += line
        else:
            text += f" {line}"
    return text


def _is_elliptic(line: str) -> bool:
    """True behind a hyphen that stands for a word: “Arbeits- und Ausbildungsplätze”."""
    return bool(re.match(r"(?:und|oder|sowie|bzw\.?|bis|noch|wie)\b", line))
