"""The admin as a person uses it: forms are fetched, filled in and sent back whole."""

from collections.abc import Mapping
from typing import Any
from unittest import mock

from django.db.models import Model
from django.forms import BaseForm, Media
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import reverse
from modelcluster.forms import ClusterForm
from wagtail import blocks
from wagtail.admin.telepath import JSContext
from wagtail.models import Page

from cms.content.addresses import slug_of


def block_data(block: blocks.Block, value: Any, prefix: str) -> dict[str, Any]:
    """What a browser sends for a block with that value."""
    data: dict[str, Any] = {}
    if isinstance(block, blocks.BaseStreamBlock):
        children = list(value or [])
        data[f"{prefix}-count"] = len(children)
        for index, child in enumerate(children):
            data |= _slot(f"{prefix}-{index}", index, child.id)
            data[f"{prefix}-{index}-type"] = child.block_type
            data |= block_data(child.block, child.value, f"{prefix}-{index}-value")
    elif isinstance(block, blocks.ListBlock):
        data[f"{prefix}-count"] = len(value)
        for index, child in enumerate(value.bound_blocks):
            data |= _slot(f"{prefix}-{index}", index, child.id)
            data |= block_data(block.child_block, child.value, f"{prefix}-{index}-value")
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            data |= block_data(child, value[name], f"{prefix}-{name}")
    else:
        _put(data, prefix, block.field, block.value_for_form(value))
    return data


def _slot(prefix: str, order: int, block_id: str | None) -> dict[str, Any]:
    return {f"{prefix}-deleted": "", f"{prefix}-order": order, f"{prefix}-id": block_id or ""}


def _put(data: dict[str, Any], name: str, field: Any, value: Any) -> None:
    value = field.prepare_value(value)
    if isinstance(value, bool):
        if value:
            data[name] = "on"
        return
    value = field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else value
    data[name] = "" if value is None else value


def form_data(form: BaseForm) -> dict[str, Any]:
    """What a browser sends for a form as it stands, formsets and streams included."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, blocks.BlockField):
            data |= block_data(field.block, form[name].value(), form.add_prefix(name))
        else:
            value = form[name].value()
            _put(data, form.add_prefix(name), field, getattr(value, "pk", value) if isinstance(value, Model) else value)
    for formset in getattr(form, "formsets", {}).values():
        data |= form_data(formset.management_form)
        for index, child in enumerate(formset.forms):
            data |= form_data(child)
            data.setdefault(f"{child.prefix}-ORDER", index + 1)
    return data


def context_at(client: Client, url: str) -> Any:
    """What the admin's page at the address is made from, {} where none is shown.

    The page itself is not rendered, nor described to its scripts, which would take most of the time;
    `tests/content/test_admin.py` renders a form of each kind.
    """
    with (
        mock.patch.object(TemplateResponse, "rendered_content", ""),
        mock.patch.object(JSContext, "pack", return_value={}),
        mock.patch.object(ClusterForm, "media", Media()),
    ):
        response = client.get(url)
    return getattr(response, "context_data", None) or response.context or {}


def form_at(client: Client, url: str) -> BaseForm | None:
    """The form that the admin shows at the address, None where it shows none."""
    return context_at(client, url).get("form")


def data_at(client: Client, url: str) -> dict[str, Any]:
    """What a browser sends for the form at the address as it stands."""
    context = context_at(client, url)
    assert "form" in context, f"There is no form at {url}"
    return form_data(context["form"]) | version_in(context)


def version_in(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the admin's form sends of the version that it shows, made from that context."""
    shown = getattr(context["form"], "instance", None)
    version, saved_at = getattr(shown, "latest_revision_id", None), context.get("loaded_revision_created_at")
    return {"loaded_revision_id": version, "loaded_revision_created_at": saved_at} if version and saved_at else {}


def answers_at(client: Client, url: str) -> dict[str, Any]:
    """What a browser sends where the admin asks what becomes of the languages, as it stands; {} where it does not ask,
    or refuses."""
    context = context_at(client, url)
    form = context.get("languages_form") or context.get("form")
    return form_data(form) if form is not None and "asked" in form.fields else {}


class Admin:
    """An editor at work; every method asserts that the admin accepted what was asked of it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def post(self, url: str, data: dict[str, Any] | None = None, *, accepted: bool = True) -> Any:
        response = self.client.post(url, {key: value for key, value in (data or {}).items() if value is not None})
        if accepted:
            assert response.status_code in {302, 200}, response.status_code
            if response.status_code == 200 and response.context and "form" in response.context:
                raise AssertionError(f"{url} did not accept: {_errors(response.context['form'])}")
        return response

    def create(self, parent: Page, model: type[Page], *, action: str = "action-publish", **fields: Any) -> Page | None:
        url = reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, parent.pk))
        data = data_at(self.client, url) | fields
        data["slug"] = data["slug"] or slug_of(fields["title"])
        known = set(Page.objects.values_list("pk", flat=True))
        self.post(url, data | ({action: "1"} if action else {}))
        made = Page.objects.exclude(pk__in=known).filter(alias_of=None).first()
        return made.specific if made else None

    def edit(self, page: Page, *, action: str = "action-publish", **fields: Any) -> None:
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        data = data_at(self.client, url) | fields
        self.post(url, data | ({action: "1"} if action else {}))

    def unpublish(self, page: Page, *, descendants: bool = False) -> None:
        self.confirm(
            reverse("wagtailadmin_pages:unpublish", args=(page.pk,)),
            {"include_descendants": "on" if descendants else None, "unpublish_from_aliases": None},
        )

    def delete(self, page: Page) -> None:
        self.confirm(reverse("wagtailadmin_pages:delete", args=(page.pk,)))

    def move(self, page: Page, to: Page) -> None:
        self.confirm(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, to.pk)))

    def confirm(self, url: str, data: dict[str, Any] | None = None) -> Any:
        """Send the question that stands there back as it is, but for these answers; None takes one out."""
        return self.post(url, answers_at(self.client, url) | (data or {}))

    def reorder(self, page: Page, position: int) -> None:
        url = reverse("wagtailadmin_pages:set_page_position", args=(page.pk,))
        self.post(f"{url}?position={position}")

    def copy(self, page: Page, to: Page, **fields: Any) -> Page:
        known = set(Page.objects.values_list("pk", flat=True))
        data = {"new_title": f"{page.title} (Kopie)", "new_slug": f"{page.slug}-kopie", "new_parent_page": to.pk}
        self.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data | fields)
        return Page.objects.exclude(pk__in=known).order_by("path").first().specific

    def convert_alias(self, page: Page) -> None:
        self.post(reverse("wagtailadmin_pages:convert_alias", args=(page.pk,)))

    def restrict(self, page: Page, kind: str = "login", groups: list[int] | None = None) -> None:
        """Set who may see the page: `none` for everybody, `login`, or `groups`."""
        self.confirm(
            reverse("wagtailadmin_pages:set_privacy", args=(page.pk,)),
            {"restriction_type": kind, "groups": groups or None},
        )

    def bulk(self, action: str, objects: list[Any], **data: Any) -> None:
        meta = objects[0]._meta
        if isinstance(objects[0], Page):
            app, model = "wagtailcore", "page"
        else:
            app, model = meta.app_label, meta.model_name
        url = reverse("wagtail_bulk_action", args=(app, model, action))
        query = "&".join(f"id={found.pk}" for found in objects)
        self.confirm(f"{url}?{query}", data)

    def edit_snippet(self, snippet: Model, *, action: str = "", **fields: Any) -> None:
        url = reverse(self._snippet(snippet, "edit"), args=(snippet.pk,))
        data = data_at(self.client, url) | fields
        self.post(url, data | ({action: "1"} if action else {}))

    def create_snippet(self, model: type[Model], *, action: str = "", **fields: Any) -> None:
        url = reverse(self._snippet(model, "add"))
        data = data_at(self.client, url) | fields
        self.post(url, data | ({action: "1"} if action else {}))

    def delete_snippet(self, snippet: Model) -> None:
        self.post(reverse(self._snippet(snippet, "delete"), args=(snippet.pk,)))

    def unpublish_snippet(self, snippet: Model) -> None:
        self.post(reverse(self._snippet(snippet, "unpublish"), args=(snippet.pk,)))

    def reorder_snippet(self, snippet: Model, position: int) -> None:
        url = reverse(self._snippet(snippet, "reorder"), args=(snippet.pk,))
        self.post(f"{url}?position={position}")

    @staticmethod
    def _snippet(model: Any, verb: str) -> str:
        return f"{model.snippet_viewset.get_url_name(verb)}"


def _errors(form: Any) -> Any:
    found = {"form": form.errors.as_json()}
    for name, formset in getattr(form, "formsets", {}).items():
        if any(formset.errors) or formset.non_form_errors():
            found[name] = f"{formset.errors} {formset.non_form_errors()}"
    return found
