"""Rebuilding and checking the store."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from cms.delivery import publications, rebuild, registry
from cms.delivery.context import PageContext
from cms.delivery.models import Change, Pending, Publication
from cms.delivery.presenting import present
from cms.delivery.visibility import Visibility
from home.models import StandardPage
from press.models import PressReleaseTopic
from tests.factories import TopicFactory
from tests.store import Log, assert_sound, document, row

pytestmark = pytest.mark.databases("cms.delivery.store")


def check(capsys) -> str:
    with pytest.raises(CommandError):
        call_command("rebuild_publications", "--check")
    return capsys.readouterr().out


def test_a_rebuild_changes_nothing_when_nothing_changed(newsroom):
    newsroom.release(title="Meldung")
    log, before = Log(), list(Publication.objects.order_by("pk").values())
    call_command("rebuild_publications")
    assert log.entries() == []
    assert list(Publication.objects.order_by("pk").values()) == before


def test_an_empty_store_is_made_anew(newsroom):
    release = newsroom.release(title="Meldung")
    before = row(release)
    Publication.objects.all().delete()
    call_command("rebuild_publications")
    assert row(release).hash == before.hash
    assert row(release).updated_at == before.updated_at
    assert_sound()


def test_the_check_names_what_differs_and_changes_nothing(newsroom, capsys):
    page, gone = newsroom.page(title="Alt"), newsroom.page(title="Weg")
    StandardPage.objects.filter(pk=page.pk).update(title="Neu", draft_title="Neu")
    StandardPage.objects.filter(pk=gone.pk).update(live=False)
    newsroom.page(title="Fehlt")
    Publication.objects.filter(title="Fehlt").delete()
    changes = Change.objects.count()
    shown = check(capsys)
    assert "/de/alt/: another document" in shown
    assert "/de/weg/: in the store, but not public" in shown
    assert "/de/fehlt/: public, but not in the store" in shown
    assert document(page)["title"] == "Alt"
    assert Change.objects.count() == changes


@pytest.mark.django_db(transaction=True)
def test_many_pages_are_checked_by_several_processes(newsroom, capsys, monkeypatch):
    monkeypatch.setattr(rebuild, "PARTS_WORTH_PROCESSES", 2)
    monkeypatch.setattr(rebuild, "BATCH", 2)
    with publications.unit():
        pages = [newsroom.page(title=f"Seite {number}") for number in range(6)]
    StandardPage.objects.filter(pk__in=[pages[0].pk, pages[5].pk]).update(title="Neu", draft_title="Neu")
    shown = check(capsys)
    assert "/de/seite-0/: another document" in shown and "/de/seite-5/: another document" in shown
    assert shown.count(": another document") == 2


def test_the_check_names_what_is_stored_beside_the_document(newsroom, capsys, monkeypatch):
    from home.presenters import StandardPresenter

    page, release = (
        newsroom.page(title="Seite"),
        newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=TopicFactory())]),
    )
    Publication.objects.filter(pk=row(page).pk).update(path="/de/anderswo/")
    row(release).filters.all().delete()
    row(release).sources.all().delete()
    shown = check(capsys)
    assert "/de/anderswo/: is now at /de/seite/" in shown
    assert f"{row(release).path}: other filters" in shown
    assert f"{row(release).path}: made from other things" in shown
    monkeypatch.setattr(StandardPresenter, "present", lambda self, page, ctx: [][0])
    assert "/de/anderswo/: cannot be presented: IndexError" in check(capsys)


def test_what_no_presenter_presents_and_filters_that_none_names_are_refused(newsroom, monkeypatch):
    visibility = Visibility(timezone.now())
    with pytest.raises(LookupError, match="Page has no presenter"):
        present(Page.objects.get(pk=newsroom.home.pk), visibility)
    with pytest.raises(LookupError, match="Page has no presenter"):
        PageContext(Page.objects.get(pk=newsroom.home.pk), visibility).common()
    release = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=TopicFactory())])
    monkeypatch.setattr(type(registry.presenter_for(type(release))), "filter_kinds", ())
    with pytest.raises(ValueError, match="filter_kinds lacks"):
        present(release, visibility)


def test_a_newer_presenter_is_reported_and_applied_without_a_log_entry(newsroom, capsys, monkeypatch):
    from home.presenters import StandardPresenter

    newsroom.page(title="Seite")
    version = StandardPresenter.version
    monkeypatch.setattr(StandardPresenter, "version", version + 1)
    assert f"presented by version {version} instead of {version + 1}" in check(capsys)
    log = Log()
    call_command("rebuild_publications")
    assert log.entries() == []
    assert_sound()


def test_marks_that_a_kill_left_are_finished(newsroom):
    page = newsroom.page(title="Alt")
    StandardPage.objects.filter(pk=page.pk).update(title="Neu")
    Pending.objects.create(kind="page", value=str(page.pk))
    call_command("rebuild_publications", "--pending")
    assert document(page)["title"] == "Neu"
    assert_sound()


def test_a_mark_that_cannot_be_worked_off_stays_and_stops_no_other(newsroom, monkeypatch):
    from home.presenters import StandardPresenter

    page, broken = newsroom.page(title="Gut"), newsroom.page(title="Kaputt")
    present = StandardPresenter.present

    def fails_for_one(self, found, ctx):
        if found.pk == broken.pk:
            raise RuntimeError("broken")
        return present(self, found, ctx)

    StandardPage.objects.filter(pk=page.pk).update(title="Besser")
    for found in (broken, page):
        Pending.objects.create(kind="page", value=str(found.pk))
    monkeypatch.setattr(StandardPresenter, "present", fails_for_one)
    with pytest.raises(CommandError, match="1 marks"):
        call_command("rebuild_publications", "--pending")
    assert document(page)["title"] == "Besser"
    assert Pending.objects.get().value == str(broken.pk)
