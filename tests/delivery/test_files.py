"""Files that were replaced, and pictures that are turned: addresses, names, ETags and dimensions follow."""

import importlib
import io
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from PIL import ExifTags, Image
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.models import CustomImage
from cms.content.presenting import image_path, image_version
from cms.delivery import publications
from tests.factories import DocumentFactory, ImageFactory, in_days, picture
from tests.store import document

TURNED = importlib.import_module("cms.content.migrations.0003_image_dimensions_as_shown")


def upright(size=(600, 450)) -> ContentFile:
    """A picture that its file stores lying and asks to be turned, as telephones do."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", size, "navy").save(data, "JPEG", exif=exif)
    return ContentFile(data.getvalue(), name="hochformat.jpg")


@pytest.fixture
def anybody() -> Client:
    return Client()


def shows(newsroom, image, **fields):
    return newsroom.release(image=[("image", {"image": image, "alt_text": ""})], **fields)


def offers(newsroom, file, **fields):
    return newsroom.release(attachments=[("documents", {"files": [file]})], **fields)


def replace(file, content) -> None:
    with publications.unit():
        file.file = content
        file.save()


def test_the_old_address_of_a_document_leads_to_the_current_file(newsroom, anybody):
    file = DocumentFactory()
    release = offers(newsroom, file)
    before, etag = file.url, anybody.get(file.url).headers["ETag"]
    replace(file, ContentFile(b"Neuer Inhalt", name="Neue Übersicht.txt"))
    answer = anybody.get(before)
    assert (answer.status_code, answer.headers["Location"]) == (301, file.url)
    assert "max-age=0" in answer.headers["Cache-Control"]
    current = anybody.get(file.url)
    assert current.getvalue() == b"Neuer Inhalt" and current.headers["ETag"] != etag
    assert "Neue_Uebersicht.txt" in current.headers["Content-Disposition"]
    assert document(release)["files"][0]["path"] == file.url


def test_the_old_address_of_an_image_leads_to_the_width_that_comes_nearest(newsroom, anybody):
    image = ImageFactory()
    shows(newsroom, image)
    version, before = image_version(image), image_path(image, 960)
    assert anybody.get(before).status_code == 200
    replace(image, picture("orange", (700, 350)))
    assert anybody.get(before).headers["Location"] == image_path(image, 700)
    assert anybody.get(before.replace("960", "300")).headers["Location"] == image_path(image, 480)
    assert anybody.get(before, follow=True).headers["ETag"] == f'"{image_version(image)}-700"'
    assert image_version(image) != version


@pytest.mark.parametrize("hidden", ["draft", "embargo", "unused", "private"])
def test_an_old_address_tells_nothing_of_a_file_that_is_not_public(newsroom, anybody, hidden):
    file, image = DocumentFactory(), ImageFactory()
    fields = {"draft": {"live": False}, "embargo": {"embargo_until": in_days(2)}}.get(hidden, {})
    if hidden != "unused":
        offers(newsroom, file, **fields)
        shows(newsroom, image, **fields)
    old = [file.url, image_path(image, 480)]
    with publications.unit():
        if hidden == "private":
            inner = Collection.get_first_root_node().add_child(name="Intern")
            CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
            file.collection = image.collection = inner
        file.file, image.file = ContentFile(b"Geheim", name="geheim.txt"), picture("orange")
        file.save()
        image.save()
    nowhere = anybody.get("/files/documents/99999/0/datei.txt")
    for address in [*old, file.url, image_path(image, 480)]:
        answer = anybody.get(address)
        assert answer.status_code == 404 and answer.headers == {**nowhere.headers, **unlike(answer)}
        assert "geheim" not in answer.content.decode()


def unlike(answer) -> dict[str, str]:
    """Headers that differ between any two answers."""
    return {name: value for name, value in answer.headers.items() if name in {"Content-Security-Policy"}}


def test_a_picture_is_as_high_as_it_is_shown(newsroom, anybody):
    image = ImageFactory(file=upright())
    assert (image.width, image.height) == (450, 600)
    stored = CustomImage.objects.get(pk=image.pk)
    assert (stored.width, stored.height) == (450, 600)
    release = shows(newsroom, image)
    [source] = document(release)["image"]["sources"]
    assert (source["width"], source["height"]) == (450, 600)
    with Image.open(io.BytesIO(anybody.get(source["path"]).getvalue())) as served:
        assert served.size == (450, 600)
    html = anybody.get(f"/de/presse/{release.slug}/").content.decode()
    assert 'width="450" height="600"' in html and "450w" in html
    rendition = image.get_rendition("width-300")
    assert (rendition.width, rendition.height) == (300, 400)


def test_a_turned_picture_in_place_of_another_is_measured_anew(newsroom):
    image = ImageFactory()
    image.file = upright()
    image.save(update_fields=["file"])
    stored = CustomImage.objects.get(pk=image.pk)
    assert (stored.width, stored.height, stored.file_hash) == (450, 600, image.file_hash)


def test_the_upgrade_measures_what_was_measured_lying_and_leaves_the_others(newsroom):
    turned, other, lost = ImageFactory(file=upright()), ImageFactory(), ImageFactory(file=upright((300, 200)))
    CustomImage.objects.filter(pk=turned.pk).update(width=600, height=450)
    lost.file.storage.delete(lost.file.name)
    TURNED.measure(apps, SimpleNamespace(connection=connection))
    measured = {image.pk: (image.width, image.height) for image in CustomImage.objects.all()}
    assert measured == {turned.pk: (450, 600), other.pk: (1000, 500), lost.pk: (200, 300)}
