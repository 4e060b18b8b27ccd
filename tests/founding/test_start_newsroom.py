"""An empty newsroom: what it has, what it keeps from the public, and that nothing there is changed."""

import io
import re
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page, Site

from cms.content.models import SiteTexts
from cms.delivery import publications
from cms.delivery.models import Publication
from cms.editorial.roles import front_pages
from cms.founding.notices import NOTICES
from cms.translation.models import Job, Term
from home.models import HomePage, StandardPage
from press.models import PressRelease
from tests.test_arrows import ROOT

pytestmark = pytest.mark.django_db


def start(**options: Any) -> str:
    out = io.StringIO()
    call_command("start_newsroom", **{"name": "Agentur Elbtal", "ask": False, **options}, stdout=out)
    return out.getvalue()


def titles() -> list[str]:
    return list(Publication.objects.visible().order_by("path").values_list("title", flat=True))


def everything() -> dict[str, Any]:
    """What a second run might change."""
    models = [Page, HomePage, StandardPage, Site, SiteTexts, Locale, Job, Term, Group, GroupPagePermission]
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    return {**rows, "users": list(get_user_model().objects.values())}


def test_the_front_page_and_empty_lists_are_public_at_once():
    start()
    assert titles() == ["Agentur Elbtal", "Gute Praxis", "Kontakt", "Presse", "Veranstaltungen"]
    page = Client().get("/de/")
    assert page.status_code == 200
    for title in ("Agentur Elbtal", "Presse", "Gute Praxis", "Veranstaltungen", "Kontakt"):
        assert title in page.content.decode()


def test_legal_pages_are_drafts_that_name_the_agency_and_the_facts_to_fill_in():
    start()
    pages = StandardPage.objects.order_by("path")
    assert [page.title for page in pages] == [notice.title for notice in NOTICES]
    for page in pages:
        assert not page.live
        assert Client().get(page.url).status_code == 404
        assert re.search(r"\[\w.+?\]", str(page.body))
    assert "Agentur Elbtal, [Rechtsform]" in str(pages[0].body)


def test_legal_pages_stand_at_the_foot_as_soon_as_they_are_published():
    start()
    assert "Impressum" not in Client().get("/de/").content.decode()
    with publications.unit():
        StandardPage.objects.get(title="Impressum").get_latest_revision().publish()
    assert "Impressum" in Client().get("/de/").content.decode()


def test_every_role_has_its_rights_and_every_language_its_translators():
    start(languages="de,en,ar")
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Redaktion", "Freigabe", "Technik", "Übersetzung de", "Übersetzung en", "Übersetzung ar",
    }  # fmt: skip
    for home in front_pages():
        held = set(GroupPagePermission.objects.filter(page=home).values_list("group__name", flat=True))
        assert held == {"Redaktion", "Freigabe", f"Übersetzung {home.locale.language_code}"}


def test_languages_wait_for_their_translators_and_show_nothing_meanwhile():
    start(languages="de,en")
    assert set(Publication.objects.values_list("locale", flat=True)) == {"de"}
    waiting = Job.objects.filter(locale__language_code="en").values_list("title", flat=True)
    assert set(waiting) == {"Agentur Elbtal", "Gute Praxis", "Kontakt", "Presse", "Veranstaltungen"}


def test_the_glossary_has_its_terms_in_the_languages_there_are():
    start(languages="de,en")
    term = Term.objects.get(term="Anerkennung")
    assert [one.text for one in term.translations.all()] == ["recognition"]


def test_the_administrator_logs_in_with_the_password_that_is_printed_once():
    printed = start(admin="leitung")
    [(name, password)] = re.findall(r"Administrator: (\w+), password (\S+) ", printed)
    assert authenticate(username=name, password=password).is_superuser
    assert "password" not in start(admin="leitung")


def test_the_administrator_chooses_a_password_by_the_link_of_a_mail_and_none_is_printed(mailoutbox):
    printed = start(mail="leitung@elbtal.example")
    assert "password " not in printed.replace("a password goes", "")
    [mail] = mailoutbox
    assert mail.to == ["leitung@elbtal.example"]
    [path] = re.findall(r"https?://[^/\s]+(/admin/password_reset/confirm/\S+)", mail.body)
    assert Client().get(path, follow=True).status_code == 200


def test_a_second_run_changes_nothing():
    start(languages="de,en")
    with publications.unit():
        home = HomePage.objects.get(locale__language_code="de")
        home.title = "Von Hand"
        home.save_revision().publish()
    before = everything()
    assert "nothing was changed" in start(name="Anders", languages="de,en", admin="zweite")
    assert everything() == before


def test_what_editors_took_away_does_not_come_back():
    start()
    Page.objects.get(title="Veranstaltungen").delete()
    Term.objects.all().delete()
    start()
    assert not Page.objects.filter(title="Veranstaltungen").exists()
    assert not Term.objects.exists()


def test_another_run_adds_a_language():
    start()
    assert "Waiting for translation: fr" in start(languages="fr")
    assert Group.objects.filter(name="Übersetzung fr").exists()
    assert Job.objects.filter(locale__language_code="fr").count() == 5


def test_pages_of_somebody_else_are_left_alone():
    root = Page.get_first_root_node()
    root.add_child(instance=Page(title="Schon da", slug="schon-da", locale=Locale.objects.get()))
    before = everything()
    with pytest.raises(CommandError, match="Schon da"):
        start()
    assert everything() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [({"languages": "de,xx"}, "xx"), ({"mail": "nobody"}, "nobody")],
)
def test_what_makes_no_sense_makes_nothing(options, said):
    before = everything()
    with pytest.raises(CommandError, match=said):
        start(**options)
    assert everything() == before


def test_an_account_that_administers_nothing_is_not_raised():
    get_user_model().objects.create_user("admin")
    with pytest.raises(CommandError, match="admin"):
        start()


def test_legacy_texts_can_be_imported_at_once():
    start()
    out = io.StringIO()
    call_command("import_texts", str(ROOT / "cms/importer/samples"), "--publish", stdout=out, stderr=io.StringIO())
    assert PressRelease.objects.filter(live=True).exists()
    assert PressRelease.objects.first().get_parent().title == "Presse"


@pytest.mark.parametrize(
    "command",
    [("rebuild_publications", "--check"), ("check_search",), ("rebuild_translations", "--check"), ("make_roles",)],
)
def test_every_check_is_content(command):
    start(languages="de,en")
    publications.drain()
    call_command(*command, stdout=io.StringIO())
