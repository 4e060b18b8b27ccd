"""The words of boilerplates: as they are now in a draft, as they were in what has been published."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.test.utils.form_data import rich_text

from cms.content.models import Boilerplate, BoilerplateWording
from cms.delivery import publications
from cms.delivery.models import Publication
from press.models import FrozenWording, PressRelease, PressReleaseBoilerplate
from tests.admin import Admin
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    OrganisationFactory,
    UserFactory,
    in_days,
)
from tests.store import Log, assert_sound, document, row

OLD, NEW = "<p>Alter Wortlaut</p>", "<p>Neuer Wortlaut</p>"


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def boilerplate(text=OLD, **fields) -> Boilerplate:
    found = BoilerplateFactory(live=True, **fields)
    BoilerplateWordingFactory(boilerplate=found, text=text)
    return found


def links(*boilerplates):
    return [PressReleaseBoilerplate(boilerplate=one) for one in boilerplates]


def reword(found: Boilerplate, text=NEW) -> None:
    with publications.unit():
        for wording in BoilerplateWording.objects.filter(boilerplate=found):
            wording.text = text
            wording.save()


def shown(page) -> list[str]:
    return [one["html"] for one in document(page)["boilerplates"]]


def fresh(page) -> PressRelease:
    return PressRelease.objects.get(pk=page.pk)


def test_editing_a_wording_changes_no_published_release(newsroom, at_work):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    log, before = Log(), row(release).hash
    reword(words)
    assert shown(release) == [OLD]
    assert row(release).hash == before
    assert log.entries() == []
    at_work.edit_snippet(
        Boilerplate.objects.get(pk=words.pk), action="action-publish", **{"wordings-0-text": rich_text(NEW)}
    )
    assert log.entries() == []
    assert_sound()


def test_neither_deleting_a_wording_nor_its_end_nor_another_organisation_changes_it(newsroom, at_work):
    words = boilerplate(organisation=OrganisationFactory(name="Agentur"))
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    before = row(release).hash
    with publications.unit():
        words.organisation = OrganisationFactory(name="Andere")
        words.save()
        BoilerplateWording.objects.filter(boilerplate=words).delete()
        words.unpublish(set_expired=True)
    assert row(release).hash == before
    assert document(release)["boilerplates"][0]["organisation"]["name"] == "Agentur"
    assert_sound()


def test_a_link_in_frozen_words_goes_when_its_page_is_no_longer_public(newsroom, at_work):
    page = newsroom.page(title="Seite", slug="seite")
    release = newsroom.release(
        title="Meldung", boilerplates=links(boilerplate(f'<p>Mehr <a linktype="page" id="{page.pk}">dazu</a></p>'))
    )
    assert shown(release) == ['<p>Mehr <a href="/de/seite/">dazu</a></p>']
    at_work.unpublish(page)
    assert shown(release) == ["<p>Mehr dazu</p>"]
    assert_sound()


def test_a_draft_shows_the_present_wording_until_it_is_published(newsroom, at_work):
    words = boilerplate()
    release = newsroom.release(title="Entwurf", slug="entwurf", live=False, boilerplates=links(words))
    reword(words)
    assert not FrozenWording.objects.exists()
    preview = at_work.client.get(reverse("wagtailadmin_pages:view_draft", args=(release.pk,)))
    assert "Neuer Wortlaut" in preview.content.decode()
    at_work.edit(fresh(release))
    assert shown(release) == [NEW]
    reword(words, OLD)
    assert shown(release) == [NEW]
    preview = at_work.client.get(reverse("wagtailadmin_pages:view_draft", args=(release.pk,)))
    assert "Neuer Wortlaut" in preview.content.decode()


def test_under_embargo_nothing_is_frozen(newsroom):
    words = boilerplate()
    release = newsroom.release(title="Gesperrt", boilerplates=links(words), embargo_until=in_days(1))
    assert row(release) is None
    assert not FrozenWording.objects.filter(page=release).exists()


def test_later_revisions_keep_the_words_old_ones_included(newsroom, at_work):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    first = release.latest_revision
    reword(words)
    at_work.edit(fresh(release), title="Geändert")
    assert shown(release) == [OLD]
    with publications.unit():
        first.publish()
    assert document(release)["title"] == "Meldung"
    assert shown(release) == [OLD]
    assert_sound()


def test_unpublished_and_published_again_the_words_are_those_of_the_first_time(newsroom, at_work):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    at_work.unpublish(release)
    reword(words)
    at_work.edit(fresh(release))
    assert shown(release) == [OLD]


def test_a_boilerplate_added_later_is_frozen_then_and_a_removed_one_is_let_go(newsroom):
    first, second = boilerplate(), boilerplate("<p>Zweiter</p>")
    release = newsroom.release(title="Meldung", boilerplates=links(first))
    reword(first)
    with publications.unit():
        page = fresh(release)
        page.boilerplates = [*page.boilerplates.all(), *links(second)]
        page.save_revision().publish()
    reword(second)
    assert shown(release) == [OLD, "<p>Zweiter</p>"]
    with publications.unit():
        page = fresh(release)
        page.boilerplates = [link for link in page.boilerplates.all() if link.boilerplate_id == second.pk]
        page.save_revision().publish()
    assert shown(release) == ["<p>Zweiter</p>"]
    assert FrozenWording.objects.get().boilerplate == second
    assert_sound()


def test_a_boilerplate_published_after_the_release_is_frozen_when_it_first_shows(newsroom):
    words = boilerplate()
    with publications.unit():
        words.unpublish()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    assert shown(release) == []
    with publications.unit():
        words.save_revision().publish()
    assert shown(release) == [OLD]
    reword(words)
    assert shown(release) == [OLD]
    assert_sound()


def test_a_copy_is_frozen_with_the_words_of_its_own_first_day(newsroom, at_work):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    reword(words)
    copy = at_work.copy(release, newsroom.press, publish_copies="on")
    assert (shown(release), shown(copy)) == ([OLD], [NEW])
    assert_sound()


def test_an_alias_shows_the_words_of_its_source(newsroom):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    reword(words)
    with publications.unit():
        alias = release.create_alias(parent=newsroom.press, update_slug="noch-einmal")
    assert shown(alias) == [OLD]
    assert_sound()


def test_a_translation_keeps_the_words_of_its_own_language(newsroom):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    with publications.unit():
        english = words.copy_for_translation(newsroom.en)
        [wording] = english.wordings.all()
        wording.text = "<p>Wording</p>"
        english.wordings = [wording]
        english.save()
        english.save_revision().publish()
    translation = newsroom.translate(release, title="Release")
    reword(english, "<p>Other wording</p>")
    assert (shown(release), shown(translation)) == ([OLD], ["<p>Wording</p>"])
    assert_sound()


def test_freezing_is_done_once(newsroom):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words, words))
    kept = FrozenWording.objects.get().pk
    log = Log()
    with publications.unit():
        publications.touch(publications.page_source(release.pk))
    assert FrozenWording.objects.get().pk == kept
    assert log.entries() == []


def test_what_cannot_be_committed_is_not_frozen(newsroom, monkeypatch):
    release = newsroom.release(title="Entwurf", live=False, boilerplates=links(boilerplate()))

    def fails(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.delivery.flush.Change.objects.bulk_create", fails)
    with pytest.raises(RuntimeError), publications.unit():
        release.get_latest_revision().publish()
    assert not FrozenWording.objects.exists()
    assert not Publication.objects.filter(page_id=release.pk).exists()


def test_an_editor_renews_the_wording_deliberately(newsroom, at_work, editor):
    words = boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    with publications.unit():
        alias = release.create_alias(parent=newsroom.press, update_slug="noch-einmal")
    reword(words)
    url = reverse("press_renew_wording", args=(release.pk,))
    edit = reverse("wagtailadmin_pages:edit", args=(release.pk,))
    assert url in at_work.client.get(edit).content.decode()
    assert "Alter Wortlaut" in at_work.client.get(url).content.decode()
    assert shown(release) == [OLD]
    at_work.post(url)
    assert (shown(release), shown(alias)) == ([NEW], [NEW])
    assert PageLogEntry.objects.get(action="treffpunkt.renew_wording").user == editor
    reword(words, "<p>Noch einer</p>")
    assert shown(release) == [NEW]
    assert_sound()


def test_who_may_not_publish_may_not_renew(newsroom, client):
    release = newsroom.release(title="Meldung", boilerplates=links(boilerplate()))
    group = Group.objects.create(name="Leserschaft")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=newsroom.home, permission=Permission.objects.get(codename="change_page")
    )
    user = UserFactory(is_superuser=False)
    user.groups.add(group)
    client.force_login(user)
    url = reverse("press_renew_wording", args=(release.pk,))
    assert url not in client.get(reverse("wagtailadmin_pages:edit", args=(release.pk,))).content.decode()
    client.post(url)
    assert FrozenWording.objects.exists()


def test_a_boilerplate_that_stands_in_a_published_release_cannot_be_deleted(newsroom, at_work):
    words, unused = boilerplate(), boilerplate()
    release = newsroom.release(title="Meldung", boilerplates=links(words))
    newsroom.release(title="Entwurf", live=False, boilerplates=links(unused))
    response = at_work.client.post(
        reverse(Boilerplate.snippet_viewset.get_url_name("delete"), args=(words.pk,)), follow=True
    )
    assert words.title in response.content.decode()
    assert Boilerplate.objects.filter(pk=words.pk).exists()
    url = reverse("wagtail_bulk_action", args=("content", "boilerplate", "delete"))
    assert at_work.client.post(f"{url}?id={words.pk}").status_code == 409
    assert Boilerplate.objects.filter(pk=words.pk).exists()
    with pytest.raises(ProtectedError):
        words.delete()
    at_work.delete_snippet(unused)
    assert not Boilerplate.objects.filter(pk=unused.pk).exists()
    at_work.delete(release)
    at_work.delete_snippet(words)
    assert not Boilerplate.objects.filter(pk=words.pk).exists()
    assert_sound()


def test_the_day_of_the_release_decides_which_wording_is_frozen(newsroom):
    words = BoilerplateFactory(live=True)
    BoilerplateWordingFactory(boilerplate=words, valid_from=datetime.date(2010, 1, 1), text=OLD)
    BoilerplateWordingFactory(boilerplate=words, valid_from=datetime.date(2020, 1, 1), text=NEW)
    release = newsroom.release(title="Meldung", date=datetime.date(2015, 6, 10), boilerplates=links(words))
    with publications.unit():
        page = fresh(release)
        page.date = datetime.date(2024, 6, 10)
        page.save_revision().publish()
    assert shown(release) == [OLD]
    assert_sound()
