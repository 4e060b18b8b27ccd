"""Which languages expire with their original: whoever sends a text out with a new expiry is asked once it is saved.

Until somebody has answered for that very moment, all of them expire with it, and the next who may decide is asked.
"""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from cms.content.models import Message, followers
from cms.delivery import fate, store
from cms.delivery.leaving import LanguagesForm, may_have_own_life

REASON = "reason_"  # and the id of the language
MENU = gettext_lazy("Languages at its expiry")
RETURNING = "reject"  # what a review calls it; such a text does not go out


class ExpiryForm(LanguagesForm):
    """Which translations expire with their original, and why each of the others does not; those that have a life of
    their own may follow it again, and keep their reason where nobody gives another."""

    def __init__(self, *args: Any, moment: datetime.datetime, going: list[Page], free: list[Page]) -> None:
        super().__init__(*args, going=[*going, *free])
        self.moment = moment
        self.free = {str(page.locale_id): page for page in free}
        self.fields["languages"].label = _("These languages expire with it")
        self.fields["languages"].initial = [str(page.locale_id) for page in going]
        self.fields["asked"].initial = moment.isoformat()
        del self.fields["keep_reason"]
        for locale_id in self.asking.by_answer:
            self.fields[_reason(locale_id)] = self._why(locale_id, self.asking.name(locale_id))

    def _why(self, locale_id: str, language: str) -> forms.CharField:
        page = self.free.get(locale_id)
        own_life = fate.own_life_of(page) if page is not None else None
        return forms.CharField(
            label=_("Why it stays: %(language)s") % {"language": language},
            help_text=_("This is why it has been public without its original so far.") if own_life else "",
            required=False,
            max_length=1000,
            initial=own_life.reason if own_life else "",
            widget=forms.Textarea(attrs={"rows": 2, "data-without-tick": locale_id}),
        )

    @property
    def reasons(self) -> list[forms.BoundField]:
        """The field of each language in which is said why it stays."""
        return [self[name] for name in self.fields if name.startswith(REASON)]

    def reason_of(self, page: Page) -> str:
        """Why the language stays: what was typed, else what holds already."""
        name = _reason(str(page.locale_id))
        typed = self.cleaned_data.get(name, "") if name in self.data else self.fields[name].initial
        return str(typed).strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super(LanguagesForm, self).clean() or {}
        for page in self.asking.going:
            locale_id = str(page.locale_id)
            if locale_id not in cleaned.get("languages", ()) and not self.reason_of(page):
                self.add_error(_reason(locale_id), _("Say why this language stays public without the original."))
        return cleaned


def _reason(locale_id: str) -> str:
    return f"{REASON}{locale_id}"


def undecided(page: Page) -> datetime.datetime | None:
    """When the newest version of an original expires; None where it does not, and where somebody has decided for that
    moment which languages go with it."""
    moment = page.get_latest_revision_as_object().expire_at
    if moment is None or moment <= timezone.now():
        return None
    message = Message.objects.filter(key=page.translation_key, original_locale=page.locale_id).first()
    return moment if message is not None and moment != message.expiry_decided else None


def decided_by(user: Any, page: Page) -> tuple[list[Page], list[Page]]:
    """The translations about which the user may decide: those that follow the page, those with a life of their own."""
    going = [found for found in followers(page) if may_have_own_life(user, found)]
    return going, [found for found in fate.own_lives(page) if may_have_own_life(user, found)]


def question(user: Any, page: Page) -> str:
    """Where the user decides which languages expire with the page; empty where there is nothing to decide."""
    if undecided(page) is None or not any(decided_by(user, page)):
        return ""
    return reverse("delivery_expiry", args=(page.pk,))


def first_to(url: str, then: str) -> str:
    """The question, and after it where somebody was on the way to; that at once where there is none."""
    return f"{url}?{urlencode({'next': then})}" if url else then


def tell(request: HttpRequest, page: Page) -> None:
    """Say which languages expire with the page to somebody who does not decide about them, and who does, and where."""
    if undecided(page) is not None and (going := list(followers(page))):
        names = ", ".join(str(found.locale.get_display_name()) for found in going)
        said = _(
            "These languages expire with it: %(languages)s. Whether one of them stays is decided by those who approve "
            "texts, in the menu of this page under “%(menu)s”."
        )
        messages.info(request, said % {"languages": names, "menu": MENU})


def decide(page: Page, form: ExpiryForm, user: Any) -> None:
    """Let the translations without a tick outlive the expiry, and those with one follow the original."""
    ticked = set(form.cleaned_data["languages"])
    with store.unit():
        for found in form.asking.going:
            locale_id, reason = str(found.locale_id), form.reason_of(found)
            is_free = locale_id in form.free
            if locale_id in ticked and is_free:
                fate.follow_original(found, user=user)
            elif locale_id not in ticked and not (is_free and reason == form.fields[_reason(locale_id)].initial):
                fate.give_own_life([found], reason=reason, user=user)
        Message.objects.filter(key=page.translation_key).update(expiry_decided=form.moment)


class AsksForExpiry(EditView):
    """For the form of a page: once a text was sent out with a new expiry, its languages are asked for. What is merely
    saved, as by itself while somebody types, asks nothing."""

    workflow_action = ""

    def redirect_away(self) -> HttpResponse:
        away: HttpResponseRedirect = super().redirect_away()
        if self.workflow_action == RETURNING:
            return away
        url = question(self.request.user, self.page)
        if not url:
            tell(self.request, self.page)
        return redirect(first_to(url, away.url))


class ApprovalAsksForExpiry(WorkflowActionView):
    """The same for who approves a text without opening its form."""

    def get_redirect_url(self) -> str:
        then = str(super().get_redirect_url())
        return then if self.action_name == RETURNING else first_to(question(self.request.user, self.object), then)


def view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask which languages expire with the page."""
    page = get_object_or_404(Page, pk=page_id).specific
    moment = undecided(page)
    then = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=(page.pk,))
    asked = request.POST.get("asked", "")
    if moment is None:
        if asked:
            messages.warning(request, _("Somebody else has decided meanwhile, or the text does not expire any more."))
        return redirect(then)
    going, free = decided_by(request.user, page)
    if not going and not free:
        raise PermissionDenied
    is_answer = asked == moment.isoformat()
    if asked and not is_answer:
        messages.warning(request, _("Meanwhile the text expires at another time. Please decide for that one."))
    form = ExpiryForm(request.POST if is_answer else None, moment=moment, going=going, free=free)
    if is_answer and form.is_valid():
        decide(page, form, request.user)
        messages.success(request, _("It is known now which languages expire with it."))
        return redirect(then)
    time = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    context = {
        "languages_form": form,
        "page_title": _("Expiry"),
        "header_title": _("Expiry"),
        "page_subtitle": page.get_admin_display_title(),
        "question": _("The page is saved. It expires on %(time)s. What becomes of its translations?") % {"time": time},
        "button": gettext_lazy("Save"),
        "later": _("Decide later: what followed it so far expires with it until then"),
        "back": then,
        "next": then,
    }
    return TemplateResponse(request, "delivery/confirm_languages.html", context)
