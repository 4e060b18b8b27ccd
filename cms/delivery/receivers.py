"""What the publication store listens to. Receivers only touch: the truth is read from the database at the flush."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import post_page_move

from cms.content.kinds import is_tracked, parental_key
from cms.content.models import Message, OwnLife
from cms.delivery import instructions, privacy, store
from cms.delivery.models import Publication, PublicationSource
from cms.delivery.sources import LINK, Source, all_of_source, object_source, page_source, translations_source

UNKNOWN = object()
# What a draft's save writes on the live row; no visitor sees any of it.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_id",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}


def connect() -> None:
    """Listen; senders are never named, because bulk actions and the scheduler send `Page` for every type.

    Whatever Wagtail publishes or unpublishes it saves first: its signals for these would tell the same once more.
    """
    pre_save.connect(remember_private_alias, dispatch_uid="delivery.pre_save")
    post_save.connect(on_save, dispatch_uid="delivery.save")
    pre_delete.connect(on_pre_delete, dispatch_uid="delivery.pre_delete")
    post_delete.connect(on_post_delete, dispatch_uid="delivery.post_delete")
    m2m_changed.connect(on_change, dispatch_uid="delivery.m2m")
    post_page_move.connect(on_move, dispatch_uid="delivery.move")


def on_save(sender: Any, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if raw:  # loaddata: the tree may be half there; rebuild_publications follows it
        return
    fields = kwargs.get("update_fields")
    if isinstance(instance, DraftStateMixin) and fields is not None and set(fields) <= DRAFT_FIELDS:
        if isinstance(instance, Page) and "draft_title" in fields:
            touch_draft(instance)
        return
    if isinstance(instance, Page):
        keep_private(instance, created=kwargs.get("created", False))
    on_change(sender, instance)


def keep_private(page: Page, *, created: bool) -> None:
    """A copy is as private as what it is of, an alias that becomes a page of its own as private as it was."""
    origin = getattr(page, "copied_from", None)
    if created and origin is not None and page.alias_of_id is None:
        store.instruct(instructions.copy(origin, page.pk))
    privacy.restrict(page, page.__dict__.pop("_private_alias", ()))


def remember_private_alias(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note on an alias that becomes a page of its own by what it is private: nothing else will remind of it."""
    fields = kwargs.get("update_fields")
    if raw or not isinstance(instance, Page) or instance.pk is None:
        return
    if instance.alias_of_id is not None:
        instance.as_read = {**getattr(instance, "as_read", {}), "alias_of_id": instance.alias_of_id}
        return
    if getattr(instance, "as_read", {}).get("alias_of_id", UNKNOWN) is None:
        return
    if fields is None or {"alias_of", "alias_of_id"} & set(fields):
        for alias in Page.objects.filter(pk=instance.pk).exclude(alias_of=None):
            instance._private_alias = privacy.inherited_as_alias(alias)


def on_pre_delete(sender: Any, instance: models.Model, **kwargs: Any) -> None:
    """Wagtail clears its references in its own post_delete, and the order of receivers differs between processes:
    nothing is asked of the reference index, and what goes away is noted while it is still there."""
    if isinstance(instance, Page):
        remember_private_aliases(instance)
        store.hide(instance.pk)
        store.touch(page_source(instance.pk), translations_source(instance.translation_key))
    else:
        touch_object(instance)


def remember_private_aliases(page: Page) -> None:
    """Note on a page that is deleted by what its aliases are private: without it, Wagtail leaves them open drafts."""
    if type(page) is Page:  # each page is told of twice; its base goes last
        aliases = Page.objects.filter(alias_of_id=page.pk)
        page._private_aliases = {alias.pk: privacy.inherited_as_alias(alias) for alias in aliases}


def on_post_delete(sender: Any, instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction | CollectionViewRestriction):
        touch_object(instance)
    for alias_id, restrictions in getattr(instance, "_private_aliases", {}).items():
        # Only now is certain which aliases outlive what they are aliases of.
        for alias in Page.objects.filter(pk=alias_id):
            privacy.restrict(alias, restrictions)


def on_change(sender: Any, instance: models.Model, **kwargs: Any) -> None:
    """Saved, or other things put in relation to it; whatever it says of itself, the flush reads it afresh."""
    if isinstance(instance, Page):
        touch_page(instance)
    else:
        touch_object(instance)


def on_move(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page moved with everything below it: addresses, and what is private, may differ; so may the order."""
    store.instruct(instructions.tree(instance.pk))


def touch_draft(page: Page) -> None:
    """Note a draft's title where documents link the page and do not show its words: they depend on that title."""
    linked = PublicationSource.objects.filter(kind=LINK, value=str(page.pk))
    if linked.exists() and not Publication.objects.visible().filter(page_id=page.pk).exists():
        store.touch(page_source(page.pk))


def touch_page(page: Page) -> None:
    """Note a page, and take it out of sight at once where it is no longer live."""
    if not page.live:
        store.hide(page.pk)
    store.touch(page_source(page.pk))


def touch_object(instance: models.Model) -> None:
    """Note anything else that documents are made from."""
    if isinstance(instance, PageViewRestriction):
        store.hide(instance.page_id, tree=True)
        store.instruct(instructions.tree(instance.page_id))
    elif isinstance(instance, CollectionViewRestriction):
        touch_collection(instance.collection)
    elif isinstance(instance, Collection):
        touch_collection(instance)
    elif isinstance(instance, Message):
        touch_message(instance.pk)
    elif isinstance(instance, OwnLife):
        touch_message(instance.message_id)
    elif isinstance(instance, Site):
        store.instruct(instructions.site())
    elif isinstance(instance, Locale):
        store.instruct(instructions.locale(instance.pk))
    elif is_tracked(type(instance)):
        touch_tracked(instance)


def touch_message(key: UUID) -> None:
    """Note all languages of a message: another may decide about them now."""
    pages = Page.objects.filter(translation_key=key).values_list("pk", flat=True)
    store.touch(*(page_source(pk) for pk in pages))


def touch_tracked(instance: models.Model) -> None:
    """Note a snippet, file or child of one; a child stands for its parent."""
    parent = parental_key(type(instance))
    if parent is None:
        store.touch(object_source(instance), all_of_source(type(instance)))
        return
    above = getattr(instance, parent.attname)
    if issubclass(parent.related_model, Page):
        store.touch(page_source(above))
        return
    owner = parent.related_model._default_manager.filter(pk=above).first()
    if owner is not None:
        touch_object(owner)


def touch_collection(collection: Collection) -> None:
    """Note every image and document in the collection and below it."""
    inside = Collection.objects.filter(path__startswith=collection.path)
    for model in (get_image_model(), get_document_model()):
        files = model.objects.filter(collection__in=inside).values_list("pk", flat=True)
        store.touch(*(Source(model._meta.label_lower, str(pk)) for pk in files))
