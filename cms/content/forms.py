"""What the admin's forms check that a model cannot know by itself."""

import datetime
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput, Media
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm as WagtailCopyForm
from wagtail.admin.panels import TitleFieldPanel
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.slug import SlugInput
from wagtail.coreutils import find_available_slug

from cms.content import completeness
from cms.content.addresses import GERMAN, is_proposed, slug_of
from cms.content.panels import label_of
from cms.content.providers import Providers

FIRST_BELOW_A_FRONT_PAGE = 2  # depth of front pages in the tree
# For the browser, which proposes an address while the title is typed; letters may come in parts.
SPELT_OUT = [
    *((unicodedata.normalize("NFD", letter), spelt) for letter, spelt in GERMAN.items() if not letter.isascii()),
    *GERMAN.items(),
]
FORM_TOKEN = "form_token"  # noqa: S105 # the name of a field
SHOWN_SLUG = "shown_slug"
MAX_ADDRESS = 2000  # characters that every browser and our databases can keep


_media: dict[str, list[Callable[[], Media]]] = {}


def media_for_language(language: str, media: Callable[[], Media]) -> None:
    """Let all forms for texts in that language have these scripts and styles; asked for with every form."""
    _media.setdefault(language, []).append(media)


def media_in(language: str) -> Media:
    """The scripts and styles that a form for texts in that language has beside its own."""
    return sum((more() for more in _media.get(language, [])), Media())


@dataclass(frozen=True)
class Elsewhere:
    """Of a text that is a translation: its original, the names of the fields and children that are decided there, and
    how the text in memory is settled after its form was filled in."""

    original: Any
    names: frozenset[str]
    settle: Callable[[Any], None]


decided_elsewhere: Providers[Callable[[Any], Elsewhere | None]] = Providers()
"""Who knows of what is not changed in the form of a text, since its original decides it."""


objecting_to_ends: Providers[Callable[[Any, Any], str]] = Providers()
"""Who is asked before somebody publishes a page with an earlier end than it has: why that is not that person's to do;
empty where it is."""


class FactsForm(WagtailAdminModelForm):
    """A form that does not offer what the original of the text decides, and refuses who says something else of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere = next((found for ask in decided_elsewhere if (found := ask(self.instance))), None)
        self.held: dict[str, Any] = {}
        for name in sorted(self.elsewhere.names) if self.elsewhere else ():
            for offered in (self.fields, self.formsets):
                if name in offered:
                    self.held[name] = offered.pop(name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, held in self.held.items():
            if self._says_something_else(name, held):
                problem = _("“%(fact)s” holds for all languages and is changed in the original: nothing was saved.")
                self.add_error(None, ValidationError(problem, params={"fact": label_of(self._meta.model, name)}))
        return cleaned

    def _says_something_else(self, name: str, held: Any) -> bool:
        if hasattr(held, "management_form"):
            try:
                return f"{held.prefix}-TOTAL_FORMS" in self.data and bool(held.has_changed())
            except KeyError:  # it speaks of children that are there no more
                return True
        if self.add_prefix(name) not in self.data:
            return False
        said = held.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return bool(held.has_changed(self.get_initial_for_field(held, name), said))

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.elsewhere:
            self.elsewhere.settle(self.instance)


class BasePageForm(FactsForm, WagtailAdminPageForm):
    """The form of every page: no address may be one that the site uses for something else, such as its search, nor
    longer than can be kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget.attrs.update(SlugInput(formatters=SPELT_OUT).attrs)
            # Tells whether somebody typed the address: it follows the title also after the form was opened.
            self.fields[SHOWN_SLUG] = CharField(required=False, widget=HiddenInput, initial=self.instance.slug)
        if self.instance.pk is None:
            # Tells which form of a new page is sent, should it be sent twice.
            self.fields[FORM_TOKEN] = CharField(required=False, widget=HiddenInput, initial=uuid.uuid4().hex)
        inline = [form for formset in self.formsets.values() for form in formset.forms]
        for form in (self, *inline):
            for field in form.fields.values():
                # Set by Django for a default that is a function, such as today, and never rendered by the admin: the
                # field would count as changed at every save, and whoever approves a text would become its author.
                field.show_hidden_initial = False

    def add_error(self, field: str | None, error: Any) -> None:
        """Refuse what was typed; a draft is saved all the same where the error only keeps it from going out."""
        refusing = completeness.of_draft(error) if self.is_deferred_validation else error
        if refusing is not None:
            super().add_error(field, refusing)

    @property
    def media(self) -> Media:
        language = self.instance.locale.language_code if self.instance.locale_id else ""
        return media_in(language) + super().media

    def clean_slug(self) -> str:
        """An address that nobody has touched in this form is the one that the page has by now."""
        slug: str = self.cleaned_data["slug"]
        return self.instance.slug if slug == self.data.get(self.add_prefix(SHOWN_SLUG)) else slug

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """As Wagtail's, with the address that the page has now, where it followed the title."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()
        names = [self.add_prefix(name) for name in ("slug", SHOWN_SLUG) if name in self.fields]
        return [*updates, *((name, self.instance.slug) for name in names if self.data.get(name) != self.instance.slug)]

    def clean_expire_at(self) -> datetime.datetime | None:
        """A day typed without a time ends with the day."""
        moment: datetime.datetime | None = self.cleaned_data["expire_at"]
        typed = str(self["expire_at"].data or "")
        return moment + datetime.timedelta(days=1) if moment and ":" not in typed else moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and self.parent_page and len(self.parent_page.url_path) + len(slug) > MAX_ADDRESS:
            self.add_error("slug", ValidationError(_("The address of the page would be too long; shorten this part.")))
        if slug and self.parent_page and self.parent_page.depth == FIRST_BELOW_A_FRONT_PAGE:
            language = self.parent_page.locale.language_code
            with translation.override(language):
                taken = resolve(f"/{language}/{slug}/").url_name != "wagtail_serve"
            if taken:
                self.add_error("slug", ValidationError(_("The site itself uses this address; choose another one.")))
        for why in self._objections_to_its_end(cleaned.get("expire_at")):
            self.add_error(None, ValidationError(why))
        return cleaned

    def _objections_to_its_end(self, moment: datetime.datetime | None) -> list[str]:
        if moment is None or not self.instance.pk or "action-publish" not in self.data:
            return []
        now = type(self.instance).objects.filter(pk=self.instance.pk).values_list("expire_at", flat=True).first()
        if now is not None and now <= moment:
            return []
        return [why for ask in objecting_to_ends if (why := ask(self.for_user, self.instance))]


class CopyForm(WagtailCopyForm):
    """The form of a copy: its address follows the title that it is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title, slug = self.fields["new_title"], self.fields["new_slug"]
        slug.label = _("Address of the copy")
        slug.initial = slug_of(self.page.title) or self.page.slug
        slug.widget.attrs.update(SlugInput(formatters=SPELT_OUT).attrs)
        # As in the form of a page, the browser proposes the address while the title is typed. It spells some letters
        # otherwise than we do, so what tells whether somebody typed the address is the typing, not a comparison.
        actions = (action for action in TitleFieldPanel.BoundPanel.apply_actions if not action.endswith("#check"))
        title.widget.attrs |= {
            "data-controller": "w-sync",
            "data-action": " ".join(actions),
            "data-w-sync-target-value": f"#{self['new_slug'].id_for_label}",
        }

    @property
    def media(self) -> Media:
        return super().media + Media(js=[versioned_static("js/copy-address.js")])

    def clean(self) -> dict[str, Any]:
        """An address that nobody typed is that of the title, free where the copy is to stand."""
        slug, title = self.cleaned_data.get("new_slug", ""), self.cleaned_data.get("new_title", "")
        if slug == self.fields["new_slug"].initial or is_proposed(slug, title):
            parent = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
            self.cleaned_data["new_slug"] = find_available_slug(parent, slug_of(title) or slug)
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class EmbargoForm(BasePageForm):
    """One truth: the embargo is the time the text goes live; an embargo lies ahead, and before the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.live and "embargo_until" in self.fields:
            self.fields["embargo_until"].help_text = _(
                "The text is public and stays so: what is approved replaces it at that moment (Europe/Berlin)."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        embargo, expiry = cleaned.get("embargo_until"), cleaned.get("expire_at")
        if embargo and "embargo_until" in self.changed_data and embargo <= timezone.now():
            problem = _("This moment has passed. Leave it empty to publish at once.")
            self.add_error("embargo_until", ValidationError(problem, code=completeness.NOT_YET))
        if embargo and expiry and expiry <= embargo:
            problem = _("The release would end before its embargo is over.")
            self.add_error("expire_at", ValidationError(problem, code=completeness.NOT_YET))
        if "embargo_until" in self.fields and "embargo_until" not in self.errors:
            self.instance.go_live_at = embargo
        return cleaned
