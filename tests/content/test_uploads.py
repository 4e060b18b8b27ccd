"""What is uploaded is taken in, measured, hashed and made small before anybody else has to wait for it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from wagtail.models import Collection

from cms.content import uploads
from cms.content.models import CustomDocument, CustomImage
from tests.factories import ImageFactory

ADDING = {
    "wagtailimages:add": ("file", "title"),
    "wagtailimages:add_multiple": ("files[]", ""),
    "wagtailimages_chooser:create": ("image-chooser-upload-file", "image-chooser-upload-title"),
    "wagtaildocs:add": ("file", "title"),
    "wagtaildocs:add_multiple": ("files[]", ""),
    "wagtaildocs_chooser:create": ("document-chooser-upload-file", "document-chooser-upload-title"),
}


@pytest.fixture
def file(db) -> Any:
    return ImageFactory.build().file.file


@pytest.fixture
def locked(monkeypatch) -> list[str]:
    """What took place while the lock was held, of all that takes long."""
    found: list[str] = []

    def watched(owner: Any, name: str) -> None:
        done = getattr(owner, name)

        def watch(*args: Any, **kwargs: Any) -> Any:
            if connection.in_atomic_block:
                found.append(name)
            return done(*args, **kwargs)

        monkeypatch.setattr(owner, name, watch)

    watched(uploads, "hash_filelike")
    watched(uploads.Image, "open")
    watched(CustomImage, "generate_rendition_file")
    return found


def upload(file: Any, name: str = "bild.png") -> SimpleUploadedFile:
    file.seek(0)
    return SimpleUploadedFile(name, file.read(), content_type="image/png")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ADDING)
def test_adding_a_file_holds_no_lock_while_it_is_read_or_made_small(name, newsroom, admin, file, locked):
    field, title = ADDING[name]
    model = CustomImage if "images" in name else CustomDocument
    data = {field: upload(file, "bild.png" if model is CustomImage else "liste.pdf"), title or "title": "Etwas"}
    prefix = field.removesuffix("file") if "chooser" in field else ""
    data[f"{prefix}collection"] = Collection.objects.get().pk
    response = admin.post(reverse(name), data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code in {200, 302}
    assert [one.file_hash != "" for one in model.objects.all()] == [True], response.content
    assert not {"hash_filelike", "generate_rendition_file"} & set(locked)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_replaced_is_read_before_its_unit_begins(newsroom, admin, file, locked):
    image = ImageFactory()
    locked.clear()
    data = {"file": upload(file), "title": "Neu", "collection": image.collection_id, "focal_point_x": ""}
    assert admin.post(reverse("wagtailimages:edit", args=(image.pk,)), data).status_code == 302
    assert "hash_filelike" not in locked
    image.refresh_from_db()
    assert image.title == "Neu"


def test_what_is_no_picture_is_refused_by_its_form_as_ever(newsroom, admin):
    data = {"file": SimpleUploadedFile("bild.png", b"kein Bild"), "title": "Nichts"}
    assert admin.post(reverse("wagtailimages:add"), data).status_code == 200
    assert not CustomImage.objects.exists()


def test_a_picture_is_read_once(file):
    sizes = [uploads.shown_size(file) for _time in range(2)]
    assert sizes[0] == sizes[1]
    assert uploads.hash_of(file) == file.known_hash


@pytest.mark.parametrize("content", [b"<xliff/>" * 40, b"\x89PNG\r\n\x1a\n but broken", b"%PDF-1.7 text", b"word", b""])
def test_who_reads_an_upload_next_begins_at_its_beginning(rf, content):
    request = rf.post("/admin/", {"file": SimpleUploadedFile("datei.xlf", content)})
    uploads.receive(request)
    assert request.FILES["file"].read() == content
