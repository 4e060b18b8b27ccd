"""A newsroom whose texts are translated, with its roles and people in them."""

import pytest
from wagtail.models import Locale

from cms.editorial.roles import make_roles
from tests.colleagues import Colleague


@pytest.fixture
def english(newsroom):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def roles(newsroom):
    return make_roles()


@pytest.fixture
def writer(roles):
    return Colleague("Redaktion")


@pytest.fixture
def translator(roles):
    return Colleague("Übersetzung en")


@pytest.fixture
def reviewer(roles):
    return Colleague("Freigabe")
