"""Rows 1, 2 and 6 of the fault matrix: no canary leaves by any public address, whoever asks."""

import json

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.content.models import EmbargoedPage
from cms.content.presenting import WEBP, image_path
from cms.delivery import publications, registry
from cms.delivery.models import Publication
from cms.outbox.models import Delivery
from cms.webhooks.models import Endpoint
from tests.colleagues import Colleague
from tests.delivery.due import scheduled
from tests.factories import DocumentFactory, ImageFactory, Newsroom, PressIndexFactory, TopicFactory, in_days, picture
from tests.files import addresses_of_old
from tests.leaks.surfaces import SURFACES, Canaries, leaks, nothing, patterns, told
from tests.page_types import made

ROLES = ["Redaktion", "Freigabe", "Übersetzung en", "Technik"]


def plant(newsroom) -> Canaries:
    """A page of every kind that is not public, with words and files that nothing else has."""
    canaries = Canaries()
    colours = iter(["red", "green", "blue", "gold", "black", "white", "pink", "orange"])

    def release(kind: str, **fields):
        word = f"canary{kind}"
        image = ImageFactory(title=f"{word}bild", caption=f"{word}unterschrift", file=picture(next(colours)))
        document = DocumentFactory(title=f"{word}datei")
        page = newsroom.release(
            title=f"{word}titel",
            slug=f"{word}slug",
            lead=f"{word}vorspann",
            image=[("image", {"image": image, "caption": f"{word}bildtext"})],
            body=[("rich_text", f"<p>{word}text</p>")],
            attachments=[("documents", {"files": [document]})],
            **fields,
        )
        remember(kind, page, image, document)
        return page

    def remember(kind: str, page, *files) -> None:
        canaries.pages[kind] = page
        canaries.words[kind] = [f"canary{kind}"]
        canaries.files[kind] = [file.url for file in files if hasattr(file, "url")]
        canaries.files[kind] += [f"/media/{file.file.name}" for file in files]
        canaries.files[kind] += [image_path(file, 480, WEBP) for file in files if hasattr(file, "width")]
        canaries.files[kind] += [address for file in files for address in addresses_of_old(file)]

    release("draft", live=False)
    release("embargo", embargo_until=in_days(1))
    release("expired", expire_at=in_days(-1))
    for model in registry.models_of(EmbargoedPage):
        word = f"canarytype{model._meta.model_name}"
        page = made(newsroom, model, title=f"{word}titel", slug=f"{word}slug", embargo_until=in_days(1))
        canaries.pages[word], canaries.words[word] = page, [word]
    later = scheduled(newsroom, in_days(1), title="canaryscheduledtitel", slug="canaryscheduledslug")
    remember("scheduled", later)
    changed = newsroom.release(title="Meldung, öffentlich", slug="meldung-oeffentlich")
    changed.title = "canarychangedtitel"
    changed.save_revision()
    canaries.words["changed"] = ["canarychanged"]
    with publications.unit():  # never public, so that no change tells of it
        secret = newsroom.section(title="canaryprivatetitel", slug="canaryprivateslug")
        child = newsroom.page(parent=secret, title="canarychildtitel", slug="canarychildslug")
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    remember("private", secret)
    press = PressIndexFactory(parent=secret, title="canaryinsidepresse", slug="canaryinsidepresse")
    release("inside", parent=press)
    remember("child", child)
    translation = canaries.pages["embargo"].copy_for_translation(newsroom.en, copy_parents=True)
    translation.title, translation.slug = "canaryenglishtitel", "canaryenglishslug"
    translation.save_revision()
    canaries.pages["translation"], canaries.words["translation"] = translation, ["canaryenglish"]
    links = "".join(f'<a linktype="page" id="{page.pk}">weiter</a>' for page in canaries.pages.values())
    newsroom.release(title="Meldung mit Verweisen", slug="meldung", body=[("rich_text", f"<p>{links}</p>")])
    TopicFactory(title="canarytopictitel")
    canaries.words["topic"] = ["canarytopic"]
    return canaries


def of_the_house(kind: str, surface: str) -> bool:
    """Somebody logged in may read pages for those logged in; people of the newsroom their files as well."""
    return kind in {"private", "child", "inside"} or surface in {"image", "document", "media"}


@pytest.fixture(scope="module")
def canaries(kept):
    newsroom = Newsroom()
    Endpoint.objects.create(name="Portal", contact="portal@example.org", address="https://example.org/")
    return plant(newsroom)


def test_every_public_address_has_a_canary_test():
    assert {name for name, _pattern in patterns()} == set(SURFACES)


def test_row_1_nothing_is_told_to_anybody(db, canaries, record_property):
    found, cells = leaks(Client(), canaries, may_see=nothing)
    record_property("matrix row 1", f"{len(found)} leaks of {cells} cells, anonymous")
    assert found == []


def test_row_1_the_files_of_what_is_not_public_are_not_served(db, canaries):
    for paths in canaries.files.values():
        for path in paths:
            assert Client().get(path).status_code == 404, path


def test_row_1_no_event_tells_of_what_is_not_public(db, canaries):
    events = [delivery.payload["event"] for delivery in Delivery.objects.filter(kind="webhook")]
    assert len(events) > 2
    said = json.dumps(events, ensure_ascii=False)
    told = [*canaries.all_words(), *(str(page.translation_key) for page in canaries.pages.values())]
    assert [one for one in told if one in said] == []


def test_row_1_what_is_not_public_is_counted_nowhere(db, canaries):
    answer = Client().get("/api/v1/press-releases?locale=de&limit=100").json()
    assert {item["title"] for item in answer["items"]} == {"Meldung, öffentlich", "Meldung mit Verweisen"}
    for word in canaries.all_words():
        hits = Client().get("/api/v1/search", {"q": f"{word}titel", "locale": "de"})
        assert hits.status_code == 200
        assert hits.json()["items"] == []


@pytest.mark.parametrize("role", [*ROLES[:2], *(pytest.param(role, marks=pytest.mark.matrix) for role in ROLES[2:])])
def test_row_2_nothing_is_told_to_any_role_on_a_public_address(db, canaries, role, record_property):
    found, cells = leaks(Colleague(role).client, canaries, may_see=of_the_house)
    record_property("matrix row 2", f"{len(found)} leaks of {cells} cells, {role}")
    assert found == []


def test_row_6_a_link_to_what_is_not_public_says_neither_address_nor_title(db, canaries, record_property):
    linking = Publication.objects.get(title="Meldung mit Verweisen")
    of_it = [linking.path, f"/api/v1/press-releases/{linking.key}?locale=de"]
    naming_it = ["/de/presse/", "/api/v1/press-releases?locale=de", "/api/v1/search?locale=de&q=Meldung"]
    found = 0
    for address in [*of_it, *naming_it, "/de/suche/?q=Meldung"]:
        status, answer = told(Client(), address)
        assert status == 200 and "Meldung mit Verweisen" in answer
        found += answer.count("canary")
    record_property("matrix row 6", f"{found} leaks by links to {len(canaries.pages)} pages that are not public")
    assert found == 0
