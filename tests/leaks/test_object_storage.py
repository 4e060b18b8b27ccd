"""Files leave through our views only, also where they lie in a storage that has no folder."""

from pathlib import Path

import pytest
from django.test import Client

from cms.content.presenting import WEBP, image_path
from cms.delivery import publications
from tests.factories import DocumentFactory, ImageFactory


@pytest.fixture(autouse=True)
def storage_without_paths(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


def test_files_of_a_public_release_are_served_and_those_of_a_draft_are_not(newsroom, settings):
    image, document = ImageFactory(title="Bild"), DocumentFactory(title="Datei")
    assert not Path(settings.MEDIA_ROOT).exists()
    fields = {
        "image": [("image", {"image": image, "alt_text": "Bild"})],
        "attachments": [("documents", {"files": [document]})],
    }
    release = newsroom.release(title="Entwurf", live=False, **fields)
    addresses = [image_path(image, 480, WEBP), document.url]
    assert [Client().get(path).status_code for path in addresses] == [404, 404]
    with publications.unit():
        release.get_latest_revision().publish()
    assert [Client().get(path).status_code for path in addresses] == [200, 200]
