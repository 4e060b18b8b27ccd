"""The table “Pages” of what the store must hear, row by row, through the admin's own views."""

from contextlib import nullcontext

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Revision, Workflow, WorkflowPage, WorkflowTask

from cms.delivery import publications
from cms.delivery.admin_api import NOT_OFFERED
from cms.delivery.models import Change, Publication
from home.models import HomePage, SectionPage, StandardPage
from press.models import PressRelease
from tests.admin import Admin
from tests.factories import HomePageFactory, in_days
from tests.store import Log, assert_sound, document, everything_shown, row

pytestmark = pytest.mark.databases("cms.delivery.flush", "cms.delivery.store")


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def test_a_page_created_and_published_is_in_the_store(newsroom, at_work):
    log = Log()
    page = at_work.create(newsroom.home, StandardPage, title="Neu")
    assert row(page).path == "/de/neu/"
    assert ("published", "/de/neu/") in log.entries()
    assert_sound()


def test_a_page_created_for_a_later_moment_was_never_in_the_store(newsroom, at_work):
    log = Log()
    page = at_work.create(newsroom.home, StandardPage, title="Später", go_live_at=local(in_days(1)))
    assert not page.live
    assert log.entries() == []
    assert "Später" not in everything_shown()
    assert_sound()


def test_a_page_created_below_a_private_one_was_never_in_the_store(newsroom, at_work):
    section = newsroom.section(title="Intern")
    at_work.restrict(section)
    log = Log()
    at_work.create(section, StandardPage, title="Geheim")
    assert log.entries() == []
    assert "Geheim" not in everything_shown()
    assert_sound()


def test_an_edit_published_renews_the_page_and_those_that_name_it(newsroom, at_work):
    section = newsroom.section(title="Alt")
    child = newsroom.page(parent=section, title="Kind")
    log = Log()
    at_work.edit(section, title="Neu")
    assert document(section)["title"] == "Neu"
    assert document(child)["breadcrumbs"][-1]["title"] == "Neu"
    assert set(log.kinds()) == {"updated"}
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_a_revision_published_outside_a_unit_is_in_the_store_after_its_commit(newsroom):
    page = newsroom.page(title="Alt")
    page.title = "Neu"
    page.save_revision().publish()
    assert document(page)["title"] == "Neu"
    assert_sound()


def test_a_unit_that_fails_leaves_page_and_store_as_they_were(newsroom):
    page = newsroom.page(title="Alt")
    log = Log()
    with pytest.raises(RuntimeError), publications.unit():
        page.title = "Neu"
        page.save_revision().publish()
        raise RuntimeError
    assert document(page)["title"] == "Alt"
    assert log.entries() == []
    assert_sound()


def test_scheduling_a_draft_is_no_publication(newsroom, at_work):
    page = newsroom.page(title="Entwurf", live=False)
    log = Log()
    at_work.edit(page, go_live_at=local(in_days(2)))
    assert log.entries() == []
    assert row(page) is None
    assert_sound()


def test_scheduling_a_live_page_keeps_its_old_text(newsroom, at_work):
    page = newsroom.page(title="Heute")
    log = Log()
    at_work.edit(page, title="Morgen", go_live_at=local(in_days(1)))
    assert document(page)["title"] == "Heute"
    assert log.entries() == []
    assert_sound()


def test_scheduling_a_live_page_without_live_revision_takes_it_away(newsroom, at_work):
    page = newsroom.page(title="Eingespielt")
    Page.objects.filter(pk=page.pk).update(live_revision=None)
    log = Log()
    at_work.edit(page, title="Morgen", go_live_at=local(in_days(1)))
    assert row(page) is None
    assert log.kinds() == ["unpublished"]
    assert_sound()


def test_bulk_publish_unpublish_move_and_delete_are_followed(newsroom, at_work):
    section = newsroom.section(title="Ziel")
    pages = [newsroom.page(title=f"Bündel {number}", live=False) for number in range(3)]
    log = Log()
    at_work.bulk("publish", pages)
    assert log.kinds().count("published") == 3
    assert_sound()
    at_work.bulk("move", pages, chooser=section.pk)
    assert [row(page).path for page in pages] == [f"/de/ziel/buendel-{number}/" for number in range(3)]
    assert_sound()
    at_work.bulk("unpublish", pages)
    assert [row(page) for page in pages] == [None, None, None]
    assert_sound()
    at_work.bulk("publish", pages)
    log = Log()
    at_work.bulk("delete", pages)
    assert log.kinds().count("deleted") == 3
    assert "unpublished" not in log.kinds()
    assert_sound()


def test_a_workflow_approved_publishes(newsroom, at_work, editor):
    task = GroupApprovalTask.objects.create(name="Beirat")
    task.groups.add(Group.objects.create(name="Beirat"))
    workflow = Workflow.objects.create(name="Vier Augen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=newsroom.home)
    page = newsroom.page(title="Zur Freigabe", live=False)
    at_work.edit(page, action="action-submit")
    page.refresh_from_db()
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    log = Log()
    at_work.client.post(url, {"comment": ""})
    assert ("published", "/de/zur-freigabe/") in log.entries()
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_what_is_due_goes_live_each_on_its_own(newsroom, monkeypatch):
    pages = [newsroom.page(title=f"Fällig {number}", live=False) for number in range(3)]
    for page in pages:
        page.go_live_at = in_days(1)
        page.save_revision().publish()
    publish = Revision.publish

    def fails_for_one(revision, **kwargs):
        if revision.object_id == str(pages[1].pk):
            raise RuntimeError("broken")
        return publish(revision, **kwargs)

    monkeypatch.setattr(Revision, "publish", fails_for_one)
    with time_machine.travel(in_days(2)), pytest.raises(CommandError, match="1 transitions failed"):
        call_command("publish_scheduled")
    with time_machine.travel(in_days(2)):
        assert [row(page) is not None for page in pages] == [True, False, True]
        assert_sound()


@pytest.mark.django_db(transaction=True)
def test_expiry_is_to_the_second_and_logged_when_the_scheduler_comes(newsroom):
    page = newsroom.page(title="Befristet", expire_at=in_days(1))
    assert row(page)
    Page.objects.filter(pk=page.pk).update(expire_at=in_days(-1))
    Publication.objects.filter(page_id=page.pk).update(expires_at=in_days(-1))
    assert row(page) is None
    log = Log()
    call_command("publish_scheduled")
    assert log.entries() == [("unpublished", "/de/befristet/")]
    assert_sound()


def test_unpublishing_takes_the_page_away_and_leaves_its_children(newsroom, at_work):
    section = newsroom.section(title="Oben")
    child = newsroom.page(parent=section, title="Unten")
    log = Log()
    at_work.unpublish(section)
    assert row(section) is None
    assert row(child).path == "/de/oben/unten/"
    assert "Oben" not in [crumb["title"] for crumb in document(child)["breadcrumbs"]]
    assert ("unpublished", "/de/oben/") in log.entries()
    assert_sound()


def test_unpublishing_with_descendants_takes_all_away(newsroom, at_work):
    section = newsroom.section(title="Oben")
    child = newsroom.page(parent=section, title="Unten")
    at_work.unpublish(section, descendants=True)
    assert row(section) is None
    assert row(child) is None
    assert_sound()


def test_unpublishing_the_source_takes_its_aliases_away(newsroom, at_work):
    page = newsroom.page(title="Quelle")
    with publications.unit():
        alias = page.create_alias(parent=newsroom.section(title="Anderswo"))
    log = Log()
    at_work.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), {"unpublish_from_aliases": "on"})
    assert row(page) is None
    assert row(alias) is None
    assert log.kinds().count("unpublished") == 2
    assert_sound()


def test_a_public_child_of_a_draft_parent_does_not_name_it(newsroom, at_work):
    section = newsroom.section(title="Geplante Schließung", live=False)
    child = newsroom.page(parent=section, title="Kind")
    assert row(child)
    assert "Geplante Schließung" not in everything_shown()
    at_work.edit(section, action="action-publish")
    assert document(child)["breadcrumbs"][-1]["title"] == "Geplante Schließung"
    assert_sound()


def test_a_draft_saved_costs_the_store_nothing(newsroom, at_work, django_assert_num_queries):
    page = newsroom.page(title="Live")
    log = Log()
    at_work.edit(page, action="", title="Entwurf")
    assert log.entries() == []
    assert document(page)["title"] == "Live"
    page = Page.objects.get(pk=page.pk).specific
    page.title = "Noch ein Entwurf"
    with publications.unit() as unit:
        page.save_revision()
        assert not unit.touched
    assert_sound()


def test_a_new_slug_moves_the_page_and_everything_public_below(newsroom, at_work):
    section = newsroom.section(title="Alt", slug="alt")
    child = newsroom.page(parent=section, title="Kind", slug="kind")
    grandchild = newsroom.page(parent=child, title="Enkel", slug="enkel")
    draft = newsroom.page(parent=section, title="Entwurf", slug="entwurf", live=False)
    log = Log()
    at_work.edit(section, slug="neu")
    assert [row(page).path for page in (section, child, grandchild)] == [
        "/de/neu/",
        "/de/neu/kind/",
        "/de/neu/kind/enkel/",
    ]
    assert log.kinds().count("moved") == 3
    assert row(draft) is None
    assert_sound()


def test_a_new_slug_of_a_draft_parent_moves_its_public_children(newsroom, at_work):
    section = newsroom.section(title="Alt", slug="alt", live=False)
    child = newsroom.page(parent=section, title="Kind", slug="kind")
    at_work.edit(section, action="", slug="neu")
    section.refresh_from_db()
    assert row(child).path == f"/de/{section.slug}/kind/"
    with publications.unit():
        section.slug = "ganz-neu"
        section.save()
    assert row(child).path == "/de/ganz-neu/kind/"
    assert_sound()


def test_a_new_slug_of_the_front_page_changes_no_address(newsroom, at_work):
    page = newsroom.page(title="Seite", slug="seite")
    log = Log()
    at_work.edit(newsroom.home, slug="anders")
    assert row(page).path == "/de/seite/"
    assert "moved" not in log.kinds()
    assert_sound()


def test_moving_changes_addresses_and_what_is_public(newsroom, at_work):
    private, public = newsroom.section(title="Intern"), newsroom.section(title="Offen")
    page = newsroom.section(title="Seite", parent=public)
    child = newsroom.page(title="Kind", parent=page)
    at_work.restrict(private)
    at_work.move(page, private)
    assert row(page) is None
    assert row(child) is None
    assert_sound()
    at_work.move(page, newsroom.home)
    assert row(page).path == "/de/seite/"
    assert row(child).path == "/de/seite/kind/"
    log = Log()
    at_work.move(page, public)
    assert log.kinds().count("moved") == 2
    assert_sound()


def test_reordering_changes_lists_by_position_only(newsroom, at_work):
    section = newsroom.section(title="Liste")
    pages = [newsroom.page(parent=section, title=f"Punkt {number}") for number in range(3)]
    log = Log()
    at_work.reorder(pages[2], 0)
    assert [link["title"] for link in document(section)["pages"]] == ["Punkt 2", "Punkt 0", "Punkt 1"]
    assert log.entries() == [("updated", "/de/liste/")]
    assert_sound()


def test_deleting_logs_each_page_once_as_deleted(newsroom, at_work):
    section = newsroom.section(title="Weg")
    child = newsroom.page(parent=section, title="Auch weg")
    log = Log()
    at_work.delete(section)
    assert sorted(log.entries()) == [("deleted", "/de/weg/"), ("deleted", "/de/weg/auch-weg/")]
    assert row(section.pk) is None
    assert row(child.pk) is None
    assert_sound()


def test_deleting_the_front_page_empties_its_language(newsroom, at_work):
    newsroom.page(title="Seite")
    with publications.unit():
        Page.objects.get(pk=newsroom.home.pk).delete()
    assert not Publication.objects.filter(locale="de").exists()
    assert_sound()


def test_a_published_copy_is_in_the_store_with_its_own_children(newsroom, at_work):
    section = newsroom.section(title="Vorlage")
    newsroom.page(parent=section, title="Kind")
    copy = at_work.copy(section, newsroom.home, copy_subpages="on", publish_copies="on")
    assert row(copy).path == "/de/vorlage-kopie/"
    assert row(copy.get_children().get()).path == "/de/vorlage-kopie/kind/"
    assert_sound()


def test_a_copy_keeps_private_children_private(newsroom, at_work):
    section = newsroom.section(title="Vorlage")
    child = newsroom.page(parent=section, title="Vertraulich")
    at_work.restrict(child)
    copy = at_work.copy(section, newsroom.home, copy_subpages="on", publish_copies="on")
    translation = copy.get_children().get()
    assert translation.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN
    assert row(translation) is None
    assert "Vertraulich" not in everything_shown()
    assert_sound()


@pytest.mark.parametrize("in_unit", [True, False])
def test_a_copy_made_by_code_keeps_private_children_private(newsroom, at_work, in_unit):
    section = newsroom.section(title="Vorlage")
    at_work.restrict(newsroom.page(parent=section, title="Vertraulich"))
    newsroom.page(parent=section, title="Offen")
    with publications.unit() if in_unit else nullcontext():
        copy = Page.objects.get(pk=section.pk).copy(
            recursive=True, to=newsroom.home, update_attrs={"slug": "kopie", "title": "Kopie"}
        )
    publications.drain()
    secret, plain = Page.objects.get(pk=copy.pk).get_children().order_by("path")
    assert secret.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN
    assert row(secret) is None and row(plain).path == "/de/kopie/offen/"
    assert "Vertraulich" not in everything_shown()
    assert_sound()


def test_a_private_page_copied_by_code_is_restricted_once(newsroom, at_work):
    page = newsroom.page(title="Vertraulich")
    at_work.restrict(page)
    copy = Page.objects.get(pk=page.pk).copy(update_attrs={"slug": "kopie"})
    publications.drain()
    assert copy.view_restrictions.count() == 1 and row(copy) is None


def test_an_alias_converted_by_code_keeps_private(newsroom, at_work):
    section = newsroom.section(title="Intern")
    page = newsroom.page(parent=section, title="Vertraulich")
    at_work.restrict(section)
    with publications.unit():
        alias = page.create_alias(parent=newsroom.home)
    ConvertAliasPageAction(Page.objects.get(pk=alias.pk).specific).execute()
    publications.drain()
    assert alias.view_restrictions.count() == 1 and row(alias) is None
    assert_sound()


def test_a_copy_of_a_private_page_is_private(newsroom, at_work):
    page = newsroom.page(title="Vertraulich")
    at_work.restrict(page)
    copy = at_work.copy(page, newsroom.home, publish_copies="on")
    assert row(copy) is None
    assert_sound()


def test_an_alias_is_in_the_store_at_once(newsroom, at_work):
    page = newsroom.page(title="Quelle")
    section = newsroom.section(title="Anderswo")
    alias = at_work.copy(page, section, alias="on")
    assert alias.alias_of_id == page.pk
    assert row(alias).path == "/de/anderswo/quelle-kopie/"
    assert_sound()


def test_publishing_the_source_renews_its_aliases(newsroom, at_work):
    page = newsroom.page(title="Alt")
    with publications.unit():
        alias = page.create_alias(parent=newsroom.section(title="Anderswo"))
    at_work.edit(page, title="Neu")
    assert document(alias)["title"] == "Neu"
    assert_sound()


def test_an_alias_of_a_page_in_a_private_section_is_private(newsroom, at_work):
    section = newsroom.section(title="Intern")
    page = newsroom.section(parent=section, title="Vertraulich")
    newsroom.page(parent=page, title="Noch vertraulicher")
    with publications.unit():
        made = Page.objects.get(pk=page.pk).specific.create_alias(parent=newsroom.home, recursive=True)
    alias = Page.objects.get(pk=made.pk)
    assert row(alias)
    at_work.restrict(section)
    assert row(alias) is None
    assert row(alias.get_children().get()) is None
    assert "ertraulich" not in everything_shown()
    assert_sound()
    at_work.restrict(section, "none")
    assert row(alias.get_children().get())
    assert_sound()


@pytest.mark.parametrize("action", sorted(NOT_OFFERED))
def test_the_admin_s_api_leads_past_no_restriction(newsroom, at_work, action):
    section = newsroom.section(title="Intern")
    at_work.restrict(section)
    page = newsroom.page(parent=section, title="Vertraulich")
    with publications.unit():
        alias = page.create_alias(parent=newsroom.home)
    data = {"destination_page_id": newsroom.home.pk, "recursive": True, "keep_live": True, "locale": "en"}
    assert action in PagesAdminAPIViewSet.actions
    response = at_work.client.post(f"/admin/api/main/pages/{alias.pk}/action/{action}/", data)
    assert response.status_code == 404
    assert Page.objects.get(pk=alias.pk).alias_of_id == page.pk and "Vertraulich" not in everything_shown()
    assert_sound()


def test_a_converted_alias_goes_its_own_way(newsroom, at_work):
    page = newsroom.page(title="Quelle")
    with publications.unit():
        alias = page.create_alias(parent=newsroom.section(title="Anderswo"))
    at_work.convert_alias(alias)
    at_work.edit(page, title="Neu")
    assert document(alias)["title"] == "Quelle"
    assert_sound()


def test_a_release_under_embargo_is_scheduled_for_its_end(newsroom, at_work):
    press = newsroom.press
    log = Log()
    release = at_work.create(press, PressRelease, title="Gesperrt", embargo_until=local(in_days(1)))
    assert not release.live
    assert release.get_latest_revision().approved_go_live_at > in_days(0)
    assert log.entries() == []
    assert_sound()


def test_the_log_has_no_row_where_nothing_changed(newsroom, at_work):
    page = newsroom.page(title="Gleich")
    count = Change.objects.count()
    at_work.edit(page)
    assert Change.objects.count() == count
    assert_sound()


def test_pages_of_a_tree_without_site_are_not_public(newsroom):
    elsewhere = HomePageFactory(parent=newsroom.root, title="Ohne Site")
    assert row(elsewhere) is None
    assert HomePage.objects.count() == 3
    assert SectionPage.objects.count() == 0
    assert_sound()
