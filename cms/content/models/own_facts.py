"""Facts in which a translation may differ from its original, such as a PDF that was translated as well."""

from __future__ import annotations

from django.db import models

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
