"""The groups of a newsroom and what each may do; docs/permissions.md says it in a table, and a test holds it to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowTask,
)
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import get_snippet_models

from cms.editorial.models import FourEyesTask

EDITORS, REVIEWERS, TRANSLATORS, ENGINEERS = "Redaktion", "Freigabe", "Übersetzung", "Technik"
REVIEW = "Freigabe"
# Wagtail brings these along; whoever is in one keeps it.
STOCK_GROUPS = ("Moderators", "Editors")

FRONT_PAGES = 2  # how deep they stand in the tree of pages

# On every front page and all below it.
PAGES = {
    EDITORS: ("add_page", "change_page", "publish_page"),
    REVIEWERS: ("change_page", "publish_page", "lock_page", "unlock_page"),
}
# The same, below the front page of their language.
TRANSLATORS_PAGES = ("change_page",)
# Without these a role is none any more.
MADE_OF = {
    EDITORS: ("wagtailadmin.access_admin",),
    REVIEWERS: ("wagtailadmin.access_admin", "editorial.approve"),
    TRANSLATORS: ("wagtailadmin.access_admin",),
    ENGINEERS: ("wagtailadmin.access_admin", "users.change_user"),
}
# The sites' and people's administration; texts are not theirs.
ADMINISTERED = Q(
    content_type__app_label__in=["users", "auth", "wagtailredirects", "wagtailcore", "partners", "webhooks"],
    content_type__model__in=["user", "group", "redirect", "site", "locale", "collection", "apikey", "endpoint"],
)
# The review itself is nobody's but a superuser's.
REVIEWING = Q(content_type__app_label="wagtailcore", content_type__model__in=["task", "workflow"])


class SuperusersPolicy(ModelPermissionPolicy):
    """Lets superusers add, change and disable, and nobody else, whatever rights a group was given."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True, is_superuser=True)


def keep_review_from_others() -> None:
    for model in (Workflow, Task):
        register_permission_policy(model, SuperusersPolicy(model))


def make_roles() -> list[Group]:
    """Make the groups, or give those that are there what they lack; what else somebody gave them stays, but for
    rights on the review."""
    homes = front_pages()
    made = [_pages_group(name, homes, PAGES[name]) for name in (EDITORS, REVIEWERS)]
    reviewers = made[-1]
    _give_files(made, ("add", "change", "choose"))
    for group in made:
        group.permissions.add(*_snippet_permissions())
        group.permissions.add(*_glossary_permissions(), *_named("wagtail_localize", "submit_translation"))
        group.permissions.add(*_search_permissions())
    reviewers.permissions.add(*_named("editorial", "approve"), *_named("accreditation", "view_embargolink"))
    for home in homes:
        language = home.locale.language_code
        group = _pages_group(f"{TRANSLATORS} {language}", [home], TRANSLATORS_PAGES)
        _give_files([group], ("choose",))
        group.permissions.add(*_glossary_permissions())
        made.append(group)
    engineers, _made = Group.objects.get_or_create(name=ENGINEERS)
    engineers.permissions.add(*_named("wagtailadmin", "access_admin"), *Permission.objects.filter(ADMINISTERED))
    for group in (*made, engineers):
        group.permissions.remove(*Permission.objects.filter(REVIEWING))
    make_review(reviewers)
    Group.objects.filter(name__in=STOCK_GROUPS, user=None).delete()
    return [*made, engineers]


def role_of(group: Group) -> str | None:
    """The role that a group was made for; None for a group that somebody else has made."""
    if group.name in MADE_OF:
        return group.name
    of_languages = {f"{TRANSLATORS} {home.locale.language_code}" for home in front_pages()}
    return TRANSLATORS if group.name in of_languages else None


def rights_made_of(group: Group) -> QuerySet[Permission]:
    """Of what its role is made of, the rights that the group has."""
    return group.permissions.filter(pk__in=[right.pk for right in _made_of(role_of(group))])


def page_rights_made_of(group: Group) -> QuerySet[GroupPagePermission]:
    """The same of its rights on the front pages."""
    role = role_of(group)
    names = TRANSLATORS_PAGES if role == TRANSLATORS else PAGES.get(role or "", ())
    return GroupPagePermission.objects.filter(group=group, page__in=front_pages(), permission__codename__in=names)


def why_nobody_approves() -> list[str]:
    """What keeps everybody but superusers from approving, in words for those who run the site; empty where somebody
    may."""
    groups = Group.objects.filter(foureyestask__active=True, foureyestask__workflow_tasks__workflow__active=True)
    found = []
    for group in groups.distinct().order_by("name"):
        held = set(group.permissions.all())
        if lacking := [right.codename for right in _made_of(REVIEWERS) if right not in held]:
            found.append(f"the group {group} lacks the right {', '.join(lacking)}")
        elif not group.user_set.filter(is_active=True).exists():
            found.append(f"the group {group} has no active member")
        else:
            return []
    return found or ["no group is asked in a review"]


def _made_of(role: str | None) -> list[Permission]:
    labels = [label.split(".") for label in MADE_OF.get(role or "", ())]
    return [right for app_label, codename in labels for right in _named(app_label, codename)]


def welcome_language(page: Page) -> None:
    """Give the groups their rights below the front page of a language that is new, where there are groups."""
    if page.depth == FRONT_PAGES:
        welcome_front_pages()


def welcome_front_pages() -> None:
    """Give the groups their rights on front pages on which they have none, where there are groups."""
    homes = front_pages()
    known = GroupPagePermission.objects.filter(page__in=homes, group__name=EDITORS).values_list("page_id", flat=True)
    if {home.pk for home in homes} - set(known) and Group.objects.filter(name=EDITORS).exists():
        make_roles()


def front_pages() -> list[Page]:
    """The front page of every language that the site has."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return []
    pages = Page.objects.filter(translation_key=site.root_page.translation_key)
    return list(pages.filter(locale__in=Locale.objects.all()).select_related("locale").order_by("path"))


def make_review(reviewers: Group) -> Workflow:
    """The workflow in which somebody else approves; the one that Wagtail brings along, asking nobody, goes."""
    task = FourEyesTask.objects.order_by("pk").first() or FourEyesTask.objects.create(name=REVIEW)
    task.groups.add(reviewers)
    workflow = FourEyesTask.workflow()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW)
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    for model in (Workflow, Task):
        for stock in model.objects.filter(name="Moderators approval", active=True):
            stock.deactivate()
    return workflow


def _pages_group(name: str, homes: Iterable[Page], permissions: tuple[str, ...]) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(*_named("wagtailadmin", "access_admin"))
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=permissions):
        for home in homes:
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)
    return group


def _give_files(groups: Iterable[Group], verbs: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    # Wagtail keeps the rights on files with its own models, whatever models are in use.
    names = [f"{verb}_{model}" for verb in verbs for model in ("image", "document")]
    apps = ["wagtailimages", "wagtaildocs"]
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=names):
        for group in groups:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _snippet_permissions() -> list[Permission]:
    names = {
        f"{verb}_{model._meta.model_name}"
        for model in get_snippet_models()
        if model._meta.app_label == "content"
        for verb in ("view", "add", "change", "delete", "publish")
    }
    return list(Permission.objects.filter(content_type__app_label="content", codename__in=names))


def _glossary_permissions() -> list[Permission]:
    """The terms belong to all who write, in whatever language."""
    return list(Permission.objects.filter(content_type__app_label="translation", content_type__model="term"))


def _search_permissions() -> list[Permission]:
    """What readers search for, and what the search is taught."""
    models = ["asked", "synonym", "promotion"]
    return list(Permission.objects.filter(content_type__app_label="search", content_type__model__in=models))


def _named(app_label: str, codename: str) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app_label, codename=codename))
