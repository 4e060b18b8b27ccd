"""Deliveries in the admin: for those who may see them, and to be looked at only."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.mail import EmailMessage
from django.urls import reverse
from wagtail import hooks

from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from tests.factories import UserFactory

LIST = "/admin/outbox/delivery/"


@pytest.fixture
def delivery(newsroom, settings):
    settings.EMAIL_BACKEND = "cms.outbox.mail.OutboxBackend"
    message = EmailMessage("Streng vertraulich", "Erste Zeile\nZweite Zeile", None, ["kim@example.org"])
    message.attach("gross.bin", b"x" * 100_000)
    message.send()
    return Delivery.objects.get()


@pytest.fixture
def browser(client, newsroom):
    """A browser of somebody who works here and has these permissions."""

    def logged_in(*codenames: str):
        group = Group.objects.create(name="Gruppe")
        group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
        user = UserFactory(is_superuser=False)
        user.groups.add(group)
        client.force_login(user)
        return client

    return logged_in


def test_who_may_view_deliveries_sees_what_went_where(browser, delivery):
    reader = browser("view_delivery")
    assert LIST in reader.get(reverse("wagtailadmin_home")).content.decode()
    shown = reader.get(LIST).content.decode()
    assert "Streng vertraulich" in shown
    assert "kim@example.org" in shown
    inspected = reader.get(f"{LIST}inspect/{delivery.pk}/")
    assert inspected.status_code == 200
    assert "Erste Zeile" not in inspected.content.decode()  # it might set a password anew


def test_administrators_see_what_a_delivery_carries(admin, delivery):
    shown = admin.get(f"{LIST}inspect/{delivery.pk}/").content.decode()
    assert "kim@example.org" in shown
    assert "Erste Zeile\nZweite Zeile" in shown
    assert len(shown) < 100_000  # attachments are cut short


def test_days_and_times_are_the_agency_s(admin, delivery):
    Delivery.objects.update(due_at=datetime.datetime(2027, 1, 1, 11, 30, tzinfo=datetime.UTC))
    assert "01.01.2027 12:30" in admin.get(LIST).content.decode()


def test_what_is_no_mail_is_listed_too(admin, delivery):
    Delivery.objects.create(kind="purge", payload={"urls": ["https://www.example.org/de/"]})
    assert "purge" in admin.get(LIST).content.decode()


def test_working_here_is_not_enough_to_read_mail(browser, delivery):
    editor = browser("change_image")
    assert LIST not in editor.get(reverse("wagtailadmin_home")).content.decode()
    for url in (LIST, f"{LIST}inspect/{delivery.pk}/"):
        response = editor.get(url)
        assert response.status_code in {302, 403}
        assert b"vertraulich" not in response.content


def test_nobody_writes_a_delivery_by_hand(admin, delivery):
    for verb in ("create/", f"edit/{delivery.pk}/", f"delete/{delivery.pk}/"):
        admin.post(f"{LIST}{verb}", {"kind": "mail", "state": "delivered"})
    found = Delivery.objects.get()
    assert (found.pk, found.state) == (delivery.pk, "waiting")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=waiting", True),
        ("state=failed", False),
        ("kind=mail", True),
        ("kind=purge", False),
        ("q=vertraulich", True),
        ("q=kim@example", True),
        ("q=niemand", False),
    ],
)
def test_deliveries_are_found_by_state_kind_and_words(admin, delivery, asked, found):
    assert (str(delivery.pk) in admin.get(f"{LIST}?{asked}").content.decode()) is found


def test_what_went_wrong_is_shown(admin, delivery, settings):
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    Worker().deliver_due()
    assert "Connection refused" in admin.get(LIST).content.decode()


def test_groups_can_be_allowed_to_look_and_nothing_else(db):
    offered = [permission for hook in hooks.get_hooks("register_permissions") for permission in hook()]
    assert [one.codename for one in offered if one.content_type.app_label == "outbox"] == ["view_delivery"]
