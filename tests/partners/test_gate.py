"""How often who may ask the API, and what a key changes."""

import json

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.utils import timezone

from cms.partners import keys
from cms.partners.gate import Gate
from cms.partners.models import ApiKey
from tests.wsgi import ask

API = "/api/v1"
QUOTA = 3


@pytest.fixture(autouse=True)
def quota(settings, request):
    settings.API_REQUESTS_PER_MINUTE = QUOTA
    if "server" not in [mark.name for mark in request.node.iter_markers()]:
        settings.REDIS_URL = ""
    keys.forget()


@pytest.fixture
def gate():
    def application(environ, start_response):
        response = HttpResponse(b"{}")
        start_response("200 OK", list(response.items()))
        return [response.content]

    return Gate(application)


@pytest.fixture
def issue(db):
    def issued(**fields):
        key = ApiKey(name="Ministerium", **fields)
        secret = key.renew()
        key.save()
        return key, {"authorization": f"Bearer {secret}"}

    return issued


def ask_from(gate, address, path=f"{API}/events", **headers):
    return ask(gate, path, x_forwarded_for=address, **headers)


def statuses(gate, *addresses):
    return [ask_from(gate, address).status for address in addresses]


def test_every_answer_says_what_is_left(gate):
    answers = [ask_from(gate, "192.0.2.1") for _ in range(QUOTA)]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"anonymous";q=3;w=60'}
    left = [answer.headers["ratelimit"].split(";")[:2] for answer in answers]
    assert left == [['"anonymous"', "r=2"], ['"anonymous"', "r=1"], ['"anonymous"', "r=0"]]
    assert all(1 <= int(answer.headers["ratelimit"].rpartition("t=")[2]) <= 60 for answer in answers)


def test_who_asks_too_often_is_told_when_to_come_again(gate, time_machine):
    time_machine.move_to(timezone.now())
    assert statuses(gate, *["192.0.2.1"] * QUOTA) == [200] * QUOTA
    refused = ask_from(gate, "192.0.2.1")
    assert refused.status == 429 and 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["access-control-allow-origin"] == "*"
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(
        refused.headers["access-control-expose-headers"].split(", ")
    )
    assert json.loads(refused.body)["type"].endswith("#too-many-requests")
    time_machine.shift(int(refused.headers["retry-after"]))
    assert ask_from(gate, "192.0.2.1").status == 200


def test_each_address_counts_for_itself_and_a_network_of_ipv6_once(gate):
    one_house = [f"2001:db8:0:1::{number}" for number in range(1, QUOTA + 2)]
    assert statuses(gate, *one_house) == [200] * QUOTA + [429]
    assert statuses(gate, "2001:db8:0:2::1", "192.0.2.2") == [200, 200]


def test_nobody_but_a_proxy_says_who_asks(gate, settings):
    settings.TRUSTED_PROXIES = []
    assert statuses(gate, *[f"192.0.2.{number}" for number in range(QUOTA + 1)]) == [200] * QUOTA + [429]


def test_only_the_api_is_counted_and_no_preflight(gate):
    assert "ratelimit" not in ask_from(gate, "192.0.2.1", "/de/").headers
    for _ in range(QUOTA + 1):
        assert ask_from(gate, "192.0.2.1", "/de/").status == 200
        assert ask(gate, f"{API}/events", method="OPTIONS").status == 200


def test_without_a_limit_nothing_is_counted(gate, settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    assert statuses(gate, *["192.0.2.1"] * (QUOTA + 1)) == [200] * (QUOTA + 1)


def test_a_key_has_a_quota_of_its_own(gate, issue):
    _key, headers = issue(per_minute=QUOTA + 1)
    answers = [ask_from(gate, "192.0.2.1", **headers) for _ in range(QUOTA + 2)]
    assert [answer.status for answer in answers] == [200] * (QUOTA + 1) + [429]
    assert answers[0].headers["ratelimit-policy"] == '"key";q=4;w=60'
    assert ask_from(gate, "192.0.2.1").status == 200  # without it


def test_a_key_that_is_none_is_refused_and_counted(gate, db):
    for authorization in ("Bearer tp_falsch", "Basic dXNlcjpwYXNz", "Bearer "):
        answer = ask_from(gate, "192.0.2.1", authorization=authorization)
        assert answer.status == 401 and answer.headers["www-authenticate"].startswith("Bearer")
        assert json.loads(answer.body)["type"].endswith("#unknown-key")
    assert ask_from(gate, "192.0.2.1").status == 429
    assert ask_from(gate, "192.0.2.1", authorization="Bearer tp_falsch").status == 429


def test_a_database_that_does_not_answer_is_no_error_of_the_gate(gate, issue, monkeypatch):
    _key, headers = issue()

    def fails(digest):
        raise OperationalError("gone")

    monkeypatch.setattr(keys, "_find", fails)
    monkeypatch.setattr(connection, "close", lambda: None)
    answer = ask_from(gate, "192.0.2.1", **headers)
    assert answer.status == 200 and answer.headers["ratelimit-policy"].startswith('"anonymous"')


def test_a_revoked_key_is_refused(gate, issue):
    key, headers = issue()
    assert ask_from(gate, "192.0.2.1", **headers).status == 200
    ApiKey.objects.filter(pk=key.pk).update(revoked_at=timezone.now())
    keys.forget()  # as five seconds later, or where it was revoked
    assert ask_from(gate, "192.0.2.1", **headers).status == 401


@pytest.mark.parametrize(("path", "status"), [("/search?q=x", 403), ("/changes", 200), ("/events", 403), ("", 403)])
def test_a_key_is_for_its_scopes(gate, issue, path, status):
    _key, headers = issue(scopes=["changes"])
    assert ask_from(gate, "192.0.2.1", f"{API}{path}", **headers).status == status


def test_the_last_use_is_noted_once_an_hour(gate, issue, time_machine, django_assert_num_queries):
    time_machine.move_to(timezone.now())
    key, headers = issue()
    ask_from(gate, "192.0.2.1", **headers)
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    with django_assert_num_queries(0):
        ask_from(gate, "192.0.2.1", **headers)
    time_machine.shift(3_700)
    keys.forget()
    ask_from(gate, "192.0.2.1", **headers)
    key.refresh_from_db()
    assert key.last_used_at > first


def test_only_a_hash_of_the_key_is_kept(issue):
    key, headers = issue()
    secret = headers["authorization"].removeprefix("Bearer ")
    kept = {str(value) for value in ApiKey.objects.filter(pk=key.pk).values().get().values()}
    assert secret not in kept and secret.startswith(key.beginning)


def test_a_redis_that_fails_refuses_nobody(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    gate = Gate(lambda environ, start_response: start_response("200 OK", []) or [b"{}"])
    assert statuses(gate, *["192.0.2.1"] * (QUOTA + 1)) == [200] * QUOTA + [429]


@pytest.mark.server
def test_with_redis_all_processes_count_together(settings):
    assert settings.REDIS_URL

    def gate():
        return Gate(lambda environ, start_response: start_response("200 OK", []) or [b"{}"])

    who = f"2001:db8:{timezone.now().microsecond % 65_536:x}::1"
    assert [ask_from(one, who).status for one in [gate() for _ in range(QUOTA + 1)]] == [200] * QUOTA + [429]
