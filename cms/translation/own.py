"""Facts in which a translation has a value of its own, such as a translated PDF: chosen at its desk, reviewed and
published with its words (`cms.content.models.OwnFacts`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.forms import modelform_factory
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.content.models import OwnFacts
from cms.translation import localize
from cms.translation.models import Job
from cms.translation.streams import files_in

PREFIX = "own"
"""What the names of the fields begin with in the form of a desk."""


def fields_of(instance: Any) -> frozenset[str]:
    """The fields in which the translation has files of its own; where none of them is left, it has none."""
    if not isinstance(instance, OwnFacts):
        return frozenset()
    names = (name for name in instance.own_fields if name in instance.own_facts)
    return frozenset(name for name in names if files_of(instance, name))


def fields_in(model: type[Any], content: Mapping[str, Any]) -> frozenset[str]:
    """The same of a stored version."""
    if not issubclass(model, OwnFacts):
        return frozenset()
    names = (name for name in content.get("own_fields") or () if name in model.own_facts)
    return frozenset(name for name in names if _files(model._meta.get_field(name), content.get(name)))


def settle(text: Any, original: Any) -> None:
    """Note of a translation that was written in its own form in which fields it names other files than its original."""
    if isinstance(text, OwnFacts):
        text.own_fields = [
            name for name in text.own_facts if (mine := files_of(text, name)) and mine != files_of(original, name)
        ]


def with_own(file: Any) -> Iterator[Page]:
    """The pages that have the file as one of their own."""
    for model in apps.get_models():
        if issubclass(model, OwnFacts):
            for page in model._default_manager.exclude(own_fields=[]):
                if any(file in files_of(page, name) for name in page.own_fields):
                    yield page


def named(page: Page) -> str:
    """The names of what the public form of the page, or else its newest draft, has of its own; empty for nothing."""
    text = page.specific if page.live else page.get_latest_revision_as_object()
    return ", ".join(str(text._meta.get_field(name).verbose_name) for name in sorted(fields_of(text)))


def possible(job: Job) -> tuple[str, ...]:
    """The facts in which the model lets this translation have values of its own."""
    names: tuple[str, ...] = getattr(_model(job), "own_facts", ())
    return names


# At the desk


@dataclass(frozen=True)
class Fact:
    """A fact in which a translation may differ: what it is called, the files of the original and, where there are any,
    the translation's own; `field` is where another one is chosen."""

    name: str
    label: str
    original: list[Any]
    chosen: list[Any]
    is_public: bool
    field: Any


def facts_of(job: Job, form: Any) -> list[Fact]:
    """What the desk shows of them."""
    original, target = localize.frozen(job.source), _target(job)
    public = fields_of(target) if target is not None and target.live else frozenset()
    found = []
    for name in possible(job):
        field = _model(job)._meta.get_field(name)
        chosen = _files(field, job.own_facts.get(name))
        is_public = chosen == (files_of(target, name) if name in public else [])
        label = str(capfirst(field.verbose_name))
        found.append(Fact(name, label, files_of(original, name), chosen, is_public, form[name]))
    return found


def form_of(job: Job, data: Mapping[str, Any] | None = None) -> Any:
    """The form in which files of the translation's own are chosen; what stays empty is as in the original."""
    instance = _model(job)(locale=job.locale)
    for name, value in job.own_facts.items():
        _put(instance, name, value)
    return _form(_model(job))(data, instance=instance, prefix=PREFIX)


def _form(model: type[Any]) -> type[Any]:
    made: type[Any] = modelform_factory(model, form=_OwnFactsForm, fields=model.own_facts)
    return made


class _OwnFactsForm(WagtailAdminModelForm):
    """Only the facts are checked, not the text around them."""

    def _post_clean(self) -> None:
        for name, value in self.cleaned_data.items():
            setattr(self.instance, name, value)


def write(job: Job, form: Any, user: Any) -> None:
    """Note what was chosen in a valid form, and by whom."""
    raw = {name: _raw_of(form.instance, name) for name in possible(job)}
    chosen = {name: value for name, value in raw.items() if value}
    if chosen != job.own_facts:
        job.own_facts, job.own_facts_by = chosen, user
        job.save(update_fields=["own_facts", "own_facts_by"])


def take_over(job: Job, target: Any) -> None:
    """Let the desk begin with what a translation that was written by hand has of its own."""
    job.own_facts = {name: _raw_of(target, name) for name in sorted(fields_of(target))}
    job.save(update_fields=["own_facts"])


def apply(job: Job, target: Any) -> None:
    """Give the translation in memory the values that its desk says, and the original's in all other such facts."""
    if not isinstance(target, OwnFacts):
        return
    original = localize.frozen(job.source)
    for name in target.own_facts:
        field = target._meta.get_field(name)
        chosen = job.own_facts.get(name)
        _put(target, name, chosen if _files(field, chosen) else _raw_of(original, name))
    target.own_fields = [
        name for name in target.own_facts if _files(target._meta.get_field(name), job.own_facts.get(name))
    ]


def _model(job: Job) -> type[Any]:
    model: type[Any] = job.source.specific_content_type.model_class()
    return model


def _target(job: Job) -> Any:
    page = Page.objects.filter(translation_key=job.key, locale=job.locale_id).first()
    return page.specific if page is not None else None


def _raw_of(instance: Any, name: str) -> Any:
    """The value as it is stored: a key, or the blocks of a stream."""
    field = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        return list(getattr(instance, name).get_prep_value())
    return field.value_from_object(instance)


def _put(instance: Any, name: str, value: Any) -> None:
    field = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        setattr(instance, name, field.to_python(json.dumps(value or [])))
    else:
        setattr(instance, field.attname, value)


def files_of(instance: Any, name: str) -> list[Any]:
    """The files that the field of the page names."""
    return _files(instance._meta.get_field(name), _raw_of(instance, name))


def _files(field: Any, value: Any) -> list[Any]:
    """The files that a stored value names, as far as they are still there."""
    raw = json.loads(value) if isinstance(value, str) else value
    keys = files_in(field.stream_block, raw) if isinstance(field, StreamField) else [raw]
    found = get_document_model().objects.in_bulk([key for key in keys if key is not None])
    return [found[key] for key in keys if key in found]
