"""Empty and extreme values of any field, child or block, found by its kind alone."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail.rich_text import RichText

from cms.content.dates import FIRST_DAY, FIRST_MOMENT, LAST_DAY, LAST_MOMENT
from cms.content.kinds import parental_key

ODD = "„Ä“ <b>&amp;</b> {{ x }} {% y %} \\ ' \" % עברית 👩‍👩‍👧 "
LONG = "Donaudampfschifffahrt" * 60
ODD_HTML = (
    '<p></p><p><a linktype="page" id="x">x</a><a linktype="page" id="999999999">y</a><a href="">z</a></p>'
    '<ul></ul><h3></h3><embed embedtype="image" id="1" alt="" format="left"/><p>' + LONG + "</p>"
)


def columns_of(model: type[models.Model]) -> dict[str, list[str]]:
    """What may vary of an instance of the model: the names of its optional fields and children, and of their values."""
    found = {field.name: list(values_of(field)) for field in fields_of(model)}
    found |= {relation.get_accessor_name(): ["none", "empty", "extreme"] for relation in children_of(model)}
    return {name: values for name, values in found.items() if len(values) > 1}


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields that the project has given the model and that editors fill in."""
    base = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else set()
    base |= {"locale"} if issubclass(model, TranslatableMixin) else set()
    base |= {"translation_key", "latest_revision", "sort_order", "file"}
    known = [field for field in model._meta.concrete_fields if not field.primary_key and field.editable]
    return [
        field
        for field in known
        if field.name not in base
        and not getattr(field.remote_field, "parent_link", False)
        and not isinstance(field, type(parental_key(model)))
    ]


def children_of(model: type[models.Model]) -> list[Any]:
    return [
        relation for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label not in {"wagtailcore", "wagtailadmin"}
    ]  # fmt: skip


def values_of(field: Any) -> dict[str, Any]:
    """Values that the field may have, by name: none where it may be empty, and the outermost ones."""
    found: dict[str, Any] = {}
    if field.blank or field.null:
        found["empty"] = None if field.null else field.get_default() if isinstance(field, StreamField) else ""
    return found | dict(_extremes(field))


def _extremes(field: Any) -> dict[str, Any]:  # noqa: C901  # one line for each kind
    if isinstance(field, models.BooleanField):
        return {"no": False, "yes": True}
    if field.choices:
        values = [value for value, _label in field.flatchoices]
        return {str(value): value for value in (values[0], values[-1])}
    if isinstance(field, StreamField):
        stream = field.stream_block
        return {"bare": partial(_stream, stream, bare), "extreme": partial(_stream, stream, extreme)}
    if isinstance(field, models.ForeignKey):
        return {"extreme": partial(_one_of, field.related_model)}
    if isinstance(field, RichTextField):
        return {"extreme": ODD_HTML}
    if isinstance(field, models.DateTimeField):
        return {moment.isoformat(): moment for moment in moments()}
    if isinstance(field, models.DateField):
        return {"first": FIRST_DAY, "last": LAST_DAY}
    if isinstance(field, models.TimeField):
        return {"midnight": datetime.time.min, "last": datetime.time.max}
    if isinstance(field, models.URLField):
        return {"extreme": f"https://example.org/{'a' * 150}?q=%22#ä"}
    if isinstance(field, models.EmailField):
        return {"extreme": f"{'a' * 60}@example.org"}
    if isinstance(field, models.SlugField):
        return {"extreme": "a" * min(field.max_length or 50, 50)}
    if isinstance(field, models.CharField | models.TextField):
        text = ODD + LONG
        return {"space": " ", "extreme": text[: field.max_length or len(text)]}
    if isinstance(field, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        return {"zero": 0, "extreme": 32_767}
    if isinstance(field, models.IntegerField):
        return {"least": -32_768, "extreme": 32_767}
    return {}


def _one_of(model: Any) -> Any:
    return resolve_model_string(model)._default_manager.order_by("pk").last()


def moments() -> list[datetime.datetime]:
    return [
        FIRST_MOMENT,
        LAST_MOMENT,
        datetime.datetime(2024, 10, 27, 0, 30, tzinfo=datetime.UTC),
    ]


def give(instance: models.Model, row: dict[str, str]) -> None:
    """Have the instance hold the values of those names."""
    fields = {field.name: field for field in fields_of(type(instance))}
    children = {relation.get_accessor_name(): relation for relation in children_of(type(instance))}
    for name, chosen in row.items():
        if name in fields:
            setattr(instance, name, _made(values_of(fields[name])[chosen]))
        else:
            setattr(instance, name, [] if chosen == "none" else [_child(children[name].related_model, chosen)])


def _child(model: type[models.Model], chosen: str) -> models.Model:
    child = model()
    for field in fields_of(model):
        values = values_of(field)
        if values:
            value = values["empty"] if chosen == "empty" and "empty" in values else list(values.values())[-1]
            setattr(child, field.name, _made(value))
    return child


def _made(value: Any) -> Any:
    """The value itself, or what gives it when it is asked for."""
    return value() if isinstance(value, partial) else value


def _stream(block: blocks.StreamBlock, value_of: Any) -> Any:
    children = list(block.child_blocks.items())[: block.meta.max_num or None]
    return block.normalize([(name, value_of(child)) for name, child in children])


def bare(block: blocks.Block) -> Any:
    """The block with nothing chosen and nothing typed, not even what is required: a file may be deleted."""
    if isinstance(block, blocks.StreamBlock):
        return block.normalize([])
    if isinstance(block, blocks.ListBlock):
        return block.normalize([bare(block.child_block)])
    if isinstance(block, blocks.StructBlock):
        return block.normalize({name: bare(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.RichTextBlock):
        return RichText("")
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock | blocks.EmailBlock):
        return ""
    return False if isinstance(block, blocks.BooleanBlock) else None


def extreme(block: blocks.Block) -> Any:  # noqa: C901  # one line for each kind
    """The block with as much in it as it takes."""
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, extreme)
    if isinstance(block, blocks.ListBlock):
        return block.normalize([extreme(block.child_block)] * 3)
    if isinstance(block, blocks.StructBlock):
        return block.normalize({name: extreme(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.RichTextBlock):
        return RichText(ODD_HTML)
    if isinstance(block, blocks.ChooserBlock):
        return _one_of(block.target_model)
    if isinstance(block, blocks.BooleanBlock):
        return True
    if isinstance(block, blocks.ChoiceBlock):
        return [value for value, _label in block.field.choices][-1]
    if isinstance(block, blocks.DateBlock):
        return LAST_DAY
    if isinstance(block, blocks.URLBlock):
        return f"https://example.org/{'a' * 150}"
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        text = ODD + LONG
        return text[: getattr(block.field, "max_length", None) or len(text)]
    return bare(block)
