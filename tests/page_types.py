"""A page of any registered type: whoever walks over all of them lists none himself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from wagtail.models import Page

from home.models import HomePage
from tests.factories import Newsroom, PageFactory


def factory_of(model: type[Page]) -> type[PageFactory]:
    """The factory of a page type, in tests/factories.py or in the factories.py of its own tests; raises LookupError."""
    with suppress(ModuleNotFoundError):
        import_module(f"tests.{model._meta.app_label}.factories")
    for factory in _below(PageFactory):
        if factory._meta.model is model:
            return factory
    raise LookupError(
        f"{model.__name__} has no factory: write one in tests/{model._meta.app_label}/factories.py that says what a "
        "page of that type needs to be public."
    )


def made(newsroom: Newsroom, model: type[Page], **fields: Any) -> Page:
    """A public page of the type, at a place where such pages may stand; made with what it stands below."""
    if model is HomePage:
        return newsroom.home
    return factory_of(model)(parent=place_for(newsroom, model), **fields)


def place_for(newsroom: Newsroom, model: type[Page]) -> Page:
    """A public page below which a page of the type may stand."""
    parents = model.allowed_parent_page_models()
    if HomePage in parents:
        return newsroom.home
    standing = parents[0].objects.filter(locale=newsroom.de, live=True).first()
    return standing or made(newsroom, parents[0])


def _below(factory: type[PageFactory]) -> Iterator[type[PageFactory]]:
    for one in factory.__subclasses__():
        yield one
        yield from _below(one)
