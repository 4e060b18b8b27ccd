"""Snippets and pages in the admin, as editors look for them and open them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.snippets.models import get_snippet_models

from cms.content.models import ContactPoint, CustomImage, Organisation, Person
from cms.content.models.retirable import Retirable
from cms.delivery import registry
from events.models import EventPage as Event
from home.models import HomePage
from press.models import PressRelease
from tests.admin import form_data
from tests.factories import SnippetFactory, picture
from tests.fuzzing.routes import admin_routes
from tests.page_types import made, place_for
from tests.proof import sampled

PAGE_TYPES = [presenter.model for presenter in registry.presenters()]
RETIRABLE = [found for found in SnippetFactory.__subclasses__() if issubclass(found._meta.model, Retirable)]
SEARCHABLE = [model for model in get_snippet_models() if getattr(model, "search_fields", None)]


@sampled("model", SEARCHABLE, 4, ids=lambda model: model.__name__)
def test_a_snippet_can_be_searched_for_in_its_language(newsroom, admin, model):
    viewset = model.snippet_viewset
    for url in (reverse(viewset.get_url_name("list")), reverse(viewset.chooser_viewset.get_url_name("choose_results"))):
        assert admin.get(url, {"q": "a", "locale": "de"}).status_code == 200


@sampled("model", get_snippet_models(), 5, ids=lambda model: model.__name__)
def test_every_snippet_has_its_list_and_its_form(newsroom, admin, model):
    viewset = model.snippet_viewset
    assert admin.get(reverse(viewset.get_url_name("list"))).status_code == 200
    assert admin.get(reverse(viewset.get_url_name("add"))).status_code == 200


@sampled("factory", RETIRABLE, 3, ids=lambda factory: factory._meta.model.__name__)
def test_a_list_says_in_words_what_is_retired_and_nothing_of_the_others(newsroom, admin, factory):
    page_of = reverse(factory._meta.model.snippet_viewset.get_url_name("list"))
    factory(retired=False)
    assert said_in_last_column(admin.get(page_of)) == {""}
    factory(retired=True)
    assert said_in_last_column(admin.get(page_of)) == {"", "Ja"}


def said_in_last_column(response):
    cells = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr td:last-child")
    return {cell.get_text(strip=True) for cell in cells}


@sampled("model", PAGE_TYPES, 5, ids=lambda model: model.__name__)
def test_every_page_type_has_its_forms(newsroom, admin, model):
    place = newsroom.root if model is HomePage else place_for(newsroom, model)
    add = reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, place.pk))
    assert 'name="title"' in admin.get(add).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=(made(newsroom, model).pk,))
    form = admin.get(edit).content.decode()
    assert 'name="title"' in form
    assert "Der letzte Teil der Adresse" in form and "Kurztitel" not in form and "domain.com" not in form


def test_how_long_ago_something_was_is_said_in_german():
    with translation.override("de"):
        assert naturaltime(timezone.now() - timedelta(minutes=2)).replace("\xa0", " ") == "vor 2 Minuten"


@pytest.mark.parametrize("model", [ContactPoint, Organisation, Person], ids=lambda model: model.__name__)
def test_what_is_too_long_is_refused_in_words_and_never_cut_by_the_browser(newsroom, admin, model):
    url = reverse(model.snippet_viewset.get_url_name("add"))
    form = admin.get(url)
    assert "maxlength" not in form.content.decode()
    long = "030 23125-0 / -110 (Mo–Do 9–12 Uhr und 14–16 Uhr) oder 0171/2345678"
    said = admin.post(url, form_data(form.context["form"]) | {"name": "Muster", "phone": 2 * long})
    assert "120" in str(said.context["form"].errors["phone"])
    admin.post(url, form_data(form.context["form"]) | {"name": "Muster", "phone": long})
    assert model.objects.get().phone == long


@pytest.mark.parametrize("model", [PressRelease, Event], ids=lambda model: model.__name__)
def test_no_field_of_a_page_is_cut_by_the_browser(newsroom, admin, model):
    parent = newsroom.press if model is PressRelease else newsroom.events
    url = reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, parent.pk))
    assert "maxlength" not in admin.get(url).content.decode()


def test_a_title_proposed_from_a_file_s_name_has_whole_letters(newsroom, admin):
    add = reverse("wagtailimages:add_multiple")
    assert "js/file-titles.js" in admin.get(add).content.decode()
    file = picture()
    file.name = "größe.png"
    answer = admin.post(
        add, {"title": "Gro\u0308\u00dfe U\u0308bersicht", "files[]": file}, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    assert answer.json()["success"] and "Größe Übersicht" in answer.json()["form"]
    assert CustomImage.objects.get().title == "Größe Übersicht"


@pytest.mark.databases("search.editors.tables")
def test_whatever_is_typed_into_a_search_of_the_admin_is_words(newsroom, admin, admin_indexes):
    newsroom.page(title='Der "Seelotse"')
    patterns = [route.pattern for route in admin_routes()]
    lists = [path for path in patterns if "<" not in path and not path.endswith(("failwhale/", "logout/"))]
    admin.raise_request_exception = False
    answers = {path: admin.get(path, {"q": 'a"b "\x00'}).status_code for path in lists}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert "Seelotse" in admin.get(reverse("wagtailadmin_pages:search"), {"q": '"Seelotse"'}).content.decode()
