"""Cleaning what is about to be saved: the fields of an instance, and the content of a version of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import pre_save
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from cms.content.cleaning import clean_html, clean_line, clean_stream, clean_text
from cms.content.kinds import is_edited
from cms.content.rows import drop_doubles


def connect() -> None:
    pre_save.connect(on_save, dispatch_uid="content.clean")
    pre_save.connect(on_version, sender=Revision, dispatch_uid="content.clean_version")


def on_save(sender: Any, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw and is_edited(sender):
        clean_instance(instance)


def on_version(sender: Any, instance: Revision, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """A new version is clean; one that was stored before words were cleaned stays what somebody may have approved."""
    model = ContentType.objects.get_for_id(instance.content_type_id).model_class() if not raw else None
    if model is None or not is_edited(model) or (update_fields is not None and "content" not in update_fields):
        return
    content = clean_content(model, instance.content)
    if content != instance.content and not _is_stored(instance):
        instance.content = content
        instance.object_str = clean_line(instance.object_str)


def _is_stored(revision: Revision) -> bool:
    if revision.pk is None:
        return False
    return Revision.objects.filter(pk=revision.pk).values_list("content", flat=True).first() == revision.content


def clean_instance(instance: models.Model) -> None:
    """Clean every text that the instance has in memory, and leave out children that say what another one says."""
    drop_doubles(instance)
    for field, clean in text_fields(type(instance)).items():
        held = instance.__dict__.get(field)
        if isinstance(held, str) and (cleaned := clean(held)) != held:
            setattr(instance, field, cleaned)
    for field in stream_fields(type(instance)):
        if field.attname not in instance.__dict__:
            continue
        stored = field.stream_block.get_prep_value(instance.__dict__[field.attname])
        cleaned = clean_stream(field.stream_block, stored)
        if cleaned != stored:
            setattr(instance, field.attname, field.stream_block.to_python(cleaned))


def clean_content(model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
    """The content of a version of such an instance with clean words, those of its children included."""
    cleaned = dict(content)
    for name, clean in text_fields(model).items():
        if isinstance(content.get(name), str):
            cleaned[name] = clean(content[name])
    for field in stream_fields(model):
        if isinstance(content.get(field.name), str):
            stored = json.loads(content[field.name] or "[]")
            words = clean_stream(field.stream_block, stored)
            if words != stored:
                cleaned[field.name] = json.dumps(words)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if isinstance(content.get(name), list):
            cleaned[name] = [clean_content(relation.related_model, child) for child in content[name]]
    return cleaned


@cache
def text_fields(model: type[models.Model]) -> dict[str, Callable[[str], str]]:
    """How each text field of the model is cleaned; what is chosen from a list is none."""
    return {field.attname: clean for field in model._meta.fields if (clean := _way_of(field)) is not None}


@cache
def stream_fields(model: type[models.Model]) -> list[StreamField]:
    return [field for field in model._meta.fields if isinstance(field, StreamField)]


def _way_of(field: models.Field) -> Callable[[str], str] | None:
    if field.choices:
        return None
    if isinstance(field, RichTextField):
        return clean_html
    if isinstance(field, models.TextField):
        return clean_text
    return clean_line if isinstance(field, models.CharField) else None
