"""Accounts that are made before anybody can make one in the admin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

RESET = "wagtailadmin/account/password_reset/email"


def make_account(username: str, email: str, password: str, *, administrator: bool, **names: str) -> Any:
    """An account that works in the agency's language and zone; an administrator may do everything."""
    model = get_user_model()
    make = model.objects.create_superuser if administrator else model.objects.create_user
    user = make(username, email, password, **names)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = settings.LANGUAGE_CODE
    profile.current_time_zone = settings.TIME_ZONE
    profile.save()
    return user


def invite(user: Any) -> None:
    """Send the mail by whose link somebody chooses a password; it leaves by the outbox."""
    form = PasswordResetForm({"email": user.email})
    form.is_valid()
    address = urlsplit(settings.PUBLIC_URL)
    form.save(
        domain_override=address.netloc,
        use_https=address.scheme == "https",
        subject_template_name=f"{RESET}_subject.txt",
        email_template_name=f"{RESET}.txt",
    )
