"""The report of imports in the admin, from which an editor works through the drafts."""

import pytest
from django.contrib.auth.models import Group, Permission

from cms.importer.admin import field_url
from cms.importer.models import Import
from events.models import EventPage, MeetingDocumentationPage
from press.models import PressRelease
from tests.factories import UserFactory
from tests.importer.conftest import SHIPPED

LIST = "/admin/importer/import/"


@pytest.fixture
def record(import_texts, newsroom) -> Import:
    import_texts(SHIPPED / "03-ohne-titel.txt")
    return Import.objects.get()


def mark_settled(client, finding):
    return client.post(f"/admin/imports/findings/{finding.pk}/mark-settled/")


def test_the_list_says_what_is_left(record, admin):
    html = admin.get(LIST).content.decode()
    assert "03-ohne-titel.txt" in html
    assert "3 Befunde offen" in html
    assert f"/admin/pages/{record.page_id}/edit/" in html


def test_every_finding_leads_to_its_field(record, admin):
    html = admin.get(f"{LIST}inspect/{record.pk}/").content.decode()
    page = PressRelease.objects.get()
    editor = admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    for field in ("title", "date", "issuer"):
        url = field_url(page, field)
        assert f'href="{url}"' in html
        assert f'id="{url.partition("#")[2]}"' in editor


def test_the_date_of_minutes_is_that_of_their_event(import_texts, newsroom):
    import_texts(SHIPPED / "04-runder-tisch.txt")
    url = field_url(MeetingDocumentationPage.objects.get(), "date")
    assert url.startswith(f"/admin/pages/{EventPage.objects.get(number=2).pk}/edit/#")
    assert url.endswith("starts_at-wrapper")


def test_a_settled_finding_is_left_no_more_and_stays_settled(record, admin, import_texts, editor):
    first = record.findings.get(code="title_missing")
    mark_settled(admin, first)
    first.refresh_from_db()
    assert first.settled_by == editor
    assert "2 Befunde offen" in admin.get(LIST).content.decode()
    import_texts(SHIPPED / "03-ohne-titel.txt")
    assert "2 Befunde offen" in admin.get(LIST).content.decode()
    mark_settled(admin, first)
    assert "3 Befunde offen" in admin.get(LIST).content.decode()


def test_who_may_not_edit_the_page_settles_nothing(record, client):
    group = Group.objects.create(name="Gäste")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    guest = UserFactory(is_superuser=False)
    guest.groups.add(group)
    client.force_login(guest)
    assert client.get(LIST).status_code == 200
    mark_settled(client, record.findings.first())
    assert not record.findings.exclude(settled_at=None).exists()


def test_the_record_itself_is_read_only(record, admin):
    for verb in ("edit", "delete"):
        admin.post(f"{LIST}{verb}/{record.pk}/", {"path": "gefälscht"})
    assert Import.objects.get().path == record.path


def test_a_refused_file_says_why(import_texts, newsroom, admin, tmp_path):
    (tmp_path / "leer.txt").write_bytes(b"")
    import_texts(tmp_path / "leer.txt")
    record = Import.objects.get()
    html = admin.get(f"{LIST}inspect/{record.pk}/").content.decode()
    assert "Die Datei ist leer." in html
    assert "Abgewiesen" in admin.get(LIST).content.decode()
