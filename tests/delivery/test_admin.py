"""The change log in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission

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
