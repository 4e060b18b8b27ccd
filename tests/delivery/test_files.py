"""Files that were replaced, and pictures that are turned: addresses, names, ETags and dimensions follow."""

import hashlib
import importlib
import io
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.models import CustomDocument, CustomImage
from cms.content.presenting import WEBP, image_path, image_version
from cms.delivery import publications
from tests.admin import context_at
from tests.factories import DocumentFactory, ImageFactory, in_days, locale, picture
from tests.files import addresses_of_old
from tests.store import document, row

# Of a picture of 1000 x 500, as factories make them.
FOCUS = {"focal_point_x": 500, "focal_point_y": 125, "focal_point_width": 10, "focal_point_height": 10}
POINT = {"x": 0.5, "y": 0.25}
NAMED = importlib.import_module("cms.content.migrations.0009_what_files_are_named_by")
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
    version, before = image_version(image), image_path(image, 960, WEBP)
    assert anybody.get(before).status_code == 200
    replace(image, picture("orange", (700, 350)))
    assert anybody.get(before).headers["Location"] == image_path(image, 700, WEBP)
    assert anybody.get(before.replace("960", "300")).headers["Location"] == image_path(image, 480, WEBP)
    assert anybody.get(before, follow=True).headers["ETag"] == f'"{image_version(image)}-700-webp"'
    assert image_version(image) != version


def test_addresses_that_named_a_row_lead_on(newsroom, anybody):
    file, image = DocumentFactory(), ImageFactory()
    offers(newsroom, file)
    shows(newsroom, image)
    led = [anybody.get(address) for address in addresses_of_old(file) + addresses_of_old(image)]
    assert [answer.status_code for answer in led] == [301, 301]
    assert [answer.headers["Location"] for answer in led] == [file.url, image_path(image, 480, WEBP)]


def test_a_document_tells_what_its_files_are_and_names_no_row(newsroom, anybody):
    file = DocumentFactory()
    [shown] = document(offers(newsroom, file))["files"]
    served = anybody.get(shown["path"])
    assert hashlib.sha256(served.getvalue()).hexdigest() == shown["sha256"]
    assert served.headers["Content-Type"].startswith(shown["type"]) and shown["url"].endswith(shown["path"])
    assert str(file.key) in shown["path"] and f"/{file.pk}/" not in shown["path"]
    replace(file, ContentFile(b"Neuer Inhalt", name="neu.txt"))
    file.refresh_from_db()
    assert file.sha256 == hashlib.sha256(b"Neuer Inhalt").hexdigest()


def test_scripts_of_other_origins_read_files_that_everybody_may_have(newsroom, anybody, admin_client):
    public, unused = DocumentFactory(), DocumentFactory()
    offers(newsroom, public)
    assert anybody.get(public.url).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in admin_client.get(unused.url).headers


def test_an_image_has_the_licence_that_was_chosen_for_it(newsroom):
    image = ImageFactory(licence_id="cc-by-sa/4.0", licence="nur mit Namen", credit="Kim Muster", **FOCUS)
    shown = document(shows(newsroom, image))["image"]
    assert (shown["licence"]["name"], shown["licence"]["attribution"]) == ("CC BY-SA 4.0", "Kim Muster")
    assert shown["licence"]["url"].startswith("https://creativecommons.org/")
    assert (shown["licence_note"], shown["decorative"], shown["focal_point"]) == ("nur mit Namen", False, POINT)
    own = {"image": image, "alt_text": "", "licence": "Alle Rechte beim Haus", "decorative": True}
    shown = document(newsroom.release(image=[("image", own)]))["image"]
    assert (shown["licence"], shown["licence_note"], shown["decorative"]) == (None, "Alle Rechte beim Haus", True)


@pytest.mark.parametrize("hidden", ["draft", "embargo", "unused", "private"])
def test_an_old_address_tells_nothing_of_a_file_that_is_not_public(newsroom, anybody, hidden):
    file, image = DocumentFactory(), ImageFactory()
    fields = {"draft": {"live": False}, "embargo": {"embargo_until": in_days(2)}}.get(hidden, {})
    if hidden != "unused":
        offers(newsroom, file, **fields)
        shows(newsroom, image, **fields)
    old = [file.url, image_path(image, 480, WEBP), *addresses_of_old(file), *addresses_of_old(image)]
    with publications.unit():
        if hidden == "private":
            inner = Collection.get_first_root_node().add_child(name="Intern")
            CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
            file.collection = image.collection = inner
        file.file, image.file = ContentFile(b"Geheim", name="geheim.txt"), picture("orange")
        file.save()
        image.save()
    nowhere = anybody.get("/files/documents/99999/0/datei.txt")
    for address in [*old, file.url, image_path(image, 480, WEBP)]:
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
    sources = document(release)["image"]["sources"]
    assert [(source["type"], source["width"], source["height"]) for source in sources] == [
        ("image/webp", 450, 600),
        ("image/jpeg", 450, 600),
    ]
    for source in sources:
        answer = anybody.get(source["path"])
        assert answer.headers["Content-Type"] == source["type"]
        with Image.open(io.BytesIO(answer.getvalue())) as served:
            assert (served.size, f"image/{served.format.lower()}") == ((450, 600), source["type"])
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


@pytest.fixture
def abroad(newsroom):
    """A German release and its French translation, with a file that is in English alone."""
    found = DocumentFactory(title="Annual report", language="en")
    release = offers(newsroom, found, title="Meldung")
    return found, [
        release,
        newsroom.translate(release, locale("fr"), title="Avis"),
        newsroom.translate(release, title="News"),
    ]


def shapes_in(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from shapes_in(inner)


def file_locales(pages):
    return [block["locale"] for page in pages for block in shapes_in(document(page)) if "filename" in block]


def test_the_language_of_a_file_is_told_on_pages_in_every_language(abroad, newsroom, client):
    found, pages = abroad
    assert file_locales(pages) == ["en", "en", "en"]
    assert '<bdi lang="en" dir="ltr">Annual report</bdi>' in client.get(row(pages[0]).path).content.decode()
    with publications.unit():
        found.language = ""
        found.save()
    assert file_locales(pages) == ["de", "de", "de"]
    with publications.unit():
        texts = found.texts.copy_for_translation(locale("fr"))
        texts.title = "Rapport annuel"
        texts.save()
        found.language = "en"
        found.save()
    assert file_locales(pages) == ["en", "fr", "en"]


def test_the_language_of_a_file_is_chosen_in_its_form(newsroom, admin):
    found = DocumentFactory(title="Annual report")
    form = context_at(admin, reverse("wagtaildocs:edit", args=(found.pk,)))["form"]
    assert dict(form.fields["language"].choices).keys() >= {"", "en", "fr"}


def test_the_upgrade_reads_documents_and_chooses_licences_and_leaves_the_others(newsroom):
    there, lost = DocumentFactory(), DocumentFactory()
    known, own = ImageFactory(licence="CC BY 4.0"), ImageFactory(licence="© Stadtarchiv")
    CustomDocument.objects.update(sha256="")
    lost.file.storage.delete(lost.file.name)
    for work in (NAMED.name, NAMED.read, NAMED.choose):
        work(apps, SimpleNamespace(connection=connection))
    read = dict(CustomDocument.objects.values_list("pk", "sha256"))
    assert read == {there.pk: there.sha256, lost.pk: ""} and there.sha256
    chosen = {image.pk: (image.licence_id, image.licence) for image in CustomImage.objects.all()}
    assert chosen == {known.pk: ("cc-by/4.0", ""), own.pk: ("", "© Stadtarchiv")}
