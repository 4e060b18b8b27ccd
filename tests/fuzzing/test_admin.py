"""Whatever is sent to the admin, by whomever: it answers, and never with an error of the server."""

from __future__ import annotations

import traceback
from collections import Counter
from http.cookies import SimpleCookie
from random import Random
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from cms.delivery import nonsense
from tests import proof
from tests.admin import data_at
from tests.colleagues import Colleague
from tests.factories import Newsroom, UserFactory
from tests.filled import fill
from tests.fuzzing.routes import Keys, admin_routes

REQUESTS = 5_000 if proof.IN_FULL else 600
SERVER_ERROR = 500
OURS = {"cms", "home", "press", "events", "search"}
VALUES = [
    "", '"', "'", "\x00", "-1", "0", "x", "9" * 30, "1e400", "NaN", "[]", "{}", "null", "[[", "2024-13-45",
    "2024-02-30 25:61", "0001-01-01", "9999-12-31 23:59", "31.12.9999", "%", "\\", "ä" * 300, "on", "de", "..",
    "\u202e", "\U0001f3f4", "<a linktype='page' id='x'>x</a>",
    '{"blocks": [], "entityMap": {}}', '{"blocks": [{"key": 1}]}', "00000000-0000-0000-0000-000000000000",
]  # fmt: skip
# Of Wagtail's own: the address that is made for seeing an error.
FAILING = "admin/failwhale/"
NAMES = [
    "q", "p", "page", "page_size", "ordering", "order", "locale", "id", "next", "collection_id", "tag", "site",
    "user", "position", "export", "is_export", "filter", "type", "page_type", "content_type", "action",
    "parent", "status", "day", "limit", "offset", "fields", "per_page", "layout", "allow_external_link",
    "link_text", "link_url", "multiple", "uid", "expanded", "comment", "title", "files", "image_file",
    "aliases", "next_page", "language", "month", "year", "week",
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(kept: None) -> None:
    fill(Newsroom())


class Fuzzer:
    """Somebody of each role, who sends anything."""

    def __init__(self) -> None:
        self.pick = Random(proof.SEED)  # noqa: S311  # guards nothing
        self.routes = [route for route in admin_routes() if not route.pattern.endswith(FAILING)]
        self.keys = Keys([model for model in apps.get_models() if model._base_manager.exists()])
        groups = [Colleague(group.name).client for group in Group.objects.order_by("name")]
        chief = Client()
        chief.force_login(UserFactory(is_superuser=True))
        self.clients = [chief, *groups]
        self.faults: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        for client in self.clients:
            client.raise_request_exception = False

    def send(self) -> None:
        """One request; what it has written is taken back."""
        client = self.pick.choice([self.clients[0], self.pick.choice(self.clients)])
        cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
        path = self.pick.choice(self.routes).path(self.pick, self.keys)
        with transaction.atomic():
            response = self._asked(client, path) if self.pick.random() < 0.5 else self._posted(client, path)
            transaction.set_rollback(True)
        client.cookies = cookies
        self.answers[response.status_code] += 1
        if response.status_code >= SERVER_ERROR:
            self.faults[_described(response)] += 1

    def _asked(self, client: Client, path: str) -> Any:
        return client.get(f"{path}?{urlencode(self._odd_data(), doseq=True)}")

    def _posted(self, client: Client, path: str) -> Any:
        data = self._odd_data()
        if self.pick.random() < 0.7:
            data = self._mutated(self._form(client, path)) or data
        if self.pick.random() < 0.1:
            return client.post(path, self.pick.choice(VALUES), content_type="application/json")
        return client.post(path, data)

    def _form(self, client: Client, path: str) -> dict[str, Any]:
        try:
            return data_at(client, path)
        except (AssertionError, AttributeError, TypeError):
            return {}

    def _mutated(self, data: dict[str, Any]) -> dict[str, Any]:
        for _ in range(self.pick.randrange(1, 4)):
            if not data:
                break
            name = self.pick.choice(sorted(data))
            if self.pick.random() < 0.4:
                del data[name]
            else:
                data[name] = self.pick.choice(VALUES)
        data |= {self.pick.choice(["action-publish", "action-submit", "x"]): "1"}
        return {name: value for name, value in data.items() if value is not None}

    def _odd_data(self) -> dict[str, Any]:
        names = self.pick.sample(NAMES, self.pick.randrange(4))
        return {name: self.pick.choice(VALUES) for name in names}


def _described(response: Any) -> str:
    kind, error, trace = response.exc_info or (None, None, None)
    asked = response.request
    where = f"{asked['REQUEST_METHOD']} {getattr(response.resolver_match, 'route', asked['PATH_INFO'])}"
    if trace is None:
        return f"{response.status_code} {where}"
    return f"{where}: {kind.__name__}: {str(error)[:80]!r} at {_place(trace)}"


def _place(trace: TracebackType | None) -> str:
    """The last line of code that is no library's but ours or Wagtail's."""
    frames = [frame for frame, _line in traceback.walk_tb(trace)]
    names = [f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_name}:{frame.f_lineno}" for frame in frames]
    known = [name for name in names if name.partition(".")[0] in OURS or name.startswith(("wagtail", "modelsearch"))]
    return f"{known[-1] if known else names[-1]}"


@pytest.mark.matrix
@pytest.mark.databases("cms.delivery.store")
def test_whatever_is_sent_by_whomever_is_no_error_of_the_server(filled, admin_indexes, monkeypatch, record_property):
    caught: Counter[str] = Counter()
    refused = nonsense.refused

    def listed(request: HttpRequest, error: Exception) -> HttpResponse:
        caught[f"{type(error).__name__} at {_place(error.__traceback__)}"] += 1
        return refused(request, error)

    monkeypatch.setattr(nonsense, "refused", listed)
    fuzzer = Fuzzer()
    for _ in range(REQUESTS):
        fuzzer.send()
    record_property("fuzzed requests to the admin", str(dict(sorted(fuzzer.answers.items()))))
    for fault, times in caught.items():
        record_property("Wagtail's own errors, answered with 400", f"{times} × {fault}")
    assert fuzzer.faults == {}
