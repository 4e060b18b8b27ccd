"""What every test may ask for."""

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from tests.factories import Newsroom, UserFactory


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    cache.clear()  # it knows renditions of other tests' images


@pytest.fixture
def newsroom(db):
    """A site with a German and an English front page."""
    Site.clear_site_root_paths_cache()
    yield Newsroom()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def editor(db):
    return UserFactory(username="redaktion")


@pytest.fixture
def admin(client: Client, editor):
    """A browser with an editor logged in."""
    client.force_login(editor)
    return client
