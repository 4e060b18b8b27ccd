"""A newsroom with its roles, and people in them."""

import pytest

from cms.editorial.roles import make_roles
from tests.colleagues import Colleague


@pytest.fixture
def roles(newsroom):
    return make_roles()


@pytest.fixture
def writer(roles):
    return Colleague("Redaktion")


@pytest.fixture
def reviewer(roles):
    return Colleague("Freigabe")
