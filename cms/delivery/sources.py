"""The names of what documents are made from; whoever changes any of it touches it by its name."""

from typing import Any, NamedTuple

from django.db import models
from wagtail.models import TranslatableMixin

PAGE, LINK = "page", "link"


class Source(NamedTuple):
    """What a document was made from: a kind and a value."""

    kind: str
    value: str


def page_source(page_id: int) -> Source:
    """A page with whatever a document may show of it."""
    return Source(PAGE, str(page_id))


def link_source(page_id: int) -> Source:
    """Of a page, only whether it is public, its title and its path."""
    return Source(LINK, str(page_id))


def children_source(page_id: int) -> Source:
    """All pages right below a page, in their order."""
    return Source("children", str(page_id))


def translations_source(key: Any) -> Source:
    """All pages that share a translation key."""
    return Source("translations", str(key))


def object_source(source: models.Model) -> Source:
    """A snippet in all its translations, or another object by its id."""
    key = source.translation_key if isinstance(source, TranslatableMixin) else source.pk
    return Source(source._meta.label_lower, str(key))


def all_of_source(model: type[models.Model]) -> Source:
    """Every object of a model, those to come included."""
    return Source(model._meta.label_lower, "*")
