"""The abstract base of every page type and the links that several of them carry."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache
from types import MappingProxyType
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.models import Orderable, Page, Revision

from cms.content import rendering
from cms.content.addresses import is_proposed, slug_of
from cms.content.forms import BasePageForm, CopyForm
from cms.content.models.message import left_behind
from cms.content.panels import with_facts
from cms.content.permissions import PagePermissions
from cms.content.unchanged import knowing_its_rows, leave_the_same
from cms.content.versions import KnowsItsPublicVersion, says_the_same
from cms.content.words import clean_instance

# Not by anybody who fills in a form.
SET_BY_WAGTAIL = frozenset({"content_type", "latest_revision", "live_revision"})
# What is settled when a page is made; the database holds to it that no two are at the same place or in one language.
SETTLED_ONCE = frozenset({"path", "translation_key", "locale", "alias_of", "owner"})
# By what a page stands at its address.
ADDRESSED_BY = ("slug", "url_path", "locale_id", "translation_key")


class TitlePanel(TitleFieldPanel):
    """The title, which the address beside it follows until the page was public for the first time."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return bool(super().get_should_apply() and self.instance.first_published_at is None)


class BasePage(KnowsItsPublicVersion, Page):
    """A page whose public form is the document that its presenter makes of it."""

    base_form_class = BasePageForm
    copy_form_class = CopyForm

    content_panels: list[Any] = [TitlePanel("title")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Address of the page"),
                    help_text=_(
                        "The last part of the address at which the page is read. It follows the title until the page "
                        "is published for the first time; after that an old address leads to the new one."
                    ),
                ),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("For search engines"),
        )
    ]
    settings_panels = [PublishingPanel()]

    # Where it stood when it was read, and of what it was an alias; empty where it was not read.
    as_read: Mapping[str, Any] = MappingProxyType({})
    # To what it refers that was found as it was made of a version, by the names of the fields.
    looked_up: Collection[tuple[str, Any]] = ()

    # What every translation has from its original, because it is a fact and no wording.
    shared_fields: tuple[str, ...] = ()

    # Whether a page says where it stands, as an event says its series: then it stands there in all languages.
    place_is_a_fact = False

    # What a copy does not take over, through whichever door it is made (Wagtail asks for it by this name): moments to
    # come or gone, and locks; types add what is theirs.
    exclude_fields_in_copy = [
        *("go_live_at", "expire_at", "expired", "first_published_at", "last_published_at"),
        *("locked", "locked_at", "locked_by"),
    ]

    class Meta:
        abstract = True

    def copy_all_child_relations(self, target: Any, *args: Any, **kwargs: Any) -> Any:
        """As modelcluster does; Wagtail copies every page by it, at whatever door: the copy knows what it is of, and is
        public from now on, if at all."""
        target.copied_from = self.pk
        if target.live and target.first_published_at is None:
            target.first_published_at = target.last_published_at = timezone.now()
        return super().copy_all_child_relations(target, *args, **kwargs)

    def permissions_for_user(self, user: Any) -> PagePermissions:
        return PagePermissions(user, self)

    @classmethod
    @cache
    def get_edit_handler(cls) -> Any:
        return with_facts(super().get_edit_handler())

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """As Django's; the page knows as what it was read, whatever becomes of it."""
        page = super().from_db(*args, **kwargs)
        page.as_read = page._standing()
        return page

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """As Wagtail's; what is known of where the page stands is not read again."""
        found = super().with_content_json(content)
        found._cached_parent_obj = self.get_parent()
        found.as_read = self.as_read
        model: Any = type(self)
        values = ((field.name, getattr(found, field.attname)) for field in references(model))
        found.looked_up = {(name, value) for name, value in values if value is not None}
        return found

    def full_clean(self, exclude: Any = None, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, but what it sets itself is not looked up, nor what a stored page has for good."""
        self._settle()
        settled = SETTLED_ONCE if not self._state.adding else frozenset()
        known = {name for name, value in self.looked_up if getattr(self, self._meta.get_field(name).attname) == value}
        super().full_clean({*(exclude or ()), *SET_BY_WAGTAIL, *settled, *known}, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, but children that are stored as they are stay untouched, and what moves no address asks for no
        front page."""
        fields = kwargs.get("update_fields")
        if fields is None and self.pk is not None:
            leave_the_same(self)
        stays = self._stays() if fields is None else "slug" not in fields
        with moving_no_address(self) if stays else nullcontext():
            super().save(*args, **kwargs)
        if fields is None:
            self.as_read = self._standing()

    def update_aliases(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's; of a page that has none, as most, it would read all that aliases of its type could have."""
        if Page.objects.filter(alias_of=self.pk).exists():
            super().update_aliases(*args, **kwargs)

    def _stays(self) -> bool:
        """True where the address is the one that the page had when it was read."""
        now = self._standing()
        return bool(self.as_read) and all(self.as_read.get(name) == now.get(name) for name in ADDRESSED_BY)

    def _standing(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in (*ADDRESSED_BY, "alias_of_id") if name in self.__dict__}

    def minimal_clean(self) -> None:
        self._settle()
        super().minimal_clean()

    def can_move_to(self, parent: Page) -> bool:
        return bool(super().can_move_to(parent)) and not self.holds_languages_back(parent)

    def holds_languages_back(self, parent: Page) -> bool:
        """True where a move to that parent would have public translations say another fact than the page."""
        return self.place_is_a_fact and any(page.live for page in left_behind(self, parent))

    def save_revision(self, user: Any = None, **kwargs: Any) -> Revision:
        """As Wagtail's, but what says the same as the newest version is that version: who changes nothing, as when the
        form is saved by itself after a click, becomes no author. Nobody writes over a version of somebody else."""
        self._settle()
        with knowing_its_rows(self):
            if user is not None and not kwargs.get("previous_revision") and not kwargs.get("approved_go_live_at"):
                newest = self.get_latest_revision()
                if newest is not None and says_the_same(type(self), newest.content, self.serializable_data()):
                    self.latest_revision = newest
                    return newest
            overwritten = kwargs.get("overwrite_revision")
            if overwritten is not None and user is not None and overwritten.user_id != user.pk:
                kwargs["overwrite_revision"] = None
            return super().save_revision(user=user, **kwargs)

    def copy(self, *args: Any, reset_translation_key: bool = True, **kwargs: Any) -> Page:
        """A copy begins a new life (`exclude_fields_in_copy`); a translation is none and has all of its original."""
        if not reset_translation_key:
            self.exclude_fields_in_copy = []
        try:
            return super().copy(*args, reset_translation_key=reset_translation_key, **kwargs)
        finally:
            self.__dict__.pop("exclude_fields_in_copy", None)

    def proposed_slug(self) -> str:
        """The address that the title proposes, free below the page's parent."""
        wanted = slug_of(self.title) or (self.locale.language_code if self.locale_id else "")
        parent = self.get_parent() or getattr(self, "_cached_parent_obj", None)
        return find_available_slug(parent, wanted, ignore_page_id=self.pk) if parent and wanted else wanted

    def _settle(self) -> None:
        """Clean the words before they are checked, and let a proposed address follow the title."""
        clean_instance(self)
        if self._follows_title():
            self.slug = self.proposed_slug()

    def _follows_title(self) -> bool:
        """True for a page that lacks an address, or has still the one proposed by a title that it had, and was never
        public."""
        if not self.slug:
            return bool(self.path or getattr(self, "_cached_parent_obj", None))
        if not self.pk or self.alias_of_id or not was_never_public(self) or is_proposed(self.slug, self.title):
            return False
        titles = Page.objects.filter(pk=self.pk).values_list("title", "draft_title").first() or ()
        return any(is_proposed(self.slug, title) for title in titles)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return rendering.render(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return rendering.render(self, request)


@cache
def references(model: type[Page]) -> list[Any]:
    """The fields by which pages of that type refer to something else, but for what Wagtail keeps of every page."""
    fields = (field for field in model._meta.local_fields if isinstance(field, models.ForeignKey))
    return [field for field in fields if not field.remote_field.parent_link]


@contextmanager
def moving_no_address(page: Page) -> Iterator[None]:
    """While inside, Wagtail takes the page for no front page whose address may have changed as it is saved."""
    page._is_site_root = False
    try:
        yield
    finally:
        del page._is_site_root


def was_never_public(page: Page) -> bool:
    """True before the first publication."""
    return not page.live and page.first_published_at is None


class IndexPage(BasePage):
    """The list of everything of one kind in its language; what it lists is read from the publication store."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, "intro"]

    class Meta:
        abstract = True


def with_aliases(page: Page) -> set[int]:
    """The ids of the page and of its aliases, theirs included."""
    found: set[int] = set()
    new = {page.pk}
    while new:
        found |= new
        new = set(Page.objects.filter(alias_of__in=new).values_list("pk", flat=True)) - found
    return found


class TopicLink(Orderable):
    """A topic of a page, as an ordered child: many-to-many fields are not translated."""

    topic = models.ForeignKey("content.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        abstract = True


class AudienceLink(Orderable):
    audience = models.ForeignKey(
        "content.Audience", verbose_name=_("audience"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("audience")]

    class Meta(Orderable.Meta):
        abstract = True


class ContactLink(Orderable):
    contact = models.ForeignKey(
        "content.ContactPoint", verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        abstract = True


class OrganisationLink(Orderable):
    organisation = models.ForeignKey(
        "content.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        abstract = True
