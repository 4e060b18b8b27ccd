"""The groups of a newsroom and what each may do; docs/permissions.md says it in a table, and a test holds it to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
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
# The sites' and people's administration; texts are not theirs.
ADMINISTERED = Q(content_type__app_label__in=["users", "auth", "wagtailredirects", "wagtailcore"]) & Q(
    content_type__model__in=["user", "group", "redirect", "site", "locale", "collection", "task", "workflow"]
)


def make_roles() -> list[Group]:
    """Make the groups, or give those that are there what they lack; what else somebody gave them stays."""
    homes = front_pages()
    made = [_pages_group(name, homes, PAGES[name]) for name in (EDITORS, REVIEWERS)]
    reviewers = made[-1]
    _give_files(made, ("add", "change", "choose"))
    for group in made:
        group.permissions.add(*_snippet_permissions())
        group.permissions.add(*_glossary_permissions(), *_named("wagtail_localize", "submit_translation"))
    reviewers.permissions.add(*_named("editorial", "approve"), *_named("accreditation", "view_embargolink"))
    for home in homes:
        language = home.locale.language_code
        group = _pages_group(f"{TRANSLATORS} {language}", [home], ("change_page",))
        _give_files([group], ("choose",))
        group.permissions.add(*_glossary_permissions())
        made.append(group)
    engineers, _made = Group.objects.get_or_create(name=ENGINEERS)
    engineers.permissions.add(*_named("wagtailadmin", "access_admin"), *Permission.objects.filter(ADMINISTERED))
    make_review(reviewers)
    Group.objects.filter(name__in=STOCK_GROUPS, user=None).delete()
    return [*made, engineers]


def welcome_language(page: Page) -> None:
    """Give the groups their rights below the front page of a language that is new, where there are groups."""
    if page.depth == FRONT_PAGES and Group.objects.filter(name=EDITORS).exists():
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


def _named(app_label: str, codename: str) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app_label, codename=codename))
