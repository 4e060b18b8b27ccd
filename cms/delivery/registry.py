"""Page types register themselves here, from their app's `ready()`: nobody else keeps a list of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType

from cms.content.filters import FilterKind
from cms.content.models import BasePage
from cms.content.providers import Providers
from cms.delivery.presenter import Presenter
from cms.delivery.schemas import TranslationState

ModelT = TypeVar("ModelT")

_by_model: dict[type[BasePage], Presenter[Any]] = {}


def register(presenter: Presenter[Any]) -> None:
    """Let the pages of the presenter's model be published; raises ValueError when the model has a presenter already."""
    known = _by_model.get(presenter.model)
    if known is not None and type(known) is not type(presenter):
        raise ValueError(f"{presenter.model.__name__} is presented by {type(known).__name__} already.")
    _by_model[presenter.model] = presenter


class Standing(NamedTuple):
    """How far a page is as a translation, None for an original; and how far those of its other languages are that are
    translations, by language."""

    own: TranslationState | None = None
    others: Mapping[str, Literal["current", "outdated"]] = MappingProxyType({})


StandingOf = Callable[[BasePage, Any], Standing | None]
standings: Providers[StandingOf] = Providers()
"""Who says, given page and context, how far the page is in its languages; None where they are no translations."""


def standing(page: BasePage, ctx: Any) -> Standing:
    """How far the page is in its languages, the context having presented it."""
    said = (standing_of(page, ctx) for standing_of in standings)
    return next((found for found in said if found is not None), Standing())


def presenter_for(model: type[Any] | None) -> Presenter[Any] | None:
    """The presenter of a page model; None where its pages are not published."""
    return _by_model.get(model) if model else None


def presenter_of_content_type(content_type_id: int) -> Presenter[Any] | None:
    """The presenter of the pages with that content type; None where they are not published."""
    return presenter_for(ContentType.objects.get_for_id(content_type_id).model_class())


def presenter_of_label(label: str) -> Presenter[Any] | None:
    """The presenter of the model with that label (`press.pressrelease`); None where there is none any more."""
    return next((found for found in presenters() if found.model._meta.label_lower == label), None)


def presenters() -> Iterator[Presenter[Any]]:
    """All presenters, in the order of their registration."""
    yield from _by_model.values()


def types() -> list[str]:
    """The names of all types, in the order of their registration."""
    return list(dict.fromkeys(presenter.type for presenter in presenters()))


def calendar_types() -> tuple[str, ...]:
    """The types whose publications stand in calendars."""
    return tuple(dict.fromkeys(presenter.type for presenter in presenters() if presenter.in_calendar))


def models_of(kind: type[ModelT]) -> list[type[ModelT]]:
    """The registered page models of a kind, such as those that may be under embargo."""
    return [found.model for found in presenters() if issubclass(found.model, kind)]


def filter_kinds(types: Collection[str] | None = None) -> dict[str, FilterKind]:
    """By what lists can be narrowed, those of these types or all, by name and in order."""
    among = [presenter for presenter in presenters() if types is None or presenter.type in types]
    found = {kind.name: kind for presenter in among for kind in presenter.filter_kinds}
    return dict(sorted(found.items(), key=lambda named: (named[1].order, named[0])))


def ends(type_: str) -> bool:
    """True for a type whose publications are about something that is over one day."""
    return any(type(found).over_at is not Presenter.over_at for found in presenters() if found.type == type_)


def front_page_types() -> tuple[str, ...]:
    """The types of which front pages show the newest, in their order."""
    places = {found.type: found.on_front_page for found in presenters() if found.on_front_page is not None}
    return tuple(sorted(places, key=lambda type_: places[type_]))


def presenter_of_type(type_: str) -> Presenter[Any] | None:
    """The first presenter of a type, which speaks for all of them; None where there is none."""
    return next((found for found in presenters() if found.type == type_), None)


def as_of(content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    """A stored document or summary as it is read at that moment."""
    presenter = presenter_of_type(content["type"])
    return presenter.as_of(content, now) if presenter else content


def document_schema(type_: str) -> Any:
    """The union of the documents that publications of a type may hold, as one type."""
    return _union([presenter.document for presenter in presenters() if presenter.type == type_])


def summary_schema(type_: str) -> Any:
    """The union of the summaries that publications of a type may hold, as one type."""
    return _union([presenter.summary for presenter in presenters() if presenter.type == type_])


def _union(shapes: list[Any]) -> Any:
    union = shapes[0]
    for shape in shapes[1:]:
        union = union | shape
    return union
