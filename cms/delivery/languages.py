"""In which order languages stand wherever one is chosen, and which of several stands for the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from cms.delivery.models import Publication


def place(code: str) -> int:
    """The place of a language among those of the site; unknown ones stand last."""
    codes = [known for known, _name in settings.LANGUAGES]
    return codes.index(code) if code in codes else len(codes)


def choice(here: Any, others: Iterable[Any]) -> list[Any]:
    """The languages that readers choose from, each a link with its `locale`: the one they are in among the others."""
    return sorted([here, *others], key=lambda link: place(link["locale"]))


def original_first(code: str) -> tuple[bool, int]:
    """Sorts languages so that the site's first one, which originals are written in, stands before all others."""
    return code != settings.LANGUAGE_CODE, place(code)


def best_of(rows: Iterable[Publication]) -> Publication | None:
    """Of one publication in several languages, the one that stands for the others: the original, as far as one can
    tell."""
    return min(rows, key=lambda row: original_first(row.locale), default=None)
