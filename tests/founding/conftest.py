"""What founds a newsroom wants none to be there."""

import pytest

from tests import database


@pytest.fixture(scope="package", autouse=True)
def bare_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), database.bare():
        yield
