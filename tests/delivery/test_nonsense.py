"""What makes no sense, or finds no room: it is refused in words, nothing is half-done, no cache keeps the answer."""

import errno
import io
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page, PageLogEntry, Revision

from cms.content.cleaning import clean_html
from cms.content.models import CustomDocument, CustomImage
from cms.content.presenting import WEBP, image_path
from cms.delivery.models import Change, Pending, Publication
from cms.outbox.models import Delivery
from home.models import StandardPage
from tests.admin import form_data
from tests.factories import ImageFactory, picture
from tests.test_settings import COMPLETE

ROOT = Path(__file__).resolve().parents[2]
BAD_REQUEST, NO_ROOM = 400, 507
MOST_FILES = 100  # until what is free inside of the database is used up


@pytest.fixture
def reader(client):
    client.raise_request_exception = False
    return client


@pytest.fixture
def at_work(admin):
    admin.raise_request_exception = False
    return admin


class TestNonsense:
    def test_what_wagtail_cannot_make_sense_of_is_a_400_in_words(self, newsroom, at_work):
        response = at_work.get("/admin/outbox/delivery/", {"year": "x"})
        assert response.status_code == BAD_REQUEST
        assert "no-store" in response.headers["Cache-Control"] and "<h1>" in response.content.decode()

    def test_a_form_that_makes_no_sense_changes_nothing(self, newsroom, at_work):
        page = newsroom.page(title="Heil")
        response = at_work.post(
            reverse("wagtailadmin_pages:edit", args=(page.pk,)), {"title": "Anders", "body-count": "x"}
        )
        assert response.status_code == BAD_REQUEST
        assert StandardPage.objects.get(pk=page.pk).title == "Heil"

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/bulk/wagtailcore/page/publish/?id=9223372036854775808",
            "/admin/bulk/wagtailcore/page/delete/?id=abc",
            "/admin/bulk/content/person/delete/?id=zz",
            "/admin/snippets/content/boilerplate/unpublish/%00/",
            "/admin/snippets/content/boilerplate/unpublish/9223372036854775808/",
            "/admin/pages/9223372036854775808/wording/",
            "/admin/pages/1/set_position/?position=9223372036854775808",
        ],
    )
    def test_numbers_that_name_nothing_are_no_error_of_the_server(self, newsroom, at_work, path):
        assert 300 <= at_work.post(path).status_code < 500

    def test_the_root_of_the_tree_is_moved_nowhere(self, newsroom, at_work):
        address = reverse("wagtailadmin_pages:move_confirm", args=(1, newsroom.home.pk))
        assert at_work.get(address).status_code in {302, 403}

    @pytest.mark.parametrize("name", ["choose", "choose_results"])
    def test_images_may_be_looked_for_by_words_and_a_tag_at_once(self, newsroom, at_work, name):
        ImageFactory(title="Alte Burg").tags.add("fluss")
        address = reverse(f"wagtailimages_chooser:{name}")
        assert at_work.get(address, {"q": "Burg", "tag": "fluss"}).status_code == 200

    def test_an_error_of_ours_stays_one(self, newsroom, at_work, monkeypatch):
        def fails(*args, **kwargs):
            raise ValueError

        monkeypatch.setattr("cms.editorial.wagtail_hooks.timeline.entries", fails)
        assert at_work.get(reverse("editorial_timeline")).status_code == 500


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/de/nirgends/"), ("get", "/nirgends"), ("post", "/sitemap.xml"),
        ("post", "/files/images/1/x/480.webp"),
        ("get", "/files/images/1/x/480.webp"), ("get", "/media/x"),
        ("get", "/api/v1/pages?limit=-1"), ("post", "/api/v1/pages"),
        ("get", "/api/v1/nirgends"), ("get", "/vorab/x"), ("post", "/login/"),
    ],
)  # fmt: skip
def test_no_cache_may_keep_an_error(newsroom, method, path):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code >= BAD_REQUEST
    assert "no-store" in response.headers["Cache-Control"] or "max-age=0" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("x"), 500), (OperationalError("x"), 500), (OSError(errno.ENOSPC, "full"), 507)]
)
def test_no_cache_may_keep_an_error_of_the_server(newsroom, reader, monkeypatch, error, status):
    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr("cms.delivery.models.PublicationQuerySet.visible", fails)
    for path in ("/de/", "/sitemap.xml", "/api/v1/search?q=a"):
        response = reader.get(path)
        assert response.status_code == status
        assert "no-store" in response.headers["Cache-Control"] or "max-age=0" in response.headers["Cache-Control"]


class TestFullDisk:
    @pytest.mark.parametrize(
        "error", [OSError(errno.ENOSPC, "No space left on device"), OperationalError("database or disk is full")]
    )
    def test_who_saves_is_told_and_readers_go_on_reading(self, newsroom, at_work, monkeypatch, error):
        page = newsroom.page(title="Heil")

        def fails(*args, **kwargs):
            raise error

        with monkeypatch.context() as full:
            full.setattr(StandardPage, "save_revision", fails)
            url = reverse("wagtailadmin_pages:copy", args=(page.pk,))
            data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": newsroom.home.pk}
            response = at_work.post(url, data)
            assert response.status_code == NO_ROOM and "no-store" in response.headers["Cache-Control"]
            assert Client().get(page.url).status_code == 200
        assert not StandardPage.objects.filter(title="Kopie").exists()

    def test_no_file_is_half_written(self, settings, monkeypatch):
        def written(self, chunk_size=None):
            yield b"half"
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(ContentFile, "chunks", written)
        with pytest.raises(OSError, match="No space left"):
            default_storage.save("documents/datei.txt", ContentFile(b"ganz"))
        assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []

    def test_a_new_file_goes_again_with_the_change_that_it_came_with(self, newsroom, at_work, settings, monkeypatch):
        def fails(*args, **kwargs):
            raise OperationalError("database or disk is full")

        image = ImageFactory()
        address = reverse("wagtailimages:edit", args=(image.pk,))
        form = form_data(at_work.get(address).context["form"])
        before = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
        monkeypatch.setattr("cms.delivery.store.Unit.flush", fails)
        assert at_work.post(address, form | {"file": picture("red")}).status_code == NO_ROOM
        assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == before

    def test_a_file_that_is_whole_has_its_name_and_may_be_read_by_the_server(self, settings):
        name = default_storage.save("documents/datei.txt", ContentFile(b"ganz"))
        again = default_storage.save("documents/datei.txt", ContentFile("noch einmal"))
        assert default_storage.open(name).read() == b"ganz" and again != name
        assert default_storage.open(again).read() == b"noch einmal"
        assert {path.name for path in Path(settings.MEDIA_ROOT).rglob("*.*")} == {Path(name).name, Path(again).name}
        assert os.stat(default_storage.path(name)).st_mode & 0o044


@pytest.fixture
def full():
    """A database on SQLite that can grow no further; what is free inside of its file can still be written."""
    leave_room(pages=0)
    yield
    connection.close()  # the bound is the connection's


def leave_room(pages: int) -> None:
    with connection.cursor() as cursor:
        [there] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {there + pages}")


def stored() -> dict[str, list[Any]]:
    """What a save writes, as it stands."""
    kept = (Page, Revision, Publication, Change, Pending, Delivery, PageLogEntry)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in kept}


@pytest.mark.parametrize(("free", "status"), [(0, NO_ROOM), (10**9, 500)])
def test_a_database_that_cannot_be_opened_on_a_full_disk_is_no_error_of_ours(
    newsroom, reader, monkeypatch, free, status
):
    def fails(*args, **kwargs):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("cms.delivery.models.PublicationQuerySet.visible", fails)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=free))
    assert reader.get("/de/").status_code == status


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite  # PostgreSQL's disk is a server's own: its SQLSTATE is asked for above
class TestFullDatabase:
    def test_who_saves_is_told_nothing_is_half_written_and_readers_go_on(self, newsroom, at_work, full):
        page = newsroom.page(title="Heil")
        address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        form = form_data(at_work.get(address).context["form"])
        words = {"title": "Anders", "intro": "Wort " * 200_000, "action-publish": "1"}
        before = stored()
        response = at_work.post(address, form | words)
        assert response.status_code == NO_ROOM and "no-store" in response.headers["Cache-Control"]
        assert stored() == before
        self.check_reading(page, at_work)

    def test_a_file_is_taken_with_its_row_or_not_at_all(self, newsroom, at_work, full, settings):
        page = newsroom.page(title="Heil")
        leave_room(pages=40)
        statuses = []
        while NO_ROOM not in statuses and len(statuses) < MOST_FILES:
            data = {"title": "x" * 255, "file": SimpleUploadedFile("datei.txt", b"Wort"), "collection": 1}
            statuses.append(at_work.post(reverse("wagtaildocs:add"), data).status_code)
        assert statuses[-1] == NO_ROOM and set(statuses[:-1]) <= {302}
        files = {str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
        assert files == {document.file.path for document in CustomDocument.objects.all()} and files
        self.check_reading(page, at_work)

    def check_reading(self, page, at_work):
        for address in (page.url, "/de/", "/api/v1/pages?locale=de", "/sitemap.xml", "/de/suche/?q=Heil"):
            assert Client().get(address).status_code == 200, address
        assert at_work.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code == 200


class TestPictures:
    def post(self, at_work, file):
        return at_work.post(reverse("wagtailimages:add"), {"title": "Bild", "file": file, "collection": 1})

    def test_a_picture_that_no_page_could_show_is_refused_in_words(self, newsroom, at_work):
        whole = io.BytesIO()
        Image.effect_noise((400, 400), 50).convert("RGB").save(whole, "JPEG")
        long = io.BytesIO()
        Image.new("1", (1, 9_999_999)).save(long, "PNG")
        bomb = io.BytesIO()
        Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
        for name, content in {
            "abgeschnitten.jpg": whole.getvalue()[: len(whole.getvalue()) // 2],
            "lang.png": long.getvalue(),
            "bombe.png": bomb.getvalue(),
            "kein.png": b"\x89PNG\r\n\x1a\n",
            "leer.png": b"",
        }.items():
            response = self.post(at_work, SimpleUploadedFile(name, content))
            assert response.status_code == 200 and response.context["form"].errors["file"], name
        assert not CustomImage.objects.exists()

    def test_a_picture_that_is_whole_is_taken(self, newsroom, at_work):
        assert self.post(at_work, picture()).status_code == 302
        assert CustomImage.objects.count() == 1

    def test_a_file_that_was_damaged_later_is_a_404_and_no_error_of_the_admin(self, newsroom, at_work):
        image = ImageFactory()
        newsroom.release(image=[("image", {"image": image, "alt_text": ""})])
        path = Path(image.file.path)
        path.write_bytes(path.read_bytes()[:100])
        assert at_work.get(image_path(image, 480, WEBP)).status_code == 404
        assert at_work.get(reverse("wagtailimages:index")).status_code == 200
        assert at_work.get(reverse("wagtailimages:edit", args=(image.pk,))).status_code == 200


class TestLinks:
    @pytest.mark.parametrize("attributes", ['linktype="page" id="x"', 'linktype="page"', 'id="" linktype="document"',
                                            f'linktype="page" id="{"9" * 30}"', 'linktype="page" id="-1"'])  # fmt: skip
    def test_a_link_that_names_nothing_is_dropped_when_saving(self, newsroom, attributes):
        words = f"<p>Ein <a {attributes}><b>Wort</b></a> mehr</p>"
        page = newsroom.page(body=[("rich_text", words)])
        assert "<a" not in str(StandardPage.objects.get(pk=page.pk).body.raw_data[0]["value"])
        assert clean_html(words) == "<p>Ein <b>Wort</b> mehr</p>"

    def test_links_that_name_something_stay(self):
        words = '<p><a id="12" linktype="page">Seite</a> <a href="https://example.org" id="x">außen</a></p>'
        assert clean_html(words) == words

    def test_what_stands_in_the_database_already_can_be_opened(self, newsroom, at_work):
        page = newsroom.page(live=False)
        revision = page.get_latest_revision()
        words = '<p><a linktype=\\"page\\" id=\\"x\\">Wort</a></p>'
        content = revision.content | {"body": f'[{{"type": "rich_text", "value": "{words}", "id": "a"}}]'}
        type(revision).objects.filter(pk=revision.pk).update(content=content)
        response = at_work.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
        assert response.status_code == 200 and "Wort" in response.content.decode()


class TestDays:
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_days_that_nobody_can_reckon_with_are_refused_in_words(self, newsroom, at_work, day):
        response = at_work.post(
            reverse("wagtailimages:add"), {"title": "Bild", "file": picture(), "collection": 1, "rights_until": day}
        )
        assert response.status_code == 200 and response.context["form"].errors["rights_until"]


class TestDatabaseFile:
    def in_production(self, path, *arguments):
        environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings.production", **COMPLETE}
        environment |= {"DATABASE_URL": f"sqlite:///{quote(str(path))}"}
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )

    def test_a_missing_one_is_never_made_silently(self, tmp_path):
        path = tmp_path / "ein name?.sqlite3"
        ask = "import django; django.setup(); from django.db import connection as c; c.cursor().execute('SELECT 1')"
        missing = self.in_production(path, "-c", ask)
        assert missing.returncode != 0 and "unable to open database file" in missing.stderr
        assert list(tmp_path.iterdir()) == []
        sqlite3.connect(path).close()
        there = self.in_production(path, "-c", f"{ask}; print(c.settings_dict['NAME'])")
        assert there.returncode == 0, there.stderr

    def test_migrating_makes_it(self, tmp_path):
        code = "import sys; sys.argv = ['manage.py', 'migrate']; from cms.settings import production; "
        code += "print(production.DATABASES)"
        assert "mode=rw" not in self.in_production(tmp_path / "neu.sqlite3", "-c", code).stdout
