"""Ways in which something not public could show, or a public document go wrong, each found once by review."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Comment, Page, PageViewRestriction

from cms.delivery import publications
from cms.delivery.api.cursor import decode
from cms.delivery.models import EPOCH, MICROSECOND, Pending, Publication
from cms.delivery.presenting import present
from cms.delivery.schedule import transitions
from events.models import DocumentationNextDate
from home.models import StandardPage
from home.presenters import StandardPresenter
from press.models import PressRelease, PressReleaseBoilerplate
from tests.admin import Admin, data_at
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    DocumentationFactory,
    DocumentFactory,
    EventFactory,
    ImageFactory,
    UserFactory,
    in_days,
)
from tests.store import Log, assert_sound, differences, document, everything_shown, row

pytestmark = pytest.mark.databases("cms.delivery.flush")


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


@pytest.fixture
def anybody() -> Client:
    return Client()


def illustrated(newsroom, image):
    return newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": ""})])


def test_files_of_a_private_collection_are_served_to_nobody(newsroom, at_work, anybody):
    collection = Collection.get_first_root_node().add_child(name="Privat")
    file = DocumentFactory(collection=collection)
    text = f'<p>Siehe <a linktype="document" id="{file.pk}">Datei</a>.</p>'
    newsroom.page(title="Verweis", body=[("rich_text", text)])
    path = document(illustrated(newsroom, ImageFactory(collection=collection)))["image"]["sources"][0]["path"]
    assert anybody.get(path).status_code == anybody.get(file.url).status_code == 200
    url = reverse("wagtailadmin_collections:set_privacy", args=(collection.pk,))
    at_work.post(url, {"restriction_type": "login"})
    assert anybody.get(path).status_code == anybody.get(file.url).status_code == 404


def test_a_reader_of_a_private_page_sees_its_images_and_nobody_else_does(newsroom, at_work, anybody):
    release = illustrated(newsroom, ImageFactory())
    address, bare = row(release).path, document(release)["image"]["sources"][0]["path"]
    group = Group.objects.create(name="Beirat")
    at_work.restrict(release, "groups", [group.pk])
    reader = UserFactory(is_superuser=False)
    reader.groups.add(group)
    browser = Client()
    browser.force_login(reader)
    html = browser.get(address).content.decode()
    shown = html.split(f"{bare}?reader=")[1].split('"')[0].split(" ")[0]
    assert browser.get(f"{bare}?reader={shown}").status_code == 200
    assert anybody.get(bare).status_code == 404
    assert anybody.get(f"{bare}?reader={shown}x").status_code == 404
    assert anybody.get(f"{bare.replace('480', '960')}?reader={shown}").status_code == 404


def test_the_date_of_a_hidden_event_is_told_by_no_list(newsroom, anybody):
    hidden = datetime.datetime(2031, 3, 4, 9, 30, tzinfo=datetime.UTC)
    event = EventFactory(parent=newsroom.events, title="Geheim", live=False, starts_at=hidden)
    documentation = DocumentationFactory(parent=event, title="Früh veröffentlicht")
    DocumentationFactory(parent=EventFactory(parent=newsroom.events, title="Offen"), title="Andere")
    answer = anybody.get("/api/v1/meeting-documentations?locale=de&limit=1").json()
    begins = EPOCH + int(decode(answer["next"]).partition(".")[0]) * MICROSECOND
    assert begins.year != 2031
    assert row(documentation).sort_at.year != 2031
    narrowed = anybody.get("/api/v1/meeting-documentations?locale=de&from=2031-03-04&to=2031-03-04").json()
    assert narrowed["items"] == []


def test_converting_an_alias_of_a_private_page_keeps_it_private(newsroom, at_work):
    section = newsroom.section(title="Intern")
    secret = newsroom.page(parent=section, title="Vertraulich")
    at_work.restrict(section)
    place = newsroom.section(title="Offen")
    with publications.unit():
        alias = Page.objects.get(pk=secret.pk).specific.create_alias(parent=place)
    at_work.convert_alias(alias)
    assert row(alias) is None
    assert alias.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN
    assert_sound()


def test_an_alias_under_a_foreign_locale_is_not_public(newsroom):
    page = newsroom.page(title="Deutscher Text")
    with publications.unit():
        translation = page.copy_for_translation(newsroom.en, copy_parents=True, alias=True)
    assert translation.live
    assert row(translation) is None
    assert document(page)["translations"] == []
    assert_sound()


def test_a_live_release_under_an_embargo_is_not_public(newsroom):
    release = newsroom.release(title="Gesperrt")
    PressRelease.objects.filter(pk=release.pk).update(embargo_until=in_days(1))
    call_command("rebuild_publications")
    assert row(release) is None


def test_words_that_equal_a_private_page_s_draft_title_are_not_shown(newsroom, at_work):
    target = newsroom.page(title="Alt")
    at_work.restrict(target)
    text = f'<p>Mehr: <a linktype="page" id="{target.pk}">Neuer Titel</a></p>'
    newsroom.page(title="Verweis", body=[("rich_text", text)])
    at_work.edit(target, action="", title="Neuer Titel")
    assert "Neuer Titel" not in everything_shown()
    assert differences() == []


def test_a_private_page_at_an_old_address_can_be_read(newsroom, at_work):
    at_work.edit(newsroom.page(title="A", slug="x"), slug="y")
    at_work.restrict(newsroom.page(title="B", slug="x"))
    assert at_work.client.get("/de/x/").status_code == 200


def test_the_scheduler_finishes_marks(newsroom):
    page = newsroom.page(title="Alt")
    StandardPage.objects.filter(pk=page.pk).update(title="Neu")
    Pending.objects.create(kind="page", value=str(page.pk))
    call_command("publish_scheduled")
    assert document(page)["title"] == "Neu"
    assert_sound()


def test_the_scheduler_does_not_undo_an_edit_made_while_it_runs(newsroom):
    page = newsroom.page(title="Alt")
    Page.objects.filter(pk=page.pk).update(expire_at=in_days(-1))
    steps = transitions(in_days(0))
    fresh = Page.objects.get(pk=page.pk).specific
    fresh.title, fresh.expire_at = "Neu", in_days(5)
    with publications.unit():
        fresh.save_revision().publish()
    assert [step.perform() for step in steps] == [True]
    assert document(page)["title"] == "Neu"


def test_one_broken_page_does_not_stop_a_rebuild(newsroom, monkeypatch):
    newsroom.page(title="Kaputt")
    sound = newsroom.release(title="Heil")
    present_standard = StandardPresenter.present

    def fails_for_one(self, page, ctx):
        if page.title == "Kaputt":
            raise RuntimeError("broken")
        return present_standard(self, page, ctx)

    Publication.objects.all().delete()
    monkeypatch.setattr(StandardPresenter, "present", fails_for_one)
    with pytest.raises(CommandError, match="1 pages"):
        call_command("rebuild_publications")
    assert row(sound)


def test_an_introduction_changed_renews_its_own_page_only(newsroom, monkeypatch):
    releases = [newsroom.release(title=f"Meldung {number}") for number in range(5)]
    presented = []

    def counted(page, visibility):
        presented.append(page.pk)
        return present(page, visibility)

    monkeypatch.setattr("cms.delivery.flush.present", counted)
    with publications.unit():
        home = type(newsroom.home).objects.get(pk=newsroom.home.pk)
        home.intro = "Neu"
        home.save_revision().publish()
    assert not {release.pk for release in releases} & set(presented)
    assert_sound()


def test_a_comment_on_a_live_page_touches_nothing(newsroom, editor):
    page = newsroom.page(title="Seite")
    with publications.unit() as unit:
        Comment.objects.create(page=page, user=editor, text="?", contentpath="title", position="")
        assert not unit.touched


def test_a_savepoint_rolled_back_leaves_nothing_hidden(newsroom):
    page = newsroom.page(title="Seite")
    with publications.unit():
        try:
            with transaction.atomic():
                PageViewRestriction.objects.create(page=page, restriction_type="login")
                raise RuntimeError
        except RuntimeError:
            pass
    assert row(page)
    assert_sound()


def test_what_lies_above_modifies_a_document_and_is_no_update_of_it(newsroom):
    section = newsroom.section(title="Alt")
    child = newsroom.page(parent=section, title="Kind")
    before = row(child)
    with publications.unit():
        section.title = "Neu"
        section.save_revision().publish()
    assert row(child).modified_at > before.modified_at and row(child).updated_at == before.updated_at


def test_a_draft_translation_of_a_boilerplate_takes_nothing_away(newsroom):
    boilerplate = BoilerplateFactory(live=True)
    BoilerplateWordingFactory(boilerplate=boilerplate)
    release = newsroom.release(title="R", boilerplates=[PressReleaseBoilerplate(boilerplate=boilerplate)])
    translation = newsroom.translate(release, title="E")
    with publications.unit():
        draft = boilerplate.copy_for_translation(newsroom.en)
        draft.live = False
        draft.save()
    assert document(translation)["boilerplates"]
    assert_sound()


def test_a_page_with_a_long_address_can_be_renamed(newsroom, at_work):
    section = newsroom.section(title="S", slug="s" * 150)
    page = newsroom.page(parent=section, title="P", slug="p" * 150)
    at_work.edit(page, slug="neu")
    assert row(page).path.endswith("/neu/")
    assert not Redirect.objects.exists()


def test_an_editor_s_own_redirect_is_not_overwritten(newsroom, at_work):
    page, other = newsroom.page(title="A", slug="a"), newsroom.page(title="B")
    Redirect.objects.create(old_path="/de/a", redirect_page=other)
    at_work.edit(page, slug="neu")
    assert Redirect.objects.get(old_path="/de/a").redirect_page_id == other.pk


def test_two_pages_that_swap_addresses_leave_no_redirect_astray(newsroom, anybody):
    pages = {slug: newsroom.page(title=slug, slug=slug) for slug in ("x", "y")}
    with publications.unit():
        for name, slug in (("x", "t"), ("y", "x"), ("x", "y")):
            page = StandardPage.objects.get(pk=pages[name].pk)
            page.slug = slug
            page.save_revision().publish()
    assert_sound()
    with publications.unit():
        StandardPage.objects.get(pk=pages["x"].pk).unpublish()
    assert anybody.get("/de/y/").status_code == 404


def test_an_editor_s_redirect_works_outside_the_languages(newsroom, anybody):
    Redirect.add_redirect("/kampagne/", redirect_to=newsroom.page(title="Ziel", slug="ziel"))
    assert anybody.get("/kampagne/").headers["Location"] == "/de/ziel/"
    assert anybody.get("/kampagne.php").status_code == 404


def test_the_address_of_the_search_cannot_be_taken(newsroom, at_work):
    url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", newsroom.home.pk))
    data = data_at(at_work.client, url) | {"title": "Suche", "slug": "suche"}
    response = at_work.post(url, data | {"action-publish": "1"}, accepted=False)
    assert "slug" in response.context["form"].errors
    assert not StandardPage.objects.filter(slug="suche").exists()


def test_a_document_without_a_hash_can_be_fetched(newsroom, anybody):
    file = DocumentFactory()
    with publications.unit():
        type(file).objects.filter(pk=file.pk).update(file_hash="")
    file.refresh_from_db()
    newsroom.page(title="V", body=[("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')])
    assert anybody.get(file.url).status_code == 200


def test_a_draft_costs_no_entry_and_no_number(newsroom, at_work):
    page, log = newsroom.page(title="Seite"), Log()
    at_work.edit(page, action="", title="Entwurf")
    assert log.entries() == []


def private_alias(newsroom, at_work):
    """An alias in the open section of a page in a private one."""
    private, public = newsroom.section(title="Intern"), newsroom.section(title="Offen")
    source = newsroom.page(parent=private, title="Vertraulich")
    at_work.restrict(private)
    with publications.unit():
        alias = Page.objects.get(pk=source.pk).specific.create_alias(parent=public)
    return source, public, alias


def test_the_copy_of_an_alias_of_a_private_page_is_private(newsroom, at_work):
    _source, public, alias = private_alias(newsroom, at_work)
    copy = at_work.copy(public, newsroom.home, copy_subpages="on", publish_copies="on")
    assert row(copy.get_children().get()) is None
    assert row(at_work.copy(Page.objects.get(pk=alias.pk), newsroom.home, publish_copies="on")) is None
    assert "Vertraulich" not in everything_shown()
    assert_sound()


def test_a_copy_keeps_the_stricter_restriction_of_a_child(newsroom, at_work):
    group = Group.objects.create(name="Beirat")
    section = newsroom.section(title="Intern")
    child = newsroom.page(parent=section, title="Strenger")
    at_work.restrict(section)
    at_work.restrict(child, "groups", [group.pk])
    copy = at_work.copy(section, newsroom.home, copy_subpages="on", publish_copies="on")
    translation = copy.get_children().get()
    assert translation.view_restrictions.get(restriction_type="groups").groups.get() == group
    inside = at_work.copy(Page.objects.get(pk=child.pk), copy, publish_copies="on")
    assert inside.view_restrictions.get().groups.get() == group


def test_an_alias_stays_private_when_its_private_source_is_deleted(newsroom, at_work):
    source, _public, alias = private_alias(newsroom, at_work)
    at_work.delete(source)
    orphan = Page.objects.get(pk=alias.pk)
    assert (orphan.alias_of_id, orphan.live) == (None, False)
    at_work.edit(orphan.specific)
    assert row(orphan) is None
    assert_sound()


def test_a_private_source_and_its_alias_are_deleted_together(newsroom, at_work):
    source, public, alias = private_alias(newsroom, at_work)
    inside = newsroom.section(parent=public, title="Innen")
    at_work.restrict(inside)
    at_work.move(source, inside)
    at_work.delete(public)
    assert not Page.objects.filter(pk__in=[source.pk, alias.pk]).exists()
    assert_sound()


@pytest.mark.parametrize(
    "words",
    [
        "Geheimnis der Brücke",
        "Geh<b>eimnis</b> der Brücke",
        "GEHEIMNIS DER BRÜCKE",
        "das Geheimnis der Brücke!",
        "Geheimnis",
    ],
)
def test_the_title_of_a_page_that_is_not_public_is_no_link_s_words(newsroom, words):
    target = newsroom.page(title="Geheimnis der Brücke", live=False)
    page = newsroom.page(
        title="Verweis", body=[("rich_text", f'<p>Mehr: <a linktype="page" id="{target.pk}">{words}</a></p>')]
    )
    assert document(page)["body"][0]["html"] == "<p>Mehr: (nicht öffentlich)</p>"


def test_the_new_title_of_a_draft_is_no_link_s_words_either(newsroom, at_work):
    target = newsroom.page(title="Alt", live=False)
    page = newsroom.page(
        title="Verweis",
        body=[("rich_text", f'<p>Mehr: <a linktype="page" id="{target.pk}">Werk wird geschlossen</a></p>')],
    )
    assert "geschlossen" in everything_shown()
    at_work.edit(target, action="", title="Werk wird geschlossen")
    assert "geschlossen" not in document(page)["body"][0]["html"]
    assert_sound()


def test_an_event_s_translation_is_followed_by_documentations_that_show_it(newsroom, at_work):
    german = EventFactory(parent=newsroom.events, title="Nächstes Treffen")
    translation = newsroom.translate(german, title="Next meeting")
    meeting = EventFactory(parent=newsroom.events, title="Treffen")
    newsroom.translate(meeting, title="Meeting")
    dates = [DocumentationNextDate(event=german)]
    documentation = DocumentationFactory(parent=meeting, title="Dokumentation", next_dates=dates)
    english = newsroom.translate(documentation, title="Minutes")
    assert document(english)["next_dates"][0]["page"]["title"] == "Next meeting"
    at_work.edit(german, state="cancelled")
    assert document(translation)["state"] == "cancelled"
    assert document(english)["next_dates"][0]["state"] == "cancelled"
    assert_sound()


@pytest.mark.parametrize("path", ["//[x", "//a:b@[::1", "/\t/[x", "/\r/[x/"])
def test_an_address_that_is_none_is_a_404(newsroom, anybody, path):
    assert anybody.generic("GET", "/", PATH_INFO=path).status_code == 404


def test_a_draft_whose_programme_is_unfinished_can_be_previewed(newsroom, at_work):
    event = EventFactory(parent=newsroom.events, title="Treffen", live=False)
    event.programme = [("item", {"starts_at": None, "title": "Noch offen", "people": []})]
    event.save_revision(clean=False)
    url = reverse("wagtailadmin_pages:view_draft", args=(event.pk,))
    assert at_work.client.get(url).status_code == 200


def test_a_reader_of_a_private_page_gets_files_with_umlauts_in_their_names(newsroom, at_work):
    file = DocumentFactory(file=ContentFile(b"%PDF-1.4", name="Bericht_März.pdf"))
    page = newsroom.page(
        title="Verweis", slug="verweis", body=[("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')]
    )
    at_work.restrict(page)
    browser = Client()
    browser.force_login(UserFactory(is_superuser=False))
    html = browser.get("/de/verweis/").content.decode()
    address = html.split('href="/files/documents/')[1].split('"')[0].replace("&amp;", "&")
    assert browser.get(f"/files/documents/{address}").status_code == 200
    assert Client().get(f"/files/documents/{address.split('?')[0]}").status_code == 404


def test_more_aliases_than_a_statement_holds_conditions_can_be_hidden(newsroom, at_work):
    page = newsroom.page(title="Quelle")
    section = newsroom.section(title="Viele")
    with publications.unit():
        alias = page.create_alias(parent=section)
    nodes = [
        Page(
            **{
                field.attname: getattr(alias, field.attname)
                for field in Page._meta.concrete_fields
                if field.name not in {"id", "path", "slug", "url_path", "translation_key"}
            },
            path=Page._get_path(section.path, section.depth + 1, number + 2),
            slug=f"alias-{number}",
            url_path=f"{section.url_path}alias-{number}/",
        )
        for number in range(1100)
    ]
    Page.objects.bulk_create(nodes)
    Page.objects.filter(alias_of_id=page.pk).update(live=False)
    at_work.restrict(page)
    assert row(page) is None


def test_an_editor_s_redirect_counts_more_than_one_of_ours(newsroom, at_work, anybody):
    page, other = newsroom.page(title="A", slug="a"), newsroom.page(title="B", slug="b")
    at_work.edit(page, slug="neu")
    Redirect.objects.create(old_path="/de/a", site=newsroom.site, redirect_page=other)
    assert anybody.get("/de/a/").headers["Location"] == "/de/b/"
    Redirect.objects.create(old_path="/alt", redirect_link="https://example.org/alt")
    Redirect.objects.create(old_path="/alt?id=7", redirect_link="https://example.org/sieben")
    assert anybody.get("/alt/?id=7").headers["Location"] == "https://example.org/sieben"


def test_a_release_whose_embargo_was_set_by_code_is_shown_when_it_has_passed(newsroom):
    release = newsroom.release(title="Gesperrt")
    PressRelease.objects.filter(pk=release.pk).update(embargo_until=in_days(1))
    call_command("rebuild_publications")
    with time_machine.travel(in_days(2)):
        call_command("publish_scheduled")
        assert row(release)


@pytest.mark.django_db(transaction=True)
def test_what_must_not_be_seen_is_hidden_before_anything_is_drained(newsroom, monkeypatch):
    monkeypatch.setattr("cms.delivery.store.drain_soon", lambda: None)
    section, other = newsroom.section(title="Intern"), newsroom.page(title="Zurückgezogen")
    child, gone = newsroom.page(parent=section, title="Darunter"), newsroom.page(title="Gelöscht")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    other.unpublish()
    gone_id = gone.pk
    Page.objects.get(pk=gone_id).delete()
    assert [row(found) for found in (section.pk, child.pk, other.pk, gone_id)] == [None] * 4
    assert Pending.objects.exists()
    publications.drain()
    assert_sound()


def test_documents_put_into_a_private_collection_in_bulk_are_followed(newsroom, at_work, anybody):
    private = Collection.get_first_root_node().add_child(name="Privat")
    at_work.post(reverse("wagtailadmin_collections:set_privacy", args=(private.pk,)), {"restriction_type": "login"})
    file = DocumentFactory()
    page = newsroom.page(
        title="Verweis", body=[("rich_text", f'<p>Siehe <a linktype="document" id="{file.pk}">Datei</a>.</p>')]
    )
    at_work.bulk("add_to_collection", [file], collection=private.pk)
    assert "/files/" not in str(document(page)["body"])
    assert anybody.get(file.url).status_code == 404
    assert_sound()


def test_a_schedule_written_by_code_hides_a_live_page(newsroom):
    page = newsroom.page(title="Vorschnell")
    with publications.unit():
        page.go_live_at = in_days(1)
        page.save()
    assert row(page) is None
    assert_sound()


def test_the_groups_of_a_restriction_are_followed(newsroom, at_work):
    group = Group.objects.create(name="Beirat")
    section = newsroom.section(title="Intern")
    child = newsroom.page(parent=section, title="Vertraulich")
    at_work.restrict(child, "groups", [group.pk])
    copy = at_work.copy(section, newsroom.home, copy_subpages="on", publish_copies="on")
    translation = copy.get_children().get()
    member, stranger = UserFactory(is_superuser=False), UserFactory(is_superuser=False)
    member.groups.add(group)
    path = f"/de{translation.url_path.removeprefix(newsroom.home.url_path.rstrip('/'))}"
    for user, status in ((member, 200), (stranger, 302)):
        browser = Client()
        browser.force_login(user)
        assert browser.get(path).status_code == status


def test_an_address_that_no_database_keeps_is_refused_in_words(newsroom, at_work):
    section = newsroom.home
    for _depth in range(8):
        section = newsroom.section(parent=section, title="S", slug="s" * 250)
    url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", section.pk))
    data = data_at(at_work.client, url) | {"title": "T", "slug": "t" * 250}
    response = at_work.post(url, data | {"action-publish": "1"}, accepted=False)
    assert "slug" in response.context["form"].errors
    assert not StandardPage.objects.filter(title="T").exists()
