"""Facts in which a translation may differ from its original, such as a PDF that was translated as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField

from cms.content.models.untyped import Untyped


class OwnFacts(Untyped):
    """A text whose translations may have a value of their own in some facts.

    `own_facts` says in which. Which of them a translation has is part of its version (`own_fields`), so it is reviewed
    and published with its words; an original names none.
    """

    own_facts: tuple[str, ...] = ()

    own_fields = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def own_files(self) -> set[int]:
        """The files that the text has in place of its original's, by their ids."""
        names = (name for name in self.own_fields if name in self.own_facts)
        return {pk for name in names for pk in _files_in(self._meta.get_field(name), self)}


def _files_in(field: Any, text: Any) -> Iterator[int]:
    value = field.value_from_object(text)
    if not isinstance(field, StreamField):
        yield from (value,) if value is not None else ()
        return
    for model, pk, _model_path, _content_path in field.extract_references(value):
        if issubclass(model, AbstractDocument):
            yield int(pk)
