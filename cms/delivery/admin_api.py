"""The admin's own API for pages, without what would lead past the admin's views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import fields
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from wagtail.admin.api.actions.base import APIAction
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.admin.api.actions.move import MovePageAPIAction, MovePageAPIActionSerializer
from wagtail.admin.api.actions.unpublish import UnpublishPageAPIAction, UnpublishPageAPIActionSerializer
from wagtail.admin.api.serializers import AdminPageSerializer, PageStatusField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from cms.delivery import errors, fate, keeping, leaving, trees
from cms.delivery.fate import Status

# Nothing of Wagtail's admin uses them, and a translation is asked for in the order of this newsroom.
NOT_OFFERED = {"copy", "create_alias", "convert_alias", "copy_for_translation"}

# Positions below the destination, as Wagtail takes them; by any other, and by none, a page moves beside it.
BELOW = {"first-child", "last-child"}


class StatusField(PageStatusField):
    """Wagtail's, with our words for a page that is not public, or not any more."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        return {**super().to_representation(page), "status": self._status(page)}

    def _status(self, page: Page) -> str:
        """Asked for together with all pages of the answer."""
        known: dict[int, Status] = self.context.setdefault("statuses", {})
        if page.pk not in known:
            together = getattr(self.root, "instance", None)
            known |= fate.statuses_of([page, *(together if isinstance(together, list) else ())])
        return known[page.pk].word


class PageSerializer(AdminPageSerializer):
    status = StatusField(read_only=True)


class LanguagesSerializer(Serializer):
    """Which translations go with their original: codes of their locales, all where none are said; and why the others
    stay."""

    languages = fields.ListField(
        child=fields.CharField(),
        required=False,
        error_messages={"not_a_list": gettext_lazy("Give the languages as a list of their codes.")},
    )
    keep_reason = fields.CharField(required=False, allow_blank=True)


class TakesAway(APIAction):
    """For an action that takes a page from the public: its translations go with it, but for those that are to stay for
    a reason. Its answer lists them, and so does what it is asked before it acts."""

    def going(self, page: Page, data: dict[str, Any]) -> list[Page]:
        """The translations that go with the page."""
        return leaving.languages_of([page])

    def listed(self, page: Page, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The translations that would go, each with whether it does so where nothing else is said."""
        return _listed(self.going(page, data))

    def execute(self, page: Page, data: dict[str, Any]) -> Response:
        self.check(page, data)
        going = self.going(page, data)
        form = _form(going, data)
        gone = leaving.going_with(form)
        listed = _listed(going, staying=[one for one in going if one not in gone])
        leaving.apply(form, self.request.user)
        told = self.told(page, data) | ({"languages": listed} if listed else {})
        response = self.perform(page, data, gone)
        return Response({**(response.data or {}), **told}) if told else response

    def told(self, page: Page, data: dict[str, Any]) -> dict[str, Any]:
        """What else its answers say."""
        return {}

    def check(self, page: Page, data: dict[str, Any]) -> None:
        """Raises PermissionDenied: who may not do it decides nothing about languages."""
        self._action_from_data(page, data).check()

    def perform(self, page: Page, data: dict[str, Any], gone: list[Page]) -> Response:
        response: Response = super().execute(page, data)
        return response


class Unpublish(TakesAway, UnpublishPageAPIAction):
    class serializer(LanguagesSerializer, UnpublishPageAPIActionSerializer):  # noqa: N801 # as Wagtail calls it
        pass

    def going(self, page: Page, data: dict[str, Any]) -> list[Page]:
        return leaving.going_offline([page], below=bool(data.get("recursive")))


class Delete(TakesAway, DeletePageAPIAction):
    serializer = LanguagesSerializer

    def going(self, page: Page, data: dict[str, Any]) -> list[Page]:
        return leaving.languages_of([page], drafts=True)

    def perform(self, page: Page, data: dict[str, Any], gone: list[Page]) -> Response:
        with keeping.together([page, *gone]):
            response = super().perform(page, data, gone)
            leaving.delete_followers(gone, self.request.user)
        return response


class Move(TakesAway, MovePageAPIAction):
    class serializer(LanguagesSerializer, MovePageAPIActionSerializer):  # noqa: N801 # as Wagtail calls it
        pass

    def going(self, page: Page, data: dict[str, Any]) -> list[Page]:
        """None where the page stays as public as it is: then its translations do, too."""
        parent = _parent_after(data)
        return leaving.languages_of([page], below=True) if parent and leaving.is_closed(parent) else []

    def check(self, page: Page, data: dict[str, Any]) -> None:
        self._action_from_data(page, data).check(_parent_after(data))

    def told(self, page: Page, data: dict[str, Any]) -> dict[str, Any]:
        """Which languages move, and the addresses that they have then."""
        parent = _parent_after(data)
        moves = leaving.moves_along(page, parent) if parent else []
        return {
            "moves": [
                {"locale": move.page.locale.language_code, "id": move.page.pk, "address": move.address}
                for move in moves
            ]
        }


class PagesAPI(PagesAdminAPIViewSet):
    """Wagtail's, with the other actions. What an action would do to translations is told without doing it."""

    base_serializer_class = PageSerializer

    actions: ClassVar[dict[str, type[APIAction]]] = {
        **{name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in NOT_OFFERED},
        "unpublish": Unpublish,
        "delete": Delete,
        "move": Move,
    }

    def languages_view(self, request: Request, pk: int, action_name: str) -> Response:
        """The translations that go with the page where it is taken away by the action."""
        action = self.actions.get(action_name, APIAction)(self, request)
        if not isinstance(action, TakesAway):
            raise Http404
        data = action.serializer(data=request.query_params)
        data.is_valid(raise_exception=True)
        page = self.get_object()
        return Response({"languages": action.listed(page, data.data), **action.told(page, data.data)})

    def action_view(self, request: Any, pk: str, action_name: str) -> HttpResponse:
        """Wagtail's, but what takes more than a unit is refused: nobody goes on here after the first slice."""
        recursive = isinstance(request.data, Mapping) and request.data.get("recursive")
        below = action_name == "delete" or bool(recursive)
        view = trees.view_for_many(request.user, self.get_object(), action_name, below=below)
        if view is not None:
            return errors.problem(409, _("Too many pages lie below it for one request: do it in the admin."), view=view)
        response: HttpResponse = super().action_view(request, pk, action_name)
        return response

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        view = cls.as_view({"get": "languages_view", "post": "action_view"})
        action = path("<int:pk>/action/<str:action_name>/", view, name="action")
        return [action if found.name == "action" else found for found in super().get_urlpatterns()]


def _parent_after(data: dict[str, Any]) -> Page | None:
    """Below which page one is after it has moved; None for the top of all."""
    destination = get_object_or_404(Page, pk=data["destination_page_id"])
    return destination if data.get("position") in BELOW else destination.get_parent()


def _form(going: list[Page], data: dict[str, Any]) -> leaving.LanguagesForm:
    """The answer of who asked for the action, as the admin's view takes it; refused as there."""
    ids = {page.locale.language_code: str(page.locale_id) for page in going}
    codes = data.get("languages", list(ids))
    if unknown := sorted(set(codes) - set(ids)):
        raise ValidationError(
            {"languages": [_("Not among those that go with it: %(languages)s.") % {"languages": ", ".join(unknown)}]}
        )
    answers = {"languages": [ids[code] for code in codes], "keep_reason": data.get("keep_reason", ""), "asked": "1"}
    form = leaving.LanguagesForm(answers, going=going)
    if not form.is_valid():
        if form.asking.not_theirs & set(answers["languages"]):
            raise PermissionDenied
        raise ValidationError(form.errors)
    return form


def _listed(going: list[Page], staying: Iterable[Page] = ()) -> list[dict[str, Any]]:
    """What is told of these translations; of those with a life of their own so far, why they have it."""
    own_lives, stay = fate.own_lives_among(going), {page.pk for page in staying}
    return [
        {
            "locale": page.locale.language_code,
            "id": page.pk,
            "title": page.get_admin_display_title(),
            "goes": page.pk not in stay,
            "own_life": own_lives[page.pk].reason if page.pk in own_lives else None,
        }
        for page in going
    ]
