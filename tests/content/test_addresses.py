"""Addresses and file names in German ASCII, and how long an address follows its title."""

import json
import re
import unicodedata

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.content.addresses import GERMAN, file_name, is_proposed, slug_of
from cms.content.models import CustomDocument
from tests.factories import DocumentFactory, ImageFactory, picture


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Überblick: Straße & Größe", "ueberblick-strasse-groesse"),
        ("Fach\u00adkräfte\u00a0– heute", "fachkraefte-heute"),
        ("Où ça ?", "ou-ca"),
        ("Праця", "pratsya"),
        ("!?", ""),
    ],
)
def test_a_title_proposes_its_address_composed_or_not(title, slug):
    assert slug_of(title) == slug_of(unicodedata.normalize("NFD", title)) == slug


def test_a_number_behind_a_proposal_makes_it_no_other():
    assert is_proposed("ueben", "Üben") and is_proposed("ueben-2", "Üben")
    assert not is_proposed("ueben-heute", "Üben") and not is_proposed("", "")


def test_an_address_follows_the_title_until_the_first_publication(newsroom):
    page = newsroom.page(title="Ohne Titel (brief.txt)", live=False)
    assert page.slug == "ohne-titel-brieftxt"
    newsroom.page(title="Häuser")
    page.title = "Häuser"
    page.save_revision()  # as an editor's draft, which leaves the row as it is
    page.title = "Mühlen"
    revision = page.save_revision(clean=False)
    assert revision.content["slug"] == "muehlen"
    revision.publish()
    page.refresh_from_db()
    page.title = "Bäche"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Bäche", "muehlen")


def test_an_address_that_somebody_chose_stays(newsroom):
    page = newsroom.page(title="Mühlen", slug="wasserkraft", live=False)
    page.title = "Bäche"
    page.save()
    assert page.slug == "wasserkraft"


def test_the_form_spells_letters_out_while_the_title_is_typed(newsroom, admin_client):
    page = newsroom.page(live=False)
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).context["form"]
    spelt = json.loads(form.fields["slug"].widget.attrs["data-w-slug-formatters-value"])
    typed = unicodedata.normalize("NFD", "Öl") + "größe"
    for (pattern, _flags), spelling in spelt:
        typed = re.sub(pattern, spelling, typed)
    assert typed == "Oelgroesse" and len(spelt) > len(GERMAN)
    assert "w-sync#apply" in form.fields["title"].widget.attrs["data-action"]


def test_the_form_leaves_the_address_of_what_was_public_once(newsroom, admin_client):
    page = newsroom.page()
    page.unpublish()
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).context["form"]
    assert "w-sync#apply" not in form.fields["title"].widget.attrs.get("data-action", "")


def test_a_new_page_takes_a_free_address(newsroom):
    assert [newsroom.page(title="Größe").slug for _ in range(2)] == ["groesse", "groesse-1"]
    assert newsroom.page(title="!?").slug == "de"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_file_names_are_ascii(newsroom, form):
    name = unicodedata.normalize(form, "Übersicht Maße.pdf")
    assert file_name(name) == "Uebersicht Masse.pdf"
    file = DocumentFactory(file=ContentFile(b"Inhalt", name=name))
    assert file.filename == "Uebersicht_Masse.pdf"
    shot = picture()
    shot.name = unicodedata.normalize(form, "Grün.png")
    assert ImageFactory(file=shot).filename == "Gruen.png"


def test_a_new_file_saved_alone_takes_its_hash_and_size_along(newsroom):
    file = DocumentFactory()
    file.file = ContentFile(b"Anderer Inhalt", name="Spa\u0308ter.txt")
    file.save(update_fields=["file"])
    stored = CustomDocument.objects.get(pk=file.pk)
    assert (stored.filename, stored.file_size) == ("Spaeter.txt", 14)
    assert stored.version == file.version
