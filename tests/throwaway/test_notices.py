"""A page type that only its own app knows has all that the others have."""

import datetime
from pathlib import Path

import pytest
from django.test import Client

from cms.delivery import publications, registry
from cms.delivery.models import Change, Publication
from tests.delivery.test_every_type import places
from tests.factories import in_days
from tests.page_types import made
from tests.throwaway.models import Notice

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SOURCES = ("cms", "home", "press", "events", "search", "templates")
API = "/api/v1/notices"


@pytest.fixture
def notice(newsroom):
    fields = {"words": "Wasser wird abgestellt", "street": "Gartenweg", "place": "Ulm", "state": "settled"}
    return made(newsroom, Notice, title="Aushang", body=[("rich_text", "<p>Morgens</p>")], **fields)


def titles(address: str, **params) -> list[str]:
    return [item["title"] for item in Client().get(address, {"locale": "de", **params}).json()["items"]]


def test_it_is_everywhere(notice):
    there = places(notice)
    assert set(there) == {
        *("page", "list", "document", "search", "search page", "sitemap", "list page", "front page"),
    }
    assert all(there.values()), there


def test_it_is_described_with_its_fields_and_filters(client):
    description = client.get("/api/v1/openapi.json").json()
    assert {"street", "words", "body"} <= set(description["components"]["schemas"]["NoticeDocument"]["properties"])
    parameters = [one["name"] for one in description["paths"][API]["get"]["parameters"]]
    assert [name for name in parameters if name in registry.filter_kinds()] == ["place", "street"]
    [type_] = [one for one in description["paths"]["/api/v1/search"]["get"]["parameters"] if one["name"] == "type"]
    assert "notices" in type_["schema"]["enum"]


@pytest.mark.parametrize(("words", "finds"), [("wasser", True), ("morgens", True), ("ulm", True), ("gartenweg", False)])
def test_it_is_found_by_what_its_shape_says_is_searched(notice, words, finds):
    assert titles("/api/v1/search", q=words) == (["Aushang"] if finds else [])


def test_its_list_is_narrowed_by_the_kinds_that_its_presenter_names(newsroom, notice):
    made(newsroom, Notice, title="Anderswo", street="Marktplatz")
    assert titles(API, street="Gartenweg") == ["Aushang"]
    index = Publication.objects.get(page_id=notice.get_parent().pk).path
    page = Client().get(index, {"street": "Marktplatz"}).content.decode()
    assert "Anderswo" in page and "Aushang" not in page
    assert '<label class="kern-label" for="filter-street">Street</label>' in page


def test_its_states_have_the_words_and_badges_of_its_presenter(notice):
    for path in ("/de/", Publication.objects.get(page_id=notice.pk).path):
        page = Client().get(path).content.decode()
        assert "kern-badge--success" in page and "Is settled" in page


def test_it_is_nowhere_before_its_embargo_ends(newsroom):
    notice = made(newsroom, Notice, title="Aushang", words="geheim", embargo_until=in_days(1))
    with publications.unit():  # as a careless import leaves it: the embargo alone holds it back
        Notice.objects.filter(pk=notice.pk).update(live=True, go_live_at=None)
        publications.touch(publications.page_source(notice.pk))
    assert not any(places(notice).values())
    assert not Change.objects.filter(page_id=notice.pk).exists()


def test_it_is_listed_by_its_own_day(newsroom):
    for day in (2, 3, 1):
        made(newsroom, Notice, title=f"Tag {day}", day=datetime.date(2024, 5, day))
    assert titles(API) == ["Tag 3", "Tag 2", "Tag 1"]


def test_no_other_part_names_it_but_the_settings_that_install_it():
    sources = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.*") if path.suffix in {".py", ".html"}]
    assert len(sources) > 300
    naming = [str(path.relative_to(ROOT)) for path in sources if "throwaway" in path.read_text()]
    assert naming == ["cms/settings/test.py"]


def test_the_recipe_names_every_file_of_it():
    recipe = (ROOT / "docs" / "developing.md").read_text()
    own = {path.name for path in HERE.glob("*.py") if not path.name.startswith(("__", "test_"))}
    assert own == {"apps.py", "factories.py", "models.py", "presenters.py", "schemas.py"}
    assert [name for name in own if f"<app>/{name}`" not in recipe] == []
    assert "`<app>/migrations/`" in recipe and "`templates/<app>/<type>.html`" in recipe
