"""Panels of forms in the admin, as far as they are our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import InlinePanel as WagtailInlinePanel
from wagtail.admin.panels import MultipleChooserPanel as WagtailMultipleChooserPanel
from wagtail.admin.panels import Panel, TabbedInterface

from cms.content.rows import Rows


class _HiddenWithoutFormset:
    """Children that the form does not offer, because the original of the text decides them, are not shown."""

    def __init__(self, **kwargs: Any) -> None:
        form = kwargs["form"]
        self.is_offered = form is None or kwargs["panel"].relation_name in form.formsets
        super().__init__(**{**kwargs, "form": form if self.is_offered else None})

    def is_shown(self) -> bool:
        return self.is_offered and bool(super().is_shown())  # type: ignore[misc]


class _SaysAllRows:
    """Children are what the form says, however often it is sent and whatever was stored since it was opened."""

    relation_name: str

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()  # type: ignore[misc]  # of the panel that this precedes
        options["formsets"][self.relation_name]["formset"] = Rows
        return options


class InlinePanel(_SaysAllRows, WagtailInlinePanel):
    class BoundPanel(_HiddenWithoutFormset, WagtailInlinePanel.BoundPanel):
        pass


class MultipleChooserPanel(_SaysAllRows, WagtailMultipleChooserPanel):
    class BoundPanel(_HiddenWithoutFormset, WagtailMultipleChooserPanel.BoundPanel):
        pass


class FactsPanel(Panel):
    """What the text has from its original in every language: to be read here, and changed there; in the order in which
    the original's form offers it, and folded up."""

    def __init__(self, order: Sequence[str] = (), **kwargs: Any) -> None:
        heading = _("Holds for all languages; it is changed in the original")
        super().__init__(**{"heading": heading, "classname": "collapsed", **kwargs})
        self.order = order

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "order": self.order}

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/facts_panel.html"

        def is_shown(self) -> bool:
            return bool(getattr(self.form, "held", None))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            elsewhere = self.form.elsewhere
            user = self.request.user if self.request else None
            order = self.panel.order
            names = sorted(self.form.held, key=lambda name: order.index(name) if name in order else len(order))
            return {
                **super().get_context_data(parent_context),
                "facts": [_shown(elsewhere.original, name) for name in names],
                "url": AdminURLFinder(user).get_edit_url(elsewhere.original),
            }


def with_facts(handler: Any) -> Any:
    """The panels of a form, and behind those that are filled in first one of what the original of the text decides."""
    first = handler.children[0] if isinstance(handler, TabbedInterface) else handler
    names = [getattr(panel, "field_name", getattr(panel, "relation_name", "")) for panel in _all(handler.children)]
    first.children.append(FactsPanel(names).bind_to_model(handler.model))
    return handler


def label_of(model: type[models.Model], name: str) -> str:
    """What a field of the model is called in its form, or the children of that name."""
    field: Any = model._meta.get_field(name)
    if field.concrete:
        return str(capfirst(field.verbose_name))
    panels = _all(getattr(model, "content_panels", getattr(model, "panels", ())))
    headings = (panel.heading for panel in panels if getattr(panel, "relation_name", "") == name)
    return str(next(headings, capfirst(field.related_model._meta.verbose_name)))


def _all(panels: Iterable[Any]) -> Iterator[Any]:
    for panel in panels:
        yield panel
        yield from _all(getattr(panel, "children", ()))


def _shown(original: Any, name: str) -> tuple[str, Any]:
    """The name of a fact and what the original says there."""
    field = original._meta.get_field(name)
    label = label_of(type(original), name)
    if field.one_to_many:
        return label, ", ".join(str(one) for child in getattr(original, name).all() for one in _named_by(child, field))
    return label, getattr(original, f"get_{name}_display", lambda: getattr(original, name))()


def _named_by(child: Any, rel: Any) -> Iterator[Any]:
    for field in child._meta.fields:
        if isinstance(field, models.ForeignKey) and field != rel.field:
            yield getattr(child, field.name)
