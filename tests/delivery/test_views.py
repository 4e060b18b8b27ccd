"""What a visitor gets under which address, and what nobody gets."""

import datetime
import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.content.models import CustomImage
from cms.delivery import publications, sitemaps
from tests.admin import Admin, data_at
from tests.factories import DocumentFactory, EventFactory, ImageFactory, UserFactory, in_days
from tests.store import document, row

pytestmark = pytest.mark.databases


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def test_a_release_is_read_in_both_languages(newsroom, client):
    release = newsroom.release(title="Neues Angebot", slug="angebot")
    newsroom.translate(release, title="New service", slug="service")
    german = client.get("/de/presse/angebot/")
    english = client.get("/en/presse/service/")
    assert "Neues Angebot" in german.content.decode()
    assert "New service" in english.content.decode()
    assert german.headers["Content-Language"] == "de"
    assert english.headers["Content-Language"] == "en"


def test_html_and_json_say_the_same(newsroom, client):
    release = newsroom.release(title="Ein Dokument")
    answer = client.get(f"/api/v1/press-releases/{release.translation_key}?locale=de").json()
    assert answer.items() >= document(release).items()


def test_an_answer_is_not_sent_twice(newsroom, client):
    newsroom.release(title="Einmal", slug="einmal")
    first = client.get("/de/presse/einmal/")
    again = client.get("/de/presse/einmal/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Accept-Language" not in first.headers.get("Vary", "")
    assert "Cookie" not in first.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path",
    [
        "/de/gibt-es-nicht/",
        "/fr/",
        "/xx/yy/",
        "/de/%00/",
        f"/de/{'a' * 3000}",
        "/de/..%2f",
        "/de/%ED%A0%80/",
        "/de/%FF/",
    ],
)
def test_what_is_not_there_is_a_404(newsroom, client, path):
    assert client.get(path).status_code == 404


def test_the_root_leads_to_the_language_that_the_browser_prefers(newsroom, client):
    response = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9,de;q=0.5"})
    assert response.headers["Location"] == "/en/"
    assert response.headers["Vary"] == "Accept-Language"
    assert client.get("/").headers["Location"] == "/de/"


@pytest.mark.parametrize(
    ("accepted", "path"),
    [
        ("fr,en;q=0.8,de;q=0.5", "/en/"),
        ("en-AU", "/en/"),
        ("ar,uk;q=0.9", "/de/"),
        ("en;q=0,de", "/de/"),
        ("*", "/de/"),
        ("x" * 9000, "/de/"),
    ],
)
def test_the_root_leads_to_no_language_without_a_public_front_page(newsroom, client, accepted, path):
    client.cookies["django_language"] = "fr"
    response = client.get("/", headers={"Accept-Language": accepted})
    assert response.headers["Location"] == path
    assert response.headers["Vary"] == "Accept-Language"


def test_a_missing_slash_leads_to_the_page(newsroom, client):
    newsroom.page(title="Seite", slug="seite")
    assert client.get("/de/seite").headers["Location"] == "/de/seite/"
    assert client.get("/de/keine").status_code == 404


def test_a_moved_page_redirects_from_its_old_public_address(newsroom, at_work, client):
    page = newsroom.page(title="Seite", slug="alt")
    at_work.edit(page, slug="neu")
    response = client.get("/de/alt/")
    assert (response.status_code, response.headers["Location"]) == (301, "/de/neu/")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    at_work.edit(page, slug="alt")
    assert client.get("/de/alt/").status_code == 200
    assert client.get("/de/neu/").headers["Location"] == "/de/alt/"


def private_and_moved(newsroom, at_work, page):
    series = newsroom.section(title="Reihe")
    at_work.restrict(series)
    at_work.move(page, series)
    assert row(page) is None
    at_work.restrict(series, "none")


def unpublished_and_renamed(newsroom, at_work, page):
    at_work.unpublish(page)
    at_work.edit(page, slug="anders")


@pytest.mark.parametrize("happens", [private_and_moved, unpublished_and_renamed])
def test_what_comes_back_at_another_address_is_found_at_its_last_one(newsroom, at_work, client, happens):
    page = newsroom.page(title="Termin", slug="termin")
    happens(newsroom, at_work, page)
    client.logout()
    response = client.get("/de/termin/")
    assert (response.status_code, response.headers["Location"]) == (301, row(page).path)
    assert row(page).path != "/de/termin/"


def test_what_comes_back_elsewhere_leaves_its_last_address_to_who_has_it_now(newsroom, at_work, client):
    page = newsroom.page(title="Termin", slug="termin")
    at_work.unpublish(page)
    at_work.edit(page, action="", slug="anders")
    other = newsroom.page(title="Anderer", slug="termin")
    at_work.edit(page, slug="anders")
    client.logout()
    assert client.get("/de/termin/").status_code == 200
    assert row(other).path == "/de/termin/" and row(page).path == "/de/anders/"


def test_no_redirect_betrays_a_page_that_is_not_public(newsroom, at_work, client):
    page = newsroom.page(title="Entwurf", slug="entwurf", live=False)
    with publications.unit():
        page.slug = "schliessung-des-werks"
        page.save()
    assert not Redirect.objects.exists()
    public = newsroom.page(title="Seite", slug="seite")
    at_work.edit(public, slug="umbenannt")
    at_work.unpublish(public)
    assert client.get("/de/seite/").status_code == 404
    Redirect.objects.create(old_path="/de/hand", redirect_page=page)
    assert client.get("/de/hand/").status_code == 404
    Redirect.objects.create(old_path="/de/nirgendwohin")
    assert client.get("/de/nirgendwohin/").status_code == 404


def test_a_private_page_asks_for_a_login_and_is_never_cached(newsroom, at_work, client):
    page = newsroom.page(title="Nur für uns", slug="intern")
    at_work.restrict(page)
    client.logout()
    response = client.get("/de/intern/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/login/?next=/de/intern/"
    assert response.headers["Cache-Control"] == "private, no-store"
    login = client.get("/login/?next=/de/intern/")
    assert login.status_code == 200
    reader = UserFactory(is_superuser=False)
    client.force_login(reader)
    response = client.get("/de/intern/")
    assert "Nur für uns" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_preview_shows_the_draft_through_the_same_template(newsroom, at_work):
    page = newsroom.page(title="Live")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = data_at(at_work.client, edit) | {"title": "Im Entwurf"}
    answer = json.loads(at_work.client.post(url, data).content)
    assert answer["is_valid"]
    preview = at_work.client.get(url)
    assert "Im Entwurf" in preview.content.decode()
    assert "no-store" in preview.headers["Cache-Control"]
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert document(page)["title"] == "Live"


def test_a_page_that_was_never_saved_can_be_previewed(newsroom, at_work):
    url = reverse("wagtailadmin_pages:preview_on_add", args=("press", "pressrelease", newsroom.press.pk))
    add = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    data = data_at(at_work.client, add) | {"title": "Noch nie gespeichert", "slug": "nie"}
    assert json.loads(at_work.client.post(url, data).content)["is_valid"]
    assert "Noch nie gespeichert" in at_work.client.get(url).content.decode()


def test_the_sitemap_names_all_languages_and_nothing_private(newsroom, at_work, settings):
    settings.PUBLIC_URL = "https://www.example.org"
    page = newsroom.page(title="Seite", slug="seite")
    newsroom.translate(page, title="Page", slug="page")
    at_work.restrict(newsroom.page(title="Intern", slug="intern"))
    index, *parts = [at_work.client.get(path, headers={"host": "127.0.0.1"}) for path in sitemaps.addresses()]
    said = "".join(part.content.decode() for part in parts)
    assert "<loc>https://www.example.org/sitemap-" in index.content.decode()
    assert "<loc>https://www.example.org/de/seite/</loc>" in said
    assert 'hreflang="en" href="https://www.example.org/en/page/"' in said
    assert "intern" not in said
    assert "127.0.0.1" not in said + index.content.decode()


def test_crawlers_are_told_where_the_sitemap_is(client, settings):
    settings.PUBLIC_URL = "https://www.example.org"
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /login/",
        "Sitemap: https://www.example.org/sitemap.xml",
    ]


def test_an_image_leaves_only_while_a_public_page_uses_it(newsroom, at_work, client):
    image = ImageFactory()
    release = newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": ""})])
    path = document(release)["image"]["sources"][0]["path"]
    client.logout()
    response = client.get(path)
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(path.replace("480", "481")).status_code == 404
    with publications.unit():
        release.unpublish()
    assert client.get(path).status_code == 404
    assert default_storage.exists(image.file.name)
    assert client.get(f"/media/{image.file.name}").status_code == 404


def test_an_editor_sees_media_that_no_page_uses(newsroom, at_work):
    image = ImageFactory()
    assert at_work.client.get(f"/media/{image.file.name}").status_code == 200
    assert at_work.client.get("/media/../settings.py").status_code in {400, 404}
    assert at_work.client.get("/media/fehlt.png").status_code == 404


def test_a_document_is_a_download_and_leaves_only_while_used(newsroom, client):
    file = DocumentFactory()
    assert client.get(file.url).status_code == 404
    text = f'<p><a linktype="document" id="{file.pk}">Datei</a></p>'
    newsroom.page(title="Verweis", body=[("rich_text", text)])
    response = client.get(file.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_list_is_narrowed_and_refuses_nonsense(newsroom, client):
    for number in range(12):
        newsroom.release(title=f"Meldung {number}", place="Musterstadt" if number else "Anderswo")
    first = client.get("/de/presse/")
    assert first.status_code == 200
    assert client.get("/de/presse/?page=2").status_code == 200
    narrowed = client.get("/de/presse/?place=Anderswo")
    assert "Meldung 0" in narrowed.content.decode()
    assert "Meldung 5" not in narrowed.content.decode()
    for query in ("page=0", "page=99", "page=x", "topic=1", "year=20000", "place=%00", "page=9" * 5):
        assert client.get(f"/de/presse/?{query}").status_code == 404, query


def test_a_list_offers_the_years_of_its_own_public_texts_and_keeps_to_the_one_chosen(newsroom, client):
    for year in (2021, 2023):
        newsroom.release(title=f"Meldung {year}", date=datetime.date(year, 1, 1))
    newsroom.release(title="Entwurf", date=datetime.date(2017, 5, 6), live=False)
    newsroom.release(
        parent=newsroom.translate(newsroom.press, title="Press"), title="Release", date=datetime.date(2018, 5, 6)
    )
    EventFactory(parent=newsroom.events)
    listing = client.get("/de/presse/?year=2021").context["listing"]
    assert (listing.years, listing.year, listing.total) == ([2023, 2021], 2021, 1)
    assert [item["title"] for item in listing.items] == ["Meldung 2021"]
    assert client.get("/en/press/").context["listing"].years == [2018]
    assert client.get("/de/presse/?year=2022").context["listing"].total == 0


def test_public_pages_forbid_inline_scripts_and_the_admin_may_frame_its_preview(newsroom, at_work):
    newsroom.page(title="Seite", slug="seite")
    public = at_work.client.get("/de/seite/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in public
    assert "frame-ancestors 'none'" in public
    assert "frame-ancestors 'self'" in at_work.client.get("/admin/").headers["Content-Security-Policy"]


def test_a_lost_rendition_is_made_anew(newsroom, client):
    release = newsroom.release(title="Bebildert", image=[("image", {"image": ImageFactory(), "alt_text": ""})])
    path = document(release)["image"]["sources"][0]["path"]
    assert client.get(path).status_code == 200
    default_storage.delete(CustomImage.objects.get().renditions.get().file.name)
    assert client.get(path).status_code == 200


def test_a_file_that_a_browser_has_is_not_sent_again(newsroom, client):
    release = newsroom.release(title="Bebildert", image=[("image", {"image": ImageFactory(), "alt_text": ""})])
    file = DocumentFactory()
    newsroom.page(title="Verweis", body=[("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')])
    for path in (document(release)["image"]["sources"][0]["path"], file.url):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert b"".join(first.streaming_content), path
        assert (first.status_code, again.status_code) == (200, 304), path


def test_a_file_missing_from_the_disk_is_a_404(newsroom, client):
    image, file = ImageFactory(), DocumentFactory()
    release = newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": ""})])
    newsroom.page(title="Verweis", body=[("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')])
    for lost in (image, file):
        default_storage.delete(lost.file.name)
    assert client.get(document(release)["image"]["sources"][0]["path"]).status_code == 404
    assert client.get(file.url).status_code == 404


@pytest.mark.parametrize("path", ["/admin", "/de"])
def test_a_slash_missing_behind_an_address_is_added(newsroom, client, path):
    assert client.get(path).headers["Location"] == f"{path}/"


def test_events_to_come_stand_first_and_the_next_one_on_top(newsroom, client):
    for days in (-30, 20, 5, -400):
        EventFactory(parent=newsroom.events, title=f"Treffen {days}", starts_at=in_days(days), ends_at=None)
    html = client.get(document(newsroom.events)["path"]).content.decode()
    shown = [html.index(words) for words in ("Treffen 5<", "Treffen 20<", "Treffen -30<", "Treffen -400<")]
    assert shown == sorted(shown)
    assert html.index("Treffen 20<") < html.index("Vergangene") < html.index("Treffen -30<")
