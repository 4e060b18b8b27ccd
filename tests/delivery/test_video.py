"""Videos in sign language: what documents say of them, who may have the file, and that players may jump in it."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import RichText

from cms.content.blocks import SignLanguageVideoBlock, VideoChooserBlock
from cms.delivery import publications
from cms.translation.segments import texts_of
from tests.factories import DocumentFactory, ImageFactory
from tests.store import assert_sound, document, everything_shown, row

# Two seconds in two colours, as a browser records them.
VIDEO = (Path(__file__).parent / "video.webm").read_bytes()
SIZE = len(VIDEO)


def video(**fields):
    return DocumentFactory(title="Gebärden", file=ContentFile(VIDEO, name="gebaerden.webm"), **fields)


def shown(file, poster=None):
    words = RichText("<p>Wir <b>helfen</b> Ihnen.</p>")
    return ("sign_language_video", {"title": "Wer wir sind", "file": file, "poster": poster, "transcript": words})


@pytest.fixture
def page(newsroom):
    return newsroom.page(
        title="Gebärdensprache", slug="gebaerden", body=[shown(video(), ImageFactory(title="Standbild"))]
    )


@pytest.fixture
def path(page):
    return document(page)["body"][0]["file"]["path"]


def body(response):
    return b"".join(response.streaming_content)


def test_a_document_holds_the_video_its_still_and_its_words(page):
    [block] = document(page)["body"]
    assert block["type"] == "sign_language_video" and block["title"] == "Wer wir sind"
    assert block["file"]["filename"].endswith(".webm") and block["file"]["size"] == SIZE
    assert block["poster"]["alt"] is None and block["poster"]["sources"]
    assert block["html"] == "<p>Wir <b>helfen</b> Ihnen.</p>"
    assert "Wir helfen Ihnen." in row(page).text and "Gebärden" not in row(page).text.replace("Gebärdensprache", "")
    assert_sound()


def test_the_page_plays_nothing_by_itself_and_has_the_words_beside(page, client):
    shown = client.get("/de/gebaerden/").content.decode()
    assert 'preload="none"' in shown and "autoplay" not in shown and "poster=" in shown
    assert "<details" in shown and "Wir <b>helfen</b> Ihnen." in shown
    assert "media-src 'self'" in client.get("/de/gebaerden/").headers["Content-Security-Policy"]


def test_a_whole_video_says_that_it_can_be_had_in_parts(client, path):
    response = client.get(path)
    assert response.status_code == 200 and body(response) == VIDEO
    assert response.headers["Content-Type"] == "video/webm"
    assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=0-", slice(0, SIZE)),
        ("bytes=100-199", slice(100, 200)),
        (f"bytes={SIZE - 1}-", slice(SIZE - 1, SIZE)),
        (f"bytes=1000-{SIZE * 2}", slice(1000, SIZE)),
        ("bytes=-50", slice(SIZE - 50, SIZE)),
        (f"bytes=-{SIZE * 2}", slice(0, SIZE)),
    ],
)
def test_a_part_is_given_as_asked_for(client, path, asked, part):
    response = client.get(path, headers={"Range": asked})
    assert response.status_code == 206
    assert body(response) == VIDEO[part]
    assert response.headers["Content-Range"] == f"bytes {part.start}-{part.stop - 1}/{SIZE}"
    assert response.headers["Content-Length"] == str(part.stop - part.start)
    assert response.headers["Content-Type"] == "video/webm"
    assert response.headers["ETag"] == client.get(path).headers["ETag"]


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0", "bytes=999999999999999-"])
def test_what_lies_outside_of_the_file_is_refused_with_its_length(client, path, asked):
    response = client.get(path, headers={"Range": asked})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"
    assert response.content == b""


@pytest.mark.parametrize(
    "asked", ["bytes=5-1", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", f"bytes={'9' * 99}-"]
)
def test_what_is_no_single_range_gets_the_whole_file(client, path, asked):
    response = client.get(path, headers={"Range": asked})
    assert response.status_code == 200 and body(response) == VIDEO


def test_a_part_of_another_version_is_not_mixed_with_this_one(client, path):
    etag = client.get(path).headers["ETag"]
    for condition, status in ((etag, 206), ('"other"', 200)):
        assert client.get(path, headers={"Range": "bytes=0-9", "If-Range": condition}).status_code == status


def test_a_head_request_is_about_the_whole_file(client, path):
    response = client.head(path, headers={"Range": "bytes=0-9"})
    assert response.status_code == 200 and response.headers["Content-Length"] == str(SIZE)


def test_no_part_of_an_unpublished_video_leaves(newsroom, client, admin):
    file = video()
    page = newsroom.page(title="Entwurf", body=[shown(file)], live=False)
    client.logout()
    for asked in ("bytes=0-9", f"bytes={SIZE}-"):
        response = client.get(file.url, headers={"Range": asked})
        assert response.status_code == 404 and "Content-Range" not in response.headers
    with publications.unit():
        page.get_latest_revision().publish()
    response = client.get(file.url, headers={"Range": "bytes=0-9"})
    assert response.status_code == 206 and "public" in response.headers["Cache-Control"]


def test_editors_get_parts_of_what_is_not_public_and_no_cache_does(newsroom, admin):
    response = admin.get(video().url, headers={"Range": "bytes=0-9"})
    assert response.status_code == 206 and "no-store" in response.headers["Cache-Control"]


def test_a_private_collection_takes_its_videos_out_of_documents(newsroom):
    collection = Collection.get_first_root_node().add_child(name="Privat")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    page = newsroom.page(title="Nur intern", body=[shown(video(collection=collection))])
    assert document(page)["body"] == [] and "Wer wir sind" not in everything_shown()


@pytest.mark.django_db
def test_only_what_browsers_play_is_taken_for_a_video(newsroom):
    with pytest.raises(ValidationError):
        VideoChooserBlock().clean(DocumentFactory())
    assert VideoChooserBlock().clean(video())


@pytest.mark.django_db
def test_a_video_needs_its_words(newsroom):
    block = SignLanguageVideoBlock()
    value = block.to_python({"title": "Wer wir sind", "file": video().pk, "poster": None, "transcript": ""})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"transcript"}


def test_the_schema_of_the_api_tells_of_the_block(client, db):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert set(schemas["SignLanguageVideoBlock"]["required"]) >= {"type", "title", "file", "poster", "html"}


def test_a_translator_gets_the_words_of_a_video_and_not_its_file(page):
    words = [word for strings in texts_of(page).values() for word in strings]
    assert {"Wer wir sind", "Wir <b>helfen</b> Ihnen."} <= set(words)
    assert not [word for word in words if "webm" in word]
