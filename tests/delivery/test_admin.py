"""The change log in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission

from cms.delivery import store
from cms.delivery.models import Change
from tests.factories import UserFactory


@pytest.fixture
def reader(newsroom, client):
    group = Group.objects.create(name="Leserschaft")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = UserFactory(is_superuser=False)
    user.groups.add(group)
    client.force_login(user)
    return client


def test_the_change_log_can_be_read(newsroom, reader):
    newsroom.page(title="Seite", slug="seite")
    number = Change.objects.last().sequence
    assert "/de/seite/" in reader.get("/admin/delivery/change/").content.decode()
    assert reader.get(f"/admin/delivery/change/inspect/{number}/").status_code == 200


def test_nobody_writes_the_change_log_by_hand(newsroom, admin):
    number = Change.objects.last().sequence
    for verb in ("create/", f"edit/{number}/", f"delete/{number}/"):
        admin.post(f"/admin/delivery/change/{verb}", {"path": "/de/gefälscht/"})
    assert Change.objects.filter(sequence=number).exists()
    assert not Change.objects.filter(path="/de/gefälscht/").exists()


@pytest.mark.parametrize("path", ["login", "password_reset"])
def test_who_is_not_logged_in_holds_up_nobody_who_writes(newsroom, client, monkeypatch, path):
    def begun():
        raise AssertionError("a unit of work was begun")

    monkeypatch.setattr(store, "unit", begun)
    response = client.post(f"/admin/{path}/", {"username": "redaktion", "password": "falsch", "email": "a@example.org"})
    assert response.status_code in {200, 302}
