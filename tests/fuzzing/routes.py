"""Every address of the admin, as the URL table lists them, with values for its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote

from django.contrib.admindocs.views import simplify_regex
from django.db.models import Model
from wagtail.models import Page, Revision

from tests import urls

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
ODD = ["0", "-1", "x", "9" * 30, "1.5", "%00", '"', "%ED%A0%80", "..", "wagtailcore"]


@dataclass(frozen=True)
class Route:
    """One address: its pattern with parameters in angle brackets, and the model that its view is about."""

    pattern: str
    model: type[Model] | None

    def path(self, pick: Random, keys: Keys) -> str:
        """An address of it, mostly of something that there is."""
        return PARAMETER.sub(lambda found: self._value(found[1], pick, keys), self.pattern)

    def _value(self, name: str, pick: Random, keys: Keys) -> str:
        if pick.random() < 0.1:
            return pick.choice(ODD)
        if name in {"app_label", "content_type_app_name", "content_type_app_label"}:
            return pick.choice(["home", "press", "events", "content", "wagtailcore"])
        if name in {"model_name", "content_type_model_name"}:
            return pick.choice(["standardpage", "pressrelease", "eventpage", "person", "page", "customimage"])
        if name == "locale":
            return pick.choice(["de", "en", "fr"])
        if "revision" in name:
            return pick.choice(keys.of(Revision))
        if "page" in name or (self.model is None and pick.random() < 0.3):
            return pick.choice(keys.of(Page))
        return pick.choice(keys.of(self.model) if self.model is not None else keys.any(pick))


class Keys:
    """The keys of whatever stands in the database."""

    def __init__(self, models: list[type[Model]]) -> None:
        self._found = {
            model: [quote(str(pk)) for pk in model._base_manager.values_list("pk", flat=True)[:50]] for model in models
        }

    def of(self, model: type[Model]) -> list[str]:
        return self._found.get(model) or ["1"]

    def any(self, pick: Random) -> list[str]:
        return self.of(pick.choice([model for model, found in self._found.items() if found]))


def admin_routes() -> Iterator[Route]:
    """All addresses below `/admin/`."""
    for whole, found in urls.patterns():
        if whole.startswith("admin/"):
            yield Route(simplify_regex(whole), _model_of(found.callback))


def _model_of(view: Any) -> type[Model] | None:
    while hasattr(view, "__wrapped__") and not hasattr(view, "view_class"):
        view = view.__wrapped__
    kwargs = getattr(view, "view_initkwargs", {})
    model = kwargs.get("model") or getattr(getattr(view, "view_class", None), "model", None)
    return model if isinstance(model, type) and issubclass(model, Model) else None
