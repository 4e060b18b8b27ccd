"""From a text's Markdown to its stream fields. The notation is described for writers in cms/demo/README.md."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from cms.demo.newsroom import Shelf, key_of
from cms.demo.reading import Text, TextError

MARKDOWN = MarkdownIt("commonmark")
FIGURE = re.compile(r"(.+?): (.+)")
SLOT = re.compile(r"(\d\d:\d\d)(?:[–-](\d\d:\d\d))? (.+)")
PEOPLE = "— "
PAGE = "page:"
Raw = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A heading inside a section, with those named below it and the rest."""

    heading: Node
    people: list[str]
    nodes: list[Node]


class Writer:
    """The body of one text as raw values of stream fields; raises TextError.

    Blocks get their ids from what they say, so that places in files for translators are the same in every database.
    """

    def __init__(self, text: Text[Any], facts: Text[Any], key: str, found: Shelf) -> None:
        self.text, self.facts, self.found = text, facts, found
        self.key, self.name = key, f"{key}:{found.language}"
        self.lines = text.body.splitlines()
        self.sections = self._sections()
        self.ids: Counter[str] = Counter()

    def _sections(self) -> dict[str, list[Node]]:
        """What stands below each heading of the first level, which names a field of the page."""
        found: dict[str, list[Node]] = {"body": []}
        name = "body"
        for node in Node(MARKDOWN.parse(self.text.body)).children:
            if node.type == "heading" and node.tag == "h1":
                name = self._plain(node).casefold().replace(" ", "_")
                if name in found:
                    raise self.wrong(node, f"“# {name}” stands twice")
                found[name] = []
            else:
                found[name].append(node)
        return found

    # Fields

    def stream(self, field: str) -> str:
        """The section of that name as running text."""
        return self._field(field, self._running(field, self.sections.pop(field, [])))

    def programme(self) -> str:
        return self._field("programme", self._items("programme", "item", self._slot))

    def rounds(self) -> str:
        return self._field("rounds", self._items("rounds", "round", self._round))

    def comments(self, field: str) -> str:
        """A list with a comment in each item."""
        items = self._list_items(self.sections.pop(field, []))
        return self._field(field, [self._block(field, "comment", self._source(one), self._plain(one)) for one in items])

    def interview(self) -> str:
        """Who is asked, then a question in each heading with the answer below."""
        nodes = self.sections.pop("interview", [])
        if not nodes:
            return "[]"
        people = self._people(nodes[0])
        if len(people) != 1:
            raise self.wrong(nodes[0], f"an interview begins with who is asked: {PEOPLE}key")
        answers = [
            self._item("interview", self._source(part.heading), self._answer(part)) for part in self._parts(nodes[1:])
        ]
        value = {"person": self.find("person", people[0], nodes[0]), "answers": answers}
        return self._field("interview", [self._block("interview", "interview", people[0], value)])

    def image(self, key: str, caption: str) -> str:
        """The picture that the front matter names, if any."""
        if not key:
            return "[]"
        value = self._picture(self.from_front("image", "picture", key).pk, key, caption)
        return self._field("image", [self._block("image", "image", key, value)])

    def files(self, field: str, keys: Sequence[str]) -> str:
        """The papers that the front matter names."""
        items = [self._item(field, key, self.from_front("files", "paper", key).pk) for key in keys]
        return self._field(field, [self._block(field, "documents", "", {"files": items})] if items else [])

    def refuse_rest(self) -> None:
        """Raises TextError where there is a section that the page has no field for."""
        for name, nodes in self.sections.items():
            if nodes:
                raise self.wrong(nodes[0], f"this page has no place for what stands below “# {name.replace('_', ' ')}”")

    def from_front(self, name: str, kind: str, key: str, *, anywhere: bool = False) -> Any:
        """What the German front matter names there; anywhere: in this language, else in German."""
        find = self.found.find_any if anywhere else self.found.find
        try:
            return find(kind, key)
        except LookupError as error:
            raise self.facts.wrong(name, str(error)) from error

    # Blocks

    def _running(self, field: str, nodes: Iterable[Node]) -> list[Raw]:
        """Paragraphs that follow each other are one text."""
        blocks: list[Raw] = []
        prose: list[Node] = []
        for node in [*nodes, None]:
            if node is not None and node.type == "paragraph" and self._image_in(node) is None:
                prose.append(node)
                continue
            if prose:
                source = "\n\n".join(map(self._source, prose))
                blocks.append(self._block(field, "rich_text", source, self._rich(prose)))
                prose = []
            if node is not None:
                kind, value = self._value(field, node)
                blocks.append(self._block(field, kind, self._source(node), value))
        return blocks

    def _value(self, field: str, node: Node) -> tuple[str, Any]:
        match node.type:
            case "paragraph":
                return "image", self._image(node)
            case "heading" if node.tag == "h2":
                return "heading", self._plain(node)
            case "blockquote":
                return "quote", self._quote(node)
            case "bullet_list" | "ordered_list":
                items = [self._item(field, self._source(item), self._rich(item.children)) for item in node.children]
                return "list", {"ordered": node.type == "ordered_list", "items": items}
            case "fence" if node.info.strip() == "figures":
                return "key_figures", {"figures": [self._figure(field, node, *line) for line in _lines_of(node)]}
            case "fence":
                raise self.wrong(node, f"“{node.info.strip()}” is no block that is known here: known is figures")
            case "heading":
                raise self.wrong(node, "a sub-heading of a text is written with two signs: ##")
            case other:
                raise self.wrong(node, f"this form of Markdown has no meaning here ({other})")

    def _quote(self, node: Node) -> Raw:
        *said, last = node.children
        people = self._people(last)
        if not said or len(people) != 1:
            raise self.wrong(node, f"a quote ends with a paragraph that says who speaks: > {PEOPLE}key")
        text = " ".join(self._plain(paragraph) for paragraph in said)
        return {"text": text, "person": self.find("person", people[0], last)}

    def _figure(self, field: str, node: Node, number: int, line: str) -> Raw:
        found = FIGURE.fullmatch(line)
        if found is None:
            raise TextError(
                self.text.path, self._number(node) + number, "a key figure is a line “number: what it counts”"
            )
        return self._item(field, line, {"value": found[1], "label": found[2]})

    def _image_in(self, node: Node) -> Node | None:
        inline = node.children[0].children
        return inline[0] if len(inline) == 1 and inline[0].type == "image" else None

    def _image(self, node: Node) -> Raw:
        [image] = node.children[0].children
        key = str(image.attrs["src"])
        return self._picture(self.find("picture", key, node), key, image.content)

    def _picture(self, pk: int, key: str, caption: str) -> Raw:
        """What a picture's use overrides: the caption where one is given, and all texts in another language."""
        texts, language = self.found.newsroom.pictures[key], self.found.language
        if language == settings.LANGUAGE_CODE:
            own = {"alt_text": "", "caption": caption, "credit": ""}
        else:
            words = caption or texts.caption[language]
            own = {"alt_text": texts.alt[language], "caption": words, "credit": texts.credit[language]}
        return {"image": pk, **own, "decorative": False}

    def _slot(self, field: str, part: Part) -> Raw:
        found = SLOT.fullmatch(self._plain(part.heading))
        if found is None:
            raise self.wrong(part.heading, "an item of the programme begins with its time: ## 09:30–10:00 Title")
        starts_at, ends_at, title = found.groups()
        people = self._persons(field, part)
        return {
            "starts_at": starts_at,
            "ends_at": ends_at,
            "title": title,
            "text": self._rich(part.nodes),
            "people": people,
        }

    def _round(self, field: str, part: Part) -> Raw:
        first = next((number for number, node in enumerate(part.nodes) if node.type == "heading"), len(part.nodes))
        groups = [
            self._item(field, self._source(group.heading), self._group(field, group))
            for group in self._parts(part.nodes[first:], "h3")
        ]
        return {
            "title": self._plain(part.heading),
            "moderators": self._persons(field, part),
            "text": self._rich(part.nodes[:first]),
            "groups": groups,
        }

    def _group(self, field: str, group: Part) -> Raw:
        items = self._list_items(group.nodes)
        findings = [self._item(field, self._source(item), self._rich(item.children)) for item in items]
        return {"title": self._plain(group.heading), "findings": findings}

    def _answer(self, part: Part) -> Raw:
        return {"question": self._plain(part.heading), "answer": self._rich(part.nodes)}

    # Parts of a section

    def _items(self, field: str, kind: str, value: Callable[[str, Part], Raw]) -> list[Raw]:
        parts = self._parts(self.sections.pop(field, []))
        return [self._block(field, kind, self._source(part.heading), value(field, part)) for part in parts]

    def _parts(self, nodes: Iterable[Node], tag: str = "h2") -> Iterator[Part]:
        """The nodes below each heading of that level."""
        part: Part | None = None
        for node in nodes:
            if node.type == "heading" and node.tag == tag:
                if part is not None:
                    yield part
                part = Part(node, [], [])
            elif part is None:
                raise self.wrong(node, f"expected is a heading: {'#' * int(tag[1])}")
            elif not part.nodes and self._people(node):
                part.people.extend(self._people(node))
            else:
                part.nodes.append(node)
        if part is not None:
            yield part

    def _people(self, node: Node) -> list[str]:
        """The keys in a paragraph of the form “— one, another”."""
        said = node.children[0].content if node.type == "paragraph" else ""
        return [key.strip() for key in said.removeprefix(PEOPLE).split(",")] if said.startswith(PEOPLE) else []

    def _persons(self, field: str, part: Part) -> list[Raw]:
        return [self._item(field, key, self.find("person", key, part.heading)) for key in part.people]

    def _list_items(self, nodes: Sequence[Node]) -> list[Node]:
        for node in nodes:
            if node.type != "bullet_list":
                raise self.wrong(node, "expected is a list: -")
        return [item for node in nodes for item in node.children]

    # Words

    def rich(self) -> str:
        """The whole text as paragraphs."""
        return self._rich(self.sections["body"])

    def _rich(self, nodes: Sequence[Node]) -> str:
        return "".join(f"<p>{self._inline(self._paragraph(node))}</p>" for node in nodes)

    def _paragraph(self, node: Node) -> Node:
        if node.type != "paragraph":
            raise self.wrong(node, f"only paragraphs can stand here ({node.type})")
        return node

    def _inline(self, node: Node) -> str:
        return "".join(self._piece(piece) for piece in node.children)

    def _piece(self, node: Node) -> str:
        match node.type:
            case "inline":
                return self._inline(node)
            case "text":
                return html.escape(node.content, quote=False)
            case "softbreak":
                return " "
            case "strong":
                return f"<b>{self._inline(node)}</b>"
            case "em":
                return f"<i>{self._inline(node)}</i>"
            case "link":
                return f"<a {self._target(node)}>{self._inline(node)}</a>"
            case "html_inline":
                raise self.wrong(node, f"HTML is not read here: {node.content}")
            case other:
                raise self.wrong(node, f"this form of Markdown has no meaning here ({other})")

    def _target(self, node: Node) -> str:
        address = str(node.attrs["href"])
        if address.startswith(PAGE):
            return f'linktype="page" id="{self.find("page", address.removeprefix(PAGE), node)}"'
        return f'href="{html.escape(address)}"'

    def _plain(self, node: Node) -> str:
        """Words without any markup."""
        said = []
        for piece in node.walk():
            if piece.type in {"text", "softbreak"}:
                said.append(piece.content or " ")
            elif piece.type not in {"inline", "paragraph", "heading", "list_item"}:
                raise self.wrong(piece, f"only plain words can stand here ({piece.type})")
        return "".join(said)

    # Raw values

    def find(self, kind: str, key: str, node: Node) -> int:
        """The id of the thing that the text names; raises TextError."""
        try:
            return int(self.found.find(kind, key).pk)
        except LookupError as error:
            raise self.wrong(node, str(error)) from error

    def wrong(self, node: Node, problem: str) -> TextError:
        return TextError(self.text.path, self._number(node), problem)

    def _number(self, node: Node) -> int:
        """The line of the file in which the node begins."""
        while node.parent is not None and not node.map:
            node = node.parent
        return self.text.first_line + (node.map[0] if node.map else 0)

    def _source(self, node: Node) -> str:
        first, end = node.map or (0, 0)
        return "\n".join(self.lines[first:end]).strip()

    def _block(self, field: str, kind: str, source: str, value: Any) -> Raw:
        return {"type": kind, "value": value, "id": self._id(f"{field}:{kind}:{source}")}

    def _item(self, field: str, source: str, value: Any) -> Raw:
        return self._block(field, "item", source, value)

    def _id(self, said: str) -> str:
        self.ids[said] += 1
        return str(key_of("block", f"{self.name}:{said}:{self.ids[said]}"))

    def _field(self, name: str, blocks: list[Raw]) -> str:
        self.sections.pop(name, None)
        return json.dumps(blocks)


def _lines_of(fence: Node) -> Iterator[tuple[int, str]]:
    """The lines of a fenced block that say something, numbered from the one that opens it."""
    return ((number, line) for number, line in enumerate(fence.content.splitlines(), start=1) if line.strip())
