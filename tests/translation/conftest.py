"""A newsroom whose texts are translated, with its roles and people in them."""

import pytest
from wagtail.models import Locale

from tests.colleagues import Colleague, reviewer, roles, writer  # noqa: F401  # fixtures


@pytest.fixture
def english(newsroom):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def translator(roles):  # noqa: F811
    return Colleague("Übersetzung en")
