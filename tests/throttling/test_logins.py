"""Guessing passwords gets slow, and nobody is locked out by strangers who guess."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.views import LoginView, PasswordResetView
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cms.throttling import logins
from cms.throttling.models import Attempts
from tests.factories import UserFactory

PASSWORD = "sehr geheim"  # noqa: S105 # of accounts made by the test
WRONG = "falsch"
STRANGER = "203.0.113.9"


def addresses(*kinds: type) -> Iterator[str]:
    """Every address whose view is of one of these kinds."""

    def walk(found: Any, prefix: str) -> Iterator[str]:
        for one in found.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, prefix + str(one.pattern))
            elif isinstance(one, URLPattern) and issubclass(getattr(one.callback, "view_class", object), kinds):
                yield f"/{prefix}{one.pattern}"

    return walk(get_resolver(), "")


LOGINS = sorted(addresses(LoginView))
RESETS = sorted(addresses(PasswordResetView))


@pytest.fixture
def editor(db):
    user = UserFactory(username="Redaktion", email="redaktion@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client: Client, password: str = WRONG, address: str = STRANGER, name: str = "Redaktion", at: str = ""):
    data = {"username": name, "password": password}
    return client.post(at or LOGINS[0], data, REMOTE_ADDR=address)


def log_out(client: Client) -> None:
    """As the admin's button does: the device is known afterwards as well."""
    client.post(reverse("wagtailadmin_logout"))
    assert "_auth_user_id" not in client.session


def test_all_doors_are_known():
    assert LOGINS == ["/admin/login/", "/login/"]
    assert RESETS == ["/admin/password_reset/"]


@pytest.mark.parametrize("at", LOGINS)
def test_guessing_one_account_s_password_is_answered_with_429_and_the_time_to_wait(editor, client, at):
    answers = [log_in(client, at=at, address=f"203.0.113.{number}") for number in range(8)]
    assert [answer.status_code for answer in answers[: logins.ACCOUNT.free]] == [200] * logins.ACCOUNT.free
    last = answers[-1]
    assert last.status_code == 429
    assert 0 < int(last.headers["Retry-After"]) <= 2
    assert "no-store" in last.headers["Cache-Control"]
    assert "Zu viele Versuche" in last.content.decode()
    assert f'href="{RESETS[0]}"' in last.content.decode(), "who does not want to wait"


def test_the_right_password_is_not_looked_at_either_while_a_stranger_waits(editor, client):
    for _attempt in range(logins.ACCOUNT.free):
        log_in(client)
    assert log_in(client, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_one_address_that_tries_many_accounts_is_slowed_down(editor, client):
    answers = [log_in(client, name=f"konto-{number}").status_code for number in range(logins.ADDRESS.free + 2)]
    assert answers.count(429) == 2
    assert log_in(client, PASSWORD, address="198.51.100.1").status_code == 302


def test_one_account_is_one_however_its_name_is_spelt(editor, client):
    for name in ("Redaktion", "redaktion", " REDAKTION", "Redaktion ", "redaktioN"):
        log_in(client, name=name)
    assert log_in(client).status_code == 429


def test_who_logged_in_with_a_device_before_gets_in_while_strangers_guess(editor, client):
    assert log_in(client, PASSWORD, address="198.51.100.1").status_code == 302
    log_out(client)
    for number in range(10):
        log_in(Client(), address=f"203.0.113.{number}")
    assert log_in(Client(), PASSWORD, address="198.51.100.1").status_code == 429
    # Also from the address of those who guess, as in one house.
    assert log_in(client, PASSWORD).status_code == 302


def test_a_known_device_that_guesses_is_slowed_down_as_well(editor, client):
    log_in(client, PASSWORD)
    log_out(client)
    answers = [log_in(client).status_code for _attempt in range(logins.DEVICE.free + 1)]
    assert answers[-1] == 429


def test_a_device_is_known_for_the_accounts_that_it_was_used_for_only(editor, client):
    other = UserFactory(username="andere")
    other.set_password(PASSWORD)
    other.save()
    log_in(client, PASSWORD, name="andere")
    log_out(client)
    answers = [log_in(client).status_code for _attempt in range(logins.ACCOUNT.free + 1)]
    assert answers[-1] == 429


def test_who_chooses_a_new_password_by_mail_gets_in_while_strangers_guess(editor, client):
    client.post(RESETS[0], {"email": editor.email})
    link = re.search(r"http\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    for number in range(10):
        log_in(Client(), address=f"203.0.113.{number}")
    refused = client.post(form, {"new_password1": "kurz", "new_password2": "kurz"})
    assert logins.COOKIE not in refused.cookies
    assert log_in(client, PASSWORD).status_code == 429
    new = "ganz anders und lang"
    assert client.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    assert log_in(Client(), new, address="198.51.100.1").status_code == 429
    assert log_in(client, new).status_code == 302


def test_no_link_but_one_from_a_mail_makes_a_device_known(editor, client):
    account = urlsafe_base64_encode(force_bytes(editor.pk))
    for token in ("set-password", "made-up"):
        address = reverse("wagtailadmin_password_reset_confirm", args=(account, token))
        data = {"new_password1": "ganz anders und lang", "new_password2": "ganz anders und lang"}
        assert logins.COOKIE not in client.post(address, data).cookies


@pytest.mark.parametrize("cookie", ["", "nonsense", "WyJ4IiwgW11d:1:x"])
def test_nobody_makes_a_known_device_up(editor, client, cookie):
    client.cookies[logins.COOKIE] = cookie
    answers = [log_in(client).status_code for _attempt in range(logins.ACCOUNT.free + 1)]
    assert answers[-1] == 429


def test_the_device_s_cookie_names_nobody_and_no_script_reads_it(editor, client, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = log_in(client, PASSWORD).cookies[logins.COOKIE]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
    assert "redaktion" not in cookie.value.lower()


def test_good_logins_are_never_throttled(editor, client):
    for _attempt in range(30):
        assert log_in(Client(), PASSWORD).status_code == 302


def test_a_login_holds_no_transaction_while_it_hashes(editor, client, monkeypatch):
    hashed_in = []
    check = type(editor).check_password
    monkeypatch.setattr(
        type(editor),
        "check_password",
        lambda self, password: hashed_in.append(len(connection.savepoint_ids)) or check(self, password),
    )
    before = len(connection.savepoint_ids)
    assert log_in(client, PASSWORD).status_code == 302
    assert log_in(client, PASSWORD).status_code == 302  # as somebody logged in
    assert hashed_in == [before, before]


@pytest.mark.parametrize("at", RESETS)
def test_password_resets_are_throttled_by_account_and_by_address(editor, client, at):
    def ask(email: str, address: str) -> int:
        return client.post(at, {"email": email}, REMOTE_ADDR=address).status_code

    answers = [ask("redaktion@example.org", f"203.0.113.{number}") for number in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    answers = [ask(f"konto-{number}@example.org", STRANGER) for number in range(logins.RESET_ADDRESS.free + 1)]
    assert answers[-1] == 429
    assert len(mail.outbox) <= 3


def test_what_is_no_login_costs_nothing(editor, admin):
    with CaptureQueriesContext(connection) as queries:
        admin.get(reverse("wagtailadmin_home"))
    assert not [query for query in queries if Attempts._meta.db_table in query["sql"]]
