"""The rights that make_roles gives, in full: what a group has too much is no row of the table of permissions."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from cms.delivery import publications
from cms.editorial.models import FourEyesTask
from cms.editorial.roles import ADMINISTERED, PAGES, REVIEWING, TRANSLATORS_PAGES, make_roles
from tests.colleagues import Colleague
from tests.factories import HomePageFactory, UserFactory, locale

EDITORS, REVIEWERS, ENGINEERS, TRANSLATORS = "Redaktion", "Freigabe", "Technik", "Übersetzung en"
TERMS = {f"translation.{verb}_term" for verb in ("view", "add", "change", "delete")}
WRITERS = {"wagtailadmin.access_admin", "wagtail_localize.submit_translation", *TERMS}
TEACHING = {
    f"search.{verb}_{what}" for verb in ("view", "add", "change", "delete") for what in ("synonym", "promotion")
}
LEARNING = {*TEACHING, "search.view_asked"}


def rights(group: str) -> set[str]:
    found = Group.objects.get(name=group).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{name}" for app, name in found}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (EDITORS, {*WRITERS, *LEARNING}),
        (REVIEWERS, {*WRITERS, *LEARNING, "editorial.approve", "accreditation.view_embargolink"}),
        (TRANSLATORS, {"wagtailadmin.access_admin", *TERMS}),
    ],
)
def test_who_writes_has_these_rights_besides_those_on_snippets_and_no_others(newsroom, group, expected):
    assert {right for right in rights(group) if not right.startswith("content.")} == expected


def test_who_writes_originals_has_all_rights_on_snippets_and_who_translates_none(newsroom):
    verbs = ("view", "add", "change", "delete")
    assert {f"content.{verb}_person" for verb in verbs} <= rights(EDITORS)
    assert {right for right in rights(EDITORS) if right.startswith("content.publish_")} == {
        "content.publish_boilerplate"
    }
    assert {right for right in rights(TRANSLATORS) if right.startswith("content.")} == set()
    assert not {right for right in rights(EDITORS) if right.endswith(("_customimage", "_customdocument"))}


def test_who_administers_has_rights_on_no_text(newsroom):
    group = Group.objects.get(name=ENGINEERS)
    others = group.permissions.exclude(ADMINISTERED)
    assert [right.codename for right in others] == ["access_admin"]
    assert not GroupPagePermission.objects.filter(group=group).exists()
    assert not GroupCollectionPermission.objects.filter(group=group).exists()


@pytest.mark.parametrize(
    ("group", "verbs"),
    [
        (EDITORS, ("add", "change", "choose")),
        (REVIEWERS, ("add", "change", "choose")),
        (TRANSLATORS, ("choose",)),
    ],
)
def test_on_files_each_has_these_rights_and_no_others(newsroom, group, verbs):
    found = GroupCollectionPermission.objects.filter(group__name=group).values_list("permission__codename", flat=True)
    assert sorted(found) == sorted(f"{verb}_{file}" for verb in verbs for file in ("image", "document"))


@pytest.mark.parametrize(
    ("group", "homes", "names"),
    [
        (EDITORS, ("de", "en"), {"add_page", "change_page", "publish_page"}),
        (REVIEWERS, ("de", "en"), {"change_page", "publish_page", "lock_page", "unlock_page"}),
        (TRANSLATORS, ("en",), {"change_page"}),
        ("Übersetzung de", ("de",), {"change_page"}),
    ],
)
def test_on_pages_each_has_these_rights_below_these_front_pages_and_no_others(newsroom, group, homes, names):
    found = GroupPagePermission.objects.filter(group__name=group)
    rows = set(found.values_list("page__locale__language_code", "page_id", "permission__codename"))
    pages = {"de": newsroom.home.pk, "en": newsroom.home_en.pk}
    assert rows == {(home, pages[home], name) for home in homes for name in names}


def test_a_language_that_comes_gets_its_translators_and_the_others_their_rights_there(newsroom):
    french = newsroom.home.copy_for_translation(locale("fr"))
    found = GroupPagePermission.objects.filter(page=french).values_list("group__name", flat=True)
    assert set(found) == {EDITORS, REVIEWERS, "Übersetzung fr"}


def test_a_new_front_page_takes_no_rights_from_the_groups(newsroom):
    site, old = newsroom.site, newsroom.home
    home = HomePageFactory(parent=newsroom.root, title="Neue Startseite", slug="neu")
    with publications.unit():
        site.root_page = home.page_ptr
        site.save()
        for page in (newsroom.home_en, old):
            Page.objects.get(pk=page.pk).delete()
    found = GroupPagePermission.objects.values_list("group__name", "page_id", "permission__codename")
    names = {EDITORS: PAGES[EDITORS], REVIEWERS: PAGES[REVIEWERS], "Übersetzung de": TRANSLATORS_PAGES}
    assert set(found) == {(group, home.pk, name) for group, rights in names.items() for name in rights}


def test_a_site_without_groups_gets_none_by_a_new_front_page(newsroom):
    Group.objects.all().delete()
    newsroom.site.save()
    assert not Group.objects.exists()


def test_a_page_that_is_translated_makes_no_roles(newsroom):
    page = newsroom.page(title="Seite")
    Group.objects.filter(name=TRANSLATORS).delete()
    page.copy_for_translation(newsroom.en)
    assert not Group.objects.filter(name=TRANSLATORS).exists()
    make_roles()
    assert Group.objects.filter(name=TRANSLATORS).exists()


def test_wagtail_s_own_groups_go_unless_somebody_is_in_one(newsroom):
    Group.objects.get_or_create(name="Editors")
    kept, _made = Group.objects.get_or_create(name="Moderators")
    kept.user_set.add(UserFactory())
    make_roles()
    assert not Group.objects.filter(name="Editors").exists()
    assert Group.objects.filter(name="Moderators").exists()


class TestReview:
    @pytest.fixture
    def engineer(self, newsroom):
        """Somebody whose group was given the rights on the review, as all engineers' groups were once."""
        Group.objects.get(name=ENGINEERS).permissions.add(*Permission.objects.filter(REVIEWING))
        return Colleague(ENGINEERS)

    def test_rights_on_it_are_taken_away_again(self, engineer):
        make_roles()
        assert not Group.objects.get(name=ENGINEERS).permissions.filter(REVIEWING).exists()

    @pytest.mark.parametrize("view", ["disable", "edit", "disable_task", "edit_task"])
    def test_it_is_a_superusers_whatever_rights_others_have(self, engineer, admin, view):
        changed = FourEyesTask.objects.get() if "task" in view else FourEyesTask.workflow()
        url = reverse(f"wagtailadmin_workflows:{view}", args=(changed.pk,))
        assert admin.get(url).status_code == 200
        for refused in (engineer.client.get(url), engineer.client.post(url, {"name": "x"})):
            assert refused.url == reverse("wagtailadmin_home")
        assert FourEyesTask.workflow() and FourEyesTask.objects.get().name != "x"
