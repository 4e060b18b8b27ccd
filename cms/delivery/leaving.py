"""What becomes of the translations when a page goes: every view that takes one away lists them, all ticked."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin import messages
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.models import Page

from cms.content.models import followers_of
from cms.delivery import fate, keeping, languages
from cms.delivery.chunks import chunks
from cms.delivery.visibility import Visibility

TAKE_OFFLINE = gettext_lazy("Take it offline")


def all_followers(pages: Iterable[Page], *, below: bool = False, drafts: bool = False) -> list[Page]:
    """The translations that go with these pages, or with all below them as well, but for those among them: those that
    are out or approved to go out, or drafts, too."""
    pages = list(pages)
    if below:
        pages = [found for page in pages for found in Page.objects.descendant_of(page, inclusive=True)]
    going = {page.pk for page in pages}
    found = {follower.pk: follower for some in chunks(pages) for follower in followers_of(some)}
    others = [page for page in found.values() if page.pk not in going]
    return [page for page in others if drafts or page.live or page.scheduled_revision is not None]


class LanguagesField(forms.MultipleChoiceField):
    """Languages that are offered; of what is done in slices, some may have fewer than all together."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if self.valid_value(one)]


class LanguagesForm(forms.Form):
    """Which translations go with their original; those that do not need a reason."""

    languages = LanguagesField(
        label=gettext_lazy("These languages go with it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keep_reason = forms.CharField(
        label=gettext_lazy("Why the others stay"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for every language without a tick: it is public without its original then."),
    )
    asked = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)

    def __init__(self, *args: Any, going: Iterable[Page] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.going = list(going)
        ask_for_languages(self, self.going)

    def clean(self) -> dict[str, Any]:
        return clean_languages(self, super().clean() or {})


def ask_for_languages(form: forms.Form, going: list[Page], *, named: bool = False) -> None:
    """Offer the languages of these translations, all ticked; on wish with the titles that each language has."""
    in_order = sorted(going, key=lambda page: languages.place(page.locale.language_code))
    found = {str(page.locale_id): str(page.locale.get_display_name()) for page in in_order}
    if named:
        for locale_id, name in found.items():
            titles = (page.get_admin_display_title() for page in in_order if str(page.locale_id) == locale_id)
            found[locale_id] = f"{name}: {', '.join(titles)}"
    field = form.fields["languages"]
    field.choices = list(found.items())  # type: ignore[attr-defined]
    field.initial = list(found)
    if not found:
        for name in ("languages", "keep_reason"):
            del form.fields[name]


def clean_languages(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Refuse a language that is to stay without a reason."""
    if "languages" in form.fields and "asked" in form.data:
        offered = {value for value, _label in form.fields["languages"].choices}  # type: ignore[attr-defined]
        if offered - set(cleaned.get("languages", ())) and not cleaned.get("keep_reason", "").strip():
            form.add_error("keep_reason", _("Say why these languages stay public without the original."))
    return cleaned


def apply(form: forms.Form, going: list[Page], user: Any) -> list[Page]:
    """Give those not ticked a life of their own; returns those that go. Where nobody was asked, all go."""
    leaving = going_with(form, going)
    staying = [page for page in going if page not in leaving]
    if staying:
        fate.give_own_life(staying, reason=form.cleaned_data["keep_reason"], user=user)
    return leaving


def going_with(form: forms.Form, going: list[Page]) -> list[Page]:
    """Those whose languages are ticked; all where nobody was asked."""
    if "languages" not in form.fields or "asked" not in form.data:
        return going
    return [page for page in going if str(page.locale_id) in set(form.cleaned_data["languages"])]


class AsksForLanguages:
    """For a view that takes a page away: it asks what becomes of the translations before it does so."""

    request: HttpRequest
    asking_template = "delivery/confirm_languages.html"
    question: str | Promise = ""
    button: str | Promise = ""

    def target(self) -> Page:
        raise NotImplementedError

    def going(self) -> list[Page]:
        return all_followers([self.target()])

    def may(self) -> bool:
        """True for who may do it, where the view itself would find out only afterwards: nobody else is asked."""
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request = request
        self.leaving: list[Page] = []
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_strangers()
        going = self.going()
        if not going:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        return self.ask(LanguagesForm(going=going))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_strangers()
        going = self.going()
        form = LanguagesForm(request.POST, going=going)
        if not form.is_valid():
            return self.ask(form)
        self.leaving = apply(form, going, request.user)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def refuse_strangers(self) -> None:
        if not self.may():
            raise PermissionDenied

    def ask(self, form: LanguagesForm) -> HttpResponse:
        page = self.target()
        context = {
            **self.get_context_data(),  # type: ignore[attr-defined]
            "languages_form": form,
            "page_title": self.button,
            "page_subtitle": page.get_admin_display_title(),
            "header_title": self.button,
            "question": self.question,
            "button": self.button,
            "back": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        }
        return TemplateResponse(self.request, self.asking_template, context)


class UnpublishWithLanguages(AsksForLanguages, UnpublishView):
    """Asks in our words where there are no languages, too: in Wagtail's German the act has three names."""

    question = gettext_lazy("The page is no longer public. What becomes of its translations?")
    button = TAKE_OFFLINE
    page_title = TAKE_OFFLINE
    success_message = gettext_lazy("“%(page_title)s” is no longer public.")

    def target(self) -> Page:
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        going = self.going()
        if not going:
            self.question = gettext_lazy("The page is no longer public then. Is that what you want?")
        return self.ask(LanguagesForm(going=going))


class DeleteWithLanguages(AsksForLanguages, DeleteView):
    question = gettext_lazy("The page is deleted. What becomes of its translations?")
    button = gettext_lazy("Delete it for good")

    def going(self) -> list[Page]:
        return all_followers([self.page], drafts=True)

    def target(self) -> Page:
        return self.page

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = self.page.pk
        with keeping.together(self.chosen(request)):
            response = super().post(request, *args, **kwargs)
            if not Page.objects.filter(pk=before).exists():
                for page in Page.objects.filter(pk__in=[page.pk for page in self.leaving]):
                    DeletePageAction(page.specific, user=request.user).execute(skip_permission_checks=True)
        return response

    def chosen(self, request: HttpRequest) -> list[Page]:
        """The page with the languages that are to go with it."""
        form = LanguagesForm(request.POST, going=self.going())
        return [self.page, *(going_with(form, form.going) if form.is_valid() else [])]


class UnscheduleWithLanguages(AsksForLanguages, RevisionsUnscheduleView):
    question = gettext_lazy("The page does not go live at its time. What becomes of its translations?")
    button = gettext_lazy("Take it off the schedule")

    def target(self) -> Page:
        return self.object


class MoveWithLanguages(AsksForLanguages, MoveConfirmView):
    question = gettext_lazy("At its new place the page is not public for everybody. What becomes of its translations?")
    button = gettext_lazy("Move it there")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page_to_move.permissions_for_user(request.user).can_move_to(self.destination):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def target(self) -> Page:
        return self.page_to_move

    def may(self) -> bool:
        return bool(self.page_to_move.permissions_for_user(self.request.user).can_move_to(self.destination))

    def going(self) -> list[Page]:
        """None where the page stays as public as it is: then its translations do, too."""
        return all_followers([self.target()], below=True) if is_closed(self.destination) else []


class PrivacyWithLanguages(SetPrivacyView):
    """The form of a page's privacy, with the languages that it is private in."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        going = all_followers([self.page], below=True)
        form.fields |= deepcopy(LanguagesForm.base_fields)
        form.fields["languages"].label = _("Just as private in these languages")
        ask_for_languages(form, going)
        self.going = going
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        cleaned = clean_languages(form, form.cleaned_data)
        if form.errors:
            return self.form_invalid(form)
        if cleaned["restriction_type"] != "none":
            apply(form, self.going, self.request.user)
        return super().form_valid(form)


class BulkLanguages:
    """For a bulk action: one list of languages for all its pages."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        chosen = self.get_actionable_objects()[0]  # type: ignore[attr-defined]
        self.going = self.offered(chosen)
        form.fields |= deepcopy(LanguagesForm.base_fields)
        ask_for_languages(form, self.going, named=len(chosen) > 1)
        if below := form.fields.get("include_descendants"):
            below.label = _("The pages below go, too")
            if not any(page.get_descendants().live().exists() for page in chosen):
                below.widget = forms.HiddenInput()
        return form

    def offered(self, chosen: Iterable[Page]) -> list[Page]:
        """The translations that go with the chosen pages."""
        action = self.action_type  # type: ignore[attr-defined]
        return all_followers(chosen, below=action != "unpublish", drafts=action == "delete")

    def form_valid(self, form: Any) -> HttpResponse:
        self.leaving: list[Page] = []
        if self.takes_away(form):
            clean_languages(form, form.cleaned_data)
            if form.errors:
                return self.form_invalid(form)  # type: ignore[attr-defined]
            self.leaving = apply(form, self.going, self.request.user)  # type: ignore[attr-defined]
        return self.perform(form)

    def perform(self, form: Any) -> HttpResponse:
        return super().form_valid(form)  # type: ignore[misc]

    def takes_away(self, form: Any) -> bool:
        return True


class BulkUnpublish(BulkLanguages, UnpublishBulkAction):
    """In our words: in Wagtail's German the pages would be withdrawn, which here is something else."""

    display_name = TAKE_OFFLINE
    aria_label = gettext_lazy("Take the chosen pages offline")
    template_name = "delivery/confirm_bulk_unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Wagtail shows the form's fields only then.
        context["has_live_descendants"] = context["has_live_descendants"] or bool(self.going)
        return context

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """In words of our own: in Wagtail's German the pages would be withdrawn, which here is something else."""
        count = num_parent_objects + num_child_objects
        return ngettext("%(count)d page was taken offline.", "%(count)d pages were taken offline.", count) % {
            "count": count
        }


class BulkDelete(BulkLanguages, DeleteBulkAction):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]
        refusal = keeping.refusal(request, chosen, leaving=self.offered(chosen))
        return refusal or super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]
        with keeping.together([*chosen, *self.leaving]):
            response = super().perform(form)
            for page in Page.objects.filter(pk__in=[page.pk for page in self.leaving]):
                DeletePageAction(page.specific, user=self.request.user).execute(skip_permission_checks=True)
        return response


class BulkMove(BulkLanguages, MoveBulkAction):
    def takes_away(self, form: Any) -> bool:
        """Not where the move is refused: all pages move, or none."""
        there = form.cleaned_data["chooser"]
        chosen = self.get_actionable_objects()[0]
        return is_closed(there) and all(
            page.permissions_for_user(self.request.user).can_move_to(there) for page in chosen
        )


BULK_ACTIONS = (BulkUnpublish, BulkDelete, BulkMove)


def is_closed(parent: Page) -> bool:
    """True for a place below which nothing is public for everybody."""
    visibility = Visibility(timezone.now())
    return bool(visibility.restrictions_of(parent)) or visibility.home_of(parent) is None


def may_have_own_life(user: Any, page: Page) -> bool:
    """True for a translation and somebody who might take it away, were it public: who may do one may do the other."""
    tester = page.permissions_for_user(user)
    if not (user.is_superuser or (tester.can_edit() and user.has_perm("editorial.approve"))):
        return False
    return fate.own_life_of(page) is not None or Visibility(timezone.now()).follows(page)


def own_life(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a translation outlive its original, for a reason, or follow it again."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_have_own_life(request.user, page):
        raise PermissionDenied
    edit = redirect("wagtailadmin_pages:edit", page.pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and request.POST.get("action") == "follow":
        fate.follow_original(page, user=request.user)
        messages.success(request, _("The translation follows its original again."))
        return edit
    if request.method == "POST" and form.is_valid():
        fate.give_own_life([page], reason=form.cleaned_data["reason"], user=request.user)
        messages.success(request, _("The translation may be public without its original now."))
        return edit
    context = {
        "page": page,
        "form": form,
        "own_life": fate.own_life_of(page),
        "page_title": _("A life of its own"),
        "header_title": _("A life of its own"),
        "page_subtitle": page.get_admin_display_title(),
        "back": edit.url,
    }
    return TemplateResponse(request, "delivery/own_life.html", context)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why this language is public without its original"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
