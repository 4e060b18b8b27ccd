"""Facts in which a translation has a value of its own, such as a translated PDF: chosen at its desk, reviewed and
published with its words (`cms.content.models.OwnFacts`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    """The fields in which the translation has a value of its own; an empty one is none."""
    if not isinstance(instance, OwnFacts):
        return frozenset()
    return frozenset(name for name in instance.own_fields if name in instance.own_facts and getattr(instance, name))


def fields_in(model: type[Any], content: Mapping[str, Any]) -> frozenset[str]:
    """The same of a stored version."""
    possible, said = getattr(model, "own_facts", ()), content.get("own_fields") or ()
    return frozenset(name for name in said if name in possible and content.get(name) not in (None, "", "[]"))


def possible(job: Job) -> tuple[str, ...]:
    """The facts in which the model lets this translation have values of its own."""
    names: tuple[str, ...] = getattr(_model(job), "own_facts", ())
    return names


# At the desk


@dataclass(frozen=True)
class Fact:
    """A fact in which a translation may differ: what it is called, the files of the original and, where there are any,
    the translation's own; `field` is where another one is chosen."""

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
        is_public = (name in public) == bool(chosen) and (not chosen or _raw(field, target) == job.own_facts[name])
        label = str(capfirst(field.verbose_name))
        found.append(Fact(label, _files(field, _raw(field, original)), chosen, is_public, form[name]))
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


def write(job: Job, form: Any) -> None:
    """Note what was chosen in a valid form."""
    raw = {name: _raw(form.instance._meta.get_field(name), form.instance) for name in possible(job)}
    job.own_facts = {name: value for name, value in raw.items() if value}
    job.save(update_fields=["own_facts"])


def take_over(job: Job, target: Any) -> None:
    """Let the desk begin with what a translation that was written by hand has of its own."""
    job.own_facts = {name: _raw(target._meta.get_field(name), target) for name in sorted(fields_of(target))}
    job.save(update_fields=["own_facts"])


def apply(job: Job, target: Any) -> None:
    """Give the translation in memory the values that its desk says, and the original's in all other such facts."""
    if not isinstance(target, OwnFacts):
        return
    original = localize.frozen(job.source)
    for name in target.own_facts:
        field = target._meta.get_field(name)
        chosen = job.own_facts.get(name)
        _put(target, name, chosen if _files(field, chosen) else _raw(field, original))
    target.own_fields = [
        name for name in target.own_facts if _files(target._meta.get_field(name), job.own_facts.get(name))
    ]


def _model(job: Job) -> type[Any]:
    model: type[Any] = job.source.specific_content_type.model_class()
    return model


def _target(job: Job) -> Any:
    page = Page.objects.filter(translation_key=job.key, locale=job.locale_id).first()
    return page.specific if page is not None else None


def _raw(field: Any, instance: Any) -> Any:
    """The value as it is stored: a key, or the blocks of a stream."""
    if isinstance(field, StreamField):
        return list(getattr(instance, field.name).get_prep_value())
    return field.value_from_object(instance)


def _put(instance: Any, name: str, value: Any) -> None:
    field = instance._meta.get_field(name)
    if isinstance(field, StreamField):
        setattr(instance, name, field.to_python(json.dumps(value or [])))
    else:
        setattr(instance, field.attname, value)


def _files(field: Any, value: Any) -> list[Any]:
    """The files that a stored value names, as far as they are still there."""
    keys = files_in(field.stream_block, value) if isinstance(field, StreamField) else [value]
    found = get_document_model().objects.in_bulk([key for key in keys if key is not None])
    return [found[key] for key in keys if key in found]
