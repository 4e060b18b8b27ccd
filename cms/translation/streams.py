"""Facts in running texts: what a block says beside its words is the same in every language.

All functions work on the raw data of a StreamField as it is stored: a block is `{"type", "value", "id"}`.
"""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.RawHTMLBlock)
FILES = (ImageChooserBlock, DocumentChooserBlock)


class _Missing:
    """What cannot be said without words that nobody has translated."""


MISSING = _Missing()


def is_words(block: blocks.Block) -> bool:
    """True for a block whose value is translated."""
    return isinstance(block, WORDS)


def leaves(block: blocks.Block) -> list[blocks.Block]:
    """The blocks that hold values, wherever they stand in this one."""
    if isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock):
        return [leaf for child in block.child_blocks.values() for leaf in leaves(child)]
    if isinstance(block, blocks.ListBlock):
        return leaves(block.child_block)
    return [block]


def has_facts(block: blocks.Block) -> bool:
    return any(not is_words(leaf) for leaf in leaves(block))


def has_files(block: blocks.Block) -> bool:
    return any(isinstance(leaf, FILES) for leaf in leaves(block))


def with_facts(block: blocks.Block, original: Any, translation: Any) -> Any:
    """The translation's value with the facts of the original: its words stay, what stands there without words, such as
    a picture, comes and goes with the original."""
    if not has_facts(block):
        return translation
    if isinstance(block, blocks.BaseStreamBlock):
        return _with_items(original or [], translation or [], lambda item: block.child_blocks.get(item["type"]))
    if isinstance(block, blocks.ListBlock):
        return _with_items(_items(original), _items(translation), lambda item: block.child_block)
    if isinstance(block, blocks.BaseStructBlock):
        ours, theirs = original or {}, translation or {}
        return {
            name: with_facts(child, ours.get(name, child.get_default()), theirs.get(name, child.get_default()))
            for name, child in block.child_blocks.items()
            if name in ours or name in theirs
        }
    return original


def without_words(block: blocks.Block, value: Any) -> Any:
    """The value with its facts only; MISSING where it says nothing without its words."""
    if is_words(block):
        return MISSING if block.required else ""
    if not has_facts(block):
        return MISSING
    if isinstance(block, blocks.BaseStructBlock):
        found = {name: without_words(child, (value or {}).get(name)) for name, child in block.child_blocks.items()}
        needed = (name for name, said in found.items() if said is MISSING)
        return MISSING if any(True for _name in needed) else found
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        kept = [_bare(_block_of(block, item), item) for item in _items(value)]
        kept = [item for item in kept if item is not MISSING]
        return kept if kept or not value else MISSING
    return value


def _block_of(block: Any, item: Any) -> Any:
    return block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks.get(item["type"])


def _bare(block: Any, item: dict[str, Any]) -> Any:
    said = MISSING if block is None else without_words(block, item["value"])
    return MISSING if said is MISSING else {**item, "value": said}


def _with_items(original: list[Any], translation: list[Any], block_of: Any) -> list[dict[str, Any]]:
    """The items of the original in its order, in the translation's words; what only the translation has stays behind
    what it followed, unless it is a file."""
    partners = _partners(original, translation, block_of)
    found: list[dict[str, Any]] = []
    for item in original:
        block, partner = block_of(item), partners.get(id(item))
        if block is None:
            continue
        if partner is not None:
            found.append({**partner, "value": with_facts(block, item["value"], partner["value"])})
        elif (bare := _bare(block, item)) is not MISSING:
            found.append(bare)
    paired = {id(partner) for partner in partners.values()}
    for place, item in enumerate(translation):
        block = block_of(item)
        if id(item) not in paired and (block is None or not has_files(block)):
            before = translation[place - 1].get("id") if place else None
            at = next(
                (number + 1 for number, one in enumerate(found) if place and one.get("id") == before),
                None if place else 0,
            )
            found.insert(len(found) if at is None else at, item)
    return found


def _items(raw: Any) -> list[dict[str, Any]]:
    """The items of a stream or list; lists were once stored as bare values, and code may still write them so."""
    return [item if _is_item(item) else {"type": "item", "value": item, "id": None} for item in raw or []]


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and {"type", "value"} <= item.keys()


def _partners(original: list[Any], translation: list[Any], block_of: Any) -> dict[int, Any]:
    """Which item of the translation stands for which of the original: that with its id, else one that says the same
    without words, as in a translation that was written by hand."""
    by_id = {item["id"]: item for item in translation if item.get("id")}
    found: dict[int, Any] = {}
    for item in original:
        partner = by_id.get(item.get("id"))
        if partner is not None and partner["type"] == item["type"]:
            found[id(item)] = partner
    free = [item for item in translation if id(item) not in {id(partner) for partner in found.values()}]
    for item in original:
        block = block_of(item)
        if id(item) in found or block is None or not has_facts(block):
            continue
        said = _facts(block, item["value"])
        partner = next(
            (one for one in free if one["type"] == item["type"] and _facts(block, one["value"]) == said), None
        )
        if partner is not None:
            found[id(item)] = partner
            free.remove(partner)
    return found


def _facts(block: blocks.Block, value: Any) -> Any:
    """All facts of a value, in order, whatever words stand between them."""
    if is_words(block):
        return None
    if isinstance(block, blocks.BaseStructBlock):
        return [_facts(child, (value or {}).get(name)) for name, child in block.child_blocks.items()]
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        items = ((_block_of(block, item), item["value"]) for item in _items(value))
        return [_facts(child, said) for child, said in items if child is not None]
    return value


def files_in(block: blocks.Block, value: Any) -> list[int]:
    """The keys of all files of the library that a value names, in order."""
    if isinstance(block, DocumentChooserBlock):
        return [value] if value is not None else []
    if isinstance(block, blocks.BaseStructBlock):
        return [key for name, child in block.child_blocks.items() for key in files_in(child, (value or {}).get(name))]
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        items = ((_block_of(block, item), item["value"]) for item in _items(value))
        return [key for child, said in items if child is not None for key in files_in(child, said)]
    return []
