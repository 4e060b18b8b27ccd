"""Whatever is left empty or filled to the brim: every format of a page and of what it shows can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from cms.delivery import publications, registry, sitemaps
from cms.translation.models import Job
from tests import proof
from tests.extremes.pairs import covering
from tests.extremes.values import columns_of, give
from tests.factories import AudienceFactory, Newsroom
from tests.filled import fill
from tests.page_types import made
from tests.shown import SHOWN, shown
from tests.store import row

TYPES = [presenter.model for presenter in registry.presenters()]
SNIPPETS = get_snippet_models()
SERVER_ERROR = 500

pytestmark = pytest.mark.usefixtures("filled")


def named(model: Any) -> str:
    return model.__name__


@pytest.fixture(scope="module")
def filled(kept: None) -> None:
    """A newsroom in which there is something to choose in every field."""
    fill(Newsroom())
    AudienceFactory()


def previews(instance: Any) -> dict[str, int]:
    """What each way of previewing the page or snippet gives; nothing where it has none."""
    modes = instance.preview_modes if isinstance(instance, PreviewableMixin) else ()
    return {
        f"preview {mode}": instance.make_preview_request(preview_mode=mode).status_code for mode, _name in modes
    }  # fmt: skip


def read_by_all(page: Any, in_full: bool) -> dict[str, int]:
    """What readers get of the page in each format, and of its place."""
    reader = Client(raise_request_exception=False)
    asked = previews(page)
    found = row(page)
    if found is not None:
        parent = f"{found.path.rstrip('/').rpartition('/')[0]}/"
        document = f"/api/v1/{found.type}/{found.key}?locale={found.locale}"
        addresses = [found.path, parent, document, "/api/v1/search?q=a"]
        if in_full:
            addresses += [
                f"/api/v1/{found.type}?locale={found.locale}",
                "/de/",
                "/de/suche/?q=a",
                *sitemaps.addresses(),
                "/api/v1/changes",
            ]
        asked |= {address: reader.get(address).status_code for address in addresses}
    return asked


def failures(asked: dict[str, int]) -> list[str]:
    """The ways of reading that are an error of the server."""
    return [f"{name}: {status}" for name, status in asked.items() if status >= SERVER_ERROR]


def check(model: Any, change: Callable[[dict[str, str]], dict[str, int]], *, in_full: bool) -> None:
    """Make and read it with any two values of any two fields and children; what is refused in words needs no reader."""
    columns = columns_of(model)
    if not in_full:  # the empty value, where there may be none, and one of the outermost
        columns = {name: [values[0], values[-1]] for name, values in columns.items()}
    failing, read = [], 0
    for combination in covering(columns, proof.SEED):
        with transaction.atomic():
            try:
                failing += [(combination, found) for found in failures(change(combination))]
                read += 1
            except ValidationError:
                pass
            except Exception as error:
                failing.append((combination, repr(error.__cause__ or error)))
            transaction.set_rollback(True)
    assert failing == []
    assert read


def check_page(newsroom: Newsroom, model: Any, *, in_full: bool) -> None:
    original = made(newsroom, model)

    def change(combination: dict[str, str]) -> dict[str, int]:
        page = model.objects.get(pk=original.pk)
        give(page, combination)
        with publications.unit():
            page.save_revision(clean=False).publish()
        return read_by_all(model.objects.get(pk=page.pk), in_full)

    check(model, change, in_full=in_full)


def begun(model: Any, newsroom: Newsroom) -> Any:
    return model(locale=newsroom.de) if issubclass(model, TranslatableMixin) else model()


def check_snippet(newsroom: Newsroom, model: Any, *, in_full: bool) -> None:
    # What no text chooses belongs to the whole site.
    original, page = shown(model, newsroom) if model.__name__ in SHOWN else (None, newsroom.home)

    def change(combination: dict[str, str]) -> dict[str, int]:
        snippet = model.objects.get(pk=original.pk) if original else model.objects.first() or begun(model, newsroom)
        give(snippet, combination)
        with publications.unit():
            snippet.save()
        return previews(snippet) | read_by_all(type(page).objects.get(pk=page.pk), in_full)

    check(model, change, in_full=in_full)


def check_draft(newsroom: Newsroom, model: Any, client: Client, *, in_full: bool) -> None:
    """Of a translation that somebody wrote in its own form: its job's preview, and the draft as the admin shows it."""
    client.raise_request_exception = False
    original = made(newsroom, model)
    by_hand = original.get_translation_or_none(newsroom.en) or newsroom.translate(original)
    job = Job.objects.get(key=original.translation_key, translation=None, locale=newsroom.en)

    def change(combination: dict[str, str]) -> dict[str, int]:
        draft = model.objects.get(pk=by_hand.pk)
        give(draft, combination)
        draft.save_revision(clean=False)
        addresses = [
            reverse("translation_preview", args=[job.pk]),
            reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        ]
        return {address: client.get(address).status_code for address in addresses}

    check(model, change, in_full=in_full)


@proof.sampled("model", TYPES, 4, ids=named)
def test_a_page_can_be_read_whatever_of_it_is_empty_or_extreme(newsroom, model):
    check_page(newsroom, model, in_full=False)


@proof.sampled("model", TYPES, 4, ids=named)
def test_what_somebody_translates_by_hand_can_be_previewed_whatever_of_it_is_empty_or_extreme(newsroom, model, admin):
    check_draft(newsroom, model, admin, in_full=False)


@proof.sampled("model", SNIPPETS, 4, ids=named)
def test_a_page_can_be_read_whatever_of_what_it_shows_is_empty_or_extreme(newsroom, model):
    check_snippet(newsroom, model, in_full=False)


@pytest.mark.matrix
@pytest.mark.databases("cms.delivery.flush")
@pytest.mark.parametrize("model", TYPES, ids=named)
def test_a_page_can_be_read_with_any_two_values(newsroom, model):
    check_page(newsroom, model, in_full=proof.IN_FULL)


@pytest.mark.matrix
@pytest.mark.parametrize("model", TYPES, ids=named)
def test_what_somebody_translates_by_hand_can_be_previewed_with_any_two_values(newsroom, model, admin):
    check_draft(newsroom, model, admin, in_full=proof.IN_FULL)


@pytest.mark.matrix
@pytest.mark.databases("cms.delivery.flush")
@pytest.mark.parametrize("model", SNIPPETS, ids=named)
def test_a_page_can_be_read_with_any_two_values_of_what_it_shows(newsroom, model):
    check_snippet(newsroom, model, in_full=proof.IN_FULL)


def test_a_preview_that_fails_in_one_of_its_modes_is_found():
    class Shown(PreviewableMixin):
        preview_modes = (("", "As it is"), ("card", "In a list"))

        def make_preview_request(self, preview_mode: str) -> HttpResponse:
            return HttpResponse(status=SERVER_ERROR if preview_mode else 200)

    assert failures(previews(Shown())) == ["preview card: 500"]


def test_any_two_values_of_any_two_columns_meet():
    columns = {"a": ["1", "2", "3"], "b": ["x", "y"], "c": ["p", "q", "r"], "d": ["s", "t"]}
    rows = covering(columns, seed=1)
    for one in columns:
        for other in set(columns) - {one}:
            met = {(found[one], found[other]) for found in rows}
            assert met == {(a, b) for a in columns[one] for b in columns[other]}
    assert len(rows) < 3 * 2 * 3 * 2 / 2
