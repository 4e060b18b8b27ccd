"""What texts show that are out or scheduled is not taken from them: whoever deletes or unpublishes it is refused,
whichever way, and people are told which texts these are and what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.contrib.messages import SUCCESS, add_message, get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete, pre_save
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.documents.views import documents
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as DocumentsDelete
from wagtail.images import get_image_model
from wagtail.images.views import images
from wagtail.images.views.bulk_actions.delete import DeleteBulkAction as ImagesDelete
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from cms.content.models import Retirable
from cms.content.providers import Providers
from cms.delivery.errors import problem
from cms.delivery.shown_by import Place, State, holding, places

remarks: Providers[Callable[[Any], str]] = Providers()
"""Who is asked what else is to be said above the form of something that texts show; empty where nothing is."""

_together: ContextVar[frozenset[int]] = ContextVar("together", default=frozenset())


class StillShownError(ProtectedError):
    """Something cannot be taken away, since texts show it that are out or scheduled."""

    def __init__(self, shown: Sequence[Any], found: list[Place]) -> None:
        super().__init__(f"Texts show {', '.join(map(str, shown))}: it is not taken from them.", set(shown))
        self.shown, self.places = shown, found


# The net


def connect() -> None:
    pre_delete.connect(keep_what_is_shown, dispatch_uid="delivery.keep_shown")
    pre_save.connect(keep_what_is_live, dispatch_uid="delivery.keep_live")


def keep_what_is_shown(sender: Any, instance: models.Model, origin: Any = None, **kwargs: Any) -> None:
    """Raises StillShownError where texts show what is deleted, and do not go in the same deletion."""
    if sender is not Page and not issubclass(sender, Retirable):
        return
    going = list(origin) if isinstance(origin, models.QuerySet) and origin.model is sender else [instance]
    if instance.pk == going[0].pk:  # asked once of all that go
        _refuse(going)


def keep_what_is_live(sender: Any, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Raises StillShownError where texts show what is unpublished; what ends at the time that was set for it ends."""
    if raw or not isinstance(instance, DraftStateMixin) or not _stays_live(sender):
        return
    if instance.live or instance.expired or instance.pk is None:
        return
    if sender._default_manager.filter(pk=instance.pk, live=True).exists():
        _refuse([instance])


def _stays_live(model: type[models.Model]) -> bool:
    """True for a kind that is not unpublished either while texts show it; pages may be, as links to them end then."""
    return issubclass(model, Retirable) and issubclass(model, DraftStateMixin)


def _refuse(going: Sequence[Any]) -> None:
    found = holding(*going, leaving=_together.get())
    if found:
        raise StillShownError(going, found)


@contextmanager
def together(pages: Iterable[Page]) -> Iterator[None]:
    """While inside, these pages with all below them count as one deletion: what they show may go with them."""
    token = _together.set(_together.get() | {page.pk for page in trees(pages)})
    try:
        yield
    finally:
        _together.reset(token)


def trees(pages: Iterable[Page]) -> list[Page]:
    """The pages with all that lies below them."""
    found = (Page.objects.descendant_of(page, inclusive=True) for page in pages)
    return [page for some in found for page in some]


# What people are told


def refused(request: HttpRequest, error: StillShownError) -> HttpResponse:
    """The answer to who tried it: which texts show it."""
    if request.path.startswith(reverse("wagtailadmin_api:pages:listing")):
        title = _("Texts show it: it is not taken from them.")
        shown = [{"id": place.page_id, "title": place.title, "locale": place.locale} for place in error.places]
        return problem(409, title, shown_by=shown)
    return _answer(request, error.shown, error.places, refusing=True)


def refusal(request: HttpRequest, going: Sequence[Any], leaving: Iterable[Page] = ()) -> HttpResponse | None:
    """Which texts keep these from being taken away, said before anybody does so; None where none does."""
    pages = trees([one for one in going if isinstance(one, Page)])
    others = [one for one in going if isinstance(one, Retirable)]
    found = holding(*pages, *others, leaving=[page.pk for page in trees(leaving)])
    return _answer(request, going, found, refusing=True) if found else None


def show(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """The texts that show something."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, Retirable):
        raise Http404
    instance = get_object_or_404(model, pk=pk)
    return _answer(request, [instance], places(instance), refusing=False)


def _answer(request: HttpRequest, shown: Sequence[Any], found: list[Place], *, refusing: bool) -> HttpResponse:
    finder = AdminURLFinder(request.user)
    title = _("Shown in texts")
    context = {
        "shown": [(one, finder.get_edit_url(one)) for one in shown],
        "places": [_told(place, request.user) for place in found],
        "refusing": refusing,
        "stays_live": all(_stays_live(type(one)) for one in shown),
        "retirable": all(isinstance(one, Retirable) for one in shown),
        "page_title": title,
        "header_title": title,
        "page_subtitle": str(shown[0]) if len(shown) == 1 else "",
        "header_icon": "warning" if refusing else "list-ul",
    }
    status = 409 if refusing and request.method == "POST" else 200
    return TemplateResponse(request, "delivery/shown_by.html", context, status=status)


def _told(place: Place, user: Any) -> dict[str, Any]:
    """What somebody may know of a place: of what is not public yet, those who may not edit it learn no title."""
    page = Page.objects.get(pk=place.page_id).specific
    may_edit = page.permissions_for_user(user).can_edit()
    return {
        "title": place.title if may_edit or place.state is State.PUBLIC else _("A text that you may not see"),
        "url": reverse("wagtailadmin_pages:edit", args=(place.page_id,)) if may_edit else "",
        "language": page.locale.get_display_name(),
        "state": place.state.label,
    }


def say_where_it_is_shown(request: HttpRequest, instance: Any) -> None:
    """Above its form: in how many texts something appears, with the way to their list."""
    if request.method != "GET" or not isinstance(instance, Retirable):
        return
    found = places(instance)
    if found:
        meta = instance._meta
        url = reverse("delivery_shown_by", args=(meta.app_label, meta.model_name, instance.pk))
        messages.info(request, _sentence(found), buttons=[messages.button(url, _("Show these texts"))])
    say_remarks(request, instance)


def say_remarks(request: HttpRequest, instance: Any) -> None:
    """Above its form, and once it was saved: what others have to say of it, each sentence once."""
    waiting: Any = get_messages(request)
    known = {str(one) for one in waiting}
    waiting.used = False  # they were read here, and are still to be shown
    for remark in remarks:
        said = remark(instance)
        if said and not any(escape(said) in one for one in known):
            messages.warning(request, said)


def say_what_became(request: HttpRequest, instance: Any) -> None:
    """Once it was saved: what others have to say of it, and in place of the word that it was changed only that it was
    saved, since some of it may wait."""
    if not any(remark(instance) for remark in remarks):
        return
    said_so_far = list(get_messages(request))
    for one in said_so_far:
        if one.level == SUCCESS:
            messages.success(request, _("“%(title)s” was saved.") % {"title": instance})
        else:
            add_message(request, one.level, one.message, extra_tags=one.extra_tags)
    known = {str(one) for one in said_so_far}
    for remark in remarks:
        said = remark(instance)
        if said and not any(escape(said) in one for one in known):
            messages.warning(request, said)


def _sentence(found: list[Place]) -> str:
    counts = {state: sum(place.state is state for place in found) for state in State}
    said = {
        State.PUBLIC: ngettext("%(count)d public text", "%(count)d public texts", counts[State.PUBLIC]),
        State.PRIVATE: ngettext(
            "%(count)d text that some may read", "%(count)d texts that some may read", counts[State.PRIVATE]
        ),
        State.SCHEDULED: ngettext(
            "%(count)d text approved for later", "%(count)d texts approved for later", counts[State.SCHEDULED]
        ),
        State.REVIEW: ngettext("%(count)d text in review", "%(count)d texts in review", counts[State.REVIEW]),
    }
    parts = [said[state] % {"count": count} for state, count in counts.items() if count]
    return capfirst(_("appears in: %(texts)s.") % {"texts": ", ".join(parts)})


# The doors for which Wagtail gives no hook


def unpublish_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """The view that unpublishes a snippet, unless texts show it."""
    label = f"{app_label}.{model_name}"
    model = next((model for model in get_snippet_models() if model._meta.label_lower == label), None)
    if model is None or not issubclass(model, DraftStateMixin):
        raise Http404
    try:
        key = model._meta.pk.to_python(unquote(pk))
    except ValidationError as error:  # what no object could be called
        raise Http404 from error
    instance = get_object_or_404(model, pk=key)
    _require(request, "publish", instance)
    return refusal(request, [instance]) or model.snippet_viewset.unpublish_view(request, pk=pk)


def _require(request: HttpRequest, action: str, instance: models.Model) -> None:
    """Who may not do it is not told either what keeps others from it."""
    if not policy_registry.get(instance).user_has_permission_for_instance(request.user, action, instance):
        raise PermissionDenied


def before_deleting(view: Callable[..., HttpResponse], model: type[models.Model]) -> Callable[..., HttpResponse]:
    """The view that deletes a file, unless texts show it."""

    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        instance = get_object_or_404(model, pk=pk)
        _require(request, "delete", instance)
        return refusal(request, [instance]) or view(request, pk)

    return answer


def before_editing(view: Callable[..., HttpResponse], model: type[models.Model]) -> Callable[..., HttpResponse]:
    """The form of a file, which says where it is shown."""

    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        instance = get_object_or_404(model, pk=pk)
        _require(request, "change", instance)
        say_where_it_is_shown(request, instance)
        response = view(request, pk)
        if request.method == "POST":
            say_what_became(request, instance)
        return response

    return answer


def _image_view(view: Any) -> Callable[..., HttpResponse]:
    return lambda request, pk: view.as_view()(request, image_id=pk)


def _document_view(view: Any) -> Callable[..., HttpResponse]:
    return lambda request, pk: view.as_view()(request, document_id=pk)


delete_image = before_deleting(_image_view(images.DeleteView), get_image_model())
edit_image = before_editing(_image_view(images.EditView), get_image_model())
delete_document = before_deleting(_document_view(documents.DeleteView), get_document_model())
edit_document = before_editing(_document_view(documents.EditView), get_document_model())


class KeepsWhatIsShown:
    """For a bulk action that deletes: it says which texts keep what was chosen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]  # type: ignore[attr-defined]
        return refusal(request, chosen) or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class BulkDeleteImages(KeepsWhatIsShown, ImagesDelete):
    pass


class BulkDeleteDocuments(KeepsWhatIsShown, DocumentsDelete):
    pass


BULK_ACTIONS = (BulkDeleteImages, BulkDeleteDocuments)
