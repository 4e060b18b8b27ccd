"""What migrations of several apps do alike. It works on the models as they were then and is not changed any more."""

from __future__ import annotations

import json
from typing import Any


def keep_own_facts(apps: Any, model: Any, name: str) -> None:
    """Let every translation keep as its own the files that it names in that field and no version of its original ever
    named: translated ones, and not such as were replaced since."""
    originals = dict(apps.get_model("content", "Message").objects.values_list("key", "original_locale"))
    field = model._meta.get_field(name)
    pages = list(model.objects.filter(alias_of=None))
    by_language = {(page.translation_key, page.locale_id): page for page in pages}
    for page in pages:
        original = by_language.get((page.translation_key, originals.get(page.translation_key)))
        if original is None or original.pk == page.pk:
            continue
        known = [_files(field.value_from_object(original))]
        known += [_files(revision.content.get(name)) for revision in _revisions(apps, original)]
        _keep(apps, page, field, known)


def _keep(apps: Any, page: Any, field: Any, known: list[list[int]]) -> None:
    value = field.value_from_object(page)
    if _files(value) and _files(value) not in known:
        page.own_fields = [field.name]
        page.save(update_fields=["own_fields"])
        jobs = apps.get_model("translation", "Job").objects.filter(key=page.translation_key, locale=page.locale_id)
        jobs.exclude(translation=None).update(own_facts={field.name: _raw(value)})
    for revision in _revisions(apps, page):
        said = _files(revision.content.get(field.name))
        if said and said not in known:
            revision.content["own_fields"] = [field.name]
            revision.save(update_fields=["content"])


def _revisions(apps: Any, page: Any) -> Any:
    revisions = apps.get_model("wagtailcore", "Revision").objects
    return revisions.filter(object_id=str(page.pk), content_type_id=page.content_type_id)


def _raw(value: Any) -> Any:
    """The key of a file, or the blocks of a stream, however they are held."""
    if isinstance(value, str):
        return json.loads(value or "[]")
    return list(value.get_prep_value()) if hasattr(value, "get_prep_value") else value


def _files(value: Any) -> list[int]:
    raw = _raw(value)
    if not isinstance(raw, list):
        return [raw] if raw else []
    items = [item for block in raw for item in block["value"]["files"]]
    return [item["value"] if isinstance(item, dict) else item for item in items]
