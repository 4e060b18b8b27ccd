"""Snippets in the admin, as editors look for them."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

SEARCHABLE = [model for model in get_snippet_models() if getattr(model, "search_fields", None)]


@pytest.mark.parametrize("model", SEARCHABLE, ids=lambda model: model.__name__)
def test_a_snippet_can_be_searched_for_in_its_language(newsroom, admin, model):
    viewset = model.snippet_viewset
    for url in (reverse(viewset.get_url_name("list")), reverse(viewset.chooser_viewset.get_url_name("choose_results"))):
        assert admin.get(url, {"q": "a", "locale": "de"}).status_code == 200


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_every_snippet_has_its_list_and_its_form(newsroom, admin, model):
    viewset = model.snippet_viewset
    assert admin.get(reverse(viewset.get_url_name("list"))).status_code == 200
    assert admin.get(reverse(viewset.get_url_name("add"))).status_code == 200
