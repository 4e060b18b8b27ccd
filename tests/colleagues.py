"""People of the newsroom, in the groups that make_roles makes."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.admin import Admin
from tests.factories import UserFactory


class Colleague:
    """Somebody of the newsroom, logged into the admin."""

    def __init__(self, *groups: str) -> None:
        self.user = UserFactory(is_superuser=False)
        self.user.groups.set(Group.objects.filter(name__in=groups))
        self.client = Client()
        self.client.force_login(self.user)
        self.admin = Admin(self.client)


@pytest.fixture
def roles(newsroom):
    """The groups and the workflow that every newsroom has; they stand in the database already."""


@pytest.fixture
def writer(roles):
    return Colleague("Redaktion")


@pytest.fixture
def reviewer(roles):
    return Colleague("Freigabe")
