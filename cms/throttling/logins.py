"""Which attempts of logging in and of resetting a password are counted, and for whom.

Strangers are counted by account and by address. Who has logged into an account with a device before is counted for
that device alone, so that nobody is locked out of an account by others who try its password; so is who has chosen a
new password with it, by the link in a mail: an owner always has a way in.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.views import LoginView, PasswordResetConfirmView, PasswordResetView
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from cms.throttling.throttle import Throttle, address_of

ACCOUNT = Throttle("login account", free=5)
ADDRESS = Throttle("login address", free=20)
DEVICE = Throttle("login device", free=10)
RESET_ACCOUNT = Throttle("reset account", free=3, first=60)
RESET_ADDRESS = Throttle("reset address", free=10, first=60)

COOKIE = "device"
KNOWN_FOR = datetime.timedelta(days=180)
ACCOUNTS = 10  # that one device is known for

Attempts = list[tuple[Throttle, str]]


def attempts_of(request: HttpRequest, view: Any) -> Attempts:
    """With which throttles a request to that view is counted, and for whom; nothing for most."""
    kind = getattr(view, "view_class", None)
    if request.method != "POST" or not isinstance(kind, type):
        return []
    if issubclass(kind, LoginView):
        account = _account(request, get_user_model().USERNAME_FIELD, "username")
        device = _known_device(request, account)
        return [(DEVICE, f"{device} {account}")] if device else [(ACCOUNT, account), (ADDRESS, address_of(request))]
    if issubclass(kind, PasswordResetView):
        account = _account(request, get_user_model().get_email_field_name())
        return [(RESET_ACCOUNT, account), (RESET_ADDRESS, address_of(request))]
    return []


def resetting(request: HttpRequest, view: Any, named: Mapping[str, Any]) -> str:
    """The account that a request to that view chooses a new password for, by the link of a mail; none for most."""
    kind = getattr(view, "view_class", None)
    if request.method != "POST" or not isinstance(kind, type) or not issubclass(kind, PasswordResetConfirmView):
        return ""
    # With the token itself the view only leads on to where it is not in the address.
    user = kind().get_user(named["uidb64"]) if named["token"] == kind.reset_url_token else None
    return user.get_username() if user is not None else ""


def note(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note with the request that somebody has logged in by it."""
    request.logged_in_as = user.get_username()  # type: ignore[attr-defined]  # read below


def settle(request: HttpRequest, response: HttpResponse, attempts: Attempts, resetting: str) -> None:
    """A login that succeeded does not count, and its device is known from now on, as that of a new password is."""
    name = getattr(request, "logged_in_as", "")
    if name:
        for throttle, who in attempts:
            throttle.take_back(who)
    elif response.status_code == HTTPStatus.FOUND:  # refused, the form is shown again
        name = resetting
    if name:
        _know(request, response, name)


def _know(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Have the browser keep the proof that this account is its user's."""
    device, accounts = _device(request)
    others = [one for one in accounts if one != _mark(name)]
    known = [*others[1 - ACCOUNTS :], _mark(name)]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_urlsafe(16), known], salt=COOKIE),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _account(request: HttpRequest, *fields: str) -> str:
    """The account that the form names, spelt in one way."""
    named = next((request.POST[field] for field in fields if field in request.POST), "")
    return get_user_model().normalize_username(named).strip().casefold()


def _known_device(request: HttpRequest, account: str) -> str:
    device, accounts = _device(request)
    return device if _mark(account) in accounts else ""


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's name and marks of the accounts that were logged into with it; nothing for a new one."""
    try:
        device, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return "", []
    return device, accounts


def _mark(account: str) -> str:
    return salted_hmac("throttling account", account.strip().casefold(), algorithm="sha256").hexdigest()[:16]
