"""The groups that the roles make stay, with their names and what they are made of, whoever asks."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import LogContext

from cms.editorial import roles
from cms.editorial.roles import make_roles
from tests.admin import form_data
from tests.colleagues import Colleague
from tests.editorial.routes import routes
from tests.factories import UserFactory

MADE = ("Redaktion", "Freigabe", "Technik", "Übersetzung en")


@pytest.fixture(params=["engineer", "superuser"])
def client(newsroom, request):
    if request.param == "engineer":
        return Colleague("Technik").client
    found = Client()
    found.force_login(UserFactory())
    return found


@pytest.fixture(params=MADE)
def group(newsroom, request):
    return Group.objects.get(name=request.param)


def form_of(client, group):
    """What a browser sends for the form of the group as it stands, with the rights on pages."""
    url = reverse("wagtailusers_groups:edit", args=(group.pk,))
    context = client.get(url).context
    data = form_data(context["form"])
    offered = set(context["form"].registered_permissions.values_list("pk", flat=True))
    data["permissions"] = [right for right in context["form"]["permissions"].value() if right in offered]
    for panel in context["permission_panels"]:
        data |= form_data(panel.management_form)
        for row in panel.forms:
            data |= form_data(row)
    return url, data


def state(group):
    found = Group.objects.get(pk=group.pk)
    pages = found.page_permissions.values_list("page", "permission__codename")
    return found.name, set(found.permissions.values_list("codename", flat=True)), set(pages)


def test_what_the_roles_make_is_known_as_roles(newsroom):
    made = make_roles()
    assert {group.name for group in made} >= set(MADE)
    assert all(roles.role_of(group) for group in made)
    assert roles.role_of(Group(name="Übersetzung Koordination")) is None


def test_it_is_not_deleted_and_the_admin_says_why(client, group):
    url = reverse("wagtailusers_groups:delete", args=(group.pk,))
    for ask in (client.get, client.post):
        response = ask(url)
        assert response.status_code == 302
        [*_earlier, said] = get_messages(response.wsgi_request)
        assert group.name in str(said)
    assert Group.objects.filter(pk=group.pk).exists()
    assert url not in client.get(reverse("wagtailusers_groups:edit", args=(group.pk,))).content.decode()


def test_no_address_of_groups_takes_anything_away(client, group):
    before = state(group)
    addresses = [name for name in routes() if "groups" in name]
    assert len(addresses) > 4
    for name in addresses:
        client.post(reverse("wagtailadmin_home") + name.replace("<pk>", str(group.pk)), {"name": "Weg"})
    assert state(group) == before


def test_its_name_and_its_rights_stay_and_the_form_says_so(client, group):
    before = state(group)
    url, data = form_of(client, group)
    rights_on_pages = [name for name in data if name.startswith("page_permissions-") and name.endswith("-permissions")]
    refused = [{"name": "Andere"}, {"permissions": []}, *({name: []} for name in rights_on_pages[:1])]
    for change in refused:
        response = client.post(url, data | change)
        assert response.status_code == 200 and response.context["form"].errors
        assert state(group) == before


def test_what_else_it_may_is_for_whoever_administers(client, group):
    url, data = form_of(client, group)
    more = [right.pk for right in client.get(url).context["form"].registered_permissions]
    assert client.post(url, data | {"permissions": more}).status_code == 302
    name, rights, _pages = state(group)
    assert name == group.name and len(rights) >= len(more)
    assert client.post(url, data).status_code == 302


def test_other_groups_are_renamed_and_deleted(client):
    group = Group.objects.create(name="Praktikum")
    url, data = form_of(client, group)
    assert client.post(url, data | {"name": "Volontariat"}).status_code == 302
    assert Group.objects.get(pk=group.pk).name == "Volontariat"
    client.post(reverse("wagtailusers_groups:delete", args=(group.pk,)))
    assert not Group.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize("superuser", [False, True])
def test_nor_by_any_other_way_of_the_admin(group, superuser):
    with (
        LogContext(user=UserFactory(is_superuser=superuser)).activate()
        if False
        else LogContext(user=UserFactory(is_superuser=superuser))
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            group.delete()
        group.name = "Andere"
        with pytest.raises(PermissionDenied), transaction.atomic():
            group.save()
    assert state(group)[0] != "Andere"


def test_outside_of_requests_code_does_as_it_is_told(group):
    group.delete()
    assert not Group.objects.filter(pk=group.pk).exists()
