"""The table “What a page refers to” of what the store must hear, row by row."""

import datetime
import os
import subprocess
import sys

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, ReferenceIndex

from cms.content.models import ContactPoint, Organisation, SiteTexts
from cms.delivery import publications
from cms.delivery.flush import Flush
from cms.delivery.models import Pending, Publication
from events.models import DocumentationNextDate
from press.models import PressReleaseBoilerplate
from tests.admin import Admin
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactDirectoryFactory,
    ContactPointFactory,
    DocumentationFactory,
    EventFactory,
    EventSeriesFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    picture,
)
from tests.store import Log, assert_sound, database_address, document, everything_shown, row

pytestmark = pytest.mark.databases("cms.delivery.flush")


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def quote(person, text="Gesagt ist gesagt."):
    return [("quote", {"text": text, "person": person})]


def with_image(newsroom, image, **fields):
    return newsroom.release(title="Bebildert", image=[("image", {"image": image, "alt_text": ""})], **fields)


def test_a_snippet_saved_renews_every_document_made_from_it(newsroom, at_work):
    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)
    at_work.edit_snippet(issuer, name="Neu")
    assert document(release)["issuer"]["name"] == "Neu"
    assert row(release).filters.get(kind="organisation").label == "Neu"
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_a_snippet_saved_by_code_renews_documents_after_its_commit(newsroom):
    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)
    issuer.name = "Neu"
    issuer.save()
    assert document(release)["issuer"]["name"] == "Neu"
    assert_sound()


def test_a_function_changed_inside_its_person_renews_quotes(newsroom, at_work):
    person = PersonFactory(name="Kim Muster")
    function = PersonFunctionFactory(person=person, function="Leitung")
    release = newsroom.release(title="Zitiert", body=quote(person))
    at_work.edit_snippet(person, **{"functions-0-function": "Geschäftsführung"})
    function.refresh_from_db()
    assert document(release)["body"][0]["person"]["function"] == "Geschäftsführung"
    assert_sound()


def test_a_change_two_steps_away_is_followed(newsroom, at_work):
    organisation = OrganisationFactory(name="Kammer", short_name="")
    person = PersonFactory()
    PersonFunctionFactory(person=person, organisation=organisation)
    release = newsroom.release(title="Zitiert", body=quote(person))
    at_work.edit_snippet(organisation, short_name="HWK")
    assert document(release)["body"][0]["person"]["organisation"]["name"] == "HWK"
    assert_sound()


def test_a_child_of_a_snippet_that_is_saved_or_deleted_alone_renews_what_shows_it(newsroom):
    person = PersonFactory()
    function = PersonFunctionFactory(person=person, function="Leitung")
    release = newsroom.release(title="Zitat", body=quote(person))
    with publications.unit():
        function.function = "Vorsitz"
        function.save()
    assert document(release)["body"][0]["person"]["function"] == "Vorsitz"
    with publications.unit():
        function.delete()
    assert document(release)["body"][0]["person"]["function"] is None
    assert_sound()


def boilerplate_release(newsroom, **fields):
    boilerplate = BoilerplateFactory(live=True)
    BoilerplateWordingFactory(boilerplate=boilerplate, text="<p>Alter Wortlaut</p>")
    release = newsroom.release(boilerplates=[PressReleaseBoilerplate(boilerplate=boilerplate)], **fields)
    return release, boilerplate


def test_only_the_live_text_of_a_draftable_snippet_counts(newsroom, at_work):
    release, boilerplate = boilerplate_release(newsroom, title="Mit Hintergrund", live=False)
    at_work.edit_snippet(boilerplate, **{"wordings-0-text": draftail("Neuer Wortlaut")})
    at_work.edit(release)
    assert document(release)["boilerplates"][0]["html"] == "<p>Alter Wortlaut</p>"
    assert_sound()


def test_a_boilerplate_that_is_not_live_is_awaited(newsroom, at_work):
    boilerplate = BoilerplateFactory(live=False)
    BoilerplateWordingFactory(boilerplate=boilerplate, text="<p>Wortlaut</p>")
    release = newsroom.release(title="R", boilerplates=[PressReleaseBoilerplate(boilerplate=boilerplate)])
    assert document(release)["boilerplates"] == []
    at_work.edit_snippet(boilerplate, action="action-publish")
    assert document(release)["boilerplates"][0]["html"] == "<p>Wortlaut</p>"
    assert_sound()


def draftail(text: str) -> str:
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(features=["bold"]).from_database_format(f"<p>{text}</p>")


DELETES = """
import django
django.setup()
from cms.content.models import Organisation
from cms.delivery.keeping import StillShownError
from cms.delivery.models import Publication
try:
    Organisation.objects.get(name="Beständig").delete()
except StillShownError:
    print("refused")
"""


@pytest.mark.django_db(transaction=True)
def test_a_deletion_is_refused_in_a_process_that_has_not_migrated(newsroom, settings):
    release = newsroom.release(title="Bleibt", issuer=OrganisationFactory(name="Beständig"))
    done = subprocess.run(
        [sys.executable, "-c", DELETES],
        env={**os.environ, "DATABASE_URL": database_address(settings), "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "refused", done.stderr
    assert document(release)["issuer"]["name"] == "Beständig"
    assert_sound()


def test_an_image_with_another_file_has_another_address(newsroom, at_work):
    image = ImageFactory()
    release = with_image(newsroom, image)
    before = document(release)["image"]["sources"][0]["path"]
    with publications.unit():
        image.file = picture("orange")
        image.save()
    after = document(release)["image"]["sources"][0]["path"]
    assert before != after
    assert at_work.client.get(before).headers["Location"] == after
    assert at_work.client.get(after).status_code == 200
    assert_sound()


def test_an_image_s_texts_and_focal_point_are_followed(newsroom):
    image = ImageFactory(caption="")
    release = with_image(newsroom, image)
    before = document(release)["image"]["sources"][0]["path"]
    with publications.unit():
        image.caption = "Neu beschrieben"
        image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 10, 20, 5, 5
        image.save()
    assert document(release)["image"]["caption"] == "Neu beschrieben"
    assert document(release)["image"]["sources"][0]["path"] != before
    assert_sound()


def test_images_put_into_a_private_collection_in_bulk_are_followed(newsroom, at_work):
    private = Collection.get_first_root_node().add_child(name="Privat")
    at_work.post(reverse("wagtailadmin_collections:set_privacy", args=(private.pk,)), {"restriction_type": "login"})
    image = ImageFactory()
    release = with_image(newsroom, image)
    at_work.bulk("add_to_collection", [image], collection=private.pk)
    assert document(release)["image"] is None
    assert_sound()


def test_contacts_put_in_another_order_are_followed(newsroom, at_work):
    contacts = [ContactPointFactory(name=name, sort_order=order) for order, name in enumerate("ABC")]
    directory = ContactDirectoryFactory(parent=newsroom.home, title="Kontakt")
    assert [contact["name"] for contact in document(directory)["contacts"]] == ["A", "B", "C"]
    at_work.reorder_snippet(contacts[2], 0)
    assert [contact["name"] for contact in document(directory)["contacts"]] == ["C", "A", "B"]
    assert_sound()


def test_a_new_contact_is_in_the_directory(newsroom, at_work):
    directory = ContactDirectoryFactory(parent=newsroom.home, title="Kontakt")
    at_work.create_snippet(ContactPoint, name="Auskunft")
    assert [contact["name"] for contact in document(directory)["contacts"]] == ["Auskunft"]
    assert_sound()


def test_a_link_is_there_while_its_target_is_public(newsroom, at_work):
    target = newsroom.page(title="Streng Geheim", live=False)
    anchor = f'<a linktype="page" id="{target.pk}">'
    text = f"<p>Mehr {anchor}dazu</a>, {anchor}Streng Geheim</a></p>"
    page = newsroom.page(title="Verweis", body=[("rich_text", text)])
    assert document(page)["body"][0]["html"] == "<p>Mehr dazu, (nicht öffentlich)</p>"
    assert "Streng" not in everything_shown()
    at_work.edit(target)
    assert '<a href="/de/streng-geheim/">dazu</a>' in document(page)["body"][0]["html"]
    assert_sound()
    at_work.edit(target, slug="anders")
    assert '<a href="/de/anders/">dazu</a>' in document(page)["body"][0]["html"]
    assert_sound()
    at_work.unpublish(target)
    assert "<a" not in document(page)["body"][0]["html"]
    assert_sound()
    at_work.delete(target)
    assert "<a" not in document(page)["body"][0]["html"]
    assert_sound()


def test_a_translation_is_named_while_it_is_public(newsroom, at_work):
    page = newsroom.page(title="Seite")
    translation = newsroom.translate(page, title="Page", slug="page")
    named = {"id": str(page.translation_key), "type": "pages", "locale": "en", "title": "Page", "path": "/en/page/"}
    assert document(page)["translations"] == [named | {"url": "http://testserver/en/page/", "status": "current"}]
    at_work.edit(translation, title="Renamed")
    assert document(page)["translations"][0]["title"] == "Renamed"
    at_work.unpublish(translation)
    assert document(page)["translations"] == []
    assert_sound()


def test_series_event_and_documentation_follow_each_other(newsroom, at_work):
    series = EventSeriesFactory(parent=newsroom.events, title="Treffen")
    event = EventFactory(parent=series, title="3. Treffen", number=3)
    documentation = DocumentationFactory(parent=event, title="Dokumentation")
    later = EventFactory(
        parent=series, title="4. Treffen", number=4, starts_at=datetime.datetime(2024, 9, 4, tzinfo=datetime.UTC)
    )
    with publications.unit():
        documentation.next_dates = [DocumentationNextDate(event=later)]
        documentation.save_revision().publish()
    assert [link["page"]["title"] for link in document(series)["events"]] == ["4. Treffen", "3. Treffen"]
    assert document(event)["documentation"]["title"] == "Dokumentation"
    assert document(documentation)["next_dates"][0]["page"]["title"] == "4. Treffen"
    at_work.edit(series, title="Netzwerk")
    assert document(documentation)["series"]["title"] == "Netzwerk"
    assert row(documentation).filters.get(kind="series").label == "Netzwerk"
    at_work.edit(later, title="Viertes Treffen")
    assert document(documentation)["next_dates"][0]["page"]["title"] == "Viertes Treffen"
    at_work.delete(documentation)
    assert document(event)["documentation"] is None
    at_work.unpublish(event)
    assert [link["page"]["title"] for link in document(series)["events"]] == ["Viertes Treffen"]
    assert_sound()


def test_site_settings_reach_the_documents_that_use_them(newsroom, at_work):
    release = newsroom.release(title="Ohne eigenen Kontakt")
    assert document(release)["press_contact"] is None
    contact = ContactPointFactory(name="Pressestelle")
    at_work.create_snippet(SiteTexts, name="Agentur", press_contact=contact.pk)
    assert document(release)["press_contact"]["name"] == "Pressestelle"
    assert_sound()


def test_a_menu_names_public_pages_only(newsroom, at_work):
    from cms.content.models import Menu, MenuItem
    from cms.delivery.site_frame import site_frame_for

    page = newsroom.page(title="Seite")
    menu = Menu.objects.create(place="header", locale=newsroom.de)
    MenuItem.objects.create(menu=menu, page=page, locale=newsroom.de)
    assert [link.title for link in site_frame_for("de").header] == ["Seite"]
    at_work.unpublish(page)
    assert site_frame_for("de").header == []


def test_the_reference_index_is_not_needed(newsroom, at_work):
    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)
    ReferenceIndex.objects.all().delete()
    at_work.edit_snippet(issuer, name="Neu")
    assert document(release)["issuer"]["name"] == "Neu"


def test_more_dependants_than_a_unit_may_renew_are_marked_and_drained(newsroom, at_work, monkeypatch):
    monkeypatch.setattr("cms.delivery.flush.DEPENDANTS_IN_UNIT", 2)
    issuer = OrganisationFactory(name="Alt")
    releases = [newsroom.release(title=f"Meldung {number}", issuer=issuer) for number in range(5)]
    with publications.unit():
        issuer.name = "Neu"
        issuer.save()
    assert {document(release)["issuer"]["name"] for release in releases} == {"Neu"}
    assert_sound()


def test_a_dependant_that_cannot_be_presented_does_not_fail_another_s_save(newsroom, at_work, monkeypatch):
    from press.presenters import ReleasePresenter

    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)

    def fails(self, page, ctx):
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(ReleasePresenter, "present", fails)
        at_work.edit_snippet(issuer, name="Neu")
    assert Organisation.objects.get().name == "Neu"
    assert Pending.objects.count() == 1
    publications.drain()
    assert document(release)["issuer"]["name"] == "Neu"
    assert Publication.objects.filter(page_id=release.pk).exists()
    assert_sound()


def test_a_dependant_that_breaks_after_it_was_written_is_told_of_to_nobody(newsroom, monkeypatch):
    section = newsroom.section(title="Rubrik", slug="alt")
    broken, sound = (newsroom.page(parent=section, title=name, slug=name) for name in ("kaputt", "heil"))
    log, told, write = Log(), [], Flush._write

    def breaks(flush, row, presented):
        written = write(flush, row, presented)
        if presented.page.pk == broken.pk:
            raise RuntimeError("broken")
        return written

    def listen(sender, written, changes, **_kwargs):
        told.append(({row.page_id for row in written}, {change.page_id for change in changes}))

    publications.publications_changed.connect(listen)
    with monkeypatch.context() as patched:
        patched.setattr(Flush, "_write", breaks)
        with publications.unit():
            section.slug = "neu"
            section.save_revision().publish()
    publications.publications_changed.disconnect(listen)
    assert told == [({section.pk, sound.pk},) * 2]
    assert sorted(log.entries()) == [("moved", "/de/neu/"), ("moved", "/de/neu/heil/")]
    assert document(broken)["path"] == "/de/alt/kaputt/"
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/de/alt", "/de/alt/heil"}
    assert publications.drain() == 0
    assert document(broken)["path"] == "/de/neu/kaputt/"
    assert_sound()
