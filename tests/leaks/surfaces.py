"""Every public address there is, as the URL table lists them, and what to ask each of them for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.test import Client

from cms.delivery import registry
from cms.delivery.feeds import FORMATS
from cms.delivery.models import Counter
from cms.delivery.sitemaps import addresses
from tests import urls

NOT_PUBLIC = ("admin/",)  # has its own permissions (tests/editorial/test_permissions.py)


def patterns() -> Iterator[tuple[str, str]]:
    """Name (or pattern, where it has none) and whole pattern of every public address."""
    for whole, found in urls.patterns():
        if not whole.startswith(NOT_PUBLIC):
            yield found.name or whole, whole


class Canaries:
    """What must not be told: pages by kind, the words planted in them, and the files only they use."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.words: dict[str, list[str]] = {}
        self.files: dict[str, list[str]] = {}

    def addresses(self) -> list[str]:
        """The paths at which the pages would be."""
        found = []
        for page in self.pages.values():
            parts = page.url_path.strip("/").split("/")
            found.append(f"/{page.locale.language_code}/" + "/".join(parts[1:]) + "/")
        return found

    def all_words(self) -> list[str]:
        return [word for words in self.words.values() for word in words]


Ask = Callable[[Canaries], Iterator[str]]


def _keys(canaries: Canaries, path: str) -> Iterator[str]:
    for page in canaries.pages.values():
        for locale in ("de", "en"):
            yield f"/{path}/{page.translation_key}?locale={locale}"


def _lists(canaries: Canaries, path: str) -> Iterator[str]:
    for locale in ("de", "en"):
        yield f"/{path}?locale={locale}&limit=100"
        for word in canaries.all_words():
            yield f"/{path}?locale={locale}&topic={quote(word)}"


def _searches(canaries: Canaries, path: str) -> Iterator[str]:
    for word in canaries.all_words():
        yield f"{path}{'&' if '?' in path else '?'}q={quote(word)}"


def _vocabulary(name: str) -> list[str]:
    return [f"/api/v1/{name}?locale={locale}" for locale in ("de", "en")]


def _changes() -> Iterator[str]:
    counter = Counter.objects.first()
    yield "/api/v1/changes"
    for number in range(0, counter.value if counter else 0, 100):
        yield f"/api/v1/changes?since={counter.epoch}-{number}"


def _files(canaries: Canaries, beginning: str) -> Iterator[str]:
    paths = [path for paths in canaries.files.values() for path in paths]
    return (path for path in paths if re.match(beginning, path))


TYPES = registry.types()
VOCABULARIES = [*(kind.vocabulary for kind in registry.filter_kinds().values() if kind.vocabulary), "locales", "types"]

SURFACES: dict[str, Ask] = {
    "image": lambda canaries: _files(canaries, "/files/images/[0-9a-f]{8}-"),
    "document": lambda canaries: _files(canaries, "/files/documents/[0-9a-f]{8}-"),
    "image_of_old": lambda canaries: _files(canaries, "/files/images/[0-9]+/"),
    "document_of_old": lambda canaries: _files(canaries, "/files/documents/[0-9]+/"),
    "media": lambda canaries: _files(canaries, "/media/"),
    "openapi-json": lambda canaries: iter(["/api/v1/openapi.json"]),
    "openapi-view": lambda canaries: iter(["/api/v1/docs/try"]),
    "api_docs": lambda canaries: iter(["/api/v1/docs"]),
    "api-root": lambda canaries: iter(["/api/v1/"]),
    "api/v1/^.": lambda canaries: (f"/api/v1{path}" for path in canaries.addresses()),
    "search": lambda canaries: iter(
        [*_searches(canaries, "/api/v1/search?locale=de"), *_searches(canaries, "/de/suche/"), "/de/suche/?q=Meldung"]
    ),
    "suggest": lambda canaries: _searches(canaries, "/api/v1/suggest?locale=de"),
    "suggest_as_list": lambda canaries: _searches(canaries, "/de/suggestions.json"),
    "open_search": lambda canaries: iter(["/de/opensearch.xml"]),
    "search_clicked": lambda canaries: iter(["/clicks/"]),
    "feed": lambda canaries: (
        f"/feeds/{locale}/{type_}.{name}" for locale in ("de", "en") for type_ in TYPES for name in FORMATS
    ),
    "calendar": lambda canaries: (
        address
        for locale in ("de", "en")
        for address in [
            f"/calendar/{locale}.ics",
            *(f"/calendar/{locale}.ics?topic={page.translation_key}" for page in canaries.pages.values()),
        ]
    ),
    "calendar_of_one": lambda canaries: (
        f"/calendar/{locale}/{page.translation_key}.ics" for page in canaries.pages.values() for locale in ("de", "en")
    ),
    "get_ninjs": lambda canaries: (
        f"/api/v1/publications/{page.translation_key}/ninjs?locale={locale}"
        for page in canaries.pages.values()
        for locale in ("de", "en")
    ),
    "markdown": lambda canaries: (f"{path}index.md" for path in ["/de/", "/de/presse/", "/en/", *canaries.addresses()]),
    "embedded_list": lambda canaries: iter(["/embed/newsroom.js"]),
    "llms": lambda canaries: iter(["/llms.txt"]),
    "start": lambda canaries: iter(["/api/v1/"]),
    "api_start": lambda canaries: iter(["/api/v1"]),
    "find": lambda canaries: (f"/api/v1/find?path={path}" for path in canaries.addresses()),
    **{f"list_{name}": lambda c, name=name: iter(_vocabulary(name)) for name in VOCABULARIES},
    "list_publications": lambda canaries: _lists(canaries, "api/v1/publications"),
    "list_changes": lambda canaries: _changes(),
    "sitemap": lambda canaries: iter(["/sitemap.xml"]),
    "sitemap_part": lambda canaries: iter(addresses()[1:]),
    "embargo_link": lambda canaries: iter(["/vorab/", f"/vorab/{'a' * 43}"]),
    "robots": lambda canaries: iter(["/robots.txt"]),
    "wagtailcore_login": lambda canaries: (f"/login/?next={path}" for path in canaries.addresses()),
    "root_redirect": lambda canaries: iter(["/"]),
    "wagtail_serve": lambda canaries: iter(
        [*canaries.addresses(), *(path.rstrip("/") for path in canaries.addresses()), "/de/", "/de/presse/", "/en/"]
    ),
    "resolve_missing": lambda canaries: (path.removeprefix("/de") for path in canaries.addresses()),
    **{f"list_{name.replace('-', '_')}": lambda c, name=name: _lists(c, f"api/v1/{name}") for name in TYPES},
    **{f"get_{name.replace('-', '_')}": lambda c, name=name: _keys(c, f"api/v1/{name}") for name in TYPES},
}


def told(client: Client, address: str) -> tuple[int, str]:
    """Status and all that an address answers: its headers, and its body but for what it repeats of the question."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return response.status_code, headers + "\n" + body.decode("utf-8", "replace")


def repeated(address: str, canaries: Canaries) -> list[str]:
    """What of the question an answer may repeat; not the bare words, behind which everything planted goes on."""
    asked = [value for _name, value in parse_qsl(urlsplit(address).query) if value not in canaries.all_words()]
    return [address, unquote(address), *asked]


def nothing(kind: str, surface: str) -> bool:
    """What anybody may see of the canaries."""
    return False


def leaks(client: Client, canaries: Canaries, *, may_see: Callable[[str, str], bool]) -> tuple[list[str], int]:
    """Where a canary was told, and how many cells of the matrix were looked at; `may_see` names those that are open."""
    found, cells = [], 0
    for name, ask in SURFACES.items():
        for address in ask(canaries):
            _status, said = told(client, address)
            for echo in repeated(address, canaries):
                said = said.replace(echo, "")
            for kind, words in canaries.words.items():
                if may_see(kind, name):
                    continue
                cells += 1
                found += [f"{name}: {address} tells {word}" for word in words if re.search(rf"{word}[a-z]", said)]
    return found, cells
