"""The net below all permissions: who may not show or hide a text is refused at the flush, whatever way was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.content.providers import Providers
from cms.delivery import errors, registry
from cms.delivery.models import Publication

NAMED = 5  # texts in one message


class Turn(NamedTuple):
    """A text in one language that a unit of work brings before everybody (`shown`), or takes from them."""

    page_id: int
    model: type[Page]
    key: UUID
    language: str
    path: str
    shown: bool


def turn_of(row: Publication, *, shown: bool = False) -> Turn:
    """The text of a row, as it is brought before everybody, or taken from them."""
    presenter = registry.presenter_of_type(row.type)
    return Turn(row.page_id, presenter.model if presenter else Page, row.key, row.locale, row.path, shown=shown)


objectors: Providers[Callable[[Any, Sequence[Turn]], Iterable[Turn]]] = Providers()
"""Who is asked whenever somebody's request shows or hides texts: of these they name those that are not that person's to
show or hide."""


class NotTheirsError(PermissionDenied):
    """Somebody's request would show or hide texts that are not theirs to show or hide; nothing of it was saved."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        super().__init__(f"Not theirs to show or hide: {', '.join(turn.path for turn in turns)}")
        self.turns = turns


def objected(user: Any, turns: Sequence[Turn]) -> list[Turn]:
    """Those of the turns that are not the user's, by their addresses."""
    found = {turn for objector in objectors for turn in objector(user, turns)}
    return sorted(found, key=lambda turn: turn.path)


def ask(user: Any, turns: Sequence[Turn]) -> None:
    """Raises NotTheirsError where anybody objects."""
    if found := objected(user, turns):
        raise NotTheirsError(found)


def refused(request: HttpRequest, error: NotTheirsError, whom: str = "") -> HttpResponse:
    """The answer to who tried it: nothing was saved, why, and whom to ask, where that is not just anybody who approves.
    Raises the error again where a script asks."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise error
    if request.path.startswith(reverse("wagtailadmin_api:pages:listing")):
        return errors.problem(403, _("Nothing was changed: who approves these texts has to do it."))
    list(get_messages(request))  # what the view has said of its success is not true
    texts = ", ".join(_named(request.user, error.turns[:NAMED])) + (" …" if len(error.turns) > NAMED else "")
    said = _("Nothing was saved: it would show or hide texts that need an approval. Please ask who approves: %(texts)s")
    if whom:
        said = _("Nothing was saved: it would show or hide texts that need an approval: %(texts)s. %(whom)s")
    messages.error(request, said % {"texts": texts, "whom": whom})
    response = redirect("wagtailadmin_home")
    response.is_refusal = True  # type: ignore[attr-defined]  # read by who counts what was done
    return response


def _named(user: Any, turns: Sequence[Turn]) -> Iterator[str]:
    """The texts by their titles, where the user finds them in the admin or everybody may read them; else by their
    addresses."""
    ids = [turn.page_id for turn in turns]
    theirs = page_permission_policy.explorable_instances(user).filter(pk__in=ids)
    titles = dict(Publication.objects.visible().filter(page_id__in=ids).values_list("page_id", "title"))
    titles |= {page.pk: page.get_admin_display_title() for page in theirs}
    languages = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    for turn in turns:
        words = {"title": titles.get(turn.page_id), "language": languages.get(turn.language, turn.language)}
        yield _("“%(title)s” (%(language)s)") % words if words["title"] else turn.path
