import datetime
import re
import stat
from collections import Counter

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from cms.content.models import (
    Audience,
    Boilerplate,
    ContactPoint,
    CustomImage,
    Menu,
    Organisation,
    Person,
    SiteTexts,
    Topic,
    Venue,
)
from cms.content.plain_text import plain_text
from cms.delivery.models import Change, Publication
from cms.demo import accounts
from cms.demo.newsroom import key_of
from tests.conftest import SAMPLES
from tests.demo.conftest import load_demo, written
from tests.shapes import empty_texts

# With --dist loadgroup all run in one process, and the demo is loaded once.
pytestmark = pytest.mark.django_db

SOURCE = settings.LANGUAGE_CODE
MIN_NUMBERS = {
    "press-releases": 8,
    "practice-reports": 4,
    "event-series": 2,
    "events": 8,
    "meeting-documentations": 4,
    "pages": 12,
}


def document(key: str, locale: str = SOURCE) -> dict:
    return Publication.objects.get(key=key_of("page", key), locale=locale).document


def quotes(key: str, locale: str = SOURCE) -> dict[str, str]:
    """Who is quoted in a release, with the function shown."""
    people = [block["person"] for block in document(key, locale)["body"] if block["type"] == "quote"]
    return {person["name"]: person["function"] for person in people}


def test_there_is_as_much_of_everything_as_promised(demo):
    counted = Counter(Publication.objects.filter(locale=SOURCE).values_list("type", flat=True))
    assert {kind: counted[kind] >= least for kind, least in MIN_NUMBERS.items()} == dict.fromkeys(MIN_NUMBERS, True)


NOT_PUBLIC = {"sperrfrist", "abgelaufen", "zurueckgezogen"}


def test_every_page_made_is_public_but_for_those_on_which_time_works(demo):
    written = Page.objects.filter(depth__gt=1, locale__language_code__in=[SOURCE, "en"])
    hidden = written.exclude(pk__in=Publication.objects.visible().values("page_id"))
    assert set(hidden.values_list("translation_key", flat=True)) == {key_of("page", key) for key in NOT_PUBLIC}


def test_the_release_under_embargo_goes_live_by_itself_in_ten_minutes(demo):
    page = Page.objects.get(translation_key=key_of("page", "sperrfrist"), locale__language_code=SOURCE)
    moment = page.scheduled_revision.approved_go_live_at
    assert datetime.timedelta(minutes=5) < moment - timezone.now() <= datetime.timedelta(minutes=10)
    with time_machine.travel(moment), transaction.atomic():
        call_command("publish_scheduled")
        assert document("sperrfrist")["title"]
        assert document("sperrfrist", "en")["translation"]["status"] == "current"
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/de/presse/programm-zahlt-sprachkurse/", ["zurückgezogen", "Richtlinie"]),
        ("/en/press/programme-pays-for-language-courses/", ["withdrawn", "not in force yet"]),
    ],
)
def test_the_withdrawn_release_says_so_at_its_address_and_why(demo, path, words):
    answer = Client().get(path)
    assert answer.status_code == 410
    assert all(word in answer.content.decode() for word in words)


def test_somebody_is_there_in_every_role(demo):
    groups = {
        user.username: sorted(group.name for group in user.groups.all()) for user in get_user_model().objects.all()
    }
    assert groups == {
        "redaktion": ["Redaktion"],
        "freigabe": ["Freigabe"],
        "uebersetzung": [f"Übersetzung {language}" for language in ("ar", "de-simple", "en", "fr", "uk")],
        "technik": [],
    }


def test_every_page_is_there_in_german(demo):
    german = set(Publication.objects.filter(locale=SOURCE).values_list("key", flat=True))
    assert set(Publication.objects.values_list("key", flat=True)) == german


def test_every_page_is_there_in_english(demo):
    german = Publication.objects.filter(locale=SOURCE).values_list("key", flat=True)
    assert set(Publication.objects.filter(locale="en").values_list("key", flat=True)) == set(german)


def test_english_snippets_are_complete(demo):
    for model in (Topic, Audience, Organisation, Venue, Person, ContactPoint, Boilerplate, SiteTexts, Menu):
        counted = Counter(model.objects.values_list("locale__language_code", flat=True))
        assert counted["en"] == counted[SOURCE] > 0, model


def test_no_venue_is_described_in_broken_lines(demo):
    assert not any("\n" in venue.directions + venue.accessibility for venue in Venue.objects.all())


def test_no_page_is_an_alias(demo):
    assert not Page.objects.exclude(alias_of=None).exists()


def test_every_stream_passes_the_checks_of_the_editors_form(demo):
    for page in Page.objects.filter(depth__gt=1).specific():
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(page, field.name))


def test_a_quote_shows_the_function_of_its_day(demo):
    assert quotes("eroeffnung") == {
        "Dr. Helene Marwitz": "Geschäftsführerin",
        "Jonas Ahrendt": "Leiter",
    }
    assert quotes("bilanz")["Jonas Ahrendt"] == "Geschäftsführer"
    assert quotes("gesetz", "en")["Jonas Ahrendt"] == "Managing Director"


def test_a_release_keeps_the_wording_of_its_day(demo):
    (before,), (after,) = document("eroeffnung")["boilerplates"], document("bilanz")["boilerplates"]
    assert before["organisation"] == after["organisation"]
    assert before["html"] != after["html"]
    assert "Zweckverband" in after["html"]


def test_releases_name_events_files_and_corrections(demo):
    releases = [row.document for row in Publication.objects.filter(type="press-releases", locale=SOURCE)]
    for part in ("related_events", "files", "corrections", "topics", "image", "press_contact", "boilerplates"):
        assert any(release[part] for release in releases), part


def test_the_states_of_events_are_all_there(demo):
    events = Publication.objects.filter(type="events", locale=SOURCE)
    assert {event.document["state"] for event in events} == {"held", "cancelled", "invited", "save-the-date"}
    assert any(event.document["online"] for event in events)


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        (SOURCE, "Presse"),
        ("en", "Press"),
        ("fr", "Presse"),
        ("uk", "Преса"),
        ("ar", "الصحافة"),
        ("de-simple", "Nachrichten"),
    ],
)
def test_every_language_has_menus_and_a_front_page(demo, locale, word):
    answer = Client().get(f"/{locale}/")
    assert answer.status_code == 200
    assert f">{word}<" in re.sub(r"\s*([<>])\s*", r"\1", answer.content.decode())


def test_links_in_english_texts_lead_to_english_pages(demo):
    pages = Publication.objects.filter(locale="en")
    links = [link for page in pages for text in written(page.document) for link in re.findall(r'href="(/[^"]*)', text)]
    assert links
    assert all(link.startswith("/en/") for link in links)


def test_every_picture_says_what_it_shows_and_whose_it_is(demo):
    for image in CustomImage.objects.all():
        assert image.alt_text and image.caption and image.credit and image.licence_id
        assert image.file.size < 150_000
    german, english = document("wechsel")["image"], document("wechsel", "en")["image"]
    assert {field: german[field] != english[field] for field in ("alt", "caption", "credit")} == {
        "alt": True,
        "caption": True,
        "credit": True,
    }


def test_files_are_in_the_language_of_their_page(demo):
    papers = {locale: document("dienstag-im-kreishaus", locale)["files"][0]["path"] for locale in (SOURCE, "en")}
    assert "gute-praxis" in papers[SOURCE] and "good-practice" in papers["en"]


def test_files_are_pdfs(demo):
    (file,) = document("gesetz")["files"]
    answer = Client().get(file["path"])
    assert b"".join(answer).startswith(b"%PDF-")


def test_a_second_run_changes_nothing_and_says_the_passwords_again(demo):
    hashes = dict(Publication.objects.values_list("pk", "hash"))
    changes = Change.objects.count()
    again = load_demo()
    assert dict(Publication.objects.values_list("pk", "hash")) == hashes
    assert Change.objects.count() == changes
    assert "nothing was changed" in again
    assert [line for line in again.splitlines() if "redaktion" in line] == [
        line for line in demo.printed.splitlines() if "redaktion" in line
    ]


def test_the_passwords_are_kept_for_the_owner_only(demo):
    kept = demo.folder / "demo-login.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for line in kept.read_text().splitlines():
        name, password, _database = line.split(" ", 2)
        assert authenticate(username=name, password=password)
        assert f"{name}, password {password}" in demo.printed


def test_another_databases_passwords_are_kept_and_not_printed(demo, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    accounts.login_file().write_text("redaktion other-password other-database\n")
    get_user_model().objects.get(username="technik").delete()
    accounts.make_accounts()
    assert accounts.login_file().read_text().startswith("redaktion other-password other-database\ntechnik ")
    assert "other-password" not in load_demo()


def test_without_kept_passwords_it_says_how_to_set_new_ones(demo, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert "manage.py changepassword redaktion" in load_demo()


def test_the_editor_edits_pages_and_snippets_and_no_accounts(demo):
    client = Client()
    client.force_login(get_user_model().objects.get(username="redaktion"))
    release = Publication.objects.get(key=key_of("page", "bilanz"), locale=SOURCE).page_id
    for path in (f"pages/{release}/edit/", "snippets/content/boilerplate/add/", "images/", "documents/"):
        assert client.get(f"/admin/{path}").status_code == 200, path
    assert client.get("/admin/users/").status_code == 302


def test_what_the_editor_asks_for_is_a_draft_until_somebody_has_translated_and_approved_it(demo):
    client = Client()
    client.force_login(get_user_model().objects.get(username="redaktion"))
    original = Page.objects.get(translation_key=key_of("page", "geschichte"), locale__language_code=SOURCE)
    french = Locale.objects.get(language_code="fr")
    with transaction.atomic():
        asked = client.post(f"/admin/localize/submit/page/{original.pk}/", {"locales": [french.pk]})
        assert asked.status_code == 302
        assert not original.get_translation(french).live
        assert not Publication.objects.filter(key=original.translation_key, locale="fr").exists()
        transaction.set_rollback(True)


def test_the_site_has_the_public_address(demo):
    site = Site.objects.get()
    assert (site.root_url, site.is_default_site) == (settings.PUBLIC_URL, True)
    assert site.root_page.specific.title == "Regionalagentur Mittelwald"


def test_the_addresses_are_printed(demo):
    for path in (
        "/de/",
        "/en/",
        "/fr/",
        "/uk/",
        "/ar/",
        "/de-simple/",
        "/admin/",
        "/admin/translations/",
        "/api/v1/docs",
        "/api/v1/press-releases?locale=de",
    ):
        assert f"{settings.PUBLIC_URL}{path}\n" in demo.printed


@pytest.mark.samples
def test_no_sentence_is_taken_from_the_samples(demo):
    ours = " ".join(" ".join(written(row.document)) for row in Publication.objects.all())
    ours = plain_text(ours)
    taken = []
    for sample in SAMPLES.glob("*.txt"):
        text = " ".join(sample.read_text(encoding="utf-8").split())
        sentences = [part.strip(' \uf0b7•„“"') for part in re.split(r"(?<=[.!?:;])\s|\uf0b7|•| – ", text)]
        taken += [sentence for sentence in sentences if len(sentence) >= 40 and sentence in ours]
    assert taken == []


def test_what_is_absent_is_null(demo):
    for row in Publication.objects.all():
        assert [*empty_texts(row.document), *empty_texts(row.summary)] == [], row.path
