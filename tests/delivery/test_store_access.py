"""The table “Access and place” of what the store must hear, row by row."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from cms.content.blocks import ImageBlock
from cms.delivery import publications
from cms.delivery.models import Publication
from tests.admin import Admin, data_at
from tests.factories import DocumentFactory, HomePageFactory, ImageFactory, UserFactory
from tests.store import Log, assert_sound, document, everything_shown, row

pytestmark = pytest.mark.databases("cms.delivery.flush")


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def with_image(newsroom, image):
    return newsroom.release(title="Bebildert", image=[("image", ImageBlock().to_python({"image": image.pk}))])


def with_file(newsroom, file):
    text = f'<p>Siehe <a linktype="document" id="{file.pk}">die Datei</a>.</p>'
    return newsroom.page(title="Verweis", body=[("rich_text", text)])


def test_a_restriction_hides_page_descendants_and_their_aliases(newsroom, at_work):
    section = newsroom.section(title="Intern")
    child = newsroom.page(parent=section, title="Darunter")
    with publications.unit():
        alias = child.create_alias(parent=newsroom.home)
    log = Log()
    at_work.restrict(section)
    assert [row(page) for page in (section, child, alias)] == [None, None, None]
    assert log.kinds().count("unpublished") == 3
    assert "Darunter" not in everything_shown()
    assert_sound()
    at_work.restrict(section, "none")
    assert all(row(page) for page in (section, child, alias))
    assert_sound()


def test_a_restriction_by_group_follows_its_groups(newsroom, at_work):
    page = newsroom.page(title="Für wenige")
    group = Group.objects.create(name="Beirat")
    at_work.restrict(page, "groups", [group.pk])
    assert row(page) is None
    member, stranger = UserFactory(is_superuser=False), UserFactory(is_superuser=False)
    member.groups.add(group)
    client = at_work.client
    client.force_login(stranger)
    assert client.get("/de/fuer-wenige/").status_code == 302
    client.force_login(member)
    response = client.get("/de/fuer-wenige/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_a_restriction_made_by_code_hides_at_once(newsroom):
    section = newsroom.section(title="Intern")
    child = newsroom.page(parent=section, title="Darunter")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert row(section) is None
    assert row(child) is None
    assert_sound()
    PageViewRestriction.objects.all().delete()
    assert row(section)
    assert row(child)
    assert_sound()


def test_another_root_of_the_site_changes_every_address(newsroom, at_work):
    page = newsroom.page(title="Seite")
    elsewhere = HomePageFactory(parent=newsroom.root, title="Neue Startseite")
    url = reverse("wagtailsites:edit", args=(newsroom.site.pk,))
    data = data_at(at_work.client, url) | {"root_page": elsewhere.pk}
    at_work.post(url, data)
    assert row(page) is None
    assert row(elsewhere).path == "/de/"
    assert_sound()


def test_the_host_of_the_site_is_in_no_document(newsroom, at_work):
    newsroom.page(title="Seite")
    log = Log()
    with publications.unit():
        Site.objects.update(hostname="anders.example")
        Site.objects.get().save()
    assert log.entries() == []
    assert "anders.example" not in everything_shown()
    assert_sound()


def test_a_locale_with_another_code_moves_its_pages(newsroom, at_work, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("en-gb", "British")]
    with publications.unit():
        newsroom.en.language_code = "en-gb"
        newsroom.en.save()
    assert row(newsroom.home_en).path == "/en-gb/"
    assert row(newsroom.home_en).locale == "en-gb"
    assert_sound()


def test_a_locale_in_use_cannot_be_deleted(newsroom):
    with pytest.raises(ProtectedError), publications.unit():
        Locale.objects.get(pk=newsroom.en.pk).delete()
    assert row(newsroom.home_en)


def test_a_locale_dropped_from_the_settings_is_reported_and_goes_with_a_rebuild(newsroom, settings, capsys):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch")]
    with pytest.raises(CommandError):
        call_command("rebuild_publications", "--check")
    assert "/en/: in the store, but not public" in capsys.readouterr().out
    call_command("rebuild_publications")
    assert not Publication.objects.filter(locale="en").exists()
    assert_sound()


def test_a_private_collection_takes_its_images_and_documents_out_of_documents(newsroom, at_work):
    above = Collection.get_first_root_node().add_child(name="Sammlung")
    collection = above.add_child(name="Unterordner")
    release = with_image(newsroom, ImageFactory(collection=collection))
    page = with_file(newsroom, DocumentFactory(collection=collection))
    assert document(release)["image"]
    assert "/files/" in str(document(page)["body"])
    url = reverse("wagtailadmin_collections:set_privacy", args=(above.pk,))
    at_work.post(url, {"restriction_type": "login"})
    assert document(release)["image"] is None
    assert "/files/" not in str(document(page)["body"])
    assert_sound()
    at_work.post(url, {"restriction_type": "none"})
    assert document(release)["image"]
    assert_sound()


def test_a_collection_moved_into_a_private_one_takes_its_files_along(newsroom, at_work):
    root = Collection.get_first_root_node()
    private = root.add_child(name="Privat")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    collection = Collection.objects.get(pk=root.pk).add_child(name="Offen")
    release = with_image(newsroom, ImageFactory(collection=collection))
    url = reverse("wagtailadmin_collections:edit", args=(collection.pk,))
    at_work.post(url, {"name": "Umbenannt", "parent": private.pk})
    assert document(release)["image"] is None
    assert_sound()


def test_deleting_a_private_collection_opens_nothing(newsroom, at_work):
    collection = Collection.get_first_root_node().add_child(name="Leer")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    release = with_image(newsroom, ImageFactory())
    log = Log()
    at_work.post(reverse("wagtailadmin_collections:delete", args=(collection.pk,)))
    assert document(release)["image"]
    assert log.entries() == []
