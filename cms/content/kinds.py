"""What kinds of models there are, read off how they are registered and where they hang."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models


@cache
def is_tracked(model: type[models.Model]) -> bool:
    """True for snippets, images, documents, what is said of these in each language, and children, but not for comments:
    whatever a document may have been made from."""
    if model._meta.app_label == "wagtailcore":
        return False
    if model in {get_image_model(), get_document_model(), *get_snippet_models()}:
        return True
    parent = parental_key(model)
    if parent is None:
        return issubclass(model, TranslatableMixin) and not issubclass(model, Page)
    return issubclass(parent.related_model, Page) or is_tracked(parent.related_model)


def is_edited(model: type[models.Model]) -> bool:
    """True for whatever holds words of editors: pages, and all that is tracked."""
    return issubclass(model, Page) or is_tracked(model)


@cache
def parental_key(model: type[models.Model]) -> Any:
    """The foreign key by which a model is a child of another; None for a model that stands alone."""
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)
