"""A page of every registered type is found wherever publications are, and nowhere once it is none any more."""

import pytest
from django.test import Client

from cms.delivery import publications, registry
from cms.delivery.models import Change
from home.models import HomePage
from tests.page_types import factory_of, made
from tests.sitemaps import sitemap
from tests.store import row


def places(page) -> dict[str, bool]:
    """The public places where a page of its type belongs, and whether it is there."""
    presenter = registry.presenter_for(type(page))
    path, key, type_ = f"/de/{'/'.join(page.url_path.split('/')[2:])}", str(page.translation_key), presenter.type
    client = Client()

    def says(address, what, **params):
        response = client.get(address, params)
        return response.status_code == 200 and what in response.content.decode()

    found = {
        "page": says(path, page.title),
        "list": says(f"/api/v1/{type_}", key, locale="de", limit=100),
        "document": says(f"/api/v1/{type_}/{key}", key, locale="de"),
        "search": says("/api/v1/search", key, locale="de", q=page.title),
        "search page": says("/de/suche/", f'href="{path}"', q=page.title),
        "sitemap": f"{path}</loc>" in sitemap(client),
    }
    if any(other.lists == type_ for other in registry.presenters()):
        found["list page"] = says(row(page.get_parent()).path, f'href="{path}"')
    if presenter.on_front_page is not None:
        found["front page"] = says("/de/", f'href="{path}"')
    return found


@pytest.fixture
def pages(newsroom):
    models = [presenter.model for presenter in registry.presenters()]
    return [made(newsroom, model, title=f"Wort{model._meta.model_name}") for model in models]


def test_a_page_of_every_type_is_wherever_it_belongs_until_it_is_unpublished(pages):
    for page in pages:
        assert [place for place, is_there in places(page).items() if not is_there] == [], page
        assert Change.objects.filter(page_id=page.pk, kind=Change.Kind.PUBLISHED).exists()
    for page in pages:
        if not isinstance(page, HomePage) and not page.get_children().exists():
            with publications.unit():
                page.unpublish()
            assert [place for place, is_there in places(page).items() if is_there] == [], page
            assert Change.objects.filter(page_id=page.pk, kind=Change.Kind.UNPUBLISHED).exists()


def test_every_type_is_described(client):
    description = client.get("/api/v1/openapi.json").json()
    for type_ in registry.types():
        assert {f"/api/v1/{type_}", f"/api/v1/{type_}/{{id}}"} <= set(description["paths"])


def test_for_a_type_without_a_factory_it_is_said_where_to_write_one():
    class Nameless(HomePage):
        class Meta:
            abstract = True
            app_label = "home"

    with pytest.raises(LookupError, match=r"Nameless has no factory: write one in tests/home/factories\.py"):
        factory_of(Nameless)
