"""Which pages are public and under which path: one predicate, answered from the database, never from a cache."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateTimeField, F, Q, UUIDField, prefetch_related_objects
from django.utils.functional import cached_property
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from cms.content.models import EmbargoedPage, Message, followers_of
from cms.content.providers import Providers
from cms.delivery import registry
from cms.delivery.chunks import chunks
from cms.delivery.statements import Parameter, filling, parameters, statement

PageT = TypeVar("PageT", bound=Page)
KnownT = TypeVar("KnownT")
Withholder = Callable[[Iterable[uuid.UUID]], set[tuple[uuid.UUID, int]]]
withholders: Providers[Withholder] = Providers()
"""Who is asked whenever pages are to be shown: given translation keys, they name those of them that nobody may see in
a locale, by key and id of the locale."""

Originals = Callable[[Any], int | None]
originals: Providers[Originals] = Providers()
"""Who is asked which of its languages a snippet was written in first: they say the id of its locale, or None where they
do not know."""

# How many conditions one statement may hold: SQLite nests them, a thousand deep at the most.
PREFIXES = 200


@dataclass(frozen=True)
class Home:
    """The front page of a locale: its place in the tree and in the addresses."""

    path: str
    url_path: str
    locale_id: int
    language: str


@dataclass
class Languages:
    """Of a message, the locale of its original and those with a life of their own, by their ids."""

    original: int | None
    own_lives: set[int]

    def follows(self, locale_id: int) -> bool:
        """True where the original decides about the locale."""
        return locale_id != self.original and locale_id not in self.own_lives


class Visibility:
    """The state of the whole site at one moment, read once and as late as it is asked.

    public(page) = live ∧ no future go_live_at ∧ embargo passed ∧ not expired ∧ nothing private above it or above what
    it is an alias of ∧ under the site’s root ∧ its locale configured ∧ its type registered ∧ no alias of a text in
    another locale ∧ nobody withholds it, as translations are that nobody has approved ∧ all of this holds for the
    original of its message as well, unless the page's language has a life of its own.
    """

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now
        self._pages: dict[int, Page | None] = {}
        self._by_path: dict[str, Page] = {}
        self._translations: dict[uuid.UUID, list[Page]] = {}
        self._withheld: dict[uuid.UUID, set[int]] = {}
        self._messages: dict[uuid.UUID, Languages | None] = {}
        self._original_locales: dict[tuple[type[Any], uuid.UUID], int] = {}
        self._objects: dict[tuple[type[Any], Any], Any] = {}
        self._in_languages: dict[tuple[type[Any], uuid.UUID], dict[int, Any]] = {}
        self._known: dict[Hashable, Any] = {}

    @cached_property
    def languages(self) -> dict[int, str]:
        """The codes of all languages, configured or not, by the ids of their locales."""
        return dict(Locale.all_objects.values_list("pk", "language_code"))

    def original_locale(self, snippet: Any) -> int:
        """The locale of the snippet's original, by its id; its own where nobody knows another."""
        name = (type(snippet), snippet.translation_key)
        if name not in self._original_locales:
            said = (provider(snippet) for provider in originals)
            self._original_locales[name] = next((found for found in said if found is not None), snippet.locale_id)
        return self._original_locales[name]

    def once(self, name: Hashable, read: Callable[[], KnownT]) -> KnownT:
        """What `read` gives, read once at this moment under that name."""
        if name not in self._known:
            self._known[name] = read()
        known: KnownT = self._known[name]
        return known

    def same(self, source: Any) -> Any:
        """The object as it was first met at this moment, with what its model says that presenting it reads: many
        documents name the same one."""
        return self._same([source])[0] if source.pk is not None else source

    def in_language(self, source: Any, locale_id: int) -> Any:
        """The object in that language; None where it is not written in it."""
        if source.locale_id == locale_id:
            return self.same(source)
        name = (type(source), source.translation_key)
        if name not in self._in_languages:
            found = self._same(type(source)._default_manager.filter(translation_key=source.translation_key))
            self._in_languages[name] = {one.locale_id: one for one in found}
        return self._in_languages[name].get(locale_id)

    def _same(self, sources: Iterable[Any]) -> list[Any]:
        if not (sources := list(sources)):
            return []
        new = [one for one in sources if (type(one), one.pk) not in self._objects]
        prefetch_related_objects(new, *getattr(type(sources[0]), "reads", ()))
        self._objects |= {(type(one), one.pk): one for one in new}
        return [self._objects[type(one), one.pk] for one in sources]

    @cached_property
    def homes(self) -> list[Home]:
        """The front pages of the configured locales; the deepest first."""
        configured = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
        found = [home for home in (Home(*row) for row in _front_pages()) if home.language in configured]
        return sorted(found, key=lambda home: -len(home.path))

    @cached_property
    def restrictions(self) -> dict[str, set[int]]:
        """Tree path → the restrictions that hold from there on down; an alias has those of its source's whole line."""
        private: dict[str, set[int]] = {}
        for pk, path in _view_restrictions():
            private.setdefault(path, set()).add(pk)
        if not private:
            return private
        aliases = list(Page.objects.exclude(alias_of=None).values_list("path", "alias_of__path"))
        grew = True
        while grew:  # an alias may have an alias
            grew = False
            for path, source in aliases:
                inherited = restrictions_on_line(private, source)
                if inherited - private.get(path, set()):
                    private.setdefault(path, set()).update(inherited)
                    grew = True
        return private

    @cached_property
    def private_collections(self) -> set[int]:
        """The collections that are private or lie in a private one."""
        return _below(Collection, CollectionViewRestriction.objects.values_list("collection__path", flat=True))

    @cached_property
    def foreign_locale_aliases(self) -> set[int]:
        """The aliases that show the text of another locale: never public, since nothing tells it from a translation."""
        foreign = Page.objects.exclude(alias_of=None).exclude(alias_of__locale=F("locale"))
        return set(foreign.values_list("pk", flat=True))

    @cached_property
    def embargoed(self) -> set[int]:
        """The pages whose embargo has not passed, whatever else their state says."""
        models = registry.models_of(EmbargoedPage)
        return {pk for (pk,) in _under_embargo(*models, now=self.now)} if models else set()

    def page(self, page_id: int) -> Page | None:
        """The page with that id as it was when first asked for."""
        return self.pages([page_id]).get(page_id)

    def pages(self, ids: Iterable[int]) -> dict[int, Page]:
        """Those of the pages that there are, as they were when first asked for: none is read twice."""
        ids = list(ids)
        for some in chunks(page_id for page_id in ids if page_id not in self._pages):
            self._pages |= dict.fromkeys(some)
            self._remember(_pages("pk", some))
        known = ((page_id, self._pages[page_id]) for page_id in ids)
        return {page_id: page for page_id, page in known if page is not None}

    def with_translations(self, ids: Iterable[int]) -> list[Page]:
        """Those of the pages that there are with all their translations, and above them whatever decides with them
        whether they are public, each read at once."""
        ids = list(ids)
        for some in chunks(page_id for page_id in ids if page_id not in self._pages):
            self._pages |= dict.fromkeys(some)
            self._remember_translations(_pages("with translations", some))
        found = list(self.pages(ids).values())
        self.read_translations(found)
        known = {one.pk: one for page in found for one in self._translations[page.translation_key]}
        self.read_lines(known.values())
        return list(known.values())

    def read_lines(self, pages: Iterable[Page]) -> None:
        """Read at once what stands above these pages, and what decides whether all of them are public."""
        pages = list(pages)
        above = {path for page in pages for path in line(page.path)[:-1]}
        for some in chunks(above - self._by_path.keys()):
            self._remember(_pages("path", some))
        self.public_among([*pages, *(self._by_path[path] for path in sorted(above & self._by_path.keys()))])

    def public_among(self, pages: Iterable[PageT]) -> list[PageT]:
        """Those of the pages that everybody may read, in their order."""
        pages = list(pages)
        self._remember(pages)
        live = [page for page in pages if page.live]
        self.read_messages({page.translation_key for page in live})
        self.read_translations(page for page in live if self.follows(page))
        self._read_withheld({page.translation_key for page in live})
        return [page for page in pages if self.is_public(page)]

    def ancestors(self, page: Page) -> list[Page]:
        """The pages above, from the root down, as they were when first asked for."""
        above = line(page.path)[:-1]
        missing = [path for path in above if path not in self._by_path]
        if missing:
            self._remember(_pages("path", missing))
        return [self._by_path[path] for path in above if path in self._by_path]

    def _remember(self, pages: Iterable[Page]) -> None:
        for page in pages:
            if self._pages.get(page.pk) is None:
                self._pages[page.pk] = self._by_path[page.path] = page

    def translations(self, page: Page) -> list[Page]:
        """The pages with the same key, the page itself left out, as they were when first asked for."""
        if page.translation_key not in self._translations:
            self.read_translations([page])
        return [translation for translation in self._translations[page.translation_key] if translation.pk != page.pk]

    def met_in_several_languages(self) -> list[uuid.UUID]:
        """The keys of the messages whose translations were read so far and are not one only."""
        return [key for key, pages in self._translations.items() if len(pages) > 1]

    def read_translations(self, pages: Iterable[Page]) -> None:
        """Read the translations of many pages at once."""
        keys = {page.translation_key for page in pages if page.translation_key not in self._translations}
        self._translations |= {key: [] for key in keys}
        for some in chunks(keys):
            self._remember_translations(_pages("translation_key", some))

    def _remember_translations(self, found: list[Page]) -> None:
        """Note these pages, which are all those of their keys."""
        self._remember(found)
        self._translations |= {page.translation_key: [] for page in found}
        for page in found:
            self._translations[page.translation_key].append(self._pages[page.pk] or page)

    def _read_withheld(self, keys: Iterable[uuid.UUID]) -> None:
        new = {key for key in keys if key not in self._withheld}
        self._withheld |= {key: set() for key in new}
        for some in chunks(new):
            for withholder in withholders:
                for key, locale_id in withholder(some):
                    self._withheld[key].add(locale_id)

    def read_messages(self, keys: Iterable[uuid.UUID]) -> None:
        """Read at once what decides about the languages of many messages."""
        for some in chunks({key for key in keys if key not in self._messages}):
            self._messages |= dict.fromkeys(some)  # a text in one language need not be a message
            number, keys_ = filling("key", some)
            for key, original, own_life in _messages(number, **keys_):
                languages = self._messages[key] or Languages(original, set())
                self._messages[key] = languages
                if own_life is not None:
                    languages.own_lives.add(own_life)

    def follows(self, page: Page) -> bool:
        """True for a translation whose original decides about it."""
        if page.translation_key not in self._messages:
            self.read_messages([page.translation_key])
        message = self._messages.get(page.translation_key)
        return message is not None and message.follows(page.locale_id)

    def is_translation(self, page: Page) -> bool:
        """True for a translation, whether its original decides about it or not."""
        if page.translation_key not in self._messages:
            self.read_messages([page.translation_key])
        message = self._messages.get(page.translation_key)
        if message is None:
            return False
        return page.locale_id != message.original or page.locale_id in message.own_lives

    def deciding(self, page: Page) -> Page | None:
        """The page whose fate decides about this one: its original, or itself; None where the original is gone."""
        message = self._messages.get(page.translation_key) if self.follows(page) else None
        if message is None:
            return page
        return next((found for found in self.translations(page) if found.locale_id == message.original), None)

    def expires_at(self, page: Page) -> datetime.datetime | None:
        """When the page, or what decides about it, expires; None where neither does."""
        deciding = self.deciding(page)
        ends = [found.expire_at for found in (page, deciding) if found is not None and found.expire_at]
        return min(ends, default=None)

    def is_withheld(self, page: Page) -> bool:
        """True where the page exists in its locale, and nobody may see it yet."""
        if page.translation_key not in self._withheld:
            self._read_withheld([page.translation_key])
        return page.locale_id in self._withheld[page.translation_key]

    def parent_ids(self, page: Page) -> list[int]:
        """The id of the page right above; none above the root."""
        return [parent.pk for parent in self.ancestors(page)[-1:]]

    def home_of(self, page: Page) -> Home | None:
        """The front page above the page in its own locale."""
        for home in self.homes:
            if page.path.startswith(home.path) and page.locale_id == home.locale_id:
                return home
        return None

    def path_of(self, page: Page) -> str | None:
        """The public path of the page, `/de/…/`, or None outside the site."""
        home = self.home_of(page)
        return f"/{home.language}/{page.url_path[len(home.url_path) :]}" if home else None

    def restrictions_of(self, page: Page) -> set[int]:
        """The ids of all view restrictions that a reader must satisfy: those of its original's line as well."""
        if not self.restrictions:
            return set()
        deciding = self.deciding(page)
        paths = {found.path for found in (page, deciding) if found is not None}
        return {restriction for path in paths for restriction in restrictions_on_line(self.restrictions, path)}

    def is_due(self, page: Page) -> bool:
        """True where neither state nor time forbid to show the page, nor the original that decides about it."""
        if not self._is_due_itself(page):
            return False
        deciding = self.deciding(page)
        return deciding is not None and (deciding.pk == page.pk or self._is_due_itself(deciding))

    def _is_due_itself(self, page: Page) -> bool:
        return (
            page.live
            and not (page.go_live_at and page.go_live_at > self.now)
            and not (page.expire_at and page.expire_at <= self.now)
            and registry.presenter_of_content_type(page.content_type_id) is not None
            and self.home_of(page) is not None
            and not (page.alias_of_id and page.pk in self.foreign_locale_aliases)
            and page.pk not in self.embargoed
            and not self.is_withheld(page)
        )

    def is_public(self, page: Page) -> bool:
        """True where everybody may read the page."""
        return self.is_due(page) and not self.restrictions_of(page)


# What a flush asks each time, made to SQL once


def _pages(by: str, values: Sequence[Any]) -> list[Page]:
    """The pages with one of these values, in the order of their ids."""
    number, filled = filling("value", values)
    locales: dict[int, Locale] = {}
    found = []
    for row in _page_rows(by, number, **filled):
        page = Page.from_db(DEFAULT_DB_ALIAS, _page_columns(), row[:-1])
        code = [row.locale_id, row[-1]]
        page.locale = locales.setdefault(
            page.locale_id, Locale.from_db(DEFAULT_DB_ALIAS, ["id", "language_code"], code)
        )
        found.append(page)
    return found


@cache
def _page_columns() -> list[str]:
    return [field.attname for field in Page._meta.concrete_fields]


@statement
def _page_rows(by: str, number: int) -> Any:
    name = "pk" if by == "with translations" else by
    field = Page._meta.pk if name == "pk" else Page._meta.get_field(name)
    found = Page.objects.filter(**{f"{name}__in": parameters("value", field, number)})
    if by == "with translations":
        found = Page.objects.filter(translation_key__in=found.order_by().values("translation_key"))
    return found.order_by("pk").values_list(*_page_columns(), "locale__language_code")


@statement
def _front_pages() -> Any:
    roots = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    pages = Page.objects.filter(translation_key__in=roots)
    return pages.values_list("path", "url_path", "locale_id", "locale__language_code")


@statement
def _view_restrictions() -> Any:
    return PageViewRestriction.objects.values_list("pk", "page__path")


@statement
def _under_embargo(*models: type[EmbargoedPage]) -> Any:
    now = Parameter("now", DateTimeField())
    held = (model._default_manager.filter(embargo_until__gt=now).order_by().values_list("pk") for model in models)
    first, *others = held
    return first.union(*others, all=True)


@statement
def _messages(number: int) -> Any:
    found = Message.objects.filter(key__in=parameters("key", UUIDField(), number))
    return found.order_by().values_list("key", "original_locale", "own_lives__locale")


def restrictions_on_line(private: dict[str, set[int]], path: str) -> set[int]:
    """The restrictions on the page at the tree path or on anything above it."""
    return {restriction for above in line(path) for restriction in private.get(above, ())}


def line(path: str) -> list[str]:
    """The tree paths from the root down to the one given."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def subtrees(page_ids: Iterable[int]) -> set[int]:
    """The pages, all below them, all aliases of those, and all below the aliases."""
    found: set[int] = set()
    roots = set(page_ids)
    while roots:
        paths = list(Page.objects.filter(pk__in=roots).values_list("path", flat=True))
        below = _below(Page, paths) - found
        found |= below
        roots = set(Page.objects.filter(alias_of_id__in=below).exclude(pk__in=found).values_list("pk", flat=True))
    return found


def with_followers(page_ids: Iterable[int]) -> set[int]:
    """The pages and the translations about which they decide."""
    found = set(page_ids)
    for some in chunks(sorted(found)):
        found.update(follower.pk for follower in followers_of(Page.objects.filter(pk__in=some)))
    return found


def _below(model: type[Page] | type[Collection], paths: Iterable[str]) -> set[int]:
    """The ids of the tree's nodes at or below any of the paths."""
    tops: list[str] = []
    for path in sorted(set(paths)):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    found: set[int] = set()
    for start in range(0, len(tops), PREFIXES):
        prefix = Q()
        for path in tops[start : start + PREFIXES]:
            prefix |= Q(path__startswith=path)
        found.update(model.objects.filter(prefix).values_list("pk", flat=True))
    return found
