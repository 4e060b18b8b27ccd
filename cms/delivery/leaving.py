"""What becomes of the translations when a page goes: every view that takes one away lists them, all ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from cms.content.models import BasePage, Message, followers, followers_of, left_behind, moving_along, translations_of
from cms.delivery import fate, keeping, languages, objecting
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication
from cms.delivery.objecting import Turn
from cms.delivery.slices import is_id
from cms.delivery.visibility import Visibility, line

TAKE_OFFLINE = gettext_lazy("Take it offline")


def languages_of(pages: Iterable[Page], *, below: bool = False, drafts: bool = False) -> list[Page]:
    """The translations of these pages, or of all below them as well, about which it is asked when the pages go: those
    that are out or approved to go out, or drafts, too, with those that have a life of their own, but for what goes as
    one of the pages."""
    pages = list(pages)
    if below:
        pages = [found for page in pages for found in Page.objects.descendant_of(page, inclusive=True)]
    going = {page.pk for page in pages}
    found = {translation.pk: translation for some in chunks(pages) for translation in translations_of(some)}
    others = [page for page in found.values() if page.pk not in going]
    return [page for page in others if drafts or page.live or page.scheduled_revision is not None]


def going_offline(pages: Iterable[Page], *, below: bool) -> list[Page]:
    """The same of pages that go offline, by themselves or with what is public below them."""
    found = list(pages)
    if below:
        found += [page for top in found for page in Page.objects.descendant_of(top).live()]
    return languages_of(found)


class Asking:
    """What is asked of translations: by which answer each is told to go, and how the answers are offered.

    Of one page, or of one section, an answer stands for a language; of several pages that were chosen (`tops`, their
    ids), for a language of one of them with what is below it.
    """

    def __init__(
        self, going: Iterable[Page], tops: Iterable[int] | None = None, may: Callable[[Any], bool] | None = None
    ) -> None:
        self.may = may
        self.going = sorted(going, key=lambda page: languages.place(page.locale.language_code))
        self.own_lives = fate.own_lives_among(self.going)
        self.by_top = tops is not None
        self._tops = _tops_of(self.going, tops) if tops is not None else {}

    def answer(self, page: Page) -> str:
        locale = str(page.locale_id)
        return f"{self._tops[page.pk]}-{locale}" if self.by_top else locale

    @cached_property
    def by_answer(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.going:
            found.setdefault(self.answer(page), []).append(page)
        return found

    def name(self, answer: str) -> str:
        """What the language is called."""
        return str(self.by_answer[answer][0].locale.get_display_name())

    def label(self, answer: str) -> str:
        """The same, and why it has been public whatever becomes of its original."""
        own = (self.own_lives.get(page.pk) for page in self.by_answer[answer])
        reasons = list(dict.fromkeys(one.reason for one in own if one is not None))
        if not reasons:
            return self.name(answer)
        said = {"language": self.name(answer), "reason": "”, “".join(reasons)}
        return _("%(language)s (with a life of its own so far: “%(reason)s”)") % said

    @property
    def choices(self) -> list[Any]:
        """The answers as a field offers them: of several pages, grouped by page."""
        if not self.by_top:
            return [(answer, self.label(answer)) for answer in self.by_answer]
        groups: dict[int, list[tuple[str, str]]] = {}
        for answer, pages in self.by_answer.items():
            groups.setdefault(self._tops[pages[0].pk], []).append((answer, self.label(answer)))
        titles = {page.pk: page.get_admin_display_title() for page in Page.objects.filter(pk__in=groups)}
        return [(titles[top], groups[top]) for top in sorted(groups, key=lambda top: titles[top])]

    @cached_property
    def not_theirs(self) -> set[str]:
        """The answers by which whoever is at work would take away what needs an approval, and is refused."""
        user = getattr(get_active_log_context(), "user", None)
        if user is None or not self.going:
            return set()
        rows = Publication.objects.visible().filter(page_id__in=[page.pk for page in self.going])
        ids = {turn.page_id for turn in objecting.objected(user, [objecting.turn_of(row) for row in rows])}
        return {self.answer(page) for page in self.going if page.pk in ids}

    def remark(self) -> str:
        """Which languages are not to be taken along by whoever is at work, and whom to ask; empty where all are."""
        if not self.not_theirs:
            return ""
        names = dict.fromkeys(self.name(answer) for answer in self.by_answer if answer in self.not_theirs)
        said = _("You cannot take these languages along, since they are public by an approval: %(languages)s.")
        or_else = _("Or take their tick away and say why they stay.")
        return " ".join([said % {"languages": ", ".join(names)}, whom_to_ask(self.may), or_else])

    @property
    def reason(self) -> str:
        """The reason to begin with: that which all languages with a life of their own have."""
        reasons = {own_life.reason for own_life in self.own_lives.values()}
        return reasons.pop() if len(reasons) == 1 else ""


def whom_to_ask(may: Callable[[Any], bool] | None = None) -> str:
    """Who may approve, and do what `may` asks of them besides, in a sentence; superusers where nobody else may."""
    approvers = get_user_model().objects.with_perm("editorial.approve").order_by("username")
    found = [user for user in approvers if may is None or may(user)]
    found = [user for user in found if not user.is_superuser] or found
    if found:
        names = ", ".join(get_user_display_name(user) for user in found)
        return _("Ask somebody who may do this and approve texts: %(names)s.") % {"names": names}
    return _(
        "It needs somebody who may do this and approve texts, and nobody may both: ask who looks after the accounts."
    )


def _tops_of(going: Iterable[Page], tops: Iterable[int]) -> dict[int, int]:
    """To which of the chosen pages each translation belongs, by their ids: to the nearest that its original is
    or lies below; to its original where that is none of them, as in a later slice of what is gone by now."""
    originals: dict[Any, tuple[int, str]] = {}
    for some in chunks({page.translation_key for page in going}):
        found = Page.objects.filter(translation_key__in=some, locale=_original_locale())
        originals |= {key: (pk, path) for key, pk, path in found.values_list("translation_key", "pk", "path")}
    chosen = {
        path: pk for some in chunks(tops) for pk, path in Page.objects.filter(pk__in=some).values_list("pk", "path")
    }
    result = {}
    for page in going:
        pk, path = originals[page.translation_key]
        result[page.pk] = next((chosen[above] for above in reversed(line(path)) if above in chosen), pk)
    return result


def _original_locale() -> Subquery:
    return Subquery(Message.objects.filter(key=OuterRef("translation_key")).values("original_locale")[:1])


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

    asking: Asking

    def __init__(
        self,
        *args: Any,
        going: Iterable[Page] = (),
        tops: Iterable[int] | None = None,
        may: Callable[[Any], bool] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ask_for_languages(self, Asking(going, tops, may))

    def clean(self) -> dict[str, Any]:
        return clean_languages(self, super().clean() or {})


def ask_for_languages(form: Any, asking: Asking) -> None:
    """Offer the languages, all ticked, and the reason that holds already; who may not take some along reads so."""
    form.asking = asking
    field = form.fields["languages"]
    field.help_text = asking.remark()
    field.choices = asking.choices
    field.initial = list(asking.by_answer)
    form.fields["keep_reason"].initial = asking.reason
    if not asking.going:
        for name in ("languages", "keep_reason"):
            del form.fields[name]


def clean_languages(form: Any, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Refuse a language that is to stay without a reason, unless it has one already, and one that is not to be taken
    along by whoever is at work."""
    if _is_answered(form):
        ticked = set(cleaned.get("languages", ()))
        if ticked & form.asking.not_theirs:
            form.add_error("languages", _("Nothing was changed: you cannot take all of these languages along."))
        staying = (page for page in form.asking.going if form.asking.answer(page) not in ticked)
        needed = any(page.pk not in form.asking.own_lives for page in staying)
        if needed and not cleaned.get("keep_reason", "").strip():
            form.add_error("keep_reason", _("Say why these languages stay public without the original."))
    return cleaned


def apply(form: Any, user: Any) -> list[Page]:
    """Give those not ticked a life of their own, and take it from those ticked; returns those that go. Where nobody was
    asked, those go that follow their original."""
    leaving = going_with(form)
    if not _is_answered(form):
        return leaving
    reason, going = form.cleaned_data["keep_reason"].strip(), {page.pk for page in leaving}
    for page in form.asking.going:
        own_life = form.asking.own_lives.get(page.pk)
        if page.pk in going and own_life is not None:
            fate.follow_original(page, user=user)
        elif page.pk not in going and reason and (own_life is None or own_life.reason != reason):
            fate.give_own_life([page], reason=reason, user=user)
    return leaving


def going_with(form: Any) -> list[Page]:
    """Those whose languages are ticked; where nobody was asked, those that follow their original."""
    asking: Asking = form.asking
    if not _is_answered(form):
        return [page for page in asking.going if page.pk not in asking.own_lives]
    ticked = set(form.cleaned_data["languages"])
    return [page for page in asking.going if asking.answer(page) in ticked]


def _is_answered(form: Any) -> bool:
    return "languages" in form.fields and "asked" in form.data


def delete_followers(pages: Iterable[Page], user: Any) -> None:
    """Delete those of the translations that have not gone with something else."""
    for page in Page.objects.filter(pk__in=[page.pk for page in pages]):
        DeletePageAction(page.specific, user=user).execute(skip_permission_checks=True)


class AsksForLanguages:
    """For a view that takes a page away: it asks what becomes of the translations before it does so."""

    request: HttpRequest
    asking_template = "delivery/confirm_languages.html"
    question: str | Promise = ""
    button: str | Promise = ""

    def target(self) -> Page:
        raise NotImplementedError

    def going(self) -> list[Page]:
        return languages_of([self.target()])

    def may(self, user: Any) -> bool:
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
        return self.ask(LanguagesForm(going=going, may=self.may))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_strangers()
        going = self.going()
        form = LanguagesForm(request.POST, going=going, may=self.may)
        if not form.is_valid():
            return self.ask(form)
        self.leaving = apply(form, request.user)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def refuse_strangers(self) -> None:
        if not self.may(self.request.user):
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

    def going(self) -> list[Page]:
        """With what belongs to the pages below, which are offered to go, too."""
        is_asking = self.request.method != "POST"
        return going_offline([self.object], below=is_asking or "include_descendants" in self.request.POST)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        going = self.going()
        if not going:
            self.question = gettext_lazy("The page is no longer public then. Is that what you want?")
        return self.ask(LanguagesForm(going=going, may=self.may))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "may_withdraw": fate.is_public(self.object), "page": self.object}


class DeleteWithLanguages(AsksForLanguages, DeleteView):
    question = gettext_lazy("The page is deleted. What becomes of its translations?")
    button = gettext_lazy("Delete it for good")

    def going(self) -> list[Page]:
        return languages_of([self.page], drafts=True)

    def target(self) -> Page:
        return self.page

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = self.page.pk
        with keeping.together(self.chosen(request)):
            response = super().post(request, *args, **kwargs)
            if not Page.objects.filter(pk=before).exists():
                delete_followers(self.leaving, request.user)
        return response

    def chosen(self, request: HttpRequest) -> list[Page]:
        """The page with the languages that are to go with it."""
        form = LanguagesForm(request.POST, going=self.going())
        return [self.page, *(going_with(form) if form.is_valid() else [])]


class UnscheduleWithLanguages(AsksForLanguages, RevisionsUnscheduleView):
    question = gettext_lazy("The page does not go live at its time. What becomes of its translations?")
    button = gettext_lazy("Take it off the schedule")

    def going(self) -> list[Page]:
        """None with what is public and stays so: only a change of it is taken off."""
        return [] if self.object.live else super().going()

    def target(self) -> Page:
        return self.object


class MoveWithLanguages(AsksForLanguages, MoveConfirmView):
    """Always asks in our words: which languages move along, and where to, is nowhere else to be read."""

    button = gettext_lazy("Move it there")

    @property
    def question(self) -> str:  # type: ignore[override]
        if is_closed(self.destination):
            return _("At its new place the page is not public for everybody. What becomes of its translations?")
        title = self.destination.get_admin_display_title()
        return _("The page moves below “%(title)s”, with all that lies below it.") % {"title": title}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.page_to_move.specific
        if isinstance(page, BasePage) and page.holds_languages_back(self.destination):
            languages = ", ".join(str(one.locale.get_display_name()) for one in self._left_behind())
            said = _("It is not moved there: the place has to be there in these languages first: %(languages)s.")
            messages.error(request, said % {"languages": languages})
            return redirect("wagtailadmin_explore", self.page_to_move.get_parent().pk)
        self.refuse_strangers()
        # Who may move it, but not hide what is public of it, is told so before being asked anything.
        return self._refusal() or self.ask(LanguagesForm(going=self.going(), may=self.may))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_strangers()
        return self._refusal() or super().post(request, *args, **kwargs)

    def _refusal(self) -> HttpResponse | None:
        try:
            objecting.ask(self.request.user, hidden_with(self.page_to_move) if is_closed(self.destination) else [])
        except objecting.NotTheirsError as error:
            return objecting.refused(self.request, error, whom_to_ask(self.may))
        return None

    def target(self) -> Page:
        return self.page_to_move

    def may(self, user: Any) -> bool:
        return bool(self.page_to_move.permissions_for_user(user).can_move_to(self.destination))

    def going(self) -> list[Page]:
        """None where the page stays as public as it is: then its translations do, too."""
        return languages_of([self.target()], below=True) if is_closed(self.destination) else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, there = self.page_to_move, self.destination
        left = ", ".join(str(one.locale.get_display_name()) for one in self._left_behind())
        moves = {"moves": moves_along(page, there), "is_closed": is_closed(self.destination)}
        return {**super().get_context_data(**kwargs), **moves, "left_behind": left}

    def _left_behind(self) -> list[Page]:
        return left_behind(self.page_to_move, self.destination)


def hidden_with(page: Page) -> list[Turn]:
    """What everybody can read of the page and all below it, as it is taken from them."""
    below = Page.objects.descendant_of(page, inclusive=True)
    rows = Publication.objects.visible().filter(page_id__in=below.values("pk"))
    return [objecting.turn_of(row) for row in rows]


@dataclass(frozen=True)
class Move:
    """A page that moves, in its language, and the address that it has then."""

    page: Page
    address: str

    @property
    def language(self) -> str:
        return str(self.page.locale.get_display_name())


def moves_along(page: Page, after: Page) -> list[Move]:
    """The translations that move with their original below another page, and the page itself, as the first."""
    visibility, before = Visibility(timezone.now()), page.get_parent()
    found = [(page, after), *moving_along(followers(page), before, after)] if before.pk != after.pk else []
    return [Move(one, f"{visibility.path_of(place) or place.url_path}{one.slug}/") for one, place in found]


class PrivacyWithLanguages(SetPrivacyView):
    """The form of a page's privacy, with the languages that it is private in."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields |= deepcopy(LanguagesForm.base_fields)
        form.fields["languages"].label = _("Just as private in these languages")
        ask_for_languages(form, Asking(languages_of([self.page], below=True)))
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["restriction_type"] != "none":
            clean_languages(form, form.cleaned_data)
            if form.errors:
                return self.form_invalid(form)
            apply(form, self.request.user)
        return super().form_valid(form)


class BulkLanguages:
    """For a bulk action: the languages of each of its pages."""

    request: HttpRequest

    def get_form(self, form_class: Any = None) -> Any:
        takes_away = self.takes_away

        class AskingForm(form_class or self.get_form_class()):  # type: ignore[misc]
            def clean(self) -> dict[str, Any]:
                cleaned: dict[str, Any] = super().clean() or self.cleaned_data
                return clean_languages(self, cleaned) if takes_away(cleaned) else cleaned

        form = super().get_form(AskingForm)  # type: ignore[misc]
        chosen = self.get_actionable_objects()[0]  # type: ignore[attr-defined]
        form.fields |= deepcopy(LanguagesForm.base_fields)
        asked = asked_about(self.request) or [page.pk for page in chosen]
        ask_for_languages(form, Asking(self.offered(chosen), asked, self.may))
        form.fields["asked"].initial = " ".join(map(str, asked))
        if below := form.fields.get("include_descendants"):
            below.label = _("The pages below go, too")
            if not any(page.get_descendants().live().exists() for page in chosen):
                below.widget = forms.HiddenInput()
        return form

    def offered(self, chosen: Iterable[Page]) -> list[Page]:
        """The translations that go with the chosen pages."""
        is_delete = self.action_type == "delete"  # type: ignore[attr-defined]
        return languages_of(chosen, below=True, drafts=is_delete)

    def form_valid(self, form: Any) -> HttpResponse:
        self.leaving: list[Page] = []
        if self.takes_away(form.cleaned_data):
            self.leaving = apply(form, self.request.user)
        return self.perform(form)

    def perform(self, form: Any) -> HttpResponse:
        return super().form_valid(form)  # type: ignore[misc]

    def takes_away(self, cleaned: dict[str, Any]) -> bool:
        """True where the pages go from the public, as the form was filled in."""
        return True

    def may(self, user: Any) -> bool:
        """True for who may do it with the chosen pages, were they allowed to approve."""
        return True


def asked_about(request: HttpRequest) -> list[int]:
    """The ids of all pages that were chosen when a bulk action asked, of which its slices know only some."""
    return [int(one) for one in request.POST.get("asked", "").split() if is_id(one)]


class BulkUnpublish(BulkLanguages, UnpublishBulkAction):
    """In our words: in Wagtail's German the pages would be withdrawn, which here is something else."""

    display_name = TAKE_OFFLINE
    aria_label = gettext_lazy("Take the chosen pages offline")
    template_name = "delivery/confirm_bulk_unpublish.html"

    def offered(self, chosen: Iterable[Page]) -> list[Page]:
        """With what belongs to the pages below, which are offered to go, too."""
        is_asking = self.request.method != "POST"
        return going_offline(chosen, below=is_asking or "include_descendants" in self.request.POST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Wagtail shows the form's fields only then.
        context["has_live_descendants"] = context["has_live_descendants"] or "languages" in context["form"].fields
        return context

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """In words of our own: in Wagtail's German the pages would be withdrawn, which here is something else."""
        count = num_parent_objects + num_child_objects
        return ngettext("%(count)d page was taken offline.", "%(count)d pages were taken offline.", count) % {
            "count": count
        }


class BulkDelete(BulkLanguages, DeleteBulkAction):
    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """Without what lies below another one that was chosen: it goes with that."""
        chosen, others = super().get_actionable_objects()
        tops = {page.path for page in chosen}
        return [page for page in chosen if tops.isdisjoint(line(page.path)[:-1])], others

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]
        refusal = keeping.refusal(request, chosen, leaving=self.offered(chosen))
        return refusal or super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]
        with keeping.together([*chosen, *self.leaving]):
            response = super().perform(form)
            delete_followers(self.leaving, self.request.user)
        return response


class BulkMove(BulkLanguages, MoveBulkAction):
    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        along = followers_of(self.get_actionable_objects()[0])
        in_order = sorted(along, key=lambda page: languages.place(page.locale.language_code))
        if names := dict.fromkeys(str(page.locale.get_display_name()) for page in in_order):
            said = _("These languages move along, where the new place is there in them, too: %(languages)s.")
            form.fields["chooser"].help_text = said % {"languages": ", ".join(names)}
        return form

    def takes_away(self, cleaned: dict[str, Any]) -> bool:
        """Not where the move is refused: all pages move, or none."""
        there, chosen = cleaned.get("chooser"), self.get_actionable_objects()[0]
        return bool(there and is_closed(there)) and all(
            page.permissions_for_user(self.request.user).can_move_to(there) for page in chosen
        )

    def may(self, user: Any) -> bool:
        chosen = self.get_actionable_objects()[0]
        return all(page.permissions_for_user(user).can_move() for page in chosen)


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
    return fate.visibility_for(page).is_translation(page)


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
